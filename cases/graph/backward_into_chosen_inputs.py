"""Can backward() fill the .grad of only some tensors?

`backward(inputs=...)` came with 1.8; only the tensors it names get their gradient added, the others stay as they are.
It was for leaves only at first; a hidden tensor is allowed since 1.10, and then keeps its gradient.
An empty list is refused, and so is a tensor that needs no gradient;
one that the loss does not depend on is silently passed over, and nobody gets a gradient.
A single tensor may stand for a list of one since 1.9 (no note found).
A generator, which has no length, raised TypeError until 2.7, and may stand for a list since 2.8
(no note found).

https://github.com/pytorch/pytorch/pull/46855
https://github.com/pytorch/pytorch/issues/46373
https://github.com/pytorch/pytorch/issues/60268
https://github.com/pytorch/pytorch/pull/60521
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html
"""

import torch

TORCH = ">=1.8"
PARAMS = {
    "inputs": [
        "a",
        "both",
        "none",
        "empty",
        "tensor",
        "hidden",
        "retained",
        "output",
        "unused",
        "plain",
        "number",
        "twice",
        "generator",
        "detached",
        "view_of_leaf",
    ],
}


def observe(device, inputs):
    a = torch.ones(2, device=device, requires_grad=True)
    b = torch.ones(2, device=device, requires_grad=True)
    hidden = a * b
    out = (hidden * 3).sum()
    if inputs == "retained":
        hidden.retain_grad()
    out.backward(
        inputs={
            "a": [a],
            "both": [a, b],
            "none": None,
            "empty": [],
            "tensor": a,
            "hidden": [hidden],
            "retained": [hidden],
            "output": [out],
            "unused": [torch.ones(2, device=device, requires_grad=True)],
            "plain": [torch.ones(2, device=device)],
            "number": [1],
            "twice": [a, a],
            "generator": iter([a]),
            "detached": [a.detach()],
            "view_of_leaf": [a.view(2)],
        }[inputs]
    )
    yield "a.grad", a.grad
    yield "b.grad", b.grad
    if inputs in ("hidden", "retained"):
        yield "hidden.grad", hidden.grad


EXPECT = {
    "[a]": {">=1.0": {"a.grad": "nonzero", "b.grad": "None"}},
    "[twice]": {">=1.0": {"a.grad": "nonzero", "b.grad": "None"}},
    "[both]": {">=1.0": {"a.grad": "nonzero", "b.grad": "nonzero"}},
    "[none]": {">=1.0": {"a.grad": "nonzero", "b.grad": "nonzero"}},
    "[detached]": {">=1.0": {"raises": "RuntimeError"}},
    "[empty]": {">=1.0": {"raises": "RuntimeError"}},
    "[number]": {">=1.0": {"raises": "RuntimeError"}},
    "[plain]": {">=1.0": {"raises": "RuntimeError"}},
    "[tensor]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"a.grad": "nonzero", "b.grad": "None"}},
    "[hidden]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"a.grad": "None", "b.grad": "None", "hidden.grad": "nonzero"},
    },
    "[retained]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"a.grad": "None", "b.grad": "None", "hidden.grad": "nonzero"},
    },
    "[output]": {"<1.10": {"raises": "RuntimeError"}, ">=1.10": {"a.grad": "None", "b.grad": "None"}},
    "[view_of_leaf]": {"<1.10": {"raises": "RuntimeError"}, ">=1.10": {"a.grad": "None", "b.grad": "None"}},
    "[unused]": {">=1.0": {"a.grad": "None", "b.grad": "None"}},
    "[generator]": {"<2.8": {"raises": "TypeError"}, ">=2.8": {"a.grad": "nonzero", "b.grad": "None"}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/46855",
        "says": "backward accumulates only into the tensors that inputs names.",
        "facts": {"a.grad": "nonzero", "b.grad": "None"},
        "rows": "[a]",
    },
]

"""With respect to what can torch.autograd.grad differentiate?

Leaves and hidden tensors, views that the output was computed from, and the output itself, whose gradient is one.
A tensor that requires no grad, or one of integers, is refused in all releases, `allow_unused` or not.
A tensor that the output does not depend on is an error, or None with `allow_unused=True`.
A fresh view, a clone or a detached copy of a leaf is such a tensor, to the surprise of many:
the output was computed from the leaf.
The same input given twice gets its gradient twice.
An empty list of inputs was a `backward()` into all leaves until 1.9, and is refused since 1.10,
with a ValueError until 2.12 and a RuntimeError since 2.13.
On Python 3.7, 1.7 raised SystemError for an unused input (mended in 1.8, no note found); the evidence of 1.7 shown
here is from Python 3.8, where it is the RuntimeError of all releases.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
https://github.com/pytorch/pytorch/issues/47061
https://github.com/pytorch/pytorch/pull/52016
https://github.com/pytorch/pytorch/pull/178140
https://github.com/pytorch/pytorch/issues/73697
"""

import torch

PARAMS = {
    "inputs": [
        "leaf",
        "tuple",
        "hidden",
        "view_before",
        "view_after",
        "index_after",
        "clone_after",
        "output",
        "loss",
        "twice",
        "leaf_and_hidden",
        "unused",
        "detached",
        "plain",
        "integer",
        "empty",
        "number",
        "none",
        "generator",
        "old_value",
        "changed_value",
        "no_grad_view",
    ],
    "allow_unused": [False, True],
}


def observe(device, inputs, allow_unused):
    x = torch.ones(2, device=device, requires_grad=True)
    unused = torch.ones(2, device=device, requires_grad=True)
    view_before = x.view(2)
    hidden = view_before * 2
    old_value = hidden.view(2)
    hidden.mul_(3)
    with torch.no_grad():
        no_grad_view = x.view(2)
    out = hidden * hidden
    loss = out.sum()
    given = {
        "leaf": lambda: x,
        "tuple": lambda: (x,),
        "hidden": lambda: [hidden],
        "view_before": lambda: [view_before],
        "view_after": lambda: [x.view(2)],
        "index_after": lambda: [x[0]],
        "clone_after": lambda: [x.clone()],
        "output": lambda: [out],
        "loss": lambda: [loss],
        "twice": lambda: [x, x],
        "leaf_and_hidden": lambda: [x, hidden],
        "unused": lambda: [x, unused],
        "detached": lambda: [x.detach()],
        "plain": lambda: [torch.ones(2, device=device)],
        "integer": lambda: [torch.ones(2, device=device, dtype=torch.int64)],
        "empty": lambda: [],
        "number": lambda: [1.0],
        "none": lambda: [None],
        "generator": lambda: (tensor for tensor in [x]),
        "old_value": lambda: [old_value],
        "changed_value": lambda: [hidden.view(2)],
        "no_grad_view": lambda: [no_grad_view],
    }[inputs]()
    for gradient in torch.autograd.grad(loss, given, allow_unused=allow_unused):
        yield "gradients", gradient.tolist() if gradient is not None else "None"
    yield "x.grad", x.grad


EXPECT = {
    "[generator-*]": {">=1.0": {"gradients": [72.0, 72.0], "x.grad": "None"}},
    "[leaf-*]": {">=1.0": {"gradients": [72.0, 72.0], "x.grad": "None"}},
    "[tuple-*]": {">=1.0": {"gradients": [72.0, 72.0], "x.grad": "None"}},
    "[view_before-*]": {">=1.0": {"gradients": [72.0, 72.0], "x.grad": "None"}},
    "[hidden-*]": {">=1.0": {"gradients": [12.0, 12.0], "x.grad": "None"}},
    "[detached-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[integer-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[none-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[number-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[plain-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[changed_value-False]": {">=1.0": {"raises": "RuntimeError"}},
    "[clone_after-False]": {">=1.0": {"raises": "RuntimeError"}},
    "[index_after-False]": {">=1.0": {"raises": "RuntimeError"}},
    "[no_grad_view-False]": {">=1.0": {"raises": "RuntimeError"}},
    "[old_value-False]": {">=1.0": {"raises": "RuntimeError"}},
    "[unused-False]": {">=1.0": {"raises": "RuntimeError"}},
    "[view_after-False]": {">=1.0": {"raises": "RuntimeError"}},
    "[changed_value-True]": {">=1.0": {"gradients": "None", "x.grad": "None"}},
    "[clone_after-True]": {">=1.0": {"gradients": "None", "x.grad": "None"}},
    "[index_after-True]": {">=1.0": {"gradients": "None", "x.grad": "None"}},
    "[no_grad_view-True]": {">=1.0": {"gradients": "None", "x.grad": "None"}},
    "[old_value-True]": {">=1.0": {"gradients": "None", "x.grad": "None"}},
    "[view_after-True]": {">=1.0": {"gradients": "None", "x.grad": "None"}},
    "[output-*]": {">=1.0": {"gradients": [1.0, 1.0], "x.grad": "None"}},
    "[loss-*]": {">=1.0": {"gradients": 1.0, "x.grad": "None"}},
    "[twice-*]": {">=1.0": {"gradients": [[72.0, 72.0], [72.0, 72.0]], "x.grad": "None"}},
    "[leaf_and_hidden-*]": {">=1.0": {"gradients": [[72.0, 72.0], [12.0, 12.0]], "x.grad": "None"}},
    "[unused-True]": {">=1.0": {"gradients": [[72.0, 72.0], "None"], "x.grad": "None"}},
    "[empty-*]": {
        "<1.10": {"x.grad": "nonzero"},
        ">=1.10,<2.13": {"raises": "ValueError"},
        ">=2.13": {"raises": "RuntimeError"},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/73697",
        "says": "An input that does not belong to the graph of the output raises.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[unused-False]",
    },
]

"""Does torch.autograd.grad change anybody's .grad?

It returns the gradients and leaves `.grad` of the inputs and of all other leaves as they are.
`only_inputs=False`, which would fill the others, is ignored, with a warning, since before 1.0.
A hidden tensor on the way that was asked to `retain_grad()` is filled in all releases;
one that is the input itself is filled since 2.0 only, and a hook on a leaf that is the input runs since 2.0 only:
what was a hook of the graph's node before belongs to the tensor now.

https://github.com/pytorch/pytorch/pull/85849
https://github.com/caogang/wgan-gp/issues/9
https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
"""

import torch

PARAMS = {
    "call": ["plain", "create_graph", "only_inputs", "retain_grad_between", "retain_grad_input", "hook", "leaf_hook"],
}


def observe(device, call):
    x = torch.ones(2, device=device, requires_grad=True)
    other = torch.ones(2, device=device, requires_grad=True)
    hidden = x * other
    ran = []
    if call.startswith("retain_grad"):
        hidden.retain_grad()
    if call == "hook":
        hidden.register_hook(ran.append)
    if call == "leaf_hook":
        x.register_hook(ran.append)
    inputs = [hidden] if call == "retain_grad_input" else [x]
    loss = (hidden * 3).sum()
    if call == "only_inputs":
        gradients = torch.autograd.grad(loss, inputs, only_inputs=False)
    else:
        gradients = torch.autograd.grad(loss, inputs, create_graph=call == "create_graph")
    yield "gradient", gradients[0].tolist()
    yield "x.grad", x.grad
    yield "other.grad", other.grad
    if call.startswith("retain_grad"):
        yield "hidden.grad", hidden.grad
    yield "hook ran", len(ran)


EXPECT = {
    "[create_graph]": {">=1.0": {"gradient": [3.0, 3.0], "x.grad": "None", "other.grad": "None", "hook ran": 0}},
    "[plain]": {">=1.0": {"gradient": [3.0, 3.0], "x.grad": "None", "other.grad": "None", "hook ran": 0}},
    "[only_inputs]": {
        "<2.4": {
            "gradient": [3.0, 3.0],
            "x.grad": "None",
            "other.grad": "None",
            "hook ran": 0,
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "gradient": [3.0, 3.0],
            "x.grad": "None",
            "other.grad": "None",
            "hook ran": 0,
            "warns": ["FutureWarning"],
        },
    },
    "[retain_grad_between]": {
        ">=1.0": {
            "gradient": [3.0, 3.0],
            "x.grad": "None",
            "other.grad": "None",
            "hidden.grad": "nonzero",
            "hook ran": 0,
        },
    },
    "[retain_grad_input]": {
        "<2.0": {"gradient": [3.0, 3.0], "x.grad": "None", "other.grad": "None", "hidden.grad": "None", "hook ran": 0},
        ">=2.0": {
            "gradient": [3.0, 3.0],
            "x.grad": "None",
            "other.grad": "None",
            "hidden.grad": "nonzero",
            "hook ran": 0,
        },
    },
    "[hook]": {">=1.0": {"gradient": [3.0, 3.0], "x.grad": "None", "other.grad": "None", "hook ran": 1}},
    "[leaf_hook]": {
        "<2.0": {"gradient": [3.0, 3.0], "x.grad": "None", "other.grad": "None", "hook ran": 0},
        ">=2.0": {"gradient": [3.0, 3.0], "x.grad": "None", "other.grad": "None", "hook ran": 1},
    },
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html",
        "says": "grad returns the gradients and does not accumulate into .grad.",
        "facts": {"x.grad": "None", "other.grad": "None"},
    },
]

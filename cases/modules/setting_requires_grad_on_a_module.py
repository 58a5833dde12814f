"""Does module.requires_grad = False freeze a module?

No: it sets an attribute that nobody reads, in all releases, without an error or a warning; the parameters train on.
`module.requires_grad_(False)`, since 1.2, freezes all parameters below, and so does a loop over `parameters()`.
Neither touches buffers, running averages, or dropout; `eval()` touches those and freezes nothing.
A misspelt `parameter.require_grad = False` is likewise a new attribute of the tensor, silently.
Setting the flag on `weight.data` sets it on a tensor that is thrown away.

https://github.com/pytorch/pytorch/pull/22576
https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch
from torch import nn

PARAMS = {
    "by": [
        "module.requires_grad = False",
        "module.requires_grad_(False)",
        "loop over parameters",
        "parameter.require_grad = False",
        "weight.data.requires_grad = False",
        "weight.detach_()",
        "module.eval()",
        "weight.grad = None",
        "loop over state_dict",
    ]
}
TORCH = {"[module.requires_grad_(False)]": ">=1.2"}


def observe(device, by):
    model = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2)).to(device)
    layer = model[0]
    if by == "module.requires_grad = False":
        model.requires_grad = False
    elif by == "module.requires_grad_(False)":
        model.requires_grad_(False)
    elif by == "loop over parameters":
        for parameter in model.parameters():
            parameter.requires_grad = False
    elif by == "parameter.require_grad = False":
        for parameter in model.parameters():
            parameter.require_grad = False
    elif by == "weight.data.requires_grad = False":
        layer.weight.data.requires_grad = False
    elif by == "weight.detach_()":
        layer.weight.detach_()
    elif by == "module.eval()":
        model.eval()
    elif by == "weight.grad = None":
        layer.weight.grad = None
    else:
        for tensor in model.state_dict().values():
            tensor.requires_grad = False
    x = torch.tensor([[1.0, 2.0], [3.0, 5.0]], device=device, requires_grad=True)
    (model(x) ** 3).sum().backward()
    yield "weight.requires_grad", layer.weight.requires_grad
    yield "weight.grad", layer.weight.grad
    yield "batch norm weight.grad", model[1].weight.grad
    yield "running mean moved", bool((model[1].running_mean != 0).any())


EXPECT = {
    "[loop over state_dict]": {
        ">=1.0": {
            "weight.requires_grad": True,
            "weight.grad": "nonzero",
            "batch norm weight.grad": "nonzero",
            "running mean moved": True,
        },
    },
    "[module.requires_grad = False]": {
        ">=1.0": {
            "weight.requires_grad": True,
            "weight.grad": "nonzero",
            "batch norm weight.grad": "nonzero",
            "running mean moved": True,
        },
    },
    "[parameter.require_grad = False]": {
        ">=1.0": {
            "weight.requires_grad": True,
            "weight.grad": "nonzero",
            "batch norm weight.grad": "nonzero",
            "running mean moved": True,
        },
    },
    "[weight.data.requires_grad = False]": {
        ">=1.0": {
            "weight.requires_grad": True,
            "weight.grad": "nonzero",
            "batch norm weight.grad": "nonzero",
            "running mean moved": True,
        },
    },
    "[weight.grad = None]": {
        ">=1.0": {
            "weight.requires_grad": True,
            "weight.grad": "nonzero",
            "batch norm weight.grad": "nonzero",
            "running mean moved": True,
        },
    },
    "[loop over parameters]": {
        ">=1.0": {
            "weight.requires_grad": False,
            "weight.grad": "None",
            "batch norm weight.grad": "None",
            "running mean moved": True,
        },
    },
    "[module.requires_grad_(False)]": {
        ">=1.0": {
            "weight.requires_grad": False,
            "weight.grad": "None",
            "batch norm weight.grad": "None",
            "running mean moved": True,
        },
    },
    "[weight.detach_()]": {
        ">=1.0": {
            "weight.requires_grad": False,
            "weight.grad": "None",
            "batch norm weight.grad": "nonzero",
            "running mean moved": True,
        },
    },
    "[module.eval()]": {
        ">=1.0": {
            "weight.requires_grad": True,
            "weight.grad": "nonzero",
            "batch norm weight.grad": "nonzero",
            "running mean moved": False,
        },
    },
}

CLAIMS = [
    {
        "source": "often said, no page checked",
        "says": "Setting requires_grad = False on the model freezes it.",
        "facts": {"weight.requires_grad": False, "weight.grad": "None"},
        "rows": "[module.requires_grad = False]",
    },
]

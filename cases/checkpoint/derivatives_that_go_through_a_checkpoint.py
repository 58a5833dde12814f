"""Does checkpoint() work with autograd.grad(), double backward and a second backward?

The classic variant runs a backward of its own inside the backward, so it refuses `autograd.grad`,
`backward(inputs=)` and with them second derivatives.
With `create_graph=True` it works and silently leaves a gradient without a graph.
`use_reentrant=False`, since 1.11 (#69508), does all of it like the plain function.
A second backward needs the graph kept, in every variant.

https://github.com/pytorch/pytorch/pull/69508
https://github.com/pytorch/pytorch/issues/51743
https://docs.pytorch.org/docs/stable/checkpoint.html
"""

import torch
from torch.utils.checkpoint import checkpoint

PARAMS = {
    "variant": ["none", "default", "reentrant", "non_reentrant"],
    "way": ["backward", "grad", "backward_inputs", "create_graph", "double", "twice_retained", "twice"],
}

TORCH = {"[reentrant-*]": ">=1.11", "[non_reentrant-*]": ">=1.11", "[*-backward_inputs]": ">=1.11"}


def cube(x):
    return (x * x) * x


def observe(device, variant, way):
    options = {"reentrant": {"use_reentrant": True}, "non_reentrant": {"use_reentrant": False}}.get(variant, {})
    x = torch.tensor([2.0], device=device, requires_grad=True)
    out = cube(x) if variant == "none" else checkpoint(cube, x, **options)
    if way == "grad":
        yield "gradient", torch.autograd.grad(out.sum(), x)[0].tolist()
    elif way == "double":
        (first,) = torch.autograd.grad(out.sum(), x, create_graph=True)
        yield "second", torch.autograd.grad(first.sum(), x)[0].tolist()
    elif way == "backward_inputs":
        out.sum().backward(inputs=[x])
        yield "x.grad", x.grad.tolist()
    elif way == "create_graph":
        out.sum().backward(create_graph=True)
        yield "x.grad", x.grad.tolist()
        yield "x.grad.requires_grad", x.grad.requires_grad
        x.grad = None
    else:
        out.sum().backward(retain_graph=way == "twice_retained")
        yield "x.grad", x.grad.tolist()
        if way != "backward":
            out.sum().backward()
            yield "x.grad", x.grad.tolist()


EXPECT = {
    "[none-backward]": {">=1.0": {"x.grad": [12.0]}},
    "[none-backward_inputs]": {">=1.0": {"x.grad": [12.0]}},
    "[none-grad]": {">=1.0": {"gradient": [12.0]}},
    "[none-create_graph]": {
        "<1.10": {"x.grad": [12.0], "x.grad.requires_grad": True},
        ">=1.10": {"x.grad": [12.0], "x.grad.requires_grad": True, "warns": ["UserWarning"]},
    },
    "[none-double]": {">=1.0": {"second": [12.0]}},
    "[none-twice_retained]": {">=1.0": {"x.grad": [[12.0], [24.0]]}},
    "[none-twice]": {">=1.0": {"x.grad": [12.0], "raises": "RuntimeError"}},
    "[default-backward]": {
        "<1.10": {"x.grad": [12.0]},
        ">=1.10,<1.13": {"x.grad": [12.0], "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [12.0]},
        ">=2.1,<2.4": {"x.grad": [12.0], "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [12.0], "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [12.0], "warns": ["UserWarning"]},
    },
    "[default-backward_inputs]": {
        "<2.1": {"raises": "RuntimeError"},
        ">=2.1": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[default-double]": {
        "<2.1": {"raises": "RuntimeError"},
        ">=2.1": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[default-grad]": {
        "<2.1": {"raises": "RuntimeError"},
        ">=2.1": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[default-create_graph]": {
        "<1.10": {"x.grad": [12.0], "x.grad.requires_grad": False},
        ">=1.10,<2.4": {"x.grad": [12.0], "x.grad.requires_grad": False, "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [12.0], "x.grad.requires_grad": False, "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [12.0], "x.grad.requires_grad": False, "warns": ["UserWarning"]},
    },
    "[default-twice_retained]": {
        "<1.10": {"x.grad": [[12.0], [24.0]]},
        ">=1.10,<1.13": {"x.grad": [[12.0], [24.0]], "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [[12.0], [24.0]]},
        ">=2.1,<2.4": {"x.grad": [[12.0], [24.0]], "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [[12.0], [24.0]], "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [[12.0], [24.0]], "warns": ["UserWarning"]},
    },
    "[default-twice]": {
        "<1.10": {"x.grad": [12.0], "raises": "RuntimeError"},
        ">=1.10,<1.13": {"x.grad": [12.0], "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [12.0], "raises": "RuntimeError"},
        ">=2.1,<2.4": {"x.grad": [12.0], "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [12.0], "raises": "RuntimeError", "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [12.0], "raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[non_reentrant-backward]": {
        "<1.13": {"x.grad": [12.0], "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": [12.0]},
        ">=2.4,<2.5": {"x.grad": [12.0], "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [12.0]},
    },
    "[non_reentrant-backward_inputs]": {
        "<1.13": {"x.grad": [12.0], "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": [12.0]},
        ">=2.4,<2.5": {"x.grad": [12.0], "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [12.0]},
    },
    "[reentrant-backward]": {
        "<1.13": {"x.grad": [12.0], "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": [12.0]},
        ">=2.4,<2.5": {"x.grad": [12.0], "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [12.0]},
    },
    "[reentrant-backward_inputs]": {">=1.0": {"raises": "RuntimeError"}},
    "[reentrant-double]": {">=1.0": {"raises": "RuntimeError"}},
    "[reentrant-grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[reentrant-create_graph]": {
        "<2.4": {"x.grad": [12.0], "x.grad.requires_grad": False, "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [12.0], "x.grad.requires_grad": False, "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [12.0], "x.grad.requires_grad": False, "warns": ["UserWarning"]},
    },
    "[non_reentrant-twice_retained]": {
        "<1.13": {"x.grad": [[12.0], [24.0]], "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": [[12.0], [24.0]]},
        ">=2.4,<2.5": {"x.grad": [[12.0], [24.0]], "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [[12.0], [24.0]]},
    },
    "[reentrant-twice_retained]": {
        "<1.13": {"x.grad": [[12.0], [24.0]], "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": [[12.0], [24.0]]},
        ">=2.4,<2.5": {"x.grad": [[12.0], [24.0]], "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [[12.0], [24.0]]},
    },
    "[non_reentrant-twice]": {
        "<1.13": {"x.grad": [12.0], "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": [12.0], "raises": "RuntimeError"},
        ">=2.4,<2.5": {"x.grad": [12.0], "raises": "RuntimeError", "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [12.0], "raises": "RuntimeError"},
    },
    "[reentrant-twice]": {
        "<1.13": {"x.grad": [12.0], "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": [12.0], "raises": "RuntimeError"},
        ">=2.4,<2.5": {"x.grad": [12.0], "raises": "RuntimeError", "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [12.0], "raises": "RuntimeError"},
    },
    "[non_reentrant-grad]": {
        "<1.13": {"gradient": [12.0], "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"gradient": [12.0]},
        ">=2.4,<2.5": {"gradient": [12.0], "warns": ["FutureWarning"]},
        ">=2.5": {"gradient": [12.0]},
    },
    "[non_reentrant-create_graph]": {
        "<2.4": {"x.grad": [12.0], "x.grad.requires_grad": True, "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [12.0], "x.grad.requires_grad": True, "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [12.0], "x.grad.requires_grad": True, "warns": ["UserWarning"]},
    },
    "[non_reentrant-double]": {
        "<1.13": {"second": [12.0], "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"second": [12.0]},
        ">=2.4,<2.5": {"second": [12.0], "warns": ["FutureWarning"]},
        ">=2.5": {"second": [12.0]},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/51743",
        "says": "Checkpointing does not work with autograd.grad(), only with backward().",
        "facts": {"raises": "RuntimeError"},
        "rows": "[*t-grad]",
    }
]

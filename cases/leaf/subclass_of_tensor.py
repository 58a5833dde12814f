"""Is the result, the gradient or the Parameter of a subclass of Tensor of that subclass too?

A class that only inherits from torch.Tensor is used as a leaf.
Until 1.6 every operation returned plain tensors; since 1.7 results and views are of the subclass.
nn.Parameter of such a tensor was a plain Parameter until 1.11, and since 1.12 it keeps the subclass
and still counts as a Parameter.
`.grad` was of the subclass in 1.7 and 1.8 and is a plain tensor since 1.10 (60464); autograd.grad wraps its result;
a tensor saved for backward went the other way, from plain to the subclass, in 1.10 (59837).
A deepcopy of a leaf was no leaf from 1.7 to 1.10 and is one in 1.11 (65584);
since 1.12 it raises, unless the class has a `new_empty` (73078).
No warning announced any of these.

https://github.com/pytorch/pytorch/pull/37091
https://github.com/pytorch/pytorch/pull/60464
https://github.com/pytorch/pytorch/pull/59837
https://github.com/pytorch/pytorch/pull/73459
https://github.com/pytorch/pytorch/issues/58369
https://github.com/pytorch/pytorch/issues/65018
https://github.com/pytorch/pytorch/issues/65430
https://github.com/pytorch/pytorch/pull/65584
https://github.com/pytorch/pytorch/pull/73078
https://github.com/pytorch/vision/issues/7698
"""

import copy

import torch
from torch import nn


class Named(torch.Tensor):
    pass


class Double(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * 2

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        Double.seen = type(x).__name__
        return grad * 2


PARAMS = {
    "tensor": [
        "product", "product with a tensor", "view", "detach", "clone", "deepcopy", "gradient", "autograd.grad",
        "saved for backward", "nn.Parameter", "gradient of a Parameter",
    ],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, tensor):
    x = torch.ones(2, device=device).as_subclass(Named) if hasattr(torch.Tensor, "as_subclass") else None
    if x is None:
        x = torch.Tensor._make_subclass(Named, torch.ones(2, device=device))
    x.requires_grad_()
    if tensor == "nn.Parameter":
        result = nn.Parameter(x)
    elif tensor == "gradient of a Parameter":
        parameter = nn.Parameter(x)
        (parameter * 2).sum().backward()
        result = parameter.grad
    elif tensor == "gradient":
        (x * 2).sum().backward()
        result = x.grad
    elif tensor == "autograd.grad":
        (result,) = torch.autograd.grad((x * 2).sum(), x)
    elif tensor == "saved for backward":
        Double.apply(x).sum().backward()
        yield "type of the saved tensor", Double.seen
        result = x.grad
    else:
        result = {
            "product": lambda: x * 2,
            "product with a tensor": lambda: torch.ones(2, device=device) * x,
            "view": lambda: x[:1],
            "detach": lambda: x.detach(),
            "clone": lambda: x.clone(),
            "deepcopy": lambda: copy.deepcopy(x),
        }[tensor]()
    yield "type", type(result).__name__
    yield "is a Parameter", isinstance(result, nn.Parameter)
    yield "requires_grad", result.requires_grad
    yield "is_leaf", result.is_leaf


EXPECT = {
    "[clone]": {
        "<1.7": {"type": "Tensor", "is a Parameter": False, "requires_grad": True, "is_leaf": False},
        ">=1.7": {"type": "Named", "is a Parameter": False, "requires_grad": True, "is_leaf": False},
    },
    "[product]": {
        "<1.7": {"type": "Tensor", "is a Parameter": False, "requires_grad": True, "is_leaf": False},
        ">=1.7": {"type": "Named", "is a Parameter": False, "requires_grad": True, "is_leaf": False},
    },
    "[product with a tensor]": {
        "<1.7": {"type": "Tensor", "is a Parameter": False, "requires_grad": True, "is_leaf": False},
        ">=1.7": {"type": "Named", "is a Parameter": False, "requires_grad": True, "is_leaf": False},
    },
    "[view]": {
        "<1.7": {"type": "Tensor", "is a Parameter": False, "requires_grad": True, "is_leaf": False},
        ">=1.7": {"type": "Named", "is a Parameter": False, "requires_grad": True, "is_leaf": False},
    },
    "[autograd.grad]": {
        "<1.7": {"type": "Tensor", "is a Parameter": False, "requires_grad": False, "is_leaf": True},
        ">=1.7": {"type": "Named", "is a Parameter": False, "requires_grad": False, "is_leaf": True},
    },
    "[detach]": {
        "<1.7": {"type": "Tensor", "is a Parameter": False, "requires_grad": False, "is_leaf": True},
        ">=1.7": {"type": "Named", "is a Parameter": False, "requires_grad": False, "is_leaf": True},
    },
    "[deepcopy]": {
        "<1.7": {"type": "Tensor", "is a Parameter": False, "requires_grad": True, "is_leaf": True},
        ">=1.7,<1.11": {"type": "Named", "is a Parameter": False, "requires_grad": True, "is_leaf": False},
        ">=1.11,<1.12": {"type": "Named", "is a Parameter": False, "requires_grad": True, "is_leaf": True},
        ">=1.12": {"raises": "RuntimeError"},
    },
    "[gradient]": {
        "<1.7": {"type": "Tensor", "is a Parameter": False, "requires_grad": False, "is_leaf": True},
        ">=1.7,<1.10": {"type": "Named", "is a Parameter": False, "requires_grad": False, "is_leaf": True},
        ">=1.10": {"type": "Tensor", "is a Parameter": False, "requires_grad": False, "is_leaf": True},
    },
    "[saved for backward]": {
        "<1.7": {
            "type of the saved tensor": "Tensor",
            "type": "Tensor",
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
        },
        ">=1.7,<1.10": {
            "type of the saved tensor": "Tensor",
            "type": "Named",
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
        },
        ">=1.10": {
            "type of the saved tensor": "Named",
            "type": "Tensor",
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
        },
    },
    "[nn.Parameter]": {
        "<1.12": {"type": "Parameter", "is a Parameter": True, "requires_grad": True, "is_leaf": True},
        ">=1.12": {"type": "Named", "is a Parameter": True, "requires_grad": True, "is_leaf": True},
    },
    "[gradient of a Parameter]": {
        ">=1.0": {"type": "Tensor", "is a Parameter": False, "requires_grad": False, "is_leaf": True},
    },
}

CLAIMS = [
    {
        "source": "https://pytorch.org/docs/stable/notes/extending.html",
        "says": "Operations on a subclass return the subclass.",
        "facts": {"type": "Named"},
        "rows": "[product*]",
    }
]

"""Which types of tensor can require grad, and which ways of asking raise?

Only floating point types, and complex ones since they exist, can require grad; integers and bools raise everywhere.
A Parameter asks by default, so an integer parameter needs `requires_grad=False`.
Turning the flag off is allowed for any type.
A conversion to bfloat16 cut the graph silently in 1.3, and keeps the flag since 1.4.

https://pytorch.org/docs/stable/generated/torch.Tensor.requires_grad_.html
https://github.com/pytorch/pytorch/pull/28279
https://github.com/pytorch/pytorch/pull/38325
"""

import torch
from torch import nn

PARAMS = {
    "dtype": ["float32", "float64", "float16", "bfloat16", "int64", "bool", "complex64", "float8_e4m3fn"],
    "asked_by": ["factory", "method", "assignment", "parameter", "parameter_without", "method_off", "conversion"],
}

TORCH = {
    "[bfloat16-*]": ">=1.3",
    "[bool-*]": ">=1.2",
    "[complex64-*]": ">=1.6",
    "[float8_e4m3fn-*]": ">=2.1",
}


def observe(device, dtype, asked_by):
    dtype = getattr(torch, dtype)
    x = torch.zeros(2, device=device).to(dtype)
    if asked_by == "factory":
        x = torch.empty(2, dtype=dtype, device=device, requires_grad=True)
    elif asked_by == "method":
        x.requires_grad_()
    elif asked_by == "assignment":
        x.requires_grad = True
    elif asked_by == "parameter":
        x = nn.Parameter(x)
    elif asked_by == "parameter_without":
        x = nn.Parameter(x, requires_grad=False)
    elif asked_by == "method_off":
        x.requires_grad_(False)
    else:
        x = torch.ones(2, device=device, requires_grad=True).to(dtype)
    yield "requires_grad", x.requires_grad
    yield "is_leaf", x.is_leaf


EXPECT = {
    "[bfloat16-assignment]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[bfloat16-factory]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[bfloat16-method]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[bfloat16-parameter]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[complex64-assignment]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[complex64-factory]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[complex64-method]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[complex64-parameter]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float16-assignment]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float16-factory]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float16-method]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float16-parameter]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float32-assignment]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float32-conversion]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float32-factory]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float32-method]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float32-parameter]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float64-assignment]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float64-factory]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float64-method]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float64-parameter]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float8_e4m3fn-assignment]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float8_e4m3fn-factory]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float8_e4m3fn-method]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[float8_e4m3fn-parameter]": {">=1.0": {"requires_grad": True, "is_leaf": True}},
    "[*-method_off]": {">=1.0": {"requires_grad": False, "is_leaf": True}},
    "[*-parameter_without]": {">=1.0": {"requires_grad": False, "is_leaf": True}},
    "[bool-conversion]": {">=1.0": {"requires_grad": False, "is_leaf": True}},
    "[int64-conversion]": {">=1.0": {"requires_grad": False, "is_leaf": True}},
    "[complex64-conversion]": {">=1.0": {"requires_grad": True, "is_leaf": False}},
    "[float16-conversion]": {">=1.0": {"requires_grad": True, "is_leaf": False}},
    "[float64-conversion]": {">=1.0": {"requires_grad": True, "is_leaf": False}},
    "[float8_e4m3fn-conversion]": {">=1.0": {"requires_grad": True, "is_leaf": False}},
    "[bfloat16-conversion]": {
        "<1.4": {"requires_grad": False, "is_leaf": True},
        ">=1.4": {"requires_grad": True, "is_leaf": False},
    },
    "[bool-assignment]": {">=1.0": {"raises": "RuntimeError"}},
    "[bool-factory]": {">=1.0": {"raises": "RuntimeError"}},
    "[bool-method]": {">=1.0": {"raises": "RuntimeError"}},
    "[bool-parameter]": {">=1.0": {"raises": "RuntimeError"}},
    "[int64-assignment]": {">=1.0": {"raises": "RuntimeError"}},
    "[int64-factory]": {">=1.0": {"raises": "RuntimeError"}},
    "[int64-method]": {">=1.0": {"raises": "RuntimeError"}},
    "[int64-parameter]": {">=1.0": {"raises": "RuntimeError"}},
}

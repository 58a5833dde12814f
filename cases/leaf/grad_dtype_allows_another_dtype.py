"""Can a parameter have a gradient of another dtype?

Since 2.10 a leaf has a `grad_dtype`: by default that of the tensor, so that an incoming gradient is converted to it.
Set to another dtype, the gradient is accumulated in that one; None means that whatever comes is kept.
Assigning a `.grad` of any other dtype is refused, as ever.
It cannot be set while a gradient of another dtype is there, nor on a hidden tensor;
that of a hidden tensor could not even be read until 2.14, and can since 2.15 (no note found).
A dtype of integers can be set, and then backward fails with an internal assertion.

https://github.com/pytorch/pytorch/pull/164751
https://github.com/pytorch/pytorch/issues/181798
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.grad_dtype.html
"""

import torch

TORCH = ">=2.10"
PARAMS = {
    "grad_dtype": ["default", "float32", "float64", "bfloat16", "none", "int64"],
    "then": ["backward", "backward_twice", "assign_double", "backward_before", "hidden", "through_double"],
}


def observe(device, grad_dtype, then):
    x = torch.ones(2, device=device, requires_grad=True)
    if then == "backward_before":
        x.sum().backward()
    target = x * 1 if then == "hidden" else x
    if grad_dtype != "default":
        target.grad_dtype = None if grad_dtype == "none" else getattr(torch, grad_dtype)
    yield "grad_dtype", str(target.grad_dtype)
    if then == "assign_double":
        x.grad = torch.ones(2, device=device, dtype=torch.float64)
    elif then == "through_double":
        x.double().mul(3).sum().backward()
    else:
        (x * 3).sum().backward()
        if then == "backward_twice":
            (x * 3).sum().backward()
    yield "x.grad", x.grad.tolist()
    yield "dtype of x.grad", str(x.grad.dtype)


EXPECT = {
    "[default-backward]": {
        ">=1.0": {"grad_dtype": "torch.float32", "x.grad": [3.0, 3.0], "dtype of x.grad": "torch.float32"},
    },
    "[default-through_double]": {
        ">=1.0": {"grad_dtype": "torch.float32", "x.grad": [3.0, 3.0], "dtype of x.grad": "torch.float32"},
    },
    "[float32-backward]": {
        ">=1.0": {"grad_dtype": "torch.float32", "x.grad": [3.0, 3.0], "dtype of x.grad": "torch.float32"},
    },
    "[float32-through_double]": {
        ">=1.0": {"grad_dtype": "torch.float32", "x.grad": [3.0, 3.0], "dtype of x.grad": "torch.float32"},
    },
    "[default-backward_twice]": {
        ">=1.0": {"grad_dtype": "torch.float32", "x.grad": [6.0, 6.0], "dtype of x.grad": "torch.float32"},
    },
    "[float32-backward_twice]": {
        ">=1.0": {"grad_dtype": "torch.float32", "x.grad": [6.0, 6.0], "dtype of x.grad": "torch.float32"},
    },
    "[default-assign_double]": {">=1.0": {"grad_dtype": "torch.float32", "raises": "RuntimeError"}},
    "[float32-assign_double]": {">=1.0": {"grad_dtype": "torch.float32", "raises": "RuntimeError"}},
    "[default-backward_before]": {
        ">=1.0": {"grad_dtype": "torch.float32", "x.grad": [4.0, 4.0], "dtype of x.grad": "torch.float32"},
    },
    "[float32-backward_before]": {
        ">=1.0": {"grad_dtype": "torch.float32", "x.grad": [4.0, 4.0], "dtype of x.grad": "torch.float32"},
    },
    "[default-hidden]": {
        "<2.15": {"raises": "RuntimeError"},
        ">=2.15": {"grad_dtype": "torch.float32", "x.grad": [3.0, 3.0], "dtype of x.grad": "torch.float32"},
    },
    "[bfloat16-hidden]": {">=1.0": {"raises": "RuntimeError", "warns": ["UserWarning"]}},
    "[float32-hidden]": {">=1.0": {"raises": "RuntimeError", "warns": ["UserWarning"]}},
    "[float64-hidden]": {">=1.0": {"raises": "RuntimeError", "warns": ["UserWarning"]}},
    "[int64-hidden]": {">=1.0": {"raises": "RuntimeError", "warns": ["UserWarning"]}},
    "[none-hidden]": {">=1.0": {"raises": "RuntimeError", "warns": ["UserWarning"]}},
    "[float64-backward]": {
        ">=1.0": {"grad_dtype": "torch.float64", "x.grad": [3.0, 3.0], "dtype of x.grad": "torch.float64"},
    },
    "[float64-through_double]": {
        ">=1.0": {"grad_dtype": "torch.float64", "x.grad": [3.0, 3.0], "dtype of x.grad": "torch.float64"},
    },
    "[float64-backward_twice]": {
        ">=1.0": {"grad_dtype": "torch.float64", "x.grad": [6.0, 6.0], "dtype of x.grad": "torch.float64"},
    },
    "[float64-assign_double]": {
        ">=1.0": {"grad_dtype": "torch.float64", "x.grad": [1.0, 1.0], "dtype of x.grad": "torch.float64"},
    },
    "[bfloat16-backward_before]": {">=1.0": {"raises": "RuntimeError"}},
    "[float64-backward_before]": {">=1.0": {"raises": "RuntimeError"}},
    "[int64-backward_before]": {">=1.0": {"raises": "RuntimeError"}},
    "[bfloat16-backward]": {
        ">=1.0": {"grad_dtype": "torch.bfloat16", "x.grad": [3.0, 3.0], "dtype of x.grad": "torch.bfloat16"},
    },
    "[bfloat16-through_double]": {
        ">=1.0": {"grad_dtype": "torch.bfloat16", "x.grad": [3.0, 3.0], "dtype of x.grad": "torch.bfloat16"},
    },
    "[bfloat16-backward_twice]": {
        ">=1.0": {"grad_dtype": "torch.bfloat16", "x.grad": [6.0, 6.0], "dtype of x.grad": "torch.bfloat16"},
    },
    "[bfloat16-assign_double]": {">=1.0": {"grad_dtype": "torch.bfloat16", "raises": "RuntimeError"}},
    "[none-backward]": {">=1.0": {"grad_dtype": "None", "x.grad": [3.0, 3.0], "dtype of x.grad": "torch.float32"}},
    "[none-through_double]": {
        ">=1.0": {"grad_dtype": "None", "x.grad": [3.0, 3.0], "dtype of x.grad": "torch.float32"},
    },
    "[none-backward_twice]": {
        ">=1.0": {"grad_dtype": "None", "x.grad": [6.0, 6.0], "dtype of x.grad": "torch.float32"},
    },
    "[none-assign_double]": {">=1.0": {"grad_dtype": "None", "x.grad": [1.0, 1.0], "dtype of x.grad": "torch.float64"}},
    "[none-backward_before]": {
        ">=1.0": {"grad_dtype": "None", "x.grad": [4.0, 4.0], "dtype of x.grad": "torch.float32"},
    },
    "[int64-assign_double]": {">=1.0": {"grad_dtype": "torch.int64", "raises": "RuntimeError"}},
    "[int64-backward]": {">=1.0": {"grad_dtype": "torch.int64", "raises": "RuntimeError"}},
    "[int64-backward_twice]": {">=1.0": {"grad_dtype": "torch.int64", "raises": "RuntimeError"}},
    "[int64-through_double]": {">=1.0": {"grad_dtype": "torch.int64", "raises": "RuntimeError"}},
}

"""Can a parameter have a gradient of another dtype?

Since 2.10 a leaf has a `grad_dtype`: by default that of the tensor, so that an incoming gradient is converted to it.
Set to another dtype, the gradient is accumulated in that one; None means that whatever comes is kept.
Assigning a `.grad` of any other dtype is refused, as ever.
It cannot be set while a gradient of another dtype is there, nor on a hidden tensor.
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

"""Can a leaf have a gradient of another type than its own?

It could not: a gradient of another type was cast by the backward, and refused by an assignment to `.grad`.
Since 2.10 a leaf has `grad_dtype`: another type, or None for whatever arrives.

https://github.com/pytorch/pytorch/pull/164751
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch

TORCH = {"[float*]": ">=2.10", "[None-*]": ">=2.10"}

PARAMS = {
    "grad_dtype": ["unset", "float32", "float64", "float16", "None"],
    "given_by": ["backward", "assignment", "grad"],
}


def observe(device, grad_dtype, given_by):
    x = torch.ones(2, device=device, requires_grad=True)
    if grad_dtype != "unset":
        x.grad_dtype = getattr(torch, grad_dtype) if grad_dtype != "None" else None
    loss = (x.double() * 3).sum()
    if given_by == "backward":
        loss.backward()
        yield "type of x.grad", str(x.grad.dtype)
    elif given_by == "grad":
        yield "type of the gradient", str(torch.autograd.grad(loss, x)[0].dtype)
    else:
        x.grad = torch.ones(2, dtype=torch.float64, device=device)
        yield "type of x.grad", str(x.grad.dtype)
    torch.optim.SGD([x], lr=0.1).step()
    yield "x moved", bool((x != 1).all())

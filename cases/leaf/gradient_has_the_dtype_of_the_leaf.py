"""Which dtype has the gradient when dtypes are mixed?

The gradient has the dtype of its leaf, whatever the result had: a float32 leaf gets a float32 gradient.
Mixed dtypes in one operation are allowed since 1.3, with type promotion, in `pow` of two tensors since 1.6 or so,
and in `where` since 1.13 at the latest; before, a product of float and int raised.
A number, and a tensor without dimensions, do not change the dtype of a float tensor.
A power with a bool exponent has a value and no gradient: backward raises in all these releases,
with NotImplementedError in the newest.

https://github.com/pytorch/pytorch/releases/tag/v1.3.0
https://docs.pytorch.org/docs/stable/tensor_attributes.html
"""

import torch

makers = {
    "float": lambda: torch.tensor([3.0], requires_grad=True),
    "double": lambda: torch.tensor([3.0], dtype=torch.float64, requires_grad=True),
    "double_scalar": lambda: torch.tensor(3.0, dtype=torch.float64, requires_grad=True),
    "half_converted": lambda: torch.tensor([3.0]).half().requires_grad_(),
    "integer": lambda: torch.tensor([3]),
    "integer_scalar": lambda: torch.tensor(3),
    "bool": lambda: torch.tensor([3]) > 2,
    "number": lambda: 3,
    "bool_number": lambda: True,
}
PARAMS = {
    "other": [
        "float",
        "double",
        "double_scalar",
        "half_converted",
        "integer",
        "integer_scalar",
        "bool",
        "number",
        "bool_number",
    ],
    "function": ["mul", "add", "pow", "where"],
}


def observe(other, function):
    x = torch.tensor([2.0], requires_grad=True)
    other = makers[other]()
    factor = other.float() if getattr(other, "dtype", None) == torch.float16 else other
    out = {
        "mul": lambda: x * factor,
        "add": lambda: x + factor,
        "pow": lambda: x**factor,
        "where": lambda: torch.where(x > 0, x, factor),
    }[function]()
    yield "dtype of the result", str(out.dtype)
    out.sum().backward()
    yield "x.grad", round(x.grad.item(), 3)
    yield "dtype of x.grad", str(x.grad.dtype)
    if getattr(other, "requires_grad", False):
        yield "other.grad", round(other.grad.item(), 3)
        yield "dtype of other.grad", str(other.grad.dtype)

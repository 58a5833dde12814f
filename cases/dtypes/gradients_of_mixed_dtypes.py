"""Which dtype does a gradient have when dtypes are mixed?

Always that of the leaf: the cast that type promotion inserts is differentiated too.
A float32 leaf times a float64 tensor gives a float64 product and a float32 gradient; integers and booleans get none.
Before types were promoted, mixing raised, with a tensor without dimensions only in backward (1.0 to 1.2).
`add`, `mul`, `div` and `pow` learned it in 1.3, the last details of `pow` and `div` in 1.6; `cat` and `stack` in 1.6,
`max` in 1.7, `where` in 1.12, `addcmul` and `copy_` of a number in 1.13; matrix products never did.
In 1.3.0 `where` and `addcmul` took mixed dtypes by mistake, and could give wrong numbers; 1.3.1 refuses them again.
A Python number or a tensor without dimensions of the same kind does not promote.

https://github.com/pytorch/pytorch/pull/22273
https://github.com/pytorch/pytorch/issues/28709
https://github.com/pytorch/pytorch/pull/28231
https://github.com/pytorch/pytorch/issues/35014
https://github.com/pytorch/pytorch/pull/39777
https://github.com/pytorch/pytorch/pull/76691
https://github.com/pytorch/pytorch/pull/74234
https://github.com/pytorch/pytorch/issues/9515
https://docs.pytorch.org/docs/stable/tensor_attributes.html
"""

import torch

PARAMS = {
    "function": ["mul", "add", "div", "pow", "where", "cat", "stack", "mm", "addcmul", "lerp", "max", "copy_", "mul_"],
    "other": ["float64", "float16", "int64", "bool", "complex64", "number", "0-dim float64"],
}
TORCH = {"[*-bool]": ">=1.2", "[*-complex64]": ">=1.8"}


def observe(device, function, other):
    x = torch.ones(2, 2, device=device, requires_grad=True)
    if other == "number":
        o = 2.0
    elif other == "0-dim float64":
        o = torch.tensor(2.0, dtype=torch.float64, device=device)
    else:
        o = torch.ones(2, 2, device=device).to(getattr(torch, other))
    if isinstance(o, torch.Tensor) and (o.is_floating_point() or other == "complex64"):
        o.requires_grad_()
    try:
        out = {
            "mul": lambda: x * o,
            "add": lambda: x + o,
            "div": lambda: x / o,
            "pow": lambda: x**o,
            "where": lambda: torch.where(x > 0, x, o),
            "cat": lambda: torch.cat([x, o]),
            "stack": lambda: torch.stack([x, o]),
            "mm": lambda: x.mm(o),
            "addcmul": lambda: torch.addcmul(x, x, o),
            "lerp": lambda: torch.lerp(x, o, 0.5),
            "max": lambda: torch.max(x, o),
            "copy_": lambda: (x * 1).copy_(o),
            "mul_": lambda: (x * 1).mul_(o),
        }[function]()
    except (RuntimeError, TypeError, IndexError) as error:
        yield "refused", type(error).__name__
        return
    yield "out.dtype", str(out.dtype)
    if out.dtype.is_floating_point:
        out.sum().backward()
    else:
        torch.view_as_real(out).sum().backward()
    yield "x.grad.dtype", None if x.grad is None else str(x.grad.dtype)
    if isinstance(o, torch.Tensor):
        yield "other.grad.dtype", None if o.grad is None else str(o.grad.dtype)

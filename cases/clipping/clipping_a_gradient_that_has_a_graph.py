"""Can a penalty on clip_grad_norm_'s result be trained on, if the gradients were made with create_graph?

No: the norm is taken of detached gradients. It was a plain float until 1.4, and a tensor that does not require grad
since 1.5 (no note found).
`get_total_norm`, since 2.6, runs under no_grad as well: its tensor does not require grad either.
To penalise the norm one writes it out, with `torch.autograd.grad(..., create_graph=True)` and `norm()`.

https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.get_total_norm.html
https://github.com/pytorch/pytorch/pull/38615
"""

import torch
from torch import nn

PARAMS = {"function": ["clip_grad_norm_", "get_total_norm", "written out"]}
TORCH = {"[get_total_norm]": ">=2.6"}


def observe(device, function):
    weight = torch.tensor([3.0, 4.0], device=device, requires_grad=True)
    (grad,) = torch.autograd.grad((weight**2).sum(), weight, create_graph=True)
    weight.grad = grad
    total = {
        "clip_grad_norm_": lambda: nn.utils.clip_grad_norm_([weight], 1000.0),
        "get_total_norm": lambda: nn.utils.get_total_norm([grad]),
        "written out": lambda: grad.norm(),
    }[function]()
    yield "total norm", float(total.detach()) if isinstance(total, torch.Tensor) else total
    yield "total.requires_grad", getattr(total, "requires_grad", "no tensor")
    if getattr(total, "requires_grad", False):
        yield "second derivative", [round(n, 3) for n in torch.autograd.grad(total, weight)[0].tolist()]


EXPECT = {
    "[clip_grad_norm_]": {
        "<1.5": {"total norm": 10.0, "total.requires_grad": "no tensor"},
        ">=1.5": {"total norm": 10.0, "total.requires_grad": False},
    },
    "[get_total_norm]": {">=1.0": {"total norm": 10.0, "total.requires_grad": False}},
    "[written out]": {">=1.0": {"total norm": 10.0, "total.requires_grad": True, "second derivative": [1.2, 1.6]}},
}

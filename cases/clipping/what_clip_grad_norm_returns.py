"""What does clip_grad_norm_ return, and what if there is nothing to clip?

The norm before clipping: a Python float until 1.4, a tensor since 1.5 (no note found; the loop became a stack
of norms).
In 1.5.0 alone that stack failed when no parameter had a gradient, an empty list or a generator that was
already used up; 1.5.1 returns 0 again.
A generator such as `model.parameters()` is used up by its first loop, so the clipping then does nothing and
says nothing; since 2.8 a UserWarning tells (not in the release notes for users).
A single tensor is accepted in place of a list.

https://github.com/pytorch/pytorch/pull/38615
https://github.com/pytorch/pytorch/pull/39153
https://github.com/pytorch/pytorch/pull/151529
"""

import torch
from torch import nn

PARAMS = {"given": ["list", "generator", "one tensor", "None among", "all None", "empty list", "used up generator"]}


def observe(device, given):
    weight = torch.ones(2, device=device, requires_grad=True)
    other = torch.ones(1, device=device, requires_grad=True)
    if given != "all None":
        weight.grad = torch.tensor([3.0, 4.0], device=device)
    used_up = iter([weight])
    next(used_up)
    parameters = {
        "list": [weight],
        "generator": (tensor for tensor in [weight]),
        "one tensor": weight,
        "None among": [weight, other],
        "all None": [weight, other],
        "empty list": [],
        "used up generator": used_up,
    }[given]
    total = nn.utils.clip_grad_norm_(parameters, 1.0)
    yield "type", type(total).__name__
    yield "total norm", float(total)
    yield "weight.grad", None if weight.grad is None else weight.grad.tolist()


EXPECT = {
    "[None among]": {
        "<1.5": {"type": "float", "total norm": 5.0, "weight.grad": [0.6, 0.8]},
        ">=1.5": {"type": "Tensor", "total norm": 5.0, "weight.grad": [0.6, 0.8]},
    },
    "[generator]": {
        "<1.5": {"type": "float", "total norm": 5.0, "weight.grad": [0.6, 0.8]},
        ">=1.5": {"type": "Tensor", "total norm": 5.0, "weight.grad": [0.6, 0.8]},
    },
    "[list]": {
        "<1.5": {"type": "float", "total norm": 5.0, "weight.grad": [0.6, 0.8]},
        ">=1.5": {"type": "Tensor", "total norm": 5.0, "weight.grad": [0.6, 0.8]},
    },
    "[one tensor]": {
        "<1.5": {"type": "float", "total norm": 5.0, "weight.grad": [0.6, 0.8]},
        ">=1.5": {"type": "Tensor", "total norm": 5.0, "weight.grad": [0.6, 0.8]},
    },
    "[all None]": {
        "<1.5": {"type": "float", "total norm": 0.0, "weight.grad": "None"},
        ">=1.5,<1.5.1": {"raises": "RuntimeError"},
        ">=1.5.1": {"type": "Tensor", "total norm": 0.0, "weight.grad": "None"},
    },
    "[empty list]": {
        "<1.5": {"type": "float", "total norm": 0.0, "weight.grad": [3.0, 4.0]},
        ">=1.5,<1.5.1": {"raises": "RuntimeError"},
        ">=1.5.1": {"type": "Tensor", "total norm": 0.0, "weight.grad": [3.0, 4.0]},
    },
    "[used up generator]": {
        "<1.5": {"type": "float", "total norm": 0.0, "weight.grad": [3.0, 4.0]},
        ">=1.5,<1.5.1": {"raises": "RuntimeError"},
        ">=1.5.1": {"type": "Tensor", "total norm": 0.0, "weight.grad": [3.0, 4.0]},
    },
}

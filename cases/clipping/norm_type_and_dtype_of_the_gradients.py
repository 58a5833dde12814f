"""Which norm types and which kinds of gradients does clip_grad_norm_ take?

The norm is taken per gradient and then over those norms, so any order works that composes so.
An order of 0 was a division by zero until 1.4, and works since 1.5.
A limit of 0 makes zeros, and a negative one turns the gradients round; neither is refused.
Half precision is not widened: a float16 norm overflows at 65504, and the gradients all become zero.
On the cpu kernels were missing: float16 works since 1.7, bfloat16 since 1.8; since 1.10, where the factor is clamped,
float16 raised again until 2.0 (no note found for the kernels).
Gradients of two dtypes raised in 1.5 only, where norms were first stacked, and work since 1.6 (no note found).
Sparse gradients were clipped until 1.12, left unclipped without a word in 1.13, and raised from 2.0 to 2.13, with the
list functions; since 2.14 they are clipped again (no note found).
Their infinity norm was a RuntimeError until 1.8 and a NotImplementedError since 1.9; since 2.14 it works.
An empty gradient has no infinity norm, so that raises.

https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
https://github.com/pytorch/pytorch/pull/38615
https://github.com/pytorch/pytorch/pull/61042
https://github.com/pytorch/pytorch/pull/53377
https://github.com/pytorch/pytorch/pull/91846
https://github.com/pytorch/tutorials/issues/2245
"""

import torch
from torch import nn

PARAMS = {
    "what": [
        "order 0",
        "order 0.5",
        "order -1",
        "order 'inf'",
        "limit 0",
        "limit -1",
        "limit is a tensor",
        "float16",
        "float16 overflow",
        "bfloat16",
        "mixed dtypes",
        "sparse",
        "sparse inf",
        "empty gradient",
        "empty gradient inf",
    ]
}
TORCH = {"[bfloat16]": ">=1.2"}


def observe(device, what):
    weight = torch.ones(2, device=device, requires_grad=True)
    other = torch.ones(2, device=device, requires_grad=True)
    weight.grad = torch.tensor([3.0, 4.0], device=device)
    order = {"order 0": 0, "order 0.5": 0.5, "order -1": -1, "order 'inf'": "inf"}.get(what, 2)
    limit = {"limit 0": 0.0, "limit -1": -1.0, "limit is a tensor": torch.tensor(1.0, device=device)}.get(what, 1.0)
    if "float16" in what:
        dtype = torch.bfloat16 if what == "bfloat16" else torch.float16
        values = torch.tensor([3.0, 4.0], device=device) * (15000 if "overflow" in what else 1)
        weight = torch.ones(2, device=device).to(dtype).requires_grad_()
        weight.grad = values.to(dtype)
    elif what == "mixed dtypes":
        other = torch.ones(2, device=device, dtype=torch.float64, requires_grad=True)
        other.grad = torch.zeros_like(other)
    elif "sparse" in what:
        weight = nn.Embedding(2, 2, sparse=True).to(device).weight
        nn.functional.embedding(torch.tensor([1], device=device), weight, sparse=True).sum().backward()
        order = float("inf") if "inf" in what else 2
    elif "empty" in what:
        other = torch.ones(0, device=device, requires_grad=True)
        other.grad = torch.ones(0, device=device)
        order = float("inf") if "inf" in what else 2
    try:
        total = nn.utils.clip_grad_norm_([weight, other], limit, norm_type=order)
        yield "total norm", float(total)
        grad = weight.grad.to_dense() if weight.grad.is_sparse else weight.grad
        yield "weight.grad", [round(number, 2) for number in grad.float().view(-1).tolist()]
    except (RuntimeError, TypeError, NotImplementedError) as error:
        yield "total norm", type(error).__name__


EXPECT = {
    "[order 0]": {"<1.5": {"raises": "ZeroDivisionError"}, ">=1.5": {"total norm": 1.0, "weight.grad": [3.0, 4.0]}},
    "[order 0.5]": {">=1.0": {"total norm": 13.93, "weight.grad": [0.22, 0.29]}},
    "[order -1]": {">=1.0": {"total norm": 1.714, "weight.grad": [1.75, 2.33]}},
    "[order 'inf']": {">=1.0": {"total norm": 4.0, "weight.grad": [0.75, 1.0]}},
    "[limit 0]": {">=1.0": {"total norm": 5.0, "weight.grad": [0.0, 0.0]}},
    "[limit -1]": {">=1.0": {"total norm": 5.0, "weight.grad": [-0.6, -0.8]}},
    "[empty gradient]": {">=1.0": {"total norm": 5.0, "weight.grad": [0.6, 0.8]}},
    "[limit is a tensor]": {">=1.0": {"total norm": 5.0, "weight.grad": [0.6, 0.8]}},
    "[float16]": {
        "<1.7": {"total norm": "RuntimeError"},
        ">=1.7,<1.10": {"total norm": 5.0, "weight.grad": [0.6, 0.8]},
        ">=1.10,<2.1": {"total norm": "RuntimeError"},
        ">=2.1": {"total norm": 5.0, "weight.grad": [0.6, 0.8]},
    },
    "[float16 overflow]": {
        "<1.7": {"total norm": "RuntimeError"},
        ">=1.7,<1.9": {"total norm": "inf", "weight.grad": [0.0, 0.0]},
        ">=1.9,<1.10": {"total norm": "inf", "weight.grad": [0.0, 0.0], "warns": ["FutureWarning"]},
        ">=1.10,<2.1": {"total norm": "RuntimeError"},
        ">=2.1": {"total norm": "inf", "weight.grad": [0.0, 0.0]},
    },
    "[bfloat16]": {"<1.8": {"total norm": "RuntimeError"}, ">=1.8": {"total norm": 5.0, "weight.grad": [0.6, 0.8]}},
    "[mixed dtypes]": {
        "<1.5": {"total norm": 5.0, "weight.grad": [0.6, 0.8]},
        ">=1.5,<1.6": {"total norm": "RuntimeError"},
        ">=1.6": {"total norm": 5.0, "weight.grad": [0.6, 0.8]},
    },
    "[sparse]": {
        "<1.13": {"total norm": 1.414, "weight.grad": [0.0, 0.0, 0.71, 0.71]},
        ">=1.13,<2.0": {"total norm": 1.414, "weight.grad": [0.0, 0.0, 1.0, 1.0]},
        ">=2.0,<2.14": {"total norm": "NotImplementedError"},
        ">=2.14": {"total norm": 1.414, "weight.grad": [0.0, 0.0, 0.71, 0.71]},
    },
    "[sparse inf]": {
        "<1.9": {"total norm": "RuntimeError"},
        ">=1.9,<2.14": {"total norm": "NotImplementedError"},
        ">=2.14": {"total norm": 1.0, "weight.grad": [0.0, 0.0, 1.0, 1.0]},
    },
    "[empty gradient inf]": {">=1.0": {"total norm": "RuntimeError"}},
}

"""If a tensor that requires grad is given where a function wants a number, is its gradient kept, lost, or refused?

Most functions refuse, with TypeError: a tensor without dimensions may stand for a number only if it does not require
grad.
Others have a form for tensors and differentiate it, as `fill_`, `masked_fill` and an assignment to an index do;
that form came to `lerp` in 1.1, and its gradient in 1.4, to `clamp` in 1.9 (TypeError before), and the gradient came
to `fmod` and `remainder` in 1.11; that of fmod was missing with NotImplementedError in 1.10, with RuntimeError before.
`torch.tensor` of a list reads the value and loses the gradient, with a warning since 2.8,
and so does `torch.linspace` since 2.2, without any; until 2.1 it refused (no note found).
`5 // t` has a gradient of zero until 1.4 and from 1.10 to 1.12, and raises since 1.5 and again since 1.13,
see the case on what backward refuses.

https://github.com/pytorch/pytorch/issues/77565
https://github.com/pytorch/pytorch/pull/28219
https://github.com/pytorch/pytorch/pull/52695
https://github.com/pytorch/pytorch/pull/69908
https://github.com/pytorch/pytorch/pull/78411
https://github.com/pytorch/pytorch/pull/143261
https://docs.pytorch.org/docs/stable/generated/torch.linspace.html
"""

import torch
import torch.nn.functional as F

ones = torch.ones
functions = {
    "mul": lambda t: ones(2) * t,
    "pow_exponent": lambda t: torch.full((2,), 3.0) ** t,
    "pow_number_base": lambda t: 3.0**t,
    "div": lambda t: 6 / t,
    "fill_": lambda t: ones(2).fill_(t),
    "setitem": lambda t: set_item(ones(2), 0, t),
    "masked_fill": lambda t: ones(2).masked_fill(ones(2) > 0, t),
    "index_fill": lambda t: ones(2).index_fill(0, torch.tensor([0]), t),
    "scatter": lambda t: ones(2).scatter(0, torch.tensor([0]), t),
    "where": lambda t: torch.where(ones(2) > 0, t, ones(2)),
    "max": lambda t: torch.max(ones(2), t),
    "clamp_min": lambda t: ones(2).clamp(min=t),
    "lerp": lambda t: torch.lerp(ones(2), ones(2) * 3, t),
    "full": lambda t: torch.full((2,), t),
    "full_like": lambda t: torch.full_like(ones(2), t),
    "new_full": lambda t: ones(2).new_full((2,), t),
    "arange": lambda t: torch.arange(0, t),
    "linspace": lambda t: torch.linspace(0, t, 2),
    "tensor": lambda t: torch.tensor([t, t]),
    "stack": lambda t: torch.stack([t, t]),
    "add_alpha": lambda t: torch.add(ones(2), ones(2), alpha=t),
    "addcmul_value": lambda t: torch.addcmul(ones(2), ones(2), ones(2), value=t),
    "addmm_beta": lambda t: torch.addmm(ones(2, 2), ones(2, 2), ones(2, 2), beta=t),
    "leaky_relu": lambda t: F.leaky_relu(-ones(2), t),
    "elu": lambda t: F.elu(-ones(2), t),
    "softplus": lambda t: F.softplus(ones(2), t),
    "threshold": lambda t: F.threshold(ones(2), 3.0, t),
    "pad_value": lambda t: F.pad(ones(2), (1, 1), value=t),
    "norm_p": lambda t: (ones(2) * 3).norm(t),
    "fmod": lambda t: torch.fmod(torch.full((2,), 5.0), t),
    "remainder": lambda t: torch.remainder(torch.full((2,), 5.0), t),
    "floor_divide": lambda t: torch.full((2,), 5.0) // t,
    "iadd": lambda t: ones(2).add_(t),
    "sum_of_list": lambda t: sum([t, 1.0, t]),
    "max_of_list": lambda t: max([t, t * 0.5]),
}
PARAMS = {
    "function": [
        "mul",
        "pow_exponent",
        "pow_number_base",
        "div",
        "fill_",
        "setitem",
        "masked_fill",
        "index_fill",
        "scatter",
        "where",
        "max",
        "clamp_min",
        "lerp",
        "full",
        "full_like",
        "new_full",
        "arange",
        "linspace",
        "tensor",
        "stack",
        "add_alpha",
        "addcmul_value",
        "addmm_beta",
        "leaky_relu",
        "elu",
        "softplus",
        "threshold",
        "pad_value",
        "norm_p",
        "fmod",
        "remainder",
        "floor_divide",
        "iadd",
        "sum_of_list",
        "max_of_list",
    ],
}


def set_item(y, index, value):
    y[index] = value
    return y


def observe(function):
    number = torch.tensor(2.0, requires_grad=True)
    out = functions[function](number)
    yield "result", [round(value, 3) for value in out.detach().view(-1).tolist()]
    yield "requires_grad", out.requires_grad
    if out.requires_grad:
        out.sum().backward()
        yield "gradient", round(number.grad.item(), 3) if number.grad is not None else None


EXPECT = {
    "[fill_]": {">=1.0": {"result": [2.0, 2.0], "requires_grad": True, "gradient": 2.0}},
    "[masked_fill]": {">=1.0": {"result": [2.0, 2.0], "requires_grad": True, "gradient": 2.0}},
    "[max]": {">=1.0": {"result": [2.0, 2.0], "requires_grad": True, "gradient": 2.0}},
    "[mul]": {">=1.0": {"result": [2.0, 2.0], "requires_grad": True, "gradient": 2.0}},
    "[stack]": {">=1.0": {"result": [2.0, 2.0], "requires_grad": True, "gradient": 2.0}},
    "[where]": {">=1.0": {"result": [2.0, 2.0], "requires_grad": True, "gradient": 2.0}},
    "[pow_exponent]": {">=1.0": {"result": [9.0, 9.0], "requires_grad": True, "gradient": 19.77}},
    "[pow_number_base]": {">=1.0": {"result": [9.0], "requires_grad": True, "gradient": 9.888}},
    "[div]": {">=1.0": {"result": [3.0], "requires_grad": True, "gradient": -1.5}},
    "[index_fill]": {">=1.0": {"result": [2.0, 1.0], "requires_grad": True, "gradient": 1.0}},
    "[scatter]": {">=1.0": {"result": [2.0, 1.0], "requires_grad": True, "gradient": 1.0}},
    "[setitem]": {">=1.0": {"result": [2.0, 1.0], "requires_grad": True, "gradient": 1.0}},
    "[clamp_min]": {
        "<1.9": {"raises": "TypeError"},
        ">=1.9": {"result": [2.0, 2.0], "requires_grad": True, "gradient": 2.0},
    },
    "[lerp]": {
        "<1.1": {"raises": "TypeError"},
        ">=1.1,<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"result": [5.0, 5.0], "requires_grad": True, "gradient": 4.0},
    },
    "[add_alpha]": {">=1.0": {"raises": "TypeError"}},
    "[addcmul_value]": {">=1.0": {"raises": "TypeError"}},
    "[addmm_beta]": {">=1.0": {"raises": "TypeError"}},
    "[arange]": {">=1.0": {"raises": "TypeError"}},
    "[elu]": {">=1.0": {"raises": "TypeError"}},
    "[full]": {">=1.0": {"raises": "TypeError"}},
    "[full_like]": {">=1.0": {"raises": "TypeError"}},
    "[leaky_relu]": {">=1.0": {"raises": "TypeError"}},
    "[new_full]": {">=1.0": {"raises": "TypeError"}},
    "[norm_p]": {">=1.0": {"raises": "TypeError"}},
    "[pad_value]": {">=1.0": {"raises": "TypeError"}},
    "[softplus]": {">=1.0": {"raises": "TypeError"}},
    "[threshold]": {">=1.0": {"raises": "TypeError"}},
    "[linspace]": {"<2.2": {"raises": "TypeError"}, ">=2.2": {"result": [0.0, 2.0], "requires_grad": False}},
    "[tensor]": {
        "<2.8": {"result": [2.0, 2.0], "requires_grad": False},
        ">=2.8": {"result": [2.0, 2.0], "requires_grad": False, "warns": ["UserWarning"]},
    },
    "[fmod]": {
        "<1.10": {"result": [1.0, 1.0], "requires_grad": True, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"result": [1.0, 1.0], "requires_grad": True, "raises": "NotImplementedError"},
        ">=1.11": {"result": [1.0, 1.0], "requires_grad": True, "gradient": -4.0},
    },
    "[remainder]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"result": [1.0, 1.0], "requires_grad": True, "gradient": -4.0},
    },
    "[floor_divide]": {
        "<1.5": {"result": [2.0, 2.0], "requires_grad": True, "gradient": 0.0},
        ">=1.5,<1.9": {"result": [2.0, 2.0], "requires_grad": True, "raises": "RuntimeError"},
        ">=1.9,<1.10": {
            "result": [2.0, 2.0],
            "requires_grad": True,
            "raises": "RuntimeError",
            "warns": ["UserWarning"],
        },
        ">=1.10,<1.13": {"result": [2.0, 2.0], "requires_grad": True, "gradient": 0.0, "warns": ["UserWarning"]},
        ">=1.13": {"result": [2.0, 2.0], "requires_grad": True, "raises": "RuntimeError"},
    },
    "[iadd]": {">=1.0": {"result": [3.0, 3.0], "requires_grad": True, "gradient": 2.0}},
    "[sum_of_list]": {">=1.0": {"result": [5.0], "requires_grad": True, "gradient": 2.0}},
    "[max_of_list]": {">=1.0": {"result": [2.0], "requires_grad": True, "gradient": 1.0}},
}

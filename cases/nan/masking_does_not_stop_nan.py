"""How is an entry masked so that its infinite or nan gradient does not come through?

The value of the masked entry is thrown away, but backward still runs through the function at that entry:
the mask turns the incoming gradient into 0, and 0 times an infinite slope is nan.
So where, masked_fill and multiplying by a mask all fail; multiplying loses the value as well.
What works is to keep the bad entry out of the function: mask the input first, or take only the good entries out by
their index.
clamp on the input works too, and a hook that replaces nan mends the damage afterwards.

https://github.com/pytorch/pytorch/issues/68425
https://github.com/pytorch/pytorch/issues/52248
https://github.com/pytorch/pytorch/issues/18287
https://github.com/pytorch/pytorch/issues/4132
https://pytorch.org/docs/stable/generated/torch.where.html
"""

import torch

PARAMS = {
    "mask": [
        "none", "where", "times_mask", "masked_fill", "index", "masked_select", "assign", "where_on_the_input",
        "where_twice", "clamp_input", "nan_to_num", "hook", "detach_where",
    ],
    "function": ["sqrt", "log", "reciprocal", "power", "norm", "exp_overflow", "acos", "atan2"],
}  # fmt: skip
TORCH = {"[nan_to_num-*]": ">=1.8"}

bad = {"exp_overflow": 200.0, "acos": 1.0}
functions = {
    "sqrt": lambda x: x.sqrt(),
    "log": lambda x: x.log(),
    "reciprocal": lambda x: 1 / x,
    "power": lambda x: x**0.25,
    "norm": lambda x: x.view(-1, 1).norm(dim=1),
    "exp_overflow": lambda x: x.exp(),
    "acos": lambda x: x.acos(),
    "atan2": lambda x: torch.atan2(x, x * 0),
}


def observe(device, mask, function):
    f = functions[function]
    x = torch.tensor([bad.get(function, 0.0), 0.5], device=device, requires_grad=True)
    good = torch.tensor([False, True], device=device) if hasattr(torch, "bool") else torch.tensor([0, 1]).byte()
    zeros, half = torch.zeros(2, device=device), torch.full((2,), 0.5, device=device)
    out = {
        "none": lambda: f(x),
        "where": lambda: torch.where(good, f(x), zeros),
        "times_mask": lambda: f(x) * good.float(),
        "masked_fill": lambda: f(x).masked_fill(good == 0, 0.0),
        "index": lambda: f(x[good]),
        "masked_select": lambda: f(x).masked_select(good),
        "assign": lambda: assign(f(x)),
        "where_on_the_input": lambda: f(torch.where(good, x, half)),
        "where_twice": lambda: torch.where(good, f(torch.where(good, x, half)), zeros),
        "clamp_input": lambda: f(x.clamp(0.25, 0.75)),
        "nan_to_num": lambda: torch.nan_to_num(f(x), 0.0, 0.0, 0.0),
        "hook": lambda: f(hooked(x)),
        "detach_where": lambda: torch.where(good, f(x), f(x).detach()),
    }[mask]()
    out[-1:].sum().backward() if mask == "none" else out.sum().backward()
    yield "value", [round(number, 4) + 0.0 for number in out.tolist()]
    yield "gradient", [round(slope, 4) + 0.0 for slope in x.grad.tolist()]


def assign(out):
    out = out.clone()
    out[0] = 0.0
    return out


def hooked(x):
    y = x * 1
    y.register_hook(lambda grad: torch.where(grad.abs() < 1e30, grad, torch.zeros_like(grad)))
    return y


CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/68425",
        "says": "Gradients flow only through the branch that torch.where selects.",
        "facts": {"gradient": [0.0, 0.7071]},
        "rows": "[where-sqrt]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/68425",
        "says": "Multiplying by a mask of zeros and ones keeps nan out of the gradient.",
        "facts": {"gradient": [0.0, 0.7071]},
        "rows": "[times_mask-sqrt]",
    },
]

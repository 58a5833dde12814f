"""How is an entry masked so that its infinite or nan gradient does not come through?

The value of the masked entry is thrown away, but backward still runs through the function at that entry: the mask
turns the incoming gradient into 0, and 0 times an infinite slope is nan.
So where, masked_fill and multiplying by a mask all fail; multiplying loses the value as well.
What works is to keep the bad entry out of the function: mask the input first, or take only the good entries out by
their index.
clamp on the input works too, and a hook that replaces nan mends the damage afterwards.
atan2 at the origin, one of the functions asked, stopped giving nan in 2.10; nothing else changed.

https://github.com/pytorch/pytorch/pull/166787
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
}  # fmt: skip # a table; a value a line would be a screen
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


EXPECT = {
    "[assign-sqrt]": {">=1.0": {"value": [0.0, 0.7071], "gradient": ["nan", 0.7071]}},
    "[detach_where-sqrt]": {">=1.0": {"value": [0.0, 0.7071], "gradient": ["nan", 0.7071]}},
    "[masked_fill-sqrt]": {">=1.0": {"value": [0.0, 0.7071], "gradient": ["nan", 0.7071]}},
    "[none-sqrt]": {">=1.0": {"value": [0.0, 0.7071], "gradient": ["nan", 0.7071]}},
    "[times_mask-sqrt]": {">=1.0": {"value": [0.0, 0.7071], "gradient": ["nan", 0.7071]}},
    "[where-sqrt]": {">=1.0": {"value": [0.0, 0.7071], "gradient": ["nan", 0.7071]}},
    "[detach_where-log]": {">=1.0": {"value": ["-inf", -0.6931], "gradient": ["nan", 2.0]}},
    "[none-log]": {">=1.0": {"value": ["-inf", -0.6931], "gradient": ["nan", 2.0]}},
    "[detach_where-reciprocal]": {">=1.0": {"value": ["inf", 2.0], "gradient": ["nan", -4.0]}},
    "[none-reciprocal]": {">=1.0": {"value": ["inf", 2.0], "gradient": ["nan", -4.0]}},
    "[assign-power]": {">=1.0": {"value": [0.0, 0.8409], "gradient": ["nan", 0.4204]}},
    "[detach_where-power]": {">=1.0": {"value": [0.0, 0.8409], "gradient": ["nan", 0.4204]}},
    "[masked_fill-power]": {">=1.0": {"value": [0.0, 0.8409], "gradient": ["nan", 0.4204]}},
    "[none-power]": {">=1.0": {"value": [0.0, 0.8409], "gradient": ["nan", 0.4204]}},
    "[times_mask-power]": {">=1.0": {"value": [0.0, 0.8409], "gradient": ["nan", 0.4204]}},
    "[where-power]": {">=1.0": {"value": [0.0, 0.8409], "gradient": ["nan", 0.4204]}},
    "[assign-norm]": {">=1.0": {"value": [0.0, 0.5], "gradient": [0.0, 1.0]}},
    "[detach_where-norm]": {">=1.0": {"value": [0.0, 0.5], "gradient": [0.0, 1.0]}},
    "[hook-norm]": {">=1.0": {"value": [0.0, 0.5], "gradient": [0.0, 1.0]}},
    "[masked_fill-norm]": {">=1.0": {"value": [0.0, 0.5], "gradient": [0.0, 1.0]}},
    "[nan_to_num-norm]": {">=1.0": {"value": [0.0, 0.5], "gradient": [0.0, 1.0]}},
    "[none-norm]": {">=1.0": {"value": [0.0, 0.5], "gradient": [0.0, 1.0]}},
    "[times_mask-norm]": {">=1.0": {"value": [0.0, 0.5], "gradient": [0.0, 1.0]}},
    "[where-norm]": {">=1.0": {"value": [0.0, 0.5], "gradient": [0.0, 1.0]}},
    "[where_twice-norm]": {">=1.0": {"value": [0.0, 0.5], "gradient": [0.0, 1.0]}},
    "[detach_where-exp_overflow]": {">=1.0": {"value": ["inf", 1.649], "gradient": ["nan", 1.649]}},
    "[none-exp_overflow]": {">=1.0": {"value": ["inf", 1.649], "gradient": ["nan", 1.649]}},
    "[assign-acos]": {">=1.0": {"value": [0.0, 1.047], "gradient": ["nan", -1.155]}},
    "[detach_where-acos]": {">=1.0": {"value": [0.0, 1.047], "gradient": ["nan", -1.155]}},
    "[masked_fill-acos]": {">=1.0": {"value": [0.0, 1.047], "gradient": ["nan", -1.155]}},
    "[none-acos]": {">=1.0": {"value": [0.0, 1.047], "gradient": ["nan", -1.155]}},
    "[times_mask-acos]": {">=1.0": {"value": [0.0, 1.047], "gradient": ["nan", -1.155]}},
    "[where-acos]": {">=1.0": {"value": [0.0, 1.047], "gradient": ["nan", -1.155]}},
    "[assign-atan2]": {
        "<2.10": {"value": [0.0, 1.571], "gradient": ["nan", 0.0]},
        ">=2.10": {"value": [0.0, 1.571], "gradient": [0.0, 0.0]},
    },
    "[detach_where-atan2]": {
        "<2.10": {"value": [0.0, 1.571], "gradient": ["nan", 0.0]},
        ">=2.10": {"value": [0.0, 1.571], "gradient": [0.0, 0.0]},
    },
    "[masked_fill-atan2]": {
        "<2.10": {"value": [0.0, 1.571], "gradient": ["nan", 0.0]},
        ">=2.10": {"value": [0.0, 1.571], "gradient": [0.0, 0.0]},
    },
    "[nan_to_num-atan2]": {
        "<2.10": {"value": [0.0, 1.571], "gradient": ["nan", 0.0]},
        ">=2.10": {"value": [0.0, 1.571], "gradient": [0.0, 0.0]},
    },
    "[none-atan2]": {
        "<2.10": {"value": [0.0, 1.571], "gradient": ["nan", 0.0]},
        ">=2.10": {"value": [0.0, 1.571], "gradient": [0.0, 0.0]},
    },
    "[times_mask-atan2]": {
        "<2.10": {"value": [0.0, 1.571], "gradient": ["nan", 0.0]},
        ">=2.10": {"value": [0.0, 1.571], "gradient": [0.0, 0.0]},
    },
    "[where-atan2]": {
        "<2.10": {"value": [0.0, 1.571], "gradient": ["nan", 0.0]},
        ">=2.10": {"value": [0.0, 1.571], "gradient": [0.0, 0.0]},
    },
    "[assign-log]": {">=1.0": {"value": [0.0, -0.6931], "gradient": ["nan", 2.0]}},
    "[masked_fill-log]": {">=1.0": {"value": [0.0, -0.6931], "gradient": ["nan", 2.0]}},
    "[nan_to_num-log]": {">=1.0": {"value": [0.0, -0.6931], "gradient": ["nan", 2.0]}},
    "[where-log]": {">=1.0": {"value": [0.0, -0.6931], "gradient": ["nan", 2.0]}},
    "[assign-reciprocal]": {">=1.0": {"value": [0.0, 2.0], "gradient": ["nan", -4.0]}},
    "[masked_fill-reciprocal]": {">=1.0": {"value": [0.0, 2.0], "gradient": ["nan", -4.0]}},
    "[nan_to_num-reciprocal]": {">=1.0": {"value": [0.0, 2.0], "gradient": ["nan", -4.0]}},
    "[where-reciprocal]": {">=1.0": {"value": [0.0, 2.0], "gradient": ["nan", -4.0]}},
    "[assign-exp_overflow]": {">=1.0": {"value": [0.0, 1.649], "gradient": ["nan", 1.649]}},
    "[masked_fill-exp_overflow]": {">=1.0": {"value": [0.0, 1.649], "gradient": ["nan", 1.649]}},
    "[nan_to_num-exp_overflow]": {">=1.0": {"value": [0.0, 1.649], "gradient": ["nan", 1.649]}},
    "[where-exp_overflow]": {">=1.0": {"value": [0.0, 1.649], "gradient": ["nan", 1.649]}},
    "[times_mask-log]": {">=1.0": {"value": ["nan", -0.6931], "gradient": ["nan", 2.0]}},
    "[times_mask-reciprocal]": {">=1.0": {"value": ["nan", 2.0], "gradient": ["nan", -4.0]}},
    "[times_mask-exp_overflow]": {">=1.0": {"value": ["nan", 1.649], "gradient": ["nan", 1.649]}},
    "[index-sqrt]": {">=1.0": {"value": [0.7071], "gradient": [0.0, 0.7071]}},
    "[index-log]": {">=1.0": {"value": [-0.6931], "gradient": [0.0, 2.0]}},
    "[index-reciprocal]": {">=1.0": {"value": [2.0], "gradient": [0.0, -4.0]}},
    "[index-power]": {">=1.0": {"value": [0.8409], "gradient": [0.0, 0.4204]}},
    "[index-norm]": {">=1.0": {"value": [0.5], "gradient": [0.0, 1.0]}},
    "[masked_select-norm]": {">=1.0": {"value": [0.5], "gradient": [0.0, 1.0]}},
    "[index-exp_overflow]": {">=1.0": {"value": [1.649], "gradient": [0.0, 1.649]}},
    "[index-acos]": {">=1.0": {"value": [1.047], "gradient": [0.0, -1.155]}},
    "[index-atan2]": {">=1.0": {"value": [1.571], "gradient": [0.0, 0.0]}},
    "[masked_select-sqrt]": {">=1.0": {"value": [0.7071], "gradient": ["nan", 0.7071]}},
    "[masked_select-log]": {">=1.0": {"value": [-0.6931], "gradient": ["nan", 2.0]}},
    "[masked_select-reciprocal]": {">=1.0": {"value": [2.0], "gradient": ["nan", -4.0]}},
    "[masked_select-power]": {">=1.0": {"value": [0.8409], "gradient": ["nan", 0.4204]}},
    "[masked_select-exp_overflow]": {">=1.0": {"value": [1.649], "gradient": ["nan", 1.649]}},
    "[masked_select-acos]": {">=1.0": {"value": [1.047], "gradient": ["nan", -1.155]}},
    "[masked_select-atan2]": {
        "<2.10": {"value": [1.571], "gradient": ["nan", 0.0]},
        ">=2.10": {"value": [1.571], "gradient": [0.0, 0.0]},
    },
    "[where_on_the_input-sqrt]": {">=1.0": {"value": [0.7071, 0.7071], "gradient": [0.0, 0.7071]}},
    "[where_on_the_input-log]": {">=1.0": {"value": [-0.6931, -0.6931], "gradient": [0.0, 2.0]}},
    "[where_on_the_input-reciprocal]": {">=1.0": {"value": [2.0, 2.0], "gradient": [0.0, -4.0]}},
    "[where_on_the_input-power]": {">=1.0": {"value": [0.8409, 0.8409], "gradient": [0.0, 0.4204]}},
    "[where_on_the_input-norm]": {">=1.0": {"value": [0.5, 0.5], "gradient": [0.0, 1.0]}},
    "[where_on_the_input-exp_overflow]": {">=1.0": {"value": [1.649, 1.649], "gradient": [0.0, 1.649]}},
    "[where_on_the_input-acos]": {">=1.0": {"value": [1.047, 1.047], "gradient": [0.0, -1.155]}},
    "[clamp_input-atan2]": {">=1.0": {"value": [1.571, 1.571], "gradient": [0.0, 0.0]}},
    "[where_on_the_input-atan2]": {">=1.0": {"value": [1.571, 1.571], "gradient": [0.0, 0.0]}},
    "[hook-sqrt]": {">=1.0": {"value": [0.0, 0.7071], "gradient": [0.0, 0.7071]}},
    "[where_twice-sqrt]": {">=1.0": {"value": [0.0, 0.7071], "gradient": [0.0, 0.7071]}},
    "[where_twice-log]": {">=1.0": {"value": [0.0, -0.6931], "gradient": [0.0, 2.0]}},
    "[where_twice-reciprocal]": {">=1.0": {"value": [0.0, 2.0], "gradient": [0.0, -4.0]}},
    "[hook-power]": {">=1.0": {"value": [0.0, 0.8409], "gradient": [0.0, 0.4204]}},
    "[where_twice-power]": {">=1.0": {"value": [0.0, 0.8409], "gradient": [0.0, 0.4204]}},
    "[where_twice-exp_overflow]": {">=1.0": {"value": [0.0, 1.649], "gradient": [0.0, 1.649]}},
    "[hook-acos]": {">=1.0": {"value": [0.0, 1.047], "gradient": [0.0, -1.155]}},
    "[where_twice-acos]": {">=1.0": {"value": [0.0, 1.047], "gradient": [0.0, -1.155]}},
    "[hook-atan2]": {">=1.0": {"value": [0.0, 1.571], "gradient": [0.0, 0.0]}},
    "[where_twice-atan2]": {">=1.0": {"value": [0.0, 1.571], "gradient": [0.0, 0.0]}},
    "[clamp_input-sqrt]": {">=1.0": {"value": [0.5, 0.7071], "gradient": [0.0, 0.7071]}},
    "[clamp_input-log]": {">=1.0": {"value": [-1.386, -0.6931], "gradient": [0.0, 2.0]}},
    "[clamp_input-reciprocal]": {">=1.0": {"value": [4.0, 2.0], "gradient": [0.0, -4.0]}},
    "[clamp_input-power]": {">=1.0": {"value": [0.7071, 0.8409], "gradient": [0.0, 0.4204]}},
    "[clamp_input-norm]": {">=1.0": {"value": [0.25, 0.5], "gradient": [0.0, 1.0]}},
    "[clamp_input-exp_overflow]": {">=1.0": {"value": [2.117, 1.649], "gradient": [0.0, 1.649]}},
    "[clamp_input-acos]": {">=1.0": {"value": [0.7227, 1.047], "gradient": [0.0, -1.155]}},
    "[nan_to_num-sqrt]": {">=1.0": {"value": [0.0, 0.7071], "gradient": ["inf", 0.7071]}},
    "[nan_to_num-power]": {">=1.0": {"value": [0.0, 0.8409], "gradient": ["inf", 0.4204]}},
    "[nan_to_num-acos]": {">=1.0": {"value": [0.0, 1.047], "gradient": ["-inf", -1.155]}},
    "[hook-log]": {">=1.0": {"value": ["-inf", -0.6931], "gradient": [0.0, 2.0]}},
    "[hook-reciprocal]": {">=1.0": {"value": ["inf", 2.0], "gradient": [0.0, -4.0]}},
    "[hook-exp_overflow]": {">=1.0": {"value": ["inf", 1.649], "gradient": [0.0, 1.649]}},
}

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

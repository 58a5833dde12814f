"""What is the gradient of a power where the base or the exponent is zero?

As a function of the base, x ** 0 has slope 0 and x ** 0.5 an infinite one at 0; as a function of the exponent 0 **
y has slope 0.
With respect to the exponent autograd computed 0 ** y * log(0), which is -inf or nan, until 1.4, and 0 since 1.5.
A base that is the bool True raised, in torch.pow from 1.13 and as an operator from 2.1, until 2.13.
No warning announced any of it.

https://github.com/pytorch/pytorch/pull/32062
https://github.com/pytorch/pytorch/pull/32063
https://github.com/pytorch/pytorch/pull/182564
https://github.com/pytorch/pytorch/issues/27134
https://pytorch.org/docs/stable/generated/torch.pow.html
"""

import torch

PARAMS = {
    "function": [
        "x**0", "x**0.5", "x**1", "x**2", "x**3", "x**-1", "x**-0.5", "x**1.5", "0**x", "1**x", "2**x", "-2**x",
        "True**x", "0.0**x", "pow_true", "pow_scalar_tensor", "tensor_exponent_0", "tensor_exponent_0.5",
        "tensor_exponent_1", "tensor_exponent_2", "tensor_exponent_-1", "float_power", "float_power_0.5", "square",
        "sqrt", "x*x", "pow_in_place",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[float_power*]": ">=1.8", "[square]": ">=1.5"}

table = {
    "x**0": lambda x: x**0,
    "x**0.5": lambda x: x**0.5,
    "x**1": lambda x: x**1,
    "x**2": lambda x: x**2,
    "x**3": lambda x: x**3,
    "x**-1": lambda x: x**-1,
    "x**-0.5": lambda x: x**-0.5,
    "x**1.5": lambda x: x**1.5,
    "0**x": lambda x: 0**x,
    "1**x": lambda x: 1**x,
    "2**x": lambda x: 2**x,
    "-2**x": lambda x: (-2) ** x,
    "True**x": lambda x: True**x,
    "0.0**x": lambda x: 0.0**x,
    "pow_true": lambda x: torch.pow(True, x),
    "pow_scalar_tensor": lambda x: torch.pow(torch.tensor(0.0, device=x.device), x),
    "tensor_exponent_0": lambda x: torch.pow(x, torch.zeros_like(x)),
    "tensor_exponent_0.5": lambda x: torch.pow(x, torch.full_like(x, 0.5)),
    "tensor_exponent_1": lambda x: torch.pow(x, torch.ones_like(x)),
    "tensor_exponent_2": lambda x: torch.pow(x, torch.full_like(x, 2)),
    "tensor_exponent_-1": lambda x: torch.pow(x, torch.full_like(x, -1)),
    "float_power": lambda x: torch.float_power(x, 2),
    "float_power_0.5": lambda x: torch.float_power(x, 0.5),
    "square": lambda x: torch.square(x),
    "sqrt": lambda x: x.sqrt(),
    "x*x": lambda x: x * x,
    "pow_in_place": lambda x: (x + 0).pow_(2),
}


def observe(device, function):
    x = torch.tensor([-1.0, 0.0, 1.0, 2.0, float("inf")], device=device, requires_grad=True)
    out = table[function](x)
    out.sum().backward()
    yield "value at -1, 0, 1, 2, inf", [round(number, 4) + 0.0 for number in out.tolist()]
    yield "gradient at -1, 0, 1, 2, inf", [round(slope, 4) + 0.0 for slope in x.grad.tolist()]


EXPECT = {
    "[1[*][*]x]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [1.0, 1.0, 1.0, 1.0, 1.0],
            "gradient at -1, 0, 1, 2, inf": [0.0, 0.0, 0.0, 0.0, 0.0],
        },
    },
    "[tensor_exponent_0]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [1.0, 1.0, 1.0, 1.0, 1.0],
            "gradient at -1, 0, 1, 2, inf": [0.0, 0.0, 0.0, 0.0, 0.0],
        },
    },
    "[x[*][*]0]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [1.0, 1.0, 1.0, 1.0, 1.0],
            "gradient at -1, 0, 1, 2, inf": [0.0, 0.0, 0.0, 0.0, 0.0],
        },
    },
    "[float_power_0.5]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": ["nan", 0.0, 1.0, 1.414, "inf"],
            "gradient at -1, 0, 1, 2, inf": ["nan", "inf", 0.5, 0.3536, 0.0],
        },
    },
    "[sqrt]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": ["nan", 0.0, 1.0, 1.414, "inf"],
            "gradient at -1, 0, 1, 2, inf": ["nan", "inf", 0.5, 0.3536, 0.0],
        },
    },
    "[tensor_exponent_0.5]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": ["nan", 0.0, 1.0, 1.414, "inf"],
            "gradient at -1, 0, 1, 2, inf": ["nan", "inf", 0.5, 0.3536, 0.0],
        },
    },
    "[x[*][*]0.5]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": ["nan", 0.0, 1.0, 1.414, "inf"],
            "gradient at -1, 0, 1, 2, inf": ["nan", "inf", 0.5, 0.3536, 0.0],
        },
    },
    "[tensor_exponent_1]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [-1.0, 0.0, 1.0, 2.0, "inf"],
            "gradient at -1, 0, 1, 2, inf": [1.0, 1.0, 1.0, 1.0, 1.0],
        },
    },
    "[x[*][*]1]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [-1.0, 0.0, 1.0, 2.0, "inf"],
            "gradient at -1, 0, 1, 2, inf": [1.0, 1.0, 1.0, 1.0, 1.0],
        },
    },
    "[float_power]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [1.0, 0.0, 1.0, 4.0, "inf"],
            "gradient at -1, 0, 1, 2, inf": [-2.0, 0.0, 2.0, 4.0, "inf"],
        },
    },
    "[pow_in_place]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [1.0, 0.0, 1.0, 4.0, "inf"],
            "gradient at -1, 0, 1, 2, inf": [-2.0, 0.0, 2.0, 4.0, "inf"],
        },
    },
    "[square]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [1.0, 0.0, 1.0, 4.0, "inf"],
            "gradient at -1, 0, 1, 2, inf": [-2.0, 0.0, 2.0, 4.0, "inf"],
        },
    },
    "[tensor_exponent_2]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [1.0, 0.0, 1.0, 4.0, "inf"],
            "gradient at -1, 0, 1, 2, inf": [-2.0, 0.0, 2.0, 4.0, "inf"],
        },
    },
    "[x[*][*]2]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [1.0, 0.0, 1.0, 4.0, "inf"],
            "gradient at -1, 0, 1, 2, inf": [-2.0, 0.0, 2.0, 4.0, "inf"],
        },
    },
    "[x[*]x]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [1.0, 0.0, 1.0, 4.0, "inf"],
            "gradient at -1, 0, 1, 2, inf": [-2.0, 0.0, 2.0, 4.0, "inf"],
        },
    },
    "[x[*][*]3]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [-1.0, 0.0, 1.0, 8.0, "inf"],
            "gradient at -1, 0, 1, 2, inf": [3.0, 0.0, 3.0, 12.0, "inf"],
        },
    },
    "[tensor_exponent_-1]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [-1.0, "inf", 1.0, 0.5, 0.0],
            "gradient at -1, 0, 1, 2, inf": [-1.0, "-inf", -1.0, -0.25, 0.0],
        },
    },
    "[x[*][*]-1]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [-1.0, "inf", 1.0, 0.5, 0.0],
            "gradient at -1, 0, 1, 2, inf": [-1.0, "-inf", -1.0, -0.25, 0.0],
        },
    },
    "[x[*][*]-0.5]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": ["nan", "inf", 1.0, 0.7071, 0.0],
            "gradient at -1, 0, 1, 2, inf": ["nan", "-inf", -0.5, -0.1768, 0.0],
        },
    },
    "[x[*][*]1.5]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": ["nan", 0.0, 1.0, 2.828, "inf"],
            "gradient at -1, 0, 1, 2, inf": ["nan", 0.0, 1.5, 2.121, "inf"],
        },
    },
    "[0.0[*][*]x]": {
        "<1.5": {
            "value at -1, 0, 1, 2, inf": ["inf", 1.0, 0.0, 0.0, 0.0],
            "gradient at -1, 0, 1, 2, inf": ["-inf", "-inf", "nan", "nan", "nan"],
        },
        ">=1.5": {
            "value at -1, 0, 1, 2, inf": ["inf", 1.0, 0.0, 0.0, 0.0],
            "gradient at -1, 0, 1, 2, inf": ["-inf", 0.0, 0.0, 0.0, 0.0],
        },
    },
    "[0[*][*]x]": {
        "<1.5": {
            "value at -1, 0, 1, 2, inf": ["inf", 1.0, 0.0, 0.0, 0.0],
            "gradient at -1, 0, 1, 2, inf": ["-inf", "-inf", "nan", "nan", "nan"],
        },
        ">=1.5": {
            "value at -1, 0, 1, 2, inf": ["inf", 1.0, 0.0, 0.0, 0.0],
            "gradient at -1, 0, 1, 2, inf": ["-inf", 0.0, 0.0, 0.0, 0.0],
        },
    },
    "[2[*][*]x]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [0.5, 1.0, 2.0, 4.0, "inf"],
            "gradient at -1, 0, 1, 2, inf": [0.3466, 0.6931, 1.386, 2.773, "inf"],
        },
    },
    "[-2[*][*]x]": {
        ">=1.0": {
            "value at -1, 0, 1, 2, inf": [-0.5, 1.0, -2.0, 4.0, "inf"],
            "gradient at -1, 0, 1, 2, inf": ["nan", "nan", "nan", "nan", "nan"],
        },
    },
    "[True[*][*]x]": {
        "<2.1": {
            "value at -1, 0, 1, 2, inf": [1.0, 1.0, 1.0, 1.0, 1.0],
            "gradient at -1, 0, 1, 2, inf": [0.0, 0.0, 0.0, 0.0, 0.0],
        },
        ">=2.1,<2.14": {"raises": "RuntimeError"},
        ">=2.14": {
            "value at -1, 0, 1, 2, inf": [1.0, 1.0, 1.0, 1.0, 1.0],
            "gradient at -1, 0, 1, 2, inf": [0.0, 0.0, 0.0, 0.0, 0.0],
        },
    },
    "[pow_true]": {
        "<1.13": {
            "value at -1, 0, 1, 2, inf": [1.0, 1.0, 1.0, 1.0, 1.0],
            "gradient at -1, 0, 1, 2, inf": [0.0, 0.0, 0.0, 0.0, 0.0],
        },
        ">=1.13,<2.14": {"raises": "RuntimeError"},
        ">=2.14": {
            "value at -1, 0, 1, 2, inf": [1.0, 1.0, 1.0, 1.0, 1.0],
            "gradient at -1, 0, 1, 2, inf": [0.0, 0.0, 0.0, 0.0, 0.0],
        },
    },
    "[pow_scalar_tensor]": {
        "<1.5": {
            "value at -1, 0, 1, 2, inf": ["inf", 1.0, 0.0, 0.0, 0.0],
            "gradient at -1, 0, 1, 2, inf": ["-inf", "-inf", "nan", "nan", "nan"],
        },
        ">=1.5,<2.1": {
            "value at -1, 0, 1, 2, inf": ["inf", 1.0, 0.0, 0.0, 0.0],
            "gradient at -1, 0, 1, 2, inf": ["-inf", 0.0, 0.0, 0.0, 0.0],
        },
        ">=2.1,<2.1.1": {
            "value at -1, 0, 1, 2, inf": ["inf", 1.0, 0.0, 0.0, 0.0],
            "gradient at -1, 0, 1, 2, inf": ["-inf", 0.0, 0.0, 0.0, 0.0],
            "warns": ["UserWarning"],
        },
        ">=2.1.1": {
            "value at -1, 0, 1, 2, inf": ["inf", 1.0, 0.0, 0.0, 0.0],
            "gradient at -1, 0, 1, 2, inf": ["-inf", 0.0, 0.0, 0.0, 0.0],
        },
    },
}

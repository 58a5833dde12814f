"""What are the value and the gradient of sqrt, log, asin and their kin where their domain ends?

At the end the slope is infinite, and beyond it the value is nan.
The gradient beyond may be finite all the same, because its formula does not notice: 1/x for the logarithm of -1.
Poles, and functions that are defined by cases, such as xlogy, sinc and entr, have their conventions here too.
digamma(0) was inf until 1.7 and is -inf since 1.8, and the gradient of lgamma with it; the gradient of sinc at zero
was nan in 1.8 and is 0 since 1.9.
xlogy(x, x) at zero had the gradient nan until 1.9, 0 from 1.10 to 1.12, and nan again since 1.13.
angle of a real tensor raised from 1.5 to 1.7, and is pi with slope 0 for negative numbers since 1.8.
Some raised until they got a formula: mvlgamma in 1.0.0, polygamma until 1.6, i0 and i0e until 1.9; bessel_j0 raised
until 2.14 and has a gradient since 2.15.
For mvlgamma and the changes of angle no note found; no warning announced any of these.

https://github.com/pytorch/pytorch/pull/42499
https://github.com/pytorch/pytorch/pull/48302
https://github.com/pytorch/pytorch/pull/56763
https://github.com/pytorch/pytorch/pull/56352
https://github.com/pytorch/pytorch/pull/82713
https://github.com/pytorch/pytorch/pull/189872
https://github.com/pytorch/pytorch/issues/80770
https://pytorch.org/docs/stable/special.html
https://pytorch.org/docs/stable/torch.html
"""

import torch

PARAMS = {
    "function": [
        "sqrt", "rsqrt", "reciprocal", "log", "log2", "log10", "log1p", "asin", "acos", "atan", "acosh", "asinh",
        "atanh", "tan", "exp", "expm1", "exp2", "sinh", "cosh", "erf", "erfc", "erfinv", "lgamma", "digamma",
        "polygamma", "sinc", "logit", "logit_eps", "i0", "i0e", "i1", "i1e", "entr", "ndtr", "ndtri", "log_ndtr",
        "xlogy", "xlog1py", "x_log_x", "erfcx", "mvlgamma", "zeta", "sigmoid", "deg2rad", "bessel_j0", "log_of_exp",
        "angle", "abs", "norm",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[acosh]": ">=1.6",
    "[asinh]": ">=1.6",
    "[atanh]": ">=1.6",
    "[exp2]": ">=1.7",
    "[polygamma]": ">=1.0",
    "[sinc]": ">=1.8",
    "[logit*]": ">=1.7",
    "[i0]": ">=1.7",
    "[i0e]": ">=1.9",
    "[i1*]": ">=1.10",
    "[entr]": ">=1.9",
    "[ndtr]": ">=1.10",
    "[ndtri]": ">=1.10",
    "[log_ndtr]": ">=1.12",
    "[xlogy]": ">=1.8",
    "[xlog1py]": ">=1.9",
    "[erfcx]": ">=1.11",
    "[zeta]": ">=1.10",
    "[deg2rad]": ">=1.6",
    "[bessel_j0]": ">=1.13",
    "[angle]": ">=1.4",
}

table = {
    "sqrt": lambda x: x.sqrt(),
    "rsqrt": lambda x: x.rsqrt(),
    "reciprocal": lambda x: x.reciprocal(),
    "log": lambda x: x.log(),
    "log2": lambda x: x.log2(),
    "log10": lambda x: x.log10(),
    "log1p": lambda x: x.log1p(),
    "asin": lambda x: x.asin(),
    "acos": lambda x: x.acos(),
    "atan": lambda x: x.atan(),
    "acosh": lambda x: torch.acosh(x),
    "asinh": lambda x: torch.asinh(x),
    "atanh": lambda x: torch.atanh(x),
    "tan": lambda x: x.tan(),
    "exp": lambda x: x.exp(),
    "expm1": lambda x: x.expm1(),
    "exp2": lambda x: torch.exp2(x),
    "sinh": lambda x: x.sinh(),
    "cosh": lambda x: x.cosh(),
    "erf": lambda x: x.erf(),
    "erfc": lambda x: x.erfc(),
    "erfinv": lambda x: x.erfinv(),
    "lgamma": lambda x: x.lgamma(),
    "digamma": lambda x: x[1:].digamma(),
    "polygamma": lambda x: torch.polygamma(1, x[2:]),
    "sinc": lambda x: torch.sinc(x[1:]),
    "logit": lambda x: torch.logit(x),
    "logit_eps": lambda x: torch.logit(x, 0.25),
    "i0": lambda x: torch.i0(x),
    "i0e": lambda x: torch.special.i0e(x),
    "i1": lambda x: torch.special.i1(x),
    "i1e": lambda x: torch.special.i1e(x),
    "entr": lambda x: torch.special.entr(x),
    "ndtr": lambda x: torch.special.ndtr(x),
    "ndtri": lambda x: torch.special.ndtri(x),
    "log_ndtr": lambda x: torch.special.log_ndtr(x),
    "xlogy": lambda x: torch.xlogy(x, x),
    "xlog1py": lambda x: torch.special.xlog1py(x, x),
    "x_log_x": lambda x: x * x.log(),
    "erfcx": lambda x: torch.special.erfcx(x),
    "mvlgamma": lambda x: torch.mvlgamma(x[3:], 1),
    "zeta": lambda x: torch.special.zeta(torch.full_like(x, 2), x),
    "sigmoid": lambda x: x.sigmoid(),
    "deg2rad": lambda x: torch.deg2rad(x),
    "bessel_j0": lambda x: torch.special.bessel_j0(x),
    "log_of_exp": lambda x: x.exp().log(),
    "angle": lambda x: torch.angle(x),
    "abs": lambda x: x.abs(),
    "norm": lambda x: x[:4].norm(),
}


def observe(device, function):
    x = torch.tensor([-1.0, -0.0, 0.0, 1.0, float("inf")], device=device, requires_grad=True)
    out = table[function](x)
    out.sum().backward()
    yield "value at -1, -0, 0, 1, inf", [round(number, 4) + 0.0 for number in out.reshape(-1).tolist()]
    yield "gradient at -1, -0, 0, 1, inf", [round(slope, 4) + 0.0 for slope in x.grad.tolist()]


EXPECT = {
    "[sqrt]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["nan", 0.0, 0.0, 1.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": ["nan", "-inf", "inf", 0.5, 0.0],
        },
    },
    "[rsqrt]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["nan", "-inf", "inf", 1.0, 0.0],
            "gradient at -1, -0, 0, 1, inf": ["nan", "inf", "-inf", -0.5, 0.0],
        },
    },
    "[reciprocal]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [-1.0, "-inf", "inf", 1.0, 0.0],
            "gradient at -1, -0, 0, 1, inf": [-1.0, "-inf", "-inf", -1.0, 0.0],
        },
    },
    "[log]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["nan", "-inf", "-inf", 0.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": [-1.0, "-inf", "inf", 1.0, 0.0],
        },
    },
    "[log2]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["nan", "-inf", "-inf", 0.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": [-1.443, "-inf", "inf", 1.443, 0.0],
        },
    },
    "[log10]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["nan", "-inf", "-inf", 0.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": [-0.4343, "-inf", "inf", 0.4343, 0.0],
        },
    },
    "[log1p]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["-inf", 0.0, 0.0, 0.6931, "inf"],
            "gradient at -1, -0, 0, 1, inf": ["inf", 1.0, 1.0, 0.5, 0.0],
        },
    },
    "[asin]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [-1.571, 0.0, 0.0, 1.571, "nan"],
            "gradient at -1, -0, 0, 1, inf": ["inf", 1.0, 1.0, "inf", "nan"],
        },
    },
    "[acos]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [3.142, 1.571, 1.571, 0.0, "nan"],
            "gradient at -1, -0, 0, 1, inf": ["-inf", -1.0, -1.0, "-inf", "nan"],
        },
    },
    "[atan]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [-0.7854, 0.0, 0.0, 0.7854, 1.571],
            "gradient at -1, -0, 0, 1, inf": [0.5, 1.0, 1.0, 0.5, 0.0],
        },
    },
    "[acosh]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["nan", "nan", "nan", 0.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": ["inf", "nan", "nan", "inf", 0.0],
        },
    },
    "[asinh]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [-0.8814, 0.0, 0.0, 0.8814, "inf"],
            "gradient at -1, -0, 0, 1, inf": [0.7071, 1.0, 1.0, 0.7071, 0.0],
        },
    },
    "[atanh]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["-inf", 0.0, 0.0, "inf", "nan"],
            "gradient at -1, -0, 0, 1, inf": ["inf", 1.0, 1.0, "inf", 0.0],
        },
    },
    "[tan]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [-1.557, 0.0, 0.0, 1.557, "nan"],
            "gradient at -1, -0, 0, 1, inf": [3.425, 1.0, 1.0, 3.425, "nan"],
        },
    },
    "[exp]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [0.3679, 1.0, 1.0, 2.718, "inf"],
            "gradient at -1, -0, 0, 1, inf": [0.3679, 1.0, 1.0, 2.718, "inf"],
        },
    },
    "[expm1]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [-0.6321, 0.0, 0.0, 1.718, "inf"],
            "gradient at -1, -0, 0, 1, inf": [0.3679, 1.0, 1.0, 2.718, "inf"],
        },
    },
    "[exp2]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [0.5, 1.0, 1.0, 2.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": [0.3466, 0.6931, 0.6931, 1.386, "inf"],
        },
    },
    "[sinh]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [-1.175, 0.0, 0.0, 1.175, "inf"],
            "gradient at -1, -0, 0, 1, inf": [1.543, 1.0, 1.0, 1.543, "inf"],
        },
    },
    "[cosh]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [1.543, 1.0, 1.0, 1.543, "inf"],
            "gradient at -1, -0, 0, 1, inf": [-1.175, 0.0, 0.0, 1.175, "inf"],
        },
    },
    "[erf]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [-0.8427, 0.0, 0.0, 0.8427, 1.0],
            "gradient at -1, -0, 0, 1, inf": [0.4151, 1.128, 1.128, 0.4151, 0.0],
        },
    },
    "[erfc]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [1.843, 1.0, 1.0, 0.1573, 0.0],
            "gradient at -1, -0, 0, 1, inf": [-0.4151, -1.128, -1.128, -0.4151, 0.0],
        },
    },
    "[erfinv]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["-inf", 0.0, 0.0, "inf", "nan"],
            "gradient at -1, -0, 0, 1, inf": ["inf", 0.8862, 0.8862, "inf", "nan"],
        },
    },
    "[lgamma]": {
        "<1.8": {
            "value at -1, -0, 0, 1, inf": ["inf", "inf", "inf", 0.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": ["inf", "inf", "inf", -0.5772, "inf"],
        },
        ">=1.8": {
            "value at -1, -0, 0, 1, inf": ["inf", "inf", "inf", 0.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": ["nan", "inf", "-inf", -0.5772, "inf"],
        },
    },
    "[digamma]": {
        "<1.8": {
            "value at -1, -0, 0, 1, inf": ["inf", "inf", -0.5772, "inf"],
            "gradient at -1, -0, 0, 1, inf": [0.0, "inf", "inf", 1.645, 0.0],
        },
        ">=1.8": {
            "value at -1, -0, 0, 1, inf": ["inf", "-inf", -0.5772, "inf"],
            "gradient at -1, -0, 0, 1, inf": [0.0, "inf", "inf", 1.645, 0.0],
        },
    },
    "[polygamma]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {
            "value at -1, -0, 0, 1, inf": ["inf", 1.645, 0.0],
            "gradient at -1, -0, 0, 1, inf": [0.0, 0.0, "-inf", -2.404, "nan"],
        },
    },
    "[sinc]": {
        "<1.9": {
            "value at -1, -0, 0, 1, inf": [1.0, 1.0, 0.0, "nan"],
            "gradient at -1, -0, 0, 1, inf": [0.0, "nan", "nan", -1.0, "nan"],
        },
        ">=1.9": {
            "value at -1, -0, 0, 1, inf": [1.0, 1.0, 0.0, "nan"],
            "gradient at -1, -0, 0, 1, inf": [0.0, 0.0, 0.0, -1.0, "nan"],
        },
    },
    "[logit]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["nan", "-inf", "-inf", "inf", "nan"],
            "gradient at -1, -0, 0, 1, inf": ["nan", "inf", "inf", "inf", "nan"],
        },
    },
    "[ndtri]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["nan", "-inf", "-inf", "inf", "nan"],
            "gradient at -1, -0, 0, 1, inf": ["nan", "inf", "inf", "inf", "nan"],
        },
    },
    "[logit_eps]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [-1.099, -1.099, -1.099, 1.099, 1.099],
            "gradient at -1, -0, 0, 1, inf": [0.0, 0.0, 0.0, 0.0, 0.0],
        },
    },
    "[i0]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {
            "value at -1, -0, 0, 1, inf": [1.266, 1.0, 1.0, 1.266, "nan"],
            "gradient at -1, -0, 0, 1, inf": [-0.5652, 0.0, 0.0, 0.5652, "nan"],
        },
    },
    "[i0e]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {
            "value at -1, -0, 0, 1, inf": [0.4658, 1.0, 1.0, 0.4658, 0.0],
            "gradient at -1, -0, 0, 1, inf": [0.2578, 0.0, 0.0, -0.2578, 0.0],
        },
    },
    "[i1]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [-0.5652, 0.0, 0.0, 0.5652, "nan"],
            "gradient at -1, -0, 0, 1, inf": [0.7009, 0.5, 0.5, 0.7009, "nan"],
        },
    },
    "[i1e]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [-0.2079, 0.0, 0.0, 0.2079, 0.0],
            "gradient at -1, -0, 0, 1, inf": [0.0499, 0.5, 0.5, 0.0499, 0.0],
        },
    },
    "[entr]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["-inf", 0.0, 0.0, 0.0, "-inf"],
            "gradient at -1, -0, 0, 1, inf": ["nan", "inf", "inf", -1.0, "-inf"],
        },
    },
    "[ndtr]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [0.1587, 0.5, 0.5, 0.8413, 1.0],
            "gradient at -1, -0, 0, 1, inf": [0.242, 0.3989, 0.3989, 0.242, 0.0],
        },
    },
    "[log_ndtr]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [-1.841, -0.6931, -0.6931, -0.1728, 0.0],
            "gradient at -1, -0, 0, 1, inf": [1.525, 0.7979, 0.7979, 0.2876, 0.0],
        },
    },
    "[xlogy]": {
        "<1.10": {
            "value at -1, -0, 0, 1, inf": ["nan", 0.0, 0.0, 0.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": ["nan", "nan", "nan", 1.0, "nan"],
        },
        ">=1.10,<1.13": {
            "value at -1, -0, 0, 1, inf": ["nan", 0.0, 0.0, 0.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": ["nan", 0.0, 0.0, 1.0, "nan"],
        },
        ">=1.13": {
            "value at -1, -0, 0, 1, inf": ["nan", 0.0, 0.0, 0.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": ["nan", "nan", "nan", 1.0, "nan"],
        },
    },
    "[xlog1py]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["inf", 0.0, 0.0, 0.6931, "inf"],
            "gradient at -1, -0, 0, 1, inf": ["-inf", 0.0, 0.0, 1.193, "nan"],
        },
    },
    "[x_log_x]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["nan", "nan", "nan", 0.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": ["nan", "nan", "nan", 1.0, "nan"],
        },
    },
    "[erfcx]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [5.009, 1.0, 1.0, 0.4276, 0.0],
            "gradient at -1, -0, 0, 1, inf": [-11.15, -1.128, -1.128, -0.2732, "nan"],
        },
    },
    "[mvlgamma]": {
        "<1.0.1": {"raises": "RuntimeError"},
        ">=1.0.1": {
            "value at -1, -0, 0, 1, inf": [0.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": [0.0, 0.0, 0.0, -0.5772, "inf"],
        },
    },
    "[zeta]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": ["inf", "inf", "inf", 1.645, "nan"],
            "gradient at -1, -0, 0, 1, inf": ["-inf", "-inf", "-inf", -2.404, "nan"],
        },
    },
    "[sigmoid]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [0.2689, 0.5, 0.5, 0.7311, 1.0],
            "gradient at -1, -0, 0, 1, inf": [0.1966, 0.25, 0.25, 0.1966, 0.0],
        },
    },
    "[deg2rad]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [-0.0175, 0.0, 0.0, 0.0175, "inf"],
            "gradient at -1, -0, 0, 1, inf": [0.0175, 0.0175, 0.0175, 0.0175, 0.0175],
        },
    },
    "[bessel_j0]": {
        "<2.15": {"raises": "RuntimeError"},
        ">=2.15": {
            "value at -1, -0, 0, 1, inf": [0.7652, 1.0, 1.0, 0.7652, "nan"],
            "gradient at -1, -0, 0, 1, inf": [0.4401, 0.0, 0.0, -0.4401, "nan"],
        },
    },
    "[log_of_exp]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [-1.0, 0.0, 0.0, 1.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": [1.0, 1.0, 1.0, 1.0, "nan"],
        },
    },
    "[angle]": {
        "<1.5": {
            "value at -1, -0, 0, 1, inf": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient at -1, -0, 0, 1, inf": [0.0, "nan", "nan", 0.0, "nan"],
        },
        ">=1.5,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {
            "value at -1, -0, 0, 1, inf": [3.142, 0.0, 0.0, 0.0, 0.0],
            "gradient at -1, -0, 0, 1, inf": [0.0, 0.0, 0.0, 0.0, 0.0],
        },
    },
    "[abs]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [1.0, 0.0, 0.0, 1.0, "inf"],
            "gradient at -1, -0, 0, 1, inf": [-1.0, 0.0, 0.0, 1.0, 1.0],
        },
    },
    "[norm]": {
        ">=1.0": {
            "value at -1, -0, 0, 1, inf": [1.414],
            "gradient at -1, -0, 0, 1, inf": [-0.7071, 0.0, 0.0, 0.7071, 0.0],
        },
    },
}

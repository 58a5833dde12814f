"""What are the value and the gradient of sqrt, log, asin and their kin where their domain ends?

At the end the slope is infinite, and beyond it the value is nan.
The gradient beyond may be finite all the same, because its formula does not notice: 1/x for the logarithm of -1.
Poles, and functions that are defined by cases, such as xlogy, sinc and entr, have their conventions here too.
digamma(0) was inf until 1.7 and is -inf since 1.8, and the gradient of lgamma with it; the gradient of sinc at zero
was nan in 1.8 and is 0 since 1.9.
xlogy(x, x) at zero had the gradient nan until 1.9, 0 from 1.10 to 1.12, and nan again since 1.13.
angle of a real tensor raised from 1.5 to 1.7, and is pi with slope 0 for negative numbers since 1.8.
Some raised until they got a formula: mvlgamma in 1.0.0, polygamma until 1.6, i0 and i0e until 1.9; bessel_j0 got a
gradient after 2.9.
For mvlgamma and the changes of angle no note found; no warning announced any of these.

https://github.com/pytorch/pytorch/pull/42499
https://github.com/pytorch/pytorch/pull/48302
https://github.com/pytorch/pytorch/pull/56763
https://github.com/pytorch/pytorch/pull/56352
https://github.com/pytorch/pytorch/pull/82713
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
}  # fmt: skip
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

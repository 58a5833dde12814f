"""Which special functions have a gradient, and since when?

A function without a formula gives a result that requires grad, and raises at the backward, a RuntimeError until 1.9
and a NotImplementedError since 1.10.
polygamma had one since 1.7, i0 and i0e since 1.10, together with i1 and i1e; mvlgamma raised in 1.0.0 and works
since 1.0.1 (no note found).
The Bessel functions did worse: their results did not require grad, so nothing raised and nothing was trained; they
are differentiable since 2.15.
igamma and zeta refuse to this day for one of their arguments, geqrf altogether.

https://github.com/pytorch/pytorch/pull/42499
https://github.com/pytorch/pytorch/pull/56352
https://github.com/pytorch/pytorch/pull/59482
https://github.com/pytorch/pytorch/pull/189872
https://pytorch.org/docs/stable/special.html
"""

import torch

PARAMS = {
    "function": [
        "erfinv",
        "digamma",
        "polygamma_1",
        "polygamma_2",
        "lgamma",
        "mvlgamma",
        "igamma_a",
        "igamma_x",
        "igammac_x",
        "i0",
        "i0e",
        "i1",
        "i1e",
        "bessel_j0",
        "modified_bessel_i0",
        "ndtri",
        "log_ndtr",
        "erfcx",
        "entr",
        "sinc",
        "logit",
        "xlogy_x",
        "xlog1py_y",
        "zeta_x",
        "zeta_q",
        "logaddexp",
        "hypot",
        "exp2",
        "float_power",
        "ldexp",
        "frexp",
        "std_mean",
        "geqrf",
    ]
}

TORCH = {
    "[igamma*]": ">=1.8",
    "[i0]": ">=1.7",
    "[i0e]": ">=1.9",
    "[i1]": ">=1.10",
    "[i1e]": ">=1.10",
    "[bessel_j0]": ">=1.13",
    "[modified_bessel_i0]": ">=1.13",
    "[ndtri]": ">=1.10",
    "[log_ndtr]": ">=1.13",
    "[erfcx]": ">=1.11",
    "[entr]": ">=1.9",
    "[sinc]": ">=1.8",
    "[logit]": ">=1.7",
    "[xlogy_x]": ">=1.8",
    "[xlog1py_y]": ">=1.9",
    "[zeta_*]": ">=1.10",
    "[logaddexp]": ">=1.6",
    "[hypot]": ">=1.7",
    "[exp2]": ">=1.7",
    "[float_power]": ">=1.8",
    "[ldexp]": ">=1.8",
    "[frexp]": ">=1.9",
    "[std_mean]": ">=1.2",
}


def observe(device, function):
    x = torch.tensor([0.25, 0.5], device=device, requires_grad=True)
    y = torch.tensor([2.0, 3.0], device=device)
    out = {
        "erfinv": lambda: torch.erfinv(x),
        "digamma": lambda: torch.digamma(x),
        "polygamma_1": lambda: torch.polygamma(1, x),
        "polygamma_2": lambda: torch.polygamma(2, x),
        "lgamma": lambda: torch.lgamma(x),
        "mvlgamma": lambda: torch.mvlgamma(x + 2, 1),
        "igamma_a": lambda: torch.igamma(x, y),
        "igamma_x": lambda: torch.igamma(y, x),
        "igammac_x": lambda: torch.igammac(y, x),
        "i0": lambda: torch.i0(x),
        "i0e": lambda: torch.special.i0e(x),
        "i1": lambda: torch.special.i1(x),
        "i1e": lambda: torch.special.i1e(x),
        "bessel_j0": lambda: torch.special.bessel_j0(x),
        "modified_bessel_i0": lambda: torch.special.modified_bessel_i0(x),
        "ndtri": lambda: torch.special.ndtri(x),
        "log_ndtr": lambda: torch.special.log_ndtr(x),
        "erfcx": lambda: torch.special.erfcx(x),
        "entr": lambda: torch.special.entr(x),
        "sinc": lambda: torch.sinc(x),
        "logit": lambda: torch.logit(x),
        "xlogy_x": lambda: torch.xlogy(x, y),
        "xlog1py_y": lambda: torch.special.xlog1py(y, x),
        "zeta_x": lambda: torch.special.zeta(x + 2, y),
        "zeta_q": lambda: torch.special.zeta(y, x),
        "logaddexp": lambda: torch.logaddexp(x, y),
        "hypot": lambda: torch.hypot(x, y),
        "exp2": lambda: torch.exp2(x),
        "float_power": lambda: torch.float_power(x, 2),
        "ldexp": lambda: torch.ldexp(x, y),
        "frexp": lambda: torch.frexp(x)[0],
        "std_mean": lambda: sum(torch.std_mean(x)),
        "geqrf": lambda: torch.geqrf(x.view(1, 2))[0],
    }[function]()
    yield "requires_grad", out.requires_grad
    if out.requires_grad:
        out.sum().backward()
        yield "x.grad", x.grad.tolist()


EXPECT = {
    "[erfinv]": {">=1.0": {"requires_grad": True, "x.grad": [0.9324, 1.113]}},
    "[digamma]": {">=1.0": {"requires_grad": True, "x.grad": [17.2, 4.935]}},
    "[polygamma_1]": {
        "<1.7": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.7": {"requires_grad": True, "x.grad": [-129.3, -16.83]},
    },
    "[polygamma_2]": {"<1.7": {"raises": "RuntimeError"}, ">=1.7": {"requires_grad": True, "x.grad": [1539.0, 97.41]}},
    "[lgamma]": {">=1.0": {"requires_grad": True, "x.grad": [-4.227, -1.964]}},
    "[mvlgamma]": {
        "<1.0.1": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.0.1": {"requires_grad": True, "x.grad": [0.5725, 0.7032]},
    },
    "[geqrf]": {
        "<1.10": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.10": {"requires_grad": True, "raises": "NotImplementedError"},
    },
    "[igamma_a]": {
        "<1.10": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.10": {"requires_grad": True, "raises": "NotImplementedError"},
    },
    "[igamma_x]": {">=1.0": {"requires_grad": True, "x.grad": [0.1947, 0.07582]}},
    "[igammac_x]": {">=1.0": {"requires_grad": True, "x.grad": [-0.1947, -0.07582]}},
    "[i0]": {
        "<1.10": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.10": {"requires_grad": True, "x.grad": [0.126, 0.2579]},
    },
    "[i0e]": {
        "<1.10": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.10": {"requires_grad": True, "x.grad": [-0.6929, -0.4886]},
    },
    "[i1]": {">=1.0": {"requires_grad": True, "x.grad": [0.5118, 0.5477]}},
    "[i1e]": {">=1.0": {"requires_grad": True, "x.grad": [0.3005, 0.1758]}},
    "[bessel_j0]": {"<2.15": {"requires_grad": False}, ">=2.15": {"requires_grad": True, "x.grad": [-0.124, -0.2423]}},
    "[modified_bessel_i0]": {
        "<2.15": {"requires_grad": False},
        ">=2.15": {"requires_grad": True, "x.grad": [0.126, 0.2579]},
    },
    "[ndtri]": {">=1.0": {"requires_grad": True, "x.grad": [3.147, 2.507]}},
    "[log_ndtr]": {">=1.0": {"requires_grad": True, "x.grad": [0.6458, 0.5092]}},
    "[erfcx]": {">=1.0": {"requires_grad": True, "x.grad": [-0.7432, -0.5127]}},
    "[entr]": {">=1.0": {"requires_grad": True, "x.grad": [0.3863, -0.3069]}},
    "[sinc]": {">=1.0": {"requires_grad": True, "x.grad": [-0.7728, -1.273]}},
    "[logit]": {">=1.0": {"requires_grad": True, "x.grad": [5.333, 4.0]}},
    "[xlogy_x]": {">=1.0": {"requires_grad": True, "x.grad": [0.6931, 1.099]}},
    "[xlog1py_y]": {">=1.0": {"requires_grad": True, "x.grad": [1.6, 2.0]}},
    "[zeta_x]": {">=1.0": {"requires_grad": True, "raises": "NotImplementedError"}},
    "[zeta_q]": {">=1.0": {"requires_grad": True, "x.grad": [-129.3, -48.7]}},
    "[logaddexp]": {">=1.0": {"requires_grad": True, "x.grad": [0.148, 0.07586]}},
    "[hypot]": {">=1.0": {"requires_grad": True, "x.grad": [0.124, 0.1644]}},
    "[exp2]": {">=1.0": {"requires_grad": True, "x.grad": [0.8243, 0.9803]}},
    "[float_power]": {">=1.0": {"requires_grad": True, "x.grad": [0.5, 1.0]}},
    "[ldexp]": {">=1.0": {"requires_grad": True, "x.grad": [4.0, 8.0]}},
    "[frexp]": {">=1.0": {"requires_grad": True, "x.grad": [2.0, 1.0]}},
    "[std_mean]": {">=1.0": {"requires_grad": True, "x.grad": [-0.2071, 1.207]}},
}

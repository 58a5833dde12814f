"""Which functions have a complex gradient, since which release, and is it conjugated?

z is complex, the loss is the real part of f(z), and the gradient printed is [real, imaginary] for each entry.
The convention is that of descent: stepping against `z.grad` lowers the loss, so f(z) = az has conj(a) for a
gradient.
1.6 let complex backwards run with a warning, and its gradients were those of the other convention, conjugated.
1.7 fixed the convention, allowed a short list of functions, and refused all others; 1.8 added most of them.
prod, cumprod, cumsum, var, lerp and indexing followed in 1.9, sigmoid and det in 1.10, convolution in 1.12, log1p
in 2.0, expm1 in 2.1 and logsumexp in 2.5 (no note found for the last two).
Where a function refuses, the error has become a NotImplementedError: for silu in 2.15, for softmax and relu
in 2.8.

https://github.com/pytorch/pytorch/pull/45270
https://github.com/pytorch/pytorch/pull/47566
https://github.com/pytorch/pytorch/pull/48125
https://github.com/pytorch/pytorch/pull/155470
https://github.com/pytorch/pytorch/issues/41857
https://github.com/pytorch/pytorch/issues/107022
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch
from torch.nn import functional

PARAMS = {
    "function": [
        "mul",
        "add",
        "div",
        "reciprocal",
        "neg",
        "conj",
        "real",
        "imag",
        "abs",
        "angle",
        "sgn",
        "exp",
        "expm1",
        "log",
        "log10",
        "log1p",
        "sqrt",
        "rsqrt",
        "square",
        "pow_complex",
        "sin",
        "cos",
        "tan",
        "asin",
        "atan",
        "sinh",
        "tanh",
        "acosh",
        "sigmoid",
        "silu",
        "sum",
        "mean",
        "prod",
        "cumsum",
        "cumprod",
        "var",
        "norm",
        "matmul",
        "dot",
        "vdot",
        "outer",
        "inverse",
        "det",
        "cat",
        "index",
        "where",
        "masked_fill",
        "clone",
        "view_as_real",
        "flip",
        "tril",
        "fft",
        "ifft",
        "linear",
        "conv1d",
        "relu",
        "to_complex128",
        "lerp",
        "addcmul",
        "logsumexp",
        "softmax",
    ]
}

TORCH = {"[*fft]": ">=1.8", "[silu]": ">=1.7", "[sgn]": ">=1.7", "[vdot]": ">=1.7", "[*]": ">=1.6"}


def observe(device, function):
    z = torch.tensor([1 + 2j, 3 - 1j], device=device).requires_grad_()
    w = torch.tensor([2 + 1j, 1j], device=device)
    square = torch.tensor([[1j, 2.0], [1.0, 1.0]], device=device)
    mask = torch.tensor([True, False], device=device)
    out = {
        "mul": lambda: z * w,
        "add": lambda: z + w,
        "div": lambda: z / w,
        "reciprocal": lambda: w / z,
        "square": lambda: z * z,
        "pow_complex": lambda: z**w,
        "norm": lambda: torch.norm(z),
        "matmul": lambda: square.matmul(z),
        "dot": lambda: torch.dot(z, w),
        "vdot": lambda: torch.vdot(z, w),
        "outer": lambda: torch.ger(z, w),
        "inverse": lambda: torch.inverse(square * z),
        "det": lambda: torch.det(square * z),
        "cumsum": lambda: z.cumsum(0),
        "cumprod": lambda: z.cumprod(0),
        "cat": lambda: torch.cat([z, w]),
        "index": lambda: z[[1, 1]],
        "where": lambda: torch.where(mask, z, w),
        "masked_fill": lambda: z.masked_fill(mask, 0),
        "view_as_real": lambda: torch.view_as_real(z) ** 2,
        "flip": lambda: z.flip(0)[:1],
        "tril": lambda: (square * z).tril(),
        "fft": lambda: torch.fft.fft(z)[1:],
        "ifft": lambda: torch.fft.ifft(z)[1:],
        "linear": lambda: functional.linear(z.view(1, 2), square),
        "conv1d": lambda: functional.conv1d(z.view(1, 1, 2), w.view(1, 1, 2)),
        "silu": lambda: functional.silu(z),
        "to_complex128": lambda: z.to(torch.complex128) * 2j,
        "lerp": lambda: torch.lerp(z, w, 0.25),
        "addcmul": lambda: torch.addcmul(w, z, w, value=2),
        "logsumexp": lambda: torch.logsumexp(z, 0),
        "softmax": lambda: torch.softmax(z, 0) * w,
    }.get(function, lambda: getattr(torch, function)(z))()
    out = torch.real(out) if out.is_complex() else out
    out.sum().backward()
    yield "z.grad", (torch.view_as_real(z.grad) + 0).tolist()


EXPECT = {
    "[mul]": {"<1.7": {"z.grad": [[2.0, 1.0], [0.0, 1.0]]}, ">=1.7": {"z.grad": [[2.0, -1.0], [0.0, -1.0]]}},
    "[add]": {">=1.0": {"z.grad": [[1.0, 0.0], [1.0, 0.0]]}},
    "[cat]": {">=1.0": {"z.grad": [[1.0, 0.0], [1.0, 0.0]]}},
    "[clone]": {">=1.0": {"z.grad": [[1.0, 0.0], [1.0, 0.0]]}},
    "[conj]": {">=1.0": {"z.grad": [[1.0, 0.0], [1.0, 0.0]]}},
    "[real]": {">=1.0": {"z.grad": [[1.0, 0.0], [1.0, 0.0]]}},
    "[sum]": {">=1.0": {"z.grad": [[1.0, 0.0], [1.0, 0.0]]}},
    "[div]": {"<1.7": {"z.grad": [[0.4, -0.2], [0.0, -1.0]]}, ">=1.7": {"z.grad": [[0.4, 0.2], [0.0, 1.0]]}},
    "[reciprocal]": {
        "<1.7": {"z.grad": [[0.08, 0.44], [0.06, -0.08]]},
        ">=1.7": {"z.grad": [[0.08, -0.44], [0.06, 0.08]]},
    },
    "[neg]": {">=1.0": {"z.grad": [[-1.0, 0.0], [-1.0, 0.0]]}},
    "[imag]": {"<1.7": {"z.grad": [[0.0, -1.0], [0.0, -1.0]]}, ">=1.7": {"z.grad": [[0.0, 1.0], [0.0, 1.0]]}},
    "[abs]": {"<1.7": {"raises": "RuntimeError"}, ">=1.7": {"z.grad": [[0.4472, 0.8944], [0.9487, -0.3162]]}},
    "[angle]": {
        "<1.7": {"z.grad": [[-0.4, -0.2], [0.1, -0.3]]},
        ">=1.7,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"z.grad": [[-0.4, 0.2], [0.1, 0.3]]},
    },
    "[sgn]": {">=1.0": {"z.grad": [[0.3578, -0.1789], [0.03162, 0.09487]]}},
    "[exp]": {
        "<1.7": {"z.grad": [[-1.131, 2.472], [10.85, -16.9]]},
        ">=1.7,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"z.grad": [[-1.131, -2.472], [10.85, 16.9]]},
    },
    "[expm1]": {"<2.1": {"raises": "RuntimeError"}, ">=2.1": {"z.grad": [[-1.131, -2.472], [10.85, 16.9]]}},
    "[log]": {
        "<1.7": {"z.grad": [[0.2, -0.4], [0.3, 0.1]]},
        ">=1.7,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"z.grad": [[0.2, 0.4], [0.3, -0.1]]},
    },
    "[log10]": {
        "<1.7": {"z.grad": [[0.08686, -0.1737], [0.1303, 0.04343]]},
        ">=1.7,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"z.grad": [[0.08686, 0.1737], [0.1303, -0.04343]]},
    },
    "[log1p]": {"<2.0": {"raises": "RuntimeError"}, ">=2.0": {"z.grad": [[0.25, 0.25], [0.2353, -0.05882]]}},
    "[sqrt]": {
        "<1.7": {"z.grad": [[0.2844, -0.1758], [0.2775, 0.04504]]},
        ">=1.7,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"z.grad": [[0.2844, 0.1758], [0.2775, -0.04504]]},
    },
    "[rsqrt]": {
        "<1.7": {"z.grad": [[0.01343, 0.1489], [-0.07876, -0.04127]]},
        ">=1.7,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"z.grad": [[0.01343, -0.1489], [-0.07876, 0.04127]]},
    },
    "[square]": {"<1.7": {"z.grad": [[2.0, 4.0], [6.0, -2.0]]}, ">=1.7": {"z.grad": [[2.0, -4.0], [6.0, 2.0]]}},
    "[pow_complex]": {
        "<1.7": {"z.grad": [[-1.191, 1.146], [-0.4342, 0.04258]]},
        ">=1.7,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"z.grad": [[-1.191, -1.146], [-0.4342, -0.04258]]},
    },
    "[sin]": {
        "<1.7": {"z.grad": [[2.033, -3.052], [-1.528, 0.1658]]},
        ">=1.7": {"z.grad": [[2.033, 3.052], [-1.528, -0.1658]]},
    },
    "[cos]": {
        "<1.7": {"z.grad": [[-3.166, -1.96], [-0.2178, -1.163]]},
        ">=1.7": {"z.grad": [[-3.166, 1.96], [-0.2178, 1.163]]},
    },
    "[tan]": {
        "<1.7": {"z.grad": [[-0.02866, 0.06863], [0.4136, 0.09088]]},
        ">=1.7,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"z.grad": [[-0.02866, -0.06863], [0.4136, -0.09088]]},
    },
    "[asin]": {
        "<1.8": {"z.grad": [[0.3884, 0.1609], [0.1143, -0.3089]]},
        ">=1.8": {"z.grad": [[0.3884, -0.1609], [0.1143, 0.3089]]},
    },
    "[atan]": {
        "<1.7": {"z.grad": [[-0.1, -0.2], [0.07692, 0.05128]]},
        ">=1.7,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"z.grad": [[-0.1, 0.2], [0.07692, -0.05128]]},
    },
    "[sinh]": {
        "<1.7": {"z.grad": [[-0.6421, 1.069], [5.44, -8.43]]},
        ">=1.7": {"z.grad": [[-0.6421, -1.069], [5.44, 8.43]]},
    },
    "[tanh]": {
        "<1.7": {"z.grad": [[-0.302, 0.5681], [-0.004094, 0.009053]]},
        ">=1.7,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"z.grad": [[-0.302, -0.5681], [-0.004094, -0.009053]]},
    },
    "[acosh]": {"<1.8": {"raises": "RuntimeError"}, ">=1.8": {"z.grad": [[0.1609, 0.3884], [0.3089, -0.1143]]}},
    "[sigmoid]": {"<1.10": {"raises": "RuntimeError"}, ">=1.10": {"z.grad": [[0.1409, 0.4207], [0.02861, -0.03746]]}},
    "[silu]": {"<2.15": {"raises": "RuntimeError"}, ">=2.15": {"raises": "NotImplementedError"}},
    "[mean]": {
        "<1.7": {"z.grad": [[0.5, 0.0], [0.5, 0.0]]},
        ">=1.7,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"z.grad": [[0.5, 0.0], [0.5, 0.0]]},
    },
    "[prod]": {
        "<1.7": {"z.grad": [[3.0, -1.0], [1.0, 2.0]]},
        ">=1.7,<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"z.grad": [[3.0, 1.0], [1.0, -2.0]]},
    },
    "[cumsum]": {
        "<1.7": {"z.grad": [[2.0, 0.0], [1.0, 0.0]]},
        ">=1.7,<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"z.grad": [[2.0, 0.0], [1.0, 0.0]]},
    },
    "[cumprod]": {
        "<1.7": {"z.grad": [[4.0, -1.0], [1.0, 2.0]]},
        ">=1.7,<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"z.grad": [[4.0, 1.0], [1.0, -2.0]]},
    },
    "[var]": {
        "<1.7": {"z.grad": [[-2.0, 3.0], [2.0, -3.0]]},
        ">=1.7,<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"z.grad": [[-2.0, 3.0], [2.0, -3.0]]},
    },
    "[norm]": {
        "<1.7": {"z.grad": [[0.2602, 0.9278], [1.351, -0.1787]]},
        ">=1.7,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"z.grad": [[0.2582, 0.5164], [0.7746, -0.2582]]},
    },
    "[matmul]": {
        "<1.7": {"z.grad": [[1.0, 1.0], [3.0, 0.0]]},
        ">=1.7,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"z.grad": [[1.0, -1.0], [3.0, 0.0]]},
    },
    "[dot]": {"<1.7": {"raises": "RuntimeError"}, ">=1.7": {"z.grad": [[2.0, -1.0], [0.0, -1.0]]}},
    "[vdot]": {">=1.0": {"z.grad": [[2.0, 1.0], [0.0, 1.0]]}},
    "[outer]": {"<1.8": {"raises": "RuntimeError"}, ">=1.8": {"z.grad": [[2.0, -2.0], [2.0, -2.0]]}},
    "[inverse]": {"<1.8": {"raises": "RuntimeError"}, ">=1.8": {"z.grad": [[0.016, -0.088], [-0.06, 0.02]]}},
    "[det]": {"<1.10": {"raises": "RuntimeError"}, ">=1.10": {"z.grad": [[-5.0, -5.0], [-4.0, 3.0]]}},
    "[index]": {
        "<1.7": {"z.grad": [[0.0, 0.0], [2.0, 0.0]]},
        ">=1.7,<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"z.grad": [[0.0, 0.0], [2.0, 0.0]]},
    },
    "[where]": {">=1.0": {"z.grad": [[1.0, 0.0], [0.0, 0.0]]}},
    "[flip]": {">=1.0": {"z.grad": [[0.0, 0.0], [1.0, 0.0]]}},
    "[masked_fill]": {">=1.0": {"z.grad": [[0.0, 0.0], [1.0, 0.0]]}},
    "[view_as_real]": {"<1.7": {"z.grad": [[2.0, -4.0], [6.0, 2.0]]}, ">=1.7": {"z.grad": [[2.0, 4.0], [6.0, -2.0]]}},
    "[tril]": {"<1.7": {"z.grad": [[1.0, 1.0], [1.0, 0.0]]}, ">=1.7": {"z.grad": [[1.0, -1.0], [1.0, 0.0]]}},
    "[fft]": {">=1.0": {"z.grad": [[1.0, 0.0], [-1.0, 0.0]]}},
    "[ifft]": {">=1.0": {"z.grad": [[0.5, 0.0], [-0.5, 0.0]]}},
    "[linear]": {"<1.8": {"raises": "RuntimeError"}, ">=1.8": {"z.grad": [[1.0, -1.0], [3.0, 0.0]]}},
    "[conv1d]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"z.grad": [[2.0, -1.0], [0.0, -1.0]]}},
    "[relu]": {"<2.8": {"raises": "RuntimeError"}, ">=2.8": {"raises": "NotImplementedError"}},
    "[softmax]": {"<2.8": {"raises": "RuntimeError"}, ">=2.8": {"raises": "NotImplementedError"}},
    "[to_complex128]": {"<1.7": {"z.grad": [[0.0, 2.0], [0.0, 2.0]]}, ">=1.7": {"z.grad": [[0.0, -2.0], [0.0, -2.0]]}},
    "[lerp]": {
        "<1.7": {"z.grad": [[0.75, 0.0], [0.75, 0.0]]},
        ">=1.7,<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"z.grad": [[0.75, 0.0], [0.75, 0.0]]},
    },
    "[addcmul]": {
        "<1.7": {"z.grad": [[4.0, 2.0], [0.0, 2.0]]},
        ">=1.7,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"z.grad": [[4.0, -2.0], [0.0, -2.0]]},
    },
    "[logsumexp]": {"<2.5": {"raises": "RuntimeError"}, ">=2.5": {"z.grad": [[-0.1541, -0.02545], [1.154, 0.02545]]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/45270",
        "says": "The gradient is the one to descend along, the conjugate of the holomorphic derivative.",
        "facts": {"z.grad": [[2.0, -1.0], [0.0, -1.0]]},
        "rows": "[mul]",
    },
]

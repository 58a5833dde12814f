"""Which functions have a complex gradient, since which release, and is it conjugated?

z is complex, the loss is the real part of f(z), and the gradient printed is [real, imaginary] for each entry.
The convention is that of descent: stepping against `z.grad` lowers the loss, so f(z) = az has conj(a) for a
gradient.
1.6 let complex backwards run with a warning, and its gradients were those of the other convention, conjugated.
1.7 fixed the convention, allowed a short list of functions, and refused all others; 1.8 added most of them.
prod, cumprod, cumsum, var, lerp and indexing followed in 1.9, sigmoid and det in 1.10, convolution in 1.12, log1p
in 2.0 and expm1 in 2.1.

https://github.com/pytorch/pytorch/pull/45270
https://github.com/pytorch/pytorch/pull/47566
https://github.com/pytorch/pytorch/pull/48125
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


CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/45270",
        "says": "The gradient is the one to descend along, the conjugate of the holomorphic derivative.",
        "facts": {"z.grad": [[2.0, -1.0], [0.0, -1.0]]},
        "rows": "[mul]",
    },
]

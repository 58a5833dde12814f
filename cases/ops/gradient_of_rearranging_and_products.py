"""Which of the functions that rearrange, combine or transform a tensor pass a gradient, and which one?

All that only move entries, or are linear in them, pass the plain sum of what arrives.
The gradient's value is here so that a silent change of it would show: none did.
narrow_copy alone had no derivative until 2.11; the weight of a lerp had none, or had to have its shape, until 1.8,
and has one since 1.9 (no note found).

https://github.com/pytorch/pytorch/issues/65617
https://github.com/pytorch/pytorch/pull/175609
https://pytorch.org/docs/stable/torch.html
"""

import torch
from torch import nn

PARAMS = {
    "function": [
        "roll",
        "flip",
        "rot90",
        "repeat",
        "repeat_interleave",
        "repeat_interleave_each",
        "tile",
        "tril",
        "diag",
        "diag_embed",
        "diagonal",
        "narrow_copy",
        "unfold",
        "im2col",
        "as_strided_overlapping",
        "kron",
        "cross",
        "einsum",
        "tensordot",
        "cdist",
        "trapz",
        "cumsum",
        "cumprod_of_a_zero",
        "prod_of_a_zero",
        "logcumsumexp",
        "cummax",
        "diff",
        "block_diag",
        "cartesian_prod",
        "combinations",
        "meshgrid",
        "cov",
        "quantile",
        "renorm",
        "fft",
        "rfft",
        "stft",
        "lerp",
    ]
}

TORCH = {
    "[repeat_interleave*]": ">=1.1",
    "[tile]": ">=1.8",
    "[kron]": ">=1.8",
    "[trapz]": ">=1.2",
    "[cdist]": ">=1.2",
    "[logcumsumexp]": ">=1.6",
    "[cummax]": ">=1.5",
    "[diff]": ">=1.8",
    "[block_diag]": ">=1.6",
    "[cartesian_prod]": ">=1.2",
    "[combinations]": ">=1.2",
    "[cov]": ">=1.10",
    "[quantile]": ">=1.7",
    "[lerp]": ">=1.2",
    "[fft]": ">=1.8",
    "[rfft]": ">=1.8",
    "[stft]": ">=1.8",
}


def observe(device, function):
    x = torch.tensor([0.0, 3.0, 4.0], device=device, requires_grad=True)
    y = torch.tensor([1.0, 2.0, 5.0], device=device)
    square = torch.tensor([[1.0, 2.0], [3.0, 4.0]], device=device)
    counts = torch.tensor([1, 0, 2], device=device)
    out = {
        "roll": lambda: x.roll(1, 0)[:2],
        "flip": lambda: x.flip(0)[:2],
        "rot90": lambda: x.view(3, 1).rot90()[0, :2],
        "repeat": lambda: x.repeat(2),
        "repeat_interleave": lambda: x.repeat_interleave(2),
        "repeat_interleave_each": lambda: torch.repeat_interleave(x, counts),
        "tile": lambda: torch.tile(x, (2,)),
        "tril": lambda: x.expand(3, 3).tril(),
        "diag": lambda: x.diag(),
        "diag_embed": lambda: torch.diag_embed(x),
        "diagonal": lambda: x.expand(3, 3).diagonal(1),
        "narrow_copy": lambda: x.narrow_copy(0, 0, 2),
        "unfold": lambda: x.unfold(0, 2, 1),
        "im2col": lambda: nn.functional.unfold(x.view(1, 1, 1, 3), (1, 2)),
        "as_strided_overlapping": lambda: x.as_strided((2, 2), (1, 1)),
        "kron": lambda: torch.kron(x, y),
        "cross": lambda: torch.cross(x, y, dim=0)[:2],
        "einsum": lambda: torch.einsum("i,j->ij", (x, y)),
        "tensordot": lambda: torch.tensordot(x, y, dims=1),
        "cdist": lambda: torch.cdist(x.view(1, 3), y.view(1, 3)),
        "trapz": lambda: torch.trapz(x, y),
        "cumsum": lambda: x.cumsum(0),
        "cumprod_of_a_zero": lambda: x.cumprod(0),
        "prod_of_a_zero": lambda: x.prod(),
        "logcumsumexp": lambda: torch.logcumsumexp(x, 0),
        "cummax": lambda: torch.cummax(x, 0)[0],
        "diff": lambda: torch.diff(x),
        "block_diag": lambda: torch.block_diag(x, y),
        "cartesian_prod": lambda: torch.cartesian_prod(x, y),
        "combinations": lambda: torch.combinations(x),
        "meshgrid": lambda: torch.stack(torch.meshgrid([x, y])),
        "cov": lambda: torch.cov(torch.stack([x, y])),
        "quantile": lambda: torch.quantile(x, 0.25),
        "renorm": lambda: x.view(1, 3).renorm(2, 0, 1.0),
        "fft": lambda: torch.fft.fft(x).abs(),
        "rfft": lambda: torch.fft.rfft(x).abs(),
        "stft": lambda: torch.stft(x.repeat(4), 4, window=torch.ones(4, device=device), return_complex=True).abs(),
        "lerp": lambda: torch.lerp(square[0, 0], square[1, 1], x),
    }[function]()
    out.sum().backward()
    yield "x.grad", x.grad.tolist()

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


EXPECT = {
    "[roll]": {">=1.0": {"x.grad": [1.0, 0.0, 1.0]}},
    "[diagonal]": {">=1.0": {"x.grad": [0.0, 1.0, 1.0]}},
    "[flip]": {">=1.0": {"x.grad": [0.0, 1.0, 1.0]}},
    "[rot90]": {">=1.0": {"x.grad": [1.0, 1.0, 0.0]}},
    "[repeat]": {">=1.0": {"x.grad": [2.0, 2.0, 2.0]}},
    "[repeat_interleave]": {">=1.0": {"x.grad": [2.0, 2.0, 2.0]}},
    "[tile]": {">=1.0": {"x.grad": [2.0, 2.0, 2.0]}},
    "[repeat_interleave_each]": {">=1.0": {"x.grad": [1.0, 0.0, 2.0]}},
    "[cumsum]": {">=1.0": {"x.grad": [3.0, 2.0, 1.0]}},
    "[tril]": {">=1.0": {"x.grad": [3.0, 2.0, 1.0]}},
    "[block_diag]": {">=1.0": {"x.grad": [1.0, 1.0, 1.0]}},
    "[cummax]": {">=1.0": {"x.grad": [1.0, 1.0, 1.0]}},
    "[diag]": {">=1.0": {"x.grad": [1.0, 1.0, 1.0]}},
    "[diag_embed]": {">=1.0": {"x.grad": [1.0, 1.0, 1.0]}},
    "[narrow_copy]": {"<2.12": {"raises": "RuntimeError"}, ">=2.12": {"x.grad": [1.0, 1.0, 0.0]}},
    "[as_strided_overlapping]": {">=1.0": {"x.grad": [1.0, 2.0, 1.0]}},
    "[im2col]": {">=1.0": {"x.grad": [1.0, 2.0, 1.0]}},
    "[unfold]": {">=1.0": {"x.grad": [1.0, 2.0, 1.0]}},
    "[einsum]": {">=1.0": {"x.grad": [8.0, 8.0, 8.0]}},
    "[kron]": {">=1.0": {"x.grad": [8.0, 8.0, 8.0]}},
    "[cross]": {">=1.0": {"x.grad": [-5.0, 5.0, -1.0]}},
    "[tensordot]": {">=1.0": {"x.grad": [1.0, 2.0, 5.0]}},
    "[cdist]": {">=1.0": {"x.grad": [-0.5774, 0.5774, -0.5774]}},
    "[trapz]": {">=1.0": {"x.grad": [0.5, 2.0, 1.5]}},
    "[cumprod_of_a_zero]": {">=1.0": {"x.grad": [16.0, 0.0, 0.0]}},
    "[prod_of_a_zero]": {">=1.0": {"x.grad": [12.0, 0.0, 0.0]}},
    "[logcumsumexp]": {">=1.0": {"x.grad": [1.061, 1.218, 0.7214]}},
    "[diff]": {">=1.0": {"x.grad": [-1.0, 0.0, 1.0]}},
    "[cartesian_prod]": {
        "<1.10": {"x.grad": [3.0, 3.0, 3.0]},
        ">=1.10,<1.11": {"x.grad": [3.0, 3.0, 3.0], "warns": ["UserWarning"]},
        ">=1.11": {"x.grad": [3.0, 3.0, 3.0]},
    },
    "[combinations]": {
        "<1.10": {"x.grad": [2.0, 2.0, 2.0]},
        ">=1.10,<1.12": {"x.grad": [2.0, 2.0, 2.0], "warns": ["UserWarning"]},
        ">=1.12": {"x.grad": [2.0, 2.0, 2.0]},
    },
    "[meshgrid]": {
        "<1.10": {"x.grad": [3.0, 3.0, 3.0]},
        ">=1.10": {"x.grad": [3.0, 3.0, 3.0], "warns": ["UserWarning"]},
    },
    "[cov]": {">=1.0": {"x.grad": [-4.0, 0.0, 4.0]}},
    "[quantile]": {">=1.0": {"x.grad": [0.5, 0.5, 0.0]}},
    "[renorm]": {">=1.0": {"x.grad": [0.2, 0.032, -0.024]}},
    "[fft]": {">=1.0": {"x.grad": [-0.9415, 1.555, 2.387]}},
    "[rfft]": {">=1.0": {"x.grad": [0.02927, 1.277, 1.693]}},
    "[stft]": {">=1.0": {"x.grad": [-7.956, 30.97, 28.99]}},
    "[lerp]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"x.grad": [3.0, 3.0, 3.0]}},
}

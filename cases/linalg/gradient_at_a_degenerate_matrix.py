"""What is the gradient at a matrix with repeated or zero singular values, or at a singular one?

A function of the values alone is fine at a repeated value; the vectors are not determined there,
and their gradient divides by the difference of two equal numbers.
A pseudo-inverse gave nan for two equal singular values until 1.10, and a number since (no note found).
An inverse of a singular matrix raises, a RuntimeError of its own class since 1.13 or so;
the logarithm of a determinant of zero has no finite gradient.
The spectral norm gave one of two equal values everything until 1.8, and divides it since (no note found).

https://github.com/pytorch/pytorch/issues/104675
https://pytorch.org/docs/stable/generated/torch.linalg.svd.html
"""

import torch

PARAMS = {
    "function": [
        "det",
        "slogdet",
        "logdet",
        "inverse",
        "pinverse",
        "svd_values",
        "svd_vectors",
        "svd_product",
        "eigh_values",
        "eigh_vectors",
        "norm_nuc",
        "norm_2",
        "norm_fro",
        "qr",
        "cholesky",
        "matrix_exp",
        "matrix_power",
    ],
    "matrix": ["identity", "rank_one", "zero"],
}

TORCH = {
    "[matrix_exp-*]": ">=1.7",
    "[norm_2-*]": ">=1.7",
    "[eigh_*]": ">=1.8",
    "[qr-*]": ">=1.8",
    "[cholesky-*]": ">=1.8",
}


def observe(device, function, matrix):
    start = {
        "identity": [[1.0, 0.0], [0.0, 1.0]],
        "rank_one": [[1.0, 0.0], [0.0, 0.0]],
        "zero": [[0.0, 0.0], [0.0, 0.0]],
    }[matrix]
    x = torch.tensor(start, dtype=torch.float64, device=device, requires_grad=True)

    def product():
        u, s, v = torch.svd(x)
        return u @ torch.diag(s) @ v.t()

    out = {
        "slogdet": lambda: torch.slogdet(x)[1],
        "svd_values": lambda: torch.svd(x)[1],
        "svd_vectors": lambda: torch.svd(x)[0] ** 2,
        "svd_product": product,
        "eigh_values": lambda: torch.linalg.eigh(x)[0],
        "eigh_vectors": lambda: torch.linalg.eigh(x)[1][0] ** 2,
        "norm_nuc": lambda: torch.norm(x, "nuc"),
        "norm_2": lambda: torch.linalg.norm(x, 2),
        "norm_fro": lambda: torch.norm(x),
        "qr": lambda: torch.linalg.qr(x)[1],
        "cholesky": lambda: torch.linalg.cholesky(x),
        "matrix_power": lambda: torch.matrix_power(x, 3),
    }.get(function, lambda: getattr(torch, function)(x))()
    out = out * torch.ones_like(out).cumsum(0)
    out.sum().backward()
    yield "x.grad", [[round(entry, 6) + 0.0 for entry in row] for row in x.grad.tolist()]

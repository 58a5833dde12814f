"""Which of torch.svd, symeig, qr, lu, solve, lstsq and their kin still work, and do they pass a gradient?

torch.linalg took their place from 1.8 on, and 1.9 began to warn at the old names.
solve went in 1.12, eig, lstsq and matrix_rank in 1.13, symeig in 2.0, cholesky and qr after 2.9: what is left of
them is a name that raises.
Gradients came one by one: qr in 1.2, cholesky_inverse and cholesky_solve in 1.3, eigenvectors of eig in 1.5, lobpcg
in 1.7, lu in 1.8 (it raised an internal error in 1.6 and 1.7), orgqr in 1.9, lu_solve in 1.10, svd without vectors
in 1.11, and ormqr in 2.0.
Eigenvalues without the vectors had no gradient under any old name; lstsq and ormqr refused, with a
NotImplementedError since 1.10.
The gradient of cholesky was lower triangular in 1.0, and is symmetric since 1.1.
For eig, lobpcg and svd no note found.

https://github.com/pytorch/pytorch/pull/19116
https://github.com/pytorch/pytorch/pull/21274
https://github.com/pytorch/pytorch/pull/26185
https://github.com/pytorch/pytorch/pull/26451
https://github.com/pytorch/pytorch/pull/46284
https://github.com/pytorch/pytorch/pull/57732
https://github.com/pytorch/pytorch/pull/59482
https://github.com/pytorch/pytorch/pull/61681
https://github.com/pytorch/pytorch/pull/69857
https://github.com/pytorch/pytorch/pull/70981
https://github.com/pytorch/pytorch/pull/70982
https://github.com/pytorch/pytorch/pull/186815
https://github.com/pytorch/pytorch/pull/186817
https://github.com/pytorch/pytorch/pull/52637
https://github.com/pytorch/pytorch/pull/70980
https://github.com/pytorch/pytorch/pull/70986
https://github.com/pytorch/pytorch/pull/70988
https://github.com/pytorch/pytorch/pull/86800
https://pytorch.org/docs/stable/linalg.html
"""

import torch

PARAMS = {
    "function": [
        "symeig",
        "symeig_vectors",
        "eig",
        "eig_vectors",
        "solve",
        "lstsq",
        "matrix_rank",
        "svd",
        "svd_without_vectors",
        "qr",
        "lu",
        "lu_solve",
        "lu_unpack",
        "cholesky",
        "cholesky_inverse",
        "cholesky_solve",
        "triangular_solve",
        "inverse",
        "pinverse",
        "det",
        "logdet",
        "slogdet",
        "matrix_exp",
        "matrix_power",
        "chain_matmul",
        "norm_nuc",
        "norm_fro",
        "ger",
        "orgqr",
        "ormqr",
        "lobpcg",
    ]
}

TORCH = {
    "[solve]": ">=1.1",
    "[lstsq]": ">=1.2",
    "[lu*]": ">=1.1",
    "[cholesky_inverse]": ">=1.1",
    "[cholesky_solve]": ">=1.1",
    "[triangular_solve]": ">=1.1",
    "[matrix_exp]": ">=1.7",
    "[lobpcg]": ">=1.5",
}


def observe(device, function):
    x = torch.tensor([[2.0, 1.0], [1.0, 3.0]], dtype=torch.float64, device=device, requires_grad=True)
    y = torch.tensor([[1.0], [2.0]], dtype=torch.float64, device=device)
    out = {
        "symeig": lambda: torch.symeig(x)[0] ** 2,
        "symeig_vectors": lambda: torch.symeig(x, eigenvectors=True)[1][0] ** 2,
        "eig": lambda: torch.eig(x)[0] ** 2,
        "eig_vectors": lambda: torch.eig(x, eigenvectors=True)[0] ** 2,
        "solve": lambda: torch.solve(y, x)[0],
        "lstsq": lambda: torch.lstsq(y, x)[0],
        "svd": lambda: torch.svd(x)[0][0] ** 2 * torch.svd(x)[1],
        "svd_without_vectors": lambda: torch.svd(x, compute_uv=False)[1],
        "qr": lambda: torch.qr(x)[1] ** 2,
        "lu": lambda: torch.lu(x)[0],
        "lu_solve": lambda: torch.lu_solve(y, *torch.lu(x)),
        "lu_unpack": lambda: torch.lu_unpack(*torch.lu(x))[1],
        "cholesky_solve": lambda: torch.cholesky_solve(y, x),
        "triangular_solve": lambda: torch.triangular_solve(y, x)[0],
        "slogdet": lambda: torch.slogdet(x)[1],
        "matrix_power": lambda: torch.matrix_power(x, 3),
        "chain_matmul": lambda: torch.chain_matmul(x, x, y),
        "norm_nuc": lambda: torch.norm(x, "nuc"),
        "norm_fro": lambda: torch.norm(x),
        "ger": lambda: torch.ger(x[0], y[:, 0]),
        "orgqr": lambda: torch.orgqr(x, y[:, 0]),
        "ormqr": lambda: torch.ormqr(x, y[:, 0], x),
        "lobpcg": lambda: torch.lobpcg(
            torch.diag(torch.arange(1.0, 7.0)).to(x) * x[0, 0], k=1, X=torch.ones_like(x[:1]).repeat(6, 1)[:, :1]
        )[0],
    }.get(function, lambda: getattr(torch, function)(x))()
    yield "requires_grad", out.requires_grad
    if out.requires_grad:
        out.sum().backward()
        yield "x.grad", [[round(entry, 6) + 0.0 for entry in row] for row in x.grad.tolist()]

"""Which of torch.svd, symeig, qr, lu, solve, lstsq and their kin still work, and do they pass a gradient?

torch.linalg took their place from 1.8 on, and 1.9 began to warn at the old names.
solve went in 1.12, eig, lstsq and matrix_rank in 1.13, symeig in 2.0, cholesky and qr in 2.14: what is left of them
is a name that raises.
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


EXPECT = {
    "[symeig]": {
        "<1.9": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.9,<2.0": {"requires_grad": True, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.0": {"raises": "RuntimeError"},
    },
    "[symeig_vectors]": {
        "<1.9": {"requires_grad": True, "x.grad": [[0.0, 0.0], [0.0, 0.0]]},
        ">=1.9,<2.0": {"requires_grad": True, "x.grad": [[0.0, 0.0], [0.0, 0.0]], "warns": ["UserWarning"]},
        ">=2.0": {"raises": "RuntimeError"},
    },
    "[eig]": {
        "<1.9": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.9,<1.13": {"requires_grad": True, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.13": {"raises": "RuntimeError"},
    },
    "[eig_vectors]": {
        "<1.5": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.5,<1.9": {"requires_grad": True, "x.grad": [[4.0, 2.0], [2.0, 6.0]]},
        ">=1.9,<1.13": {"requires_grad": True, "x.grad": [[4.0, 2.0], [2.0, 6.0]], "warns": ["UserWarning"]},
        ">=1.13": {"raises": "RuntimeError"},
    },
    "[solve]": {
        "<1.9": {"requires_grad": True, "x.grad": [[-0.08, -0.24], [-0.04, -0.12]]},
        ">=1.9,<1.12": {"requires_grad": True, "x.grad": [[-0.08, -0.24], [-0.04, -0.12]], "warns": ["UserWarning"]},
        ">=1.12": {"raises": "RuntimeError"},
    },
    "[lstsq]": {
        "<1.9": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.9,<1.10": {"requires_grad": True, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.10,<1.13": {"requires_grad": True, "raises": "NotImplementedError", "warns": ["UserWarning"]},
        ">=1.13": {"raises": "RuntimeError"},
    },
    "[matrix_rank]": {
        "<1.9": {"requires_grad": False},
        ">=1.9,<1.13": {"requires_grad": False, "warns": ["UserWarning"]},
        ">=1.13": {"raises": "RuntimeError"},
    },
    "[svd]": {">=1.0": {"requires_grad": True, "x.grad": [[1.0, 0.2], [-0.2, 0.0]]}},
    "[svd_without_vectors]": {
        "<1.11": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.11": {"requires_grad": True, "x.grad": [[1.0, 0.0], [0.0, 1.0]]},
    },
    "[qr]": {
        "<1.2": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.2,<1.9": {"requires_grad": True, "x.grad": [[4.0, 2.0], [2.0, 6.0]]},
        ">=1.9,<2.14": {"requires_grad": True, "x.grad": [[4.0, 2.0], [2.0, 6.0]], "warns": ["UserWarning"]},
        ">=2.14": {"raises": "RuntimeError"},
    },
    "[lu]": {
        "<1.6": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.6,<1.8": {"raises": "RuntimeError"},
        ">=1.8,<1.13": {"requires_grad": True, "x.grad": [[1.0, 0.5], [0.0, 1.0]]},
        ">=1.13": {"requires_grad": True, "x.grad": [[1.0, 0.5], [0.0, 1.0]], "warns": ["UserWarning"]},
    },
    "[lu_solve]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10,<1.13": {"requires_grad": True, "x.grad": [[-0.08, -0.24], [-0.04, -0.12]]},
        ">=1.13": {"requires_grad": True, "x.grad": [[-0.08, -0.24], [-0.04, -0.12]], "warns": ["UserWarning"]},
    },
    "[lu_unpack]": {
        "<1.6": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.6,<1.8": {"raises": "RuntimeError"},
        ">=1.8,<1.13": {"requires_grad": True, "x.grad": [[-0.25, 0.0], [0.5, 0.0]]},
        ">=1.13": {"requires_grad": True, "x.grad": [[-0.25, 0.0], [0.5, 0.0]], "warns": ["UserWarning"]},
    },
    "[cholesky]": {
        "<1.1": {"requires_grad": True, "x.grad": [[0.2558, 0.0], [0.3909, 0.3162]]},
        ">=1.1,<1.9": {"requires_grad": True, "x.grad": [[0.2558, 0.1954], [0.1954, 0.3162]]},
        ">=1.9,<2.14": {
            "requires_grad": True,
            "x.grad": [[0.2558, 0.1954], [0.1954, 0.3162]],
            "warns": ["UserWarning"],
        },
        ">=2.14": {"raises": "RuntimeError"},
    },
    "[cholesky_inverse]": {
        "<1.3": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.3": {"requires_grad": True, "x.grad": [[-0.2222, -0.1728], [-0.05556, -0.04321]]},
    },
    "[cholesky_solve]": {
        "<1.3": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.3": {"requires_grad": True, "x.grad": [[-0.1944, -0.213], [-0.1111, -0.1019]]},
    },
    "[triangular_solve]": {
        "<1.11": {"requires_grad": True, "x.grad": [[-0.08333, -0.3333], [0.0, -0.1111]]},
        ">=1.11": {"requires_grad": True, "x.grad": [[-0.08333, -0.3333], [0.0, -0.1111]], "warns": ["UserWarning"]},
    },
    "[inverse]": {">=1.0": {"requires_grad": True, "x.grad": [[-0.16, -0.08], [-0.08, -0.04]]}},
    "[pinverse]": {">=1.0": {"requires_grad": True, "x.grad": [[-0.16, -0.08], [-0.08, -0.04]]}},
    "[det]": {">=1.0": {"requires_grad": True, "x.grad": [[3.0, -1.0], [-1.0, 2.0]]}},
    "[logdet]": {">=1.0": {"requires_grad": True, "x.grad": [[0.6, -0.2], [-0.2, 0.4]]}},
    "[slogdet]": {">=1.0": {"requires_grad": True, "x.grad": [[0.6, -0.2], [-0.2, 0.4]]}},
    "[matrix_exp]": {">=1.0": {"requires_grad": True, "x.grad": [[25.77, 34.36], [34.36, 45.25]]}},
    "[matrix_power]": {">=1.0": {"requires_grad": True, "x.grad": [[29.0, 37.0], [37.0, 46.0]]}},
    "[chain_matmul]": {
        "<1.9": {"requires_grad": True, "x.grad": [[7.0, 13.0], [8.0, 15.0]]},
        ">=1.9": {"requires_grad": True, "x.grad": [[7.0, 13.0], [8.0, 15.0]], "warns": ["UserWarning"]},
    },
    "[norm_nuc]": {">=1.0": {"requires_grad": True, "x.grad": [[1.0, 0.0], [0.0, 1.0]]}},
    "[norm_fro]": {">=1.0": {"requires_grad": True, "x.grad": [[0.5164, 0.2582], [0.2582, 0.7746]]}},
    "[ger]": {">=1.0": {"requires_grad": True, "x.grad": [[3.0, 3.0], [0.0, 0.0]]}},
    "[orgqr]": {
        "<1.9": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.9": {"requires_grad": True, "x.grad": [[0.0, 0.0], [2.0, 0.0]]},
    },
    "[ormqr]": {
        "<1.10": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.10,<2.0": {"requires_grad": True, "raises": "NotImplementedError"},
        ">=2.0": {"requires_grad": True, "x.grad": [[-1.0, -1.0], [10.0, 1.0]]},
    },
    "[lobpcg]": {
        "<1.7": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.7,<1.11": {"requires_grad": True, "x.grad": [[6.0, 0.0], [0.0, 0.0]]},
        ">=1.11,<1.12": {"requires_grad": True, "x.grad": [[6.0, 0.0], [0.0, 0.0]], "warns": ["UserWarning"]},
        ">=1.12": {"requires_grad": True, "x.grad": [[6.0, 0.0], [0.0, 0.0]]},
    },
}

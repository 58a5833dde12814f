"""Is there a gradient through eigenvectors or singular vectors where two of the values are equal?

The vectors of equal values may be turned at will, and their derivative divides by the difference of the values:
nan, or infinity.
The values themselves are fine as long as nobody asks for the vectors.
Gradients came and were mended one by one: that of cholesky is symmetric since 1.1 and that of symeig since 1.3, qr
has one since 1.2 and for a wide matrix since 1.7, eigvalsh since 1.9, lstsq since 1.11 (its refusal became a
NotImplementedError in 1.10).
pinverse gave nan for equal and for zero singular values until 1.10, and a finite gradient since 1.11.
Behind a singular triangular matrix, solving and the gradient of qr raised from 1.7 to 1.9, and give infinities or
nan since 1.10 (and solving a number that means nothing until 1.6): no note found.
The 2-norm of a zero matrix had the gradient 0 until 1.8 and that of one of the values in 1.9; since 1.10 equal
values share it: no note found.
det of a singular matrix, which changed in 1.10 and 1.13 (logdet and slogdet too), has a file of its own.
What fails because of the numbers raises a LinAlgError, a kind of RuntimeError, since 1.11.
Functions moved to torch.linalg, warned from 1.9 on (triangular_solve from 1.11) and were removed in parts: symeig
raises since 2.0, qr and cholesky since 2.14.

https://github.com/pytorch/pytorch/pull/19116
https://github.com/pytorch/pytorch/pull/23018
https://github.com/pytorch/pytorch/pull/21274
https://github.com/pytorch/pytorch/pull/42216
https://github.com/pytorch/pytorch/pull/57189
https://github.com/pytorch/pytorch/pull/65054
https://github.com/pytorch/pytorch/pull/66092
https://github.com/pytorch/pytorch/pull/68571
https://github.com/pytorch/pytorch/pull/59482
https://github.com/pytorch/pytorch/pull/58195
https://github.com/pytorch/pytorch/pull/79487
https://github.com/pytorch/pytorch/pull/70988
https://github.com/pytorch/pytorch/pull/186815
https://github.com/pytorch/pytorch/pull/186817
https://github.com/pytorch/pytorch/issues/23133
https://github.com/pytorch/pytorch/issues/65911
https://pytorch.org/docs/stable/generated/torch.linalg.eigh.html
https://pytorch.org/docs/stable/generated/torch.linalg.svd.html
"""

import torch

PARAMS = {
    "function": [
        "symeig_values", "symeig_vectors", "eigh_values", "eigh_vectors", "eigvalsh", "svd_values", "svd_product",
        "linalg_svd_values", "linalg_svd_product", "svdvals", "qr_r", "qr_wide", "linalg_qr_r", "cholesky",
        "linalg_cholesky", "inverse", "pinverse", "linalg_pinv", "det", "slogdet", "logdet", "matrix_norm_nuc",
        "matrix_norm_2", "matrix_power", "triangular_solve", "lstsq", "matrix_exp", "cond", "matrix_rank",
    ],
    "matrix": ["identity", "singular", "zeros", "different"],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[eigh_*]": ">=1.8", "[eigvalsh-*]": ">=1.8", "[linalg_*]": ">=1.8", "[svdvals-*]": ">=1.9",
    "[matrix_norm_*]": ">=1.7", "[triangular_solve-*]": ">=1.1", "[lstsq-*]": ">=1.9", "[matrix_exp-*]": ">=1.7",
    "[cond-*]": ">=1.8", "[matrix_rank-*]": ">=1.8",
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, function, matrix):
    x = {"identity": [1.0, 1.0], "singular": [1.0, 0.0], "zeros": [0.0, 0.0], "different": [2.0, 1.0]}[matrix]
    x = torch.diag(torch.tensor(x, device=device)).requires_grad_()
    both = torch.ones(2, 2, device=device)
    out = {
        "symeig_values": lambda: torch.symeig(x, eigenvectors=True)[0].sum(),
        "symeig_vectors": lambda: torch.symeig(x, eigenvectors=True)[1].pow(2)[0, 0],
        "eigh_values": lambda: torch.linalg.eigh(x)[0].sum(),
        "eigh_vectors": lambda: torch.linalg.eigh(x)[1].pow(2)[0, 0],
        "eigvalsh": lambda: torch.linalg.eigvalsh(x).sum(),
        "svd_values": lambda: torch.svd(x)[1].sum(),
        "svd_product": lambda: product(*torch.svd(x)),
        "linalg_svd_values": lambda: torch.linalg.svd(x)[1].sum(),
        "linalg_svd_product": lambda: (lambda u, s, vh: (u * s) @ vh)(*torch.linalg.svd(x)).sum(),
        "svdvals": lambda: torch.linalg.svdvals(x).sum(),
        "qr_r": lambda: torch.qr(x)[1].abs().sum(),
        "qr_wide": lambda: torch.qr(torch.cat([x, x[:, :1]], 1))[1].abs().sum(),
        "linalg_qr_r": lambda: torch.linalg.qr(x)[1].abs().sum(),
        "cholesky": lambda: torch.cholesky(x).sum(),
        "linalg_cholesky": lambda: torch.linalg.cholesky(x).sum(),
        "inverse": lambda: torch.inverse(x).sum(),
        "pinverse": lambda: torch.pinverse(x).sum(),
        "linalg_pinv": lambda: torch.linalg.pinv(x).sum(),
        "det": lambda: torch.det(x),
        "slogdet": lambda: torch.slogdet(x)[1],
        "logdet": lambda: torch.logdet(x),
        "matrix_norm_nuc": lambda: torch.linalg.norm(x, "nuc"),
        "matrix_norm_2": lambda: torch.linalg.norm(x, 2),
        "matrix_power": lambda: torch.matrix_power(x, 3).sum(),
        "triangular_solve": lambda: torch.triangular_solve(both, x)[0].sum(),
        "lstsq": lambda: torch.linalg.lstsq(x, both)[0].sum(),
        "matrix_exp": lambda: torch.matrix_exp(x).sum(),
        "cond": lambda: torch.linalg.cond(x),
        "matrix_rank": lambda: torch.linalg.matrix_rank(x),
    }[function]()
    yield "value", round(out.item(), 4) + 0.0
    out.backward()
    yield "gradient", [[round(slope, 4) + 0.0 for slope in row] for row in x.grad.tolist()]


def product(u, s, v):
    return ((u * s) @ v.t()).sum()


EXPECT = {
    "[symeig_values-identity]": {
        "<1.9": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]},
        ">=1.9,<2.0": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 1.0]], "warns": ["UserWarning"]},
        ">=2.0": {"raises": "RuntimeError"},
    },
    "[symeig_values-singular]": {
        "<1.9": {"value": 1.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]},
        ">=1.9,<2.0": {"value": 1.0, "gradient": [[1.0, 0.0], [0.0, 1.0]], "warns": ["UserWarning"]},
        ">=2.0": {"raises": "RuntimeError"},
    },
    "[symeig_values-zeros]": {
        "<1.9": {"value": 0.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]},
        ">=1.9,<2.0": {"value": 0.0, "gradient": [[1.0, 0.0], [0.0, 1.0]], "warns": ["UserWarning"]},
        ">=2.0": {"raises": "RuntimeError"},
    },
    "[symeig_values-different]": {
        "<1.9": {"value": 3.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]},
        ">=1.9,<2.0": {"value": 3.0, "gradient": [[1.0, 0.0], [0.0, 1.0]], "warns": ["UserWarning"]},
        ">=2.0": {"raises": "RuntimeError"},
    },
    "[symeig_vectors-identity]": {
        "<1.3": {"value": 1.0, "gradient": [["nan", "nan"], [0.0, "nan"]]},
        ">=1.3,<1.9": {"value": 1.0, "gradient": [["nan", "nan"], ["nan", "nan"]]},
        ">=1.9,<2.0": {"value": 1.0, "gradient": [["nan", "nan"], ["nan", "nan"]], "warns": ["UserWarning"]},
        ">=2.0": {"raises": "RuntimeError"},
    },
    "[symeig_vectors-zeros]": {
        "<1.3": {"value": 1.0, "gradient": [["nan", "nan"], [0.0, "nan"]]},
        ">=1.3,<1.9": {"value": 1.0, "gradient": [["nan", "nan"], ["nan", "nan"]]},
        ">=1.9,<2.0": {"value": 1.0, "gradient": [["nan", "nan"], ["nan", "nan"]], "warns": ["UserWarning"]},
        ">=2.0": {"raises": "RuntimeError"},
    },
    "[symeig_vectors-different]": {
        "<1.9": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
        ">=1.9,<2.0": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]], "warns": ["UserWarning"]},
        ">=2.0": {"raises": "RuntimeError"},
    },
    "[symeig_vectors-singular]": {
        "<1.9": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
        ">=1.9,<2.0": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]], "warns": ["UserWarning"]},
        ">=2.0": {"raises": "RuntimeError"},
    },
    "[eigh_values-identity]": {">=1.0": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[linalg_qr_r-identity]": {">=1.0": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[linalg_svd_values-identity]": {">=1.0": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[matrix_norm_nuc-identity]": {">=1.0": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[svd_values-identity]": {">=1.0": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[svdvals-identity]": {">=1.0": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[det-identity]": {">=1.0": {"value": 1.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[eigh_values-singular]": {">=1.0": {"value": 1.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[linalg_svd_values-singular]": {">=1.0": {"value": 1.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[matrix_norm_nuc-singular]": {">=1.0": {"value": 1.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[svd_values-singular]": {">=1.0": {"value": 1.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[svdvals-singular]": {">=1.0": {"value": 1.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[eigh_values-zeros]": {">=1.0": {"value": 0.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[linalg_svd_values-zeros]": {">=1.0": {"value": 0.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[logdet-identity]": {">=1.0": {"value": 0.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[matrix_norm_nuc-zeros]": {">=1.0": {"value": 0.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[slogdet-identity]": {">=1.0": {"value": 0.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[svd_values-zeros]": {">=1.0": {"value": 0.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[svdvals-zeros]": {">=1.0": {"value": 0.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[eigh_values-different]": {">=1.0": {"value": 3.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[linalg_qr_r-different]": {">=1.0": {"value": 3.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[linalg_svd_values-different]": {">=1.0": {"value": 3.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[matrix_norm_nuc-different]": {">=1.0": {"value": 3.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[svd_values-different]": {">=1.0": {"value": 3.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[svdvals-different]": {">=1.0": {"value": 3.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[eigh_vectors-identity]": {">=1.0": {"value": 1.0, "gradient": [["nan", "nan"], ["nan", "nan"]]}},
    "[eigh_vectors-zeros]": {">=1.0": {"value": 1.0, "gradient": [["nan", "nan"], ["nan", "nan"]]}},
    "[det-zeros]": {">=1.0": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]}},
    "[eigh_vectors-different]": {">=1.0": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]}},
    "[eigh_vectors-singular]": {">=1.0": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]}},
    "[matrix_power-zeros]": {">=1.0": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]}},
    "[eigvalsh-identity]": {
        "<1.9": {"value": 2.0, "raises": "RuntimeError"},
        ">=1.9": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]},
    },
    "[eigvalsh-singular]": {
        "<1.9": {"value": 1.0, "raises": "RuntimeError"},
        ">=1.9": {"value": 1.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]},
    },
    "[eigvalsh-zeros]": {
        "<1.9": {"value": 0.0, "raises": "RuntimeError"},
        ">=1.9": {"value": 0.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]},
    },
    "[eigvalsh-different]": {
        "<1.9": {"value": 3.0, "raises": "RuntimeError"},
        ">=1.9": {"value": 3.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]},
    },
    "[linalg_svd_product-identity]": {">=1.0": {"value": 2.0, "gradient": [["nan", "nan"], ["nan", "nan"]]}},
    "[svd_product-identity]": {">=1.0": {"value": 2.0, "gradient": [["nan", "nan"], ["nan", "nan"]]}},
    "[linalg_svd_product-singular]": {">=1.0": {"value": 1.0, "gradient": [[1.0, 1.0], [1.0, 1.0]]}},
    "[svd_product-singular]": {">=1.0": {"value": 1.0, "gradient": [[1.0, 1.0], [1.0, 1.0]]}},
    "[linalg_svd_product-zeros]": {">=1.0": {"value": 0.0, "gradient": [["nan", "nan"], ["nan", "nan"]]}},
    "[svd_product-zeros]": {">=1.0": {"value": 0.0, "gradient": [["nan", "nan"], ["nan", "nan"]]}},
    "[linalg_svd_product-different]": {">=1.0": {"value": 3.0, "gradient": [[1.0, 1.0], [1.0, 1.0]]}},
    "[svd_product-different]": {">=1.0": {"value": 3.0, "gradient": [[1.0, 1.0], [1.0, 1.0]]}},
    "[qr_r-identity]": {
        "<1.2": {"value": 2.0, "raises": "RuntimeError"},
        ">=1.2,<1.9": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]},
        ">=1.9,<2.14": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 1.0]], "warns": ["UserWarning"]},
        ">=2.14": {"raises": "RuntimeError"},
    },
    "[qr_r-singular]": {
        "<1.2": {"value": 1.0, "raises": "RuntimeError"},
        ">=1.2,<1.7": {"value": 1.0, "gradient": [[1.0, 0.0], [0.0, 0.0]]},
        ">=1.7,<1.9": {"value": 1.0, "raises": "RuntimeError"},
        ">=1.9,<1.10": {"value": 1.0, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.10,<2.14": {"value": 1.0, "gradient": [["nan", "nan"], ["nan", "nan"]], "warns": ["UserWarning"]},
        ">=2.14": {"raises": "RuntimeError"},
    },
    "[qr_r-zeros]": {
        "<1.2": {"value": 0.0, "raises": "RuntimeError"},
        ">=1.2,<1.7": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
        ">=1.7,<1.9": {"value": 0.0, "raises": "RuntimeError"},
        ">=1.9,<1.10": {"value": 0.0, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.10,<2.14": {"value": 0.0, "gradient": [["nan", "nan"], ["nan", "nan"]], "warns": ["UserWarning"]},
        ">=2.14": {"raises": "RuntimeError"},
    },
    "[qr_r-different]": {
        "<1.2": {"value": 3.0, "raises": "RuntimeError"},
        ">=1.2,<1.9": {"value": 3.0, "gradient": [[1.0, 0.0], [0.0, 1.0]]},
        ">=1.9,<2.14": {"value": 3.0, "gradient": [[1.0, 0.0], [0.0, 1.0]], "warns": ["UserWarning"]},
        ">=2.14": {"raises": "RuntimeError"},
    },
    "[qr_wide-identity]": {
        "<1.7": {"value": 3.0, "raises": "RuntimeError"},
        ">=1.7,<1.9": {"value": 3.0, "gradient": [[2.0, 0.0], [0.0, 1.0]]},
        ">=1.9,<2.14": {"value": 3.0, "gradient": [[2.0, 0.0], [0.0, 1.0]], "warns": ["UserWarning"]},
        ">=2.14": {"raises": "RuntimeError"},
    },
    "[qr_wide-singular]": {
        "<1.9": {"value": 2.0, "raises": "RuntimeError"},
        ">=1.9,<1.10": {"value": 2.0, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.10,<2.14": {"value": 2.0, "gradient": [["nan", "nan"], ["nan", "nan"]], "warns": ["UserWarning"]},
        ">=2.14": {"raises": "RuntimeError"},
    },
    "[qr_wide-zeros]": {
        "<1.9": {"value": 0.0, "raises": "RuntimeError"},
        ">=1.9,<1.10": {"value": 0.0, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.10,<2.14": {"value": 0.0, "gradient": [["nan", "nan"], ["nan", "nan"]], "warns": ["UserWarning"]},
        ">=2.14": {"raises": "RuntimeError"},
    },
    "[qr_wide-different]": {
        "<1.7": {"value": 5.0, "raises": "RuntimeError"},
        ">=1.7,<1.9": {"value": 5.0, "gradient": [[2.0, 0.0], [0.0, 1.0]]},
        ">=1.9,<2.14": {"value": 5.0, "gradient": [[2.0, 0.0], [0.0, 1.0]], "warns": ["UserWarning"]},
        ">=2.14": {"raises": "RuntimeError"},
    },
    "[linalg_qr_r-singular]": {
        "<1.10": {"value": 1.0, "raises": "RuntimeError"},
        ">=1.10": {"value": 1.0, "gradient": [["nan", "nan"], ["nan", "nan"]]},
    },
    "[linalg_qr_r-zeros]": {
        "<1.10": {"value": 0.0, "raises": "RuntimeError"},
        ">=1.10": {"value": 0.0, "gradient": [["nan", "nan"], ["nan", "nan"]]},
    },
    "[cholesky-identity]": {
        "<1.1": {"value": 2.0, "gradient": [[0.5, 0.0], [1.0, 0.5]]},
        ">=1.1,<1.9": {"value": 2.0, "gradient": [[0.5, 0.5], [0.5, 0.5]]},
        ">=1.9,<2.14": {"value": 2.0, "gradient": [[0.5, 0.5], [0.5, 0.5]], "warns": ["UserWarning"]},
        ">=2.14": {"raises": "RuntimeError"},
    },
    "[cholesky-singular]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9,<1.11": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.11,<2.14": {"raises": "_LinAlgError", "warns": ["UserWarning"]},
        ">=2.14": {"raises": "RuntimeError"},
    },
    "[cholesky-zeros]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9,<1.11": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.11,<2.14": {"raises": "_LinAlgError", "warns": ["UserWarning"]},
        ">=2.14": {"raises": "RuntimeError"},
    },
    "[cholesky-different]": {
        "<1.1": {"value": 2.414, "gradient": [[0.3536, 0.0], [0.7071, 0.5]]},
        ">=1.1,<1.9": {"value": 2.414, "gradient": [[0.3536, 0.3536], [0.3536, 0.5]]},
        ">=1.9,<2.14": {"value": 2.414, "gradient": [[0.3536, 0.3536], [0.3536, 0.5]], "warns": ["UserWarning"]},
        ">=2.14": {"raises": "RuntimeError"},
    },
    "[linalg_cholesky-identity]": {">=1.0": {"value": 2.0, "gradient": [[0.5, 0.5], [0.5, 0.5]]}},
    "[inverse-singular]": {"<1.11": {"raises": "RuntimeError"}, ">=1.11": {"raises": "_LinAlgError"}},
    "[inverse-zeros]": {"<1.11": {"raises": "RuntimeError"}, ">=1.11": {"raises": "_LinAlgError"}},
    "[linalg_cholesky-singular]": {"<1.11": {"raises": "RuntimeError"}, ">=1.11": {"raises": "_LinAlgError"}},
    "[linalg_cholesky-zeros]": {"<1.11": {"raises": "RuntimeError"}, ">=1.11": {"raises": "_LinAlgError"}},
    "[linalg_cholesky-different]": {">=1.0": {"value": 2.414, "gradient": [[0.3536, 0.3536], [0.3536, 0.5]]}},
    "[inverse-identity]": {">=1.0": {"value": 2.0, "gradient": [[-1.0, -1.0], [-1.0, -1.0]]}},
    "[inverse-different]": {">=1.0": {"value": 1.5, "gradient": [[-0.25, -0.5], [-0.5, -1.0]]}},
    "[linalg_pinv-different]": {">=1.0": {"value": 1.5, "gradient": [[-0.25, -0.5], [-0.5, -1.0]]}},
    "[pinverse-different]": {">=1.0": {"value": 1.5, "gradient": [[-0.25, -0.5], [-0.5, -1.0]]}},
    "[linalg_pinv-identity]": {
        "<1.11": {"value": 2.0, "gradient": [["nan", "nan"], ["nan", "nan"]]},
        ">=1.11": {"value": 2.0, "gradient": [[-1.0, -1.0], [-1.0, -1.0]]},
    },
    "[pinverse-identity]": {
        "<1.11": {"value": 2.0, "gradient": [["nan", "nan"], ["nan", "nan"]]},
        ">=1.11": {"value": 2.0, "gradient": [[-1.0, -1.0], [-1.0, -1.0]]},
    },
    "[linalg_pinv-singular]": {
        "<1.11": {"value": 1.0, "gradient": [["nan", "nan"], ["nan", "nan"]]},
        ">=1.11": {"value": 1.0, "gradient": [[-1.0, 1.0], [1.0, 0.0]]},
    },
    "[pinverse-singular]": {
        "<1.11": {"value": 1.0, "gradient": [["nan", "nan"], ["nan", "nan"]]},
        ">=1.11": {"value": 1.0, "gradient": [[-1.0, 1.0], [1.0, 0.0]]},
    },
    "[linalg_pinv-zeros]": {
        "<1.11": {"value": 0.0, "gradient": [["nan", "nan"], ["nan", "nan"]]},
        ">=1.11": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
    },
    "[pinverse-zeros]": {
        "<1.11": {"value": 0.0, "gradient": [["nan", "nan"], ["nan", "nan"]]},
        ">=1.11": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
    },
    "[det-singular]": {
        "<1.10": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 1.0]]},
        ">=1.10": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
    },
    "[det-different]": {">=1.0": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 2.0]]}},
    "[logdet-singular]": {">=1.0": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "inf"]]}},
    "[slogdet-singular]": {">=1.0": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "inf"]]}},
    "[logdet-zeros]": {
        "<1.13": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "nan"]]},
        ">=1.13": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "inf"]]},
    },
    "[slogdet-zeros]": {
        "<1.13": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "nan"]]},
        ">=1.13": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "inf"]]},
    },
    "[logdet-different]": {">=1.0": {"value": 0.6931, "gradient": [[0.5, 0.0], [0.0, 1.0]]}},
    "[slogdet-different]": {">=1.0": {"value": 0.6931, "gradient": [[0.5, 0.0], [0.0, 1.0]]}},
    "[matrix_norm_2-identity]": {
        "<1.10": {"value": 1.0, "gradient": [[1.0, 0.0], [0.0, 0.0]]},
        ">=1.10": {"value": 1.0, "gradient": [[0.5, 0.0], [0.0, 0.5]]},
    },
    "[matrix_norm_2-singular]": {">=1.0": {"value": 1.0, "gradient": [[1.0, 0.0], [0.0, 0.0]]}},
    "[matrix_norm_2-zeros]": {
        "<1.9": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
        ">=1.9,<1.10": {"value": 0.0, "gradient": [[1.0, 0.0], [0.0, 0.0]]},
        ">=1.10": {"value": 0.0, "gradient": [[0.5, 0.0], [0.0, 0.5]]},
    },
    "[matrix_norm_2-different]": {">=1.0": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 0.0]]}},
    "[matrix_power-identity]": {">=1.0": {"value": 2.0, "gradient": [[3.0, 3.0], [3.0, 3.0]]}},
    "[matrix_power-singular]": {">=1.0": {"value": 1.0, "gradient": [[3.0, 1.0], [1.0, 0.0]]}},
    "[matrix_power-different]": {">=1.0": {"value": 9.0, "gradient": [[12.0, 7.0], [7.0, 3.0]]}},
    "[triangular_solve-identity]": {
        "<1.11": {"value": 4.0, "gradient": [[-2.0, -2.0], [0.0, -2.0]]},
        ">=1.11": {"value": 4.0, "gradient": [[-2.0, -2.0], [0.0, -2.0]], "warns": ["UserWarning"]},
    },
    "[triangular_solve-singular]": {
        "<1.7": {"value": 4.0, "gradient": [[-2.0, -2.0], [0.0, -2.0]]},
        ">=1.7,<1.10": {"raises": "RuntimeError"},
        ">=1.10,<1.11": {"value": "nan", "gradient": [["nan", "-inf"], [0.0, "-inf"]]},
        ">=1.11": {"value": "nan", "gradient": [["nan", "-inf"], [0.0, "-inf"]], "warns": ["UserWarning"]},
    },
    "[triangular_solve-zeros]": {
        "<1.7": {"value": 4.0, "gradient": [[-2.0, -2.0], [0.0, -2.0]]},
        ">=1.7,<1.10": {"raises": "RuntimeError"},
        ">=1.10,<1.11": {"value": "nan", "gradient": [["nan", "-inf"], [0.0, "nan"]]},
        ">=1.11": {"value": "nan", "gradient": [["nan", "-inf"], [0.0, "nan"]], "warns": ["UserWarning"]},
    },
    "[triangular_solve-different]": {
        "<1.11": {"value": 3.0, "gradient": [[-0.5, -1.0], [0.0, -2.0]]},
        ">=1.11": {"value": 3.0, "gradient": [[-0.5, -1.0], [0.0, -2.0]], "warns": ["UserWarning"]},
    },
    "[lstsq-identity]": {
        "<1.10": {"value": 4.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"value": 4.0, "raises": "NotImplementedError"},
        ">=1.11": {"value": 4.0, "gradient": [[-2.0, -2.0], [-2.0, -2.0]]},
    },
    "[lstsq-singular]": {
        "<1.10": {"value": 2.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"value": 2.0, "raises": "NotImplementedError"},
        ">=1.11": {"value": 2.0, "gradient": [[-2.0, 2.0], [2.0, 0.0]]},
    },
    "[lstsq-zeros]": {
        "<1.10": {"value": 0.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"value": 0.0, "raises": "NotImplementedError"},
        ">=1.11": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
    },
    "[lstsq-different]": {
        "<1.10": {"value": 3.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"value": 3.0, "raises": "NotImplementedError"},
        ">=1.11": {"value": 3.0, "gradient": [[-0.5, -1.0], [-1.0, -2.0]]},
    },
    "[matrix_exp-identity]": {">=1.0": {"value": 5.437, "gradient": [[2.718, 2.718], [2.718, 2.718]]}},
    "[matrix_exp-singular]": {">=1.0": {"value": 3.718, "gradient": [[2.718, 1.718], [1.718, 1.0]]}},
    "[matrix_exp-zeros]": {">=1.0": {"value": 2.0, "gradient": [[1.0, 1.0], [1.0, 1.0]]}},
    "[matrix_exp-different]": {">=1.0": {"value": 10.11, "gradient": [[7.389, 4.671], [4.671, 2.718]]}},
    "[cond-identity]": {">=1.0": {"value": 1.0, "gradient": [[1.0, 0.0], [0.0, -1.0]]}},
    "[cond-singular]": {">=1.0": {"value": "inf", "gradient": [["nan", "nan"], ["nan", "nan"]]}},
    "[cond-zeros]": {">=1.0": {"value": "nan", "gradient": [["nan", "nan"], ["nan", "nan"]]}},
    "[cond-different]": {">=1.0": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, -2.0]]}},
    "[matrix_rank-different]": {">=1.0": {"value": 2.0, "raises": "RuntimeError"}},
    "[matrix_rank-identity]": {">=1.0": {"value": 2.0, "raises": "RuntimeError"}},
    "[matrix_rank-singular]": {">=1.0": {"value": 1.0, "raises": "RuntimeError"}},
    "[matrix_rank-zeros]": {">=1.0": {"value": 0.0, "raises": "RuntimeError"}},
}

"""Which functions of linear algebra can be differentiated twice?

The gradient of a function of a 2 x 2 matrix is weighted and differentiated once more.
Decompositions are differentiated through what does not depend on their sign: the eigenvalues, the singular values.
`eigvalsh` had no derivative at all in 1.8, and silently gave a constant; it has one since 1.9.
`lstsq` raised until 1.10.2 (in 1.10 with a `NotImplementedError`) and has its derivatives since 1.11.
No warning announced any of this.

https://github.com/pytorch/pytorch/issues/56788
https://github.com/pytorch/pytorch/pull/57189
https://github.com/pytorch/pytorch/pull/59482
https://github.com/pytorch/pytorch/pull/65054
https://docs.pytorch.org/docs/stable/linalg.html
"""

import torch

PARAMS = {
    "function": [
        "inverse", "det", "logdet", "slogdet", "cholesky", "svd", "qr", "pinverse", "trace", "mm", "bmm", "einsum",
        "norm", "nuclear_norm", "norm_3", "matrix_power", "tril", "diag", "cross", "expand", "eigvalsh", "eigvals",
        "svdvals", "solve", "lstsq", "matrix_exp", "matrix_norm_2", "cond", "lu", "kron",
    ]
}  # fmt: skip
TORCH = {
    "[matrix_exp]": ">=1.7", "[eigvalsh]": ">=1.8", "[solve]": ">=1.8", "[cond]": ">=1.8", "[kron]": ">=1.8",
    "[eigvals]": ">=1.9", "[svdvals]": ">=1.9", "[lstsq]": ">=1.9", "[matrix_norm_2]": ">=1.9",
    "[cholesky]": ">=1.8", "[qr]": ">=1.8", "[lu]": ">=1.11",
}  # fmt: skip


def observe(device, function):
    a = torch.tensor([[2.0, 1.0], [0.5, 3.0]], dtype=torch.float64, device=device, requires_grad=True)
    eye, both = torch.eye(2, dtype=torch.float64, device=device), a + a.t()
    y = {
        "inverse": lambda: a.inverse(),
        "det": lambda: a.det(),
        "logdet": lambda: a.logdet(),
        "slogdet": lambda: a.slogdet()[1],
        "cholesky": lambda: torch.linalg.cholesky(both),
        "svd": lambda: torch.svd(a)[1],
        "qr": lambda: torch.linalg.qr(a)[1].abs(),
        "pinverse": lambda: torch.pinverse(a),
        "trace": lambda: (a * a).trace(),
        "mm": lambda: a.mm(a),
        "bmm": lambda: a.unsqueeze(0).bmm(a.unsqueeze(0)),
        "einsum": lambda: torch.einsum("ij,jk->i", [a, a]),
        "norm": lambda: a.norm(),
        "nuclear_norm": lambda: a.norm("nuc"),
        "norm_3": lambda: a.norm(3),
        "matrix_power": lambda: torch.matrix_power(a, 3),
        "tril": lambda: a.tril(),
        "diag": lambda: a.diag(),
        "cross": lambda: torch.cross(a[:, [0, 1, 0]], a[:, [1, 0, 1]] * a[:, [0, 0, 1]], dim=1),
        "expand": lambda: a.unsqueeze(0).expand(3, 2, 2),
        "eigvalsh": lambda: torch.linalg.eigvalsh(both),
        "eigvals": lambda: torch.linalg.eigvals(a).real,
        "svdvals": lambda: torch.linalg.svdvals(a),
        "solve": lambda: torch.linalg.solve(a, eye),
        "lstsq": lambda: torch.linalg.lstsq(a, eye)[0],
        "matrix_exp": lambda: torch.matrix_exp(a / 4),
        "matrix_norm_2": lambda: torch.linalg.matrix_norm(a, 2),
        "cond": lambda: torch.linalg.cond(a),
        "lu": lambda: torch.linalg.lu_factor(a)[0],
        "kron": lambda: torch.kron(a, a),
    }[function]()
    first = torch.autograd.grad(y.pow(3).sum(), a, create_graph=True)[0]
    yield "first", first.tolist()
    second = torch.autograd.grad((first * (eye + 1)).sum(), a, allow_unused=True)[0]
    yield "second", None if second is None else second.tolist()

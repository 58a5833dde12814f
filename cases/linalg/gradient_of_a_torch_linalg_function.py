"""Which functions of torch.linalg have a gradient, and since when?

Some came without one and got it a release or two later; the cell then shows the error, or a result that does not
require grad at all, which is worse: the loss trains nothing and nothing is said.
eigvalsh did not require grad in 1.8, and has a gradient since 1.9.
lstsq raised until 1.10 (a NotImplementedError in 1.10), and has a gradient since 1.11.
Its residuals required grad and raised until 1.10, did not require it from 1.11 to 2.6, and do again since
2.7, without a gradient (no note found).
The matrix is symmetric and well conditioned, and what is summed does not depend on the signs of vectors.

https://github.com/pytorch/pytorch/pull/49093
https://github.com/pytorch/pytorch/pull/57189
https://github.com/pytorch/pytorch/pull/59482
https://github.com/pytorch/pytorch/pull/65054
https://pytorch.org/docs/stable/linalg.html
"""

import torch

PARAMS = {
    "function": [
        "eigvalsh",
        "eigh_vectors",
        "eigvals",
        "eig_vectors",
        "svdvals",
        "svd_vectors",
        "qr",
        "qr_complete",
        "qr_only_r",
        "cholesky",
        "cholesky_ex",
        "lu",
        "lu_factor",
        "lu_solve",
        "ldl_factor",
        "ldl_solve",
        "solve",
        "solve_triangular",
        "inv",
        "inv_ex",
        "pinv",
        "pinv_hermitian",
        "lstsq",
        "lstsq_residuals",
        "det",
        "slogdet",
        "matrix_rank",
        "cond",
        "matrix_norm_nuc",
        "matrix_norm_2",
        "matrix_norm_inf",
        "vector_norm_3",
        "matrix_exp",
        "matrix_power",
        "multi_dot",
        "tensorinv",
        "tensorsolve",
        "householder_product",
        "vander",
        "vecdot",
        "cross",
        "diagonal",
    ]
}

TORCH = {
    "[det]": ">=1.7",
    "[eigvals]": ">=1.9",
    "[eig_vectors]": ">=1.9",
    "[svdvals]": ">=1.9",
    "[cholesky_ex]": ">=1.9",
    "[inv_ex]": ">=1.9",
    "[lstsq*]": ">=1.9",
    "[matrix_norm*]": ">=1.9",
    "[vector_norm*]": ">=1.9",
    "[multi_dot]": ">=1.9",
    "[matrix_power]": ">=1.9",
    "[householder_product]": ">=1.9",
    "[lu]": ">=1.12",
    "[lu_factor]": ">=1.11",
    "[lu_solve]": ">=1.13",
    "[ldl_*]": ">=1.12",
    "[solve_triangular]": ">=1.11",
    "[matrix_exp]": ">=1.11",
    "[vander]": ">=1.13",
    "[vecdot]": ">=1.13",
    "[cross]": ">=1.11",
    "[diagonal]": ">=1.13",
    "[*]": ">=1.8",
}


def observe(device, function):
    x = torch.tensor([[2.0, 1.0], [1.0, 3.0]], dtype=torch.float64, device=device, requires_grad=True)
    y = torch.tensor([[1.0], [2.0]], dtype=torch.float64, device=device)
    pivots = torch.tensor([1, 2], dtype=torch.int32, device=device)
    linalg = torch.linalg
    out = {
        "eigh_vectors": lambda: linalg.eigh(x)[1][0] ** 2,
        "eigvals": lambda: linalg.eigvals(x).abs() ** 2,
        "eig_vectors": lambda: linalg.eig(x)[1][0].abs() ** 3,
        "svd_vectors": lambda: linalg.svd(x)[0][0] ** 2 * linalg.svd(x)[1],
        "qr": lambda: linalg.qr(x)[0] ** 2 * y + linalg.qr(x)[1] ** 2,
        "qr_complete": lambda: linalg.qr(x[:, :1], mode="complete")[1] ** 2,
        "qr_only_r": lambda: linalg.qr(x, mode="r")[1] ** 2,
        "cholesky_ex": lambda: linalg.cholesky_ex(x)[0],
        "lu": lambda: linalg.lu(x)[2],
        "lu_factor": lambda: linalg.lu_factor(x)[0],
        "lu_solve": lambda: linalg.lu_solve(x, pivots, y),
        "ldl_factor": lambda: linalg.ldl_factor(x)[0],
        "ldl_solve": lambda: linalg.ldl_solve(x, pivots, y),
        "solve": lambda: linalg.solve(x, y),
        "solve_triangular": lambda: linalg.solve_triangular(x, y, upper=True),
        "inv_ex": lambda: linalg.inv_ex(x)[0],
        "pinv_hermitian": lambda: linalg.pinv(x, hermitian=True),
        "lstsq": lambda: linalg.lstsq(x, y)[0],
        "lstsq_residuals": lambda: linalg.lstsq(x[:, :1], y)[1],
        "slogdet": lambda: linalg.slogdet(x)[1],
        "matrix_norm_nuc": lambda: linalg.matrix_norm(x, "nuc"),
        "matrix_norm_2": lambda: linalg.matrix_norm(x, 2),
        "matrix_norm_inf": lambda: linalg.matrix_norm(x, float("inf")),
        "vector_norm_3": lambda: linalg.vector_norm(x, 3),
        "matrix_exp": lambda: linalg.matrix_exp(x),
        "matrix_power": lambda: linalg.matrix_power(x, -2),
        "multi_dot": lambda: linalg.multi_dot([x, x, y]),
        "tensorinv": lambda: linalg.tensorinv(x, ind=1),
        "tensorsolve": lambda: linalg.tensorsolve(x, y[:, 0]),
        "householder_product": lambda: linalg.householder_product(x, y[:, 0]),
        "vander": lambda: linalg.vander(x[0], N=3),
        "vecdot": lambda: linalg.vecdot(x, x),
        "cross": lambda: linalg.cross(x[0].repeat(2)[:3], y[0].repeat(3) * y[1] + x[1, 1]) ** 2,
        "diagonal": lambda: linalg.diagonal(x),
    }.get(function, lambda: getattr(linalg, function)(x))()
    yield "requires_grad", out.requires_grad
    if out.requires_grad:
        out.sum().backward()
        rows = None if x.grad is None else x.grad.tolist()
        yield "x.grad", rows and [[round(entry, 6) + 0.0 for entry in row] for row in rows]


EXPECT = {
    "[eigvalsh]": {
        "<1.9": {"requires_grad": False},
        ">=1.9": {"requires_grad": True, "x.grad": [[1.0, 0.0], [0.0, 1.0]]},
    },
    "[eigh_vectors]": {">=1.0": {"requires_grad": True, "x.grad": [[0.0, 0.0], [0.0, 0.0]]}},
    "[eigvals]": {">=1.0": {"requires_grad": True, "x.grad": [[4.0, 2.0], [2.0, 6.0]]}},
    "[qr]": {">=1.0": {"requires_grad": True, "x.grad": [[4.0, 2.0], [2.0, 6.0]]}},
    "[vecdot]": {">=1.0": {"requires_grad": True, "x.grad": [[4.0, 2.0], [2.0, 6.0]]}},
    "[eig_vectors]": {">=1.0": {"requires_grad": True, "x.grad": [[-0.08718, 0.3693], [-0.4565, 0.08718]]}},
    "[diagonal]": {">=1.0": {"requires_grad": True, "x.grad": [[1.0, 0.0], [0.0, 1.0]]}},
    "[matrix_norm_nuc]": {">=1.0": {"requires_grad": True, "x.grad": [[1.0, 0.0], [0.0, 1.0]]}},
    "[svdvals]": {">=1.0": {"requires_grad": True, "x.grad": [[1.0, 0.0], [0.0, 1.0]]}},
    "[svd_vectors]": {">=1.0": {"requires_grad": True, "x.grad": [[1.0, 0.2], [-0.2, 0.0]]}},
    "[ldl_factor]": {">=1.0": {"requires_grad": True, "raises": "RuntimeError"}},
    "[ldl_solve]": {">=1.0": {"requires_grad": True, "raises": "RuntimeError"}},
    "[qr_complete]": {">=1.0": {"requires_grad": True, "raises": "RuntimeError"}},
    "[qr_only_r]": {">=1.0": {"requires_grad": True, "raises": "RuntimeError"}},
    "[cholesky]": {">=1.0": {"requires_grad": True, "x.grad": [[0.2558, 0.1954], [0.1954, 0.3162]]}},
    "[cholesky_ex]": {">=1.0": {"requires_grad": True, "x.grad": [[0.2558, 0.1954], [0.1954, 0.3162]]}},
    "[lu]": {">=1.0": {"requires_grad": True, "x.grad": [[1.25, 0.5], [-0.5, 1.0]]}},
    "[lu_factor]": {">=1.0": {"requires_grad": True, "x.grad": [[1.0, 0.5], [0.0, 1.0]]}},
    "[lu_solve]": {">=1.0": {"requires_grad": True, "x.grad": [[-0.1667, -0.1667], [-0.1667, -0.05556]]}},
    "[solve]": {">=1.0": {"requires_grad": True, "x.grad": [[-0.08, -0.24], [-0.04, -0.12]]}},
    "[tensorsolve]": {">=1.0": {"requires_grad": True, "x.grad": [[-0.08, -0.24], [-0.04, -0.12]]}},
    "[solve_triangular]": {">=1.0": {"requires_grad": True, "x.grad": [[-0.08333, -0.3333], [0.0, -0.1111]]}},
    "[inv]": {">=1.0": {"requires_grad": True, "x.grad": [[-0.16, -0.08], [-0.08, -0.04]]}},
    "[inv_ex]": {">=1.0": {"requires_grad": True, "x.grad": [[-0.16, -0.08], [-0.08, -0.04]]}},
    "[pinv]": {">=1.0": {"requires_grad": True, "x.grad": [[-0.16, -0.08], [-0.08, -0.04]]}},
    "[pinv_hermitian]": {">=1.0": {"requires_grad": True, "x.grad": [[-0.16, -0.08], [-0.08, -0.04]]}},
    "[tensorinv]": {">=1.0": {"requires_grad": True, "x.grad": [[-0.16, -0.08], [-0.08, -0.04]]}},
    "[lstsq]": {
        "<1.10": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"requires_grad": True, "raises": "NotImplementedError"},
        ">=1.11": {"requires_grad": True, "x.grad": [[-0.08, -0.24], [-0.04, -0.12]]},
    },
    "[lstsq_residuals]": {
        "<1.10": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"requires_grad": True, "raises": "NotImplementedError"},
        ">=1.11,<2.7": {"requires_grad": False},
        ">=2.7": {"requires_grad": True, "x.grad": "None"},
    },
    "[det]": {">=1.0": {"requires_grad": True, "x.grad": [[3.0, -1.0], [-1.0, 2.0]]}},
    "[slogdet]": {">=1.0": {"requires_grad": True, "x.grad": [[0.6, -0.2], [-0.2, 0.4]]}},
    "[matrix_rank]": {">=1.0": {"requires_grad": False}},
    "[cond]": {">=1.0": {"requires_grad": True, "x.grad": [[-1.171, 1.171], [1.171, 0.0]]}},
    "[matrix_norm_2]": {">=1.0": {"requires_grad": True, "x.grad": [[0.2764, 0.4472], [0.4472, 0.7236]]}},
    "[matrix_norm_inf]": {">=1.0": {"requires_grad": True, "x.grad": [[0.0, 0.0], [1.0, 1.0]]}},
    "[vector_norm_3]": {">=1.0": {"requires_grad": True, "x.grad": [[0.3602, 0.09006], [0.09006, 0.8105]]}},
    "[matrix_exp]": {">=1.0": {"requires_grad": True, "x.grad": [[25.77, 34.36], [34.36, 45.25]]}},
    "[matrix_power]": {">=1.0": {"requires_grad": True, "x.grad": [[-0.16, -0.04], [-0.04, 0.0]]}},
    "[multi_dot]": {">=1.0": {"requires_grad": True, "x.grad": [[7.0, 13.0], [8.0, 15.0]]}},
    "[householder_product]": {">=1.0": {"requires_grad": True, "x.grad": [[0.0, 0.0], [2.0, 0.0]]}},
    "[vander]": {">=1.0": {"requires_grad": True, "x.grad": [[5.0, 3.0], [0.0, 0.0]]}},
    "[cross]": {">=1.0": {"requires_grad": True, "x.grad": [[100.0, -100.0], [0.0, 20.0]]}},
}

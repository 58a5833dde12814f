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
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[matrix_exp]": ">=1.7", "[eigvalsh]": ">=1.8", "[solve]": ">=1.8", "[cond]": ">=1.8", "[kron]": ">=1.8",
    "[eigvals]": ">=1.9", "[svdvals]": ">=1.9", "[lstsq]": ">=1.9", "[matrix_norm_2]": ">=1.9",
    "[cholesky]": ">=1.8", "[qr]": ">=1.8", "[lu]": ">=1.11",
}  # fmt: skip # a table; a value a line would be a screen


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


EXPECT = {
    "[inverse]": {
        ">=1.0": {"first": [[-0.261, 0.0375], [0.1066, -0.05983]], "second": [[0.9171, -0.06296], [-0.3292, 0.1281]]},
    },
    "[pinverse]": {
        ">=1.0": {"first": [[-0.261, 0.0375], [0.1066, -0.05983]], "second": [[0.9171, -0.06296], [-0.3292, 0.1281]]},
    },
    "[solve]": {
        ">=1.0": {"first": [[-0.261, 0.0375], [0.1066, -0.05983]], "second": [[0.9171, -0.06296], [-0.3292, 0.1281]]},
    },
    "[det]": {">=1.0": {"first": [[272.2, -45.38], [-90.75, 181.5]], "second": [[1023.0, -231.0], [-371.2, 742.5]]}},
    "[logdet]": {">=1.0": {"first": [[4.756, -0.7926], [-1.585, 3.17]], "second": [[4.443, -1.797], [-2.009, 4.019]]}},
    "[slogdet]": {">=1.0": {"first": [[4.756, -0.7926], [-1.585, 3.17]], "second": [[4.443, -1.797], [-2.009, 4.019]]}},
    "[cholesky]": {">=1.0": {"first": [[6.667, -1.78], [-1.78, 6.996]], "second": [[3.458, -0.6288], [-0.6288, 1.97]]}},
    "[svd]": {">=1.0": {"first": [[13.73, 13.43], [9.179, 28.81]], "second": [[28.53, 25.78], [22.28, 40.47]]}},
    "[svdvals]": {">=1.0": {"first": [[13.73, 13.43], [9.179, 28.81]], "second": [[28.53, 25.78], [22.28, 40.47]]}},
    "[qr]": {">=1.0": {"first": [[13.92, 3.21], [-3.111, 22.81]], "second": [[26.69, 10.18], [10.78, 26.06]]}},
    "[trace]": {">=1.0": {"first": [[2028.0, 0.0], [0.0, 3042.0]], "second": [[8268.0, 0.0], [0.0, 11390.0]]}},
    "[bmm]": {">=1.0": {"first": [[327.4, 540.8], [425.2, 1709.0]], "second": [[1685.0, 2494.0], [1958.0, 6116.0]]}},
    "[mm]": {">=1.0": {"first": [[327.4, 540.8], [425.2, 1709.0]], "second": [[1685.0, 2494.0], [1958.0, 6116.0]]}},
    "[einsum]": {
        ">=1.0": {"first": [[1570.0, 1705.0], [2863.0, 3079.0]], "second": [[7796.0, 8324.0], [12340.0, 13080.0]]},
    },
    "[norm]": {">=1.0": {"first": [[22.65, 11.32], [5.662, 33.97]], "second": [[40.93, 20.46], [15.89, 50.07]]}},
    "[nuclear_norm]": {
        ">=1.0": {"first": [[75.37, 7.537], [-7.537, 75.37]], "second": [[120.0, 5.97], [-5.97, 120.0]]},
    },
    "[norm_3]": {">=1.0": {"first": [[12.0, 3.0], [0.75, 27.0]], "second": [[24.0, 6.0], [3.0, 36.0]]}},
    "[matrix_power]": {
        ">=1.0": {
            "first": [[15580.0, 35810.0], [32690.0, 91190.0]],
            "second": [[121800.0, 253900.0], [225200.0, 548800.0]],
        },
    },
    "[tril]": {">=1.0": {"first": [[12.0, 0.0], [0.75, 27.0]], "second": [[24.0, 0.0], [3.0, 36.0]]}},
    "[diag]": {">=1.0": {"first": [[12.0, 0.0], [0.0, 27.0]], "second": [[24.0, 0.0], [0.0, 36.0]]}},
    "[cross]": {
        ">=1.0": {"first": [[-540.0, 9.0], [-2352.0, 58220.0]], "second": [[-4320.0, 72.0], [-18260.0, 307300.0]]},
    },
    "[expand]": {">=1.0": {"first": [[36.0, 9.0], [2.25, 81.0]], "second": [[72.0, 18.0], [9.0, 108.0]]}},
    "[eigvalsh]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"first": [[109.5, 90.0], [90.0, 229.5]], "second": [[228.0, 192.0], [192.0, 324.0]]},
    },
    "[eigvals]": {">=1.0": {"first": [[13.5, 7.5], [15.0, 28.5]], "second": [[28.5, 21.0], [27.0, 40.5]]}},
    "[lstsq]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10,<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"first": [[-0.261, 0.0375], [0.1066, -0.05983]], "second": [[0.9171, -0.06296], [-0.3292, 0.1281]]},
    },
    "[matrix_exp]": {">=1.0": {"first": [[3.592, 0.9766], [1.406, 7.461]], "second": [[6.106, 3.509], [3.906, 12.26]]}},
    "[matrix_norm_2]": {
        ">=1.0": {"first": [[7.698, 16.29], [12.81, 27.09]], "second": [[21.82, 31.51], [28.52, 35.98]]},
    },
    "[cond]": {">=1.0": {"first": [[-11.89, 10.38], [11.31, 2.578]], "second": [[11.14, 0.2964], [-0.7191, -8.431]]}},
    "[lu]": {">=1.0": {"first": [[14.81, -2.672], [-11.25, 22.69]], "second": [[29.88, -5.859], [-12.28, 24.75]]}},
    "[kron]": {">=1.0": {"first": [[867.0, 216.8], [54.19, 1951.0]], "second": [[3696.0, 924.0], [339.4, 7016.0]]}},
}

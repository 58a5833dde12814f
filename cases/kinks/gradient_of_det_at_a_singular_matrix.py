"""Is the gradient of the determinant right where the matrix is singular?

The gradient is the matrix of cofactors, which is not zero where one dimension is lost: for diag(1, 0) it is diag(0,
1).
Until 1.9 a singular value decomposition found it.
Since 1.10 a plain backward solves with factors in which a tiny number stands for zero, and answers zeros, while a
backward that builds a graph takes the decomposition, and answers rightly: the same call gives two gradients.
With a graph a matrix of zeros raised from 1.10 to 1.12, a RuntimeError first and a LinAlgError since 1.11, and
works again since 1.13.
A matrix of one entry, which is zero, had the gradient 0 without a graph from 1.10 to 2.11, and has the right one
since 2.12.
logdet and slogdet are infinite there, their gradients infinite or nan; since 1.13 the signs are others, and with a
graph they raise.
No warning announced any of it.

https://github.com/pytorch/pytorch/pull/58195
https://github.com/pytorch/pytorch/pull/68571
https://github.com/pytorch/pytorch/pull/79487
https://github.com/pytorch/pytorch/pull/171225
https://github.com/pytorch/pytorch/issues/104675
https://github.com/pytorch/pytorch/issues/80761
https://pytorch.org/docs/stable/generated/torch.linalg.det.html
https://pytorch.org/docs/stable/generated/torch.linalg.slogdet.html
"""

import torch

PARAMS = {
    "function": ["det", "linalg_det", "slogdet", "logdet", "by_hand"],
    "matrix": ["regular", "one_zero", "equal_rows", "zeros", "one_entry"],
    "create_graph": [False, True],
}
TORCH = {"[linalg_det-*]": ">=1.8"}


def observe(device, function, matrix, create_graph):
    x = {
        "regular": [[2.0, 0.0], [0.0, 1.0]],
        "one_zero": [[1.0, 0.0], [0.0, 0.0]],
        "equal_rows": [[1.0, 2.0], [1.0, 2.0]],
        "zeros": [[0.0, 0.0], [0.0, 0.0]],
        "one_entry": [[0.0]],
    }[matrix]
    x = torch.tensor(x, device=device, requires_grad=True)
    out = {
        "det": lambda: torch.det(x),
        "linalg_det": lambda: torch.linalg.det(x),
        "slogdet": lambda: torch.slogdet(x)[1],
        "logdet": lambda: torch.logdet(x),
        "by_hand": lambda: x[0, 0] if len(x) == 1 else x[0, 0] * x[1, 1] - x[0, 1] * x[1, 0],
    }[function]()
    yield "value", round(out.item(), 3) + 0.0
    (gradient,) = torch.autograd.grad(out, x, create_graph=create_graph)
    yield "gradient", [[round(slope, 3) + 0.0 for slope in row] for row in gradient.tolist()]


EXPECT = {
    "[by_hand-regular-*]": {">=1.0": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 2.0]]}},
    "[det-regular-*]": {">=1.0": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 2.0]]}},
    "[linalg_det-regular-*]": {">=1.0": {"value": 2.0, "gradient": [[1.0, 0.0], [0.0, 2.0]]}},
    "[det-one_zero-False]": {
        "<1.10": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 1.0]]},
        ">=1.10": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
    },
    "[linalg_det-one_zero-False]": {
        "<1.10": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 1.0]]},
        ">=1.10": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
    },
    "[by_hand-one_zero-*]": {">=1.0": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 1.0]]}},
    "[det-one_zero-True]": {">=1.0": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 1.0]]}},
    "[linalg_det-one_zero-True]": {">=1.0": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 1.0]]}},
    "[det-equal_rows-False]": {
        "<1.10": {"value": 0.0, "gradient": [[2.0, -1.0], [-2.0, 1.0]]},
        ">=1.10": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
    },
    "[linalg_det-equal_rows-False]": {
        "<1.10": {"value": 0.0, "gradient": [[2.0, -1.0], [-2.0, 1.0]]},
        ">=1.10": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
    },
    "[by_hand-equal_rows-*]": {">=1.0": {"value": 0.0, "gradient": [[2.0, -1.0], [-2.0, 1.0]]}},
    "[det-equal_rows-True]": {">=1.0": {"value": 0.0, "gradient": [[2.0, -1.0], [-2.0, 1.0]]}},
    "[linalg_det-equal_rows-True]": {">=1.0": {"value": 0.0, "gradient": [[2.0, -1.0], [-2.0, 1.0]]}},
    "[by_hand-zeros-*]": {">=1.0": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]}},
    "[det-zeros-False]": {">=1.0": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]}},
    "[linalg_det-zeros-False]": {">=1.0": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]}},
    "[det-zeros-True]": {
        "<1.10": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
        ">=1.10,<1.11": {"value": 0.0, "raises": "RuntimeError"},
        ">=1.11,<1.13": {"value": 0.0, "raises": "_LinAlgError"},
        ">=1.13": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
    },
    "[linalg_det-zeros-True]": {
        "<1.10": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
        ">=1.10,<1.11": {"value": 0.0, "raises": "RuntimeError"},
        ">=1.11,<1.13": {"value": 0.0, "raises": "_LinAlgError"},
        ">=1.13": {"value": 0.0, "gradient": [[0.0, 0.0], [0.0, 0.0]]},
    },
    "[det-one_entry-False]": {
        "<1.10": {"value": 0.0, "gradient": [[1.0]]},
        ">=1.10,<2.12": {"value": 0.0, "gradient": [[0.0]]},
        ">=2.12": {"value": 0.0, "gradient": [[1.0]]},
    },
    "[linalg_det-one_entry-False]": {
        "<1.10": {"value": 0.0, "gradient": [[1.0]]},
        ">=1.10,<2.12": {"value": 0.0, "gradient": [[0.0]]},
        ">=2.12": {"value": 0.0, "gradient": [[1.0]]},
    },
    "[det-one_entry-True]": {
        "<1.10": {"value": 0.0, "gradient": [[1.0]]},
        ">=1.10,<1.11": {"value": 0.0, "raises": "RuntimeError"},
        ">=1.11,<1.13": {"value": 0.0, "raises": "_LinAlgError"},
        ">=1.13": {"value": 0.0, "gradient": [[1.0]]},
    },
    "[linalg_det-one_entry-True]": {
        "<1.10": {"value": 0.0, "gradient": [[1.0]]},
        ">=1.10,<1.11": {"value": 0.0, "raises": "RuntimeError"},
        ">=1.11,<1.13": {"value": 0.0, "raises": "_LinAlgError"},
        ">=1.13": {"value": 0.0, "gradient": [[1.0]]},
    },
    "[logdet-regular-*]": {">=1.0": {"value": 0.693, "gradient": [[0.5, 0.0], [0.0, 1.0]]}},
    "[slogdet-regular-*]": {">=1.0": {"value": 0.693, "gradient": [[0.5, 0.0], [0.0, 1.0]]}},
    "[logdet-one_zero-False]": {">=1.0": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "inf"]]}},
    "[slogdet-one_zero-False]": {">=1.0": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "inf"]]}},
    "[logdet-one_zero-True]": {
        "<1.13": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "inf"]]},
        ">=1.13": {"value": "-inf", "raises": "_LinAlgError"},
    },
    "[slogdet-one_zero-True]": {
        "<1.13": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "inf"]]},
        ">=1.13": {"value": "-inf", "raises": "_LinAlgError"},
    },
    "[logdet-equal_rows-False]": {
        "<1.13": {"value": "-inf", "gradient": [["inf", "-inf"], ["-inf", "inf"]]},
        ">=1.13": {"value": "-inf", "gradient": [["-inf", "inf"], ["inf", "-inf"]]},
    },
    "[slogdet-equal_rows-False]": {
        "<1.13": {"value": "-inf", "gradient": [["inf", "-inf"], ["-inf", "inf"]]},
        ">=1.13": {"value": "-inf", "gradient": [["-inf", "inf"], ["inf", "-inf"]]},
    },
    "[logdet-equal_rows-True]": {
        "<1.13": {"value": "-inf", "gradient": [["inf", "-inf"], ["-inf", "inf"]]},
        ">=1.13": {"value": "-inf", "raises": "_LinAlgError"},
    },
    "[slogdet-equal_rows-True]": {
        "<1.13": {"value": "-inf", "gradient": [["inf", "-inf"], ["-inf", "inf"]]},
        ">=1.13": {"value": "-inf", "raises": "_LinAlgError"},
    },
    "[logdet-zeros-False]": {
        "<1.13": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "nan"]]},
        ">=1.13": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "inf"]]},
    },
    "[slogdet-zeros-False]": {
        "<1.13": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "nan"]]},
        ">=1.13": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "inf"]]},
    },
    "[logdet-zeros-True]": {
        "<1.13": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "nan"]]},
        ">=1.13": {"value": "-inf", "raises": "_LinAlgError"},
    },
    "[slogdet-zeros-True]": {
        "<1.13": {"value": "-inf", "gradient": [["nan", "nan"], ["nan", "nan"]]},
        ">=1.13": {"value": "-inf", "raises": "_LinAlgError"},
    },
    "[logdet-one_entry-False]": {">=1.0": {"value": "-inf", "gradient": [["inf"]]}},
    "[slogdet-one_entry-False]": {">=1.0": {"value": "-inf", "gradient": [["inf"]]}},
    "[logdet-one_entry-True]": {
        "<1.13": {"value": "-inf", "gradient": [["inf"]]},
        ">=1.13": {"value": "-inf", "raises": "_LinAlgError"},
    },
    "[slogdet-one_entry-True]": {
        "<1.13": {"value": "-inf", "gradient": [["inf"]]},
        ">=1.13": {"value": "-inf", "raises": "_LinAlgError"},
    },
    "[by_hand-one_entry-*]": {">=1.0": {"value": 0.0, "gradient": [[1.0]]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/104675",
        "says": "The gradient of det at a singular matrix is zero, though it should be the matrix of cofactors.",
        "facts": {"gradient": [[0.0, 0.0], [0.0, 0.0]]},
        "rows": "[det-equal_rows-False]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/80761",
        "says": "The gradient of det at a matrix of one entry that is zero is 0, though it should be 1.",
        "facts": {"gradient": [[0.0]]},
        "rows": "[det-one_entry-False]",
    },
]

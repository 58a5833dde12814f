"""Does det have a gradient at a singular matrix?

It does: the determinant is a polynomial, and its gradient is the matrix of cofactors, singular or not.
PyTorch computes it through a factorisation, and that fails just there: where the determinant comes out as exactly
0, the gradient is all zeros since 1.10, whatever the cofactors.
Until 1.9 a singular value decomposition found them for some of these matrices.
Only the 1 by 1 matrix was mended, in 2.12; next to a singular matrix, the gradient is right in all releases.
Nothing warns: a loss that is a determinant does not leave zero.

https://github.com/pytorch/pytorch/pull/58195
https://github.com/pytorch/pytorch/pull/171225
https://github.com/pytorch/pytorch/issues/104675
https://github.com/pytorch/pytorch/issues/80761
"""

import torch

PARAMS = {
    "matrix": [
        "one_by_one",
        "diagonal",
        "proportional",
        "zero_row",
        "three_rank_two",
        "three_rank_one",
        "nearly_singular",
    ]
}


def observe(device, matrix):
    rows, cofactors = {
        "one_by_one": ([[0]], [[1]]),
        "diagonal": ([[1, 0], [0, 0]], [[0, 0], [0, 1]]),
        "proportional": ([[1, 2], [2, 4]], [[4, -2], [-2, 1]]),
        "zero_row": ([[1, 2], [0, 0]], [[0, 0], [-2, 1]]),
        "three_rank_two": ([[1, 0, 0], [0, 2, 0], [0, 0, 0]], [[0, 0, 0], [0, 0, 0], [0, 0, 2]]),
        "three_rank_one": ([[1, 0, 0], [0, 0, 0], [0, 0, 0]], [[0, 0, 0], [0, 0, 0], [0, 0, 0]]),
        "nearly_singular": ([[1, 2], [2, 4.0001]], [[4.0001, -2], [-2, 1]]),
    }[matrix]
    x = torch.tensor(rows, dtype=torch.float64, device=device, requires_grad=True)
    torch.det(x).backward()
    expected = torch.tensor(cofactors, dtype=torch.float64, device=device)
    yield "gradient is zero", bool((x.grad == 0).all())
    yield "gradient is the matrix of cofactors", bool(torch.allclose(x.grad, expected, atol=1e-6))


EXPECT = {
    "[one_by_one]": {
        "<1.10": {"gradient is zero": False, "gradient is the matrix of cofactors": True},
        ">=1.10,<2.12": {"gradient is zero": True, "gradient is the matrix of cofactors": False},
        ">=2.12": {"gradient is zero": False, "gradient is the matrix of cofactors": True},
    },
    "[diagonal]": {
        "<1.10": {"gradient is zero": False, "gradient is the matrix of cofactors": True},
        ">=1.10": {"gradient is zero": True, "gradient is the matrix of cofactors": False},
    },
    "[three_rank_two]": {
        "<1.10": {"gradient is zero": False, "gradient is the matrix of cofactors": True},
        ">=1.10": {"gradient is zero": True, "gradient is the matrix of cofactors": False},
    },
    "[zero_row]": {
        "<1.10": {"gradient is zero": False, "gradient is the matrix of cofactors": True},
        ">=1.10": {"gradient is zero": True, "gradient is the matrix of cofactors": False},
    },
    "[proportional]": {">=1.0": {"gradient is zero": True, "gradient is the matrix of cofactors": False}},
    "[three_rank_one]": {">=1.0": {"gradient is zero": True, "gradient is the matrix of cofactors": True}},
    "[nearly_singular]": {">=1.0": {"gradient is zero": False, "gradient is the matrix of cofactors": True}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/80761",
        "says": "The gradient of the determinant of a 1 by 1 matrix of zero is 0.",
        "facts": {"gradient is zero": True},
        "rows": "[one_by_one]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/104675",
        "says": "The gradient of det is not the one that the definition gives, at a singular matrix.",
        "facts": {"gradient is the matrix of cofactors": False},
        "rows": "[zero_row]",
    },
]

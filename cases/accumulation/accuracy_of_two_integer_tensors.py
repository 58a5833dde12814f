"""What is `correct / total` when both are integer tensors, as in a loop that counts correct answers?

Until 1.4 it was integer division: an accuracy of 0 until everything was right.
1.5 still did, and warned; 1.6 refused; from 1.7 on it is the true quotient.
With a Python number on one side it was the same, except that `100 * correct / total` came out right to the percent.
`.item()` gives Python's true division everywhere.
The mean of a comparison needs `.float()` in all releases;
the error is a NotImplementedError since 2.15 (no note found).
The comparison was uint8 until 1.1 and is bool since 1.2.

https://github.com/pytorch/pytorch/releases/tag/v1.5.0
https://github.com/pytorch/pytorch/releases/tag/v1.6.0
https://github.com/pytorch/pytorch/pull/21113
https://pytorch.org/docs/stable/generated/torch.div.html
"""

import torch

PARAMS = {
    "accuracy": [
        "sum/tensor", "sum/int", "int/sum", "100*sum/int", "item/int", "float/int", "mean", "float_mean",
        "sum//int", "true_divide",
    ],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[true_divide]": ">=1.5"}


def observe(device, accuracy):
    predicted = torch.tensor([0, 1, 2, 2], device=device)
    labels = torch.tensor([0, 1, 2, 0], device=device)
    right = predicted == labels
    yield "dtype of the comparison", str(right.dtype)
    value = {
        "sum/tensor": lambda: right.sum() / torch.tensor(4, device=device),
        "sum/int": lambda: right.sum() / 4,
        "int/sum": lambda: 4 / right.sum(),
        "100*sum/int": lambda: 100 * right.sum() / 4,
        "item/int": lambda: right.sum().item() / 4,
        "float/int": lambda: right.float().sum() / 4,
        "mean": lambda: right.mean(),
        "float_mean": lambda: right.float().mean(),
        "sum//int": lambda: right.sum() // 2,
        "true_divide": lambda: torch.true_divide(right.sum(), 4),
    }[accuracy]()
    yield "value", float(value)


EXPECT = {
    "[sum/int]": {
        "<1.2": {"dtype of the comparison": "torch.uint8", "value": 0.0},
        ">=1.2,<1.5": {"dtype of the comparison": "torch.bool", "value": 0.0},
        ">=1.5,<1.6": {"dtype of the comparison": "torch.bool", "value": 0.0, "warns": ["UserWarning"]},
        ">=1.6,<1.7": {"dtype of the comparison": "torch.bool", "raises": "RuntimeError"},
        ">=1.7": {"dtype of the comparison": "torch.bool", "value": 0.75},
    },
    "[sum/tensor]": {
        "<1.2": {"dtype of the comparison": "torch.uint8", "value": 0.0},
        ">=1.2,<1.5": {"dtype of the comparison": "torch.bool", "value": 0.0},
        ">=1.5,<1.6": {"dtype of the comparison": "torch.bool", "value": 0.0, "warns": ["UserWarning"]},
        ">=1.6,<1.7": {"dtype of the comparison": "torch.bool", "raises": "RuntimeError"},
        ">=1.7": {"dtype of the comparison": "torch.bool", "value": 0.75},
    },
    "[int/sum]": {
        "<1.2": {"dtype of the comparison": "torch.uint8", "value": 1.0},
        ">=1.2,<1.7": {"dtype of the comparison": "torch.bool", "value": 1.0},
        ">=1.7": {"dtype of the comparison": "torch.bool", "value": 1.333},
    },
    "[100[*]sum/int]": {
        "<1.2": {"dtype of the comparison": "torch.uint8", "value": 75.0},
        ">=1.2,<1.5": {"dtype of the comparison": "torch.bool", "value": 75.0},
        ">=1.5,<1.6": {"dtype of the comparison": "torch.bool", "value": 75.0, "warns": ["UserWarning"]},
        ">=1.6,<1.7": {"dtype of the comparison": "torch.bool", "raises": "RuntimeError"},
        ">=1.7": {"dtype of the comparison": "torch.bool", "value": 75.0},
    },
    "[float/int]": {
        "<1.2": {"dtype of the comparison": "torch.uint8", "value": 0.75},
        ">=1.2": {"dtype of the comparison": "torch.bool", "value": 0.75},
    },
    "[float_mean]": {
        "<1.2": {"dtype of the comparison": "torch.uint8", "value": 0.75},
        ">=1.2": {"dtype of the comparison": "torch.bool", "value": 0.75},
    },
    "[item/int]": {
        "<1.2": {"dtype of the comparison": "torch.uint8", "value": 0.75},
        ">=1.2": {"dtype of the comparison": "torch.bool", "value": 0.75},
    },
    "[mean]": {
        "<1.2": {"dtype of the comparison": "torch.uint8", "raises": "RuntimeError"},
        ">=1.2,<2.15": {"dtype of the comparison": "torch.bool", "raises": "RuntimeError"},
        ">=2.15": {"dtype of the comparison": "torch.bool", "raises": "NotImplementedError"},
    },
    "[sum//int]": {
        "<1.2": {"dtype of the comparison": "torch.uint8", "value": 1.0},
        ">=1.2,<1.9": {"dtype of the comparison": "torch.bool", "value": 1.0},
        ">=1.9,<1.13": {"dtype of the comparison": "torch.bool", "value": 1.0, "warns": ["UserWarning"]},
        ">=1.13": {"dtype of the comparison": "torch.bool", "value": 1.0},
    },
    "[true_divide]": {">=1.0": {"dtype of the comparison": "torch.bool", "value": 0.75}},
}

"""What is `correct / total` when both are integer tensors, as in a loop that counts correct answers?

Until 1.4 it was integer division: an accuracy of 0 until everything was right.
1.5 still did, and warned; 1.6 refused; from 1.7 on it is the true quotient.
With a Python number on one side it was the same, except that `100 * correct / total` came out right to the percent.
`.item()` gives Python's true division everywhere.
The mean of a comparison needs `.float()` in all releases; the comparison was uint8 until 1.1 and is bool since 1.2.

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
}  # fmt: skip
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

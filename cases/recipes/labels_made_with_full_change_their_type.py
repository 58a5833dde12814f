"""Which type have labels made with `torch.full((n,), 1)`, and does the loss of a GAN take them?

The classic DCGAN code fills its labels with `real_label = 1`.
Until 1.5 the result was a tensor of floats (1.5 warned), 1.6 refused, and from 1.7 on it is a tensor of integers,
which `binary_cross_entropy` refuses.
A label of 1.0, or a dtype, works everywhere.
The warning of 1.5 and the error of 1.6 announced it;
those who skipped both releases meet it as a type error in the loss.

https://github.com/pytorch/pytorch/pull/40364
https://github.com/pytorch/pytorch/pull/41912
https://github.com/pytorch/pytorch/pull/34709
"""

import torch

PARAMS = {"label": ["1", "1.0", "True", "1_with_dtype", "full_like", "new_full"]}


def observe(device, label):
    weight = torch.zeros(2, device=device, requires_grad=True)
    score = weight.sigmoid()
    labels = {
        "1": lambda: torch.full((2,), 1, device=device),
        "1.0": lambda: torch.full((2,), 1.0, device=device),
        "True": lambda: torch.full((2,), True, device=device),
        "1_with_dtype": lambda: torch.full((2,), 1, dtype=torch.float, device=device),
        "full_like": lambda: torch.full_like(score, 1),
        "new_full": lambda: score.new_full((2,), 1),
    }[label]()
    yield "labels.dtype", str(labels.dtype)
    torch.nn.functional.binary_cross_entropy(score, labels).backward()
    yield "weight.grad", weight.grad.tolist()


WORKAROUND = {
    "[1]": "recipes/labels_made_with_full_change_their_type[1_with_dtype]",
    "[True]": "recipes/labels_made_with_full_change_their_type[1_with_dtype]",
}

EXPECT = {
    "[1]": {
        "<1.5": {"labels.dtype": "torch.float32", "weight.grad": [-0.25, -0.25]},
        ">=1.5,<1.6": {"labels.dtype": "torch.float32", "weight.grad": [-0.25, -0.25], "warns": ["UserWarning"]},
        ">=1.6,<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"labels.dtype": "torch.int64", "raises": "RuntimeError"},
    },
    "[1.0]": {">=1.0": {"labels.dtype": "torch.float32", "weight.grad": [-0.25, -0.25]}},
    "[1_with_dtype]": {">=1.0": {"labels.dtype": "torch.float32", "weight.grad": [-0.25, -0.25]}},
    "[full_like]": {">=1.0": {"labels.dtype": "torch.float32", "weight.grad": [-0.25, -0.25]}},
    "[new_full]": {">=1.0": {"labels.dtype": "torch.float32", "weight.grad": [-0.25, -0.25]}},
    "[True]": {
        "<1.5": {"labels.dtype": "torch.float32", "weight.grad": [-0.25, -0.25]},
        ">=1.5,<1.6": {"labels.dtype": "torch.float32", "weight.grad": [-0.25, -0.25], "warns": ["UserWarning"]},
        ">=1.6,<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"labels.dtype": "torch.bool", "raises": "RuntimeError"},
    },
}

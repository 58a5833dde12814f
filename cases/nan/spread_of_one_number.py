"""What are the standard deviation and the variance of one number, or of equal ones, and their gradients?

One number has no unbiased variance: it is 0 / 0, and value and gradient are nan; 1.13 raised in the backward
instead.
Equal numbers have variance 0, and the root of it an infinite slope: std gave nan until 1.6, and 0 since 1.7.
The correction can be given with a dimension since 1.9, and without one since 2.0.
Since 2.2 a warning says that there are no degrees of freedom left.
Normalisation layers add a small number before the root, so equal numbers give 0 and a finite gradient; in training
mode batch_norm refuses one value a channel, and group_norm and instance_norm refuse one value since 1.5.
group_norm of no numbers raises since 2.14 (no note found).
For the changes of 1.5 and 1.13 no note found; the errors of 1.13 were mended in 2.0, and the gradient of var with a
correction for one number became nan in 2.1.

https://github.com/pytorch/pytorch/pull/56398
https://github.com/pytorch/pytorch/pull/94546
https://github.com/pytorch/pytorch/pull/109824
https://github.com/pytorch/pytorch/pull/45468
https://github.com/pytorch/pytorch/issues/4320
https://pytorch.org/docs/stable/generated/torch.std.html
https://pytorch.org/docs/stable/generated/torch.var.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "function": [
        "std", "std_biased", "std_dim", "std_mean", "std_correction", "var", "var_biased", "var_dim", "var_mean",
        "var_correction", "var_correction_all", "std_by_hand", "batch_norm", "layer_norm", "group_norm",
        "instance_norm", "cov", "corrcoef",
    ],
    "entries": ["one", "two_equal", "two_different", "none"],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[std_mean-*]": ">=1.2",
    "[var_mean-*]": ">=1.2",
    "[std_correction-*]": ">=1.9",
    "[var_correction-*]": ">=1.9",
    "[var_correction_all-*]": ">=2.0",
    "[cov-*]": ">=1.10",
    "[corrcoef-*]": ">=1.10",
    "[batch_norm-none]": ">=1.4",
    "[layer_norm-none]": ">=1.4",
    "[group_norm-none]": ">=1.5",
    "[instance_norm-none]": ">=1.5",
}


def observe(device, function, entries):
    x = {"one": [2.0], "two_equal": [2.0, 2.0], "two_different": [1.0, 3.0], "none": []}[entries]
    x = torch.tensor(x, device=device, requires_grad=True)
    out = {
        "std": lambda: x.std(),
        "std_biased": lambda: x.std(unbiased=False),
        "std_dim": lambda: x.std(0),
        "std_mean": lambda: torch.std_mean(x)[0],
        "std_correction": lambda: x.std(dim=0, correction=2),
        "var": lambda: x.var(),
        "var_biased": lambda: x.var(unbiased=False),
        "var_dim": lambda: x.var(0),
        "var_mean": lambda: torch.var_mean(x)[0],
        "var_correction": lambda: x.var(dim=0, correction=2),
        "var_correction_all": lambda: x.var(correction=2),
        "std_by_hand": lambda: ((x - x.mean()) ** 2).mean().sqrt(),
        "batch_norm": lambda: F.batch_norm(x.view(-1, 1), None, None, training=True)[:1],
        "layer_norm": lambda: F.layer_norm(x, x.shape)[:1],
        "group_norm": lambda: F.group_norm(x.view(1, 1, -1), 1)[:, :, :1],
        "instance_norm": lambda: F.instance_norm(x.view(1, 1, -1))[:, :, :1],
        "cov": lambda: torch.cov(x.view(1, -1)),
        "corrcoef": lambda: torch.corrcoef(x.view(1, -1)),
    }[function]()
    yield "value", [round(number, 4) + 0.0 for number in out.detach().reshape(-1).tolist()]
    out.sum().backward()
    yield "gradient", [round(slope, 4) + 0.0 for slope in x.grad.tolist()]


WORKAROUND = {
    "[std-one]": "nan/spread_of_one_number[std_dim-one]",
    "[var-one]": "nan/spread_of_one_number[var_dim-one]",
}

EXPECT = {
    "[std-one]": {
        "<1.13": {"value": ["nan"], "gradient": ["nan"]},
        ">=1.13,<2.0": {"value": ["nan"], "raises": "RuntimeError"},
        ">=2.0,<2.2": {"value": ["nan"], "gradient": ["nan"]},
        ">=2.2": {"value": ["nan"], "gradient": ["nan"], "warns": ["UserWarning"]},
    },
    "[std_mean-one]": {
        "<1.13": {"value": ["nan"], "gradient": ["nan"]},
        ">=1.13,<2.0": {"value": ["nan"], "raises": "RuntimeError"},
        ">=2.0,<2.2": {"value": ["nan"], "gradient": ["nan"]},
        ">=2.2": {"value": ["nan"], "gradient": ["nan"], "warns": ["UserWarning"]},
    },
    "[var-one]": {
        "<1.13": {"value": ["nan"], "gradient": ["nan"]},
        ">=1.13,<2.0": {"value": ["nan"], "raises": "RuntimeError"},
        ">=2.0,<2.2": {"value": ["nan"], "gradient": ["nan"]},
        ">=2.2": {"value": ["nan"], "gradient": ["nan"], "warns": ["UserWarning"]},
    },
    "[var_mean-one]": {
        "<1.13": {"value": ["nan"], "gradient": ["nan"]},
        ">=1.13,<2.0": {"value": ["nan"], "raises": "RuntimeError"},
        ">=2.0,<2.2": {"value": ["nan"], "gradient": ["nan"]},
        ">=2.2": {"value": ["nan"], "gradient": ["nan"], "warns": ["UserWarning"]},
    },
    "[std-two_equal]": {
        "<1.7": {"value": [0.0], "gradient": ["nan", "nan"]},
        ">=1.7": {"value": [0.0], "gradient": [0.0, 0.0]},
    },
    "[std_biased-two_equal]": {
        "<1.7": {"value": [0.0], "gradient": ["nan", "nan"]},
        ">=1.7": {"value": [0.0], "gradient": [0.0, 0.0]},
    },
    "[std_dim-two_equal]": {
        "<1.7": {"value": [0.0], "gradient": ["nan", "nan"]},
        ">=1.7": {"value": [0.0], "gradient": [0.0, 0.0]},
    },
    "[std_mean-two_equal]": {
        "<1.7": {"value": [0.0], "gradient": ["nan", "nan"]},
        ">=1.7": {"value": [0.0], "gradient": [0.0, 0.0]},
    },
    "[std-two_different]": {">=1.0": {"value": [1.414], "gradient": [-0.7071, 0.7071]}},
    "[std_dim-two_different]": {">=1.0": {"value": [1.414], "gradient": [-0.7071, 0.7071]}},
    "[std_mean-two_different]": {">=1.0": {"value": [1.414], "gradient": [-0.7071, 0.7071]}},
    "[std-none]": {
        "<2.2": {"value": ["nan"], "gradient": []},
        ">=2.2": {"value": ["nan"], "gradient": [], "warns": ["UserWarning"]},
    },
    "[std_correction-none]": {
        "<2.2": {"value": ["nan"], "gradient": []},
        ">=2.2": {"value": ["nan"], "gradient": [], "warns": ["UserWarning"]},
    },
    "[std_dim-none]": {
        "<2.2": {"value": ["nan"], "gradient": []},
        ">=2.2": {"value": ["nan"], "gradient": [], "warns": ["UserWarning"]},
    },
    "[std_mean-none]": {
        "<2.2": {"value": ["nan"], "gradient": []},
        ">=2.2": {"value": ["nan"], "gradient": [], "warns": ["UserWarning"]},
    },
    "[var-none]": {
        "<2.2": {"value": ["nan"], "gradient": []},
        ">=2.2": {"value": ["nan"], "gradient": [], "warns": ["UserWarning"]},
    },
    "[var_correction-none]": {
        "<2.2": {"value": ["nan"], "gradient": []},
        ">=2.2": {"value": ["nan"], "gradient": [], "warns": ["UserWarning"]},
    },
    "[var_correction_all-none]": {
        "<2.2": {"value": ["nan"], "gradient": []},
        ">=2.2": {"value": ["nan"], "gradient": [], "warns": ["UserWarning"]},
    },
    "[var_dim-none]": {
        "<2.2": {"value": ["nan"], "gradient": []},
        ">=2.2": {"value": ["nan"], "gradient": [], "warns": ["UserWarning"]},
    },
    "[var_mean-none]": {
        "<2.2": {"value": ["nan"], "gradient": []},
        ">=2.2": {"value": ["nan"], "gradient": [], "warns": ["UserWarning"]},
    },
    "[std_biased-one]": {"<1.7": {"value": [0.0], "gradient": ["nan"]}, ">=1.7": {"value": [0.0], "gradient": [0.0]}},
    "[std_biased-two_different]": {">=1.0": {"value": [1.0], "gradient": [-0.5, 0.5]}},
    "[std_by_hand-two_different]": {">=1.0": {"value": [1.0], "gradient": [-0.5, 0.5]}},
    "[std_biased-none]": {
        "<1.13": {"value": ["nan"], "gradient": []},
        ">=1.13,<2.0": {"value": ["nan"], "raises": "RuntimeError"},
        ">=2.0,<2.2": {"value": ["nan"], "gradient": []},
        ">=2.2": {"value": ["nan"], "gradient": [], "warns": ["UserWarning"]},
    },
    "[var_biased-none]": {
        "<1.13": {"value": ["nan"], "gradient": []},
        ">=1.13,<2.0": {"value": ["nan"], "raises": "RuntimeError"},
        ">=2.0,<2.2": {"value": ["nan"], "gradient": []},
        ">=2.2": {"value": ["nan"], "gradient": [], "warns": ["UserWarning"]},
    },
    "[std_correction-one]": {
        "<2.2": {"value": ["nan"], "gradient": ["nan"]},
        ">=2.2": {"value": ["nan"], "gradient": ["nan"], "warns": ["UserWarning"]},
    },
    "[std_dim-one]": {
        "<2.2": {"value": ["nan"], "gradient": ["nan"]},
        ">=2.2": {"value": ["nan"], "gradient": ["nan"], "warns": ["UserWarning"]},
    },
    "[var_dim-one]": {
        "<2.2": {"value": ["nan"], "gradient": ["nan"]},
        ">=2.2": {"value": ["nan"], "gradient": ["nan"], "warns": ["UserWarning"]},
    },
    "[std_correction-two_equal]": {
        "<2.2": {"value": ["nan"], "gradient": ["nan", "nan"]},
        ">=2.2": {"value": ["nan"], "gradient": ["nan", "nan"], "warns": ["UserWarning"]},
    },
    "[var_correction-two_equal]": {
        "<2.2": {"value": ["nan"], "gradient": ["nan", "nan"]},
        ">=2.2": {"value": ["nan"], "gradient": ["nan", "nan"], "warns": ["UserWarning"]},
    },
    "[var_correction_all-two_equal]": {
        "<2.2": {"value": ["nan"], "gradient": ["nan", "nan"]},
        ">=2.2": {"value": ["nan"], "gradient": ["nan", "nan"], "warns": ["UserWarning"]},
    },
    "[std_correction-two_different]": {
        "<2.2": {"value": ["inf"], "gradient": ["nan", "nan"]},
        ">=2.2": {"value": ["inf"], "gradient": ["nan", "nan"], "warns": ["UserWarning"]},
    },
    "[cov-two_equal]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[var-two_equal]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[var_biased-two_equal]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[var_dim-two_equal]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[var_mean-two_equal]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[cov-two_different]": {">=1.0": {"value": [2.0], "gradient": [-2.0, 2.0]}},
    "[var-two_different]": {">=1.0": {"value": [2.0], "gradient": [-2.0, 2.0]}},
    "[var_dim-two_different]": {">=1.0": {"value": [2.0], "gradient": [-2.0, 2.0]}},
    "[var_mean-two_different]": {">=1.0": {"value": [2.0], "gradient": [-2.0, 2.0]}},
    "[layer_norm-one]": {">=1.0": {"value": [0.0], "gradient": [0.0]}},
    "[var_biased-one]": {">=1.0": {"value": [0.0], "gradient": [0.0]}},
    "[var_biased-two_different]": {">=1.0": {"value": [1.0], "gradient": [-1.0, 1.0]}},
    "[var_correction-one]": {
        "<2.2": {"value": ["nan"], "gradient": [0.0]},
        ">=2.2": {"value": ["nan"], "gradient": [0.0], "warns": ["UserWarning"]},
    },
    "[var_correction-two_different]": {
        "<2.2": {"value": ["inf"], "gradient": ["-inf", "inf"]},
        ">=2.2": {"value": ["inf"], "gradient": ["-inf", "inf"], "warns": ["UserWarning"]},
    },
    "[var_correction_all-one]": {
        "<2.1": {"value": ["nan"], "gradient": [0.0]},
        ">=2.1,<2.2": {"value": ["nan"], "gradient": ["nan"]},
        ">=2.2": {"value": ["nan"], "gradient": ["nan"], "warns": ["UserWarning"]},
    },
    "[var_correction_all-two_different]": {
        "<2.2": {"value": ["inf"], "gradient": ["inf", "inf"]},
        ">=2.2": {"value": ["inf"], "gradient": ["inf", "inf"], "warns": ["UserWarning"]},
    },
    "[std_by_hand-one]": {">=1.0": {"value": [0.0], "gradient": ["nan"]}},
    "[std_by_hand-two_equal]": {">=1.0": {"value": [0.0], "gradient": ["nan", "nan"]}},
    "[std_by_hand-none]": {">=1.0": {"value": ["nan"], "gradient": []}},
    "[batch_norm-one]": {">=1.0": {"raises": "ValueError"}},
    "[batch_norm-two_equal]": {">=1.0": {"value": [0.0], "gradient": [158.1, -158.1]}},
    "[group_norm-two_equal]": {">=1.0": {"value": [0.0], "gradient": [158.1, -158.1]}},
    "[instance_norm-two_equal]": {">=1.0": {"value": [0.0], "gradient": [158.1, -158.1]}},
    "[layer_norm-two_equal]": {">=1.0": {"value": [0.0], "gradient": [158.1, -158.1]}},
    "[batch_norm-two_different]": {">=1.0": {"value": [-1.0], "gradient": [0.0, 0.0]}},
    "[group_norm-two_different]": {">=1.0": {"value": [-1.0], "gradient": [0.0, 0.0]}},
    "[instance_norm-two_different]": {">=1.0": {"value": [-1.0], "gradient": [0.0, 0.0]}},
    "[layer_norm-two_different]": {">=1.0": {"value": [-1.0], "gradient": [0.0, 0.0]}},
    "[batch_norm-none]": {">=1.0": {"value": [], "gradient": []}},
    "[instance_norm-none]": {">=1.0": {"value": [], "gradient": []}},
    "[layer_norm-none]": {">=1.0": {"value": [], "gradient": []}},
    "[group_norm-one]": {"<1.5": {"value": [0.0], "gradient": [0.0]}, ">=1.5": {"raises": "ValueError"}},
    "[instance_norm-one]": {"<1.5": {"value": [0.0], "gradient": [0.0]}, ">=1.5": {"raises": "ValueError"}},
    "[group_norm-none]": {"<2.14": {"value": [], "gradient": []}, ">=2.14": {"raises": "RuntimeError"}},
    "[corrcoef-one]": {">=1.0": {"value": ["nan"], "gradient": ["nan"], "warns": ["UserWarning"]}},
    "[cov-one]": {">=1.0": {"value": ["nan"], "gradient": ["nan"], "warns": ["UserWarning"]}},
    "[corrcoef-none]": {">=1.0": {"value": ["nan"], "gradient": [], "warns": ["UserWarning"]}},
    "[cov-none]": {">=1.0": {"value": ["nan"], "gradient": [], "warns": ["UserWarning"]}},
    "[corrcoef-two_equal]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[corrcoef-two_different]": {">=1.0": {"value": [1.0], "gradient": [0.0, 0.0]}},
}

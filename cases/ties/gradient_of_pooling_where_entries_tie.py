"""Where does pooling send the gradient when entries of a window are equal, overlap, or are nan?

Max pooling sends all of it to one entry, the first of the equal ones in reading order.
An entry that wins several overlapping windows collects a share from each.
nan wins against everything in most releases.
lp_pool takes the root of a sum of powers, so an all-zero window has no finite slope unless the function guards
against it.
None of these rows changed between the releases that were looked at.

https://pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html
https://pytorch.org/docs/stable/generated/torch.nn.LPPool1d.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "function": [
        "max_pool1d", "max_pool1d_overlap", "max_pool1d_indices", "max_pool1d_dilated", "max_pool1d_padded",
        "max_pool1d_ceil", "adaptive_max_pool1d", "max_pool2d", "max_pool2d_indices", "max_pool3d", "avg_pool1d",
        "avg_pool1d_padded", "lp_pool1d", "lp_pool1d_p1", "amax_unfold", "max_unpool1d", "max_unpool1d_twice",
    ],
    "entries": ["zeros", "pairs", "nan"],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[amax_unfold-*]": ">=1.7"}

table = {
    "max_pool1d": lambda x: F.max_pool1d(x, 2),
    "max_pool1d_overlap": lambda x: F.max_pool1d(x, 2, stride=1),
    "max_pool1d_indices": lambda x: F.max_pool1d(x, 2, return_indices=True)[0],
    "max_pool1d_dilated": lambda x: F.max_pool1d(x, 2, stride=1, dilation=2),
    "max_pool1d_padded": lambda x: F.max_pool1d(x, 3, padding=1),
    "max_pool1d_ceil": lambda x: F.max_pool1d(x, 3, ceil_mode=True),
    "adaptive_max_pool1d": lambda x: F.adaptive_max_pool1d(x, 3),
    "max_pool2d": lambda x: F.max_pool2d(x.view(1, 1, 2, 2), 2),
    "max_pool2d_indices": lambda x: F.max_pool2d(x.view(1, 1, 2, 2), 2, return_indices=True)[0],
    "max_pool3d": lambda x: F.max_pool3d(x.view(1, 1, 1, 2, 2), (1, 2, 2)),
    "avg_pool1d": lambda x: F.avg_pool1d(x, 2),
    "avg_pool1d_padded": lambda x: F.avg_pool1d(x, 3, padding=1, count_include_pad=False),
    "lp_pool1d": lambda x: F.lp_pool1d(x, 2, 2),
    "lp_pool1d_p1": lambda x: F.lp_pool1d(x, 1, 2),
    "amax_unfold": lambda x: x.unfold(2, 2, 2).amax(3),
    "max_unpool1d": lambda x: F.max_unpool1d(*F.max_pool1d(x, 2, return_indices=True), kernel_size=2),
    "max_unpool1d_twice": lambda x: F.max_unpool1d(x[:, :, :2], torch.zeros(1, 1, 2).long().to(x.device), 2),
}


def observe(device, function, entries):
    x = {
        "zeros": [0.0, 0.0, 0.0, 0.0],
        "pairs": [1.0, 1.0, 2.0, 2.0],
        "nan": [1.0, float("nan"), float("nan"), 3.0],
    }[entries]
    x = torch.tensor([[x]], device=device, requires_grad=True)
    out = table[function](x)
    out.sum().backward()
    yield "value", (out + 0.0).reshape(-1).tolist()
    yield "gradient", (x.grad + 0.0).reshape(-1).tolist()


EXPECT = {
    "[max_pool1d-zeros]": {
        "<1.9": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
    },
    "[max_pool1d_padded-zeros]": {
        "<1.9": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
    },
    "[max_pool1d-pairs]": {
        "<1.9": {"value": [1.0, 2.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [1.0, 2.0], "gradient": [1.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": [1.0, 2.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
    },
    "[max_pool1d_padded-pairs]": {
        "<1.9": {"value": [1.0, 2.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [1.0, 2.0], "gradient": [1.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": [1.0, 2.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
    },
    "[max_pool1d-nan]": {
        "<1.9": {"value": ["nan", "nan"], "gradient": [0.0, 1.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": ["nan", "nan"], "gradient": [0.0, 1.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": ["nan", "nan"], "gradient": [0.0, 1.0, 1.0, 0.0]},
    },
    "[max_pool1d_dilated-nan]": {
        "<1.9": {"value": ["nan", "nan"], "gradient": [0.0, 1.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": ["nan", "nan"], "gradient": [0.0, 1.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": ["nan", "nan"], "gradient": [0.0, 1.0, 1.0, 0.0]},
    },
    "[max_pool1d_padded-nan]": {
        "<1.9": {"value": ["nan", "nan"], "gradient": [0.0, 1.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": ["nan", "nan"], "gradient": [0.0, 1.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": ["nan", "nan"], "gradient": [0.0, 1.0, 1.0, 0.0]},
    },
    "[max_pool1d_overlap-zeros]": {
        "<1.9": {"value": [0.0, 0.0, 0.0], "gradient": [1.0, 1.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [0.0, 0.0, 0.0], "gradient": [1.0, 1.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": [0.0, 0.0, 0.0], "gradient": [1.0, 1.0, 1.0, 0.0]},
    },
    "[max_pool1d_overlap-pairs]": {
        "<1.9": {"value": [1.0, 2.0, 2.0], "gradient": [1.0, 0.0, 2.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [1.0, 2.0, 2.0], "gradient": [1.0, 0.0, 2.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": [1.0, 2.0, 2.0], "gradient": [1.0, 0.0, 2.0, 0.0]},
    },
    "[max_pool1d_overlap-nan]": {
        "<1.9": {"value": ["nan", "nan", "nan"], "gradient": [0.0, 1.0, 2.0, 0.0]},
        ">=1.9,<1.9.1": {"value": ["nan", "nan", "nan"], "gradient": [0.0, 1.0, 2.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": ["nan", "nan", "nan"], "gradient": [0.0, 1.0, 2.0, 0.0]},
    },
    "[max_pool1d_indices-zeros]": {
        "<1.9": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
        ">=1.11,<1.12": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.12": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
    },
    "[max_pool1d_indices-pairs]": {
        "<1.9": {"value": [1.0, 2.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [1.0, 2.0], "gradient": [1.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"value": [1.0, 2.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
        ">=1.11,<1.12": {"value": [1.0, 2.0], "gradient": [1.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.12": {"value": [1.0, 2.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
    },
    "[max_pool1d_indices-nan]": {
        "<1.9": {"value": ["nan", "nan"], "gradient": [0.0, 1.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": ["nan", "nan"], "gradient": [0.0, 1.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"value": ["nan", "nan"], "gradient": [0.0, 1.0, 1.0, 0.0]},
        ">=1.11,<1.12": {"value": ["nan", "nan"], "gradient": [0.0, 1.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.12": {"value": ["nan", "nan"], "gradient": [0.0, 1.0, 1.0, 0.0]},
    },
    "[max_pool1d_dilated-zeros]": {
        "<1.9": {"value": [0.0, 0.0], "gradient": [1.0, 1.0, 0.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [0.0, 0.0], "gradient": [1.0, 1.0, 0.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": [0.0, 0.0], "gradient": [1.0, 1.0, 0.0, 0.0]},
    },
    "[max_pool1d_dilated-pairs]": {
        "<1.9": {"value": [2.0, 2.0], "gradient": [0.0, 0.0, 1.0, 1.0]},
        ">=1.9,<1.9.1": {"value": [2.0, 2.0], "gradient": [0.0, 0.0, 1.0, 1.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": [2.0, 2.0], "gradient": [0.0, 0.0, 1.0, 1.0]},
    },
    "[max_pool1d_ceil-zeros]": {
        "<1.9": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 0.0, 1.0]},
        ">=1.9,<1.9.1": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 0.0, 1.0], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 0.0, 1.0]},
        ">=1.11,<1.12": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 0.0, 1.0], "warns": ["UserWarning"]},
        ">=1.12": {"value": [0.0, 0.0], "gradient": [1.0, 0.0, 0.0, 1.0]},
    },
    "[max_pool1d_ceil-pairs]": {
        "<1.9": {"value": [2.0, 2.0], "gradient": [0.0, 0.0, 1.0, 1.0]},
        ">=1.9,<1.9.1": {"value": [2.0, 2.0], "gradient": [0.0, 0.0, 1.0, 1.0], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"value": [2.0, 2.0], "gradient": [0.0, 0.0, 1.0, 1.0]},
        ">=1.11,<1.12": {"value": [2.0, 2.0], "gradient": [0.0, 0.0, 1.0, 1.0], "warns": ["UserWarning"]},
        ">=1.12": {"value": [2.0, 2.0], "gradient": [0.0, 0.0, 1.0, 1.0]},
    },
    "[max_pool1d_ceil-nan]": {
        "<1.9": {"value": ["nan", 3.0], "gradient": [0.0, 0.0, 1.0, 1.0]},
        ">=1.9,<1.9.1": {"value": ["nan", 3.0], "gradient": [0.0, 0.0, 1.0, 1.0], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"value": ["nan", 3.0], "gradient": [0.0, 0.0, 1.0, 1.0]},
        ">=1.11,<1.12": {"value": ["nan", 3.0], "gradient": [0.0, 0.0, 1.0, 1.0], "warns": ["UserWarning"]},
        ">=1.12": {"value": ["nan", 3.0], "gradient": [0.0, 0.0, 1.0, 1.0]},
    },
    "[adaptive_max_pool1d-zeros]": {">=1.0": {"value": [0.0, 0.0, 0.0], "gradient": [1.0, 1.0, 1.0, 0.0]}},
    "[adaptive_max_pool1d-pairs]": {">=1.0": {"value": [1.0, 2.0, 2.0], "gradient": [1.0, 0.0, 2.0, 0.0]}},
    "[adaptive_max_pool1d-nan]": {">=1.0": {"value": ["nan", "nan", "nan"], "gradient": [0.0, 1.0, 2.0, 0.0]}},
    "[max_pool2d-zeros]": {
        "<1.9": {"value": [0.0], "gradient": [1.0, 0.0, 0.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [0.0], "gradient": [1.0, 0.0, 0.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": [0.0], "gradient": [1.0, 0.0, 0.0, 0.0]},
    },
    "[max_pool2d-pairs]": {
        "<1.9": {"value": [2.0], "gradient": [0.0, 0.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [2.0], "gradient": [0.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": [2.0], "gradient": [0.0, 0.0, 1.0, 0.0]},
    },
    "[max_pool2d-nan]": {
        "<1.9": {"value": ["nan"], "gradient": [0.0, 0.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": ["nan"], "gradient": [0.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1": {"value": ["nan"], "gradient": [0.0, 0.0, 1.0, 0.0]},
    },
    "[max_pool2d_indices-zeros]": {
        "<1.9": {"value": [0.0], "gradient": [1.0, 0.0, 0.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [0.0], "gradient": [1.0, 0.0, 0.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"value": [0.0], "gradient": [1.0, 0.0, 0.0, 0.0]},
        ">=1.11,<1.12": {"value": [0.0], "gradient": [1.0, 0.0, 0.0, 0.0], "warns": ["UserWarning"]},
        ">=1.12": {"value": [0.0], "gradient": [1.0, 0.0, 0.0, 0.0]},
    },
    "[max_pool2d_indices-pairs]": {
        "<1.9": {"value": [2.0], "gradient": [0.0, 0.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [2.0], "gradient": [0.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"value": [2.0], "gradient": [0.0, 0.0, 1.0, 0.0]},
        ">=1.11,<1.12": {"value": [2.0], "gradient": [0.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.12": {"value": [2.0], "gradient": [0.0, 0.0, 1.0, 0.0]},
    },
    "[max_pool2d_indices-nan]": {
        "<1.9": {"value": ["nan"], "gradient": [0.0, 0.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": ["nan"], "gradient": [0.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"value": ["nan"], "gradient": [0.0, 0.0, 1.0, 0.0]},
        ">=1.11,<1.12": {"value": ["nan"], "gradient": [0.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.12": {"value": ["nan"], "gradient": [0.0, 0.0, 1.0, 0.0]},
    },
    "[max_pool3d-zeros]": {">=1.0": {"value": [0.0], "gradient": [1.0, 0.0, 0.0, 0.0]}},
    "[max_pool3d-pairs]": {">=1.0": {"value": [2.0], "gradient": [0.0, 0.0, 1.0, 0.0]}},
    "[max_pool3d-nan]": {">=1.0": {"value": ["nan"], "gradient": [0.0, 0.0, 1.0, 0.0]}},
    "[amax_unfold-zeros]": {">=1.0": {"value": [0.0, 0.0], "gradient": [0.5, 0.5, 0.5, 0.5]}},
    "[avg_pool1d-zeros]": {">=1.0": {"value": [0.0, 0.0], "gradient": [0.5, 0.5, 0.5, 0.5]}},
    "[avg_pool1d_padded-zeros]": {">=1.0": {"value": [0.0, 0.0], "gradient": [0.5, 0.5, 0.5, 0.5]}},
    "[amax_unfold-pairs]": {">=1.0": {"value": [1.0, 2.0], "gradient": [0.5, 0.5, 0.5, 0.5]}},
    "[avg_pool1d-pairs]": {">=1.0": {"value": [1.0, 2.0], "gradient": [0.5, 0.5, 0.5, 0.5]}},
    "[avg_pool1d_padded-pairs]": {">=1.0": {"value": [1.0, 2.0], "gradient": [0.5, 0.5, 0.5, 0.5]}},
    "[avg_pool1d-nan]": {">=1.0": {"value": ["nan", "nan"], "gradient": [0.5, 0.5, 0.5, 0.5]}},
    "[avg_pool1d_padded-nan]": {">=1.0": {"value": ["nan", "nan"], "gradient": [0.5, 0.5, 0.5, 0.5]}},
    "[lp_pool1d-zeros]": {">=1.0": {"value": [0.0, 0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[lp_pool1d_p1-zeros]": {">=1.0": {"value": [0.0, 0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[lp_pool1d-pairs]": {">=1.0": {"value": [1.414, 2.828], "gradient": [0.7071, 0.7071, 0.7071, 0.7071]}},
    "[amax_unfold-nan]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan", "nan", "nan"]}},
    "[lp_pool1d-nan]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan", "nan", "nan"]}},
    "[lp_pool1d_p1-pairs]": {">=1.0": {"value": [2.0, 4.0], "gradient": [1.0, 1.0, 1.0, 1.0]}},
    "[lp_pool1d_p1-nan]": {">=1.0": {"value": ["nan", "nan"], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[max_unpool1d-zeros]": {
        "<1.9": {"value": [0.0, 0.0, 0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [0.0, 0.0, 0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"value": [0.0, 0.0, 0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
        ">=1.11,<1.12": {"value": [0.0, 0.0, 0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.12": {"value": [0.0, 0.0, 0.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
    },
    "[max_unpool1d-pairs]": {
        "<1.9": {"value": [1.0, 0.0, 2.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [1.0, 0.0, 2.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"value": [1.0, 0.0, 2.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
        ">=1.11,<1.12": {"value": [1.0, 0.0, 2.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.12": {"value": [1.0, 0.0, 2.0, 0.0], "gradient": [1.0, 0.0, 1.0, 0.0]},
    },
    "[max_unpool1d-nan]": {
        "<1.9": {"value": [0.0, "nan", "nan", 0.0], "gradient": [0.0, 1.0, 1.0, 0.0]},
        ">=1.9,<1.9.1": {"value": [0.0, "nan", "nan", 0.0], "gradient": [0.0, 1.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"value": [0.0, "nan", "nan", 0.0], "gradient": [0.0, 1.0, 1.0, 0.0]},
        ">=1.11,<1.12": {"value": [0.0, "nan", "nan", 0.0], "gradient": [0.0, 1.0, 1.0, 0.0], "warns": ["UserWarning"]},
        ">=1.12": {"value": [0.0, "nan", "nan", 0.0], "gradient": [0.0, 1.0, 1.0, 0.0]},
    },
    "[max_unpool1d_twice-zeros]": {">=1.0": {"value": [0.0, 0.0, 0.0, 0.0], "gradient": [1.0, 1.0, 0.0, 0.0]}},
    "[max_unpool1d_twice-pairs]": {">=1.0": {"value": [1.0, 0.0, 0.0, 0.0], "gradient": [1.0, 1.0, 0.0, 0.0]}},
    "[max_unpool1d_twice-nan]": {">=1.0": {"value": ["nan", 0.0, 0.0, 0.0], "gradient": [1.0, 1.0, 0.0, 0.0]}},
}

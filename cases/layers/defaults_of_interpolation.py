"""What do interpolate, grid_sample and pad do by default, and where do their gradients go?

`grid_sample` and `affine_grid` aligned corners by default until 1.3 and do not since 1.4: other values and other
gradients from the same code, announced by a warning in 1.3, which still comes (UserWarning).
Where a dimension has one entry only, `affine_grid` moved its point from the edge to the middle in 1.3 already,
with the same pull request and without a warning.
`interpolate` never aligned them since 0.4, and warned of that until 1.10.
With a scale factor that does not divide the size, the sizes decided until 1.5 and the factor decides since 1.6:
other values, other gradients in linear mode; warnings told of it from 1.5 to 1.10.
The gradient of padding by reflection or replication is added to the entries that were copied.

https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.grid_sample.html
https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html
https://github.com/pytorch/pytorch/pull/24929
https://github.com/pytorch/pytorch/pull/41117
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "function": [
        "grid_sample",
        "affine_grid",
        "linear",
        "linear by 1.5",
        "nearest by 1.5",
        "area",
        "constant",
        "reflect",
        "replicate",
        "circular",
    ]
}
TORCH = {"[circular]": ">=1.1"}


def observe(device, function):
    x = torch.tensor([[[1.0, 2.0, 4.0]]], device=device, requires_grad=True)
    out = {
        "grid_sample": lambda: F.grid_sample(x[None], torch.tensor([[[[0.5, 0.0]]]], device=device)),
        "affine_grid": lambda: F.affine_grid(F.pad(x, (0, 0, 0, 1)), torch.Size([1, 1, 1, 2])),
        "linear": lambda: F.interpolate(x, scale_factor=2, mode="linear"),
        "linear by 1.5": lambda: F.interpolate(x, scale_factor=1.5, mode="linear", align_corners=False),
        "nearest by 1.5": lambda: F.interpolate(x, scale_factor=1.5, mode="nearest"),
        "area": lambda: F.interpolate(x, size=2, mode="area"),
        "constant": lambda: F.pad(x, (1, 1)),
        "reflect": lambda: F.pad(x, (1, 1), mode="reflect"),
        "replicate": lambda: F.pad(x, (1, 1), mode="replicate"),
        "circular": lambda: F.pad(x, (1, 1), mode="circular"),
    }[function]()
    yield "output", out.detach().view(-1).tolist()
    out.sum().backward()
    yield "x.grad", [round(number, 3) for number in x.grad.view(-1).tolist()]


EXPECT = {
    "[grid_sample]": {
        "<1.3": {"output": [3.0], "x.grad": [0.0, 0.5, 0.5]},
        ">=1.3,<1.4": {"output": [3.0], "x.grad": [0.0, 0.5, 0.5], "warns": ["UserWarning"]},
        ">=1.4": {"output": [3.5], "x.grad": [0.0, 0.25, 0.75], "warns": ["UserWarning"]},
    },
    "[affine_grid]": {
        "<1.3": {"output": [1.0, 0.0, 3.0, 0.0], "x.grad": [0.0, -2.0, 2.0]},
        ">=1.3,<1.4": {"output": [3.0, 0.0, 5.0, 0.0], "x.grad": [0.0, 0.0, 2.0], "warns": ["UserWarning"]},
        ">=1.4": {"output": [3.5, 0.0, 4.5, 0.0], "x.grad": [0.0, 0.0, 2.0], "warns": ["UserWarning"]},
    },
    "[linear]": {
        "<1.11": {"output": [1.0, 1.25, 1.75, 2.5, 3.5, 4.0], "x.grad": [2.0, 2.0, 2.0], "warns": ["UserWarning"]},
        ">=1.11": {"output": [1.0, 1.25, 1.75, 2.5, 3.5, 4.0], "x.grad": [2.0, 2.0, 2.0]},
    },
    "[linear by 1.5]": {
        "<1.5": {"output": [1.0, 1.625, 2.75, 4.0], "x.grad": [1.375, 1.25, 1.375]},
        ">=1.5,<1.6": {"output": [1.0, 1.625, 2.75, 4.0], "x.grad": [1.375, 1.25, 1.375], "warns": ["UserWarning"]},
        ">=1.6,<1.11": {"output": [1.0, 1.5, 2.333, 3.667], "x.grad": [1.5, 1.5, 1.0], "warns": ["UserWarning"]},
        ">=1.11": {"output": [1.0, 1.5, 2.333, 3.667], "x.grad": [1.5, 1.5, 1.0]},
    },
    "[nearest by 1.5]": {
        "<1.5": {"output": [1.0, 1.0, 2.0, 4.0], "x.grad": [2.0, 1.0, 1.0]},
        ">=1.5,<1.11": {"output": [1.0, 1.0, 2.0, 4.0], "x.grad": [2.0, 1.0, 1.0], "warns": ["UserWarning"]},
        ">=1.11": {"output": [1.0, 1.0, 2.0, 4.0], "x.grad": [2.0, 1.0, 1.0]},
    },
    "[area]": {">=1.0": {"output": [1.5, 3.0], "x.grad": [0.5, 1.0, 0.5]}},
    "[constant]": {">=1.0": {"output": [0.0, 1.0, 2.0, 4.0, 0.0], "x.grad": [1.0, 1.0, 1.0]}},
    "[reflect]": {">=1.0": {"output": [2.0, 1.0, 2.0, 4.0, 2.0], "x.grad": [1.0, 3.0, 1.0]}},
    "[replicate]": {">=1.0": {"output": [1.0, 1.0, 2.0, 4.0, 4.0], "x.grad": [2.0, 1.0, 2.0]}},
    "[circular]": {">=1.0": {"output": [4.0, 1.0, 2.0, 4.0, 1.0], "x.grad": [2.0, 1.0, 2.0]}},
}

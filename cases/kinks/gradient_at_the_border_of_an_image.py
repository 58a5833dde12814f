"""What gradient does grid_sample give a point of the grid that lies on the border, or beyond it?

With padding "border" a point beyond the border is moved onto it, and has no gradient since 1.5; until 1.4 a point
that sat on the border had one.
Where the image is one pixel high, its other direction lost a gradient in 1.5 in the same way.
Between two pixels the bilinear slope is that of the interval to the right of the point.
"nearest" has slope 0 everywhere, and "bicubic" exists since 1.8.
align_corners came in 1.3, with a warning that its default would change; it changed in 1.4, so that the same grid
means other pixels.
Nothing announced the change of 1.5.

https://github.com/pytorch/pytorch/pull/32829
https://github.com/pytorch/pytorch/pull/24929
https://github.com/pytorch/pytorch/pull/44780
https://github.com/pytorch/pytorch/issues/23925
https://pytorch.org/docs/stable/generated/torch.nn.functional.grid_sample.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "padding": ["zeros", "border", "reflection"],
    "mode": ["bilinear", "nearest", "bicubic"],
    "align_corners": [None, True, False],
}
TORCH = {"[*-*-True]": ">=1.3", "[*-*-False]": ">=1.3", "[*-bicubic-*]": ">=1.8"}


def observe(device, padding, mode, align_corners):
    image = torch.tensor([[[[1.0, 2.0, 4.0]]]], device=device, requires_grad=True)
    grid = [[-2.0, 0.0], [-1.0, 0.0], [0.0, 0.0], [1.0, 0.0], [2.0, 0.0]]
    grid = torch.tensor([[grid]], device=device, requires_grad=True)
    options = {} if align_corners is None else {"align_corners": align_corners}
    out = F.grid_sample(image, grid, mode=mode, padding_mode=padding, **options)
    out.sum().backward()
    yield "value at -2, -1, 0, 1, 2", [round(number, 4) + 0.0 for number in out.view(-1).tolist()]
    yield "gradient of x at -2, -1, 0, 1, 2", [round(slope, 4) + 0.0 for slope in grid.grad[0, 0, :, 0].tolist()]
    yield "gradient of y", [round(slope, 4) + 0.0 for slope in grid.grad[0, 0, :, 1].tolist()]
    yield "gradient of the image", [round(slope, 4) + 0.0 for slope in image.grad.view(-1).tolist()]


EXPECT = {
    "[zeros-bilinear-None]": {
        "<1.3": {
            "value at -2, -1, 0, 1, 2": [0.0, 1.0, 2.0, 4.0, 0.0],
            "gradient of x at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, -4.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 1.0, 1.0],
        },
        ">=1.3,<1.4": {
            "value at -2, -1, 0, 1, 2": [0.0, 1.0, 2.0, 4.0, 0.0],
            "gradient of x at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, -4.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 1.0, 1.0],
            "warns": ["UserWarning"],
        },
        ">=1.4": {
            "value at -2, -1, 0, 1, 2": [0.0, 0.5, 2.0, 2.0, 0.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 1.5, 3.0, -6.0, 0.0],
            "gradient of y": [0.0, -0.25, -1.0, -1.0, 0.0],
            "gradient of the image": [0.5, 1.0, 0.5],
            "warns": ["UserWarning"],
        },
    },
    "[zeros-bilinear-True]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [0.0, 1.0, 2.0, 4.0, 0.0],
            "gradient of x at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, -4.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 1.0, 1.0],
        },
    },
    "[zeros-bilinear-False]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [0.0, 0.5, 2.0, 2.0, 0.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 1.5, 3.0, -6.0, 0.0],
            "gradient of y": [0.0, -0.25, -1.0, -1.0, 0.0],
            "gradient of the image": [0.5, 1.0, 0.5],
        },
    },
    "[zeros-nearest-None]": {
        "<1.3": {
            "value at -2, -1, 0, 1, 2": [0.0, 1.0, 2.0, 4.0, 0.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 1.0, 1.0],
        },
        ">=1.3": {
            "value at -2, -1, 0, 1, 2": [0.0, 1.0, 2.0, 4.0, 0.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 1.0, 1.0],
            "warns": ["UserWarning"],
        },
    },
    "[zeros-nearest-False]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [0.0, 1.0, 2.0, 4.0, 0.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 1.0, 1.0],
        },
    },
    "[zeros-nearest-True]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [0.0, 1.0, 2.0, 4.0, 0.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 1.0, 1.0],
        },
    },
    "[zeros-bicubic-None]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [0.0, 0.4062, 2.0, 2.188, 0.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 1.406, 3.375, -7.312, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [0.5938, 0.8125, 0.5938],
            "warns": ["UserWarning"],
        },
    },
    "[zeros-bicubic-True]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [0.0, 1.0, 2.0, 4.0, 0.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.75, 1.5, 2.25, -1.5, -3.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 1.0, 1.0],
        },
    },
    "[zeros-bicubic-False]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [0.0, 0.4062, 2.0, 2.188, 0.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 1.406, 3.375, -7.312, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [0.5938, 0.8125, 0.5938],
        },
    },
    "[border-bilinear-None]": {
        "<1.3": {
            "value at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, 4.0, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 1.0, 2.0, -4.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [2.0, 1.0, 2.0],
        },
        ">=1.3,<1.4": {
            "value at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, 4.0, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 1.0, 2.0, -4.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [2.0, 1.0, 2.0],
            "warns": ["UserWarning"],
        },
        ">=1.4,<1.5": {
            "value at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, 4.0, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 3.0, 0.0, 0.0],
            "gradient of y": [-0.5, -0.5, -1.0, -2.0, -2.0],
            "gradient of the image": [2.0, 1.0, 2.0],
            "warns": ["UserWarning"],
        },
        ">=1.5": {
            "value at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, 4.0, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 3.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [2.0, 1.0, 2.0],
            "warns": ["UserWarning"],
        },
    },
    "[border-bilinear-True]": {
        "<1.5": {
            "value at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, 4.0, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 1.0, 2.0, -4.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [2.0, 1.0, 2.0],
        },
        ">=1.5": {
            "value at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, 4.0, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 2.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [2.0, 1.0, 2.0],
        },
    },
    "[border-bilinear-False]": {
        "<1.5": {
            "value at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, 4.0, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 3.0, 0.0, 0.0],
            "gradient of y": [-0.5, -0.5, -1.0, -2.0, -2.0],
            "gradient of the image": [2.0, 1.0, 2.0],
        },
        ">=1.5": {
            "value at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, 4.0, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 3.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [2.0, 1.0, 2.0],
        },
    },
    "[border-nearest-None]": {
        "<1.3": {
            "value at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, 4.0, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [2.0, 1.0, 2.0],
        },
        ">=1.3": {
            "value at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, 4.0, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [2.0, 1.0, 2.0],
            "warns": ["UserWarning"],
        },
    },
    "[border-nearest-False]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, 4.0, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [2.0, 1.0, 2.0],
        },
    },
    "[border-nearest-True]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, 4.0, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [2.0, 1.0, 2.0],
        },
    },
    "[border-bicubic-None]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [1.0, 0.9062, 2.0, 4.188, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, -0.2812, 3.375, -0.5625, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [2.094, 0.8125, 2.094],
            "warns": ["UserWarning"],
        },
    },
    "[border-bicubic-True]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [1.0, 1.0, 2.0, 4.0, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.75, 2.25, 1.5, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [2.0, 1.0, 2.0],
        },
    },
    "[border-bicubic-False]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [1.0, 0.9062, 2.0, 4.188, 4.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, -0.2812, 3.375, -0.5625, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [2.094, 0.8125, 2.094],
        },
    },
    "[reflection-bilinear-None]": {
        "<1.3": {
            "value at -2, -1, 0, 1, 2": [2.0, 1.0, 2.0, 4.0, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [-2.0, 1.0, 2.0, -4.0, -2.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 3.0, 1.0],
        },
        ">=1.3,<1.4": {
            "value at -2, -1, 0, 1, 2": [2.0, 1.0, 2.0, 4.0, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [-2.0, 1.0, 2.0, -4.0, -2.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 3.0, 1.0],
            "warns": ["UserWarning"],
        },
        ">=1.4,<1.5": {
            "value at -2, -1, 0, 1, 2": [2.0, 1.0, 2.0, 4.0, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [-3.0, 0.0, 3.0, 0.0, -3.0],
            "gradient of y": [-1.0, -0.5, -1.0, -2.0, -1.0],
            "gradient of the image": [1.0, 3.0, 1.0],
            "warns": ["UserWarning"],
        },
        ">=1.5": {
            "value at -2, -1, 0, 1, 2": [2.0, 1.0, 2.0, 4.0, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [-3.0, 0.0, 3.0, 0.0, -3.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 3.0, 1.0],
            "warns": ["UserWarning"],
        },
    },
    "[reflection-bilinear-True]": {
        "<1.5": {
            "value at -2, -1, 0, 1, 2": [2.0, 1.0, 2.0, 4.0, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [-2.0, 1.0, 2.0, -4.0, -2.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 3.0, 1.0],
        },
        ">=1.5": {
            "value at -2, -1, 0, 1, 2": [2.0, 1.0, 2.0, 4.0, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [-2.0, 0.0, 2.0, 0.0, -2.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 3.0, 1.0],
        },
    },
    "[reflection-bilinear-False]": {
        "<1.5": {
            "value at -2, -1, 0, 1, 2": [2.0, 1.0, 2.0, 4.0, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [-3.0, 0.0, 3.0, 0.0, -3.0],
            "gradient of y": [-1.0, -0.5, -1.0, -2.0, -1.0],
            "gradient of the image": [1.0, 3.0, 1.0],
        },
        ">=1.5": {
            "value at -2, -1, 0, 1, 2": [2.0, 1.0, 2.0, 4.0, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [-3.0, 0.0, 3.0, 0.0, -3.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 3.0, 1.0],
        },
    },
    "[reflection-nearest-None]": {
        "<1.3": {
            "value at -2, -1, 0, 1, 2": [2.0, 1.0, 2.0, 4.0, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 3.0, 1.0],
        },
        ">=1.3": {
            "value at -2, -1, 0, 1, 2": [2.0, 1.0, 2.0, 4.0, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 3.0, 1.0],
            "warns": ["UserWarning"],
        },
    },
    "[reflection-nearest-False]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [2.0, 1.0, 2.0, 4.0, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 3.0, 1.0],
        },
    },
    "[reflection-nearest-True]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [2.0, 1.0, 2.0, 4.0, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 3.0, 1.0],
        },
    },
    "[reflection-bicubic-None]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [2.0, 0.8125, 2.0, 4.375, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [-3.375, 0.0, 3.375, 0.0, -3.375],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.188, 2.625, 1.188],
            "warns": ["UserWarning"],
        },
    },
    "[reflection-bicubic-True]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [2.0, 1.0, 2.0, 4.0, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [-2.25, 0.0, 2.25, 0.0, -2.25],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.0, 3.0, 1.0],
        },
    },
    "[reflection-bicubic-False]": {
        ">=1.0": {
            "value at -2, -1, 0, 1, 2": [2.0, 0.8125, 2.0, 4.375, 2.0],
            "gradient of x at -2, -1, 0, 1, 2": [-3.375, 0.0, 3.375, 0.0, -3.375],
            "gradient of y": [0.0, 0.0, 0.0, 0.0, 0.0],
            "gradient of the image": [1.188, 2.625, 1.188],
        },
    },
}

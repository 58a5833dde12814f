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

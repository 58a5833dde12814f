"""What gradient does grid_sample give a point of the grid that lies on the border, or beyond it?

With padding "border" a point beyond the border is moved onto it, and has no gradient since 1.5; before, a point on
the border had one.
Between two pixels the bilinear slope is that of the interval to the right of the point.
"nearest" has slope 0 everywhere.
The default of align_corners changed in 1.3, so that the same grid means other pixels; a warning speaks of it when it
is not given.

https://github.com/pytorch/pytorch/pull/32829
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
TORCH = {"[*-*-True]": ">=1.3", "[*-*-False]": ">=1.3", "[*-bicubic-*]": ">=1.7"}


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

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
}  # fmt: skip
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

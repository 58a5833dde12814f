"""Does load_state_dict notice that a vector is loaded into a scalar parameter?

Until 2.9 a parameter of shape () took the first entry of a vector of any length and dropped the rest without a word,
with `strict=True` too: checkpoints of 0.3, which had no scalars, were to be loaded (#9781).
Since 2.10 only a vector of one entry is taken; a longer one raises the size mismatch that other shapes raise.
A buffer is treated as a parameter is.

https://github.com/pytorch/pytorch/pull/166335
https://github.com/pytorch/pytorch/issues/165873
https://github.com/pytorch/pytorch/pull/9781
"""

import torch
from torch import nn

PARAMS = {"kind": ["parameter", "buffer"], "saved": ["scalar", "vector of one", "vector of three", "matrix of one"]}


def observe(device, kind, saved):
    module = nn.Module()
    scale = torch.tensor(0.0, device=device)
    if kind == "parameter":
        module.scale = nn.Parameter(scale)
    else:
        module.register_buffer("scale", scale)
    value = {
        "scalar": torch.tensor(5.0, device=device),
        "vector of one": torch.tensor([5.0], device=device),
        "vector of three": torch.tensor([5.0, 6.0, 7.0], device=device),
        "matrix of one": torch.tensor([[5.0]], device=device),
    }[saved]
    try:
        module.load_state_dict({"scale": value})
        yield "load_state_dict", "works"
    except RuntimeError as error:
        yield "load_state_dict", type(error).__name__
    yield "scale", module.scale.item()


EXPECT = {
    "[*-scalar]": {">=1.0": {"load_state_dict": "works", "scale": 5.0}},
    "[*-vector of one]": {">=1.0": {"load_state_dict": "works", "scale": 5.0}},
    "[*-vector of three]": {
        "<2.10": {"load_state_dict": "works", "scale": 5.0},
        ">=2.10": {"load_state_dict": "RuntimeError", "scale": 0.0},
    },
    "[*-matrix of one]": {">=1.0": {"load_state_dict": "RuntimeError", "scale": 0.0}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/165873",
        "says": "A vector is loaded into a scalar parameter without complaint, its first value is taken.",
        "facts": {"load_state_dict": "works", "scale": 5.0},
        "rows": "[*-vector of three]",
    },
]

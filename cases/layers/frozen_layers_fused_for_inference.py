"""Does fusing a frozen convolution with its batch norm keep it frozen?

`fuse_conv_bn_eval`, since 1.2, and `fuse_linear_bn_eval`, since 1.13, make new Parameters: until 1.13 they required
grad, whatever the layers said, so a frozen backbone was silently trainable after the fusion;
since 2.0 they keep the flags, as its release notes say. No warning told of it.
The fused layer is a copy: the old one and its optimizer are left as they were.

https://github.com/pytorch/pytorch/pull/89100
https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.fusion.fuse_conv_bn_eval.html
"""

import torch
from torch import nn

PARAMS = {"frozen": ["none", "conv", "both"], "kind": ["Conv1d", "Linear"]}
TORCH = {"[*-Conv1d]": ">=1.2", "[*-Linear]": ">=1.13"}


def observe(device, frozen, kind):
    import torch.nn.utils.fusion as fusion

    layer = (nn.Conv1d(2, 2, 1) if kind == "Conv1d" else nn.Linear(2, 2)).to(device).eval()
    norm = nn.BatchNorm1d(2).to(device).eval()
    layer.requires_grad_(frozen == "none")
    norm.requires_grad_(frozen != "both")
    fused = (fusion.fuse_conv_bn_eval if kind == "Conv1d" else fusion.fuse_linear_bn_eval)(layer, norm)
    yield "fused weight requires grad", fused.weight.requires_grad
    yield "fused bias requires grad", fused.bias.requires_grad
    yield "fused weight is new", fused.weight is not layer.weight
    yield "old layer requires grad", layer.weight.requires_grad


EXPECT = {
    "[none-*]": {
        ">=1.0": {
            "fused weight requires grad": True,
            "fused bias requires grad": True,
            "fused weight is new": True,
            "old layer requires grad": True,
        },
    },
    "[both-*]": {
        "<2.0": {
            "fused weight requires grad": True,
            "fused bias requires grad": True,
            "fused weight is new": True,
            "old layer requires grad": False,
        },
        ">=2.0": {
            "fused weight requires grad": False,
            "fused bias requires grad": False,
            "fused weight is new": True,
            "old layer requires grad": False,
        },
    },
    "[conv-*]": {
        "<2.0": {
            "fused weight requires grad": True,
            "fused bias requires grad": True,
            "fused weight is new": True,
            "old layer requires grad": False,
        },
        ">=2.0": {
            "fused weight requires grad": False,
            "fused bias requires grad": False,
            "fused weight is new": True,
            "old layer requires grad": False,
        },
    },
}

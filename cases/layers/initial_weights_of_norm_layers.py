"""Do norm layers start as the identity?

Layer, group and instance norm always did: weights of 1, biases of 0.
Batch norm drew its weight from between 0 and 1 until 1.1, and starts with 1 since 1.2, as the release notes say.
Instance norm with `affine=True` followed batch norm, as it shares its code.

https://github.com/pytorch/pytorch/issues/12259
https://github.com/pytorch/pytorch/pull/12325
https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html
"""

import torch
from torch import nn

PARAMS = {"layer": ["BatchNorm1d", "InstanceNorm1d", "LayerNorm", "GroupNorm"]}


def observe(layer):
    norm = {
        "BatchNorm1d": lambda: nn.BatchNorm1d(8),
        "InstanceNorm1d": lambda: nn.InstanceNorm1d(8, affine=True),
        "LayerNorm": lambda: nn.LayerNorm(8),
        "GroupNorm": lambda: nn.GroupNorm(2, 8),
    }[layer]()
    yield "weight is all ones", torch.equal(norm.weight, torch.ones(8))
    yield "bias is all zeros", torch.equal(norm.bias, torch.zeros(8))


EXPECT = {
    "[BatchNorm1d]": {
        "<1.2": {"weight is all ones": False, "bias is all zeros": True},
        ">=1.2": {"weight is all ones": True, "bias is all zeros": True},
    },
    "[InstanceNorm1d]": {
        "<1.2": {"weight is all ones": False, "bias is all zeros": True},
        ">=1.2": {"weight is all ones": True, "bias is all zeros": True},
    },
    "[GroupNorm]": {">=1.0": {"weight is all ones": True, "bias is all zeros": True}},
    "[LayerNorm]": {">=1.0": {"weight is all ones": True, "bias is all zeros": True}},
}

"""Does Adam(betas=(0, 0.9)), as the recipes of GANs have it, still work?

WGAN-GP, StyleGAN and many others switch the first average off with a beta of 0, often written as a whole number.
Until 2.5 it does everywhere. Since 2.6, which lets betas be tensors (#134171), Adam and AdamW refuse a pair of an int
and a float with ValueError: "both floats or both Tensors" is meant literally. No warning announced it.
The other optimizers with betas go on taking it, and `0.0` means the same everywhere.

https://github.com/pytorch/pytorch/pull/134171
https://github.com/NVlabs/stylegan3/issues/655
https://github.com/TencentARC/GFPGAN/pull/640
"""

import torch

TORCH = {"[AdamW-*]": ">=1.2", "[NAdam-*]": ">=1.10", "[RAdam-*]": ">=1.10"}

PARAMS = {"optimizer": ["Adam", "AdamW", "Adamax", "NAdam", "RAdam"], "first": [0, 0.0]}


def observe(device, optimizer, first):
    weight = torch.ones(2, device=device, requires_grad=True)
    try:
        made = getattr(torch.optim, optimizer)([weight], lr=0.5, betas=(first, 0.9))
        yield "betas", "accepted"
    except ValueError as error:
        yield "betas", type(error).__name__
        return
    weight.grad = torch.ones_like(weight)
    made.step()
    yield "weight moved", bool((weight != 1).any())


WORKAROUND = {
    "[Adam-0]": "optimizers/whole_number_as_a_beta[Adam-0.0]",
    "[AdamW-0]": "optimizers/whole_number_as_a_beta[AdamW-0.0]",
}

EXPECT = {
    "[Adam-0]": {"<2.6": {"betas": "accepted", "weight moved": True}, ">=2.6": {"betas": "ValueError"}},
    "[AdamW-0]": {"<2.6": {"betas": "accepted", "weight moved": True}, ">=2.6": {"betas": "ValueError"}},
    "[*-0.0]": {">=1.0": {"betas": "accepted", "weight moved": True}},
    "[Adamax-0]": {">=1.0": {"betas": "accepted", "weight moved": True}},
    "[NAdam-0]": {">=1.0": {"betas": "accepted", "weight moved": True}},
    "[RAdam-0]": {">=1.0": {"betas": "accepted", "weight moved": True}},
}

CLAIMS = [
    {
        "source": "https://github.com/TencentARC/GFPGAN/pull/640",
        "says": "PyTorch 2.x refuses a beta that is the integer 0.",
        "facts": {"betas": "ValueError"},
        "rows": "[Adam-0]",
    },
]

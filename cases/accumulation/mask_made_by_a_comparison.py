"""How is a mask that a comparison made inverted, counted and multiplied?

Until 1.1 a comparison gave uint8, so that `1 - mask`,
`mask.mean()` of floats and sums beyond 255 had rules of their own;
since 1.2 it gives bool: `1 - mask` and `mask - mask` raise, and `~mask` is the way.
`~` of a uint8 mask was a logical not until 1.1, and flips all bits since 1.2: 1 becomes 254, and both count as true.
A float loss times a mask raised in 1.0 to 1.2, and works since types are promoted in 1.3.
The error of `1 - mask`, `mask - mask` and `-mask` is a NotImplementedError since 2.14, a RuntimeError before.
The release notes of 1.2 name the first two; no warning announced them.

https://github.com/pytorch/pytorch/releases/tag/v1.2.0
https://github.com/pytorch/pytorch/pull/21113
https://github.com/pytorch/pytorch/pull/23519
https://github.com/pytorch/pytorch/pull/22273
https://github.com/pytorch/pytorch/pull/192348
https://pytorch.org/docs/stable/tensors.html
"""

import torch

PARAMS = {
    "expression": [
        "1 - mask", "~mask", "~mask.byte()", "1 - mask.byte()", "mask == 0", "mask - mask", "mask + mask",
        "mask * mask", "-mask", "mask.sum()", "loss * mask", "loss * (1 - mask)", "loss[mask]",
        "loss[~mask.byte()]", "masked_fill", "where", "mask.float().mean()", "mask += mask",
    ],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, expression):
    x = torch.tensor([1.0, 2.0, 3.0], device=device, requires_grad=True)
    loss = x * 2
    mask = x > 1.5
    out = {
        "1 - mask": lambda: 1 - mask,
        "~mask": lambda: ~mask,
        "~mask.byte()": lambda: ~mask.byte(),
        "1 - mask.byte()": lambda: 1 - mask.byte(),
        "mask == 0": lambda: mask == 0,
        "mask - mask": lambda: mask - mask,
        "mask + mask": lambda: mask + mask,
        "mask * mask": lambda: mask * mask,
        "-mask": lambda: -mask,
        "mask.sum()": lambda: mask.sum(),
        "loss * mask": lambda: loss * mask,
        "loss * (1 - mask)": lambda: loss * (1 - mask).float(),
        "loss[mask]": lambda: loss[mask],
        "loss[~mask.byte()]": lambda: loss[~mask.byte()],
        "masked_fill": lambda: loss.masked_fill(mask, 0.0),
        "where": lambda: torch.where(mask, loss, torch.zeros_like(loss)),
        "mask.float().mean()": lambda: mask.float().mean(),
        "mask += mask": lambda: mask.add_(mask),
    }[expression]()
    yield "dtype", str(out.dtype)
    yield "value", [float(entry) for entry in out.detach().reshape(-1)]
    if out.requires_grad:
        out.sum().backward()
        yield "x.grad", x.grad.tolist()


WORKAROUND = {
    "[1 - mask]": "accumulation/mask_made_by_a_comparison[1 - mask.byte()]",
    "[~mask]": "accumulation/mask_made_by_a_comparison[1 - mask.byte()]",
    "[mask == 0]": "accumulation/mask_made_by_a_comparison[1 - mask.byte()]",
    "[loss [*] mask]": "accumulation/mask_made_by_a_comparison[where]",
    "[loss [*] (1 - mask)]": "accumulation/mask_made_by_a_comparison[masked_fill]",
}

EXPECT = {
    "[1 - mask]": {
        "<1.2": {"dtype": "torch.uint8", "value": [1.0, 0.0, 0.0]},
        ">=1.2,<2.14": {"raises": "RuntimeError"},
        ">=2.14": {"raises": "NotImplementedError"},
    },
    "[mask == 0]": {
        "<1.2": {"dtype": "torch.uint8", "value": [1.0, 0.0, 0.0]},
        ">=1.2": {"dtype": "torch.bool", "value": [1.0, 0.0, 0.0]},
    },
    "[~mask]": {
        "<1.2": {"dtype": "torch.uint8", "value": [1.0, 0.0, 0.0]},
        ">=1.2": {"dtype": "torch.bool", "value": [1.0, 0.0, 0.0]},
    },
    "[~mask.byte()]": {
        "<1.2": {"dtype": "torch.uint8", "value": [1.0, 0.0, 0.0]},
        ">=1.2": {"dtype": "torch.uint8", "value": [255.0, 254.0, 254.0]},
    },
    "[1 - mask.byte()]": {">=1.0": {"dtype": "torch.uint8", "value": [1.0, 0.0, 0.0]}},
    "[mask - mask]": {
        "<1.2": {"dtype": "torch.uint8", "value": [0.0, 0.0, 0.0]},
        ">=1.2,<2.14": {"raises": "RuntimeError"},
        ">=2.14": {"raises": "NotImplementedError"},
    },
    "[mask + mask]": {
        "<1.2": {"dtype": "torch.uint8", "value": [0.0, 2.0, 2.0]},
        ">=1.2": {"dtype": "torch.bool", "value": [0.0, 1.0, 1.0]},
    },
    "[mask += mask]": {
        "<1.2": {"dtype": "torch.uint8", "value": [0.0, 2.0, 2.0]},
        ">=1.2": {"dtype": "torch.bool", "value": [0.0, 1.0, 1.0]},
    },
    "[mask [*] mask]": {
        "<1.2": {"dtype": "torch.uint8", "value": [0.0, 1.0, 1.0]},
        ">=1.2": {"dtype": "torch.bool", "value": [0.0, 1.0, 1.0]},
    },
    "[-mask]": {
        "<1.2": {"dtype": "torch.uint8", "value": [0.0, 255.0, 255.0]},
        ">=1.2,<2.14": {"raises": "RuntimeError"},
        ">=2.14": {"raises": "NotImplementedError"},
    },
    "[mask.sum()]": {">=1.0": {"dtype": "torch.int64", "value": [2.0]}},
    "[loss [*] mask]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {"dtype": "torch.float32", "value": [0.0, 4.0, 6.0], "x.grad": [0.0, 2.0, 2.0]},
    },
    "[loss [*] (1 - mask)]": {
        "<1.2": {"dtype": "torch.float32", "value": [2.0, 0.0, 0.0], "x.grad": [2.0, 0.0, 0.0]},
        ">=1.2,<2.14": {"raises": "RuntimeError"},
        ">=2.14": {"raises": "NotImplementedError"},
    },
    "[loss[[]mask]]": {">=1.0": {"dtype": "torch.float32", "value": [4.0, 6.0], "x.grad": [0.0, 2.0, 2.0]}},
    "[loss[[]~mask.byte()]]": {
        "<1.2": {"dtype": "torch.float32", "value": [2.0], "x.grad": [2.0, 0.0, 0.0]},
        ">=1.2": {
            "dtype": "torch.float32",
            "value": [2.0, 4.0, 6.0],
            "x.grad": [2.0, 2.0, 2.0],
            "warns": ["UserWarning"],
        },
    },
    "[masked_fill]": {">=1.0": {"dtype": "torch.float32", "value": [2.0, 0.0, 0.0], "x.grad": [2.0, 0.0, 0.0]}},
    "[where]": {">=1.0": {"dtype": "torch.float32", "value": [0.0, 4.0, 6.0], "x.grad": [0.0, 2.0, 2.0]}},
    "[mask.float().mean()]": {">=1.0": {"dtype": "torch.float32", "value": [0.6667]}},
}

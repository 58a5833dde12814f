"""Does a TransformerEncoder give the same output in eval mode with and without gradients?

Since 1.13 eval mode, together with no_grad or frozen parameters, takes a fused path, which handles padding as
nested tensors: the output at padded positions becomes zero there, where the ordinary path computes something.
From then on, whether gradients are recorded changes the output, silently, and if no sequence of the batch uses the
last positions, the output was even cut to the longest one that is used; that ended in 2.1, which pads it with zeros.
The values at positions that count are the same up to rounding.
`enable_nested_tensor=False` avoids the nested tensors, and `torch.backends.mha.set_fastpath_enabled(False)`
all of it.
That nested tensors are a prototype is all that 1.13 and later warn of (no note found for the change in 2.1).

https://github.com/pytorch/pytorch/pull/75809
https://github.com/pytorch/pytorch/issues/86120
https://github.com/pytorch/pytorch/issues/97111
https://github.com/pytorch/pytorch/issues/128209
"""

import torch
from torch import nn

PARAMS = {
    "grad": ["on", "no_grad", "frozen", "no_grad in train mode"],
    "padding": ["none", "one sequence", "all sequences"],
    "nested": ["default", "off"],
}
TORCH = {"[*]": ">=1.9", "[*-off]": ">=1.12"}


def observe(device, grad, padding, nested):
    layer = nn.TransformerEncoderLayer(4, 2, 4, dropout=0.0, batch_first=True)
    options = {"enable_nested_tensor": False} if nested == "off" else {}
    model = nn.TransformerEncoder(layer, 2, **options).to(device).train("train" in grad)
    if grad == "frozen":
        model.requires_grad_(False)
    x = torch.arange(24.0, device=device).view(2, 3, 4).sin()
    mask = torch.zeros(2, 3, dtype=torch.bool, device=device)
    mask[0, 2] = padding != "none"
    mask[1, 2] = padding == "all sequences"
    with torch.set_grad_enabled("no_grad" not in grad):
        out = model(x, src_key_padding_mask=mask)
    yield "shape", list(out.shape)
    yield "requires_grad", out.requires_grad
    if out.shape[1] == 3:
        yield "output at the padded position", out[0, 2]


EXPECT = {
    "[on-*-*]": {">=1.0": {"shape": [2, 3, 4], "requires_grad": True, "output at the padded position": "nonzero"}},
    "[frozen-none-default]": {
        "<1.13": {"shape": [2, 3, 4], "requires_grad": False, "output at the padded position": "nonzero"},
        ">=1.13": {
            "shape": [2, 3, 4],
            "requires_grad": False,
            "output at the padded position": "nonzero",
            "warns": ["UserWarning"],
        },
    },
    "[no_grad-none-default]": {
        "<1.13": {"shape": [2, 3, 4], "requires_grad": False, "output at the padded position": "nonzero"},
        ">=1.13": {
            "shape": [2, 3, 4],
            "requires_grad": False,
            "output at the padded position": "nonzero",
            "warns": ["UserWarning"],
        },
    },
    "[frozen-*-off]": {
        "<2.0": {"shape": [2, 3, 4], "requires_grad": False, "output at the padded position": "nonzero"},
        ">=2.0,<2.1": {
            "shape": [2, 3, 4],
            "requires_grad": False,
            "output at the padded position": "nonzero",
            "warns": ["UserWarning"],
        },
        ">=2.1": {"shape": [2, 3, 4], "requires_grad": False, "output at the padded position": "nonzero"},
    },
    "[no_grad-*-off]": {
        "<2.0": {"shape": [2, 3, 4], "requires_grad": False, "output at the padded position": "nonzero"},
        ">=2.0,<2.1": {
            "shape": [2, 3, 4],
            "requires_grad": False,
            "output at the padded position": "nonzero",
            "warns": ["UserWarning"],
        },
        ">=2.1": {"shape": [2, 3, 4], "requires_grad": False, "output at the padded position": "nonzero"},
    },
    "[frozen-one sequence-default]": {
        "<1.13": {"shape": [2, 3, 4], "requires_grad": False, "output at the padded position": "nonzero"},
        ">=1.13": {
            "shape": [2, 3, 4],
            "requires_grad": False,
            "output at the padded position": "zero",
            "warns": ["UserWarning"],
        },
    },
    "[no_grad-one sequence-default]": {
        "<1.13": {"shape": [2, 3, 4], "requires_grad": False, "output at the padded position": "nonzero"},
        ">=1.13": {
            "shape": [2, 3, 4],
            "requires_grad": False,
            "output at the padded position": "zero",
            "warns": ["UserWarning"],
        },
    },
    "[frozen-all sequences-default]": {
        "<1.13": {"shape": [2, 3, 4], "requires_grad": False, "output at the padded position": "nonzero"},
        ">=1.13,<2.1": {"shape": [2, 2, 4], "requires_grad": False, "warns": ["UserWarning"]},
        ">=2.1": {
            "shape": [2, 3, 4],
            "requires_grad": False,
            "output at the padded position": "zero",
            "warns": ["UserWarning"],
        },
    },
    "[no_grad-all sequences-default]": {
        "<1.13": {"shape": [2, 3, 4], "requires_grad": False, "output at the padded position": "nonzero"},
        ">=1.13,<2.1": {"shape": [2, 2, 4], "requires_grad": False, "warns": ["UserWarning"]},
        ">=2.1": {
            "shape": [2, 3, 4],
            "requires_grad": False,
            "output at the padded position": "zero",
            "warns": ["UserWarning"],
        },
    },
    "[no_grad in train mode-*-*]": {
        ">=1.0": {"shape": [2, 3, 4], "requires_grad": False, "output at the padded position": "nonzero"},
    },
}

"""Must use_reentrant be passed to checkpoint() and checkpoint_sequential()?

The default has stayed the classic variant.
Leaving the argument out warns in `checkpoint` since 2.1 (#100551) and in `checkpoint_sequential` since 2.2 (#114158);
the text announced an error for 2.4, 2.5, 2.9 and now for some release to come (#160534).
It warns under no_grad too, where the argument means nothing.
`checkpoint_sequential` refused the argument until 1.13 and takes it since 2.0 (#86331).

https://github.com/pytorch/pytorch/pull/100551
https://github.com/pytorch/pytorch/pull/114158
https://github.com/pytorch/pytorch/pull/86331
https://github.com/pytorch/pytorch/pull/116710
https://github.com/pytorch/pytorch/issues/160534
"""

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint, checkpoint_sequential

PARAMS = {
    "function": ["checkpoint", "checkpoint_sequential"],
    "use_reentrant": ["missing", True, False, None],
    "mode": ["train", "no_grad"],
}

TORCH = {"[*-True-*]": ">=1.11", "[*-False-*]": ">=1.11", "[*-None-*]": ">=1.11"}


def observe(device, function, use_reentrant, mode):
    options = {} if use_reentrant == "missing" else {"use_reentrant": use_reentrant}
    layers = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2)).to(device)
    x = torch.ones(1, 2, device=device, requires_grad=True)
    with torch.set_grad_enabled(mode == "train"):
        if function == "checkpoint":
            out = checkpoint(layers, x, **options)
        else:
            out = checkpoint_sequential(layers, 2, x, **options)
    yield "out.requires_grad", out.requires_grad


EXPECT = {
    "[checkpoint-None-train]": {
        "<2.1": {"out.requires_grad": True},
        ">=2.1": {"out.requires_grad": True, "warns": ["UserWarning"]},
    },
    "[checkpoint-missing-train]": {
        "<2.1": {"out.requires_grad": True},
        ">=2.1": {"out.requires_grad": True, "warns": ["UserWarning"]},
    },
    "[checkpoint-None-no_grad]": {
        "<2.1": {"out.requires_grad": False},
        ">=2.1": {"out.requires_grad": False, "warns": ["UserWarning"]},
    },
    "[checkpoint-missing-no_grad]": {
        "<2.1": {"out.requires_grad": False},
        ">=2.1": {"out.requires_grad": False, "warns": ["UserWarning"]},
    },
    "[checkpoint-False-train]": {">=1.0": {"out.requires_grad": True}},
    "[checkpoint-True-train]": {">=1.0": {"out.requires_grad": True}},
    "[checkpoint-False-no_grad]": {">=1.0": {"out.requires_grad": False}},
    "[checkpoint-True-no_grad]": {">=1.0": {"out.requires_grad": False}},
    "[checkpoint_sequential-missing-train]": {
        "<2.2": {"out.requires_grad": True},
        ">=2.2": {"out.requires_grad": True, "warns": ["UserWarning"]},
    },
    "[checkpoint_sequential-missing-no_grad]": {
        "<2.2": {"out.requires_grad": False},
        ">=2.2": {"out.requires_grad": False, "warns": ["UserWarning"]},
    },
    "[checkpoint_sequential-False-train]": {"<2.0": {"raises": "ValueError"}, ">=2.0": {"out.requires_grad": True}},
    "[checkpoint_sequential-True-train]": {"<2.0": {"raises": "ValueError"}, ">=2.0": {"out.requires_grad": True}},
    "[checkpoint_sequential-False-no_grad]": {"<2.0": {"raises": "ValueError"}, ">=2.0": {"out.requires_grad": False}},
    "[checkpoint_sequential-True-no_grad]": {"<2.0": {"raises": "ValueError"}, ">=2.0": {"out.requires_grad": False}},
    "[checkpoint_sequential-None-train]": {
        "<2.0": {"raises": "ValueError"},
        ">=2.0,<2.1": {"out.requires_grad": True},
        ">=2.1": {"out.requires_grad": True, "warns": ["UserWarning"]},
    },
    "[checkpoint_sequential-None-no_grad]": {
        "<2.0": {"raises": "ValueError"},
        ">=2.0,<2.1": {"out.requires_grad": False},
        ">=2.1": {"out.requires_grad": False, "warns": ["UserWarning"]},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/116710",
        "says": "In a version to come leaving out use_reentrant is an error.",
        "facts": {"raises": "ValueError"},
        "rows": "[checkpoint-missing-train]",
    }
]

"""Which layers does checkpoint_sequential() train, and which does it recompute?

Every segment but the last is a checkpoint; the last runs plainly and is not recomputed.
With the classic variant and an input that does not require grad,
the layers of all segments but the last learn nothing, while the output requires grad and nothing fails.
`use_reentrant=False`, taken since 2.0 (#86331), trains them all.
More segments than layers is a ValueError.

https://github.com/pytorch/pytorch/pull/86331
https://docs.pytorch.org/docs/stable/checkpoint.html
"""

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint_sequential

PARAMS = {
    "use_reentrant": ["missing", True, False],
    "segments": [1, 2, 3, 4],
    "input_requires_grad": [False, True],
}

TORCH = {"[True-*]": ">=2.1", "[False-*]": ">=2.1"}


def observe(device, use_reentrant, segments, input_requires_grad):
    layers = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 1), nn.Linear(1, 1)).to(device)
    calls = [0, 0, 0]

    def count(index):
        def hook(*_):
            calls[index] += 1

        return hook

    for index, layer in enumerate(layers):
        layer.register_forward_pre_hook(count(index))
    x = torch.ones(1, 1, device=device, requires_grad=input_requires_grad)
    options = {} if use_reentrant == "missing" else {"use_reentrant": use_reentrant}
    out = checkpoint_sequential(layers, segments, x, **options)
    yield "out.requires_grad", out.requires_grad
    out.sum().backward()
    yield "has a gradient", [layer.weight.grad is not None for layer in layers]
    yield "calls", calls


EXPECT = {
    "[missing-1-*]": {
        "<2.2": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [1, 1, 1]},
        ">=2.2": {
            "out.requires_grad": True,
            "has a gradient": [True, True, True],
            "calls": [1, 1, 1],
            "warns": ["UserWarning"],
        },
    },
    "[True-2-False]": {
        ">=1.0": {
            "out.requires_grad": True,
            "has a gradient": [False, True, True],
            "calls": [1, 1, 1],
            "warns": ["UserWarning"],
        },
    },
    "[missing-2-False]": {
        ">=1.0": {
            "out.requires_grad": True,
            "has a gradient": [False, True, True],
            "calls": [1, 1, 1],
            "warns": ["UserWarning"],
        },
    },
    "[missing-2-True]": {
        "<1.10": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [2, 1, 1]},
        ">=1.10,<1.13": {
            "out.requires_grad": True,
            "has a gradient": [True, True, True],
            "calls": [2, 1, 1],
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.2": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [2, 1, 1]},
        ">=2.2,<2.4": {
            "out.requires_grad": True,
            "has a gradient": [True, True, True],
            "calls": [2, 1, 1],
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "has a gradient": [True, True, True],
            "calls": [2, 1, 1],
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "out.requires_grad": True,
            "has a gradient": [True, True, True],
            "calls": [2, 1, 1],
            "warns": ["UserWarning"],
        },
    },
    "[True-3-False]": {
        ">=1.0": {
            "out.requires_grad": True,
            "has a gradient": [False, False, True],
            "calls": [1, 1, 1],
            "warns": ["UserWarning"],
        },
    },
    "[missing-3-False]": {
        ">=1.0": {
            "out.requires_grad": True,
            "has a gradient": [False, False, True],
            "calls": [1, 1, 1],
            "warns": ["UserWarning"],
        },
    },
    "[missing-3-True]": {
        "<1.10": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [2, 2, 1]},
        ">=1.10,<1.13": {
            "out.requires_grad": True,
            "has a gradient": [True, True, True],
            "calls": [2, 2, 1],
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.2": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [2, 2, 1]},
        ">=2.2,<2.4": {
            "out.requires_grad": True,
            "has a gradient": [True, True, True],
            "calls": [2, 2, 1],
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "has a gradient": [True, True, True],
            "calls": [2, 2, 1],
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "out.requires_grad": True,
            "has a gradient": [True, True, True],
            "calls": [2, 2, 1],
            "warns": ["UserWarning"],
        },
    },
    "[missing-4-*]": {"<2.2": {"raises": "ValueError"}, ">=2.2": {"raises": "ValueError", "warns": ["UserWarning"]}},
    "[False-1-*]": {">=1.0": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [1, 1, 1]}},
    "[True-1-*]": {">=1.0": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [1, 1, 1]}},
    "[False-2-*]": {
        "<2.4": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [2, 1, 1]},
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "has a gradient": [True, True, True],
            "calls": [2, 1, 1],
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [2, 1, 1]},
    },
    "[True-2-True]": {
        "<2.4": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [2, 1, 1]},
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "has a gradient": [True, True, True],
            "calls": [2, 1, 1],
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [2, 1, 1]},
    },
    "[False-3-*]": {
        "<2.4": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [2, 2, 1]},
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "has a gradient": [True, True, True],
            "calls": [2, 2, 1],
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [2, 2, 1]},
    },
    "[True-3-True]": {
        "<2.4": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [2, 2, 1]},
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "has a gradient": [True, True, True],
            "calls": [2, 2, 1],
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"out.requires_grad": True, "has a gradient": [True, True, True], "calls": [2, 2, 1]},
    },
    "[False-4-*]": {">=1.0": {"raises": "ValueError"}},
    "[True-4-*]": {">=1.0": {"raises": "ValueError"}},
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "checkpoint_sequential trains all layers also if its input does not require grad.",
        "facts": {"has a gradient": [True, True, True]},
        "rows": "[missing-3-False]",
    }
]

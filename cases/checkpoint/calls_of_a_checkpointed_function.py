"""How often does a checkpointed function run, in which grad mode, and what happens twice?

Once in the forward and once for the backward: BatchNorm counts two batches, unless it is in eval mode.
The classic variant runs the forward without grad mode, `use_reentrant=False` with it.
For two backwards the latter ran twice in 1.11 and three times in 1.12, which dropped its tensors early to save
memory (#79490), twice again since 1.13, which keeps them as long as the graph (#82776),
and three times since 2.1, anew for each backward (#90105) and only to the last tensor that is needed (#96866).
Since 2.0 it does not run again for a multiplication by a number,
as the number no longer counts as a saved tensor (no note found).
An error in the second run arrives as itself, except as RuntimeError in 1.5 and 1.6, until #43684,
and with `use_reentrant=False` until 1.13, before #94456.

https://github.com/pytorch/pytorch/pull/79490
https://github.com/pytorch/pytorch/pull/82776
https://github.com/pytorch/pytorch/pull/90105
https://github.com/pytorch/pytorch/pull/96866
https://github.com/pytorch/pytorch/pull/43684
https://github.com/pytorch/pytorch/pull/94456
https://github.com/pytorch/pytorch/issues/96136
https://docs.pytorch.org/docs/stable/checkpoint.html
"""

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

PARAMS = {
    "variant": ["none", "default", "non_reentrant"],
    "situation": [
        "backward",
        "nothing_saved",
        "no_backward",
        "no_grad",
        "eval",
        "twice_retained",
        "fails_in_recompute",
    ],
}

TORCH = {"[non_reentrant-*]": ">=1.11"}


def observe(device, variant, situation):
    options = {"use_reentrant": False} if variant == "non_reentrant" else {}
    norm = nn.BatchNorm1d(1).to(device).train(situation != "eval")
    modes, ends = [], []

    def function(x):
        modes.append(torch.is_grad_enabled())
        if situation == "fails_in_recompute" and len(modes) == 2:
            raise ValueError("the second call failed")
        out = x * 2 if situation == "nothing_saved" else norm(x) ** 2
        ends.append("end")
        return out

    x = torch.tensor([[1.0], [3.0]], device=device, requires_grad=True)
    with torch.set_grad_enabled(situation != "no_grad"):
        out = function(x) if variant == "none" else checkpoint(function, x, **options)
    if situation not in ("no_grad", "no_backward"):
        out.sum().backward(retain_graph=situation == "twice_retained")
    if situation == "twice_retained":
        out.sum().backward()
    yield "grad mode at each call", modes
    yield "ran to the end", len(ends)
    yield "batches tracked", int(norm.num_batches_tracked)


EXPECT = {
    "[non_reentrant-no_backward]": {
        ">=1.0": {"grad mode at each call": [True], "ran to the end": 1, "batches tracked": 1},
    },
    "[none-backward]": {">=1.0": {"grad mode at each call": [True], "ran to the end": 1, "batches tracked": 1}},
    "[none-fails_in_recompute]": {
        ">=1.0": {"grad mode at each call": [True], "ran to the end": 1, "batches tracked": 1},
    },
    "[none-no_backward]": {">=1.0": {"grad mode at each call": [True], "ran to the end": 1, "batches tracked": 1}},
    "[none-twice_retained]": {">=1.0": {"grad mode at each call": [True], "ran to the end": 1, "batches tracked": 1}},
    "[none-eval]": {">=1.0": {"grad mode at each call": [True], "ran to the end": 1, "batches tracked": 0}},
    "[none-nothing_saved]": {">=1.0": {"grad mode at each call": [True], "ran to the end": 1, "batches tracked": 0}},
    "[non_reentrant-no_grad]": {
        ">=1.0": {"grad mode at each call": [False], "ran to the end": 1, "batches tracked": 1},
    },
    "[none-no_grad]": {">=1.0": {"grad mode at each call": [False], "ran to the end": 1, "batches tracked": 1}},
    "[default-backward]": {
        "<1.10": {"grad mode at each call": [False, True], "ran to the end": 2, "batches tracked": 2},
        ">=1.10,<1.13": {
            "grad mode at each call": [False, True],
            "ran to the end": 2,
            "batches tracked": 2,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"grad mode at each call": [False, True], "ran to the end": 2, "batches tracked": 2},
        ">=2.1,<2.4": {
            "grad mode at each call": [False, True],
            "ran to the end": 2,
            "batches tracked": 2,
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "grad mode at each call": [False, True],
            "ran to the end": 2,
            "batches tracked": 2,
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "grad mode at each call": [False, True],
            "ran to the end": 2,
            "batches tracked": 2,
            "warns": ["UserWarning"],
        },
    },
    "[default-eval]": {
        "<1.10": {"grad mode at each call": [False, True], "ran to the end": 2, "batches tracked": 0},
        ">=1.10,<1.13": {
            "grad mode at each call": [False, True],
            "ran to the end": 2,
            "batches tracked": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"grad mode at each call": [False, True], "ran to the end": 2, "batches tracked": 0},
        ">=2.1,<2.4": {
            "grad mode at each call": [False, True],
            "ran to the end": 2,
            "batches tracked": 0,
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "grad mode at each call": [False, True],
            "ran to the end": 2,
            "batches tracked": 0,
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "grad mode at each call": [False, True],
            "ran to the end": 2,
            "batches tracked": 0,
            "warns": ["UserWarning"],
        },
    },
    "[default-nothing_saved]": {
        "<1.10": {"grad mode at each call": [False, True], "ran to the end": 2, "batches tracked": 0},
        ">=1.10,<1.13": {
            "grad mode at each call": [False, True],
            "ran to the end": 2,
            "batches tracked": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"grad mode at each call": [False, True], "ran to the end": 2, "batches tracked": 0},
        ">=2.1,<2.4": {
            "grad mode at each call": [False, True],
            "ran to the end": 2,
            "batches tracked": 0,
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "grad mode at each call": [False, True],
            "ran to the end": 2,
            "batches tracked": 0,
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "grad mode at each call": [False, True],
            "ran to the end": 2,
            "batches tracked": 0,
            "warns": ["UserWarning"],
        },
    },
    "[default-no_backward]": {
        "<2.1": {"grad mode at each call": [False], "ran to the end": 1, "batches tracked": 1},
        ">=2.1": {
            "grad mode at each call": [False],
            "ran to the end": 1,
            "batches tracked": 1,
            "warns": ["UserWarning"],
        },
    },
    "[default-no_grad]": {
        "<2.1": {"grad mode at each call": [False], "ran to the end": 1, "batches tracked": 1},
        ">=2.1": {
            "grad mode at each call": [False],
            "ran to the end": 1,
            "batches tracked": 1,
            "warns": ["UserWarning"],
        },
    },
    "[default-twice_retained]": {
        "<1.10": {"grad mode at each call": [False, True, True], "ran to the end": 3, "batches tracked": 3},
        ">=1.10,<1.13": {
            "grad mode at each call": [False, True, True],
            "ran to the end": 3,
            "batches tracked": 3,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"grad mode at each call": [False, True, True], "ran to the end": 3, "batches tracked": 3},
        ">=2.1,<2.4": {
            "grad mode at each call": [False, True, True],
            "ran to the end": 3,
            "batches tracked": 3,
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "grad mode at each call": [False, True, True],
            "ran to the end": 3,
            "batches tracked": 3,
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "grad mode at each call": [False, True, True],
            "ran to the end": 3,
            "batches tracked": 3,
            "warns": ["UserWarning"],
        },
    },
    "[default-fails_in_recompute]": {
        "<1.5": {"raises": "ValueError"},
        ">=1.5,<1.7": {"raises": "RuntimeError"},
        ">=1.7,<1.10": {"raises": "ValueError"},
        ">=1.10,<1.13": {"raises": "ValueError", "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"raises": "ValueError"},
        ">=2.1,<2.4": {"raises": "ValueError", "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"raises": "ValueError", "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"raises": "ValueError", "warns": ["UserWarning"]},
    },
    "[non_reentrant-backward]": {
        "<1.13": {
            "grad mode at each call": [True, True],
            "ran to the end": 2,
            "batches tracked": 2,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"grad mode at each call": [True, True], "ran to the end": 2, "batches tracked": 2},
        ">=2.1,<2.4": {"grad mode at each call": [True, True], "ran to the end": 1, "batches tracked": 2},
        ">=2.4,<2.5": {
            "grad mode at each call": [True, True],
            "ran to the end": 1,
            "batches tracked": 2,
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"grad mode at each call": [True, True], "ran to the end": 1, "batches tracked": 2},
    },
    "[non_reentrant-nothing_saved]": {
        "<1.13": {
            "grad mode at each call": [True, True],
            "ran to the end": 2,
            "batches tracked": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.0": {"grad mode at each call": [True, True], "ran to the end": 2, "batches tracked": 0},
        ">=2.0": {"grad mode at each call": [True], "ran to the end": 1, "batches tracked": 0},
    },
    "[non_reentrant-eval]": {
        "<1.13": {
            "grad mode at each call": [True, True],
            "ran to the end": 2,
            "batches tracked": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"grad mode at each call": [True, True], "ran to the end": 2, "batches tracked": 0},
        ">=2.1,<2.4": {"grad mode at each call": [True, True], "ran to the end": 1, "batches tracked": 0},
        ">=2.4,<2.5": {
            "grad mode at each call": [True, True],
            "ran to the end": 1,
            "batches tracked": 0,
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"grad mode at each call": [True, True], "ran to the end": 1, "batches tracked": 0},
    },
    "[non_reentrant-twice_retained]": {
        "<1.12": {
            "grad mode at each call": [True, True],
            "ran to the end": 2,
            "batches tracked": 2,
            "warns": ["UserWarning"],
        },
        ">=1.12,<1.13": {
            "grad mode at each call": [True, True, True],
            "ran to the end": 3,
            "batches tracked": 3,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"grad mode at each call": [True, True], "ran to the end": 2, "batches tracked": 2},
        ">=2.1,<2.4": {"grad mode at each call": [True, True, True], "ran to the end": 1, "batches tracked": 3},
        ">=2.4,<2.5": {
            "grad mode at each call": [True, True, True],
            "ran to the end": 1,
            "batches tracked": 3,
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"grad mode at each call": [True, True, True], "ran to the end": 1, "batches tracked": 3},
    },
    "[non_reentrant-fails_in_recompute]": {
        "<1.13": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.13,<2.0": {"raises": "RuntimeError"},
        ">=2.0,<2.4": {"raises": "ValueError"},
        ">=2.4,<2.5": {"raises": "ValueError", "warns": ["FutureWarning"]},
        ">=2.5": {"raises": "ValueError"},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/96136",
        "says": "BatchNorm statistics are updated twice under a checkpoint.",
        "facts": {"batches tracked": 2},
        "rows": "[*t-backward]",
    }
]

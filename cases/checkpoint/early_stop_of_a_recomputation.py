"""How much of a checkpointed function is recomputed, and can that be chosen?

The classic variant recomputes everything.
`use_reentrant=False` stops since 2.1 as soon as the last saved tensor is there (#96866):
what comes after, such as a counter or a running mean, runs once only.
If nothing was saved it does not run again at all; the number in `a * 2` counted as saved until 1.13,
and since 2.0 no longer (no note found).
`set_checkpoint_early_stop(False)` brings the whole second run back,
and since 2.9 the argument `early_stop=False` too (#160781).

https://github.com/pytorch/pytorch/pull/96866
https://github.com/pytorch/pytorch/pull/160781
https://github.com/pytorch/pytorch/pull/90105
"""

import torch
from torch.utils.checkpoint import checkpoint

TORCH = {
    "[default-*]": ">=1.11",
    "[reentrant-*]": ">=1.11",
    "[set_checkpoint_early_stop-*]": ">=2.1",
    "[early_stop_False-*]": ">=2.9",
}

PARAMS = {
    "stop": ["default", "reentrant", "set_checkpoint_early_stop", "early_stop_False"],
    "last_saved": ["first", "middle", "last", "none"],
}


def observe(device, stop, last_saved):
    steps = []

    def function(a):
        steps.append("start")
        a = a.exp() if last_saved in ("first", "middle", "last") else a * 2
        steps.append("one")
        a = a.exp() if last_saved in ("middle", "last") else a * 2
        steps.append("two")
        a = a.exp() if last_saved == "last" else a * 2
        steps.append("three")
        return a

    x = torch.zeros(1, device=device, requires_grad=True)
    options = {"use_reentrant": stop == "reentrant"}
    if stop == "early_stop_False":
        options["early_stop"] = False
    if stop == "set_checkpoint_early_stop":
        with torch.utils.checkpoint.set_checkpoint_early_stop(False):
            out = checkpoint(function, x, **options)
    else:
        out = checkpoint(function, x, **options)
    del steps[:]
    out.sum().backward()
    yield "recomputed", steps


EXPECT = {
    "[default-first]": {
        "<1.13": {"recomputed": ["start", "one", "two", "three"], "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"recomputed": ["start", "one", "two", "three"]},
        ">=2.1,<2.4": {"recomputed": ["start"]},
        ">=2.4,<2.5": {"recomputed": ["start"], "warns": ["FutureWarning"]},
        ">=2.5": {"recomputed": ["start"]},
    },
    "[default-middle]": {
        "<1.13": {"recomputed": ["start", "one", "two", "three"], "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"recomputed": ["start", "one", "two", "three"]},
        ">=2.1,<2.4": {"recomputed": ["start", "one"]},
        ">=2.4,<2.5": {"recomputed": ["start", "one"], "warns": ["FutureWarning"]},
        ">=2.5": {"recomputed": ["start", "one"]},
    },
    "[default-last]": {
        "<1.13": {"recomputed": ["start", "one", "two", "three"], "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"recomputed": ["start", "one", "two", "three"]},
        ">=2.1,<2.4": {"recomputed": ["start", "one", "two"]},
        ">=2.4,<2.5": {"recomputed": ["start", "one", "two"], "warns": ["FutureWarning"]},
        ">=2.5": {"recomputed": ["start", "one", "two"]},
    },
    "[default-none]": {
        "<1.13": {"recomputed": ["start", "one", "two", "three"], "warns": ["UserWarning"]},
        ">=1.13,<2.0": {"recomputed": ["start", "one", "two", "three"]},
        ">=2.0": {"recomputed": []},
    },
    "[reentrant-*]": {
        "<1.13": {"recomputed": ["start", "one", "two", "three"], "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"recomputed": ["start", "one", "two", "three"]},
        ">=2.4,<2.5": {"recomputed": ["start", "one", "two", "three"], "warns": ["FutureWarning"]},
        ">=2.5": {"recomputed": ["start", "one", "two", "three"]},
    },
    "[set_checkpoint_early_stop-first]": {
        "<2.4": {"recomputed": ["start", "one", "two", "three"]},
        ">=2.4,<2.5": {"recomputed": ["start", "one", "two", "three"], "warns": ["FutureWarning"]},
        ">=2.5": {"recomputed": ["start", "one", "two", "three"]},
    },
    "[set_checkpoint_early_stop-last]": {
        "<2.4": {"recomputed": ["start", "one", "two", "three"]},
        ">=2.4,<2.5": {"recomputed": ["start", "one", "two", "three"], "warns": ["FutureWarning"]},
        ">=2.5": {"recomputed": ["start", "one", "two", "three"]},
    },
    "[set_checkpoint_early_stop-middle]": {
        "<2.4": {"recomputed": ["start", "one", "two", "three"]},
        ">=2.4,<2.5": {"recomputed": ["start", "one", "two", "three"], "warns": ["FutureWarning"]},
        ">=2.5": {"recomputed": ["start", "one", "two", "three"]},
    },
    "[early_stop_False-none]": {">=1.0": {"recomputed": []}},
    "[set_checkpoint_early_stop-none]": {">=1.0": {"recomputed": []}},
    "[early_stop_False-first]": {">=1.0": {"recomputed": ["start", "one", "two", "three"]}},
    "[early_stop_False-last]": {">=1.0": {"recomputed": ["start", "one", "two", "three"]}},
    "[early_stop_False-middle]": {">=1.0": {"recomputed": ["start", "one", "two", "three"]}},
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "A checkpointed function is run as a whole a second time.",
        "facts": {"recomputed": ["start", "one", "two", "three"]},
        "rows": "[default-*]",
    }
]

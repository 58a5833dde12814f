"""Is the dropout mask of a checkpointed function the same in the recomputation?

Yes: the state of the generator is kept and set again for the second run, in both variants.
With `preserve_rng_state=False`, an argument since 1.1 (#14518), the second mask is another one,
and the gradient belongs to a function that was never computed.

https://github.com/pytorch/pytorch/pull/14518
https://docs.pytorch.org/docs/stable/checkpoint.html
"""

import torch
from torch.nn import functional
from torch.utils.checkpoint import checkpoint

PARAMS = {
    "variant": ["none", "default", "non_reentrant"],
    "preserve_rng_state": ["default", True, False],
}

TORCH = {"[default-[TF]*]": ">=1.1", "[non_reentrant-*]": ">=1.11"}


def observe(device, variant, preserve_rng_state):
    options = {"use_reentrant": False} if variant == "non_reentrant" else {}
    if preserve_rng_state != "default":
        options["preserve_rng_state"] = preserve_rng_state
    x = torch.ones(200, device=device, requires_grad=True)

    def function(a):
        return functional.dropout(a, 0.5) * 1

    out = function(x) if variant == "none" else checkpoint(function, x, **options)
    mask = out.detach() != 0
    out.sum().backward()
    yield "same mask", torch.equal(x.grad != 0, mask)


EXPECT = {
    "[none-*]": {">=1.0": {"same mask": True}},
    "[default-True]": {
        "<1.10": {"same mask": True},
        ">=1.10,<1.13": {"same mask": True, "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"same mask": True},
        ">=2.1,<2.4": {"same mask": True, "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"same mask": True, "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"same mask": True, "warns": ["UserWarning"]},
    },
    "[default-default]": {
        "<1.10": {"same mask": True},
        ">=1.10,<1.13": {"same mask": True, "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"same mask": True},
        ">=2.1,<2.4": {"same mask": True, "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"same mask": True, "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"same mask": True, "warns": ["UserWarning"]},
    },
    "[default-False]": {
        "<1.10": {"same mask": False},
        ">=1.10,<1.13": {"same mask": False, "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"same mask": False},
        ">=2.1,<2.4": {"same mask": False, "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"same mask": False, "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"same mask": False, "warns": ["UserWarning"]},
    },
    "[non_reentrant-True]": {
        "<1.13": {"same mask": True, "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"same mask": True},
        ">=2.4,<2.5": {"same mask": True, "warns": ["FutureWarning"]},
        ">=2.5": {"same mask": True},
    },
    "[non_reentrant-default]": {
        "<1.13": {"same mask": True, "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"same mask": True},
        ">=2.4,<2.5": {"same mask": True, "warns": ["FutureWarning"]},
        ">=2.5": {"same mask": True},
    },
    "[non_reentrant-False]": {
        "<1.13": {"same mask": False, "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"same mask": False},
        ">=2.4,<2.5": {"same mask": False, "warns": ["FutureWarning"]},
        ">=2.5": {"same mask": False},
    },
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/checkpoint.html",
        "says": "With preserve_rng_state=False the dropout of the recomputation may differ from the forward's.",
        "facts": {"same mask": False},
        "rows": "[*t-False]",
    }
]

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


CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/96136",
        "says": "BatchNorm statistics are updated twice under a checkpoint.",
        "facts": {"batches tracked": 2},
        "rows": "[*t-backward]",
    }
]

"""Must unscale_ come before clip_grad_norm_, and how often may it be called?

Without `unscale_` the clipping sees gradients that are 65536 times too large, and what is left of them after the step
divides by the scale is next to nothing.
`unscale_` may be called once for each optimizer between two updates, and not after `step`; otherwise it raises.
`step` twice without `update` raises, and `update` before any gradient was checked raises as well.
The gradients of a parameter that got none are skipped; if the optimizer has none at all, `step` raises.

https://docs.pytorch.org/docs/stable/notes/amp_examples.html
https://github.com/pytorch/examples/issues/1196
https://github.com/huggingface/accelerate/issues/641
"""

import torch
from torch import nn

PARAMS = {
    "calls": [
        "clip step update",
        "unscale clip step update",
        "unscale unscale",
        "step unscale",
        "step step",
        "update",
        "unscale update unscale",
        "step update step",
    ],
    "grad": ["some", "None"],
}
TORCH = ">=2.3"


def observe(device, calls, grad):
    weight = torch.ones(1, device=device, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=1.0)
    scaler = torch.amp.GradScaler(torch.device(device).type)
    loss = scaler.scale((weight * 0.25).sum())
    if grad == "some":
        loss.backward()
    for call in calls.split():
        try:
            if call == "clip":
                yield "total norm", float(nn.utils.clip_grad_norm_([weight], 1.0))
            elif call == "unscale":
                scaler.unscale_(optimizer)
            elif call == "step":
                scaler.step(optimizer)
            else:
                scaler.update()
            yield call, "works"
        except (RuntimeError, AssertionError) as error:
            yield call, type(error).__name__
            break
    yield "weight", weight.tolist()


EXPECT = {
    "[clip step update-some]": {
        ">=1.0": {"total norm": 16380.0, "weight": [1.0], "clip": "works", "step": "works", "update": "works"},
    },
    "[clip step update-None]": {
        ">=1.0": {"total norm": 0.0, "weight": [1.0], "clip": "works", "step": "AssertionError"},
    },
    "[unscale clip step update-some]": {
        ">=1.0": {
            "total norm": 0.25,
            "weight": [0.75],
            "clip": "works",
            "step": "works",
            "unscale": "works",
            "update": "works",
        },
    },
    "[unscale clip step update-None]": {
        ">=1.0": {"total norm": 0.0, "weight": [1.0], "clip": "works", "step": "AssertionError", "unscale": "works"},
    },
    "[unscale unscale-*]": {">=1.0": {"weight": [1.0], "unscale": ["works", "RuntimeError"]}},
    "[step unscale-some]": {">=1.0": {"weight": [0.75], "step": "works", "unscale": "RuntimeError"}},
    "[step step-None]": {">=1.0": {"weight": [1.0], "step": "AssertionError"}},
    "[step unscale-None]": {">=1.0": {"weight": [1.0], "step": "AssertionError"}},
    "[step update step-None]": {">=1.0": {"weight": [1.0], "step": "AssertionError"}},
    "[step step-some]": {">=1.0": {"weight": [0.75], "step": ["works", "RuntimeError"]}},
    "[update-*]": {">=1.0": {"weight": [1.0], "update": "AssertionError"}},
    "[unscale update unscale-some]": {">=1.0": {"weight": [1.0], "unscale": ["works", "works"], "update": "works"}},
    "[unscale update unscale-None]": {">=1.0": {"weight": [1.0], "unscale": "works", "update": "AssertionError"}},
    "[step update step-some]": {">=1.0": {"weight": [0.75], "step": ["works", "works"], "update": "works"}},
}

CLAIMS = [
    {
        "source": "https://github.com/milesial/Pytorch-UNet/issues/468",
        "says": "Clipping without unscale_ is as good, since the scaler takes care of exploding gradients.",
        "facts": {"total norm": 0.25, "weight": [0.75]},
        "rows": "[clip step update-some]",
    },
]

"""Do CyclicLR and OneCycleLR work with Adam, or with SGD without momentum?

Both cycle the momentum unless told not to. OneCycleLR takes beta1 for it from the start, CyclicLR since 2.3:
with Adam it was a ValueError. SGD without momentum counts as having one, and gets it: plain SGD trains with
momentum then.
Adagrad and Rprop, which have neither, are refused.
AdamW in 1.8 raises an UnboundLocalError, as its step does there when no parameter has a gradient; mended in 1.9.

https://github.com/pytorch/pytorch/issues/73910
https://github.com/pytorch/pytorch/pull/113548
https://github.com/pytorch/pytorch/pull/52944
https://github.com/pytorch/pytorch/issues/53543
https://github.com/pytorch/pytorch/issues/19003
"""

import torch
from torch.optim import lr_scheduler

TORCH = {"[CyclicLR-*]": ">=1.1", "[OneCycleLR-*]": ">=1.3", "[*-AdamW]": ">=1.2", "[*-NAdam]": ">=1.10"}

PARAMS = {
    "scheduler": ["CyclicLR", "OneCycleLR"],
    "optimizer": ["SGD", "momentum", "Adam", "AdamW", "NAdam", "RMSprop", "Adagrad", "Rprop"],
}


def observe(scheduler, optimizer):
    weight = torch.ones(1, requires_grad=True)
    kind, options = ("SGD", {"momentum": 0.9}) if optimizer == "momentum" else (optimizer, {})
    optimizer = getattr(torch.optim, kind)([weight], lr=0.5, **options)
    if scheduler == "CyclicLR":
        scheduler = lr_scheduler.CyclicLR(optimizer, 0.25, 0.5, step_size_up=2)
    else:
        scheduler = lr_scheduler.OneCycleLR(optimizer, 0.5, total_steps=6)
    for _ in range(4):
        group = optimizer.param_groups[0]
        yield "lr", round(group["lr"], 4)
        yield "momentum", round(group["betas"][0] if "betas" in group else group.get("momentum", 0.0), 4)
        optimizer.step()
        scheduler.step()


EXPECT = {
    "[CyclicLR-RMSprop]": {">=1.0": {"lr": [0.25, 0.375, 0.5, 0.375], "momentum": [0.9, 0.85, 0.8, 0.85]}},
    "[CyclicLR-SGD]": {">=1.0": {"lr": [0.25, 0.375, 0.5, 0.375], "momentum": [0.9, 0.85, 0.8, 0.85]}},
    "[CyclicLR-momentum]": {">=1.0": {"lr": [0.25, 0.375, 0.5, 0.375], "momentum": [0.9, 0.85, 0.8, 0.85]}},
    "[CyclicLR-Adam]": {
        "<2.3": {"raises": "ValueError"},
        ">=2.3": {"lr": [0.25, 0.375, 0.5, 0.375], "momentum": [0.9, 0.85, 0.8, 0.85]},
    },
    "[CyclicLR-AdamW]": {
        "<2.3": {"raises": "ValueError"},
        ">=2.3": {"lr": [0.25, 0.375, 0.5, 0.375], "momentum": [0.9, 0.85, 0.8, 0.85]},
    },
    "[CyclicLR-NAdam]": {
        "<2.3": {"raises": "ValueError"},
        ">=2.3": {"lr": [0.25, 0.375, 0.5, 0.375], "momentum": [0.9, 0.85, 0.8, 0.85]},
    },
    "[*-Adagrad]": {">=1.0": {"raises": "ValueError"}},
    "[*-Rprop]": {">=1.0": {"raises": "ValueError"}},
    "[OneCycleLR-Adam]": {">=1.0": {"lr": [0.02, 0.4972, 0.4059, 0.2313], "momentum": [0.95, 0.8506, 0.8688, 0.9037]}},
    "[OneCycleLR-NAdam]": {">=1.0": {"lr": [0.02, 0.4972, 0.4059, 0.2313], "momentum": [0.95, 0.8506, 0.8688, 0.9037]}},
    "[OneCycleLR-RMSprop]": {
        ">=1.0": {"lr": [0.02, 0.4972, 0.4059, 0.2313], "momentum": [0.95, 0.8506, 0.8688, 0.9037]},
    },
    "[OneCycleLR-SGD]": {">=1.0": {"lr": [0.02, 0.4972, 0.4059, 0.2313], "momentum": [0.95, 0.8506, 0.8688, 0.9037]}},
    "[OneCycleLR-momentum]": {
        ">=1.0": {"lr": [0.02, 0.4972, 0.4059, 0.2313], "momentum": [0.95, 0.8506, 0.8688, 0.9037]},
    },
    "[OneCycleLR-AdamW]": {
        "<1.8": {"lr": [0.02, 0.4972, 0.4059, 0.2313], "momentum": [0.95, 0.8506, 0.8688, 0.9037]},
        ">=1.8,<1.9": {"lr": 0.02, "momentum": 0.95, "raises": "UnboundLocalError"},
        ">=1.9": {"lr": [0.02, 0.4972, 0.4059, 0.2313], "momentum": [0.95, 0.8506, 0.8688, 0.9037]},
    },
}

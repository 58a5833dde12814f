"""Which optimizers train a group that was added with add_param_group() after the first step?

All that make the state of a parameter at its first step, and LBFGS, which knows one group only, says so.
Adagrad made its state when it was constructed, so that until 2.11 a late parameter raised KeyError in step();
this was reported in 2019 and again in 2021 (#53712), two changes that would have mended it were not merged,
and it works since 2.12 (no note found); no warning was given.

https://github.com/pytorch/pytorch/issues/53712
https://github.com/pytorch/pytorch/pull/17679
https://github.com/pytorch/pytorch/pull/32903
"""

import torch

TORCH = {"[AdamW]": ">=1.2", "[NAdam]": ">=1.10", "[RAdam]": ">=1.10", "[Adafactor]": ">=2.5"}

PARAMS = {
    "optimizer": [
        "SGD", "Adam", "AdamW", "NAdam", "RAdam", "RMSprop", "Rprop", "Adagrad", "Adadelta", "Adafactor", "LBFGS",
    ],
}  # fmt: skip # rows of names


def observe(device, optimizer):
    early = torch.ones(2, device=device, requires_grad=True)
    late = torch.ones(2, device=device, requires_grad=True)
    made = getattr(torch.optim, optimizer)([early], lr=0.5)
    early.grad = torch.ones_like(early)
    made.step(lambda: early.sum()) if optimizer == "LBFGS" else made.step()
    try:
        made.add_param_group({"params": [late]})
        yield "add_param_group", "works"
    except (ValueError, TypeError) as error:
        yield "add_param_group", type(error).__name__
    late.grad = torch.ones_like(late)
    try:
        made.step(lambda: early.sum()) if optimizer == "LBFGS" else made.step()
        yield "step", "works"
    except KeyError as error:
        yield "step", type(error).__name__
    yield "late weight moved", bool((late != 1).any())


EXPECT = {
    "[Adadelta]": {">=1.0": {"add_param_group": "works", "step": "works", "late weight moved": True}},
    "[Adafactor]": {">=1.0": {"add_param_group": "works", "step": "works", "late weight moved": True}},
    "[Adam]": {">=1.0": {"add_param_group": "works", "step": "works", "late weight moved": True}},
    "[AdamW]": {">=1.0": {"add_param_group": "works", "step": "works", "late weight moved": True}},
    "[NAdam]": {">=1.0": {"add_param_group": "works", "step": "works", "late weight moved": True}},
    "[RAdam]": {">=1.0": {"add_param_group": "works", "step": "works", "late weight moved": True}},
    "[RMSprop]": {">=1.0": {"add_param_group": "works", "step": "works", "late weight moved": True}},
    "[Rprop]": {">=1.0": {"add_param_group": "works", "step": "works", "late weight moved": True}},
    "[SGD]": {">=1.0": {"add_param_group": "works", "step": "works", "late weight moved": True}},
    "[Adagrad]": {
        "<2.12": {"add_param_group": "works", "step": "KeyError", "late weight moved": False},
        ">=2.12": {"add_param_group": "works", "step": "works", "late weight moved": True},
    },
    "[LBFGS]": {
        "<2.8": {"add_param_group": "works", "raises": "AssertionError"},
        ">=2.8,<2.9": {"add_param_group": "works", "raises": "AssertionError", "warns": ["UserWarning"]},
        ">=2.9": {"add_param_group": "works", "raises": "AssertionError"},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/53712",
        "says": "Adagrad raises KeyError when a group was added after its construction.",
        "facts": {"step": "KeyError"},
        "rows": "[Adagrad]",
    },
]

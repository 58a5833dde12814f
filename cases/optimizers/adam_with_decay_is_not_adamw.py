"""Is Adam with weight_decay the same as AdamW?

中文：带 weight_decay 的 Adam 和 AdamW 一样吗？
No. Adam adds the decay to the gradient and normalises both: a weight whose gradient has always been zero
shrinks by the learning rate in each step, however small the decay.
AdamW shrinks it by lr * decay, apart from the gradient, and skips a weight whose gradient is None;
in 1.8 alone a step in which all of them are None was an UnboundLocalError, mended in 1.9.
Adam(decoupled_weight_decay=True), since 2.7, is AdamW; AdamW has been a subclass of Adam since 2.7,
so isinstance(optimizer, Adam) is true for both.
NAdam has the switch since 2.1, RAdam since 2.2.
NAdam's numbers changed in 2.0, where its momentum schedule was mended.

https://pytorch.org/docs/stable/generated/torch.optim.AdamW.html
https://github.com/pytorch/pytorch/pull/21250
https://github.com/pytorch/pytorch/issues/53543
https://github.com/pytorch/pytorch/pull/92699
https://github.com/pytorch/pytorch/pull/107507
https://github.com/pytorch/pytorch/issues/104899
https://github.com/pytorch/pytorch/pull/144984
"""

import torch

TORCH = {
    "[AdamW-*]": ">=1.2",
    "[Adam decoupled-*]": ">=2.7",
    "[NAdam-*]": ">=1.10",
    "[RAdam-*]": ">=1.10",
    "[NAdam decoupled-*]": ">=2.1",
    "[RAdam decoupled-*]": ">=2.2",
}

PARAMS = {
    "optimizer": ["Adam", "AdamW", "Adam decoupled", "NAdam", "NAdam decoupled", "RAdam", "RAdam decoupled"],
    "grad": ["zero", "small", "large", "None"],
}


def observe(device, optimizer, grad):
    weight = torch.full((2,), 3.0, device=device, requires_grad=True)
    kind, _, decoupled = optimizer.partition(" ")
    options = {"decoupled_weight_decay": True} if decoupled else {}
    optimizer = getattr(torch.optim, kind)([weight], lr=0.125, weight_decay=0.5, **options)
    for _ in range(3):
        size = {"zero": 0, "small": 0.01, "large": 100}
        weight.grad = None if grad == "None" else torch.full_like(weight, size[grad])
        try:
            optimizer.step()
        except UnboundLocalError as error:
            yield "step", type(error).__name__
        yield "weight", round(weight[0].item(), 4)
    yield "isinstance of Adam", isinstance(optimizer, torch.optim.Adam)


EXPECT = {
    "[Adam-small]": {">=1.0": {"weight": [2.875, 2.75, 2.626], "isinstance of Adam": True}},
    "[Adam-zero]": {">=1.0": {"weight": [2.875, 2.75, 2.626], "isinstance of Adam": True}},
    "[Adam-large]": {">=1.0": {"weight": [2.875, 2.75, 2.625], "isinstance of Adam": True}},
    "[Adam-None]": {">=1.0": {"weight": [3.0, 3.0, 3.0], "isinstance of Adam": True}},
    "[Adam decoupled-None]": {">=1.0": {"weight": [3.0, 3.0, 3.0], "isinstance of Adam": True}},
    "[AdamW-zero]": {
        "<2.7": {"weight": [2.812, 2.637, 2.472], "isinstance of Adam": False},
        ">=2.7": {"weight": [2.812, 2.637, 2.472], "isinstance of Adam": True},
    },
    "[AdamW-large]": {
        "<2.7": {"weight": [2.688, 2.394, 2.12], "isinstance of Adam": False},
        ">=2.7": {"weight": [2.688, 2.394, 2.12], "isinstance of Adam": True},
    },
    "[AdamW-small]": {
        "<2.7": {"weight": [2.688, 2.394, 2.12], "isinstance of Adam": False},
        ">=2.7": {"weight": [2.688, 2.394, 2.12], "isinstance of Adam": True},
    },
    "[AdamW-None]": {
        "<1.8": {"weight": [3.0, 3.0, 3.0], "isinstance of Adam": False},
        ">=1.8,<1.9": {
            "step": ["UnboundLocalError", "UnboundLocalError", "UnboundLocalError"],
            "weight": [3.0, 3.0, 3.0],
            "isinstance of Adam": False,
        },
        ">=1.9,<2.7": {"weight": [3.0, 3.0, 3.0], "isinstance of Adam": False},
        ">=2.7": {"weight": [3.0, 3.0, 3.0], "isinstance of Adam": True},
    },
    "[Adam decoupled-zero]": {">=1.0": {"weight": [2.812, 2.637, 2.472], "isinstance of Adam": True}},
    "[Adam decoupled-large]": {">=1.0": {"weight": [2.688, 2.394, 2.12], "isinstance of Adam": True}},
    "[Adam decoupled-small]": {">=1.0": {"weight": [2.688, 2.394, 2.12], "isinstance of Adam": True}},
    "[NAdam-small]": {
        "<2.0": {"weight": [2.869, 2.773, 2.685], "isinstance of Adam": False},
        ">=2.0": {"weight": [2.868, 2.772, 2.683], "isinstance of Adam": False},
    },
    "[NAdam-zero]": {
        "<2.0": {"weight": [2.869, 2.773, 2.685], "isinstance of Adam": False},
        ">=2.0": {"weight": [2.868, 2.772, 2.683], "isinstance of Adam": False},
    },
    "[NAdam-large]": {
        "<2.0": {"weight": [2.869, 2.772, 2.68], "isinstance of Adam": False},
        ">=2.0": {"weight": [2.868, 2.77, 2.679], "isinstance of Adam": False},
    },
    "[NAdam-None]": {">=1.0": {"weight": [3.0, 3.0, 3.0], "isinstance of Adam": False}},
    "[NAdam decoupled-None]": {">=1.0": {"weight": [3.0, 3.0, 3.0], "isinstance of Adam": False}},
    "[RAdam-None]": {">=1.0": {"weight": [3.0, 3.0, 3.0], "isinstance of Adam": False}},
    "[RAdam decoupled-None]": {">=1.0": {"weight": [3.0, 3.0, 3.0], "isinstance of Adam": False}},
    "[NAdam decoupled-zero]": {">=1.0": {"weight": [2.812, 2.637, 2.472], "isinstance of Adam": False}},
    "[RAdam decoupled-zero]": {">=1.0": {"weight": [2.812, 2.637, 2.472], "isinstance of Adam": False}},
    "[NAdam decoupled-large]": {">=1.0": {"weight": [2.68, 2.415, 2.172], "isinstance of Adam": False}},
    "[NAdam decoupled-small]": {">=1.0": {"weight": [2.68, 2.415, 2.172], "isinstance of Adam": False}},
    "[RAdam-zero]": {">=1.0": {"weight": [2.812, 2.631, 2.456], "isinstance of Adam": False}},
    "[RAdam-small]": {">=1.0": {"weight": [2.811, 2.629, 2.452], "isinstance of Adam": False}},
    "[RAdam-large]": {">=1.0": {"weight": [-9.688, -21.96, -33.81], "isinstance of Adam": False}},
    "[RAdam decoupled-small]": {">=1.0": {"weight": [2.811, 2.634, 2.468], "isinstance of Adam": False}},
    "[RAdam decoupled-large]": {">=1.0": {"weight": [-9.688, -21.58, -32.73], "isinstance of Adam": False}},
}

CLAIMS = [
    {
        "source": "the question whether Adam(weight_decay=...) is AdamW",
        "says": "Adam with weight decay shrinks a weight as AdamW does, by lr * decay a step.",
        "facts": {"weight": [2.812, 2.637, 2.472]},
        "rows": "[Adam-zero]",
    },
]

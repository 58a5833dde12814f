"""Can a view made under no_grad be changed in place once gradients are on again?

Nobody can tell whether such a change is meant to be recorded: the view has no history, its base may have one.
A view of a leaf that requires grad counts as that leaf, and refuses, in all releases.
So does a view of a hidden tensor.
Writing a tracked value into a view of a plain tensor has gone back and forth:
recorded until 1.4, an error from 1.5 to 1.7, recorded with a warning in 1.8, and an error since 1.9.
The plan, by the second link, was a warning since 1.5; no note found for why it raised at once, and warned only in 1.8.
A constant may be written into it in all releases.
Made and changed on the same side of the block, the view is in no doubt.

https://github.com/pytorch/pytorch/pull/32839
https://github.com/pytorch/pytorch/pull/56093
https://github.com/pytorch/pytorch/issues/50617
"""

import torch

PARAMS = {
    "base": ["plain", "hidden", "leaf"],
    "written": ["constant", "tracked"],
    "changed": ["inside", "outside"],
}


def observe(device, base, written, changed):
    weight = torch.ones(3, device=device, requires_grad=True)
    base = {"plain": torch.ones(3, device=device), "hidden": weight * 2, "leaf": weight}[base]
    with torch.no_grad():
        view = base[:1]
    try:
        with torch.set_grad_enabled(changed == "outside"):
            view.mul_(5 if written == "constant" else weight[2:] * 5)
        yield "changing the view", "works"
    except RuntimeError as error:
        yield "changing the view", type(error).__name__
    (base.sum() + weight.sum()).backward()
    yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[plain-*-inside]": {">=1.0": {"changing the view": "works", "weight.grad": [1.0, 1.0, 1.0]}},
    "[plain-constant-outside]": {
        ">=1.0": {"changing the view": "works", "weight.grad": [1.0, 1.0, 1.0]},
    },
    "[plain-tracked-outside]": {
        "<1.5": {"changing the view": "works", "weight.grad": [1.0, 1.0, 6.0], "warns": []},
        ">=1.5,<1.8": {
            "changing the view": "RuntimeError",
            "weight.grad": [1.0, 1.0, 1.0],
            "warns": [],
        },
        ">=1.8,<1.9": {
            "changing the view": "works",
            "weight.grad": [1.0, 1.0, 6.0],
            "warns": ["UserWarning"],
        },
        ">=1.9": {
            "changing the view": "RuntimeError",
            "weight.grad": [1.0, 1.0, 1.0],
            "warns": [],
        },
    },
    "[hidden-*-inside]": {">=1.0": {"changing the view": "works", "weight.grad": [3.0, 3.0, 3.0]}},
    "[hidden-*-outside]": {
        ">=1.0": {"changing the view": "RuntimeError", "weight.grad": [3.0, 3.0, 3.0]},
    },
    "[leaf-*-inside]": {">=1.0": {"changing the view": "works", "weight.grad": [2.0, 2.0, 2.0]}},
    "[leaf-*-outside]": {
        ">=1.0": {"changing the view": "RuntimeError", "weight.grad": [2.0, 2.0, 2.0]},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/56093",
        "says": "Changing in place a view made under no_grad only warned, until it became an error in 1.9.",
        "facts": {"changing the view": "works", "warns": ["UserWarning"]},
        "rows": "[plain-tracked-outside]",
    },
]

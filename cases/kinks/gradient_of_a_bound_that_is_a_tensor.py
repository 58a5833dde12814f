"""Does a bound of clamp that requires grad get a gradient, and how much of it where the entry sits on the bound?

Bounds can be tensors since 1.9, and they get the gradient of every entry that they hold back.
Where an entry equals its bound, the entry got all of it until 2.13, and since 2.14 each of the two gets a half.
Where the lower bound is above the upper one, the upper one wins.
fmax and fmin, which ignore nan, changed in 2.14 in the same way; maximum, minimum and max of two had in 1.10.
max of two tensors answered with the number beside a nan until 1.4, and answers nan since 1.5.
At a nan the entry, and with clamp the bound too, got nothing until 2.13, and gets the full gradient since 2.14;
fmax and fmin, whose value ignores the nan, did so in 2.14 only, and give it nothing again since 2.15.
No warning announced any of it.

https://github.com/pytorch/pytorch/pull/30851
https://github.com/pytorch/pytorch/pull/59669
https://github.com/pytorch/pytorch/pull/191142
https://github.com/pytorch/pytorch/pull/193035
https://github.com/pytorch/pytorch/issues/56734
https://pytorch.org/docs/stable/generated/torch.clamp.html
"""

import torch

PARAMS = {
    "function": ["min", "max", "both", "equal", "crossed", "maximum", "minimum", "fmax", "fmin", "max_of_two"],
    "entry": ["inside", "on_the_bound", "outside", "nan"],
}
TORCH = {
    "[min-*]": ">=1.9",
    "[max-*]": ">=1.9",
    "[both-*]": ">=1.9",
    "[equal-*]": ">=1.9",
    "[crossed-*]": ">=1.9",
    "[maximum-*]": ">=1.7",
    "[minimum-*]": ">=1.7",
    "[fmax-*]": ">=1.8",
    "[fmin-*]": ">=1.8",
}


def observe(device, function, entry):
    upper = function in ("max", "minimum", "fmin")
    value = {"inside": 2.0, "on_the_bound": 1.0, "outside": 0.0, "nan": float("nan")}[entry]
    x = torch.tensor([-value if upper else value], device=device, requires_grad=True)
    bound = torch.tensor([-1.0 if upper else 1.0], device=device, requires_grad=True)
    other = torch.tensor([{"both": 3.0, "crossed": -3.0}.get(function, 1.0)], device=device, requires_grad=True)
    out = {
        "min": lambda: torch.clamp(x, min=bound),
        "max": lambda: torch.clamp(x, max=bound),
        "both": lambda: torch.clamp(x, bound, other),
        "equal": lambda: torch.clamp(x, bound, other),
        "crossed": lambda: torch.clamp(x, bound, other),
        "maximum": lambda: torch.maximum(x, bound),
        "minimum": lambda: torch.minimum(x, bound),
        "fmax": lambda: torch.fmax(x, bound),
        "fmin": lambda: torch.fmin(x, bound),
        "max_of_two": lambda: torch.max(x, bound),
    }[function]()
    out.backward()
    yield "value", out.item()
    yield "entry's gradient", x.grad.item()
    yield "bound's gradient", bound.grad.item()
    if other.grad is not None:
        yield "upper bound's gradient", other.grad.item()


EXPECT = {
    "[fmax-inside]": {">=1.0": {"value": 2.0, "entry's gradient": 1.0, "bound's gradient": 0.0}},
    "[max_of_two-inside]": {">=1.0": {"value": 2.0, "entry's gradient": 1.0, "bound's gradient": 0.0}},
    "[maximum-inside]": {">=1.0": {"value": 2.0, "entry's gradient": 1.0, "bound's gradient": 0.0}},
    "[min-inside]": {">=1.0": {"value": 2.0, "entry's gradient": 1.0, "bound's gradient": 0.0}},
    "[fmax-on_the_bound]": {
        "<2.14": {"value": 1.0, "entry's gradient": 1.0, "bound's gradient": 0.0},
        ">=2.14": {"value": 1.0, "entry's gradient": 0.5, "bound's gradient": 0.5},
    },
    "[min-on_the_bound]": {
        "<2.14": {"value": 1.0, "entry's gradient": 1.0, "bound's gradient": 0.0},
        ">=2.14": {"value": 1.0, "entry's gradient": 0.5, "bound's gradient": 0.5},
    },
    "[fmax-outside]": {">=1.0": {"value": 1.0, "entry's gradient": 0.0, "bound's gradient": 1.0}},
    "[max_of_two-outside]": {">=1.0": {"value": 1.0, "entry's gradient": 0.0, "bound's gradient": 1.0}},
    "[maximum-outside]": {">=1.0": {"value": 1.0, "entry's gradient": 0.0, "bound's gradient": 1.0}},
    "[min-outside]": {">=1.0": {"value": 1.0, "entry's gradient": 0.0, "bound's gradient": 1.0}},
    "[max-nan]": {
        "<2.14": {"value": "nan", "entry's gradient": 0.0, "bound's gradient": 0.0},
        ">=2.14": {"value": "nan", "entry's gradient": 1.0, "bound's gradient": 1.0},
    },
    "[min-nan]": {
        "<2.14": {"value": "nan", "entry's gradient": 0.0, "bound's gradient": 0.0},
        ">=2.14": {"value": "nan", "entry's gradient": 1.0, "bound's gradient": 1.0},
    },
    "[fmin-inside]": {">=1.0": {"value": -2.0, "entry's gradient": 1.0, "bound's gradient": 0.0}},
    "[max-inside]": {">=1.0": {"value": -2.0, "entry's gradient": 1.0, "bound's gradient": 0.0}},
    "[minimum-inside]": {">=1.0": {"value": -2.0, "entry's gradient": 1.0, "bound's gradient": 0.0}},
    "[fmin-on_the_bound]": {
        "<2.14": {"value": -1.0, "entry's gradient": 1.0, "bound's gradient": 0.0},
        ">=2.14": {"value": -1.0, "entry's gradient": 0.5, "bound's gradient": 0.5},
    },
    "[max-on_the_bound]": {
        "<2.14": {"value": -1.0, "entry's gradient": 1.0, "bound's gradient": 0.0},
        ">=2.14": {"value": -1.0, "entry's gradient": 0.5, "bound's gradient": 0.5},
    },
    "[fmin-outside]": {">=1.0": {"value": -1.0, "entry's gradient": 0.0, "bound's gradient": 1.0}},
    "[max-outside]": {">=1.0": {"value": -1.0, "entry's gradient": 0.0, "bound's gradient": 1.0}},
    "[minimum-outside]": {">=1.0": {"value": -1.0, "entry's gradient": 0.0, "bound's gradient": 1.0}},
    "[both-inside]": {
        ">=1.0": {"value": 2.0, "entry's gradient": 1.0, "bound's gradient": 0.0, "upper bound's gradient": 0.0},
    },
    "[both-on_the_bound]": {
        "<2.14": {"value": 1.0, "entry's gradient": 1.0, "bound's gradient": 0.0, "upper bound's gradient": 0.0},
        ">=2.14": {"value": 1.0, "entry's gradient": 0.5, "bound's gradient": 0.5, "upper bound's gradient": 0.0},
    },
    "[both-outside]": {
        ">=1.0": {"value": 1.0, "entry's gradient": 0.0, "bound's gradient": 1.0, "upper bound's gradient": 0.0},
    },
    "[both-nan]": {
        "<2.14": {"value": "nan", "entry's gradient": 0.0, "bound's gradient": 0.0, "upper bound's gradient": 0.0},
        ">=2.14": {"value": "nan", "entry's gradient": 1.0, "bound's gradient": 0.0, "upper bound's gradient": 0.0},
    },
    "[equal-nan]": {
        "<2.14": {"value": "nan", "entry's gradient": 0.0, "bound's gradient": 0.0, "upper bound's gradient": 0.0},
        ">=2.14": {"value": "nan", "entry's gradient": 1.0, "bound's gradient": 0.0, "upper bound's gradient": 0.0},
    },
    "[equal-inside]": {
        ">=1.0": {"value": 1.0, "entry's gradient": 0.0, "bound's gradient": 0.0, "upper bound's gradient": 1.0},
    },
    "[equal-on_the_bound]": {
        ">=1.0": {"value": 1.0, "entry's gradient": 1.0, "bound's gradient": 0.0, "upper bound's gradient": 0.0},
    },
    "[equal-outside]": {
        "<2.14": {"value": 1.0, "entry's gradient": 0.0, "bound's gradient": 0.0, "upper bound's gradient": 0.0},
        ">=2.14": {"value": 1.0, "entry's gradient": 0.0, "bound's gradient": 1.0, "upper bound's gradient": 0.0},
    },
    "[crossed-inside]": {
        ">=1.0": {"value": -3.0, "entry's gradient": 0.0, "bound's gradient": 0.0, "upper bound's gradient": 1.0},
    },
    "[crossed-on_the_bound]": {
        ">=1.0": {"value": -3.0, "entry's gradient": 0.0, "bound's gradient": 0.0, "upper bound's gradient": 1.0},
    },
    "[crossed-outside]": {
        ">=1.0": {"value": -3.0, "entry's gradient": 0.0, "bound's gradient": 0.0, "upper bound's gradient": 1.0},
    },
    "[crossed-nan]": {
        "<2.14": {"value": "nan", "entry's gradient": 0.0, "bound's gradient": 0.0, "upper bound's gradient": 1.0},
        ">=2.14": {"value": "nan", "entry's gradient": 1.0, "bound's gradient": 0.0, "upper bound's gradient": 1.0},
    },
    "[max_of_two-on_the_bound]": {
        "<1.10": {"value": 1.0, "entry's gradient": 0.0, "bound's gradient": 1.0},
        ">=1.10": {"value": 1.0, "entry's gradient": 0.5, "bound's gradient": 0.5},
    },
    "[maximum-on_the_bound]": {
        "<1.10": {"value": 1.0, "entry's gradient": 0.0, "bound's gradient": 1.0},
        ">=1.10": {"value": 1.0, "entry's gradient": 0.5, "bound's gradient": 0.5},
    },
    "[maximum-nan]": {">=1.0": {"value": "nan", "entry's gradient": 1.0, "bound's gradient": 1.0}},
    "[minimum-nan]": {">=1.0": {"value": "nan", "entry's gradient": 1.0, "bound's gradient": 1.0}},
    "[minimum-on_the_bound]": {
        "<1.10": {"value": -1.0, "entry's gradient": 0.0, "bound's gradient": 1.0},
        ">=1.10": {"value": -1.0, "entry's gradient": 0.5, "bound's gradient": 0.5},
    },
    "[fmax-nan]": {
        "<2.14": {"value": 1.0, "entry's gradient": 0.0, "bound's gradient": 1.0},
        ">=2.14,<2.15": {"value": 1.0, "entry's gradient": 1.0, "bound's gradient": 1.0},
        ">=2.15": {"value": 1.0, "entry's gradient": 0.0, "bound's gradient": 1.0},
    },
    "[fmin-nan]": {
        "<2.14": {"value": -1.0, "entry's gradient": 0.0, "bound's gradient": 1.0},
        ">=2.14,<2.15": {"value": -1.0, "entry's gradient": 1.0, "bound's gradient": 1.0},
        ">=2.15": {"value": -1.0, "entry's gradient": 0.0, "bound's gradient": 1.0},
    },
    "[max_of_two-nan]": {
        "<1.5": {"value": 1.0, "entry's gradient": 1.0, "bound's gradient": 1.0},
        ">=1.5": {"value": "nan", "entry's gradient": 1.0, "bound's gradient": 1.0},
    },
}

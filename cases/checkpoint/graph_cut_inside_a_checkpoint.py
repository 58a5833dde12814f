"""What becomes of detach(), no_grad, frozen parts and in-place changes inside a checkpoint?

Both variants respect a cut: the part before gets no gradient (until 1.6 zeros, since 1.7 None, see #41490),
the weight after it does.
An in-place change of a tensor made inside is fine.
One of the input raises in the classic variant, since it works on a leaf there;
`use_reentrant=False` gave a wrong gradient for it silently until 2.0 and raises since 2.1 (#90105).
`autograd.grad` inside and nesting work in both, the former in the new variant since 2.1.
A hook set inside runs once, and a nested classic checkpoint warns needlessly.

https://github.com/pytorch/pytorch/pull/90105
https://github.com/pytorch/pytorch/pull/41490
https://docs.pytorch.org/docs/stable/checkpoint.html
"""

import torch
from torch.utils.checkpoint import checkpoint

PARAMS = {
    "variant": ["none", "default", "non_reentrant"],
    "inside": [
        "detach",
        "no_grad",
        "enable_grad",
        "in_place_on_own",
        "in_place_on_input",
        "grad_inside",
        "nested",
        "hook",
    ],
}

TORCH = {"[non_reentrant-*]": ">=1.11"}


def observe(device, variant, inside):
    options = {"use_reentrant": False} if variant == "non_reentrant" else {}
    weight = torch.tensor([3.0], device=device, requires_grad=True)
    x = torch.tensor([2.0], device=device, requires_grad=True)
    calls = []

    def function(a):
        if inside == "detach":
            return (a * 2).detach() * weight
        if inside in ("no_grad", "enable_grad"):
            with torch.set_grad_enabled(inside == "enable_grad"):
                hidden = a * 2
            return hidden * weight
        if inside == "in_place_on_own":
            return (a * 2).mul_(weight)
        if inside == "in_place_on_input":
            return a.mul_(2) * weight
        if inside == "grad_inside":
            copy = a.detach().requires_grad_()
            with torch.enable_grad():
                (inner,) = torch.autograd.grad((copy**2).sum(), copy)
            return inner * weight * a
        hidden = a * weight
        if inside == "hook" and hidden.requires_grad:
            hidden.register_hook(lambda grad: calls.append(1))
        if inside == "nested" and variant != "none":
            return checkpoint(torch.exp, hidden, **options)
        return hidden.exp() if inside == "nested" else hidden**2

    given = x * 1
    out = function(given) if variant == "none" else checkpoint(function, given, **options)
    yield "out.requires_grad", out.requires_grad
    out.sum().backward()
    yield "x.grad", x.grad.tolist() if x.grad is not None else None
    yield "weight.grad", weight.grad.tolist() if weight.grad is not None else None
    yield "hook calls", len(calls)


EXPECT = {
    "[none-detach]": {">=1.0": {"out.requires_grad": True, "x.grad": "None", "weight.grad": [4.0], "hook calls": 0}},
    "[none-no_grad]": {">=1.0": {"out.requires_grad": True, "x.grad": "None", "weight.grad": [4.0], "hook calls": 0}},
    "[none-enable_grad]": {
        ">=1.0": {"out.requires_grad": True, "x.grad": [6.0], "weight.grad": [4.0], "hook calls": 0},
    },
    "[none-in_place_on_input]": {
        ">=1.0": {"out.requires_grad": True, "x.grad": [6.0], "weight.grad": [4.0], "hook calls": 0},
    },
    "[none-in_place_on_own]": {
        ">=1.0": {"out.requires_grad": True, "x.grad": [6.0], "weight.grad": [4.0], "hook calls": 0},
    },
    "[none-grad_inside]": {
        ">=1.0": {"out.requires_grad": True, "x.grad": [12.0], "weight.grad": [8.0], "hook calls": 0},
    },
    "[none-nested]": {
        ">=1.0": {"out.requires_grad": True, "x.grad": [1210.0], "weight.grad": [806.9], "hook calls": 0},
    },
    "[none-hook]": {">=1.0": {"out.requires_grad": True, "x.grad": [36.0], "weight.grad": [24.0], "hook calls": 1}},
    "[default-detach]": {
        "<1.7": {"out.requires_grad": True, "x.grad": [0.0], "weight.grad": [4.0], "hook calls": 0},
        ">=1.7,<1.10": {"out.requires_grad": True, "x.grad": "None", "weight.grad": [4.0], "hook calls": 0},
        ">=1.10,<1.13": {
            "out.requires_grad": True,
            "x.grad": "None",
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"out.requires_grad": True, "x.grad": "None", "weight.grad": [4.0], "hook calls": 0},
        ">=2.1,<2.4": {
            "out.requires_grad": True,
            "x.grad": "None",
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "x.grad": "None",
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "out.requires_grad": True,
            "x.grad": "None",
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
    },
    "[default-no_grad]": {
        "<1.7": {"out.requires_grad": True, "x.grad": [0.0], "weight.grad": [4.0], "hook calls": 0},
        ">=1.7,<1.10": {"out.requires_grad": True, "x.grad": "None", "weight.grad": [4.0], "hook calls": 0},
        ">=1.10,<1.13": {
            "out.requires_grad": True,
            "x.grad": "None",
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"out.requires_grad": True, "x.grad": "None", "weight.grad": [4.0], "hook calls": 0},
        ">=2.1,<2.4": {
            "out.requires_grad": True,
            "x.grad": "None",
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "x.grad": "None",
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "out.requires_grad": True,
            "x.grad": "None",
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
    },
    "[default-enable_grad]": {
        "<1.10": {"out.requires_grad": True, "x.grad": [6.0], "weight.grad": [4.0], "hook calls": 0},
        ">=1.10,<1.13": {
            "out.requires_grad": True,
            "x.grad": [6.0],
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"out.requires_grad": True, "x.grad": [6.0], "weight.grad": [4.0], "hook calls": 0},
        ">=2.1,<2.4": {
            "out.requires_grad": True,
            "x.grad": [6.0],
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "x.grad": [6.0],
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "out.requires_grad": True,
            "x.grad": [6.0],
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
    },
    "[default-in_place_on_own]": {
        "<1.10": {"out.requires_grad": True, "x.grad": [6.0], "weight.grad": [4.0], "hook calls": 0},
        ">=1.10,<1.13": {
            "out.requires_grad": True,
            "x.grad": [6.0],
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"out.requires_grad": True, "x.grad": [6.0], "weight.grad": [4.0], "hook calls": 0},
        ">=2.1,<2.4": {
            "out.requires_grad": True,
            "x.grad": [6.0],
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "x.grad": [6.0],
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "out.requires_grad": True,
            "x.grad": [6.0],
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
    },
    "[default-in_place_on_input]": {
        "<1.10": {"out.requires_grad": True, "raises": "RuntimeError"},
        ">=1.10,<1.13": {"out.requires_grad": True, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"out.requires_grad": True, "raises": "RuntimeError"},
        ">=2.1,<2.4": {"out.requires_grad": True, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"out.requires_grad": True, "raises": "RuntimeError", "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"out.requires_grad": True, "raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[default-grad_inside]": {
        "<1.10": {"out.requires_grad": True, "x.grad": [12.0], "weight.grad": [8.0], "hook calls": 0},
        ">=1.10,<1.13": {
            "out.requires_grad": True,
            "x.grad": [12.0],
            "weight.grad": [8.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"out.requires_grad": True, "x.grad": [12.0], "weight.grad": [8.0], "hook calls": 0},
        ">=2.1,<2.4": {
            "out.requires_grad": True,
            "x.grad": [12.0],
            "weight.grad": [8.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "x.grad": [12.0],
            "weight.grad": [8.0],
            "hook calls": 0,
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "out.requires_grad": True,
            "x.grad": [12.0],
            "weight.grad": [8.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
    },
    "[default-nested]": {
        "<2.4": {
            "out.requires_grad": True,
            "x.grad": [1210.0],
            "weight.grad": [806.9],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "x.grad": [1210.0],
            "weight.grad": [806.9],
            "hook calls": 0,
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "out.requires_grad": True,
            "x.grad": [1210.0],
            "weight.grad": [806.9],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
    },
    "[default-hook]": {
        "<1.10": {"out.requires_grad": True, "x.grad": [36.0], "weight.grad": [24.0], "hook calls": 1},
        ">=1.10,<1.13": {
            "out.requires_grad": True,
            "x.grad": [36.0],
            "weight.grad": [24.0],
            "hook calls": 1,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"out.requires_grad": True, "x.grad": [36.0], "weight.grad": [24.0], "hook calls": 1},
        ">=2.1,<2.4": {
            "out.requires_grad": True,
            "x.grad": [36.0],
            "weight.grad": [24.0],
            "hook calls": 1,
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "x.grad": [36.0],
            "weight.grad": [24.0],
            "hook calls": 1,
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "out.requires_grad": True,
            "x.grad": [36.0],
            "weight.grad": [24.0],
            "hook calls": 1,
            "warns": ["UserWarning"],
        },
    },
    "[non_reentrant-detach]": {
        "<1.13": {
            "out.requires_grad": True,
            "x.grad": "None",
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"out.requires_grad": True, "x.grad": "None", "weight.grad": [4.0], "hook calls": 0},
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "x.grad": "None",
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"out.requires_grad": True, "x.grad": "None", "weight.grad": [4.0], "hook calls": 0},
    },
    "[non_reentrant-no_grad]": {
        "<1.13": {
            "out.requires_grad": True,
            "x.grad": "None",
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"out.requires_grad": True, "x.grad": "None", "weight.grad": [4.0], "hook calls": 0},
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "x.grad": "None",
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"out.requires_grad": True, "x.grad": "None", "weight.grad": [4.0], "hook calls": 0},
    },
    "[non_reentrant-enable_grad]": {
        "<1.13": {
            "out.requires_grad": True,
            "x.grad": [6.0],
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"out.requires_grad": True, "x.grad": [6.0], "weight.grad": [4.0], "hook calls": 0},
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "x.grad": [6.0],
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"out.requires_grad": True, "x.grad": [6.0], "weight.grad": [4.0], "hook calls": 0},
    },
    "[non_reentrant-in_place_on_own]": {
        "<1.13": {
            "out.requires_grad": True,
            "x.grad": [6.0],
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"out.requires_grad": True, "x.grad": [6.0], "weight.grad": [4.0], "hook calls": 0},
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "x.grad": [6.0],
            "weight.grad": [4.0],
            "hook calls": 0,
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"out.requires_grad": True, "x.grad": [6.0], "weight.grad": [4.0], "hook calls": 0},
    },
    "[non_reentrant-in_place_on_input]": {
        "<1.13": {
            "out.requires_grad": True,
            "x.grad": [6.0],
            "weight.grad": [8.0],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"out.requires_grad": True, "x.grad": [6.0], "weight.grad": [8.0], "hook calls": 0},
        ">=2.1": {"out.requires_grad": True, "raises": "RuntimeError"},
    },
    "[non_reentrant-grad_inside]": {
        "<1.13": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"raises": "RuntimeError"},
        ">=2.1,<2.4": {"out.requires_grad": True, "x.grad": [12.0], "weight.grad": [8.0], "hook calls": 0},
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "x.grad": [12.0],
            "weight.grad": [8.0],
            "hook calls": 0,
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"out.requires_grad": True, "x.grad": [12.0], "weight.grad": [8.0], "hook calls": 0},
    },
    "[non_reentrant-nested]": {
        "<1.13": {
            "out.requires_grad": True,
            "x.grad": [1210.0],
            "weight.grad": [806.9],
            "hook calls": 0,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"out.requires_grad": True, "x.grad": [1210.0], "weight.grad": [806.9], "hook calls": 0},
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "x.grad": [1210.0],
            "weight.grad": [806.9],
            "hook calls": 0,
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"out.requires_grad": True, "x.grad": [1210.0], "weight.grad": [806.9], "hook calls": 0},
    },
    "[non_reentrant-hook]": {
        "<1.13": {
            "out.requires_grad": True,
            "x.grad": [36.0],
            "weight.grad": [24.0],
            "hook calls": 1,
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"out.requires_grad": True, "x.grad": [36.0], "weight.grad": [24.0], "hook calls": 1},
        ">=2.4,<2.5": {
            "out.requires_grad": True,
            "x.grad": [36.0],
            "weight.grad": [24.0],
            "hook calls": 1,
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"out.requires_grad": True, "x.grad": [36.0], "weight.grad": [24.0], "hook calls": 1},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/90105",
        "says": "A non-reentrant checkpoint may contain autograd.grad.",
        "facts": {"x.grad": [12.0]},
        "rows": "[non_reentrant-grad_inside]",
    }
]

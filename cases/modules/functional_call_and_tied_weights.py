"""If a weight is tied, does functional_call replace it everywhere, and does the module get its own weight back?

Two layers share one weight, or are one layer under two names, and a new weight is passed in under the first name.
`torch.nn.utils.stateless.functional_call` of 1.12 and 1.13 replaced it under the name that was given only, so a tied
weight went on to be the module's own, which then got a gradient as well, without a word.
Since 2.0 (#90477) both it and `torch.func.functional_call` replace it under all names, unless told `tie_weights=False`;
the older spelling warns since then.
With that came another fault: if one layer hangs under two names, the module is left with the new weight in place
of its own after the call, so that an optimizer steps a weight that the module no longer has; no warning tells of it.

https://github.com/pytorch/pytorch/issues/86708
https://github.com/pytorch/pytorch/pull/90477
https://github.com/pytorch/pytorch/pull/92280
https://github.com/pytorch/pytorch/pull/195593
https://docs.pytorch.org/docs/stable/generated/torch.func.functional_call.html
"""

import torch
from torch import nn

PARAMS = {
    "call": ["stateless", "torch.func", "torch.func untied"],
    "tied": ["weight", "layer"],
}
TORCH = {"[stateless-*]": ">=1.12", "[torch.func*]": ">=2.0"}


def observe(device, call, tied):
    first = nn.Linear(1, 1, bias=False).to(device)
    second = first
    if tied == "weight":
        second = nn.Linear(1, 1, bias=False).to(device)
        second.weight = first.weight
    module = nn.Sequential(first, second)
    own = first.weight
    with torch.no_grad():
        own.fill_(2)
    new = {"0.weight": torch.full_like(own, 5, requires_grad=True)}
    x = torch.ones(1, 1, device=device)
    if call == "stateless":
        from torch.nn.utils.stateless import functional_call

        out = functional_call(module, new, (x,))
    else:
        out = torch.func.functional_call(module, new, (x,), tie_weights=call == "torch.func")
    yield "output", out.item()
    out.backward()
    grad = new["0.weight"].grad
    yield "gradient of the new weight", grad.tolist()
    yield "gradient of the module's weight", None if own.grad is None else own.grad.tolist()
    yield "first layer has its weight back", first.weight is own
    yield "second layer has its weight back", second.weight is own


EXPECT = {
    "[stateless-weight]": {
        "<2.0": {
            "output": 10.0,
            "gradient of the new weight": [[2.0]],
            "gradient of the module's weight": [[5.0]],
            "first layer has its weight back": True,
            "second layer has its weight back": True,
        },
        ">=2.0,<2.4": {
            "output": 25.0,
            "gradient of the new weight": [[10.0]],
            "gradient of the module's weight": "None",
            "first layer has its weight back": True,
            "second layer has its weight back": True,
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "output": 25.0,
            "gradient of the new weight": [[10.0]],
            "gradient of the module's weight": "None",
            "first layer has its weight back": True,
            "second layer has its weight back": True,
            "warns": ["FutureWarning"],
        },
    },
    "[stateless-layer]": {
        "<2.0": {
            "output": 25.0,
            "gradient of the new weight": [[10.0]],
            "gradient of the module's weight": "None",
            "first layer has its weight back": True,
            "second layer has its weight back": True,
        },
        ">=2.0,<2.4": {
            "output": 25.0,
            "gradient of the new weight": [[10.0]],
            "gradient of the module's weight": "None",
            "first layer has its weight back": False,
            "second layer has its weight back": False,
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "output": 25.0,
            "gradient of the new weight": [[10.0]],
            "gradient of the module's weight": "None",
            "first layer has its weight back": False,
            "second layer has its weight back": False,
            "warns": ["FutureWarning"],
        },
    },
    "[torch.func-weight]": {
        ">=1.0": {
            "output": 25.0,
            "gradient of the new weight": [[10.0]],
            "gradient of the module's weight": "None",
            "first layer has its weight back": True,
            "second layer has its weight back": True,
        },
    },
    "[torch.func untied-layer]": {
        ">=1.0": {
            "output": 25.0,
            "gradient of the new weight": [[10.0]],
            "gradient of the module's weight": "None",
            "first layer has its weight back": True,
            "second layer has its weight back": True,
        },
    },
    "[torch.func-layer]": {
        ">=1.0": {
            "output": 25.0,
            "gradient of the new weight": [[10.0]],
            "gradient of the module's weight": "None",
            "first layer has its weight back": False,
            "second layer has its weight back": False,
        },
    },
    "[torch.func untied-weight]": {
        ">=1.0": {
            "output": 10.0,
            "gradient of the new weight": [[2.0]],
            "gradient of the module's weight": [[5.0]],
            "first layer has its weight back": True,
            "second layer has its weight back": True,
        },
    },
}

CLAIMS = [
    {
        "source": "https://pytorch.org/docs/stable/generated/torch.func.functional_call.html",
        "says": "Tied weights are replaced together by default, and the module is left as it was.",
        "facts": {"output": 25.0, "first layer has its weight back": True},
        "rows": "[torch.func-*]",
    }
]

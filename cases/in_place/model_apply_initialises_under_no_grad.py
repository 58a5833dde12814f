"""Can model.apply(initialise) write into the weights under no_grad, and can it without?

The function given to `apply` is called for every submodule, in whatever mode the caller is in.
Under no_grad `fill_` and `normal_` on the weights work, and the weights go on requiring grad and learning.
Without it the first write raises, and a decorator on the function does as well as a `with` around the call.

https://pytorch.org/docs/stable/generated/torch.nn.Module.html
https://pytorch.org/docs/stable/generated/torch.no_grad.html
"""

import torch
from torch import nn

PARAMS = {"protected_by": ["nothing", "with", "decorator"]}


def observe(device, protected_by):
    model = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1)).to(device)

    def initialise(module):
        if isinstance(module, nn.Linear):
            module.weight.fill_(1.0)
            module.bias.normal_(5, 0.1)

    try:
        if protected_by == "nothing":
            model.apply(initialise)
        elif protected_by == "with":
            with torch.no_grad():
                model.apply(initialise)
        else:
            model.apply(torch.no_grad()(initialise))
        yield "apply", "works"
    except RuntimeError as error:
        yield "apply", type(error).__name__

    weights = [parameter for parameter in model.parameters() if parameter.dim() == 2]
    yield "all weights are 1", all(bool((weight == 1).all()) for weight in weights)
    yield "all weights require grad", all(weight.requires_grad for weight in weights)
    model(torch.ones(1, 2, device=device)).sum().backward()
    yield "last weight.grad arrives", weights[-1].grad is not None


EXPECT = {
    "[nothing]": {
        ">=1.0": {
            "apply": "RuntimeError",
            "all weights are 1": False,
            "all weights require grad": True,
            "last weight.grad arrives": True,
        },
    },
    "[with]": {
        ">=1.0": {
            "apply": "works",
            "all weights are 1": True,
            "all weights require grad": True,
            "last weight.grad arrives": True,
        },
    },
    "[decorator]": {
        ">=1.0": {
            "apply": "works",
            "all weights are 1": True,
            "all weights require grad": True,
            "last weight.grad arrives": True,
        },
    },
}

CLAIMS = [
    {
        "source": "S2.3 002_ce39600eaf8dca32.txt",
        "says": "Initialisation through model.apply works under no_grad.",
        "facts": {"apply": "works", "all weights are 1": True},
        "rows": "[with]",
    },
    {
        "source": "S2.3 002_ce39600eaf8dca32.txt",
        "says": "Without no_grad the same initialisation is an error.",
        "facts": {"apply": "RuntimeError"},
        "rows": "[nothing]",
    },
]

"""Does best = model.state_dict() keep the best weights?

No: its tensors are detached but share memory with the Parameters, so they follow every step of the optimizer.
A shallow copy of the dict does not help, `copy.deepcopy` does.
They do not require grad and carry no gradient; with `keep_vars=True` they are the Parameters themselves.

https://github.com/pytorch/pytorch/issues/34765
https://github.com/pytorch/tutorials/pull/188
https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import copy

import torch
from torch import nn

PARAMS = {"kept": ["state_dict()", "copy.copy", "copy.deepcopy", "clone each", "keep_vars=True", "dict(parameters)"]}


def observe(device, kept):
    layer = nn.Linear(1, 1, bias=False).to(device)
    layer(torch.ones(1, 1, device=device)).sum().backward()
    best = {
        "state_dict()": lambda: layer.state_dict(),
        "copy.copy": lambda: copy.copy(layer.state_dict()),
        "copy.deepcopy": lambda: copy.deepcopy(layer.state_dict()),
        "clone each": lambda: {name: tensor.clone() for name, tensor in layer.state_dict().items()},
        "keep_vars=True": lambda: layer.state_dict(keep_vars=True),
        "dict(parameters)": lambda: dict(layer.named_parameters()),
    }[kept]()
    before = float(layer.weight.detach())
    torch.optim.SGD(layer.parameters(), lr=1.0).step()
    yield "requires_grad", best["weight"].requires_grad
    yield "grad", best["weight"].grad
    yield "is the Parameter", best["weight"] is layer.weight
    yield "still the weight before the step", float(best["weight"].detach()) == before
    layer.load_state_dict(best)
    yield "loading it goes back", float(layer.weight.detach()) == before


EXPECT = {
    "[copy.copy]": {
        ">=1.0": {
            "requires_grad": False,
            "grad": "None",
            "is the Parameter": False,
            "still the weight before the step": False,
            "loading it goes back": False,
        },
    },
    "[state_dict()]": {
        ">=1.0": {
            "requires_grad": False,
            "grad": "None",
            "is the Parameter": False,
            "still the weight before the step": False,
            "loading it goes back": False,
        },
    },
    "[clone each]": {
        ">=1.0": {
            "requires_grad": False,
            "grad": "None",
            "is the Parameter": False,
            "still the weight before the step": True,
            "loading it goes back": True,
        },
    },
    "[copy.deepcopy]": {
        ">=1.0": {
            "requires_grad": False,
            "grad": "None",
            "is the Parameter": False,
            "still the weight before the step": True,
            "loading it goes back": True,
        },
    },
    "[dict(parameters)]": {
        ">=1.0": {
            "requires_grad": True,
            "grad": "nonzero",
            "is the Parameter": True,
            "still the weight before the step": False,
            "loading it goes back": False,
        },
    },
    "[keep_vars=True]": {
        ">=1.0": {
            "requires_grad": True,
            "grad": "nonzero",
            "is the Parameter": True,
            "still the weight before the step": False,
            "loading it goes back": False,
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/tutorials/pull/188",
        "says": "best_model = model.state_dict() keeps the weights of the best epoch.",
        "facts": {"still the weight before the step": True, "loading it goes back": True},
        "rows": "[state_dict()]",
    },
]

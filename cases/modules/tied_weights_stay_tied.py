"""Two layers share one weight: which copies, conversions and loads keep them tied?

One Parameter under two names is in `parameters()` once, so an optimizer steps it once, with the sum of both
gradients,
and in the state dict twice, with the same memory.
`deepcopy`, `double()` and pickling a module keep the tie; freezing or clearing it under one name does so under both.
Loading keeps it as well, as it writes into the one Parameter, twice: the name that comes last wins.
With `assign=True`, since 2.1, each name gets its own Parameter and the tie is cut, without a warning.
Weights tied by `data` share memory but are two Parameters: both are stepped, and the first copy or conversion
parts them.

https://github.com/pytorch/pytorch/pull/102212
https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import copy
import io
import pickle

import torch
from torch import nn

PARAMS = {
    "after": [
        "nothing",
        "deepcopy",
        "pickle",
        "double",
        "half",
        "load",
        "assign",
        "step",
        "zero_grad",
        "requires_grad",
    ],
    "tied": ["Parameter", "data"],
}
TORCH = {"[assign-*]": ">=2.1"}


def observe(after, tied):
    model = nn.Sequential(nn.Linear(2, 2, bias=False), nn.Linear(2, 2, bias=False))
    if tied == "Parameter":
        model[1].weight = model[0].weight
    else:
        model[1].weight.data = model[0].weight.data
    model(torch.ones(1, 2)).sum().backward()
    if after == "deepcopy":
        model = copy.deepcopy(model)
    elif after == "pickle":
        model = pickle.load(io.BytesIO(pickle.dumps(model)))
    elif after == "double":
        model.double()
    elif after == "half":
        model.half()
    elif after == "load":
        model.load_state_dict({"0.weight": torch.zeros(2, 2), "1.weight": torch.ones(2, 2)})
        yield "weight 0", model[0].weight
    elif after == "assign":
        model.load_state_dict(model.state_dict(), assign=True)
    elif after == "step":
        torch.optim.SGD(model.parameters(), lr=1.0).step()
    elif after == "zero_grad":
        model[0].zero_grad()
        yield "grad of 1 is gone", model[1].weight.grad is None or bool((model[1].weight.grad == 0).all())
    elif after == "requires_grad":
        model[0].weight.requires_grad = False
        yield "1 requires grad", model[1].weight.requires_grad
    yield "number of parameters", len(list(model.parameters()))
    yield "names in the state dict", sorted(model.state_dict())
    yield "one Parameter", model[0].weight is model[1].weight
    yield "one memory", model[0].weight.data_ptr() == model[1].weight.data_ptr()


EXPECT = {
    "[deepcopy-Parameter]": {
        ">=1.0": {
            "number of parameters": 1,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": True,
            "one memory": True,
        },
    },
    "[double-Parameter]": {
        ">=1.0": {
            "number of parameters": 1,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": True,
            "one memory": True,
        },
    },
    "[half-Parameter]": {
        ">=1.0": {
            "number of parameters": 1,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": True,
            "one memory": True,
        },
    },
    "[nothing-Parameter]": {
        ">=1.0": {
            "number of parameters": 1,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": True,
            "one memory": True,
        },
    },
    "[step-Parameter]": {
        ">=1.0": {
            "number of parameters": 1,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": True,
            "one memory": True,
        },
    },
    "[assign-*]": {
        ">=1.0": {
            "number of parameters": 2,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": False,
            "one memory": True,
        },
    },
    "[nothing-data]": {
        ">=1.0": {
            "number of parameters": 2,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": False,
            "one memory": True,
        },
    },
    "[step-data]": {
        ">=1.0": {
            "number of parameters": 2,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": False,
            "one memory": True,
        },
    },
    "[deepcopy-data]": {
        ">=1.0": {
            "number of parameters": 2,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": False,
            "one memory": False,
        },
    },
    "[double-data]": {
        ">=1.0": {
            "number of parameters": 2,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": False,
            "one memory": False,
        },
    },
    "[half-data]": {
        ">=1.0": {
            "number of parameters": 2,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": False,
            "one memory": False,
        },
    },
    "[pickle-Parameter]": {
        "<1.5": {
            "number of parameters": 1,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": True,
            "one memory": True,
        },
        ">=1.5,<1.6": {
            "number of parameters": 1,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": True,
            "one memory": True,
            "warns": ["FutureWarning"],
        },
        ">=1.6,<2.4": {
            "number of parameters": 1,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": True,
            "one memory": True,
        },
        ">=2.4,<2.4.1": {
            "number of parameters": 1,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": True,
            "one memory": True,
            "warns": ["FutureWarning"],
        },
        ">=2.4.1": {
            "number of parameters": 1,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": True,
            "one memory": True,
        },
    },
    "[pickle-data]": {
        "<1.5": {
            "number of parameters": 2,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": False,
            "one memory": False,
        },
        ">=1.5,<1.6": {
            "number of parameters": 2,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": False,
            "one memory": False,
            "warns": ["FutureWarning"],
        },
        ">=1.6,<2.4": {
            "number of parameters": 2,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": False,
            "one memory": False,
        },
        ">=2.4,<2.4.1": {
            "number of parameters": 2,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": False,
            "one memory": False,
            "warns": ["FutureWarning"],
        },
        ">=2.4.1": {
            "number of parameters": 2,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": False,
            "one memory": False,
        },
    },
    "[load-Parameter]": {
        ">=1.0": {
            "weight 0": "nonzero",
            "number of parameters": 1,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": True,
            "one memory": True,
        },
    },
    "[load-data]": {
        ">=1.0": {
            "weight 0": "nonzero",
            "number of parameters": 2,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": False,
            "one memory": True,
        },
    },
    "[zero_grad-Parameter]": {
        ">=1.0": {
            "grad of 1 is gone": True,
            "number of parameters": 1,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": True,
            "one memory": True,
        },
    },
    "[zero_grad-data]": {
        ">=1.0": {
            "grad of 1 is gone": False,
            "number of parameters": 2,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": False,
            "one memory": True,
        },
    },
    "[requires_grad-Parameter]": {
        ">=1.0": {
            "1 requires grad": False,
            "number of parameters": 1,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": True,
            "one memory": True,
        },
    },
    "[requires_grad-data]": {
        ">=1.0": {
            "1 requires grad": True,
            "number of parameters": 2,
            "names in the state dict": ["0.weight", "1.weight"],
            "one Parameter": False,
            "one memory": True,
        },
    },
}

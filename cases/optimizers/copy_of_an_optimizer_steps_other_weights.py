"""What does a copy of an optimizer step: the same weights, or copies of them?

copy.copy shares the weights and the state. deepcopy and pickle copy the weights too:
the copy has its state, and steps weights that belong to no model, so nothing is seen to move.
Copied together in one deepcopy or pickle, the new optimizer steps the new model.
An optimizer made for a model does not follow a deepcopy of the model.
SGD without momentum has no state, but for an entry of None that it kept for each weight from 1.8 to 2.3, gone in 2.4.
Pickling a tensor came with a FutureWarning in 1.5, gone in 1.6, and unpickling one in 2.4.0, where it passed through
torch.load and its new warning of unsafe pickles, gone in 2.4.1 (no note found for either).

https://github.com/pytorch/pytorch/pull/45597
https://github.com/pytorch/pytorch/pull/122131
https://pytorch.org/docs/stable/optim.html
https://pytorch.org/tutorials/beginner/saving_loading_models.html
"""

import copy
import pickle

import torch
from torch import nn

PARAMS = {
    "optimizer": ["SGD", "momentum", "Adam", "Adagrad"],
    "copied_by": [
        "copy", "deepcopy", "deepcopy with the model", "pickle", "pickle with the model", "deepcopy of the model",
    ],
}  # fmt: skip # rows of names


def observe(device, optimizer, copied_by):
    model = nn.Linear(2, 1, bias=False).to(device)
    nn.init.constant_(model.weight, 3)
    kind, options = ("SGD", {"momentum": 0.9}) if optimizer == "momentum" else (optimizer, {})
    first = getattr(torch.optim, kind)(model.parameters(), lr=0.05, **options)
    model(torch.ones(1, 2, device=device)).sum().backward()
    first.step()
    if copied_by == "copy":
        other, second = model, copy.copy(first)
    elif copied_by == "deepcopy":
        other, second = model, copy.deepcopy(first)
    elif copied_by == "deepcopy with the model":
        other, second = copy.deepcopy((model, first))
    elif copied_by == "pickle":
        other, second = model, pickle.loads(pickle.dumps(first))
    elif copied_by == "pickle with the model":
        other, second = pickle.loads(pickle.dumps((model, first)))
    else:
        other, second = copy.deepcopy(model), first
    for weight in [model.weight, other.weight] + second.param_groups[0]["params"]:
        weight.grad = torch.ones_like(weight)
    before = [model.weight.detach().clone(), other.weight.detach().clone()]
    second.step()
    yield "moves the model's weight", not torch.equal(model.weight, before[0])
    yield "moves the copied model's weight", not torch.equal(other.weight, before[1])
    yield "has the state", sorted(list(second.state.values())[0]) if len(second.state) else []
    yield "states", len(second.state)


EXPECT = {
    "[SGD-copy]": {
        "<1.8": {
            "moves the model's weight": True,
            "moves the copied model's weight": True,
            "has the state": [],
            "states": 0,
        },
        ">=1.8,<2.4": {
            "moves the model's weight": True,
            "moves the copied model's weight": True,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
        ">=2.4": {
            "moves the model's weight": True,
            "moves the copied model's weight": True,
            "has the state": [],
            "states": 0,
        },
    },
    "[SGD-deepcopy]": {
        "<1.8": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": [],
            "states": 0,
        },
        ">=1.8,<2.4": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
        ">=2.4": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": [],
            "states": 0,
        },
    },
    "[SGD-deepcopy with the model]": {
        "<1.8": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": [],
            "states": 0,
        },
        ">=1.8,<2.4": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
        ">=2.4": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": [],
            "states": 0,
        },
    },
    "[SGD-pickle]": {
        "<1.5": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": [],
            "states": 0,
        },
        ">=1.5,<1.6": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": [],
            "states": 0,
            "warns": ["FutureWarning"],
        },
        ">=1.6,<1.8": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": [],
            "states": 0,
        },
        ">=1.8,<2.4": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
        ">=2.4,<2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": [],
            "states": 0,
            "warns": ["FutureWarning"],
        },
        ">=2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": [],
            "states": 0,
        },
    },
    "[SGD-pickle with the model]": {
        "<1.5": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": [],
            "states": 0,
        },
        ">=1.5,<1.6": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": [],
            "states": 0,
            "warns": ["FutureWarning"],
        },
        ">=1.6,<1.8": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": [],
            "states": 0,
        },
        ">=1.8,<2.4": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
        ">=2.4,<2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": [],
            "states": 0,
            "warns": ["FutureWarning"],
        },
        ">=2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": [],
            "states": 0,
        },
    },
    "[SGD-deepcopy of the model]": {
        "<1.8": {
            "moves the model's weight": True,
            "moves the copied model's weight": False,
            "has the state": [],
            "states": 0,
        },
        ">=1.8,<2.4": {
            "moves the model's weight": True,
            "moves the copied model's weight": False,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
        ">=2.4": {
            "moves the model's weight": True,
            "moves the copied model's weight": False,
            "has the state": [],
            "states": 0,
        },
    },
    "[momentum-copy]": {
        ">=1.0": {
            "moves the model's weight": True,
            "moves the copied model's weight": True,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
    },
    "[momentum-deepcopy]": {
        ">=1.0": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
    },
    "[momentum-deepcopy with the model]": {
        ">=1.0": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
    },
    "[momentum-pickle]": {
        "<1.5": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
        ">=1.5,<1.6": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["momentum_buffer"],
            "states": 1,
            "warns": ["FutureWarning"],
        },
        ">=1.6,<2.4": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
        ">=2.4,<2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["momentum_buffer"],
            "states": 1,
            "warns": ["FutureWarning"],
        },
        ">=2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
    },
    "[momentum-pickle with the model]": {
        "<1.5": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
        ">=1.5,<1.6": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["momentum_buffer"],
            "states": 1,
            "warns": ["FutureWarning"],
        },
        ">=1.6,<2.4": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
        ">=2.4,<2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["momentum_buffer"],
            "states": 1,
            "warns": ["FutureWarning"],
        },
        ">=2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
    },
    "[momentum-deepcopy of the model]": {
        ">=1.0": {
            "moves the model's weight": True,
            "moves the copied model's weight": False,
            "has the state": ["momentum_buffer"],
            "states": 1,
        },
    },
    "[Adam-copy]": {
        ">=1.0": {
            "moves the model's weight": True,
            "moves the copied model's weight": True,
            "has the state": ["exp_avg", "exp_avg_sq", "step"],
            "states": 1,
        },
    },
    "[Adam-deepcopy]": {
        ">=1.0": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["exp_avg", "exp_avg_sq", "step"],
            "states": 1,
        },
    },
    "[Adam-deepcopy with the model]": {
        ">=1.0": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["exp_avg", "exp_avg_sq", "step"],
            "states": 1,
        },
    },
    "[Adam-pickle]": {
        "<1.5": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["exp_avg", "exp_avg_sq", "step"],
            "states": 1,
        },
        ">=1.5,<1.6": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["exp_avg", "exp_avg_sq", "step"],
            "states": 1,
            "warns": ["FutureWarning"],
        },
        ">=1.6,<2.4": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["exp_avg", "exp_avg_sq", "step"],
            "states": 1,
        },
        ">=2.4,<2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["exp_avg", "exp_avg_sq", "step"],
            "states": 1,
            "warns": ["FutureWarning"],
        },
        ">=2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["exp_avg", "exp_avg_sq", "step"],
            "states": 1,
        },
    },
    "[Adam-pickle with the model]": {
        "<1.5": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["exp_avg", "exp_avg_sq", "step"],
            "states": 1,
        },
        ">=1.5,<1.6": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["exp_avg", "exp_avg_sq", "step"],
            "states": 1,
            "warns": ["FutureWarning"],
        },
        ">=1.6,<2.4": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["exp_avg", "exp_avg_sq", "step"],
            "states": 1,
        },
        ">=2.4,<2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["exp_avg", "exp_avg_sq", "step"],
            "states": 1,
            "warns": ["FutureWarning"],
        },
        ">=2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["exp_avg", "exp_avg_sq", "step"],
            "states": 1,
        },
    },
    "[Adam-deepcopy of the model]": {
        ">=1.0": {
            "moves the model's weight": True,
            "moves the copied model's weight": False,
            "has the state": ["exp_avg", "exp_avg_sq", "step"],
            "states": 1,
        },
    },
    "[Adagrad-copy]": {
        ">=1.0": {
            "moves the model's weight": True,
            "moves the copied model's weight": True,
            "has the state": ["step", "sum"],
            "states": 1,
        },
    },
    "[Adagrad-deepcopy]": {
        ">=1.0": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["step", "sum"],
            "states": 1,
        },
    },
    "[Adagrad-deepcopy with the model]": {
        ">=1.0": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["step", "sum"],
            "states": 1,
        },
    },
    "[Adagrad-pickle]": {
        "<1.5": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["step", "sum"],
            "states": 1,
        },
        ">=1.5,<1.6": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["step", "sum"],
            "states": 1,
            "warns": ["FutureWarning"],
        },
        ">=1.6,<2.4": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["step", "sum"],
            "states": 1,
        },
        ">=2.4,<2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["step", "sum"],
            "states": 1,
            "warns": ["FutureWarning"],
        },
        ">=2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": False,
            "has the state": ["step", "sum"],
            "states": 1,
        },
    },
    "[Adagrad-pickle with the model]": {
        "<1.5": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["step", "sum"],
            "states": 1,
        },
        ">=1.5,<1.6": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["step", "sum"],
            "states": 1,
            "warns": ["FutureWarning"],
        },
        ">=1.6,<2.4": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["step", "sum"],
            "states": 1,
        },
        ">=2.4,<2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["step", "sum"],
            "states": 1,
            "warns": ["FutureWarning"],
        },
        ">=2.4.1": {
            "moves the model's weight": False,
            "moves the copied model's weight": True,
            "has the state": ["step", "sum"],
            "states": 1,
        },
    },
    "[Adagrad-deepcopy of the model]": {
        ">=1.0": {
            "moves the model's weight": True,
            "moves the copied model's weight": False,
            "has the state": ["step", "sum"],
            "states": 1,
        },
    },
}

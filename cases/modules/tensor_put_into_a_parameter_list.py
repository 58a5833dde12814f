"""Does a computed tensor in a ParameterList or ParameterDict pass its gradient on?

The tensor is `weight * 2`, put in by the constructor, by append, by assignment and by update.
Until 1.11 anything but a Parameter was refused with a TypeError. Since 1.12 the containers take any object,
and turn a tensor into a new Parameter: it is a leaf that shares the memory, its gradient stays there,
and `weight` gets none, without a warning.
Plain lists and attributes keep the history, but are not registered.

https://github.com/pytorch/pytorch/pull/70499
https://github.com/pytorch/pytorch/issues/36035
https://pytorch.org/docs/stable/generated/torch.nn.ParameterList.html
"""

import torch
from torch import nn

PARAMS = {
    "put": [
        "list made of it", "append", "extend", "list item", "dict made of it", "dict item", "update", "plain list",
        "Parameter in a list",
    ],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, put):
    weight = torch.ones(2, device=device, requires_grad=True)
    tensor = weight * 2
    one = nn.Parameter(torch.ones(2, device=device))
    holder = nn.Module()
    holder.held = nn.ParameterDict({"a": one}) if "dict" in put or put == "update" else nn.ParameterList([one])
    key = 0
    if put == "list made of it":
        holder.held = nn.ParameterList([tensor])
    elif put == "append":
        holder.held.append(tensor)
        key = 1
    elif put == "extend":
        holder.held.extend([tensor])
        key = 1
    elif put == "list item":
        holder.held[0] = tensor
    elif put == "dict made of it":
        holder.held, key = nn.ParameterDict({"a": tensor}), "a"
    elif put == "dict item":
        holder.held["a"] = tensor
        key = "a"
    elif put == "update":
        holder.held.update({"a": tensor})
        key = "a"
    elif put == "plain list":
        holder = nn.Module()
        holder.held = [tensor]
    else:
        holder.held = nn.ParameterList([nn.Parameter(tensor)])
    held = holder.held[key]
    yield "is a Parameter", isinstance(held, nn.Parameter)
    yield "is registered", any(parameter is held for parameter in holder.parameters())
    yield "is a leaf", held.is_leaf
    yield "shares memory", held.data_ptr() == tensor.data_ptr()
    (held * 3).sum().backward()
    yield "weight.grad", weight.grad


EXPECT = {
    "[append]": {
        "<1.7": {"raises": "TypeError"},
        ">=1.7,<1.7.1": {"raises": "TypeError", "warns": ["UserWarning"]},
        ">=1.7.1,<1.12": {"raises": "TypeError"},
        ">=1.12": {
            "is a Parameter": True,
            "is registered": True,
            "is a leaf": True,
            "shares memory": True,
            "weight.grad": "None",
        },
    },
    "[dict item]": {
        "<1.7": {"raises": "TypeError"},
        ">=1.7,<1.7.1": {"raises": "TypeError", "warns": ["UserWarning"]},
        ">=1.7.1,<1.12": {"raises": "TypeError"},
        ">=1.12": {
            "is a Parameter": True,
            "is registered": True,
            "is a leaf": True,
            "shares memory": True,
            "weight.grad": "None",
        },
    },
    "[dict made of it]": {
        "<1.7": {"raises": "TypeError"},
        ">=1.7,<1.7.1": {"raises": "TypeError", "warns": ["UserWarning"]},
        ">=1.7.1,<1.12": {"raises": "TypeError"},
        ">=1.12": {
            "is a Parameter": True,
            "is registered": True,
            "is a leaf": True,
            "shares memory": True,
            "weight.grad": "None",
        },
    },
    "[extend]": {
        "<1.7": {"raises": "TypeError"},
        ">=1.7,<1.7.1": {"raises": "TypeError", "warns": ["UserWarning"]},
        ">=1.7.1,<1.12": {"raises": "TypeError"},
        ">=1.12": {
            "is a Parameter": True,
            "is registered": True,
            "is a leaf": True,
            "shares memory": True,
            "weight.grad": "None",
        },
    },
    "[list item]": {
        "<1.7": {"raises": "TypeError"},
        ">=1.7,<1.7.1": {"raises": "TypeError", "warns": ["UserWarning"]},
        ">=1.7.1,<1.12": {"raises": "TypeError"},
        ">=1.12": {
            "is a Parameter": True,
            "is registered": True,
            "is a leaf": True,
            "shares memory": True,
            "weight.grad": "None",
        },
    },
    "[list made of it]": {
        "<1.7": {"raises": "TypeError"},
        ">=1.7,<1.7.1": {"raises": "TypeError", "warns": ["UserWarning"]},
        ">=1.7.1,<1.12": {"raises": "TypeError"},
        ">=1.12": {
            "is a Parameter": True,
            "is registered": True,
            "is a leaf": True,
            "shares memory": True,
            "weight.grad": "None",
        },
    },
    "[update]": {
        "<1.7": {"raises": "TypeError"},
        ">=1.7,<1.7.1": {"raises": "TypeError", "warns": ["UserWarning"]},
        ">=1.7.1,<1.12": {"raises": "TypeError"},
        ">=1.12": {
            "is a Parameter": True,
            "is registered": True,
            "is a leaf": True,
            "shares memory": True,
            "weight.grad": "None",
        },
    },
    "[plain list]": {
        "<1.7": {
            "is a Parameter": False,
            "is registered": False,
            "is a leaf": False,
            "shares memory": True,
            "weight.grad": "nonzero",
        },
        ">=1.7,<1.7.1": {
            "is a Parameter": False,
            "is registered": False,
            "is a leaf": False,
            "shares memory": True,
            "weight.grad": "nonzero",
            "warns": ["UserWarning"],
        },
        ">=1.7.1": {
            "is a Parameter": False,
            "is registered": False,
            "is a leaf": False,
            "shares memory": True,
            "weight.grad": "nonzero",
        },
    },
    "[Parameter in a list]": {
        "<1.7": {
            "is a Parameter": True,
            "is registered": True,
            "is a leaf": True,
            "shares memory": True,
            "weight.grad": "None",
        },
        ">=1.7,<1.7.1": {
            "is a Parameter": True,
            "is registered": True,
            "is a leaf": True,
            "shares memory": True,
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=1.7.1": {
            "is a Parameter": True,
            "is registered": True,
            "is a leaf": True,
            "shares memory": True,
            "weight.grad": "None",
        },
    },
}

"""How can a module's weight be replaced, and is the new one trained?

Assigning a plain tensor to the name of a Parameter raises a TypeError; a Parameter or None is accepted.
After `del`, any tensor may be assigned, and it is then an ordinary attribute: no longer in `parameters()`,
which is how weights computed by a hypernetwork are put in, with their graph.
Assigning to `.data` keeps the Parameter, and the optimizer that holds it; it may even change shape and dtype.
`copy_` under no_grad keeps it as well, and is seen by the version counter.
A new Parameter is a new object: an optimizer made before goes on to train the old one.

https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html
"""

import torch
from torch import nn

PARAMS = {
    "by": [
        "tensor",
        "product",
        "Parameter",
        "frozen Parameter",
        "None",
        "del and tensor",
        "del and product",
        "data",
        "data of another dtype",
        "data of another shape",
        "copy_",
        "setattr of a number",
        "Module",
    ]
}


def observe(device, by):
    layer = nn.Linear(1, 1, bias=False).to(device)
    old, new = layer.weight, torch.full((1, 1), 3.0, device=device)
    try:
        if by.startswith("del"):
            del layer.weight
        if by.startswith("data"):
            layer.weight.data = {"data": new, "data of another dtype": new.double()}.get(by, torch.ones(4, 1))
        elif by == "copy_":
            with torch.no_grad():
                layer.weight.copy_(new)
        else:
            layer.weight = {
                "product": lambda: old * 2,
                "del and product": lambda: old * 2,
                "Parameter": lambda: nn.Parameter(new),
                "frozen Parameter": lambda: nn.Parameter(new, requires_grad=False),
                "None": lambda: None,
                "setattr of a number": lambda: 3.0,
                "Module": lambda: nn.Linear(1, 1),
            }.get(by, lambda: new)()
    except (TypeError, RuntimeError) as error:
        yield "assignment", type(error).__name__
        return
    yield "assignment", "works"
    yield "parameters", [name for name, _ in layer.named_parameters()]
    yield "same object", layer.weight is old
    yield "requires_grad", getattr(layer.weight, "requires_grad", None)
    if isinstance(layer.weight, torch.Tensor):
        yield "is_leaf", layer.weight.is_leaf
        yield "version of the old weight", old._version


EXPECT = {
    "[Module]": {">=1.0": {"assignment": "TypeError"}},
    "[product]": {">=1.0": {"assignment": "TypeError"}},
    "[setattr of a number]": {">=1.0": {"assignment": "TypeError"}},
    "[tensor]": {">=1.0": {"assignment": "TypeError"}},
    "[Parameter]": {
        ">=1.0": {
            "assignment": "works",
            "parameters": ["weight"],
            "same object": False,
            "requires_grad": True,
            "is_leaf": True,
            "version of the old weight": 1,
        },
    },
    "[frozen Parameter]": {
        ">=1.0": {
            "assignment": "works",
            "parameters": ["weight"],
            "same object": False,
            "requires_grad": False,
            "is_leaf": True,
            "version of the old weight": 1,
        },
    },
    "[None]": {">=1.0": {"assignment": "works", "parameters": [], "same object": False, "requires_grad": "None"}},
    "[del and tensor]": {
        ">=1.0": {
            "assignment": "works",
            "parameters": [],
            "same object": False,
            "requires_grad": False,
            "is_leaf": True,
            "version of the old weight": 1,
        },
    },
    "[del and product]": {
        ">=1.0": {
            "assignment": "works",
            "parameters": [],
            "same object": False,
            "requires_grad": True,
            "is_leaf": False,
            "version of the old weight": 1,
        },
    },
    "[data]": {
        ">=1.0": {
            "assignment": "works",
            "parameters": ["weight"],
            "same object": True,
            "requires_grad": True,
            "is_leaf": True,
            "version of the old weight": 1,
        },
    },
    "[data of another dtype]": {
        ">=1.0": {
            "assignment": "works",
            "parameters": ["weight"],
            "same object": True,
            "requires_grad": True,
            "is_leaf": True,
            "version of the old weight": 1,
        },
    },
    "[data of another shape]": {
        ">=1.0": {
            "assignment": "works",
            "parameters": ["weight"],
            "same object": True,
            "requires_grad": True,
            "is_leaf": True,
            "version of the old weight": 1,
        },
    },
    "[copy_]": {
        ">=1.0": {
            "assignment": "works",
            "parameters": ["weight"],
            "same object": True,
            "requires_grad": True,
            "is_leaf": True,
            "version of the old weight": 2,
        },
    },
}

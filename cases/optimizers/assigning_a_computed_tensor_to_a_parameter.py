"""Why "cannot assign tensor as parameter 'weight'", and what may be assigned instead?

A module guards the names of its parameters: only a Parameter or None may be assigned to one.
A new Parameter is trained by no optimizer made before. Writing to .data keeps the object, and the training.
After deleting the parameter the name is free for a computed tensor: the optimizer moves the old one, the layer
keeps its product.

https://pytorch.org/docs/stable/generated/torch.nn.Module.html
https://github.com/pytorch/pytorch/issues/126524
"""

import torch
from torch import nn

PARAMS = {
    "assigned": [
        "product", "detached product", "Parameter", "frozen Parameter", "None", "data", "data of another shape",
        "deleted, then a product", "another name", "_parameters",
    ],
}  # fmt: skip # rows of names


def observe(device, assigned):
    layer = nn.Linear(1, 1, bias=False).to(device)
    nn.init.constant_(layer.weight, 3)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.5)
    product = layer.weight * 2
    try:
        if assigned in ("product", "detached product"):
            layer.weight = product if assigned == "product" else product.detach()
        elif assigned in ("Parameter", "frozen Parameter"):
            layer.weight = nn.Parameter(product.detach(), requires_grad=assigned == "Parameter")
        elif assigned == "None":
            layer.weight = None
        elif assigned.startswith("data"):
            layer.weight.data = product.detach() if assigned == "data" else torch.full((2, 1), 6.0, device=device)
        elif assigned == "deleted, then a product":
            del layer.weight
            layer.weight = product
        elif assigned == "another name":
            layer.scaled = product
        else:
            layer._parameters["weight"] = product
        yield "assignment", "works"
    except TypeError as error:
        yield "assignment", type(error).__name__
    yield "parameters", [name for name, _ in layer.named_parameters()]
    if layer.weight is None:
        return
    before = layer.weight.detach().clone()
    layer(torch.ones(1, 1, device=device)).sum().backward()
    optimizer.step()
    yield "a step moves layer.weight", not torch.equal(layer.weight, before)
    yield "the optimizer's parameter got a gradient", optimizer.param_groups[0]["params"][0].grad is not None


EXPECT = {
    "[detached product]": {
        ">=1.0": {
            "assignment": "TypeError",
            "parameters": ["weight"],
            "a step moves layer.weight": True,
            "the optimizer's parameter got a gradient": True,
        },
    },
    "[product]": {
        ">=1.0": {
            "assignment": "TypeError",
            "parameters": ["weight"],
            "a step moves layer.weight": True,
            "the optimizer's parameter got a gradient": True,
        },
    },
    "[Parameter]": {
        ">=1.0": {
            "assignment": "works",
            "parameters": ["weight"],
            "a step moves layer.weight": False,
            "the optimizer's parameter got a gradient": False,
        },
    },
    "[frozen Parameter]": {">=1.0": {"assignment": "works", "parameters": ["weight"], "raises": "RuntimeError"}},
    "[None]": {">=1.0": {"assignment": "works", "parameters": []}},
    "[another name]": {
        ">=1.0": {
            "assignment": "works",
            "parameters": ["weight"],
            "a step moves layer.weight": True,
            "the optimizer's parameter got a gradient": True,
        },
    },
    "[data]": {
        ">=1.0": {
            "assignment": "works",
            "parameters": ["weight"],
            "a step moves layer.weight": True,
            "the optimizer's parameter got a gradient": True,
        },
    },
    "[data of another shape]": {
        ">=1.0": {
            "assignment": "works",
            "parameters": ["weight"],
            "a step moves layer.weight": True,
            "the optimizer's parameter got a gradient": True,
        },
    },
    "[deleted, then a product]": {
        ">=1.0": {
            "assignment": "works",
            "parameters": [],
            "a step moves layer.weight": False,
            "the optimizer's parameter got a gradient": True,
        },
    },
    "[_parameters]": {
        ">=1.0": {
            "assignment": "works",
            "parameters": ["weight"],
            "a step moves layer.weight": False,
            "the optimizer's parameter got a gradient": True,
        },
    },
}

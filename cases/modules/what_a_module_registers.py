"""Which weights does parameters() find: in lists, dicts, as plain tensors, as buffers?

A module sees what is assigned to an attribute of it: Parameters, Modules, and what `register_buffer` names.
Layers or Parameters in a Python list, tuple or dict are used and get gradients, but no optimizer,
`state_dict`, `to()` or `requires_grad_()` of the module reaches them; nothing warns.
ModuleList, ModuleDict, ParameterList and ParameterDict are seen.
A plain tensor that requires grad is not registered and trains only if it is handed to the optimizer by name.
In a ParameterList or ParameterDict it was a TypeError until 1.11; since 1.12 it becomes a Parameter.
In 1.7.0 alone those two warned when they were made.
A buffer is in the state dict and moves with `double()`, but is not in `parameters()`, even if it requires grad.

https://github.com/pytorch/pytorch/pull/70499
https://github.com/pytorch/pytorch/issues/38639
https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleList.html
"""

import torch
from torch import nn

PARAMS = {
    "held": [
        "Module",
        "list of Modules",
        "tuple of Modules",
        "dict of Modules",
        "ModuleList",
        "ModuleDict",
        "Parameter",
        "list of Parameters",
        "ParameterList",
        "ParameterDict",
        "ParameterList of tensors",
        "ParameterDict of tensors",
        "tensor",
        "buffer",
        "product of a Parameter",
    ]
}


def observe(device, held):
    layer = nn.Linear(1, 1, bias=False).to(device)
    tensor = torch.ones(1, 1, device=device, requires_grad=True)
    module = nn.Module()
    if held == "buffer":
        module.register_buffer("held", tensor)
    else:
        module.held = {
            "Module": lambda: layer,
            "list of Modules": lambda: [layer],
            "tuple of Modules": lambda: (layer,),
            "dict of Modules": lambda: {"a": layer},
            "ModuleList": lambda: nn.ModuleList([layer]),
            "ModuleDict": lambda: nn.ModuleDict({"a": layer}),
            "Parameter": lambda: nn.Parameter(tensor.detach()),
            "list of Parameters": lambda: [layer.weight],
            "ParameterList": lambda: nn.ParameterList([layer.weight]),
            "ParameterDict": lambda: nn.ParameterDict({"a": layer.weight}),
            "ParameterList of tensors": lambda: nn.ParameterList([tensor]),
            "ParameterDict of tensors": lambda: nn.ParameterDict({"a": tensor}),
            "tensor": lambda: tensor,
            "product of a Parameter": lambda: layer.weight * 2,
        }[held]()
    yield "parameters", sorted(name for name, _ in module.named_parameters())
    yield "state dict", sorted(module.state_dict())

    module.double()
    inner = module.held
    if isinstance(inner, (list, tuple, nn.ModuleList, nn.ParameterList)):
        inner = inner[0]
    elif isinstance(inner, (dict, nn.ModuleDict, nn.ParameterDict)):
        inner = inner["a"]
    weight = inner.weight if isinstance(inner, nn.Module) else inner
    yield "double() reaches it", weight.dtype is torch.float64
    (weight * 3).sum().backward()
    yield "it is a leaf that got a gradient", weight.is_leaf and weight.grad is not None


EXPECT = {
    "[Module]": {
        ">=1.0": {
            "parameters": ["held.weight"],
            "state dict": ["held.weight"],
            "double() reaches it": True,
            "it is a leaf that got a gradient": True,
        },
    },
    "[dict of Modules]": {
        ">=1.0": {
            "parameters": [],
            "state dict": [],
            "double() reaches it": False,
            "it is a leaf that got a gradient": True,
        },
    },
    "[list of Modules]": {
        ">=1.0": {
            "parameters": [],
            "state dict": [],
            "double() reaches it": False,
            "it is a leaf that got a gradient": True,
        },
    },
    "[list of Parameters]": {
        ">=1.0": {
            "parameters": [],
            "state dict": [],
            "double() reaches it": False,
            "it is a leaf that got a gradient": True,
        },
    },
    "[tensor]": {
        ">=1.0": {
            "parameters": [],
            "state dict": [],
            "double() reaches it": False,
            "it is a leaf that got a gradient": True,
        },
    },
    "[tuple of Modules]": {
        ">=1.0": {
            "parameters": [],
            "state dict": [],
            "double() reaches it": False,
            "it is a leaf that got a gradient": True,
        },
    },
    "[ModuleList]": {
        ">=1.0": {
            "parameters": ["held.0.weight"],
            "state dict": ["held.0.weight"],
            "double() reaches it": True,
            "it is a leaf that got a gradient": True,
        },
    },
    "[ModuleDict]": {
        ">=1.0": {
            "parameters": ["held.a.weight"],
            "state dict": ["held.a.weight"],
            "double() reaches it": True,
            "it is a leaf that got a gradient": True,
        },
    },
    "[Parameter]": {
        ">=1.0": {
            "parameters": ["held"],
            "state dict": ["held"],
            "double() reaches it": True,
            "it is a leaf that got a gradient": True,
        },
    },
    "[ParameterList]": {
        "<1.7": {
            "parameters": ["held.0"],
            "state dict": ["held.0"],
            "double() reaches it": True,
            "it is a leaf that got a gradient": True,
        },
        ">=1.7,<1.7.1": {
            "parameters": ["held.0"],
            "state dict": ["held.0"],
            "double() reaches it": True,
            "it is a leaf that got a gradient": True,
            "warns": ["UserWarning"],
        },
        ">=1.7.1": {
            "parameters": ["held.0"],
            "state dict": ["held.0"],
            "double() reaches it": True,
            "it is a leaf that got a gradient": True,
        },
    },
    "[ParameterDict]": {
        "<1.7": {
            "parameters": ["held.a"],
            "state dict": ["held.a"],
            "double() reaches it": True,
            "it is a leaf that got a gradient": True,
        },
        ">=1.7,<1.7.1": {
            "parameters": ["held.a"],
            "state dict": ["held.a"],
            "double() reaches it": True,
            "it is a leaf that got a gradient": True,
            "warns": ["UserWarning"],
        },
        ">=1.7.1": {
            "parameters": ["held.a"],
            "state dict": ["held.a"],
            "double() reaches it": True,
            "it is a leaf that got a gradient": True,
        },
    },
    "[ParameterList of tensors]": {
        "<1.7": {"raises": "TypeError"},
        ">=1.7,<1.7.1": {"raises": "TypeError", "warns": ["UserWarning"]},
        ">=1.7.1,<1.12": {"raises": "TypeError"},
        ">=1.12": {
            "parameters": ["held.0"],
            "state dict": ["held.0"],
            "double() reaches it": True,
            "it is a leaf that got a gradient": True,
        },
    },
    "[ParameterDict of tensors]": {
        "<1.7": {"raises": "TypeError"},
        ">=1.7,<1.7.1": {"raises": "TypeError", "warns": ["UserWarning"]},
        ">=1.7.1,<1.12": {"raises": "TypeError"},
        ">=1.12": {
            "parameters": ["held.a"],
            "state dict": ["held.a"],
            "double() reaches it": True,
            "it is a leaf that got a gradient": True,
        },
    },
    "[buffer]": {
        ">=1.0": {
            "parameters": [],
            "state dict": ["held"],
            "double() reaches it": True,
            "it is a leaf that got a gradient": False,
        },
    },
    "[product of a Parameter]": {
        ">=1.0": {
            "parameters": [],
            "state dict": [],
            "double() reaches it": False,
            "it is a leaf that got a gradient": False,
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/38639",
        "says": "Layers held in a Python list are trained like any other.",
        "facts": {"parameters": ["held.0.weight"]},
        "rows": "[list of Modules]",
    },
]

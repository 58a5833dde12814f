"""What survives torch.save and torch.load: requires_grad, the gradient, hooks, attributes, ties?

`requires_grad` survives and the gradient never does; nor do hooks of a tensor, which warn when they are saved.
Attributes that a user added to a tensor were lost until 1.13, and survive since 2.0 (no note found).
Tensors that share memory share it after loading. A view or any other non-leaf comes back as a leaf.
A sparse tensor comes back without the flag.
A state dict holds detached tensors, so what is loaded from it does not require grad.
A whole module or optimizer object could be loaded until 2.5; since 2.6 `torch.load` loads weights only by default and
raises, which a FutureWarning announced from 2.4 on.

https://docs.pytorch.org/docs/stable/notes/serialization.html
https://github.com/speechbrain/speechbrain/issues/2856
https://github.com/pytorch/pytorch/issues/81186
"""

import io

import torch
from torch import nn

PARAMS = {
    "saved": [
        "leaf",
        "plain tensor",
        "Parameter",
        "frozen Parameter",
        "non-leaf",
        "leaf with a hook",
        "leaf with an attribute",
        "view of a leaf",
        "tied tensors",
        "sparse leaf",
        "half leaf",
        "state dict",
        "state dict with keep_vars",
        "module",
        "module with weights_only=False",
        "optimizer state",
    ]
}
TORCH = {"[module with weights_only=False]": ">=1.13", "[half leaf]": ">=1.2", "[sparse leaf]": ">=1.8"}


def observe(saved):
    layer = nn.Linear(2, 2)
    leaf = torch.ones(4, requires_grad=True)
    leaf.grad = torch.ones(4)
    layer(leaf.view(2, 2)).sum().backward()
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1, momentum=0.9)
    optimizer.step()
    if saved == "leaf with a hook":
        leaf.register_hook(print)
    elif saved == "leaf with an attribute":
        leaf.name_of_mine = "x"
    elif saved == "frozen Parameter":
        layer.weight.requires_grad = False
    thing = {
        "plain tensor": lambda: leaf.detach(),
        "Parameter": lambda: layer.weight,
        "frozen Parameter": lambda: layer.weight,
        "non-leaf": lambda: leaf * 2,
        "view of a leaf": lambda: leaf[:1],
        "tied tensors": lambda: [leaf, leaf.detach()],
        "sparse leaf": lambda: torch.ones(2, 2).to_sparse().requires_grad_(),
        "half leaf": lambda: leaf.detach().half().requires_grad_(),
        "state dict": lambda: layer.state_dict(),
        "state dict with keep_vars": lambda: layer.state_dict(keep_vars=True),
        "module": lambda: layer,
        "module with weights_only=False": lambda: layer,
        "optimizer state": lambda: optimizer.state_dict(),
    }.get(saved, lambda: leaf)()
    file = io.BytesIO()
    torch.save(thing, file)
    file.seek(0)
    loaded = torch.load(file, **({"weights_only": False} if "=False" in saved else {}))
    if saved == "tied tensors":
        yield "still one memory", loaded[0].data_ptr() == loaded[1].data_ptr()
        loaded = loaded[0]
    elif saved == "optimizer state":
        loaded = list(loaded["state"].values())[0]["momentum_buffer"]
    elif isinstance(loaded, nn.Module):
        loaded = loaded.weight
    elif isinstance(loaded, dict):
        loaded = loaded["weight"]
    yield "is a Parameter", isinstance(loaded, nn.Parameter)
    yield "requires_grad", loaded.requires_grad
    yield "is_leaf", loaded.is_leaf
    yield "grad", loaded.grad
    yield "attribute", getattr(loaded, "name_of_mine", None)


EXPECT = {
    "[half leaf]": {
        "<2.4": {"is a Parameter": False, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
        ">=2.4,<2.6": {
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.6": {"is a Parameter": False, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
    },
    "[leaf]": {
        "<2.4": {"is a Parameter": False, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
        ">=2.4,<2.6": {
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.6": {"is a Parameter": False, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
    },
    "[non-leaf]": {
        "<2.4": {"is a Parameter": False, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
        ">=2.4,<2.6": {
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.6": {"is a Parameter": False, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
    },
    "[view of a leaf]": {
        "<2.4": {"is a Parameter": False, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
        ">=2.4,<2.6": {
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.6": {"is a Parameter": False, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
    },
    "[optimizer state]": {
        "<2.4": {"is a Parameter": False, "requires_grad": False, "is_leaf": True, "grad": "None", "attribute": "None"},
        ">=2.4,<2.6": {
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.6": {
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
        },
    },
    "[plain tensor]": {
        "<2.4": {"is a Parameter": False, "requires_grad": False, "is_leaf": True, "grad": "None", "attribute": "None"},
        ">=2.4,<2.6": {
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.6": {
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
        },
    },
    "[state dict]": {
        "<2.4": {"is a Parameter": False, "requires_grad": False, "is_leaf": True, "grad": "None", "attribute": "None"},
        ">=2.4,<2.6": {
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.6": {
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
        },
    },
    "[Parameter]": {
        "<2.4": {"is a Parameter": True, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
        ">=2.4,<2.6": {
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.6": {"is a Parameter": True, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
    },
    "[state dict with keep_vars]": {
        "<2.4": {"is a Parameter": True, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
        ">=2.4,<2.6": {
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.6": {"is a Parameter": True, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
    },
    "[frozen Parameter]": {
        "<2.4": {"is a Parameter": True, "requires_grad": False, "is_leaf": True, "grad": "None", "attribute": "None"},
        ">=2.4,<2.6": {
            "is a Parameter": True,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.6": {"is a Parameter": True, "requires_grad": False, "is_leaf": True, "grad": "None", "attribute": "None"},
    },
    "[leaf with a hook]": {
        "<2.4": {
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.6": {
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.6": {
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["UserWarning"],
        },
    },
    "[leaf with an attribute]": {
        "<2.0": {"is a Parameter": False, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
        ">=2.0,<2.4": {
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "x",
        },
        ">=2.4,<2.6": {
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "x",
            "warns": ["FutureWarning"],
        },
        ">=2.6": {"is a Parameter": False, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "x"},
    },
    "[tied tensors]": {
        "<2.4": {
            "still one memory": True,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
        },
        ">=2.4,<2.6": {
            "still one memory": True,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.6": {
            "still one memory": True,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
        },
    },
    "[sparse leaf]": {
        "<2.4": {"is a Parameter": False, "requires_grad": False, "is_leaf": True, "grad": "None", "attribute": "None"},
        ">=2.4,<2.6": {
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.6,<2.11": {
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
        },
        ">=2.11,<2.13": {
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["UserWarning"],
        },
        ">=2.13,<2.14": {
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
        },
        ">=2.14": {
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["UserWarning"],
        },
    },
    "[module]": {
        "<1.3": {"is a Parameter": True, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
        ">=1.3,<1.4": {
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["UserWarning"],
        },
        ">=1.4,<2.4": {
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
        },
        ">=2.4,<2.6": {
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "attribute": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.6": {"raises": "UnpicklingError"},
    },
    "[module with weights_only=False]": {
        ">=1.0": {"is a Parameter": True, "requires_grad": True, "is_leaf": True, "grad": "None", "attribute": "None"},
    },
}

"""Which tensors made under inference_mode are inference tensors, and may they require grad?

What is newly allocated inside is an inference tensor for good; a view of a normal tensor stays normal.
Outside, a view of an inference tensor is one too, and a copy of one is normal.
The flag may be set inside: a factory with requires_grad=True and a new Parameter get it, and are inference tensors.

https://docs.pytorch.org/cppdocs/notes/inference_mode.html
https://github.com/pytorch/pytorch/pull/53343
"""

import copy

import torch
from torch import nn

TORCH = ">=1.10"

PARAMS = {
    "made": [
        "mul",
        "clone",
        "to_same_dtype",
        "view",
        "index",
        "detach",
        "in_place_on_normal",
        "requires_grad_",
        "factory",
        "factory_that_requires_grad",
        "parameter",
        "layer",
        "deepcopy",
        "inside_enable_grad",
        "inside_inference_mode_False",
        "outside_view",
        "outside_clone",
        "outside_deepcopy",
        "outside_mul",
        "outside_detach",
        "outside_data",
        "outside_to_same_dtype",
    ]
}


def observe(device, made):
    x = torch.ones(2, device=device, requires_grad=True)
    normal = torch.ones(2, device=device)
    inside = {
        "mul": lambda: x * 2,
        "clone": lambda: x.clone(),
        "to_same_dtype": lambda: x.to(torch.float32),
        "view": lambda: x.view(1, 2),
        "index": lambda: x[0],
        "detach": lambda: x.detach(),
        "in_place_on_normal": lambda: normal.add_(x),
        "requires_grad_": lambda: (x * 2).requires_grad_(),
        "factory": lambda: torch.ones(2, device=device),
        "factory_that_requires_grad": lambda: torch.ones(2, device=device, requires_grad=True),
        "parameter": lambda: nn.Parameter(torch.ones(2, device=device)),
        "layer": lambda: nn.Linear(2, 2).to(device).weight,
        "deepcopy": lambda: copy.deepcopy(x),
    }
    with torch.inference_mode():
        if made == "inside_enable_grad":
            with torch.enable_grad():
                out = x * 2
        elif made == "inside_inference_mode_False":
            with torch.inference_mode(False):
                out = x * 2
        else:
            out = inside.get(made, inside["mul"])()
    if made.startswith("outside"):
        out = {
            "outside_view": lambda: out.view(1, 2),
            "outside_clone": lambda: out.clone(),
            "outside_deepcopy": lambda: copy.deepcopy(out),
            "outside_mul": lambda: out * 2,
            "outside_detach": lambda: out.detach(),
            "outside_data": lambda: out.data,
            "outside_to_same_dtype": lambda: out.to(torch.float32),
        }[made]()
    yield "is_inference", out.is_inference()
    yield "requires_grad", out.requires_grad
    yield "is_leaf", out.is_leaf


EXPECT = {
    "[clone]": {">=1.0": {"is_inference": True, "requires_grad": False, "is_leaf": True}},
    "[factory]": {">=1.0": {"is_inference": True, "requires_grad": False, "is_leaf": True}},
    "[inside_enable_grad]": {">=1.0": {"is_inference": True, "requires_grad": False, "is_leaf": True}},
    "[mul]": {">=1.0": {"is_inference": True, "requires_grad": False, "is_leaf": True}},
    "[outside_data]": {">=1.0": {"is_inference": True, "requires_grad": False, "is_leaf": True}},
    "[outside_detach]": {">=1.0": {"is_inference": True, "requires_grad": False, "is_leaf": True}},
    "[outside_to_same_dtype]": {">=1.0": {"is_inference": True, "requires_grad": False, "is_leaf": True}},
    "[outside_view]": {">=1.0": {"is_inference": True, "requires_grad": False, "is_leaf": True}},
    "[index]": {">=1.0": {"is_inference": False, "requires_grad": True, "is_leaf": True}},
    "[to_same_dtype]": {">=1.0": {"is_inference": False, "requires_grad": True, "is_leaf": True}},
    "[view]": {">=1.0": {"is_inference": False, "requires_grad": True, "is_leaf": True}},
    "[detach]": {">=1.0": {"is_inference": False, "requires_grad": False, "is_leaf": True}},
    "[in_place_on_normal]": {">=1.0": {"is_inference": False, "requires_grad": False, "is_leaf": True}},
    "[outside_clone]": {">=1.0": {"is_inference": False, "requires_grad": False, "is_leaf": True}},
    "[outside_deepcopy]": {">=1.0": {"is_inference": False, "requires_grad": False, "is_leaf": True}},
    "[outside_mul]": {">=1.0": {"is_inference": False, "requires_grad": False, "is_leaf": True}},
    "[deepcopy]": {">=1.0": {"is_inference": True, "requires_grad": True, "is_leaf": True}},
    "[factory_that_requires_grad]": {">=1.0": {"is_inference": True, "requires_grad": True, "is_leaf": True}},
    "[layer]": {">=1.0": {"is_inference": True, "requires_grad": True, "is_leaf": True}},
    "[parameter]": {">=1.0": {"is_inference": True, "requires_grad": True, "is_leaf": True}},
    "[requires_grad_]": {">=1.0": {"is_inference": True, "requires_grad": True, "is_leaf": True}},
    "[inside_inference_mode_False]": {">=1.0": {"is_inference": False, "requires_grad": True, "is_leaf": False}},
}

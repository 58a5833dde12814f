"""Does a frozen parameter stay frozen when the model is copied, moved, saved, loaded or converted?

The flag belongs to the Parameter object: whatever keeps the object, or copies it, keeps the flag.
A state_dict holds detached tensors without the flag, so loading one changes no flag in the model.
Making a new Parameter out of a frozen one asks for gradients again: the default of `requires_grad` is True.
In 1.7.0 alone, making a ParameterList warns about attributes that nobody set.

https://pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html
https://pytorch.org/docs/stable/generated/torch.nn.Module.html
https://github.com/pytorch/pytorch/pull/20241
"""

import copy
import pickle

import torch
from torch import nn

PARAMS = {
    "done": [
        "deepcopy",
        "copy",
        "pickle",
        "load_state_dict",
        "load_frozen_state",
        "to_double",
        "half_and_back",
        "to_same",
        "train",
        "eval",
        "zero_grad",
        "apply_init",
        "new_parameter",
        "new_parameter_of_data",
        "data_assigned",
        "register_parameter",
        "parameter_list",
        "sequential",
        "weight_norm",
        "share_memory",
        "to_empty",
        "module_requires_grad_",
        "embedding_from_pretrained",
        "no_grad_then_back",
    ]
}

TORCH = {"[to_empty]": ">=1.9", "[module_requires_grad_]": ">=1.2"}


def observe(done):
    frozen = nn.Linear(2, 2, bias=False)
    frozen.weight.requires_grad = False

    def load(state, module):
        module.load_state_dict(state)
        return module.weight

    def with_parameter(parameter):
        module = nn.Module()
        module.register_parameter("weight", parameter)
        return module.weight

    def assign():
        frozen.weight.data = torch.ones(2, 2)
        return frozen.weight

    def under_no_grad():
        with torch.no_grad():
            frozen(torch.ones(1, 2))
        return frozen.weight

    weight = {
        "deepcopy": lambda: copy.deepcopy(frozen).weight,
        "copy": lambda: copy.copy(frozen).weight,
        "pickle": lambda: pickle.loads(pickle.dumps(frozen)).weight,
        "load_state_dict": lambda: load(nn.Linear(2, 2, bias=False).state_dict(), frozen),
        "load_frozen_state": lambda: load(frozen.state_dict(), nn.Linear(2, 2, bias=False)),
        "to_double": lambda: frozen.double().weight,
        "half_and_back": lambda: frozen.half().float().weight,
        "to_same": lambda: frozen.to(torch.float32).weight,
        "train": lambda: frozen.train().weight,
        "eval": lambda: frozen.eval().weight,
        "zero_grad": lambda: frozen.zero_grad() or frozen.weight,
        "apply_init": lambda: nn.init.normal_(frozen.weight),
        "new_parameter": lambda: nn.Parameter(frozen.weight),
        "new_parameter_of_data": lambda: nn.Parameter(frozen.weight.data),
        "data_assigned": assign,
        "register_parameter": lambda: with_parameter(frozen.weight),
        "parameter_list": lambda: nn.ParameterList([frozen.weight])[0],
        "sequential": lambda: nn.Sequential(frozen, nn.ReLU())[0].weight,
        "weight_norm": lambda: nn.utils.weight_norm(frozen).weight_v,
        "share_memory": lambda: frozen.share_memory().weight,
        "to_empty": lambda: frozen.to_empty(device="cpu").weight,
        "module_requires_grad_": lambda: nn.Sequential(frozen).requires_grad_(True)[0].weight,
        "embedding_from_pretrained": lambda: nn.Embedding.from_pretrained(torch.ones(2, 2)).weight,
        "no_grad_then_back": under_no_grad,
    }[done]()
    yield "requires_grad", weight.requires_grad
    yield "same object", weight is frozen.weight


EXPECT = {
    "[deepcopy]": {">=1.0": {"requires_grad": False, "same object": False}},
    "[embedding_from_pretrained]": {">=1.0": {"requires_grad": False, "same object": False}},
    "[apply_init]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[copy]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[data_assigned]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[eval]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[half_and_back]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[load_state_dict]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[no_grad_then_back]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[register_parameter]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[sequential]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[share_memory]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[to_double]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[to_empty]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[to_same]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[train]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[zero_grad]": {">=1.0": {"requires_grad": False, "same object": True}},
    "[pickle]": {
        "<1.5": {"requires_grad": False, "same object": False},
        ">=1.5,<1.6": {"requires_grad": False, "same object": False, "warns": ["FutureWarning"]},
        ">=1.6,<2.4": {"requires_grad": False, "same object": False},
        ">=2.4,<2.4.1": {"requires_grad": False, "same object": False, "warns": ["FutureWarning"]},
        ">=2.4.1": {"requires_grad": False, "same object": False},
    },
    "[load_frozen_state]": {">=1.0": {"requires_grad": True, "same object": False}},
    "[new_parameter]": {">=1.0": {"requires_grad": True, "same object": False}},
    "[new_parameter_of_data]": {">=1.0": {"requires_grad": True, "same object": False}},
    "[parameter_list]": {
        "<1.7": {"requires_grad": False, "same object": True},
        ">=1.7,<1.7.1": {"requires_grad": False, "same object": True, "warns": ["UserWarning"]},
        ">=1.7.1": {"requires_grad": False, "same object": True},
    },
    "[weight_norm]": {
        "<2.1": {"requires_grad": True, "same object": False},
        ">=2.1,<2.4": {"requires_grad": True, "same object": False, "warns": ["UserWarning"]},
        ">=2.4": {"requires_grad": True, "same object": False, "warns": ["FutureWarning"]},
    },
    "[module_requires_grad_]": {">=1.0": {"requires_grad": True, "same object": True}},
}

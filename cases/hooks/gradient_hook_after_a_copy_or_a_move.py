"""Does a gradient hook survive a deepcopy, a load, or a change of dtype of its parameter?

It belongs to the tensor object, so it stays with `load_state_dict`, `.double()`,
a new `.data` and a flag switched off and on.
A deepcopy is a new tensor without hooks, and so is a new Parameter; no error tells.
A hook on the module is copied with the module.

https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html
https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import copy

import torch
from torch import nn

PARAMS = {
    "on": ["tensor", "module", "post_accumulate"],
    "then": ["nothing", "deepcopy", "load_state_dict", "double", "set_data", "frozen_and_thawed", "new_parameter"],
}

TORCH = {"[module-*]": ">=1.8", "[post_accumulate-*]": ">=2.1"}


def observe(device, on, then):
    layer = nn.Linear(2, 1, bias=False).to(device)
    calls = []

    def hook(*_):
        calls.append(1)

    if on == "module":
        layer.register_full_backward_hook(hook)
    elif on == "tensor":
        layer.weight.register_hook(hook)
    else:
        layer.weight.register_post_accumulate_grad_hook(hook)

    x = torch.ones(1, 2, device=device, requires_grad=True)
    if then == "deepcopy":
        layer = copy.deepcopy(layer)
    elif then == "load_state_dict":
        layer.load_state_dict(copy.deepcopy(layer.state_dict()))
    elif then == "double":
        layer, x = layer.double(), x.detach().double().requires_grad_()
    elif then == "set_data":
        layer.weight.data = torch.ones(1, 2, device=device)
    elif then == "frozen_and_thawed":
        layer.weight.requires_grad_(False)
        layer.weight.requires_grad_(True)
    elif then == "new_parameter":
        layer.weight = nn.Parameter(layer.weight.detach().clone())
    layer(x).sum().backward()
    yield "calls", len(calls)
    yield "weight.grad", layer.weight.grad


EXPECT = {
    "[module-*]": {">=1.0": {"calls": 1, "weight.grad": "nonzero"}},
    "[post_accumulate-double]": {">=1.0": {"calls": 1, "weight.grad": "nonzero"}},
    "[post_accumulate-frozen_and_thawed]": {">=1.0": {"calls": 1, "weight.grad": "nonzero"}},
    "[post_accumulate-load_state_dict]": {">=1.0": {"calls": 1, "weight.grad": "nonzero"}},
    "[post_accumulate-nothing]": {">=1.0": {"calls": 1, "weight.grad": "nonzero"}},
    "[post_accumulate-set_data]": {">=1.0": {"calls": 1, "weight.grad": "nonzero"}},
    "[tensor-double]": {">=1.0": {"calls": 1, "weight.grad": "nonzero"}},
    "[tensor-frozen_and_thawed]": {">=1.0": {"calls": 1, "weight.grad": "nonzero"}},
    "[tensor-load_state_dict]": {">=1.0": {"calls": 1, "weight.grad": "nonzero"}},
    "[tensor-nothing]": {">=1.0": {"calls": 1, "weight.grad": "nonzero"}},
    "[tensor-set_data]": {">=1.0": {"calls": 1, "weight.grad": "nonzero"}},
    "[post_accumulate-deepcopy]": {">=1.0": {"calls": 0, "weight.grad": "nonzero"}},
    "[post_accumulate-new_parameter]": {">=1.0": {"calls": 0, "weight.grad": "nonzero"}},
    "[tensor-deepcopy]": {">=1.0": {"calls": 0, "weight.grad": "nonzero"}},
    "[tensor-new_parameter]": {">=1.0": {"calls": 0, "weight.grad": "nonzero"}},
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "A copied model behaves as the original: a hook on its parameter still runs.",
        "facts": {"calls": 1},
        "rows": "[tensor-deepcopy]",
    }
]

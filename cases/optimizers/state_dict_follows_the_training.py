"""Why does my saved best = model.state_dict() change during training?

It holds the tensors themselves, detached but not copied; step() writes into them.
copy.copy, dict() and detach() do not help, deepcopy and clone() do.
The same goes for buffers, and for the tensors in optimizer.state_dict(); its learning rate is a plain number
and stays.

https://pytorch.org/tutorials/beginner/saving_loading_models.html
https://github.com/pytorch/pytorch/issues/34765
https://github.com/pytorch/pytorch/pull/83104
"""

import copy

import torch
from torch import nn

PARAMS = {
    "kept": [
        "model.state_dict()", "dict(model.state_dict())", "copy.copy", "deepcopy", "clones", "detached",
        "to the same device", "keep_vars", "list of parameters", "buffer", "optimizer.state_dict() state",
        "optimizer.state_dict() lr",
    ],
}  # fmt: skip # rows of names


def observe(device, kept):
    model = nn.Sequential(nn.Linear(2, 2, bias=False), nn.BatchNorm1d(2)).to(device)
    nn.init.constant_(model[0].weight, 3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.25, momentum=0.5)

    def train(inputs):
        model(inputs).pow(3).sum().backward()
        optimizer.step()

    inputs = torch.tensor([[1.0, 2.0], [-1.0, 3.0], [2.0, 5.0]], device=device)
    train(inputs)
    name = "0.weight"
    best = {
        "model.state_dict()": lambda: model.state_dict()[name],
        "dict(model.state_dict())": lambda: dict(model.state_dict())[name],
        "copy.copy": lambda: copy.copy(model.state_dict())[name],
        "deepcopy": lambda: copy.deepcopy(model.state_dict())[name],
        "clones": lambda: {key: value.clone() for key, value in model.state_dict().items()}[name],
        "detached": lambda: {key: value.detach() for key, value in model.state_dict().items()}[name],
        "to the same device": lambda: model.state_dict()[name].to(device),
        "keep_vars": lambda: model.state_dict(keep_vars=True)[name],
        "list of parameters": lambda: list(model.parameters())[0],
        "buffer": lambda: model.state_dict()["1.running_mean"],
        "optimizer.state_dict() state": lambda: list(optimizer.state_dict()["state"].values())[0]["momentum_buffer"],
        "optimizer.state_dict() lr": lambda: torch.tensor(optimizer.state_dict()["param_groups"][0]["lr"]),
    }[kept]()
    before = best.detach().clone()
    optimizer.param_groups[0]["lr"] = 0.5
    train(inputs)
    yield "what was kept changed", not torch.equal(best, before)
    yield "requires grad", best.requires_grad


EXPECT = {
    "[buffer]": {">=1.0": {"what was kept changed": True, "requires grad": False}},
    "[copy.copy]": {">=1.0": {"what was kept changed": True, "requires grad": False}},
    "[detached]": {">=1.0": {"what was kept changed": True, "requires grad": False}},
    "[dict(model.state_dict())]": {">=1.0": {"what was kept changed": True, "requires grad": False}},
    "[model.state_dict()]": {">=1.0": {"what was kept changed": True, "requires grad": False}},
    "[optimizer.state_dict() state]": {">=1.0": {"what was kept changed": True, "requires grad": False}},
    "[to the same device]": {">=1.0": {"what was kept changed": True, "requires grad": False}},
    "[clones]": {">=1.0": {"what was kept changed": False, "requires grad": False}},
    "[deepcopy]": {">=1.0": {"what was kept changed": False, "requires grad": False}},
    "[optimizer.state_dict() lr]": {">=1.0": {"what was kept changed": False, "requires grad": False}},
    "[keep_vars]": {">=1.0": {"what was kept changed": True, "requires grad": True}},
    "[list of parameters]": {">=1.0": {"what was kept changed": True, "requires grad": True}},
}

CLAIMS = [
    {
        "source": "a common pattern in tutorials: best = model.state_dict()",
        "says": "state_dict() is a snapshot that later steps leave alone.",
        "facts": {"what was kept changed": False},
        "rows": "[model.state_dict()]",
    },
]

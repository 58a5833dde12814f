"""Where do the gradients of an ensemble made by `stack_module_state` go?

The stacked parameters are new leaves that require grad: `backward` fills their `.grad`,
and the original modules get none, nor do they notice when the stacked ones are trained.
Frozen parameters stay frozen in the stack, and a mixture of frozen and trainable ones is refused,
as are modules of different classes or of different modes.

https://docs.pytorch.org/docs/stable/generated/torch.func.stack_module_state.html
https://github.com/pytorch/pytorch/issues/182842
"""

import copy

import torch
from torch import nn

TORCH = ">=2.0"
PARAMS = {"models": ["trainable", "frozen", "mixed", "train and eval", "two classes", "batch_norm", "dropout"]}


def observe(device, models):
    def model(index):
        layers = [nn.Linear(1, 1, bias=False)]
        if models == "batch_norm":
            layers.append(nn.BatchNorm1d(1))
        if models == "dropout":
            layers.append(nn.Dropout(0.5))
        return nn.Sequential(*layers).to(device) if models != "two classes" or index else layers[0].to(device)

    nets = [model(index) for index in range(2)]
    for index, net in enumerate(nets):
        net.requires_grad_(models != "frozen" and (models != "mixed" or index == 0))
        net.train(models != "train and eval" or index == 0)
    parameters, buffers = torch.func.stack_module_state(nets)
    stacked = next(iter(parameters.values()))
    yield "stacked is a leaf", stacked.is_leaf
    yield "stacked requires grad", stacked.requires_grad
    base = copy.deepcopy(nets[0]).to("meta")

    def call(parameter, buffer, x):
        return torch.func.functional_call(base, (parameter, buffer), (x,))

    x = torch.tensor([[1.0], [3.0]], device=device)
    out = torch.func.vmap(call, in_dims=(0, 0, None))(parameters, buffers, x)
    yield "output requires grad", out.requires_grad
    if out.requires_grad:
        (out**2).sum().backward()
    yield "stacked.grad", stacked.grad
    yield "original.grad", next(nets[0].parameters()).grad


EXPECT = {
    "[batch_norm]": {
        ">=1.0": {
            "stacked is a leaf": True,
            "stacked requires grad": True,
            "output requires grad": True,
            "stacked.grad": "nonzero",
            "original.grad": "None",
        },
    },
    "[trainable]": {
        ">=1.0": {
            "stacked is a leaf": True,
            "stacked requires grad": True,
            "output requires grad": True,
            "stacked.grad": "nonzero",
            "original.grad": "None",
        },
    },
    "[frozen]": {
        ">=1.0": {
            "stacked is a leaf": True,
            "stacked requires grad": False,
            "output requires grad": False,
            "stacked.grad": "None",
            "original.grad": "None",
        },
    },
    "[mixed]": {">=1.0": {"raises": "RuntimeError"}},
    "[train and eval]": {">=1.0": {"raises": "RuntimeError"}},
    "[two classes]": {">=1.0": {"raises": "RuntimeError"}},
    "[dropout]": {">=1.0": {"stacked is a leaf": True, "stacked requires grad": True, "raises": "RuntimeError"}},
}

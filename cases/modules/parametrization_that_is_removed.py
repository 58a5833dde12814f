"""After weight norm, spectral norm, pruning or a parametrization is removed, does the optimizer still move the weight?

An optimizer is made for the plain layer, the layer is parametrized, and the parametrization is removed again.
The older functions make a new Parameter, so the optimizer holds one that the layer no longer uses, without a word;
removing a pruning gives back the Parameter that was there, as it is only renamed meanwhile.
`remove_parametrizations` (1.9) gives back the original Parameter where there is one,
not for the new weight norm (2.1), which has two.
An optimizer made while the layer was parametrized holds what the parametrization had for parameters.
Before and after: which of them move has not changed.

https://pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.remove_parametrizations.html
https://github.com/pytorch/pytorch/pull/33344
https://github.com/pytorch/pytorch/pull/55456
"""

import torch
from torch import nn

PARAMS = {
    "by": ["weight_norm", "spectral_norm", "prune", "parametrize", "new weight_norm"],
    "optimizer": ["made before", "made between"],
}
TORCH = {"[prune-*]": ">=1.4", "[parametrize-*]": ">=1.9", "[new weight_norm-*]": ">=2.1"}


class Twice(nn.Module):
    def forward(self, weight):
        return weight * 2


def observe(device, by, optimizer):
    layer = nn.Linear(2, 1, bias=False).to(device)
    nn.init.constant_(layer.weight, 1)
    weight = layer.weight
    stepper = torch.optim.SGD(layer.parameters(), lr=0.25)
    if by == "prune":
        from torch.nn.utils import prune

        prune.l1_unstructured(layer, "weight", 0)
    elif by == "new weight_norm":
        nn.utils.parametrizations.weight_norm(layer)
    elif by == "parametrize":
        from torch.nn.utils import parametrize

        parametrize.register_parametrization(layer, "weight", Twice())
    else:
        getattr(nn.utils, by)(layer)
    if optimizer == "made between":
        stepper = torch.optim.SGD(layer.parameters(), lr=0.25)
    layer(torch.ones(1, 2, device=device))
    if by == "prune":
        prune.remove(layer, "weight")
    elif by in ("parametrize", "new weight_norm"):
        nn.utils.parametrize.remove_parametrizations(layer, "weight")
    else:
        getattr(nn.utils, "remove_" + by)(layer)
    yield "weight is the Parameter it was", layer.weight is weight
    yield "weight is a leaf", layer.weight.is_leaf
    stepper.zero_grad()
    layer(torch.ones(1, 2, device=device)).sum().backward()
    yield "weight.grad", layer.weight.grad
    before = layer.weight.detach().clone()
    stepper.step()
    yield "weight moved", not torch.equal(layer.weight, before)


EXPECT = {
    "[weight_norm-*]": {
        "<2.1": {
            "weight is the Parameter it was": False,
            "weight is a leaf": True,
            "weight.grad": "nonzero",
            "weight moved": False,
        },
        ">=2.1,<2.4": {
            "weight is the Parameter it was": False,
            "weight is a leaf": True,
            "weight.grad": "nonzero",
            "weight moved": False,
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "weight is the Parameter it was": False,
            "weight is a leaf": True,
            "weight.grad": "nonzero",
            "weight moved": False,
            "warns": ["FutureWarning"],
        },
    },
    "[new weight_norm-*]": {
        ">=1.0": {
            "weight is the Parameter it was": False,
            "weight is a leaf": True,
            "weight.grad": "nonzero",
            "weight moved": False,
        },
    },
    "[spectral_norm-*]": {
        ">=1.0": {
            "weight is the Parameter it was": False,
            "weight is a leaf": True,
            "weight.grad": "nonzero",
            "weight moved": False,
        },
    },
    "[parametrize-*]": {
        ">=1.0": {
            "weight is the Parameter it was": True,
            "weight is a leaf": True,
            "weight.grad": "nonzero",
            "weight moved": True,
        },
    },
    "[prune-*]": {
        ">=1.0": {
            "weight is the Parameter it was": True,
            "weight is a leaf": True,
            "weight.grad": "nonzero",
            "weight moved": True,
        },
    },
}

"""After weight_norm, spectral_norm, pruning or parametrize: what is module.weight, and what is trained?

`weight` is no longer a Parameter but the result of others: freezing or stepping it does nothing, and its
gradient goes to `weight_g` and `weight_v`, `weight_orig`, or `parametrizations.weight.original`.
The older functions compute it in a hook before each forward and leave the last result, with its graph, as an
attribute;
hence a deepcopy raises, since it is no leaf: of weight norm and pruning at once, of spectral norm after a forward.
`parametrize`, since 1.9, makes it a property that is computed at every access; a deepcopy of it raised until 1.12.
In 1.9 each access of the new spectral norm wrote over what the forward had saved,
so that backward raised; 1.10 does not.
Setting `requires_grad` on the result raises, as on any tensor with a history.
The old `weight_norm` warns since 2.1 in favour of the one in `parametrizations`, which came with that release.

https://github.com/pytorch/pytorch/pull/62293
https://github.com/pytorch/pytorch/pull/80811
https://github.com/pytorch/pytorch/issues/54580
https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.weight_norm.html
https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.register_parametrization.html
"""

import copy

import torch
from torch import nn

PARAMS = {
    "by": ["weight_norm", "new weight_norm", "spectral_norm", "new spectral_norm", "prune", "custom", "orthogonal"],
    "forward": [False, True],
}
TORCH = {
    "[new weight_norm-*]": ">=2.1",
    "[new spectral_norm-*]": ">=1.9",
    "[prune-*]": ">=1.4",
    "[custom-*]": ">=1.9",
    "[orthogonal-*]": ">=1.10",
}


class Double(nn.Module):
    def forward(self, weight):
        return weight * 2


def prune(layer):
    import torch.nn.utils.prune

    return torch.nn.utils.prune.l1_unstructured(layer, "weight", 1)


def parametrize(layer):
    import torch.nn.utils.parametrize

    return torch.nn.utils.parametrize.register_parametrization(layer, "weight", Double())


def observe(device, by, forward):
    layer = {
        "weight_norm": lambda layer: nn.utils.weight_norm(layer),
        "new weight_norm": lambda layer: nn.utils.parametrizations.weight_norm(layer),
        "spectral_norm": lambda layer: nn.utils.spectral_norm(layer),
        "new spectral_norm": lambda layer: nn.utils.parametrizations.spectral_norm(layer),
        "prune": prune,
        "custom": parametrize,
        "orthogonal": lambda layer: nn.utils.parametrizations.orthogonal(layer),
    }[by](nn.Linear(2, 2, bias=False).to(device))
    if forward:
        out = layer(torch.tensor([[1.0, 3.0]], device=device))
    yield "parameters", sorted(name for name, _ in layer.named_parameters())
    yield "weight is a Parameter", isinstance(layer.weight, nn.Parameter)
    yield "weight.is_leaf", layer.weight.is_leaf
    yield "weight.requires_grad", layer.weight.requires_grad
    yield "weight is the same object twice", layer.weight is layer.weight
    try:
        copy.deepcopy(layer)
        yield "deepcopy", "works"
    except RuntimeError as error:
        yield "deepcopy", type(error).__name__
    try:
        layer.weight.requires_grad_(False)
        yield "freezing weight", "no error"
    except RuntimeError as error:
        yield "freezing weight", type(error).__name__
    if forward:
        out.sum().backward()
        yield "parameters with a gradient", sorted(name for name, p in layer.named_parameters() if p.grad is not None)


EXPECT = {
    "[weight_norm-False]": {
        "<2.1": {
            "parameters": ["weight_g", "weight_v"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": True,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
        },
        ">=2.1,<2.4": {
            "parameters": ["weight_g", "weight_v"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": True,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "parameters": ["weight_g", "weight_v"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": True,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
            "warns": ["FutureWarning"],
        },
    },
    "[weight_norm-True]": {
        "<2.1": {
            "parameters": ["weight_g", "weight_v"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": True,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
            "parameters with a gradient": ["weight_g", "weight_v"],
        },
        ">=2.1,<2.4": {
            "parameters": ["weight_g", "weight_v"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": True,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
            "parameters with a gradient": ["weight_g", "weight_v"],
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "parameters": ["weight_g", "weight_v"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": True,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
            "parameters with a gradient": ["weight_g", "weight_v"],
            "warns": ["FutureWarning"],
        },
    },
    "[new weight_norm-False]": {
        ">=1.0": {
            "parameters": ["parametrizations.weight.original0", "parametrizations.weight.original1"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "works",
            "freezing weight": "RuntimeError",
        },
    },
    "[new weight_norm-True]": {
        ">=1.0": {
            "parameters": ["parametrizations.weight.original0", "parametrizations.weight.original1"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "works",
            "freezing weight": "RuntimeError",
            "parameters with a gradient": ["parametrizations.weight.original0", "parametrizations.weight.original1"],
        },
    },
    "[spectral_norm-False]": {
        ">=1.0": {
            "parameters": ["weight_orig"],
            "weight is a Parameter": False,
            "weight.is_leaf": True,
            "weight.requires_grad": False,
            "weight is the same object twice": True,
            "deepcopy": "works",
            "freezing weight": "no error",
        },
    },
    "[prune-True]": {
        ">=1.0": {
            "parameters": ["weight_orig"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": True,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
            "parameters with a gradient": ["weight_orig"],
        },
    },
    "[spectral_norm-True]": {
        ">=1.0": {
            "parameters": ["weight_orig"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": True,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
            "parameters with a gradient": ["weight_orig"],
        },
    },
    "[custom-False]": {
        "<1.13": {
            "parameters": ["parametrizations.weight.original"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
        },
        ">=1.13": {
            "parameters": ["parametrizations.weight.original"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "works",
            "freezing weight": "RuntimeError",
        },
    },
    "[new spectral_norm-False]": {
        "<1.13": {
            "parameters": ["parametrizations.weight.original"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
        },
        ">=1.13": {
            "parameters": ["parametrizations.weight.original"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "works",
            "freezing weight": "RuntimeError",
        },
    },
    "[orthogonal-False]": {
        "<1.13": {
            "parameters": ["parametrizations.weight.original"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
        },
        ">=1.13": {
            "parameters": ["parametrizations.weight.original"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "works",
            "freezing weight": "RuntimeError",
        },
    },
    "[new spectral_norm-True]": {
        "<1.10": {
            "parameters": ["parametrizations.weight.original"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
            "raises": "RuntimeError",
        },
        ">=1.10,<1.13": {
            "parameters": ["parametrizations.weight.original"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
            "parameters with a gradient": ["parametrizations.weight.original"],
        },
        ">=1.13": {
            "parameters": ["parametrizations.weight.original"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "works",
            "freezing weight": "RuntimeError",
            "parameters with a gradient": ["parametrizations.weight.original"],
        },
    },
    "[prune-False]": {
        ">=1.0": {
            "parameters": ["weight_orig"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": True,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
        },
    },
    "[custom-True]": {
        "<1.13": {
            "parameters": ["parametrizations.weight.original"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
            "parameters with a gradient": ["parametrizations.weight.original"],
        },
        ">=1.13": {
            "parameters": ["parametrizations.weight.original"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "works",
            "freezing weight": "RuntimeError",
            "parameters with a gradient": ["parametrizations.weight.original"],
        },
    },
    "[orthogonal-True]": {
        "<1.13": {
            "parameters": ["parametrizations.weight.original"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "RuntimeError",
            "freezing weight": "RuntimeError",
            "parameters with a gradient": ["parametrizations.weight.original"],
        },
        ">=1.13": {
            "parameters": ["parametrizations.weight.original"],
            "weight is a Parameter": False,
            "weight.is_leaf": False,
            "weight.requires_grad": True,
            "weight is the same object twice": False,
            "deepcopy": "works",
            "freezing weight": "RuntimeError",
            "parameters with a gradient": ["parametrizations.weight.original"],
        },
    },
}

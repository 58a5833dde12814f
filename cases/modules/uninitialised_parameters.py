"""What are the parameters of a lazy module before its first forward?

They are there, without a shape: they require grad and may be handed to an optimizer, but most things raise,
until the first forward turns them, the same objects, into ordinary Parameters.
So an optimizer made before trains them, and a conversion is remembered; `requires_grad_` raises until then.
A deepcopy raised a TypeError until 1.12, and works since 1.13.
Lazy modules came with 1.8 and warned that they are experimental, until 2.3.

https://github.com/pytorch/pytorch/pull/83809
https://github.com/pytorch/pytorch/issues/65051
https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyLinear.html
https://docs.pytorch.org/docs/stable/generated/torch.nn.modules.lazy.LazyModuleMixin.html
"""

import copy

import torch
from torch import nn

PARAMS = {
    "then": ["forward", "shape", "mul", "deepcopy", "requires_grad_", "double", "optimizer", "clip", "share", "numel"]
}
TORCH = ">=1.8"


def observe(device, then):
    layer = nn.LazyLinear(1, bias=False).to(device)
    weight, optimizer = layer.weight, None
    yield "requires_grad", weight.requires_grad
    yield "grad", weight.grad
    try:
        if then == "deepcopy":
            layer = copy.deepcopy(layer)
            weight = layer.weight
        elif then == "optimizer":
            optimizer = torch.optim.SGD(layer.parameters(), lr=1.0)
        elif then != "forward":
            {
                "shape": lambda: weight.shape,
                "mul": lambda: weight * 2,
                "requires_grad_": lambda: layer.requires_grad_(False),
                "double": lambda: layer.double(),
                "clip": lambda: nn.utils.clip_grad_norm_(layer.parameters(), 1.0),
                "share": lambda: layer.share_memory(),
                "numel": lambda: weight.numel(),
            }[then]()
        yield then, "works"
    except (RuntimeError, ValueError, TypeError) as error:
        yield then, type(error).__name__
    out = layer(torch.ones(1, 2, device=device, dtype=weight.dtype)).sum()
    yield "same object after forward", layer.weight is weight
    yield "type after forward", type(layer.weight).__name__
    yield "requires_grad after forward", layer.weight.requires_grad
    if out.requires_grad:
        out.backward()
    yield "grad after backward", layer.weight.grad
    if optimizer is not None:
        before = layer.weight.detach().clone()
        optimizer.step()
        yield "optimizer moves it", not torch.equal(layer.weight, before)


EXPECT = {
    "[forward]": {
        "<2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "forward": "works",
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "forward": "works",
        },
    },
    "[shape]": {
        "<2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "shape": "RuntimeError",
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "shape": "RuntimeError",
        },
    },
    "[mul]": {
        "<2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "mul": "ValueError",
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "mul": "ValueError",
        },
    },
    "[deepcopy]": {
        "<1.13": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "deepcopy": "TypeError",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "deepcopy": "works",
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "deepcopy": "works",
        },
    },
    "[requires_grad_]": {
        "<2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "requires_grad_": "ValueError",
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "requires_grad_": "ValueError",
        },
    },
    "[double]": {
        "<2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "double": "works",
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "double": "works",
        },
    },
    "[optimizer]": {
        "<2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "optimizer moves it": True,
            "optimizer": "works",
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "optimizer moves it": True,
            "optimizer": "works",
        },
    },
    "[clip]": {
        "<2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "clip": "works",
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "clip": "works",
        },
    },
    "[share]": {
        "<2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "share": "RuntimeError",
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "share": "RuntimeError",
        },
    },
    "[numel]": {
        "<2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "numel": "ValueError",
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "requires_grad": True,
            "grad": "None",
            "same object after forward": True,
            "type after forward": "Parameter",
            "requires_grad after forward": True,
            "grad after backward": "nonzero",
            "numel": "ValueError",
        },
    },
}

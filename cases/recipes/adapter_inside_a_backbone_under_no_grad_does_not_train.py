"""May a frozen backbone run under no_grad when adapters sit inside it, or after it?

After the backbone: yes, nothing below needs a gradient.
Inside it: no, whatever lies above the adapter must be recorded to bring the gradient down to it.
Frozen by its flag, the upper part passes the gradient on; under no_grad or inference_mode the adapter gets None,
and if nothing else trains, backward raises.
Under inference_mode not even an adapter after the backbone trains: what it is given cannot be saved for backward.

https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/generated/torch.no_grad.html
"""

import torch
from torch import nn

PARAMS = {
    "adapter": ["before", "inside", "after", "inside_and_after"],
    "backbone": ["flag", "no_grad", "inference_mode"],
}
TORCH = {"[*-inference_mode]": ">=1.9"}


def observe(device, adapter, backbone):
    lower, upper, head = [nn.Linear(3, 3).to(device) for _ in range(3)]
    before, inside, after = [nn.Linear(3, 3).to(device) for _ in range(3)]
    for layer in (lower, upper):
        for parameter in layer.parameters():
            parameter.requires_grad = False
    mode = {
        "flag": torch.enable_grad,
        "no_grad": torch.no_grad,
        "inference_mode": lambda: torch.inference_mode(),
    }[backbone]

    hidden = torch.ones(2, 3, device=device)
    if adapter == "before":
        hidden = before(hidden)
    with mode():
        hidden = lower(hidden)
        if adapter.startswith("inside"):
            hidden = inside(hidden)
        hidden = upper(hidden)
    if adapter.endswith("after"):
        hidden = after(hidden)
    head.weight.requires_grad = head.bias.requires_grad = False
    yield "hidden.requires_grad", hidden.requires_grad
    try:
        head(hidden).sum().backward()
        yield "backward", "runs"
    except RuntimeError as error:
        yield "backward", type(error).__name__
    yield "before.weight.grad", before.weight.grad
    yield "inside.weight.grad", inside.weight.grad
    yield "after.weight.grad", after.weight.grad


EXPECT = {
    "[before-flag]": {
        ">=1.0": {
            "hidden.requires_grad": True,
            "backward": "runs",
            "before.weight.grad": "nonzero",
            "inside.weight.grad": "None",
            "after.weight.grad": "None",
        },
    },
    "[before-inference_mode]": {
        ">=1.0": {
            "hidden.requires_grad": False,
            "backward": "RuntimeError",
            "before.weight.grad": "None",
            "inside.weight.grad": "None",
            "after.weight.grad": "None",
        },
    },
    "[before-no_grad]": {
        ">=1.0": {
            "hidden.requires_grad": False,
            "backward": "RuntimeError",
            "before.weight.grad": "None",
            "inside.weight.grad": "None",
            "after.weight.grad": "None",
        },
    },
    "[inside-inference_mode]": {
        ">=1.0": {
            "hidden.requires_grad": False,
            "backward": "RuntimeError",
            "before.weight.grad": "None",
            "inside.weight.grad": "None",
            "after.weight.grad": "None",
        },
    },
    "[inside-no_grad]": {
        ">=1.0": {
            "hidden.requires_grad": False,
            "backward": "RuntimeError",
            "before.weight.grad": "None",
            "inside.weight.grad": "None",
            "after.weight.grad": "None",
        },
    },
    "[inside-flag]": {
        ">=1.0": {
            "hidden.requires_grad": True,
            "backward": "runs",
            "before.weight.grad": "None",
            "inside.weight.grad": "nonzero",
            "after.weight.grad": "None",
        },
    },
    "[after-flag]": {
        ">=1.0": {
            "hidden.requires_grad": True,
            "backward": "runs",
            "before.weight.grad": "None",
            "inside.weight.grad": "None",
            "after.weight.grad": "nonzero",
        },
    },
    "[after-no_grad]": {
        ">=1.0": {
            "hidden.requires_grad": True,
            "backward": "runs",
            "before.weight.grad": "None",
            "inside.weight.grad": "None",
            "after.weight.grad": "nonzero",
        },
    },
    "[inside_and_after-no_grad]": {
        ">=1.0": {
            "hidden.requires_grad": True,
            "backward": "runs",
            "before.weight.grad": "None",
            "inside.weight.grad": "None",
            "after.weight.grad": "nonzero",
        },
    },
    "[after-inference_mode]": {">=1.0": {"raises": "RuntimeError"}},
    "[inside_and_after-inference_mode]": {">=1.0": {"raises": "RuntimeError"}},
    "[inside_and_after-flag]": {
        ">=1.0": {
            "hidden.requires_grad": True,
            "backward": "runs",
            "before.weight.grad": "None",
            "inside.weight.grad": "nonzero",
            "after.weight.grad": "nonzero",
        },
    },
}

"""Are gradients on or off inside a backward: in a hook, in Function.backward, in a recomputed checkpoint?

A backward runs without gradients, unless it was started with create_graph=True, and whatever it calls runs so too;
the mode of the caller does not matter.
Code that a checkpoint runs again is the exception: it needs its gradients, and turns them on for itself.

https://pytorch.org/docs/stable/notes/extending.html
https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/checkpoint.html
"""

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

PARAMS = {
    "place": [
        "function_backward",
        "tensor_hook",
        "leaf_hook",
        "grad_fn_hook",
        "module_backward_hook",
        "post_accumulate_hook",
        "unpack_hook",
        "checkpoint",
    ],
    "called": ["plainly", "create_graph", "no_grad"],
}

TORCH = {
    "[module_backward_hook-*]": ">=1.8",
    "[post_accumulate_hook-*]": ">=2.1",
    "[unpack_hook-*]": ">=1.10",
}


def observe(device, place, called):
    modes = []

    def look(*args):
        modes.append(torch.is_grad_enabled())

    def sine(x):
        look()
        return x.sin()

    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            look()
            return grad * 2

    layer = nn.Linear(2, 2).to(device)
    x = torch.ones(1, 2, device=device, requires_grad=True)
    hidden = x * 2
    if place == "function_backward":
        hidden = Double.apply(hidden)
    elif place == "tensor_hook":
        hidden.register_hook(look)
    elif place == "leaf_hook":
        x.register_hook(look)
    elif place == "grad_fn_hook":
        hidden.grad_fn.register_hook(look)
    elif place == "module_backward_hook":
        layer.register_full_backward_hook(look)
        hidden = layer(hidden)
    elif place == "post_accumulate_hook":
        x.register_post_accumulate_grad_hook(look)
    elif place == "unpack_hook":
        with torch.autograd.graph.saved_tensors_hooks(lambda saved: saved, lambda saved: look() or saved):
            hidden = hidden.sin()
    else:
        hidden = checkpoint(sine, hidden)
        modes.clear()

    loss = hidden.sum()
    if called == "no_grad":
        with torch.no_grad():
            loss.backward()
    else:
        loss.backward(create_graph=called == "create_graph")
    yield "grad enabled", modes


EXPECT = {
    "[function_backward-no_grad]": {">=1.0": {"grad enabled": [False]}},
    "[function_backward-plainly]": {">=1.0": {"grad enabled": [False]}},
    "[grad_fn_hook-no_grad]": {">=1.0": {"grad enabled": [False]}},
    "[grad_fn_hook-plainly]": {">=1.0": {"grad enabled": [False]}},
    "[leaf_hook-no_grad]": {">=1.0": {"grad enabled": [False]}},
    "[leaf_hook-plainly]": {">=1.0": {"grad enabled": [False]}},
    "[module_backward_hook-no_grad]": {">=1.0": {"grad enabled": [False]}},
    "[module_backward_hook-plainly]": {">=1.0": {"grad enabled": [False]}},
    "[post_accumulate_hook-no_grad]": {">=1.0": {"grad enabled": [False]}},
    "[post_accumulate_hook-plainly]": {">=1.0": {"grad enabled": [False]}},
    "[tensor_hook-no_grad]": {">=1.0": {"grad enabled": [False]}},
    "[tensor_hook-plainly]": {">=1.0": {"grad enabled": [False]}},
    "[unpack_hook-no_grad]": {">=1.0": {"grad enabled": [False]}},
    "[unpack_hook-plainly]": {">=1.0": {"grad enabled": [False]}},
    "[function_backward-create_graph]": {
        "<1.10": {"grad enabled": [True]},
        ">=1.10": {"grad enabled": [True], "warns": ["UserWarning"]},
    },
    "[grad_fn_hook-create_graph]": {
        "<1.10": {"grad enabled": [True]},
        ">=1.10": {"grad enabled": [True], "warns": ["UserWarning"]},
    },
    "[leaf_hook-create_graph]": {
        "<1.10": {"grad enabled": [True]},
        ">=1.10": {"grad enabled": [True], "warns": ["UserWarning"]},
    },
    "[module_backward_hook-create_graph]": {
        "<1.10": {"grad enabled": [True]},
        ">=1.10": {"grad enabled": [True], "warns": ["UserWarning"]},
    },
    "[tensor_hook-create_graph]": {
        "<1.10": {"grad enabled": [True]},
        ">=1.10": {"grad enabled": [True], "warns": ["UserWarning"]},
    },
    "[post_accumulate_hook-create_graph]": {">=1.0": {"grad enabled": [True], "warns": ["UserWarning"]}},
    "[unpack_hook-create_graph]": {">=1.0": {"grad enabled": [True], "warns": ["UserWarning"]}},
    "[checkpoint-no_grad]": {
        "<1.10": {"grad enabled": [True]},
        ">=1.10,<1.13": {"grad enabled": [True], "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"grad enabled": [True]},
        ">=2.1,<2.4": {"grad enabled": [True], "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"grad enabled": [True], "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"grad enabled": [True], "warns": ["UserWarning"]},
    },
    "[checkpoint-plainly]": {
        "<1.10": {"grad enabled": [True]},
        ">=1.10,<1.13": {"grad enabled": [True], "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"grad enabled": [True]},
        ">=2.1,<2.4": {"grad enabled": [True], "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"grad enabled": [True], "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"grad enabled": [True], "warns": ["UserWarning"]},
    },
    "[checkpoint-create_graph]": {
        "<1.10": {"grad enabled": [True]},
        ">=1.10,<2.4": {"grad enabled": [True], "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"grad enabled": [True], "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"grad enabled": [True], "warns": ["UserWarning"]},
    },
}

"""What is left after a hook raised an error?

The error ends the backward: gradients not reached yet stay None, and a fresh forward and backward works.
Only a post-accumulate hook runs too late to keep its own gradient from being stored.
In 1.5 and 1.6 the error arrived as RuntimeError whatever was raised (no note found);
before it arrived as what it is, and since 1.7 it does so again (#43684).

https://github.com/pytorch/pytorch/pull/43684
https://github.com/pytorch/pytorch/issues/46088
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch
from torch import nn

PARAMS = {
    "hook": [
        "leaf",
        "hidden",
        "node",
        "node_before",
        "post_accumulate",
        "full_backward",
        "full_backward_pre",
        "forward",
    ],
}

TORCH = {
    "[node_before]": ">=1.13",
    "[post_accumulate]": ">=2.1",
    "[full_backward]": ">=1.8",
    "[full_backward_pre]": ">=2.0",
}


def observe(device, hook):
    def fail(*_):
        if not failed:
            failed.append(1)
            raise ValueError("the hook failed")

    failed = []
    weight = torch.ones(1, device=device, requires_grad=True)
    module = nn.Tanh()
    if hook in ("full_backward", "full_backward_pre", "forward"):
        getattr(module, "register_" + hook + "_hook")(fail)

    def run():
        hidden = weight * 2
        if hook == "leaf":
            weight.register_hook(fail)
        elif hook == "hidden":
            hidden.register_hook(fail)
        elif hook == "node":
            hidden.grad_fn.register_hook(fail)
        elif hook == "node_before":
            hidden.grad_fn.register_prehook(fail)
        elif hook == "post_accumulate":
            weight.register_post_accumulate_grad_hook(fail)
        module(hidden).sum().backward()

    try:
        run()
    except (RuntimeError, ValueError) as error:
        yield "first backward", type(error).__name__
    yield "weight.grad", weight.grad
    run()
    yield "weight.grad after the next backward", weight.grad


EXPECT = {
    "[hidden]": {
        "<1.5": {
            "first backward": "ValueError",
            "weight.grad": "None",
            "weight.grad after the next backward": "nonzero",
        },
        ">=1.5,<1.7": {
            "first backward": "RuntimeError",
            "weight.grad": "None",
            "weight.grad after the next backward": "nonzero",
        },
        ">=1.7": {
            "first backward": "ValueError",
            "weight.grad": "None",
            "weight.grad after the next backward": "nonzero",
        },
    },
    "[leaf]": {
        "<1.5": {
            "first backward": "ValueError",
            "weight.grad": "None",
            "weight.grad after the next backward": "nonzero",
        },
        ">=1.5,<1.7": {
            "first backward": "RuntimeError",
            "weight.grad": "None",
            "weight.grad after the next backward": "nonzero",
        },
        ">=1.7": {
            "first backward": "ValueError",
            "weight.grad": "None",
            "weight.grad after the next backward": "nonzero",
        },
    },
    "[node]": {
        "<1.5": {
            "first backward": "ValueError",
            "weight.grad": "None",
            "weight.grad after the next backward": "nonzero",
        },
        ">=1.5,<1.7": {
            "first backward": "RuntimeError",
            "weight.grad": "None",
            "weight.grad after the next backward": "nonzero",
        },
        ">=1.7": {
            "first backward": "ValueError",
            "weight.grad": "None",
            "weight.grad after the next backward": "nonzero",
        },
    },
    "[forward]": {
        ">=1.0": {
            "first backward": "ValueError",
            "weight.grad": "None",
            "weight.grad after the next backward": "nonzero",
        },
    },
    "[full_backward]": {
        ">=1.0": {
            "first backward": "ValueError",
            "weight.grad": "None",
            "weight.grad after the next backward": "nonzero",
        },
    },
    "[full_backward_pre]": {
        ">=1.0": {
            "first backward": "ValueError",
            "weight.grad": "None",
            "weight.grad after the next backward": "nonzero",
        },
    },
    "[node_before]": {
        ">=1.0": {
            "first backward": "ValueError",
            "weight.grad": "None",
            "weight.grad after the next backward": "nonzero",
        },
    },
    "[post_accumulate]": {
        ">=1.0": {
            "first backward": "ValueError",
            "weight.grad": "nonzero",
            "weight.grad after the next backward": "nonzero",
        },
    },
}

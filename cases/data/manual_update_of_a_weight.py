"""Which way of writing the update by hand leaves a weight that can be trained on?

`w = w - lr * w.grad` makes a new tensor: outside no_grad it is hidden,
and its `.grad` stays None at the next backward;
inside no_grad it does not require grad at all, and the next backward raises.
`w -= lr * w.grad` outside no_grad is refused, inside it is right: the same leaf,
its gradient kept until it is cleared.
Through `.data` it works too, and hides mistakes, because the version counter does not move:
a graph made before the update can be run again and mixes old and new values, where no_grad raises.
A tensor assigned to `.data` was not seen by that old graph until 1.9.1; since 1.10 it is, silently,
because the graph keeps the weight itself and no longer an alias of its memory.
The optimizers wrote through `.data` until 1.4, and under no_grad since 1.5.

https://github.com/pytorch/pytorch/issues/33629
https://github.com/pytorch/pytorch/pull/30258
https://github.com/pytorch/pytorch/pull/59837
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch

PARAMS = {
    "update": [
        "rebind",
        "rebind_no_grad",
        "rebind_detach",
        "in_place",
        "in_place_no_grad",
        "data",
        "assign_data",
        "copy_",
        "optimizer",
    ],
}


def observe(device, update):
    first = w = torch.full((1,), 2.0, device=device, requires_grad=True)
    old = w * w
    old.backward(retain_graph=True)
    if update == "rebind":
        w = w - 0.25 * w.grad
    elif update == "rebind_no_grad":
        with torch.no_grad():
            w = w - 0.25 * w.grad
    elif update == "rebind_detach":
        w = (w - 0.25 * w.grad).detach().requires_grad_()
    elif update == "in_place":
        w -= 0.25 * w.grad
    elif update == "in_place_no_grad":
        with torch.no_grad():
            w -= 0.25 * w.grad
    elif update == "data":
        w.data -= 0.25 * w.grad.data
    elif update == "assign_data":
        w.data = w.data - 0.25 * w.grad.data
    elif update == "copy_":
        with torch.no_grad():
            w.copy_(w - 0.25 * w.grad)
    else:
        torch.optim.SGD([w], lr=0.25).step()
    yield "w", w.item()
    yield "same tensor", w is first
    yield "w.is_leaf", w.is_leaf
    yield "w.requires_grad", w.requires_grad
    try:
        old.backward()
        yield "old graph", "runs"
    except RuntimeError as error:
        yield "old graph", type(error).__name__
    yield "first.grad", first.grad.item()
    first.grad = None
    (w * 3).backward()
    yield "w.grad at the next backward", w.grad


WORKAROUND = {
    "[assign_data]": "data/manual_update_of_a_weight[data]",
    "[optimizer]": "data/manual_update_of_a_weight[in_place_no_grad]",
}

EXPECT = {
    "[rebind]": {
        "<1.5": {
            "w": 1.0,
            "same tensor": False,
            "w.is_leaf": False,
            "w.requires_grad": True,
            "old graph": "runs",
            "first.grad": 8.0,
            "w.grad at the next backward": "None",
        },
        ">=1.5": {
            "w": 1.0,
            "same tensor": False,
            "w.is_leaf": False,
            "w.requires_grad": True,
            "old graph": "runs",
            "first.grad": 8.0,
            "w.grad at the next backward": "None",
            "warns": ["UserWarning"],
        },
    },
    "[rebind_no_grad]": {
        ">=1.0": {
            "w": 1.0,
            "same tensor": False,
            "w.is_leaf": True,
            "w.requires_grad": False,
            "old graph": "runs",
            "first.grad": 8.0,
            "raises": "RuntimeError",
        },
    },
    "[rebind_detach]": {
        ">=1.0": {
            "w": 1.0,
            "same tensor": False,
            "w.is_leaf": True,
            "w.requires_grad": True,
            "old graph": "runs",
            "first.grad": 8.0,
            "w.grad at the next backward": "nonzero",
        },
    },
    "[in_place]": {">=1.0": {"raises": "RuntimeError"}},
    "[copy_]": {
        ">=1.0": {
            "w": 1.0,
            "same tensor": True,
            "w.is_leaf": True,
            "w.requires_grad": True,
            "old graph": "RuntimeError",
            "first.grad": 4.0,
            "w.grad at the next backward": "nonzero",
        },
    },
    "[in_place_no_grad]": {
        ">=1.0": {
            "w": 1.0,
            "same tensor": True,
            "w.is_leaf": True,
            "w.requires_grad": True,
            "old graph": "RuntimeError",
            "first.grad": 4.0,
            "w.grad at the next backward": "nonzero",
        },
    },
    "[data]": {
        ">=1.0": {
            "w": 1.0,
            "same tensor": True,
            "w.is_leaf": True,
            "w.requires_grad": True,
            "old graph": "runs",
            "first.grad": 6.0,
            "w.grad at the next backward": "nonzero",
        },
    },
    "[assign_data]": {
        "<1.10": {
            "w": 1.0,
            "same tensor": True,
            "w.is_leaf": True,
            "w.requires_grad": True,
            "old graph": "runs",
            "first.grad": 8.0,
            "w.grad at the next backward": "nonzero",
        },
        ">=1.10": {
            "w": 1.0,
            "same tensor": True,
            "w.is_leaf": True,
            "w.requires_grad": True,
            "old graph": "runs",
            "first.grad": 6.0,
            "w.grad at the next backward": "nonzero",
        },
    },
    "[optimizer]": {
        "<1.5": {
            "w": 1.0,
            "same tensor": True,
            "w.is_leaf": True,
            "w.requires_grad": True,
            "old graph": "runs",
            "first.grad": 6.0,
            "w.grad at the next backward": "nonzero",
        },
        ">=1.5": {
            "w": 1.0,
            "same tensor": True,
            "w.is_leaf": True,
            "w.requires_grad": True,
            "old graph": "RuntimeError",
            "first.grad": 4.0,
            "w.grad at the next backward": "nonzero",
        },
    },
}

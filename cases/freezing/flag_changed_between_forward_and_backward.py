"""If a parameter is frozen after the forward, does the backward still fill its gradient?

The graph was recorded when the flag was on, and the backward follows the graph, not the flag: the gradient arrives.
A flag that is turned on after the forward comes too late for that graph.
The optimizer looks only at `.grad`, so the parameter frozen in between still moves once.

https://pytorch.org/docs/stable/notes/autograd.html
https://discuss.pytorch.org/t/best-practice-for-freezing-layers/58156
"""

import torch

PARAMS = {
    "flag": ["off_before_forward", "off_after_forward", "off_after_backward", "on_after_forward", "off_and_on"],
    "layer": ["first", "second"],
}


def observe(device, flag, layer):
    first = torch.ones(2, device=device, requires_grad=True)
    second = torch.ones(2, device=device, requires_grad=True)
    changed = first if layer == "first" else second
    optimizer = torch.optim.SGD([first, second], lr=0.1)
    if flag in ("off_before_forward", "on_after_forward"):
        changed.requires_grad = False
    hidden = first * 3
    loss = (hidden * second).sum()
    if flag in ("off_after_forward", "off_and_on"):
        changed.requires_grad = False
    if flag in ("on_after_forward", "off_and_on"):
        changed.requires_grad = True
    loss.backward()
    if flag == "off_after_backward":
        changed.requires_grad = False
    yield "gradient of the changed one", changed.grad
    yield "gradient of the other", (second if layer == "first" else first).grad
    optimizer.step()
    yield "changed one moved", bool((changed != 1).any())


EXPECT = {
    "[off_after_forward-*]": {
        ">=1.0": {
            "gradient of the changed one": "None",
            "gradient of the other": "nonzero",
            "changed one moved": False,
        },
    },
    "[off_before_forward-*]": {
        ">=1.0": {
            "gradient of the changed one": "None",
            "gradient of the other": "nonzero",
            "changed one moved": False,
        },
    },
    "[on_after_forward-*]": {
        ">=1.0": {
            "gradient of the changed one": "None",
            "gradient of the other": "nonzero",
            "changed one moved": False,
        },
    },
    "[off_after_backward-*]": {
        ">=1.0": {
            "gradient of the changed one": "nonzero",
            "gradient of the other": "nonzero",
            "changed one moved": True,
        },
    },
    "[off_and_on-*]": {
        ">=1.0": {
            "gradient of the changed one": "nonzero",
            "gradient of the other": "nonzero",
            "changed one moved": True,
        },
    },
}

CLAIMS = [
    {
        "source": "https://discuss.pytorch.org/t/best-practice-for-freezing-layers/58156",
        "says": "Weights are not updated once requires_grad is off, because the optimizer checks it.",
        "facts": {"changed one moved": False},
        "rows": "[off_after_backward-*]",
    },
]

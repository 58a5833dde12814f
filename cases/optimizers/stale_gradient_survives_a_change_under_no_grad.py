"""Does changing a parameter under no_grad, or stepping, clear its gradient?

Nothing clears a gradient but you: not a write under no_grad, not `step()`, not a new forward.
The next backward adds to what is there, so a gradient of the old values is mixed into the new.
`zero_grad()` or `.grad = None` between the two gives the gradient of the new values alone.
What `zero_grad()` leaves was zeros until 1.13, and is None since 2.0; the next gradient is the same.

https://github.com/pytorch/pytorch/pull/92731
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html
https://pytorch.org/docs/stable/generated/torch.no_grad.html
"""

import torch

PARAMS = {"after_backward": ["write", "step", "zero_grad", "set_to_none"]}


def observe(device, after_backward):
    weight = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.5)
    (weight * 3).sum().backward()
    yield "gradient of the first backward", weight.grad.tolist()

    if after_backward == "step":
        optimizer.step()
    else:
        with torch.no_grad():
            weight -= 0.5 * weight.grad
    if after_backward == "zero_grad":
        optimizer.zero_grad()
    elif after_backward == "set_to_none":
        weight.grad = None
    yield "gradient afterwards", weight.grad
    (weight * 3).sum().backward()
    yield "gradient of the second backward", weight.grad.tolist()


WORKAROUND = {
    "[zero_grad]": "optimizers/stale_gradient_survives_a_change_under_no_grad[set_to_none]",
}

EXPECT = {
    "[write]": {
        ">=1.0": {
            "gradient of the first backward": [3.0, 3.0],
            "gradient afterwards": "nonzero",
            "gradient of the second backward": [6.0, 6.0],
        },
    },
    "[step]": {
        ">=1.0": {
            "gradient of the first backward": [3.0, 3.0],
            "gradient afterwards": "nonzero",
            "gradient of the second backward": [6.0, 6.0],
        },
    },
    "[zero_grad]": {
        "<2.0": {
            "gradient of the first backward": [3.0, 3.0],
            "gradient afterwards": "zero",
            "gradient of the second backward": [3.0, 3.0],
        },
        ">=2.0": {
            "gradient of the first backward": [3.0, 3.0],
            "gradient afterwards": "None",
            "gradient of the second backward": [3.0, 3.0],
        },
    },
    "[set_to_none]": {
        ">=1.0": {
            "gradient of the first backward": [3.0, 3.0],
            "gradient afterwards": "None",
            "gradient of the second backward": [3.0, 3.0],
        },
    },
}

CLAIMS = [
    {
        "source": "S2.9 002_ce39600eaf8dca32.txt",
        "says": "A stale gradient survives a change of the parameters under no_grad.",
        "facts": {"gradient afterwards": "nonzero", "gradient of the second backward": [6.0, 6.0]},
        "rows": "[write]",
    },
    {
        "source": "S2.9 002_ce39600eaf8dca32.txt",
        "says": "So one should clear the gradients by hand, which makes the next one right.",
        "facts": {"gradient of the second backward": [3.0, 3.0]},
        "rows": "[zero_grad]",
    },
]

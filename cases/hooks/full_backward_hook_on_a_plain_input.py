"""Does a module's backward hook run when its input does not require grad?

The first layer of a network is the usual case: the samples do not require grad, its weights do.
In 1.8 the full hook then never ran; #56693 made it run in 1.9, with None for the gradient of the input,
which its text calls backwards incompatible.
Since 2.8 a warning tells that it then runs before the module's own gradients are there (#155339).
If neither input nor weights require grad no hook runs.

https://github.com/pytorch/pytorch/pull/56693
https://github.com/pytorch/pytorch/pull/155339
https://github.com/pytorch/pytorch/issues/54405
"""

import torch
from torch import nn

PARAMS = {
    "hook": ["backward", "full_backward", "full_backward_pre"],
    "input_requires_grad": [False, True],
    "layer": ["trainable", "frozen"],
}

TORCH = {"[full_backward-*]": ">=1.8", "[full_backward_pre-*]": ">=2.0"}


def observe(device, hook, input_requires_grad, layer):
    module = nn.Linear(2, 1).to(device)
    for parameter in module.parameters():
        parameter.requires_grad_(layer == "trainable")
    head = torch.ones(1, device=device, requires_grad=True)

    def note(module, *grads):
        seen.append([None if grad is None else list(grad.shape) for pair in grads for grad in pair])

    seen = []
    getattr(module, "register_" + hook + "_hook")(note)
    x = torch.ones(3, 2, device=device, requires_grad=input_requires_grad)
    (module(x) * head).sum().backward()
    yield "calls", len(seen)
    for shapes in seen:
        yield "shapes", str(shapes)


EXPECT = {
    "[backward-False-trainable]": {
        "<1.8": {"calls": 1, "shapes": "[[1], None, [2, 1], [3, 1]]"},
        ">=1.8,<2.4": {"calls": 1, "shapes": "[[1], None, [2, 1], [3, 1]]", "warns": ["UserWarning"]},
        ">=2.4": {"calls": 1, "shapes": "[[1], None, [2, 1], [3, 1]]", "warns": ["FutureWarning"]},
    },
    "[*-False-frozen]": {">=1.0": {"calls": 0}},
    "[backward-True-trainable]": {
        "<1.8": {"calls": 1, "shapes": "[[1], [3, 2], [2, 1], [3, 1]]"},
        ">=1.8,<2.4": {"calls": 1, "shapes": "[[1], [3, 2], [2, 1], [3, 1]]", "warns": ["UserWarning"]},
        ">=2.4": {"calls": 1, "shapes": "[[1], [3, 2], [2, 1], [3, 1]]", "warns": ["FutureWarning"]},
    },
    "[backward-True-frozen]": {
        "<1.8": {"calls": 1, "shapes": "[None, [3, 2], None, [3, 1]]"},
        ">=1.8,<2.4": {"calls": 1, "shapes": "[None, [3, 2], None, [3, 1]]", "warns": ["UserWarning"]},
        ">=2.4": {"calls": 1, "shapes": "[None, [3, 2], None, [3, 1]]", "warns": ["FutureWarning"]},
    },
    "[full_backward-False-trainable]": {
        "<1.9": {"calls": 0},
        ">=1.9,<2.8": {"calls": 1, "shapes": "[None, [3, 1]]"},
        ">=2.8": {"calls": 1, "shapes": "[None, [3, 1]]", "warns": ["UserWarning"]},
    },
    "[full_backward-True-*]": {">=1.0": {"calls": 1, "shapes": "[[3, 2], [3, 1]]"}},
    "[full_backward_pre-False-trainable]": {
        "<2.8": {"calls": 1, "shapes": "[[3, 1]]"},
        ">=2.8,<2.14": {"calls": 1, "shapes": "[[3, 1]]", "warns": ["UserWarning"]},
        ">=2.14": {"calls": 1, "shapes": "[[3, 1]]"},
    },
    "[full_backward_pre-True-*]": {">=1.0": {"calls": 1, "shapes": "[[3, 1]]"}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/56380",
        "says": "A full backward hook on the first layer does not fire.",
        "facts": {"calls": 0},
        "rows": "[full_backward-False-trainable]",
    }
]

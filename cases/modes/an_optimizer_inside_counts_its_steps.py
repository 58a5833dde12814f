"""Does an optimizer whose `step()` is compiled move the weight, count its steps, and pass over what has no gradient?

Five iterations, the third without a gradient: the weight stays there, the count as well, and both go on afterwards.
With decay, an iteration without a gradient must not move the weight.

https://github.com/pytorch/pytorch/issues/115607
https://github.com/pytorch/pytorch/issues/115679
https://github.com/pytorch/pytorch/issues/120814
"""

import torch

TORCH = ">=2.0"
PARAMS = {"optimizer": ["SGD", "Adam", "AdamW", "RMSprop", "Adadelta"]}


def step(optimizer):
    optimizer.step()


def observe(device, optimizer):
    weight = torch.nn.Parameter(torch.ones(2, device=device))
    made = getattr(torch.optim, optimizer)([weight], lr=0.25, weight_decay=0.5)
    for iteration in range(5):
        weight.grad = None if iteration == 2 else torch.ones(2, device=device)
        before = weight.detach().clone()
        step(made)
        yield "moved", not torch.equal(weight, before)
        counted = made.state[weight].get("step", 0) if weight in made.state else 0
        yield "counted", int(counted)
    yield "weight", [round(float(value), 3) for value in weight]


EXPECT = {
    "[SGD]": {
        "<2.8": {"moved": [True, True, False, True, True], "counted": [0, 0, 0, 0, 0], "weight": [-0.241, -0.241]},
        ">=2.8": {
            "moved": [True, True, False, True, True],
            "counted": [0, 0, 0, 0, 0],
            "weight": [-0.241, -0.241],
            "warns": ["UserWarning"],
        },
    },
    "[Adam]": {
        "<2.8": {"moved": [True, True, False, True, True], "counted": [1, 2, 2, 3, 4], "weight": [0.008, 0.008]},
        ">=2.8": {
            "moved": [True, True, False, True, True],
            "counted": [1, 2, 2, 3, 4],
            "weight": [0.008, 0.008],
            "warns": ["UserWarning"],
        },
    },
    "[AdamW]": {
        "<2.8": {"moved": [True, True, False, True, True], "counted": [1, 2, 2, 3, 4], "weight": [-0.241, -0.241]},
        ">=2.8": {
            "moved": [True, True, False, True, True],
            "counted": [1, 2, 2, 3, 4],
            "weight": [-0.241, -0.241],
            "warns": ["UserWarning"],
        },
    },
    "[RMSprop]": {
        "<2.8": {"moved": [True, True, False, True, True], "counted": [1, 2, 2, 3, 4], "weight": [-1.998, -1.998]},
        ">=2.8": {
            "moved": [True, True, False, True, True],
            "counted": [1, 2, 2, 3, 4],
            "weight": [-1.998, -1.998],
            "warns": ["UserWarning"],
        },
    },
    "[Adadelta]": {
        "<2.8": {"moved": [True, True, False, True, True], "counted": [1, 2, 2, 3, 4], "weight": [0.997, 0.997]},
        ">=2.8": {
            "moved": [True, True, False, True, True],
            "counted": [1, 2, 2, 3, 4],
            "weight": [0.997, 0.997],
            "warns": ["UserWarning"],
        },
    },
}

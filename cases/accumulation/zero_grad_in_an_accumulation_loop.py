"""Where in a loop that accumulates over four micro-batches may zero_grad() stand?

After the step, or before the first micro-batch: the step is on all four.
Before every backward, or right before the last one, the step is on the last micro-batch only.
Between the last backward and the step it leaves nothing to step on: from 2.0 on the optimizer skips the weight;
before, it stepped on zeros, which plain SGD does not feel, while momentum and Adam go on moving by their averages.
Nowhere, it is on everything since the start.

https://github.com/pytorch/ignite/issues/583
https://github.com/pytorch/pytorch/pull/92731
"""

import torch

PARAMS = {
    "zero_grad": ["after_step", "before_first", "before_each", "before_last", "before_step", "never"],
    "optimizer": ["SGD", "momentum", "Adam"],
}


def observe(device, zero_grad, optimizer):
    weight = torch.zeros(1, device=device, requires_grad=True)
    optimizer = {
        "SGD": lambda: torch.optim.SGD([weight], lr=1.0),
        "momentum": lambda: torch.optim.SGD([weight], lr=1.0, momentum=0.5),
        "Adam": lambda: torch.optim.Adam([weight], lr=1.0),
    }[optimizer]()
    weight.grad = torch.ones_like(weight)
    optimizer.step()
    optimizer.zero_grad()
    for window in range(2):
        for step in range(4):
            first, last = step == 0, step == 3
            if zero_grad == "before_each" or (zero_grad == "before_first" and first):
                optimizer.zero_grad()
            if zero_grad == "before_last" and last:
                optimizer.zero_grad()
            weight.sum().backward()
            if last:
                if zero_grad == "before_step":
                    optimizer.zero_grad()
                yield "weight.grad at the step", weight.grad.tolist() if weight.grad is not None else None
                before = weight.detach().clone()
                optimizer.step()
                yield "weight moved", not torch.equal(weight.detach(), before)
                if zero_grad == "after_step":
                    optimizer.zero_grad()


WORKAROUND = {
    "[before_step-SGD]": "accumulation/zero_grad_in_an_accumulation_loop[after_step-SGD]",
    "[before_step-momentum]": "accumulation/zero_grad_in_an_accumulation_loop[after_step-momentum]",
    "[before_step-Adam]": "accumulation/zero_grad_in_an_accumulation_loop[after_step-Adam]",
}

EXPECT = {
    "[after_step-*]": {">=1.0": {"weight.grad at the step": [[4.0], [4.0]], "weight moved": [True, True]}},
    "[before_first-*]": {">=1.0": {"weight.grad at the step": [[4.0], [4.0]], "weight moved": [True, True]}},
    "[before_each-*]": {">=1.0": {"weight.grad at the step": [[1.0], [1.0]], "weight moved": [True, True]}},
    "[before_last-*]": {">=1.0": {"weight.grad at the step": [[1.0], [1.0]], "weight moved": [True, True]}},
    "[before_step-SGD]": {
        "<2.0": {"weight.grad at the step": [[0.0], [0.0]], "weight moved": [False, False]},
        ">=2.0": {"weight.grad at the step": ["None", "None"], "weight moved": [False, False]},
    },
    "[before_step-Adam]": {
        "<2.0": {"weight.grad at the step": [[0.0], [0.0]], "weight moved": [True, True]},
        ">=2.0": {"weight.grad at the step": ["None", "None"], "weight moved": [False, False]},
    },
    "[before_step-momentum]": {
        "<2.0": {"weight.grad at the step": [[0.0], [0.0]], "weight moved": [True, True]},
        ">=2.0": {"weight.grad at the step": ["None", "None"], "weight moved": [False, False]},
    },
    "[never-*]": {">=1.0": {"weight.grad at the step": [[4.0], [8.0]], "weight moved": [True, True]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/ignite/issues/583",
        "says": "An old recipe: zeroing when the window is full, before its last backward, accumulates the window.",
        "facts": {"weight.grad at the step": [[4.0], [4.0]]},
        "rows": "[before_last-*]",
    },
]

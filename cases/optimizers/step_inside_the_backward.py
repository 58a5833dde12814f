"""Can the optimizer step inside the backward, in a hook of each parameter, to free the gradients early?

register_post_accumulate_grad_hook, since 2.1, runs when .grad is complete, once for each parameter, even one
used twice.
Before, the hook of the node that accumulates the gradient did the same, if somebody kept that node alive.
A hook of the tensor itself comes too early: .grad is not there yet, and no weight moves.
A weight is stepped when its own gradient is done; what the rest of the backward needs of it has been used by then.
The zero_grad() in the hook leaves zeros until 1.13, and since 2.0 None, which is what frees the memory.

https://github.com/pytorch/pytorch/pull/107063
https://github.com/pytorch/pytorch/pull/92731
https://github.com/pytorch/pytorch/issues/76464
https://pytorch.org/docs/stable/generated/torch.Tensor.register_post_accumulate_grad_hook.html
"""

import torch
from torch import nn

TORCH = {"[post_accumulate_grad_hook*]": ">=2.1"}

PARAMS = {
    "hook": ["post_accumulate_grad_hook", "tensor hook", "hook of the accumulator"],
    "parameter": ["used once", "used twice", "needed by the rest of the backward"],
}


def observe(device, hook, parameter):
    first, second = nn.Linear(1, 1, bias=False).to(device), nn.Linear(1, 1, bias=False).to(device)
    nn.init.constant_(first.weight, 3)
    nn.init.constant_(second.weight, 3)
    steps = []
    kept = []

    def step(weight):
        optimizer = torch.optim.SGD([weight], lr=0.25)

        def run(*arguments):
            steps.append("first" if weight is first.weight else "second")
            optimizer.step()
            optimizer.zero_grad()

        return run

    for weight in (first.weight, second.weight):
        if hook == "post_accumulate_grad_hook":
            weight.register_post_accumulate_grad_hook(step(weight))
        elif hook == "tensor hook":
            weight.register_hook(step(weight))
        else:
            kept.append(weight.expand_as(weight).grad_fn.next_functions[0][0])
            kept[-1].register_hook(step(weight))

    out = second(first(torch.ones(1, 1, device=device)))
    if parameter == "used twice":
        out = first(out)
    elif parameter == "needed by the rest of the backward":
        out = out * second.weight
    out.sum().backward()
    yield "steps", steps
    yield "weights", [first.weight.item(), second.weight.item()]
    yield "first.weight.grad", first.weight.grad


EXPECT = {
    "[post_accumulate_grad_hook-used once]": {
        ">=1.0": {"steps": ["second", "first"], "weights": [2.25, 2.25], "first.weight.grad": "None"},
    },
    "[post_accumulate_grad_hook-used twice]": {
        ">=1.0": {"steps": ["second", "first"], "weights": [-1.5, 0.75], "first.weight.grad": "None"},
    },
    "[post_accumulate_grad_hook-needed by the rest of the backward]": {
        ">=1.0": {"steps": ["second", "first"], "weights": [0.75, -1.5], "first.weight.grad": "None"},
    },
    "[tensor hook-*]": {">=1.0": {"steps": ["second", "first"], "weights": [3.0, 3.0], "first.weight.grad": "nonzero"}},
    "[hook of the accumulator-used once]": {
        "<2.0": {"steps": ["second", "first"], "weights": [2.25, 2.25], "first.weight.grad": "zero"},
        ">=2.0": {"steps": ["second", "first"], "weights": [2.25, 2.25], "first.weight.grad": "None"},
    },
    "[hook of the accumulator-used twice]": {
        "<2.0": {"steps": ["second", "first"], "weights": [-1.5, 0.75], "first.weight.grad": "zero"},
        ">=2.0": {"steps": ["second", "first"], "weights": [-1.5, 0.75], "first.weight.grad": "None"},
    },
    "[hook of the accumulator-needed by the rest of the backward]": {
        "<2.0": {"steps": ["second", "first"], "weights": [0.75, -1.5], "first.weight.grad": "zero"},
        ">=2.0": {"steps": ["second", "first"], "weights": [0.75, -1.5], "first.weight.grad": "None"},
    },
}

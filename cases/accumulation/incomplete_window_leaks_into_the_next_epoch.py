"""What happens to gradients left over when an epoch ends in the middle of an accumulation window?

They stay in `.grad`, and the first window of the next epoch is stepped on the sum of old and new.
Stepped at the end of the epoch, they make a smaller step of their own; zeroed, they are lost.
An evaluation in between changes nothing about them, whether under no_grad or not.

https://github.com/pytorch/ignite/issues/583
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html
"""

import torch

PARAMS = {"at_the_end": ["nothing", "step", "zero_grad", "evaluation"], "batches": [4, 5]}


def observe(device, at_the_end, batches):
    weight = torch.zeros(1, device=device, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=1.0)
    for epoch in range(2):
        for batch in range(batches):
            (weight.sum() / 2).backward()
            if batch % 2 == 1:
                yield "weight.grad at a step", weight.grad.tolist()
                optimizer.step()
                optimizer.zero_grad()
        if at_the_end == "step":
            optimizer.step()
        if at_the_end in ("step", "zero_grad"):
            optimizer.zero_grad()
        elif at_the_end == "evaluation":
            with torch.no_grad():
                weight.sum()
    yield "weight", weight.tolist()


EXPECT = {
    "[*-4]": {">=1.0": {"weight.grad at a step": [[1.0], [1.0], [1.0], [1.0]], "weight": [-4.0]}},
    "[zero_grad-5]": {">=1.0": {"weight.grad at a step": [[1.0], [1.0], [1.0], [1.0]], "weight": [-4.0]}},
    "[evaluation-5]": {">=1.0": {"weight.grad at a step": [[1.0], [1.0], [1.5], [1.0]], "weight": [-4.5]}},
    "[nothing-5]": {">=1.0": {"weight.grad at a step": [[1.0], [1.0], [1.5], [1.0]], "weight": [-4.5]}},
    "[step-5]": {">=1.0": {"weight.grad at a step": [[1.0], [1.0], [1.0], [1.0]], "weight": [-5.0]}},
}

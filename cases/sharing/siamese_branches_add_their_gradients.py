"""In a siamese network, does each branch train the shared weight, and what if one branch is detached or under no_grad?

The two calls are two uses of one weight, and their gradients are added.
A detached branch is a constant, and the weight is trained by the other alone: another gradient, not half of it.
Two backwards, one for each branch, give the same sum; a `step()` between them changes the weight under the second,
which goes unnoticed until 1.4, and raises from 1.5 on where the second backward needs the weight.

https://github.com/pytorch/pytorch/pull/30258
https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html
"""

import torch

PARAMS = {"branch": ["both", "second_detached", "second_no_grad", "both_detached", "two_backwards", "step_between"]}


def observe(device, branch):
    weight = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.1)
    one, other = torch.tensor([1.0, 1.0], device=device), torch.tensor([2.0, 3.0], device=device)
    first = weight * (weight * one)
    with torch.set_grad_enabled(branch != "second_no_grad"):
        second = weight * (weight * other)
    if branch.endswith("detached"):
        second = second.detach()
    if branch == "both_detached":
        first = first.detach()
    if branch in ("two_backwards", "step_between"):
        first.sum().backward()
        if branch == "step_between":
            optimizer.step()
        second.sum().backward()
    else:
        (first + second).sum().backward()
    yield "weight.grad", [round(slope, 4) for slope in weight.grad.tolist()]


EXPECT = {
    "[both]": {">=1.0": {"weight.grad": [6.0, 16.0]}},
    "[two_backwards]": {">=1.0": {"weight.grad": [6.0, 16.0]}},
    "[second_detached]": {">=1.0": {"weight.grad": [2.0, 4.0]}},
    "[second_no_grad]": {">=1.0": {"weight.grad": [2.0, 4.0]}},
    "[both_detached]": {">=1.0": {"raises": "RuntimeError"}},
    "[step_between]": {"<1.5": {"weight.grad": [5.6, 14.8]}, ">=1.5": {"raises": "RuntimeError"}},
}

"""Must requires_grad = False be set before the optimizer is made, and must the optimizer not see the frozen layer?

The middle layer of three is frozen through its parameters' flags, before the optimizer is made or after it.
The optimizer is given all parameters, or only those that require a gradient at that moment.
All four ways freeze the middle layer and let the others learn: its `.grad` stays None, and the optimizer skips None.
(A layer that has trained before it is frozen is another story, told by layer_frozen_after_training_drifts_on.)
That an optimizer takes parameters without a gradient at all is as old as 0.4.1.

https://github.com/pytorch/pytorch/pull/7419
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch
from torch import nn

PARAMS = {"flag": ["before", "after"], "given": ["all", "trainable"]}


def observe(device, flag, given):
    lin0, lin1, lin2 = [nn.Linear(2, 2).to(device) for _ in range(3)]
    model = nn.Sequential(lin0, lin1, lin2)

    if flag == "before":
        for parameter in lin1.parameters():
            parameter.requires_grad = False
    chosen = [p for p in model.parameters() if given == "all" or p.requires_grad]
    optimizer = torch.optim.SGD(chosen, lr=0.1, momentum=0.9, weight_decay=0.5)
    if flag == "after":
        for parameter in lin1.parameters():
            parameter.requires_grad = False

    before = [layer.weight.detach().clone() for layer in (lin0, lin1, lin2)]
    for _ in range(2):
        optimizer.zero_grad()
        model(torch.ones(1, 2, device=device)).sum().backward()
        optimizer.step()
    yield "lin1.weight.grad", lin1.weight.grad
    yield "lin0 moved", not torch.equal(lin0.weight, before[0])
    yield "lin1 moved", not torch.equal(lin1.weight, before[1])
    yield "lin2 moved", not torch.equal(lin2.weight, before[2])


EXPECT = {
    ">=1.0": {
        "lin1.weight.grad": "None",
        "lin0 moved": True,
        "lin1 moved": False,
        "lin2 moved": True,
    },
}

CLAIMS = [
    {
        "source": "S3.2 003_9b65342047a297b5.txt",
        "says": "With the flag off before the optimizer is made, lin0 and lin2 are updated and lin1 is not.",
        "facts": {"lin0 moved": True, "lin1 moved": False, "lin2 moved": True},
        "rows": "[before-*]",
    },
    {
        "source": "S3.4 003_9b65342047a297b5.txt",
        "says": "The flag must be set before the optimizer is made: set later, it does not freeze the layer.",
        "facts": {"lin1 moved": True},
        "rows": "[after-*]",
    },
    {
        "source": "S3.4 003_9b65342047a297b5.txt",
        "says": "The optimizer must be given only the parameters that require grad, or the frozen ones move too.",
        "facts": {"lin1 moved": True},
        "rows": "[before-all]",
    },
]

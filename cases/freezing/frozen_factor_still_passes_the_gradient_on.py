"""Does an operation with one input that does not require grad still pass the gradient to its other inputs?

An operation records a graph as soon as one of its inputs requires grad; the flag says who gets a gradient,
not whether the operation takes part.
So the frozen input itself gets None, and the gradient with respect to the other input flows through as before.
It is exactly this that lets a frozen layer stand in the middle of a network.

https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch
from torch import nn

PARAMS = {"operation": ["add", "mul", "matmul", "linear", "conv2d", "where", "cat"]}


def observe(device, operation):
    free = torch.ones(1, 1, 2, 2, device=device, requires_grad=True)
    frozen = torch.ones(1, 1, 2, 2, device=device)

    if operation == "add":
        result = free + frozen
    elif operation == "mul":
        result = free * frozen
    elif operation == "matmul":
        result = frozen.matmul(free)
    elif operation == "linear":
        result = nn.functional.linear(free, frozen.view(2, 2))
    elif operation == "conv2d":
        result = nn.functional.conv2d(free, frozen)
    elif operation == "where":
        result = torch.where(frozen > 0, free, frozen)
    else:
        result = torch.cat([frozen, free])

    result.sum().backward()
    yield "result.requires_grad", result.requires_grad
    yield "free.grad", free.grad
    yield "frozen.grad", frozen.grad


EXPECT = {
    ">=1.0": {"result.requires_grad": True, "free.grad": "nonzero", "frozen.grad": "None"},
}

CLAIMS = [
    {
        "source": "S3.3 003_9b65342047a297b5.txt",
        "says": "An operation that depends on a tensor without requires_grad passes no gradient to its other inputs.",
        "facts": {"free.grad": "None"},
    },
]

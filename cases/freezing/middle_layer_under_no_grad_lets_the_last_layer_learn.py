"""Which layers still learn when the middle one of lin0 -> lin1 -> lin2 runs under no_grad?

Running lin1 under `torch.no_grad()` cuts the graph there: what comes out of it has no history.
lin0 and lin1 lie behind the cut and get no gradient, but lin2 lies before it, and learns as ever.
So this freezes too much, though not everything; to freeze lin1 alone, set `requires_grad = False` on its parameters.

https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/generated/torch.no_grad.html
"""

import torch
from torch import nn


def observe(device):
    lin0, lin1, lin2 = [nn.Linear(2, 2).to(device) for _ in range(3)]
    layers = [("lin0", lin0), ("lin1", lin1), ("lin2", lin2)]
    weights = [parameter for _, layer in layers for parameter in layer.parameters()]
    optimizer = torch.optim.SGD(weights, lr=0.1)

    hidden = lin0(torch.ones(1, 2, device=device))
    with torch.no_grad():
        hidden = lin1(hidden)
    lin2(hidden).sum().backward()

    before = [layer.bias.detach().clone() for _, layer in layers]
    optimizer.step()
    for (name, layer), old in zip(layers, before):
        yield name + ".bias.grad", layer.bias.grad
        yield name + ".bias moved", not torch.equal(layer.bias, old)


EXPECT = {
    ">=1.0": {
        "lin0.bias.grad": "None",
        "lin0.bias moved": False,
        "lin1.bias.grad": "None",
        "lin1.bias moved": False,
        "lin2.bias.grad": "nonzero",
        "lin2.bias moved": True,
    },
}

CLAIMS = [
    {
        "source": "S3.1 003_9b65342047a297b5.txt",
        "says": "With lin1's forward under no_grad, none of lin0, lin1 and lin2 is updated.",
        "facts": {"lin0.bias moved": False, "lin1.bias moved": False, "lin2.bias moved": False},
    },
]

"""Does any optimizer move a layer that is detached on every single epoch?

The layer's `.grad` is None from the start, nothing ever fills it, and `zero_grad()` leaves a None as it is.
An optimizer skips a parameter whose gradient is None before it looks at weight decay or momentum.
So the layer never moves, in any release: it is the one real backward, earlier on, that makes the founding case.

https://zhuanlan.zhihu.com/p/344916574
https://pytorch.org/docs/stable/optim.html
"""

import torch
from torch import nn

PARAMS = {
    "optimizer": ["SGD", "Adam", "RMSprop", "Adagrad", "Adadelta", "Adamax", "ASGD"],
    "decay": [0.0, 0.5],
}


def observe(device, optimizer, decay):
    layer1 = nn.Linear(4, 3, bias=False).to(device)
    layer2 = nn.Linear(3, 2, bias=False).to(device)
    weights = [layer1.weight, layer2.weight]
    optimizer = getattr(torch.optim, optimizer)(weights, lr=0.5, weight_decay=decay)

    for _ in range(3):
        hidden = layer1(torch.ones(2, 4, device=device)).detach()
        layer2(hidden).sum().backward()
        yield "layer1.weight.grad", layer1.weight.grad

        before = layer1.weight.detach().clone()
        optimizer.step()
        yield "layer1.weight moved", not torch.equal(layer1.weight, before)

        optimizer.zero_grad()


EXPECT = {
    ">=1.0": {
        "layer1.weight.grad": ["None", "None", "None"],
        "layer1.weight moved": [False, False, False],
    },
}

CLAIMS = [
    {
        "source": "S4.3 004_73ed83ddf147bb9d.txt",
        "says": "With the detach on every epoch the gradient is None throughout, and the weight never changes.",
        "facts": {
            "layer1.weight.grad": ["None", "None", "None"],
            "layer1.weight moved": [False, False, False],
        },
        "rows": "[Adam-0.5]",
    },
]

"""Does the article's own network keep its first layer unchanged when every epoch detaches it?

The founding experiment again, 196 -> 64 -> 3 on 5000 samples, but the hidden layer is detached in all three epochs.
Layer 1's gradient is never anything but None, so neither Adam nor its decay of 0.5 ever touches the weight.
The second layer trains as usual, which shows that the optimizer did step.

https://zhuanlan.zhihu.com/p/344916574
https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html
"""

import torch
from torch import nn


def observe(device):
    samples = torch.randn(5000, 196, device=device)
    labels = torch.randint(0, 3, (5000,), device=device)
    layer1 = nn.Linear(196, 64, bias=False).to(device)
    layer2 = nn.Linear(64, 3, bias=False).to(device)
    optimizer = torch.optim.Adam([layer1.weight, layer2.weight], lr=1.0, weight_decay=0.5)
    start1, start2 = layer1.weight.detach().clone(), layer2.weight.detach().clone()

    for _ in range(3):
        hidden = torch.relu(layer1(samples)).detach()
        nn.functional.cross_entropy(layer2(hidden), labels).backward()
        yield "layer1.weight.grad", layer1.weight.grad
        optimizer.step()
        yield "layer1.weight moved", not torch.equal(layer1.weight, start1)
        yield "layer2.weight moved", not torch.equal(layer2.weight, start2)
        optimizer.zero_grad()


EXPECT = {
    ">=1.0": {
        "layer1.weight.grad": ["None", "None", "None"],
        "layer1.weight moved": [False, False, False],
        "layer2.weight moved": [True, True, True],
    },
}

CLAIMS = [
    {
        "source": "S4.3 004_73ed83ddf147bb9d.txt",
        "says": "With the detach on every epoch layer 1's gradient is None throughout and its weight never changes.",
        "facts": {
            "layer1.weight.grad": ["None", "None", "None"],
            "layer1.weight moved": [False, False, False],
        },
    },
]

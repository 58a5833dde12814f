"""How far does the article's own network, 196 -> 64 -> 3, move in the epoch in which its first layer is detached?

中文：文章里的网络（196 -> 64 -> 3）在第一层被 detach 的那个 epoch 里，权重变化了多少？
This is the founding experiment at full size: 5000 random samples, a ReLU between two bias-free layers,
cross-entropy, and Adam(lr=1, weight_decay=0.5) for three epochs, with a detach in the middle one.
A fresh `nn.Linear(196, 64)` draws its weights from (-1/14, 1/14), so every magnitude starts below 0.072.
Adam's first step has length 1 whatever the gradient, so after epoch 0 the magnitudes lie just under 1.
In epoch 1 nothing reaches layer 1: before 2.0 the zero gradient plus decay pulls the weights on to 0.25,
and epoch 2 pushes them through zero to 0.45 on the other side; from 2.0 on epoch 1 is skipped, and 0.25 comes last.
So the article's "near 0.25 after epoch 2" is a fact of 2.x; on 1.x that is where epoch 1 ends.

https://zhuanlan.zhihu.com/p/344916574
https://github.com/pytorch/pytorch/pull/92731
"""

import torch
from torch import nn


def observe(device):
    samples = torch.randn(5000, 196, device=device)
    labels = torch.randint(0, 3, (5000,), device=device)
    layer1 = nn.Linear(196, 64, bias=False).to(device)
    layer2 = nn.Linear(64, 3, bias=False).to(device)
    optimizer = torch.optim.Adam([layer1.weight, layer2.weight], lr=1.0, weight_decay=0.5)
    yield "all magnitudes below 0.072 at first", bool(layer1.weight.abs().max() < 0.072)

    for epoch in range(3):
        hidden = torch.relu(layer1(samples))
        if epoch % 2 == 1:
            hidden = hidden.detach()
        nn.functional.cross_entropy(layer2(hidden), labels).backward()
        yield "layer1.weight.grad", layer1.weight.grad

        before = layer1.weight.detach().clone()
        optimizer.step()
        yield "layer1.weight moved", not torch.equal(layer1.weight, before)

        size = layer1.weight.detach().abs()
        yield "median magnitude, to 0.05", round(size.median().item() * 20) / 20
        if epoch == 0:
            inside = (size > 0.925) & (size < 1.005)
            yield "99 % within 0.93 .. 1.00 after epoch 0", bool(inside.float().mean() > 0.99)

        optimizer.zero_grad()


WORKAROUND = "optimizers/zeros_move_a_weight_that_none_leaves_alone[Adam-0.5-None]"

EXPECT = {
    "<2.0": {
        "all magnitudes below 0.072 at first": True,
        "layer1.weight.grad": ["nonzero", "zero", "nonzero"],
        "layer1.weight moved": [True, True, True],
        "median magnitude, to 0.05": [0.95, 0.25, 0.45],
        "99 % within 0.93 .. 1.00 after epoch 0": True,
    },
    ">=2.0": {
        "all magnitudes below 0.072 at first": True,
        "layer1.weight.grad": ["nonzero", "None", "nonzero"],
        "layer1.weight moved": [True, False, True],
        "median magnitude, to 0.05": [0.95, 0.95, 0.25],
        "99 % within 0.93 .. 1.00 after epoch 0": True,
    },
}

CLAIMS = [
    {
        "source": "S4.1 004_73ed83ddf147bb9d.txt",
        "says": "In epoch 1 layer 1's gradient is zero, and its weight is updated all the same.",
        "facts": {
            "layer1.weight.grad": ["nonzero", "zero", "nonzero"],
            "layer1.weight moved": [True, True, True],
        },
    },
    {
        "source": "S4.2 004_73ed83ddf147bb9d.txt",
        "says": "From PyTorch 2.0 on, in epoch 1 the gradient is None and the weight is not updated.",
        "facts": {
            "layer1.weight.grad": ["nonzero", "None", "nonzero"],
            "layer1.weight moved": [True, False, True],
        },
    },
    {
        "source": "S4.4 004_73ed83ddf147bb9d.txt",
        "says": "The magnitudes start below 0.072 and lie between 0.93 and 1.0 after epoch 0.",
        "facts": {
            "all magnitudes below 0.072 at first": True,
            "99 % within 0.93 .. 1.00 after epoch 0": True,
        },
    },
    {
        "source": "S4.4 004_73ed83ddf147bb9d.txt",
        "says": "They stay there through epoch 1 and are near 0.25 after epoch 2.",
        "facts": {"median magnitude, to 0.05": [0.95, 0.95, 0.25]},
    },
]

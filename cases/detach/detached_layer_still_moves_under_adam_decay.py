"""Does Adam with weight decay move a layer whose output is detached on odd epochs?

中文：隔一个 epoch 把某层的输出 detach，带权重衰减的 Adam 还会更新这一层的权重吗？
Two linear layers train for three epochs, and on the odd epoch the first one's output is detached.
The backward of that epoch does not reach the first layer, so its `.grad` keeps what `zero_grad()` left behind.
Before 2.0 that was a tensor of zeros: Adam adds the decay to it, and the weight moves.
From 2.0 on it is None: Adam skips the parameter, and the weight stays.
The default of `set_to_none` changed for 2.0; no line of the user's code did.

https://github.com/pytorch/pytorch/pull/92731
https://github.com/pytorch/pytorch/issues/92656
https://zhuanlan.zhihu.com/p/344916574
"""

import torch
from torch import nn


def observe(device):
    layer1 = nn.Linear(4, 3, bias=False).to(device)
    layer2 = nn.Linear(3, 2, bias=False).to(device)
    optimizer = torch.optim.Adam([layer1.weight, layer2.weight], lr=1.0, weight_decay=0.5)

    for epoch in range(3):
        hidden = layer1(torch.ones(2, 4, device=device))
        if epoch % 2 == 1:
            hidden = hidden.detach()
        layer2(hidden).sum().backward()
        yield "layer1.weight.grad", layer1.weight.grad

        before = layer1.weight.detach().clone()
        optimizer.step()
        yield "layer1.weight moved", not torch.equal(layer1.weight, before)

        optimizer.zero_grad()


WORKAROUND = "optimizers/zeros_move_a_weight_that_none_leaves_alone[Adam-0.5-None]"

EXPECT = {
    "<2.0": {
        "layer1.weight.grad": ["nonzero", "zero", "nonzero"],
        "layer1.weight moved": [True, True, True],
    },
    ">=2.0": {
        "layer1.weight.grad": ["nonzero", "None", "nonzero"],
        "layer1.weight moved": [True, False, True],
    },
}

CLAIMS = [
    {
        "source": "S4.1 004_73ed83ddf147bb9d.txt",
        "says": "In the detached epoch the layer's gradient is zero, and its weight is updated all the same.",
        "facts": {
            "layer1.weight.grad": ["nonzero", "zero", "nonzero"],
            "layer1.weight moved": [True, True, True],
        },
    },
    {
        "source": "S4.2 004_73ed83ddf147bb9d.txt",
        "says": "From PyTorch 2.0 on, the gradient of the detached epoch is None, and the weight is not updated.",
        "facts": {
            "layer1.weight.grad": ["nonzero", "None", "nonzero"],
            "layer1.weight moved": [True, False, True],
        },
    },
]

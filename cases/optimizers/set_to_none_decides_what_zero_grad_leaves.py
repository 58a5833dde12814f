"""Does zero_grad(set_to_none=...) do the same in every release that has it?

中文：zero_grad(set_to_none=...) 在每个有此参数的版本里行为一致吗？
The argument came with 1.7, and says in so many words what the default has left unsaid.
Code that must behave alike on both sides of 2.0 passes it.

https://github.com/pytorch/pytorch/pull/42754
https://github.com/pytorch/pytorch/pull/92731
"""

import torch

TORCH = ">=1.7"

PARAMS = {"set_to_none": [False, True]}


def observe(device, set_to_none):
    weight = torch.ones(3, device=device, requires_grad=True)
    optimizer = torch.optim.Adam([weight], lr=0.1, weight_decay=0.5)
    weight.sum().backward()
    optimizer.step()
    optimizer.zero_grad(set_to_none=set_to_none)
    yield "weight.grad", weight.grad

    before = weight.detach().clone()
    optimizer.step()
    yield "weight moved without a backward", not torch.equal(weight, before)


EXPECT = {
    "[False]": {">=1.7": {"weight.grad": "zero", "weight moved without a backward": True}},
    "[True]": {">=1.7": {"weight.grad": "None", "weight moved without a backward": False}},
}

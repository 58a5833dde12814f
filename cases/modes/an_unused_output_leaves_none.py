"""Does an input that feeds only an unused output get None as its gradient, also when it is compiled?

A step returns two results, and backward starts from the first alone.
Eager PyTorch never visits the other branch, and leaves `.grad` None; "aot_eager" and "inductor" have one node
for the whole backward, which is handed zeros for what nobody asked about, in 2.15 as in 2.1.
None and zeros are not alike to an optimizer with weight decay or momentum.

https://github.com/pytorch/pytorch/issues/131794
https://github.com/pytorch/pytorch/issues/151884
https://github.com/pytorch/pytorch/pull/186355
"""

import torch

TORCH = ">=2.0"
PARAMS = {"what": ["unused output", "unused input", "times zero", "expand_as"]}


def step(x, y, what):
    if what == "unused output":
        return x * 2, y * 3
    if what == "unused input":
        return x * 2, x
    if what == "times zero":
        return x * 2 + y * 0, x
    return x.expand_as(y), x


def observe(device, what):
    x = torch.ones(1, device=device, requires_grad=True)
    y = torch.ones(3, device=device, requires_grad=True)
    step(x, y, what)[0].sum().backward()
    yield "x.grad", x.grad
    yield "y.grad", y.grad


EXPECT = {
    "[expand_as]": {">=1.0": {"x.grad": "nonzero", "y.grad": "None"}},
    "[unused input]": {">=1.0": {"x.grad": "nonzero", "y.grad": "None"}},
    "[unused output]": {">=1.0": {"x.grad": "nonzero", "y.grad": "None"}},
    "[times zero]": {">=1.0": {"x.grad": "nonzero", "y.grad": "zero"}},
}

"""Can the loss after `optimizer.step()` be differentiated with respect to what was there before the step?

A gradient that depends on `scale` is put into `weight.grad`, the optimizer steps twice, and a new loss goes backward.
The step writes into the leaf under `no_grad`, so no gradient ever reaches `scale`: None, without any warning.
The flag `differentiable=True` records the step; the weight must then be no leaf but a clone,
and `scale` gets its gradient.
The flag came in 1.13, for some optimizers in 2.0; a second differentiable step of Adam raised until 2.6,
because its state was changed in place, and works since 2.7.

https://github.com/pytorch/pytorch/issues/39279
https://github.com/pytorch/pytorch/pull/82205
https://github.com/pytorch/pytorch/issues/150183
https://github.com/pytorch/pytorch/pull/143726
"""

import torch

PARAMS = {"optimizer": ["SGD", "Adam", "RMSprop", "Adagrad", "Adadelta"], "flag": ["plain", "differentiable"]}
TORCH = {"[SGD-diff*]": ">=1.13", "[Adam-diff*]": ">=1.13", "[RMSprop-diff*]": ">=1.13", "[Ada[dg]*-diff*]": ">=2.0"}


def observe(device, optimizer, flag):
    scale = torch.ones(1, device=device, requires_grad=True)
    weight = torch.full((1,), 2.0, device=device, requires_grad=True)
    options = {}
    if flag == "differentiable":
        weight, options = weight.clone(), {"differentiable": True}
    step = getattr(torch.optim, optimizer)([weight], lr=0.25, **options)
    for gradient in (scale * 3, torch.ones_like(scale)):
        weight.grad = gradient
        step.step()
    yield "weight is a leaf", weight.is_leaf
    (weight**2).sum().backward()
    yield "scale.grad", scale.grad


EXPECT = {
    "[*-plain]": {">=1.0": {"weight is a leaf": True, "scale.grad": "None"}},
    "[Adadelta-differentiable]": {">=1.0": {"weight is a leaf": False, "scale.grad": "nonzero"}},
    "[Adagrad-differentiable]": {">=1.0": {"weight is a leaf": False, "scale.grad": "nonzero"}},
    "[RMSprop-differentiable]": {">=1.0": {"weight is a leaf": False, "scale.grad": "nonzero"}},
    "[SGD-differentiable]": {">=1.0": {"weight is a leaf": False, "scale.grad": "nonzero"}},
    "[Adam-differentiable]": {
        "<2.7": {"weight is a leaf": False, "raises": "RuntimeError"},
        ">=2.7": {"weight is a leaf": False, "scale.grad": "nonzero"},
    },
}

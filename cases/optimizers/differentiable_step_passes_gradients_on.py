"""Can I backpropagate through optimizer.step(), to the old weights, the gradient and the learning rate?

The step w - lr * w * factor is made on a copy of the weights with differentiable=True, and its result summed up.
SGD, Adam and RMSprop know the flag since 1.13, the others since 2.0.
The first step of Adam and its kin depends on the gradient's sign only, so the factor gets next to nothing.
SGD with momentum passes no gradient on at its first step: the buffer starts as a detached copy of the gradient.
A learning rate that requires grad works in Adam, AdamW, NAdam and RAdam, in SGD since 2.7;
ASGD accepts it and gives it no gradient; the others raise a TypeError.

https://github.com/pytorch/pytorch/pull/82205
https://github.com/pytorch/pytorch/pull/86096
https://github.com/pytorch/pytorch/pull/86258
https://github.com/pytorch/pytorch/pull/143122
https://github.com/pytorch/pytorch/issues/150183
"""

import torch

TORCH = {
    "[*]": ">=1.13",
    "[AdamW-*]": ">=2.0",
    "[NAdam-*]": ">=2.0",
    "[RAdam-*]": ">=2.0",
    "[Adamax-*]": ">=2.0",
    "[Adagrad-*]": ">=2.0",
    "[Adadelta-*]": ">=2.0",
    "[ASGD-*]": ">=2.0",
    "[Rprop-*]": ">=2.0",
}

PARAMS = {
    "optimizer": [
        "SGD", "momentum", "Adam", "amsgrad", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop",
        "centered", "ASGD", "Rprop",
    ],
    "lr": ["number", "tensor"],
}  # fmt: skip # rows of names

kinds = {
    "momentum": ("SGD", {"momentum": 0.9}),
    "amsgrad": ("Adam", {"amsgrad": True}),
    "centered": ("RMSprop", {"centered": True}),
}  # fmt: skip # rows of names


def observe(device, optimizer, lr):
    start = torch.tensor([1.0, -2.0], device=device, requires_grad=True)
    factor = torch.tensor([0.5, 1.0], device=device, requires_grad=True)
    rate = torch.tensor(0.05, device=device, requires_grad=True) if lr == "tensor" else 0.05
    weight = start.clone()
    kind, options = kinds.get(optimizer, (optimizer, {}))
    optimizer = getattr(torch.optim, kind)([weight], lr=rate, differentiable=True, **options)
    weight.retain_grad()
    weight.grad = start * factor
    optimizer.step()
    weight.sum().backward()
    yield "start.grad", rounded(start.grad)
    yield "factor.grad", rounded(factor.grad)
    yield "lr.grad", rounded(rate.grad) if lr == "tensor" else None


def rounded(grad):
    return None if grad is None else [round(value, 4) + 0.0 for value in grad.reshape(-1).tolist()]

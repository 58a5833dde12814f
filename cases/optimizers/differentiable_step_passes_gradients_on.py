"""Can I backpropagate through optimizer.step(), to the old weights, the gradient and the learning rate?

The step w - lr * w * factor is made on a copy of the weights with differentiable=True, and its result summed up.
SGD, Adam and RMSprop know the flag since 1.13, the others since 2.0.
The first step of Adam and its kin depends on the gradient's sign only, so the factor gets next to nothing.
SGD with momentum passes no gradient on at its first step: the buffer starts as a detached copy of the gradient.
A learning rate that requires grad works in Adam, AdamW, NAdam and RAdam; in SGD it was a TypeError until 2.6, and
works since 2.7.
ASGD accepts it and gives it no gradient, until 2.3 with a warning that a tensor is copied. Rprop accepted it until
2.2, without a use for it, and raises a TypeError since 2.3 (no note found for either); so do the others, always.

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


EXPECT = {
    "[ASGD-number]": {">=1.0": {"start.grad": [0.975, 0.95], "factor.grad": [-0.05, 0.1], "lr.grad": "None"}},
    "[RAdam-number]": {">=1.0": {"start.grad": [0.975, 0.95], "factor.grad": [-0.05, 0.1], "lr.grad": "None"}},
    "[SGD-number]": {">=1.0": {"start.grad": [0.975, 0.95], "factor.grad": [-0.05, 0.1], "lr.grad": "None"}},
    "[SGD-tensor]": {
        "<2.7": {"raises": "TypeError"},
        ">=2.7": {"start.grad": [0.975, 0.95], "factor.grad": [-0.05, 0.1], "lr.grad": [1.5]},
    },
    "[momentum-number]": {">=1.0": {"start.grad": [1.0, 1.0], "factor.grad": "None", "lr.grad": "None"}},
    "[momentum-tensor]": {
        "<2.7": {"raises": "TypeError"},
        ">=2.7": {"start.grad": [1.0, 1.0], "factor.grad": "None", "lr.grad": [1.5]},
    },
    "[Adadelta-number]": {">=1.0": {"start.grad": [1.0, 1.0], "factor.grad": [0.0, 0.0], "lr.grad": "None"}},
    "[Adagrad-number]": {">=1.0": {"start.grad": [1.0, 1.0], "factor.grad": [0.0, 0.0], "lr.grad": "None"}},
    "[Adam-number]": {">=1.0": {"start.grad": [1.0, 1.0], "factor.grad": [0.0, 0.0], "lr.grad": "None"}},
    "[Adamax-number]": {">=1.0": {"start.grad": [1.0, 1.0], "factor.grad": [0.0, 0.0], "lr.grad": "None"}},
    "[NAdam-number]": {">=1.0": {"start.grad": [1.0, 1.0], "factor.grad": [0.0, 0.0], "lr.grad": "None"}},
    "[RMSprop-number]": {">=1.0": {"start.grad": [1.0, 1.0], "factor.grad": [0.0, 0.0], "lr.grad": "None"}},
    "[Rprop-number]": {">=1.0": {"start.grad": [1.0, 1.0], "factor.grad": [0.0, 0.0], "lr.grad": "None"}},
    "[amsgrad-number]": {">=1.0": {"start.grad": [1.0, 1.0], "factor.grad": [0.0, 0.0], "lr.grad": "None"}},
    "[centered-number]": {">=1.0": {"start.grad": [1.0, 1.0], "factor.grad": [0.0, 0.0], "lr.grad": "None"}},
    "[Adam-tensor]": {">=1.0": {"start.grad": [1.0, 1.0], "factor.grad": [0.0, 0.0], "lr.grad": [0.0]}},
    "[NAdam-tensor]": {">=1.0": {"start.grad": [1.0, 1.0], "factor.grad": [0.0, 0.0], "lr.grad": [0.0]}},
    "[amsgrad-tensor]": {">=1.0": {"start.grad": [1.0, 1.0], "factor.grad": [0.0, 0.0], "lr.grad": [0.0]}},
    "[AdamW-number]": {">=1.0": {"start.grad": [0.9995, 0.9995], "factor.grad": [0.0, 0.0], "lr.grad": "None"}},
    "[AdamW-tensor]": {">=1.0": {"start.grad": [0.9995, 0.9995], "factor.grad": [0.0, 0.0], "lr.grad": [0.01]}},
    "[RAdam-tensor]": {">=1.0": {"start.grad": [0.975, 0.95], "factor.grad": [-0.05, 0.1], "lr.grad": [1.5]}},
    "[Adadelta-tensor]": {">=1.0": {"raises": "TypeError"}},
    "[Adagrad-tensor]": {">=1.0": {"raises": "TypeError"}},
    "[Adamax-tensor]": {">=1.0": {"raises": "TypeError"}},
    "[RMSprop-tensor]": {">=1.0": {"raises": "TypeError"}},
    "[centered-tensor]": {">=1.0": {"raises": "TypeError"}},
    "[ASGD-tensor]": {
        "<2.4": {"start.grad": [0.975, 0.95], "factor.grad": [-0.05, 0.1], "lr.grad": "None", "warns": ["UserWarning"]},
        ">=2.4": {"start.grad": [0.975, 0.95], "factor.grad": [-0.05, 0.1], "lr.grad": "None"},
    },
    "[Rprop-tensor]": {
        "<2.3": {"start.grad": [1.0, 1.0], "factor.grad": [0.0, 0.0], "lr.grad": [0.0]},
        ">=2.3": {"raises": "TypeError"},
    },
}

"""Do foreach=True and fused=True give the same weights as the loop, also for zeros, None and odd layouts?

Three steps are compared with those of foreach=False: two plain weights, a transposed one, two dtypes,
zeros and None in the later steps, and a second weight that starts a step later.
They agree, with exceptions. Until 1.13 NAdam's foreach multiplied its momentum schedule in another way, and
RAdam's foreach moved the second weight differently; both agree since 2.0 (no note found for RAdam).
Fused SGD with momentum raises a TypeError when a weight gets its first gradient later than the others, to this day.

https://github.com/pytorch/pytorch/pull/92699
https://github.com/pytorch/pytorch/pull/94791
https://github.com/pytorch/pytorch/pull/70229
https://pytorch.org/docs/stable/optim.html
"""

import torch

TORCH = {
    "[*]": ">=1.12",
    "[Adafactor *]": ">=2.5",
    "[* fused-*]": ">=2.4",
}

PARAMS = {
    "optimizer": [
        "SGD foreach", "momentum foreach", "Nesterov foreach", "Adam foreach", "amsgrad foreach", "AdamW foreach",
        "NAdam foreach", "RAdam foreach", "Adamax foreach", "Adagrad foreach", "Adadelta foreach", "RMSprop foreach",
        "centered foreach", "ASGD foreach", "Rprop foreach", "Adafactor foreach",
        "SGD fused", "momentum fused", "Nesterov fused", "Adam fused", "amsgrad fused", "AdamW fused", "Adagrad fused",
    ],
    "weights": ["plain", "zeros and None", "transposed", "two dtypes", "different ages"],
}  # fmt: skip # rows of names

kinds = {
    "momentum": ("SGD", {"momentum": 0.9}),
    "Nesterov": ("SGD", {"momentum": 0.9, "nesterov": True}),
    "amsgrad": ("Adam", {"amsgrad": True}),
    "centered": ("RMSprop", {"centered": True}),
}  # fmt: skip # rows of names


def observe(device, optimizer, weights):
    optimizer, implementation = optimizer.split()
    kind, options = kinds.get(optimizer, (optimizer, {}))
    if kind != "Rprop":
        options = dict(options, weight_decay=0.25)
    results = []
    for switch in ({"foreach": False}, {implementation: True}):
        start = torch.tensor([[1.0, -2.0, 3.0], [4.0, 5.0, -6.0]], device=device)
        first, second = start.clone().requires_grad_(), (start * 2).requires_grad_()
        if weights == "transposed":
            first = start.t().clone().t().requires_grad_()
        elif weights == "two dtypes":
            second = (start * 2).double().requires_grad_()
        stepper = getattr(torch.optim, kind)([first, second], lr=0.05, **dict(options, **switch))
        for step in range(3):
            first.grad = first.detach() * 0.5 + 1
            second.grad = second.detach() * 0.25 - 1
            if weights == "zeros and None" and step:
                first.grad, second.grad = torch.zeros_like(first), None
            elif weights == "different ages" and not step:
                second.grad = None
            stepper.step()
        results += [[first.detach().double(), second.detach().double()]]
    yield "first weight is the loop's", torch.allclose(results[0][0], results[1][0], rtol=1e-4)
    yield "second weight is the loop's", torch.allclose(results[0][1], results[1][1], rtol=1e-4)


EXPECT = {
    "[ASGD foreach-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[Adadelta foreach-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[Adafactor foreach-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[Adagrad foreach-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[Adagrad fused-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[Adam foreach-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[Adam fused-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[AdamW foreach-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[AdamW fused-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[Adamax foreach-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[Nesterov foreach-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[RMSprop foreach-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[Rprop foreach-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[SGD foreach-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[SGD fused-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[amsgrad foreach-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[amsgrad fused-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[centered foreach-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[momentum foreach-*]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[Nesterov fused-plain]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[Nesterov fused-transposed]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[Nesterov fused-two dtypes]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[Nesterov fused-zeros and None]": {
        ">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True},
    },
    "[momentum fused-plain]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[momentum fused-transposed]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[momentum fused-two dtypes]": {">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True}},
    "[momentum fused-zeros and None]": {
        ">=1.0": {"first weight is the loop's": True, "second weight is the loop's": True},
    },
    "[NAdam foreach-different ages]": {
        "<2.0": {"first weight is the loop's": False, "second weight is the loop's": False},
        ">=2.0": {"first weight is the loop's": True, "second weight is the loop's": True},
    },
    "[NAdam foreach-plain]": {
        "<2.0": {"first weight is the loop's": False, "second weight is the loop's": False},
        ">=2.0": {"first weight is the loop's": True, "second weight is the loop's": True},
    },
    "[NAdam foreach-transposed]": {
        "<2.0": {"first weight is the loop's": False, "second weight is the loop's": False},
        ">=2.0": {"first weight is the loop's": True, "second weight is the loop's": True},
    },
    "[NAdam foreach-two dtypes]": {
        "<2.0": {"first weight is the loop's": False, "second weight is the loop's": False},
        ">=2.0": {"first weight is the loop's": True, "second weight is the loop's": True},
    },
    "[NAdam foreach-zeros and None]": {
        "<2.0": {"first weight is the loop's": False, "second weight is the loop's": True},
        ">=2.0": {"first weight is the loop's": True, "second weight is the loop's": True},
    },
    "[RAdam foreach-*]": {
        "<2.0": {"first weight is the loop's": True, "second weight is the loop's": False},
        ">=2.0": {"first weight is the loop's": True, "second weight is the loop's": True},
    },
    "[Nesterov fused-different ages]": {">=1.0": {"raises": "TypeError"}},
    "[momentum fused-different ages]": {">=1.0": {"raises": "TypeError"}},
}

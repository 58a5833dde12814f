"""Does an optimizer treat a complex weight as two real numbers?

The same two steps are made for a complex weight and for its two parts as real weights.
In 1.6 most steps raised, because a complex tensor took no float factor; since 1.7 they run (no note found).
SGD always agreed since. Adam squared complex gradients until 1.9, which left the imaginary part where it was;
1.10 took their absolute value, one scale for both parts; since 1.13 the parts are two real numbers.
Adagrad is right since 1.11, AdamW, RMSprop, Adamax and Rprop since 1.13, amsgrad since 2.1, NAdam since 2.2,
LBFGS since 2.3.
RAdam's first steps are not adaptive, so they agree by chance until it was mended in 2.2 as well.
In 2.0 NAdam's numbers changed, for real weights too. Adafactor and Muon refuse complex weights.
No warning announced the changes.

https://github.com/pytorch/pytorch/issues/65711
https://github.com/pytorch/pytorch/issues/59998
https://github.com/pytorch/pytorch/pull/66671
https://github.com/pytorch/pytorch/pull/80279
https://github.com/pytorch/pytorch/pull/80319
https://github.com/pytorch/pytorch/pull/83860
https://github.com/pytorch/pytorch/pull/92699
https://github.com/pytorch/pytorch/pull/110634
https://github.com/pytorch/pytorch/pull/118184
"""

import torch

TORCH = {
    "[*]": ">=1.6",
    "[NAdam]": ">=1.10",
    "[RAdam]": ">=1.10",
    "[Adafactor]": ">=2.5",
    "[Muon]": ">=2.9",
}

PARAMS = {
    "optimizer": [
        "SGD", "momentum", "Adam", "amsgrad", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop",
        "centered", "ASGD", "Rprop", "Adafactor", "Muon", "LBFGS",
    ],
}  # fmt: skip # rows of names

kinds = {
    "momentum": ("SGD", {"momentum": 0.9}),
    "amsgrad": ("Adam", {"amsgrad": True}),
    "centered": ("RMSprop", {"centered": True}),
    "LBFGS": ("LBFGS", {"max_iter": 1}),
}  # fmt: skip # rows of names


def observe(device, optimizer):
    kind, options = kinds.get(optimizer, (optimizer, {}))
    first, second = 0.5, -2.0
    real = torch.tensor([[1.0, 1.0]], device=device, requires_grad=True)
    whole = torch.tensor([[1.0 + 1.0j]], device=device, requires_grad=True)
    for name, weight in (("real", real), ("complex", whole)):
        stepper = getattr(torch.optim, kind)([weight], lr=0.05, **options)
        for _ in range(2):
            grad = [[first, second]] if name == "real" else [[complex(first, second)]]
            weight.grad = torch.tensor(grad, device=device)
            stepper.step(lambda: torch.zeros(()))
    yield "two real weights", real[0].tolist()
    yield "one complex weight", [whole.tolist()[0][0].real, whole.tolist()[0][0].imag]


EXPECT = {
    "[ASGD]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"two real weights": [0.95, 1.2], "one complex weight": [0.95, 1.2]},
    },
    "[SGD]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"two real weights": [0.95, 1.2], "one complex weight": [0.95, 1.2]},
    },
    "[momentum]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"two real weights": [0.9275, 1.29], "one complex weight": [0.9275, 1.29]},
    },
    "[Adam]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7,<1.10": {"two real weights": [0.9, 1.1], "one complex weight": [0.9, 1.0]},
        ">=1.10,<1.13": {"two real weights": [0.9, 1.1], "one complex weight": [0.9757, 1.097]},
        ">=1.13": {"two real weights": [0.9, 1.1], "one complex weight": [0.9, 1.1]},
    },
    "[amsgrad]": {
        "<2.1": {"raises": "RuntimeError"},
        ">=2.1": {"two real weights": [0.9, 1.1], "one complex weight": [0.9, 1.1]},
    },
    "[AdamW]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7,<1.13": {"two real weights": [0.899, 1.099], "one complex weight": [0.899, 0.999]},
        ">=1.13": {"two real weights": [0.899, 1.099], "one complex weight": [0.899, 1.099]},
    },
    "[NAdam]": {
        "<2.0": {"two real weights": [0.9086, 1.091], "one complex weight": [0.9086, 1.0]},
        ">=2.0,<2.2": {"two real weights": [0.908, 1.092], "one complex weight": [0.908, 1.0]},
        ">=2.2": {"two real weights": [0.908, 1.092], "one complex weight": [0.908, 1.092]},
    },
    "[RAdam]": {">=1.0": {"two real weights": [0.95, 1.2], "one complex weight": [0.95, 1.2]}},
    "[Adamax]": {
        "<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"two real weights": [0.9, 1.1], "one complex weight": [0.9, 1.1]},
    },
    "[Adagrad]": {
        "<1.11": {"two real weights": [0.9146, 1.085], "one complex weight": [0.9146, 1.0]},
        ">=1.11": {"two real weights": [0.9146, 1.085], "one complex weight": [0.9146, 1.085]},
    },
    "[Adadelta]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"two real weights": [0.9997, 1.0], "one complex weight": [0.9997, 1.0]},
    },
    "[RMSprop]": {
        "<1.13": {"two real weights": [0.1456, 1.854], "one complex weight": [0.1456, 1.0]},
        ">=1.13": {"two real weights": [0.1456, 1.854], "one complex weight": [0.1456, 1.854]},
    },
    "[centered]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7,<1.13": {"two real weights": [0.1395, 1.861], "one complex weight": [0.1395, 1.0]},
        ">=1.13": {"two real weights": [0.1395, 1.861], "one complex weight": [0.1395, 1.861]},
    },
    "[Rprop]": {
        "<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"two real weights": [0.89, 1.11], "one complex weight": [0.89, 1.11]},
    },
    "[Adafactor]": {">=1.0": {"raises": "RuntimeError"}},
    "[Muon]": {">=1.0": {"raises": "RuntimeError"}},
    "[LBFGS]": {
        "<2.3": {"raises": "RuntimeError"},
        ">=2.3": {"two real weights": [0.965, 1.14], "one complex weight": [0.965, 1.14]},
    },
}

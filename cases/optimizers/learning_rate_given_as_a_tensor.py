"""May the learning rate be a tensor, and what becomes of it?

A tensor without dimensions always worked in the plain loop: the group keeps the tensor itself,
so filling it later changes the next step (NAdam's step is another since 2.0, with a number as well).
A tensor of one element is taken since 2.8; until 2.7 it failed in the step, with a TypeError as a rule. ASGD took it
since 1.12, and Rprop's error was a RuntimeError until 2.2 and a TypeError since 2.3.
Two elements are refused with a ValueError when the optimizer is made since 2.5, until 2.4 with the RuntimeError of a
comparison.
With foreach=True Adam, AdamW, NAdam, RAdam and Adamax raised a TypeError from 1.12 on. Since 2.1 Adam and AdamW refuse
it in words, with a ValueError, unless capturable; RAdam takes it since 2.1, NAdam and Adamax since 2.4.
Muon has no foreach at all.
From 1.12 to 2.3 ASGD warned about copying a tensor; since 2.4 it does not.

https://github.com/pytorch/pytorch/pull/92699
https://github.com/pytorch/pytorch/pull/106916
https://github.com/pytorch/pytorch/pull/117835
https://github.com/pytorch/pytorch/pull/131065
https://github.com/pytorch/pytorch/pull/145674
https://pytorch.org/docs/stable/optim.html
"""

import torch

TORCH = {
    "[AdamW-*]": ">=1.2",
    "[NAdam-*]": ">=1.10",
    "[RAdam-*]": ">=1.10",
    "[Adafactor-*]": ">=2.5",
    "[Muon-*]": ">=2.9",
    "[*-foreach]": ">=1.12",
}

PARAMS = {
    "optimizer": [
        "SGD", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "ASGD", "Rprop",
        "Adafactor", "Muon",
    ],
    "lr": ["no dimension", "one element", "two elements", "filled later", "foreach"],
}  # fmt: skip # rows of names


def observe(device, optimizer, lr):
    weight = torch.tensor([[1.0, -2.0]], device=device, requires_grad=True)
    rate = {"one element": torch.tensor([0.05]), "two elements": torch.tensor([0.05, 0.5])}.get(lr, torch.tensor(0.05))
    options = {"foreach": True} if lr == "foreach" else {}
    optimizer = getattr(torch.optim, optimizer)([weight], lr=rate, **options)
    if lr == "filled later":
        rate.fill_(0.5)
    weight.grad = torch.tensor([[0.5, -1.0]], device=device)
    optimizer.step()
    yield "weight after a step", weight[0].tolist()
    yield "lr of the group is the tensor given", optimizer.param_groups[0]["lr"] is rate


EXPECT = {
    "[RAdam-no dimension]": {
        ">=1.0": {"weight after a step": [0.975, -1.95], "lr of the group is the tensor given": True},
    },
    "[RAdam-one element]": {
        ">=1.0": {"weight after a step": [0.975, -1.95], "lr of the group is the tensor given": True},
    },
    "[SGD-foreach]": {">=1.0": {"weight after a step": [0.975, -1.95], "lr of the group is the tensor given": True}},
    "[SGD-no dimension]": {
        ">=1.0": {"weight after a step": [0.975, -1.95], "lr of the group is the tensor given": True},
    },
    "[SGD-one element]": {
        "<2.8": {"raises": "TypeError"},
        ">=2.8": {"weight after a step": [0.975, -1.95], "lr of the group is the tensor given": True},
    },
    "[ASGD-two elements]": {"<2.5": {"raises": "RuntimeError"}, ">=2.5": {"raises": "ValueError"}},
    "[Adadelta-two elements]": {"<2.5": {"raises": "RuntimeError"}, ">=2.5": {"raises": "ValueError"}},
    "[Adagrad-two elements]": {"<2.5": {"raises": "RuntimeError"}, ">=2.5": {"raises": "ValueError"}},
    "[Adam-two elements]": {"<2.5": {"raises": "RuntimeError"}, ">=2.5": {"raises": "ValueError"}},
    "[AdamW-two elements]": {"<2.5": {"raises": "RuntimeError"}, ">=2.5": {"raises": "ValueError"}},
    "[Adamax-two elements]": {"<2.5": {"raises": "RuntimeError"}, ">=2.5": {"raises": "ValueError"}},
    "[NAdam-two elements]": {"<2.5": {"raises": "RuntimeError"}, ">=2.5": {"raises": "ValueError"}},
    "[RAdam-two elements]": {"<2.5": {"raises": "RuntimeError"}, ">=2.5": {"raises": "ValueError"}},
    "[RMSprop-two elements]": {"<2.5": {"raises": "RuntimeError"}, ">=2.5": {"raises": "ValueError"}},
    "[Rprop-two elements]": {"<2.5": {"raises": "RuntimeError"}, ">=2.5": {"raises": "ValueError"}},
    "[SGD-two elements]": {"<2.5": {"raises": "RuntimeError"}, ">=2.5": {"raises": "ValueError"}},
    "[RAdam-filled later]": {
        ">=1.0": {"weight after a step": [0.75, -1.5], "lr of the group is the tensor given": True},
    },
    "[SGD-filled later]": {">=1.0": {"weight after a step": [0.75, -1.5], "lr of the group is the tensor given": True}},
    "[Adagrad-foreach]": {">=1.0": {"weight after a step": [0.95, -1.95], "lr of the group is the tensor given": True}},
    "[Adagrad-no dimension]": {
        ">=1.0": {"weight after a step": [0.95, -1.95], "lr of the group is the tensor given": True},
    },
    "[Adam-no dimension]": {
        ">=1.0": {"weight after a step": [0.95, -1.95], "lr of the group is the tensor given": True},
    },
    "[Adamax-no dimension]": {
        ">=1.0": {"weight after a step": [0.95, -1.95], "lr of the group is the tensor given": True},
    },
    "[Rprop-foreach]": {">=1.0": {"weight after a step": [0.95, -1.95], "lr of the group is the tensor given": True}},
    "[Rprop-no dimension]": {
        ">=1.0": {"weight after a step": [0.95, -1.95], "lr of the group is the tensor given": True},
    },
    "[Adagrad-one element]": {
        "<2.8": {"raises": "TypeError"},
        ">=2.8": {"weight after a step": [0.95, -1.95], "lr of the group is the tensor given": True},
    },
    "[Adam-one element]": {
        "<2.8": {"raises": "TypeError"},
        ">=2.8": {"weight after a step": [0.95, -1.95], "lr of the group is the tensor given": True},
    },
    "[Adamax-one element]": {
        "<2.8": {"raises": "TypeError"},
        ">=2.8": {"weight after a step": [0.95, -1.95], "lr of the group is the tensor given": True},
    },
    "[Adagrad-filled later]": {
        ">=1.0": {"weight after a step": [0.5, -1.5], "lr of the group is the tensor given": True},
    },
    "[Adam-filled later]": {">=1.0": {"weight after a step": [0.5, -1.5], "lr of the group is the tensor given": True}},
    "[Adamax-filled later]": {
        ">=1.0": {"weight after a step": [0.5, -1.5], "lr of the group is the tensor given": True},
    },
    "[RMSprop-foreach]": {">=1.0": {"weight after a step": [0.5, -1.5], "lr of the group is the tensor given": True}},
    "[RMSprop-no dimension]": {
        ">=1.0": {"weight after a step": [0.5, -1.5], "lr of the group is the tensor given": True},
    },
    "[Rprop-filled later]": {
        ">=1.0": {"weight after a step": [0.5, -1.5], "lr of the group is the tensor given": True},
    },
    "[Adam-foreach]": {"<2.1": {"raises": "TypeError"}, ">=2.1": {"raises": "ValueError"}},
    "[AdamW-foreach]": {"<2.1": {"raises": "TypeError"}, ">=2.1": {"raises": "ValueError"}},
    "[AdamW-no dimension]": {
        ">=1.0": {"weight after a step": [0.9495, -1.949], "lr of the group is the tensor given": True},
    },
    "[AdamW-one element]": {
        "<2.8": {"raises": "TypeError"},
        ">=2.8": {"weight after a step": [0.9495, -1.949], "lr of the group is the tensor given": True},
    },
    "[AdamW-filled later]": {
        ">=1.0": {"weight after a step": [0.495, -1.49], "lr of the group is the tensor given": True},
    },
    "[NAdam-no dimension]": {
        "<2.0": {"weight after a step": [0.9475, -1.948], "lr of the group is the tensor given": True},
        ">=2.0": {"weight after a step": [0.9472, -1.947], "lr of the group is the tensor given": True},
    },
    "[NAdam-one element]": {
        "<2.8": {"raises": "TypeError"},
        ">=2.8": {"weight after a step": [0.9472, -1.947], "lr of the group is the tensor given": True},
    },
    "[NAdam-filled later]": {
        "<2.0": {"weight after a step": [0.4752, -1.475], "lr of the group is the tensor given": True},
        ">=2.0": {"weight after a step": [0.4718, -1.472], "lr of the group is the tensor given": True},
    },
    "[NAdam-foreach]": {
        "<2.4": {"raises": "TypeError"},
        ">=2.4": {"weight after a step": [0.9472, -1.947], "lr of the group is the tensor given": True},
    },
    "[RAdam-foreach]": {
        "<2.1": {"raises": "TypeError"},
        ">=2.1": {"weight after a step": [0.975, -1.95], "lr of the group is the tensor given": True},
    },
    "[Adamax-foreach]": {
        "<2.4": {"raises": "TypeError"},
        ">=2.4": {"weight after a step": [0.95, -1.95], "lr of the group is the tensor given": True},
    },
    "[Adadelta-foreach]": {
        ">=1.0": {"weight after a step": [0.9998, -2.0], "lr of the group is the tensor given": True},
    },
    "[Adadelta-no dimension]": {
        ">=1.0": {"weight after a step": [0.9998, -2.0], "lr of the group is the tensor given": True},
    },
    "[Adadelta-one element]": {
        "<2.8": {"raises": "TypeError"},
        ">=2.8": {"weight after a step": [0.9998, -2.0], "lr of the group is the tensor given": True},
    },
    "[Adadelta-filled later]": {
        ">=1.0": {"weight after a step": [0.9984, -1.998], "lr of the group is the tensor given": True},
    },
    "[RMSprop-one element]": {
        "<2.8": {"raises": "TypeError"},
        ">=2.8": {"weight after a step": [0.5, -1.5], "lr of the group is the tensor given": True},
    },
    "[RMSprop-filled later]": {
        ">=1.0": {"weight after a step": [-4.0, 3.0], "lr of the group is the tensor given": True},
    },
    "[ASGD-no dimension]": {
        "<1.12": {"weight after a step": [0.975, -1.95], "lr of the group is the tensor given": True},
        ">=1.12,<2.4": {
            "weight after a step": [0.975, -1.95],
            "lr of the group is the tensor given": True,
            "warns": ["UserWarning"],
        },
        ">=2.4": {"weight after a step": [0.975, -1.95], "lr of the group is the tensor given": True},
    },
    "[ASGD-one element]": {
        "<1.12": {"raises": "TypeError"},
        ">=1.12,<2.4": {
            "weight after a step": [0.975, -1.95],
            "lr of the group is the tensor given": True,
            "warns": ["UserWarning"],
        },
        ">=2.4": {"weight after a step": [0.975, -1.95], "lr of the group is the tensor given": True},
    },
    "[ASGD-filled later]": {
        "<1.12": {"weight after a step": [0.7499, -1.5], "lr of the group is the tensor given": True},
        ">=1.12,<2.4": {
            "weight after a step": [0.7499, -1.5],
            "lr of the group is the tensor given": True,
            "warns": ["UserWarning"],
        },
        ">=2.4": {"weight after a step": [0.7499, -1.5], "lr of the group is the tensor given": True},
    },
    "[ASGD-foreach]": {
        "<2.4": {
            "weight after a step": [0.975, -1.95],
            "lr of the group is the tensor given": True,
            "warns": ["UserWarning"],
        },
        ">=2.4": {"weight after a step": [0.975, -1.95], "lr of the group is the tensor given": True},
    },
    "[Rprop-one element]": {
        "<2.3": {"raises": "RuntimeError"},
        ">=2.3,<2.8": {"raises": "TypeError"},
        ">=2.8": {"weight after a step": [0.95, -1.95], "lr of the group is the tensor given": True},
    },
    "[Adafactor-foreach]": {
        ">=1.0": {"weight after a step": [0.9209, -1.921], "lr of the group is the tensor given": True},
    },
    "[Adafactor-no dimension]": {
        ">=1.0": {"weight after a step": [0.9209, -1.921], "lr of the group is the tensor given": True},
    },
    "[Adafactor-one element]": {
        "<2.8": {"raises": "TypeError"},
        ">=2.8": {"weight after a step": [0.9209, -1.921], "lr of the group is the tensor given": True},
    },
    "[Adafactor-two elements]": {">=1.0": {"raises": "ValueError"}},
    "[Muon-two elements]": {">=1.0": {"raises": "ValueError"}},
    "[Adafactor-filled later]": {
        ">=1.0": {"weight after a step": [0.2094, -1.209], "lr of the group is the tensor given": True},
    },
    "[Muon-no dimension]": {
        ">=1.0": {"weight after a step": [0.9797, -1.959], "lr of the group is the tensor given": True},
    },
    "[Muon-one element]": {
        ">=1.0": {"weight after a step": [0.9797, -1.959], "lr of the group is the tensor given": True},
    },
    "[Muon-filled later]": {
        ">=1.0": {"weight after a step": [0.7967, -1.593], "lr of the group is the tensor given": True},
    },
    "[Muon-foreach]": {">=1.0": {"raises": "TypeError"}},
}

"""Which hyperparameters does an optimizer refuse: negative, zero, not a number, or out of range?

A negative learning rate is a ValueError, but LBFGS took one until 2.4 and refuses since 2.5 (no note found), and ASGD
took a negative lambd until 2.14.
A negative weight decay passed in Adam and AdamW until 1.4, and is refused since 1.5.
Adagrad did not know its eps until 1.2; since 1.3 a negative one is a ValueError.
SGD takes a learning rate of nan, Adam does not; zero is fine but for SparseAdam.
SGD without a learning rate was a ValueError until 2.1, and is 0.001 since 2.2.
A momentum of 2 and a negative dampening are accepted.

https://github.com/pytorch/pytorch/pull/24980
https://github.com/pytorch/pytorch/pull/33126
https://github.com/pytorch/pytorch/pull/114467
https://github.com/pytorch/pytorch/pull/193303
https://github.com/pytorch/pytorch/issues/30889
https://pytorch.org/docs/stable/generated/torch.optim.SGD.html
"""

import torch

TORCH = {
    "[AdamW *]": ">=1.2",
    "[NAdam *]": ">=1.10",
    "[RAdam *]": ">=1.10",
    "[Adafactor *]": ">=2.5",
    "[Muon *]": ">=2.9",
}

PARAMS = {
    "given": [
        "SGD lr=-1", "SGD lr=nan", "SGD lr=0", "SGD lr=1", "SGD momentum=-1", "SGD momentum=2", "SGD weight_decay=-1",
        "SGD nesterov", "SGD nesterov with dampening", "SGD dampening=-1", "SGD no lr", "Adam lr=-1", "Adam lr=0",
        "Adam lr=nan", "Adam eps=-1", "Adam eps=0", "Adam betas=1", "Adam betas=-1", "Adam betas=0", "Adam one beta",
        "Adam weight_decay=-1", "AdamW weight_decay=-1", "AdamW lr=-1", "NAdam momentum_decay=-1", "NAdam lr=-1",
        "RAdam lr=-1", "RMSprop alpha=-1", "RMSprop momentum=-1", "RMSprop lr=-1", "RMSprop weight_decay=-1",
        "Adagrad lr_decay=-1", "Adagrad eps=-1", "Adagrad initial_accumulator_value=-1", "Adadelta rho=2",
        "Adadelta lr=-1", "Adamax betas=1", "Rprop etas", "Rprop lr=-1", "ASGD lr=-1", "ASGD lambd=-1",
        "ASGD weight_decay=-1", "LBFGS lr=-1", "SparseAdam lr=-1", "SparseAdam lr=0", "SparseAdam eps=0",
        "Adafactor lr=-1", "Muon lr=-1", "Muon flat weight",
    ],
}  # fmt: skip # rows of names

special = {
    "SGD nesterov": {"lr": 1, "nesterov": True},
    "SGD nesterov with dampening": {"lr": 1, "nesterov": True, "momentum": 0.5, "dampening": 0.5},
    "SGD no lr": {},
    "Adam one beta": {"betas": (0.9,)},
    "Rprop etas": {"etas": (1.5, 1.2)},
    "Muon flat weight": {},
}  # fmt: skip # rows of names


def observe(given):
    weight = torch.ones(3) if given == "Muon flat weight" else torch.ones(2, 2)
    kind, _, hyperparameter = given.partition(" ")
    options = {"lr": 1} if kind == "SGD" else {}
    if given in special:
        options = special[given]
    else:
        name, _, value = hyperparameter.partition("=")
        options[name] = (float(value), 0.5) if name == "betas" else float(value)
    try:
        optimizer = getattr(torch.optim, kind)([weight], **options)
        yield "optimizer", "made"
    except (ValueError, TypeError, IndexError) as error:
        yield "optimizer", type(error).__name__
        return
    weight.grad = torch.full_like(weight, 2)
    if kind == "SparseAdam":
        weight.grad = weight.grad.to_sparse()
    with torch.no_grad():
        optimizer.step(lambda: torch.zeros(()))
    yield "weight after a step", weight.view(-1)[0].item()


EXPECT = {
    "[ASGD lr=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[ASGD weight_decay=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[Adadelta lr=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[Adadelta rho=2]": {">=1.0": {"optimizer": "ValueError"}},
    "[Adafactor lr=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[Adagrad initial_accumulator_value=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[Adagrad lr_decay=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[Adam betas=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[Adam betas=1]": {">=1.0": {"optimizer": "ValueError"}},
    "[Adam eps=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[Adam lr=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[Adam lr=nan]": {">=1.0": {"optimizer": "ValueError"}},
    "[AdamW lr=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[Adamax betas=1]": {">=1.0": {"optimizer": "ValueError"}},
    "[Muon flat weight]": {">=1.0": {"optimizer": "ValueError"}},
    "[Muon lr=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[NAdam lr=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[NAdam momentum_decay=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[RAdam lr=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[RMSprop alpha=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[RMSprop lr=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[RMSprop momentum=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[RMSprop weight_decay=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[Rprop etas]": {">=1.0": {"optimizer": "ValueError"}},
    "[Rprop lr=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[SGD lr=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[SGD momentum=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[SGD nesterov]": {">=1.0": {"optimizer": "ValueError"}},
    "[SGD nesterov with dampening]": {">=1.0": {"optimizer": "ValueError"}},
    "[SGD weight_decay=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[SparseAdam eps=0]": {">=1.0": {"optimizer": "ValueError"}},
    "[SparseAdam lr=-1]": {">=1.0": {"optimizer": "ValueError"}},
    "[SparseAdam lr=0]": {">=1.0": {"optimizer": "ValueError"}},
    "[SGD lr=nan]": {">=1.0": {"optimizer": "made", "weight after a step": "nan"}},
    "[Adam lr=0]": {">=1.0": {"optimizer": "made", "weight after a step": 1.0}},
    "[SGD lr=0]": {">=1.0": {"optimizer": "made", "weight after a step": 1.0}},
    "[SGD dampening=-1]": {">=1.0": {"optimizer": "made", "weight after a step": -1.0}},
    "[SGD lr=1]": {">=1.0": {"optimizer": "made", "weight after a step": -1.0}},
    "[SGD momentum=2]": {">=1.0": {"optimizer": "made", "weight after a step": -1.0}},
    "[SGD no lr]": {"<2.2": {"optimizer": "ValueError"}, ">=2.2": {"optimizer": "made", "weight after a step": 0.998}},
    "[Adam betas=0]": {">=1.0": {"optimizer": "made", "weight after a step": 0.999}},
    "[Adam eps=0]": {">=1.0": {"optimizer": "made", "weight after a step": 0.999}},
    "[Adam one beta]": {">=1.0": {"optimizer": "IndexError"}},
    "[Adam weight_decay=-1]": {
        "<1.5": {"optimizer": "made", "weight after a step": 0.999},
        ">=1.5": {"optimizer": "ValueError"},
    },
    "[AdamW weight_decay=-1]": {
        "<1.5": {"optimizer": "made", "weight after a step": 1.0},
        ">=1.5": {"optimizer": "ValueError"},
    },
    "[Adagrad eps=-1]": {"<1.3": {"optimizer": "TypeError"}, ">=1.3": {"optimizer": "ValueError"}},
    "[ASGD lambd=-1]": {
        "<2.15": {"optimizer": "made", "weight after a step": 0.99},
        ">=2.15": {"optimizer": "ValueError"},
    },
    "[LBFGS lr=-1]": {"<2.5": {"optimizer": "made", "weight after a step": 1.25}, ">=2.5": {"optimizer": "ValueError"}},
}

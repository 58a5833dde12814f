"""Which optimizers move a weight, or its averages, when its gradient is zero or None?

The weight gets one step, its first or a later one, beside another weight that always has a gradient.
A gradient of None is skipped by every optimizer but one: no decay, no momentum, no step count.
The exception is LBFGS, which fills zeros in for it, and goes on in a direction of its history.
Zeros are a gradient: the step count goes up and the averages shrink, whether the weight moves or not.
A first step on zeros moves nothing without decay (ASGD has a decay of its own), a later one moves whatever has
momentum.
None of that changed; but plain SGD keeps an entry "momentum_buffer" of None for each weight from 1.8, when its loop
became a function, until 2.3; the clean-up came with 2.4.

https://github.com/pytorch/pytorch/issues/150610
https://github.com/pytorch/pytorch/issues/83769
https://github.com/pytorch/pytorch/pull/45597
https://github.com/pytorch/pytorch/pull/122131
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html
"""

import copy

import torch

TORCH = {
    "[AdamW*]": ">=1.2",
    "[NAdam*]": ">=1.10",
    "[RAdam*]": ">=1.10",
    "[Adafactor*]": ">=2.5",
    "[Muon*]": ">=2.9",
}

PARAMS = {
    "optimizer": [
        "SGD", "momentum", "Nesterov", "Adam", "amsgrad", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta",
        "RMSprop", "centered", "ASGD", "Adafactor", "Muon", "Rprop", "LBFGS",
        "SGD+decay", "momentum+decay", "Nesterov+decay", "Adam+decay", "amsgrad+decay", "AdamW+decay", "NAdam+decay",
        "RAdam+decay", "Adamax+decay", "Adagrad+decay", "Adadelta+decay", "RMSprop+decay", "centered+decay",
        "ASGD+decay", "Adafactor+decay", "Muon+decay",
    ],
    "grad": ["None", "zero", "nonzero"],
    "step": ["first", "later"],
}  # fmt: skip # rows of names

kinds = {
    "momentum": ("SGD", {"momentum": 0.9}),
    "Nesterov": ("SGD", {"momentum": 0.9, "nesterov": True}),
    "amsgrad": ("Adam", {"amsgrad": True}),
    "centered": ("RMSprop", {"centered": True}),
    "LBFGS": ("LBFGS", {"max_iter": 1}),
}  # fmt: skip # rows of names


def observe(device, optimizer, grad, step):
    weight = torch.full((2, 2), 3.0, device=device, requires_grad=True)
    other = torch.full((2, 2), 3.0, device=device, requires_grad=True)
    kind, options = kinds.get(optimizer.split("+")[0], (optimizer.split("+")[0], {}))
    if kind not in ("Rprop", "LBFGS"):
        options = dict(options, weight_decay=0.5 if "+" in optimizer else 0)
    optimizer = getattr(torch.optim, kind)([other, weight], lr=0.1, **options)

    other.grad = torch.full_like(other, 2)
    if step == "later":
        weight.grad = torch.full_like(weight, 2)
        optimizer.step(lambda: torch.zeros(()))
        other.grad = torch.full_like(other, 1)
    weight.grad = {"None": None, "zero": torch.zeros_like(weight), "nonzero": torch.full_like(weight, 2)}[grad]
    before, state = weight.detach().clone(), copy.deepcopy(dict(optimizer.state.get(weight, {})))
    optimizer.step(lambda: torch.zeros(()))
    yield "weight moved", not torch.equal(weight, before)

    changed = []
    for name, value in optimizer.state.get(weight, {}).items():
        old = state.get(name, "nothing")
        same = torch.equal(value, old) if torch.is_tensor(old) else not torch.is_tensor(value) and value == old
        changed += [] if same else [name]
    yield "state that changed", sorted(changed)


CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/83769",
        "says": "SGD with momentum takes a gradient of None as a reset of its state.",
        "facts": {"state that changed": ["momentum_buffer"]},
        "rows": "[momentum-None-later]",
    },
    {
        "source": "https://github.com/facebookresearch/moco/issues/14",
        "says": "Parameters that get no gradient decay all the same, because they are in the optimizer.",
        "facts": {"weight moved": True},
        "rows": "[*+decay-None-*]",
    },
    {
        "source": "https://github.com/ultralytics/ultralytics/pull/22351",
        "says": "None trains the same as zeros do: a weight that gets no gradient stays with zeros too.",
        "facts": {"weight moved": False},
        "rows": "[*-zero-*]",
    },
]

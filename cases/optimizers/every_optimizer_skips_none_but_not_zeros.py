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


EXPECT = {
    "[*-None-first]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[ASGD-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[ASGD+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Adadelta-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Adadelta+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Adafactor-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Adafactor+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Adagrad-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Adagrad+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Adam-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Adam+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[AdamW-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[AdamW+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Adamax-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Adamax+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[LBFGS-zero-first]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Muon-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Muon+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[NAdam-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[NAdam+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Nesterov-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Nesterov+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[RAdam-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[RAdam+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[RMSprop-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[RMSprop+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[Rprop-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[SGD-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[SGD-zero-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[SGD+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[amsgrad-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[amsgrad+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[centered-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[centered+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[momentum-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[momentum+decay-None-later]": {">=1.0": {"weight moved": False, "state that changed": []}},
    "[SGD-zero-first]": {
        "<1.8": {"weight moved": False, "state that changed": []},
        ">=1.8,<2.4": {"weight moved": False, "state that changed": ["momentum_buffer"]},
        ">=2.4": {"weight moved": False, "state that changed": []},
    },
    "[SGD-nonzero-first]": {
        "<1.8": {"weight moved": True, "state that changed": []},
        ">=1.8,<2.4": {"weight moved": True, "state that changed": ["momentum_buffer"]},
        ">=2.4": {"weight moved": True, "state that changed": []},
    },
    "[SGD+decay-nonzero-first]": {
        "<1.8": {"weight moved": True, "state that changed": []},
        ">=1.8,<2.4": {"weight moved": True, "state that changed": ["momentum_buffer"]},
        ">=2.4": {"weight moved": True, "state that changed": []},
    },
    "[SGD+decay-zero-first]": {
        "<1.8": {"weight moved": True, "state that changed": []},
        ">=1.8,<2.4": {"weight moved": True, "state that changed": ["momentum_buffer"]},
        ">=2.4": {"weight moved": True, "state that changed": []},
    },
    "[LBFGS-*-later]": {">=1.0": {"weight moved": True, "state that changed": []}},
    "[LBFGS-nonzero-first]": {">=1.0": {"weight moved": True, "state that changed": []}},
    "[SGD-nonzero-later]": {">=1.0": {"weight moved": True, "state that changed": []}},
    "[SGD+decay-nonzero-later]": {">=1.0": {"weight moved": True, "state that changed": []}},
    "[SGD+decay-zero-later]": {">=1.0": {"weight moved": True, "state that changed": []}},
    "[Muon-zero-first]": {">=1.0": {"weight moved": False, "state that changed": ["momentum_buffer"]}},
    "[Nesterov-zero-first]": {">=1.0": {"weight moved": False, "state that changed": ["momentum_buffer"]}},
    "[momentum-zero-first]": {">=1.0": {"weight moved": False, "state that changed": ["momentum_buffer"]}},
    "[Muon-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["momentum_buffer"]}},
    "[Muon+decay-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["momentum_buffer"]}},
    "[Muon+decay-zero-*]": {">=1.0": {"weight moved": True, "state that changed": ["momentum_buffer"]}},
    "[Nesterov-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["momentum_buffer"]}},
    "[Nesterov+decay-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["momentum_buffer"]}},
    "[Nesterov+decay-zero-*]": {">=1.0": {"weight moved": True, "state that changed": ["momentum_buffer"]}},
    "[momentum-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["momentum_buffer"]}},
    "[momentum+decay-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["momentum_buffer"]}},
    "[momentum+decay-zero-*]": {">=1.0": {"weight moved": True, "state that changed": ["momentum_buffer"]}},
    "[Muon-zero-later]": {">=1.0": {"weight moved": True, "state that changed": ["momentum_buffer"]}},
    "[Nesterov-zero-later]": {">=1.0": {"weight moved": True, "state that changed": ["momentum_buffer"]}},
    "[momentum-zero-later]": {">=1.0": {"weight moved": True, "state that changed": ["momentum_buffer"]}},
    "[Adam-zero-first]": {">=1.0": {"weight moved": False, "state that changed": ["exp_avg", "exp_avg_sq", "step"]}},
    "[AdamW-zero-first]": {">=1.0": {"weight moved": False, "state that changed": ["exp_avg", "exp_avg_sq", "step"]}},
    "[RAdam-zero-first]": {">=1.0": {"weight moved": False, "state that changed": ["exp_avg", "exp_avg_sq", "step"]}},
    "[Adam-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "step"]}},
    "[Adam+decay-nonzero-*]": {
        ">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "step"]},
    },
    "[Adam+decay-zero-*]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "step"]}},
    "[AdamW-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "step"]}},
    "[AdamW+decay-nonzero-*]": {
        ">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "step"]},
    },
    "[AdamW+decay-zero-*]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "step"]}},
    "[RAdam-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "step"]}},
    "[RAdam+decay-nonzero-*]": {
        ">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "step"]},
    },
    "[RAdam+decay-zero-*]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "step"]}},
    "[Adam-zero-later]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "step"]}},
    "[AdamW-zero-later]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "step"]}},
    "[RAdam-zero-later]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "step"]}},
    "[amsgrad-zero-later]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "step"]}},
    "[amsgrad-zero-first]": {
        ">=1.0": {"weight moved": False, "state that changed": ["exp_avg", "exp_avg_sq", "max_exp_avg_sq", "step"]},
    },
    "[amsgrad-nonzero-*]": {
        ">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "max_exp_avg_sq", "step"]},
    },
    "[amsgrad+decay-nonzero-*]": {
        ">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "max_exp_avg_sq", "step"]},
    },
    "[amsgrad+decay-zero-*]": {
        ">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "max_exp_avg_sq", "step"]},
    },
    "[NAdam-zero-first]": {
        ">=1.0": {"weight moved": False, "state that changed": ["exp_avg", "exp_avg_sq", "mu_product", "step"]},
    },
    "[NAdam-nonzero-*]": {
        ">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "mu_product", "step"]},
    },
    "[NAdam+decay-nonzero-*]": {
        ">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "mu_product", "step"]},
    },
    "[NAdam+decay-zero-*]": {
        ">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "mu_product", "step"]},
    },
    "[NAdam-zero-later]": {
        ">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_avg_sq", "mu_product", "step"]},
    },
    "[Adamax-zero-first]": {">=1.0": {"weight moved": False, "state that changed": ["exp_avg", "exp_inf", "step"]}},
    "[Adamax+decay-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_inf", "step"]}},
    "[Adamax+decay-zero-*]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_inf", "step"]}},
    "[Adamax-nonzero-first]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_inf", "step"]}},
    "[Adamax-zero-later]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "exp_inf", "step"]}},
    "[Adamax-nonzero-later]": {">=1.0": {"weight moved": True, "state that changed": ["exp_avg", "step"]}},
    "[Adagrad-zero-*]": {">=1.0": {"weight moved": False, "state that changed": ["step"]}},
    "[Adagrad-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["step", "sum"]}},
    "[Adagrad+decay-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["step", "sum"]}},
    "[Adagrad+decay-zero-*]": {">=1.0": {"weight moved": True, "state that changed": ["step", "sum"]}},
    "[Adadelta-zero-*]": {">=1.0": {"weight moved": False, "state that changed": ["acc_delta", "square_avg", "step"]}},
    "[Adadelta-nonzero-*]": {
        ">=1.0": {"weight moved": True, "state that changed": ["acc_delta", "square_avg", "step"]},
    },
    "[Adadelta+decay-nonzero-*]": {
        ">=1.0": {"weight moved": True, "state that changed": ["acc_delta", "square_avg", "step"]},
    },
    "[Adadelta+decay-zero-*]": {
        ">=1.0": {"weight moved": True, "state that changed": ["acc_delta", "square_avg", "step"]},
    },
    "[RMSprop-zero-*]": {">=1.0": {"weight moved": False, "state that changed": ["square_avg", "step"]}},
    "[RMSprop-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["square_avg", "step"]}},
    "[RMSprop+decay-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["square_avg", "step"]}},
    "[RMSprop+decay-zero-*]": {">=1.0": {"weight moved": True, "state that changed": ["square_avg", "step"]}},
    "[centered-zero-*]": {">=1.0": {"weight moved": False, "state that changed": ["grad_avg", "square_avg", "step"]}},
    "[centered-nonzero-*]": {">=1.0": {"weight moved": True, "state that changed": ["grad_avg", "square_avg", "step"]}},
    "[centered+decay-nonzero-*]": {
        ">=1.0": {"weight moved": True, "state that changed": ["grad_avg", "square_avg", "step"]},
    },
    "[centered+decay-zero-*]": {
        ">=1.0": {"weight moved": True, "state that changed": ["grad_avg", "square_avg", "step"]},
    },
    "[ASGD-nonzero-first]": {">=1.0": {"weight moved": True, "state that changed": ["ax", "eta", "mu", "step"]}},
    "[ASGD-zero-first]": {">=1.0": {"weight moved": True, "state that changed": ["ax", "eta", "mu", "step"]}},
    "[ASGD+decay-nonzero-first]": {">=1.0": {"weight moved": True, "state that changed": ["ax", "eta", "mu", "step"]}},
    "[ASGD+decay-zero-first]": {">=1.0": {"weight moved": True, "state that changed": ["ax", "eta", "mu", "step"]}},
    "[ASGD-nonzero-later]": {">=1.0": {"weight moved": True, "state that changed": ["ax", "eta", "step"]}},
    "[ASGD-zero-later]": {">=1.0": {"weight moved": True, "state that changed": ["ax", "eta", "step"]}},
    "[ASGD+decay-nonzero-later]": {">=1.0": {"weight moved": True, "state that changed": ["ax", "eta", "step"]}},
    "[ASGD+decay-zero-later]": {">=1.0": {"weight moved": True, "state that changed": ["ax", "eta", "step"]}},
    "[Adafactor-zero-*]": {">=1.0": {"weight moved": False, "state that changed": ["col_var", "row_var", "step"]}},
    "[Adafactor+decay-zero-*]": {">=1.0": {"weight moved": True, "state that changed": ["col_var", "row_var", "step"]}},
    "[Adafactor-nonzero-first]": {
        ">=1.0": {"weight moved": True, "state that changed": ["col_var", "row_var", "step"]},
    },
    "[Adafactor+decay-nonzero-first]": {
        ">=1.0": {"weight moved": True, "state that changed": ["col_var", "row_var", "step"]},
    },
    "[Adafactor-nonzero-later]": {">=1.0": {"weight moved": True, "state that changed": ["step"]}},
    "[Adafactor+decay-nonzero-later]": {">=1.0": {"weight moved": True, "state that changed": ["step"]}},
    "[Rprop-zero-first]": {">=1.0": {"weight moved": False, "state that changed": ["prev", "step", "step_size"]}},
    "[Rprop-zero-later]": {">=1.0": {"weight moved": False, "state that changed": ["prev", "step"]}},
    "[Rprop-nonzero-first]": {">=1.0": {"weight moved": True, "state that changed": ["prev", "step", "step_size"]}},
    "[Rprop-nonzero-later]": {">=1.0": {"weight moved": True, "state that changed": ["step", "step_size"]}},
}

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

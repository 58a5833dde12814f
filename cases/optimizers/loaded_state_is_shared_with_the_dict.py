"""Does an optimizer copy the state_dict() it loads, or does its next step() change the caller's dict?

Until 2.0 load_state_dict() made a deep copy. Since 2.1 the copy is shallow:
tensors that need no cast are shared, and the next step writes into the caller's dict,
or into the other optimizer whose state_dict() it was. Keep a deepcopy of your own if you load it twice.
When the weight has another dtype the averages are cast, hence copied, but the step count is shared still:
since 2.4 also that of Adadelta, RMSprop and Rprop, which was a plain number until 2.3.
No warning announced it.

https://github.com/pytorch/pytorch/pull/106082
https://github.com/pytorch/pytorch/pull/122252
https://github.com/pytorch/pytorch/pull/122261
https://github.com/pytorch/pytorch/pull/122264
https://github.com/pytorch/pytorch/issues/196083
https://github.com/pytorch/pytorch/issues/147288
"""

import copy

import torch

TORCH = {
    "[AdamW-*]": ">=1.2",
    "[NAdam-*]": ">=1.10",
    "[RAdam-*]": ">=1.10",
    "[Adafactor-*]": ">=2.5",
    "[Muon-*]": ">=2.9",
}

PARAMS = {
    "optimizer": [
        "momentum", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "ASGD", "Rprop",
        "Adafactor", "Muon",
    ],
    "given": ["state_dict()", "deepcopy", "deepcopy, then loaded as float64"],
}  # fmt: skip # rows of names


def observe(device, optimizer, given):
    weights = [torch.ones(2, 2, device=device, requires_grad=True) for _ in range(2)]
    if given.endswith("float64"):
        weights[1] = torch.ones(2, 2, device=device).double().requires_grad_()
    kind, options = ("SGD", {"momentum": 0.9}) if optimizer == "momentum" else (optimizer, {})
    old, new = [getattr(torch.optim, kind)([weight], lr=0.05, **options) for weight in weights]
    for weight in weights:
        weight.grad = torch.full_like(weight, 2)
    old.step()
    state = old.state_dict()
    if given.startswith("deepcopy"):
        state = copy.deepcopy(state)
    before = {name: float(torch.as_tensor(value).sum()) for name, value in list(state["state"].values())[0].items()}
    new.load_state_dict(state)
    for _ in range(2):
        new.step()
    after = {name: float(torch.as_tensor(value).sum()) for name, value in list(state["state"].values())[0].items()}
    yield "changed in the dict by the new steps", sorted(name for name in after if after[name] != before[name])


EXPECT = {
    "[momentum-deepcopy]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["momentum_buffer"]},
    },
    "[momentum-state_dict()]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["momentum_buffer"]},
    },
    "[Muon-deepcopy, then loaded as float64]": {">=1.0": {"changed in the dict by the new steps": []}},
    "[momentum-deepcopy, then loaded as float64]": {">=1.0": {"changed in the dict by the new steps": []}},
    "[Adam-deepcopy]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["exp_avg", "exp_avg_sq", "step"]},
    },
    "[Adam-state_dict()]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["exp_avg", "exp_avg_sq", "step"]},
    },
    "[AdamW-deepcopy]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["exp_avg", "exp_avg_sq", "step"]},
    },
    "[AdamW-state_dict()]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["exp_avg", "exp_avg_sq", "step"]},
    },
    "[RAdam-deepcopy]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["exp_avg", "exp_avg_sq", "step"]},
    },
    "[RAdam-state_dict()]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["exp_avg", "exp_avg_sq", "step"]},
    },
    "[ASGD-deepcopy, then loaded as float64]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["step"]},
    },
    "[Adagrad-deepcopy, then loaded as float64]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["step"]},
    },
    "[Adam-deepcopy, then loaded as float64]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["step"]},
    },
    "[AdamW-deepcopy, then loaded as float64]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["step"]},
    },
    "[Adamax-deepcopy, then loaded as float64]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["step"]},
    },
    "[NAdam-deepcopy, then loaded as float64]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["step"]},
    },
    "[RAdam-deepcopy, then loaded as float64]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["step"]},
    },
    "[NAdam-deepcopy]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["exp_avg", "exp_avg_sq", "mu_product", "step"]},
    },
    "[NAdam-state_dict()]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["exp_avg", "exp_avg_sq", "mu_product", "step"]},
    },
    "[Adamax-deepcopy]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["exp_avg", "step"]},
    },
    "[Adamax-state_dict()]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["exp_avg", "step"]},
    },
    "[Adagrad-deepcopy]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["step", "sum"]},
    },
    "[Adagrad-state_dict()]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["step", "sum"]},
    },
    "[Adadelta-deepcopy]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1,<2.4": {"changed in the dict by the new steps": ["acc_delta", "square_avg"]},
        ">=2.4": {"changed in the dict by the new steps": ["acc_delta", "square_avg", "step"]},
    },
    "[Adadelta-state_dict()]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1,<2.4": {"changed in the dict by the new steps": ["acc_delta", "square_avg"]},
        ">=2.4": {"changed in the dict by the new steps": ["acc_delta", "square_avg", "step"]},
    },
    "[Adadelta-deepcopy, then loaded as float64]": {
        "<2.4": {"changed in the dict by the new steps": []},
        ">=2.4": {"changed in the dict by the new steps": ["step"]},
    },
    "[RMSprop-deepcopy, then loaded as float64]": {
        "<2.4": {"changed in the dict by the new steps": []},
        ">=2.4": {"changed in the dict by the new steps": ["step"]},
    },
    "[Rprop-deepcopy, then loaded as float64]": {
        "<2.4": {"changed in the dict by the new steps": []},
        ">=2.4": {"changed in the dict by the new steps": ["step"]},
    },
    "[RMSprop-deepcopy]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1,<2.4": {"changed in the dict by the new steps": ["square_avg"]},
        ">=2.4": {"changed in the dict by the new steps": ["square_avg", "step"]},
    },
    "[RMSprop-state_dict()]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1,<2.4": {"changed in the dict by the new steps": ["square_avg"]},
        ">=2.4": {"changed in the dict by the new steps": ["square_avg", "step"]},
    },
    "[ASGD-deepcopy]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["ax", "eta", "step"]},
    },
    "[ASGD-state_dict()]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1": {"changed in the dict by the new steps": ["ax", "eta", "step"]},
    },
    "[Rprop-deepcopy]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1,<2.4": {"changed in the dict by the new steps": ["step_size"]},
        ">=2.4": {"changed in the dict by the new steps": ["step", "step_size"]},
    },
    "[Rprop-state_dict()]": {
        "<2.1": {"changed in the dict by the new steps": []},
        ">=2.1,<2.4": {"changed in the dict by the new steps": ["step_size"]},
        ">=2.4": {"changed in the dict by the new steps": ["step", "step_size"]},
    },
    "[Adafactor-*]": {">=1.0": {"changed in the dict by the new steps": ["step"]}},
    "[Muon-deepcopy]": {">=1.0": {"changed in the dict by the new steps": ["momentum_buffer"]}},
    "[Muon-state_dict()]": {">=1.0": {"changed in the dict by the new steps": ["momentum_buffer"]}},
}

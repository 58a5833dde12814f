"""Can an optimizer load and go on with a checkpoint of an older release, whose step counts are ints?

Yes: since step counts are tensors, load_state_dict() and __setstate__ turn the int into one: since 1.12 for most,
since 2.4 for Adadelta, RMSprop and Rprop. They fill in hyperparameters that the checkpoint lacks.
Who writes state["step"] = 1 by hand does without that: since then the next step raises a RuntimeError.
In ASGD it was an AttributeError from 1.12 to 2.3; since 2.4 ASGD takes the int, and no longer counts it up (no note
found).
No warning announced it.

https://github.com/pytorch/pytorch/pull/71333
https://github.com/pytorch/pytorch/pull/122252
https://github.com/pytorch/pytorch/pull/122261
https://github.com/pytorch/pytorch/pull/122264
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.load_state_dict.html
"""

import copy

import torch

TORCH = {"[AdamW-*]": ">=1.2", "[NAdam-*]": ">=1.10", "[RAdam-*]": ">=1.10"}

PARAMS = {
    "optimizer": [
        "SGD", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "ASGD", "Rprop",
    ],
    "loaded_by": ["load_state_dict", "assigning step", "__setstate__"],
}  # fmt: skip # rows of names


def observe(device, optimizer, loaded_by):
    weight = torch.ones(2, device=device, requires_grad=True)
    make = getattr(torch.optim, optimizer)
    options = {"lr": 0.05, "momentum": 0.9} if optimizer == "SGD" else {"lr": 0.05}
    old = make([weight], **options)
    weight.grad = torch.ones_like(weight)
    old.step()
    if loaded_by == "assigning step":
        new = old
        new.state[weight]["step"] = 1
    else:
        state = copy.deepcopy(old.state_dict())
        for entry in state["state"].values():
            for name in ("step", "mu_product", "eta", "mu"):
                if name in entry:
                    entry[name] = 1 if name == "step" else float(entry[name])
        for group in state["param_groups"]:
            for name in ("foreach", "maximize", "capturable", "differentiable", "fused", "decoupled_weight_decay"):
                group.pop(name, None)
        new = make([weight], **options)
        if loaded_by == "load_state_dict":
            new.load_state_dict(state)
        else:
            state = {"state": {weight: list(state["state"].values())[0]}, "param_groups": state["param_groups"]}
            state["param_groups"][0]["params"] = [weight]
            new.__setstate__(state)
    before = weight.detach().clone()
    new.step()
    step = new.state[weight].get("step", "no count")
    yield "step count", step if isinstance(step, str) else float(step)
    yield "type of the step count", type(step).__name__
    yield "weight moved", not torch.equal(weight, before)


EXPECT = {
    "[SGD-__setstate__]": {">=1.0": {"step count": "no count", "type of the step count": "str", "weight moved": True}},
    "[SGD-load_state_dict]": {
        ">=1.0": {"step count": "no count", "type of the step count": "str", "weight moved": True},
    },
    "[SGD-assigning step]": {">=1.0": {"step count": 1.0, "type of the step count": "int", "weight moved": True}},
    "[ASGD-__setstate__]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[ASGD-load_state_dict]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[Adagrad-__setstate__]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[Adagrad-load_state_dict]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[Adam-__setstate__]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[Adam-load_state_dict]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[AdamW-__setstate__]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[AdamW-load_state_dict]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[Adamax-__setstate__]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[Adamax-load_state_dict]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[NAdam-__setstate__]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[NAdam-load_state_dict]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[RAdam-__setstate__]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[RAdam-load_state_dict]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[Adagrad-assigning step]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"raises": "RuntimeError"},
    },
    "[Adam-assigning step]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"raises": "RuntimeError"},
    },
    "[AdamW-assigning step]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"raises": "RuntimeError"},
    },
    "[Adamax-assigning step]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"raises": "RuntimeError"},
    },
    "[NAdam-assigning step]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"raises": "RuntimeError"},
    },
    "[RAdam-assigning step]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12": {"raises": "RuntimeError"},
    },
    "[Adadelta-__setstate__]": {
        "<2.4": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=2.4": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[Adadelta-load_state_dict]": {
        "<2.4": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=2.4": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[RMSprop-__setstate__]": {
        "<2.4": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=2.4": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[RMSprop-load_state_dict]": {
        "<2.4": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=2.4": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[Rprop-__setstate__]": {
        "<2.4": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=2.4": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[Rprop-load_state_dict]": {
        "<2.4": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=2.4": {"step count": 2.0, "type of the step count": "Tensor", "weight moved": True},
    },
    "[Adadelta-assigning step]": {
        "<2.4": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=2.4": {"raises": "RuntimeError"},
    },
    "[RMSprop-assigning step]": {
        "<2.4": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=2.4": {"raises": "RuntimeError"},
    },
    "[Rprop-assigning step]": {
        "<2.4": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=2.4": {"raises": "RuntimeError"},
    },
    "[ASGD-assigning step]": {
        "<1.12": {"step count": 2.0, "type of the step count": "int", "weight moved": True},
        ">=1.12,<2.4": {"raises": "AttributeError"},
        ">=2.4": {"step count": 1.0, "type of the step count": "int", "weight moved": True},
    },
}

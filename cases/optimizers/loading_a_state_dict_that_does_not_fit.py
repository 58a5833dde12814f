"""What does optimizer.load_state_dict() bring along, and what does it refuse?

It brings the hyperparameters: the learning rate and the decay of the checkpoint replace those the optimizer was
made with,
and unknown entries are kept; missing ones take a default.
The state goes by position: with the parameters in another order each weight gets the other one's averages,
without a complaint.
Another number of groups or parameters is a ValueError.
Another shape, or the state of another optimizer, is noticed only in the next step.

https://github.com/pytorch/pytorch/issues/1489
https://github.com/pytorch/pytorch/pull/134107
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.load_state_dict.html
"""

import copy

import torch

PARAMS = {
    "difference": [
        "none", "another lr", "a hyperparameter is missing", "an unknown hyperparameter", "one parameter less",
        "one parameter more", "one group less", "parameters in another order", "another shape", "another optimizer",
        "state is missing", "tensor lr",
    ],
}  # fmt: skip # rows of names


def observe(device, difference):
    def weights():
        return [torch.ones(2, device=device, requires_grad=True), torch.ones(2, device=device, requires_grad=True)]

    trained, given = weights(), weights()
    old = torch.optim.Adam(trained, lr=0.5, weight_decay=0.25)
    trained[0].grad, trained[1].grad = torch.full_like(trained[0], 1), torch.full_like(trained[1], -2)
    old.step()
    state = copy.deepcopy(old.state_dict())
    if difference == "a hyperparameter is missing":
        del state["param_groups"][0]["amsgrad"]
    elif difference == "an unknown hyperparameter":
        state["param_groups"][0]["name"] = "head"
    elif difference == "state is missing":
        state["state"] = {}
    elif difference == "tensor lr":
        state["param_groups"][0]["lr"] = torch.tensor(0.5)
    elif difference == "one parameter less":
        given = given[:1]
    elif difference == "one parameter more":
        given.append(torch.ones(2, device=device, requires_grad=True))
    elif difference == "parameters in another order":
        given = given[::-1]
    elif difference == "another shape":
        given[1] = torch.ones(3, device=device, requires_grad=True)
    elif difference == "one group less":
        state["param_groups"] = []
    kind = torch.optim.Adagrad if difference == "another optimizer" else torch.optim.Adam
    new = kind(given, lr=0.125)
    new.load_state_dict(state)
    group = new.param_groups[0]
    yield "lr and weight decay", [float(group["lr"]), group["weight_decay"]]
    yield "unknown hyperparameter kept", group.get("name") == "head"
    given = given[::-1] if difference == "parameters in another order" else given
    for weight in given:
        weight.grad = torch.zeros_like(weight)
    before = [weight.detach().clone() for weight in given]
    new.step()
    moved = [(weight - old_weight)[0].item() for weight, old_weight in zip(given, before)]
    yield "the weights go on", ["down" if change < 0 else "up" if change > 0 else "stay" for change in moved]


EXPECT = {
    "[a hyperparameter is missing]": {
        ">=1.0": {
            "lr and weight decay": [0.5, 0.25],
            "unknown hyperparameter kept": False,
            "the weights go on": ["down", "up"],
        },
    },
    "[another lr]": {
        ">=1.0": {
            "lr and weight decay": [0.5, 0.25],
            "unknown hyperparameter kept": False,
            "the weights go on": ["down", "up"],
        },
    },
    "[none]": {
        ">=1.0": {
            "lr and weight decay": [0.5, 0.25],
            "unknown hyperparameter kept": False,
            "the weights go on": ["down", "up"],
        },
    },
    "[tensor lr]": {
        ">=1.0": {
            "lr and weight decay": [0.5, 0.25],
            "unknown hyperparameter kept": False,
            "the weights go on": ["down", "up"],
        },
    },
    "[an unknown hyperparameter]": {
        ">=1.0": {
            "lr and weight decay": [0.5, 0.25],
            "unknown hyperparameter kept": True,
            "the weights go on": ["down", "up"],
        },
    },
    "[one group less]": {">=1.0": {"raises": "ValueError"}},
    "[one parameter less]": {">=1.0": {"raises": "ValueError"}},
    "[one parameter more]": {">=1.0": {"raises": "ValueError"}},
    "[parameters in another order]": {
        ">=1.0": {
            "lr and weight decay": [0.5, 0.25],
            "unknown hyperparameter kept": False,
            "the weights go on": ["up", "down"],
        },
    },
    "[another shape]": {
        ">=1.0": {"lr and weight decay": [0.5, 0.25], "unknown hyperparameter kept": False, "raises": "RuntimeError"},
    },
    "[another optimizer]": {
        ">=1.0": {"lr and weight decay": [0.5, 0.25], "unknown hyperparameter kept": False, "raises": "KeyError"},
    },
    "[state is missing]": {
        ">=1.0": {
            "lr and weight decay": [0.5, 0.25],
            "unknown hyperparameter kept": False,
            "the weights go on": ["down", "down"],
        },
    },
}

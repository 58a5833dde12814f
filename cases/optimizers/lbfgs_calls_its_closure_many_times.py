"""How often does LBFGS call the closure in one step, and can it do without one?

Once for each of its inner steps, until the gradient is small enough, max_iter or max_eval is reached.
Without a closure it is a TypeError, and so is a closure that returns nothing; one that returns a number does.
A closure that forgets backward() leaves all gradients None, which count as zeros: the step ends at once.
An unused parameter stays. Two parameter groups are refused.
In 2.8 only, making a number of the loss gave a warning that it requires grad; 2.9 detaches it first.
A learning rate may be a tensor; maximize exists since 2.14.

https://github.com/pytorch/pytorch/pull/143261
https://github.com/pytorch/pytorch/pull/160389
https://github.com/pytorch/pytorch/pull/145674
https://github.com/pytorch/pytorch/pull/187309
https://pytorch.org/docs/stable/generated/torch.optim.LBFGS.html
"""

import torch

TORCH = {"[strong_wolfe]": ">=1.2", "[maximize]": ">=2.14", "[learning rate tensor]": ">=2.6"}

PARAMS = {
    "given": [
        "defaults", "max_iter 1", "max_eval 3", "strong_wolfe", "no closure", "two groups", "closure without a return",
        "closure returns a number", "closure without backward", "unused parameter", "learning rate tensor", "maximize",
    ],
}  # fmt: skip # rows of names


def observe(device, given):
    weight = torch.tensor([1.0, -2.0], device=device, requires_grad=True)
    unused = torch.ones(1, device=device, requires_grad=True)
    options = {
        "max_iter 1": {"max_iter": 1},
        "max_eval 3": {"max_eval": 3},
        "strong_wolfe": {"line_search_fn": "strong_wolfe"},
        "learning rate tensor": {"lr": torch.tensor(0.5)},
        "maximize": {"maximize": True, "max_iter": 2},
    }.get(given, {})
    groups = [{"params": [weight]}, {"params": [unused]}] if given == "two groups" else [weight, unused]
    optimizer = torch.optim.LBFGS(groups, **dict({"lr": 0.5}, **options))
    calls = []

    def closure():
        calls.append(1)
        optimizer.zero_grad()
        loss = (weight**2).sum()
        if given != "closure without backward":
            loss.backward()
        if given == "closure returns a number":
            return loss.item()
        return None if given == "closure without a return" else loss

    if given == "no closure":
        (weight**2).sum().backward()
        optimizer.step()
    else:
        optimizer.step(closure)
    yield "calls of the closure", len(calls)
    yield "weight after a step", [round(value, 3) for value in weight.tolist()]
    yield "unused parameter moved", unused.item() != 1


EXPECT = {
    "[defaults]": {
        "<2.8": {"calls of the closure": 19, "weight after a step": [0.0, -0.0], "unused parameter moved": False},
        ">=2.8,<2.9": {
            "calls of the closure": 19,
            "weight after a step": [0.0, -0.0],
            "unused parameter moved": False,
            "warns": ["UserWarning"],
        },
        ">=2.9": {"calls of the closure": 19, "weight after a step": [0.0, -0.0], "unused parameter moved": False},
    },
    "[learning rate tensor]": {
        "<2.8": {"calls of the closure": 19, "weight after a step": [0.0, -0.0], "unused parameter moved": False},
        ">=2.8,<2.9": {
            "calls of the closure": 19,
            "weight after a step": [0.0, -0.0],
            "unused parameter moved": False,
            "warns": ["UserWarning"],
        },
        ">=2.9": {"calls of the closure": 19, "weight after a step": [0.0, -0.0], "unused parameter moved": False},
    },
    "[unused parameter]": {
        "<2.8": {"calls of the closure": 19, "weight after a step": [0.0, -0.0], "unused parameter moved": False},
        ">=2.8,<2.9": {
            "calls of the closure": 19,
            "weight after a step": [0.0, -0.0],
            "unused parameter moved": False,
            "warns": ["UserWarning"],
        },
        ">=2.9": {"calls of the closure": 19, "weight after a step": [0.0, -0.0], "unused parameter moved": False},
    },
    "[max_iter 1]": {
        ">=1.0": {"calls of the closure": 1, "weight after a step": [0.833, -1.667], "unused parameter moved": False},
    },
    "[max_eval 3]": {
        "<2.8": {"calls of the closure": 3, "weight after a step": [0.417, -0.833], "unused parameter moved": False},
        ">=2.8,<2.9": {
            "calls of the closure": 3,
            "weight after a step": [0.417, -0.833],
            "unused parameter moved": False,
            "warns": ["UserWarning"],
        },
        ">=2.9": {"calls of the closure": 3, "weight after a step": [0.417, -0.833], "unused parameter moved": False},
    },
    "[closure returns a number]": {
        ">=1.0": {"calls of the closure": 19, "weight after a step": [0.0, -0.0], "unused parameter moved": False},
    },
    "[strong_wolfe]": {
        ">=1.0": {"calls of the closure": 19, "weight after a step": [0.0, -0.0], "unused parameter moved": False},
    },
    "[closure without a return]": {">=1.0": {"raises": "TypeError"}},
    "[no closure]": {">=1.0": {"raises": "TypeError"}},
    "[two groups]": {">=1.0": {"raises": "ValueError"}},
    "[closure without backward]": {
        ">=1.0": {"calls of the closure": 1, "weight after a step": [1.0, -2.0], "unused parameter moved": False},
    },
    "[maximize]": {
        ">=1.0": {"calls of the closure": 2, "weight after a step": [1.167, -2.333], "unused parameter moved": False},
    },
}

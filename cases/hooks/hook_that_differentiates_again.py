"""May a hook call backward() or autograd.grad() itself?

It may, and the inner backward is complete before the hook returns, hooks included.
The gradient it is given has a graph of its own only with `create_graph=True`.
A hook that registers another on the same tensor had it called in the same backward until 1.9;
since 1.10 the list of hooks is fixed before the first of them runs (#61250).
Since 2.0 `autograd.grad` inside the hook calls the hook again (#85849).
In 1.0 a weight changed by a hook was an error here, since a multiplication by a number saved it;
since 1.1 it is not saved (no note found).

https://github.com/pytorch/pytorch/pull/61250
https://github.com/pytorch/pytorch/pull/85849
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch

PARAMS = {
    "inside": [
        "backward_of_another",
        "backward_of_the_same",
        "grad_of_another",
        "grad_of_the_gradient",
        "new_hook",
        "change_weight",
    ],
    "create_graph": [False, True],
}


def observe(device, inside, create_graph):
    weight = torch.ones(1, device=device, requires_grad=True)
    other = torch.ones(1, device=device, requires_grad=True)
    hidden = weight * 2
    loss = (hidden**3).sum()
    calls = []

    def hook(grad):
        calls.append("hook")
        if len(calls) > 1:
            return
        with torch.enable_grad():
            if inside == "backward_of_another":
                (other * 5).sum().backward()
            elif inside == "backward_of_the_same":
                loss.backward(retain_graph=True)
            elif inside == "grad_of_another":
                calls.append(torch.autograd.grad((other * 5).sum(), other)[0].tolist())
            elif inside == "grad_of_the_gradient":
                calls.append(torch.autograd.grad(grad.sum(), hidden, retain_graph=True)[0].tolist())
            elif inside == "new_hook":
                hidden.register_hook(lambda grad: calls.append("new"))
            else:
                with torch.no_grad():
                    weight.add_(1)

    hidden.register_hook(hook)
    loss.backward(retain_graph=True, create_graph=create_graph)
    yield "calls", str(calls)
    yield "weight.grad", weight.grad.tolist()
    yield "other.grad", other.grad.tolist() if other.grad is not None else None
    weight.grad = other.grad = None


EXPECT = {
    "[backward_of_another-False]": {">=1.0": {"calls": "['hook']", "weight.grad": [24.0], "other.grad": [5.0]}},
    "[backward_of_another-True]": {
        "<1.10": {"calls": "['hook']", "weight.grad": [24.0], "other.grad": [5.0]},
        ">=1.10": {"calls": "['hook']", "weight.grad": [24.0], "other.grad": [5.0], "warns": ["UserWarning"]},
    },
    "[backward_of_the_same-False]": {
        ">=1.0": {"calls": "['hook', 'hook']", "weight.grad": [48.0], "other.grad": "None"},
    },
    "[backward_of_the_same-True]": {
        "<1.10": {"calls": "['hook', 'hook']", "weight.grad": [48.0], "other.grad": "None"},
        ">=1.10": {"calls": "['hook', 'hook']", "weight.grad": [48.0], "other.grad": "None", "warns": ["UserWarning"]},
    },
    "[grad_of_another-False]": {">=1.0": {"calls": "['hook', [5.0]]", "weight.grad": [24.0], "other.grad": "None"}},
    "[grad_of_another-True]": {
        "<1.10": {"calls": "['hook', [5.0]]", "weight.grad": [24.0], "other.grad": "None"},
        ">=1.10": {"calls": "['hook', [5.0]]", "weight.grad": [24.0], "other.grad": "None", "warns": ["UserWarning"]},
    },
    "[grad_of_the_gradient-False]": {">=1.0": {"raises": "RuntimeError"}},
    "[grad_of_the_gradient-True]": {
        "<1.10": {"calls": "['hook', [12.0]]", "weight.grad": [24.0], "other.grad": "None"},
        ">=1.10,<2.0": {
            "calls": "['hook', [12.0]]",
            "weight.grad": [24.0],
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=2.0": {
            "calls": "['hook', 'hook', [12.0]]",
            "weight.grad": [24.0],
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[new_hook-False]": {
        "<1.10": {"calls": "['hook', 'new']", "weight.grad": [24.0], "other.grad": "None"},
        ">=1.10": {"calls": "['hook']", "weight.grad": [24.0], "other.grad": "None"},
    },
    "[new_hook-True]": {
        "<1.10": {"calls": "['hook', 'new']", "weight.grad": [24.0], "other.grad": "None"},
        ">=1.10": {"calls": "['hook']", "weight.grad": [24.0], "other.grad": "None", "warns": ["UserWarning"]},
    },
    "[change_weight-False]": {
        "<1.1": {"raises": "RuntimeError"},
        ">=1.1": {"calls": "['hook']", "weight.grad": [24.0], "other.grad": "None"},
    },
    "[change_weight-True]": {
        "<1.1": {"raises": "RuntimeError"},
        ">=1.1,<1.10": {"calls": "['hook']", "weight.grad": [24.0], "other.grad": "None"},
        ">=1.10": {"calls": "['hook']", "weight.grad": [24.0], "other.grad": "None", "warns": ["UserWarning"]},
    },
}

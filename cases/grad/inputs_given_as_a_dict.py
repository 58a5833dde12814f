"""May the inputs of autograd.grad() and backward() be a dict, such as dict(model.named_parameters())?

A dict was iterated over as a sequence of its keys, and strings are no tensors: an error for many years.
Since 2.13 (#178140) a plain dict is taken, and autograd.grad() answers with a dict of the same keys;
an OrderedDict or another mapping raises TypeError, for now (#178500).
The same change gave an empty sequence of inputs one error in both functions, RuntimeError;
autograd.grad() had raised ValueError from 1.10 to 2.12 (#52016), and until 1.9 had answered an empty tuple.

https://github.com/pytorch/pytorch/pull/178140
https://github.com/pytorch/pytorch/issues/126650
https://github.com/pytorch/pytorch/pull/178500
https://github.com/pytorch/pytorch/pull/52016
"""

import collections

import torch

TORCH = {"[backward-*]": ">=1.8"}

PARAMS = {
    "function": ["grad", "backward"],
    "inputs": ["list", "dict", "OrderedDict", "empty list", "empty dict"],
}


def observe(device, function, inputs):
    weight = torch.full((2,), 3.0, device=device, requires_grad=True)
    bias = torch.ones(2, device=device, requires_grad=True)
    loss = (weight * weight + bias).sum()
    given = {
        "list": [weight],
        "dict": {"weight": weight},
        "OrderedDict": collections.OrderedDict(weight=weight),
        "empty list": [],
        "empty dict": {},
    }[inputs]
    try:
        if function == "grad":
            answer = torch.autograd.grad(loss, given)
            yield "answer", type(answer).__name__
            if len(answer):
                yield "weight", (answer["weight"] if isinstance(answer, dict) else answer[0]).tolist()
        else:
            loss.backward(inputs=given)
            yield "answer", "None"
            yield "weight", weight.grad.tolist() if weight.grad is not None else None
            yield "bias", bias.grad
    except (RuntimeError, TypeError, ValueError) as error:
        yield "answer", type(error).__name__


EXPECT = {
    "[grad-list]": {">=1.0": {"answer": "tuple", "weight": [6.0, 6.0]}},
    "[grad-dict]": {"<2.13": {"answer": "RuntimeError"}, ">=2.13": {"answer": "dict", "weight": [6.0, 6.0]}},
    "[*-OrderedDict]": {"<2.13": {"answer": "RuntimeError"}, ">=2.13": {"answer": "TypeError"}},
    "[grad-empty dict]": {
        "<1.10": {"answer": "tuple"},
        ">=1.10,<2.13": {"answer": "ValueError"},
        ">=2.13": {"answer": "RuntimeError"},
    },
    "[grad-empty list]": {
        "<1.10": {"answer": "tuple"},
        ">=1.10,<2.13": {"answer": "ValueError"},
        ">=2.13": {"answer": "RuntimeError"},
    },
    "[backward-list]": {">=1.0": {"answer": "None", "weight": [6.0, 6.0], "bias": "None"}},
    "[backward-dict]": {
        "<2.13": {"answer": "RuntimeError"},
        ">=2.13": {"answer": "None", "weight": [6.0, 6.0], "bias": "None"},
    },
    "[backward-empty dict]": {">=1.0": {"answer": "RuntimeError"}},
    "[backward-empty list]": {">=1.0": {"answer": "RuntimeError"}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/126650",
        "says": "autograd.grad takes a tensor or a sequence of tensors as inputs, not a dict.",
        "facts": {"answer": "RuntimeError"},
        "rows": "[grad-dict]",
    },
]

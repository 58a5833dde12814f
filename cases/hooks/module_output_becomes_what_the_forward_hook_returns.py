"""What may a forward hook or a forward pre-hook return?

What a forward hook returns is the module's output, whatever it is:
a detached tensor cuts the graph and a number ends it.
What a pre-hook returns becomes the input, wrapped in a tuple if it is not one.
Until 1.1 a forward hook that returned anything raised an error,
and what a pre-hook returned was dropped without a word; #22285 made both count in 1.2.
Changing the tensor in place worked all along.

https://github.com/pytorch/pytorch/pull/22285
https://github.com/pytorch/pytorch/issues/1926
https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import torch
from torch import nn

PARAMS = {
    "hook": ["forward_pre", "forward"],
    "returns": ["None", "ten_times", "detached", "tuple", "number", "in_place"],
}


class Double(nn.Module):
    def forward(self, x):
        return x * 2


def observe(device, hook, returns):
    def answer(module, inputs, output=None):
        value = inputs[0] if output is None else output
        return {
            "None": lambda: None,
            "ten_times": lambda: value * 10,
            "detached": value.detach,
            "tuple": lambda: (value * 10,),
            "number": lambda: 5.0,
            "in_place": lambda: value.mul_(10),
        }[returns]()

    module = Double()
    getattr(module, "register_" + hook + "_hook")(answer)
    weight = torch.ones(1, device=device, requires_grad=True)
    out = module(weight * 1)
    yield "type", type(out).__name__
    out = out[0] if isinstance(out, tuple) else torch.as_tensor(out)
    yield "out", out.detach().tolist()
    yield "out.requires_grad", out.requires_grad
    if out.requires_grad:
        out.backward()
        yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[*-None]": {">=1.0": {"type": "Tensor", "out": [2.0], "out.requires_grad": True, "weight.grad": [2.0]}},
    "[forward_pre-ten_times]": {
        "<1.2": {"type": "Tensor", "out": [2.0], "out.requires_grad": True, "weight.grad": [2.0]},
        ">=1.2": {"type": "Tensor", "out": [20.0], "out.requires_grad": True, "weight.grad": [20.0]},
    },
    "[forward_pre-tuple]": {
        "<1.2": {"type": "Tensor", "out": [2.0], "out.requires_grad": True, "weight.grad": [2.0]},
        ">=1.2": {"type": "Tensor", "out": [20.0], "out.requires_grad": True, "weight.grad": [20.0]},
    },
    "[forward_pre-detached]": {
        "<1.2": {"type": "Tensor", "out": [2.0], "out.requires_grad": True, "weight.grad": [2.0]},
        ">=1.2": {"type": "Tensor", "out": [2.0], "out.requires_grad": False},
    },
    "[forward_pre-number]": {
        "<1.2": {"type": "Tensor", "out": [2.0], "out.requires_grad": True, "weight.grad": [2.0]},
        ">=1.2": {"type": "float", "out": 10.0, "out.requires_grad": False},
    },
    "[forward_pre-in_place]": {
        ">=1.0": {"type": "Tensor", "out": [20.0], "out.requires_grad": True, "weight.grad": [20.0]},
    },
    "[forward-in_place]": {
        "<1.2": {"raises": "RuntimeError"},
        ">=1.2": {"type": "Tensor", "out": [20.0], "out.requires_grad": True, "weight.grad": [20.0]},
    },
    "[forward-ten_times]": {
        "<1.2": {"raises": "RuntimeError"},
        ">=1.2": {"type": "Tensor", "out": [20.0], "out.requires_grad": True, "weight.grad": [20.0]},
    },
    "[forward-detached]": {
        "<1.2": {"raises": "RuntimeError"},
        ">=1.2": {"type": "Tensor", "out": [2.0], "out.requires_grad": False},
    },
    "[forward-tuple]": {
        "<1.2": {"raises": "RuntimeError"},
        ">=1.2": {"type": "tuple", "out": [20.0], "out.requires_grad": True, "weight.grad": [20.0]},
    },
    "[forward-number]": {
        "<1.2": {"raises": "RuntimeError"},
        ">=1.2": {"type": "float", "out": 5.0, "out.requires_grad": False},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/1926",
        "says": "Forward hooks do not allow return values.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[forward-ten_times]",
    }
]

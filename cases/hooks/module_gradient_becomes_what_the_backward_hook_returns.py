"""What may a module's backward hook return?

None changes nothing and a tuple of the right length replaces the gradients of the inputs (or, for a pre-hook,
of the outputs).
Another shape, another dtype, a tuple of another length and a number are errors, the last a TypeError.
A bare tensor in place of the tuple is an error too: TypeError with the old hook,
while the full hooks take it for a tuple of its rows, and count.
The exception of a number or a tensor was a RuntimeError in 1.5 and 1.6,
like every Python error in a backward (no note found), until #43684 mended that in 1.7.
2.0.0 dropped what a full pre-hook returns, wrong shapes included, without a word; #97983 in 2.0.1 uses it.

https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
https://github.com/pytorch/pytorch/pull/46163
https://github.com/pytorch/pytorch/pull/43684
https://github.com/pytorch/pytorch/pull/97983
https://github.com/pytorch/pytorch/issues/46088
"""

import torch
from torch import nn

PARAMS = {
    "hook": ["backward", "full_backward", "full_backward_pre"],
    "returns": ["None", "zeros", "ten_times", "double", "too_short", "number", "bare_tensor", "one_too_many"],
}

TORCH = {"[full_backward-*]": ">=1.8", "[full_backward_pre-*]": ">=2.0"}


class Double(nn.Module):
    def forward(self, x):
        return x * torch.tensor(2.0, device=x.device, requires_grad=False)


def observe(device, hook, returns):
    def answer(module, grads, *_):
        return {
            "None": lambda grad: None,
            "zeros": lambda grad: (torch.zeros_like(grad),) + grads[1:],
            "ten_times": lambda grad: (grad * 10,) + grads[1:],
            "double": lambda grad: (grad.double(),) + grads[1:],
            "too_short": lambda grad: (grad[:2],) + grads[1:],
            "number": lambda grad: 1.0,
            "bare_tensor": lambda grad: grad * 10,
            "one_too_many": lambda grad: grads + (grad,),
        }[returns](grads[0])

    module = Double()
    getattr(module, "register_" + hook + "_hook")(answer)
    x = torch.ones(3, device=device, requires_grad=True)
    module(x).sum().backward()
    yield "x.grad", x.grad.tolist()


EXPECT = {
    "[backward-None]": {
        "<1.8": {"x.grad": [2.0, 2.0, 2.0]},
        ">=1.8,<2.4": {"x.grad": [2.0, 2.0, 2.0], "warns": ["UserWarning"]},
        ">=2.4": {"x.grad": [2.0, 2.0, 2.0], "warns": ["FutureWarning"]},
    },
    "[backward-zeros]": {
        "<1.8": {"x.grad": [0.0, 0.0, 0.0]},
        ">=1.8,<2.4": {"x.grad": [0.0, 0.0, 0.0], "warns": ["UserWarning"]},
        ">=2.4": {"x.grad": [0.0, 0.0, 0.0], "warns": ["FutureWarning"]},
    },
    "[backward-ten_times]": {
        "<1.8": {"x.grad": [20.0, 20.0, 20.0]},
        ">=1.8,<2.4": {"x.grad": [20.0, 20.0, 20.0], "warns": ["UserWarning"]},
        ">=2.4": {"x.grad": [20.0, 20.0, 20.0], "warns": ["FutureWarning"]},
    },
    "[backward-double]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8,<2.4": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.4": {"raises": "RuntimeError", "warns": ["FutureWarning"]},
    },
    "[backward-one_too_many]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8,<2.4": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.4": {"raises": "RuntimeError", "warns": ["FutureWarning"]},
    },
    "[backward-too_short]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8,<2.4": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.4": {"raises": "RuntimeError", "warns": ["FutureWarning"]},
    },
    "[backward-bare_tensor]": {
        "<1.5": {"raises": "TypeError"},
        ">=1.5,<1.7": {"raises": "RuntimeError"},
        ">=1.7,<1.8": {"raises": "TypeError"},
        ">=1.8,<2.4": {"raises": "TypeError", "warns": ["UserWarning"]},
        ">=2.4": {"raises": "TypeError", "warns": ["FutureWarning"]},
    },
    "[backward-number]": {
        "<1.5": {"raises": "TypeError"},
        ">=1.5,<1.7": {"raises": "RuntimeError"},
        ">=1.7,<1.8": {"raises": "TypeError"},
        ">=1.8,<2.4": {"raises": "TypeError", "warns": ["UserWarning"]},
        ">=2.4": {"raises": "TypeError", "warns": ["FutureWarning"]},
    },
    "[full_backward-None]": {">=1.0": {"x.grad": [2.0, 2.0, 2.0]}},
    "[full_backward_pre-None]": {">=1.0": {"x.grad": [2.0, 2.0, 2.0]}},
    "[full_backward-zeros]": {">=1.0": {"x.grad": [0.0, 0.0, 0.0]}},
    "[full_backward-ten_times]": {">=1.0": {"x.grad": [20.0, 20.0, 20.0]}},
    "[full_backward-bare_tensor]": {">=1.0": {"raises": "RuntimeError"}},
    "[full_backward-double]": {">=1.0": {"raises": "RuntimeError"}},
    "[full_backward-one_too_many]": {">=1.0": {"raises": "RuntimeError"}},
    "[full_backward-too_short]": {">=1.0": {"raises": "RuntimeError"}},
    "[full_backward_pre-bare_tensor]": {">=1.0": {"raises": "RuntimeError"}},
    "[full_backward_pre-one_too_many]": {">=1.0": {"raises": "RuntimeError"}},
    "[full_backward-number]": {">=1.0": {"raises": "TypeError"}},
    "[full_backward_pre-number]": {">=1.0": {"raises": "TypeError"}},
    "[full_backward_pre-zeros]": {"<2.0.1": {"x.grad": [2.0, 2.0, 2.0]}, ">=2.0.1": {"x.grad": [0.0, 0.0, 0.0]}},
    "[full_backward_pre-ten_times]": {"<2.0.1": {"x.grad": [2.0, 2.0, 2.0]}, ">=2.0.1": {"x.grad": [20.0, 20.0, 20.0]}},
    "[full_backward_pre-double]": {"<2.0.1": {"x.grad": [2.0, 2.0, 2.0]}, ">=2.0.1": {"raises": "RuntimeError"}},
    "[full_backward_pre-too_short]": {"<2.0.1": {"x.grad": [2.0, 2.0, 2.0]}, ">=2.0.1": {"raises": "RuntimeError"}},
}

"""Do a module's hooks see keyword arguments, and do they run when it returns a dict or a list?

Hooks see positional inputs only: a tensor passed by keyword is missing,
and for a full hook that means an input without gradient.
In 1.8 a full hook was not called at all for such an input, or for a list of tensors; since 1.9 it is (#56693).
A full backward hook on a module that returns a list or a dict raised an error until 1.13.0
and is silently skipped since 1.13.1 (#88357), with a warning from 2.0 on (#87547).
The old hook finds some tensor in there and runs; tuples are fine, and what is no tensor counts as None.

https://github.com/pytorch/pytorch/pull/56693
https://github.com/pytorch/pytorch/pull/88357
https://github.com/pytorch/pytorch/pull/87547
https://github.com/pytorch/pytorch/pull/46163
https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import torch
from torch import nn

PARAMS = {
    "hook": ["forward_pre", "forward", "backward", "full_backward", "full_backward_pre"],
    "module": ["tensor", "tuple", "list", "dict", "tensor_and_number", "keyword_input", "list_input"],
}

TORCH = {"[full_backward-*]": ">=1.8", "[full_backward_pre-*]": ">=2.0"}


class Module(nn.Module):
    def __init__(self, kind):
        super(Module, self).__init__()
        self.kind = kind

    def forward(self, x):
        x = x[0] if isinstance(x, list) else x
        out = x * 2
        return {"tuple": (out, out + 1), "list": [out], "dict": {"out": out}, "tensor_and_number": (out, 5)}.get(
            self.kind, out
        )


def observe(device, hook, module):
    seen = []

    def describe(value):
        if isinstance(value, (tuple, list)):
            return type(value).__name__ + "(" + ",".join(describe(v) for v in value) + ")"
        return type(value).__name__

    def note(module, *args):
        seen.append(" ".join(describe(arg) for arg in args))

    net = Module(module)
    getattr(net, "register_" + hook + "_hook")(note)
    x = torch.ones(1, device=device, requires_grad=True)
    out = {"keyword_input": lambda: net(x=x), "list_input": lambda: net([x])}.get(module, lambda: net(x))()
    out = out["out"] if isinstance(out, dict) else out[0]
    out.sum().backward()
    yield "seen", seen
    yield "x.grad", x.grad.tolist()


EXPECT = {
    "[forward_pre-dict]": {">=1.0": {"seen": ["tuple(Tensor)"], "x.grad": [2.0]}},
    "[forward_pre-list]": {">=1.0": {"seen": ["tuple(Tensor)"], "x.grad": [2.0]}},
    "[forward_pre-tensor]": {">=1.0": {"seen": ["tuple(Tensor)"], "x.grad": [2.0]}},
    "[forward_pre-tensor_and_number]": {">=1.0": {"seen": ["tuple(Tensor)"], "x.grad": [2.0]}},
    "[forward_pre-tuple]": {">=1.0": {"seen": ["tuple(Tensor)"], "x.grad": [2.0]}},
    "[full_backward_pre-tensor]": {">=1.0": {"seen": ["tuple(Tensor)"], "x.grad": [2.0]}},
    "[forward_pre-keyword_input]": {">=1.0": {"seen": ["tuple()"], "x.grad": [2.0]}},
    "[forward_pre-list_input]": {">=1.0": {"seen": ["tuple(list(Tensor))"], "x.grad": [2.0]}},
    "[forward-tensor]": {">=1.0": {"seen": ["tuple(Tensor) Tensor"], "x.grad": [2.0]}},
    "[forward-tuple]": {">=1.0": {"seen": ["tuple(Tensor) tuple(Tensor,Tensor)"], "x.grad": [2.0]}},
    "[forward-list]": {">=1.0": {"seen": ["tuple(Tensor) list(Tensor)"], "x.grad": [2.0]}},
    "[forward-dict]": {">=1.0": {"seen": ["tuple(Tensor) dict"], "x.grad": [2.0]}},
    "[forward-tensor_and_number]": {">=1.0": {"seen": ["tuple(Tensor) tuple(Tensor,int)"], "x.grad": [2.0]}},
    "[forward-keyword_input]": {">=1.0": {"seen": ["tuple() Tensor"], "x.grad": [2.0]}},
    "[forward-list_input]": {">=1.0": {"seen": ["tuple(list(Tensor)) Tensor"], "x.grad": [2.0]}},
    "[backward-*]": {
        "<1.8": {"seen": ["tuple(Tensor,NoneType) tuple(Tensor)"], "x.grad": [2.0]},
        ">=1.8,<2.4": {"seen": ["tuple(Tensor,NoneType) tuple(Tensor)"], "x.grad": [2.0], "warns": ["UserWarning"]},
        ">=2.4": {"seen": ["tuple(Tensor,NoneType) tuple(Tensor)"], "x.grad": [2.0], "warns": ["FutureWarning"]},
    },
    "[full_backward-tensor]": {">=1.0": {"seen": ["tuple(Tensor) tuple(Tensor)"], "x.grad": [2.0]}},
    "[full_backward-tensor_and_number]": {">=1.0": {"seen": ["tuple(Tensor) tuple(Tensor,NoneType)"], "x.grad": [2.0]}},
    "[full_backward-tuple]": {">=1.0": {"seen": ["tuple(Tensor) tuple(Tensor,NoneType)"], "x.grad": [2.0]}},
    "[full_backward-dict]": {
        "<1.13.1": {"raises": "RuntimeError"},
        ">=1.13.1,<2.0": {"seen": [], "x.grad": [2.0]},
        ">=2.0": {"seen": [], "x.grad": [2.0], "warns": ["UserWarning"]},
    },
    "[full_backward-list]": {
        "<1.13.1": {"raises": "RuntimeError"},
        ">=1.13.1,<2.0": {"seen": [], "x.grad": [2.0]},
        ">=2.0": {"seen": [], "x.grad": [2.0], "warns": ["UserWarning"]},
    },
    "[full_backward-keyword_input]": {
        "<1.9": {"seen": [], "x.grad": [2.0]},
        ">=1.9,<2.8": {"seen": ["tuple() tuple(Tensor)"], "x.grad": [2.0]},
        ">=2.8": {"seen": ["tuple() tuple(Tensor)"], "x.grad": [2.0], "warns": ["UserWarning"]},
    },
    "[full_backward-list_input]": {
        "<1.9": {"seen": [], "x.grad": [2.0]},
        ">=1.9,<2.8": {"seen": ["tuple(NoneType) tuple(Tensor)"], "x.grad": [2.0]},
        ">=2.8": {"seen": ["tuple(NoneType) tuple(Tensor)"], "x.grad": [2.0], "warns": ["UserWarning"]},
    },
    "[full_backward_pre-tensor_and_number]": {">=1.0": {"seen": ["tuple(Tensor,NoneType)"], "x.grad": [2.0]}},
    "[full_backward_pre-tuple]": {">=1.0": {"seen": ["tuple(Tensor,NoneType)"], "x.grad": [2.0]}},
    "[full_backward_pre-dict]": {">=1.0": {"seen": [], "x.grad": [2.0], "warns": ["UserWarning"]}},
    "[full_backward_pre-list]": {">=1.0": {"seen": [], "x.grad": [2.0], "warns": ["UserWarning"]}},
    "[full_backward_pre-keyword_input]": {
        "<2.8": {"seen": ["tuple(Tensor)"], "x.grad": [2.0]},
        ">=2.8,<2.14": {"seen": ["tuple(Tensor)"], "x.grad": [2.0], "warns": ["UserWarning"]},
        ">=2.14": {"seen": ["tuple(Tensor)"], "x.grad": [2.0]},
    },
    "[full_backward_pre-list_input]": {
        "<2.8": {"seen": ["tuple(Tensor)"], "x.grad": [2.0]},
        ">=2.8,<2.14": {"seen": ["tuple(Tensor)"], "x.grad": [2.0], "warns": ["UserWarning"]},
        ">=2.14": {"seen": ["tuple(Tensor)"], "x.grad": [2.0]},
    },
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "A full backward hook is called every time the gradients are computed: also if the module returns "
        "a dict.",
        "facts": {"seen": ["tuple(Tensor) tuple(Tensor)"]},
        "rows": "[full_backward-dict]",
    }
]

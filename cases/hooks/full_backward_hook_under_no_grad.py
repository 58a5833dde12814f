"""Does a module with a full backward hook still run under no_grad?

In 1.8 it did not: without a graph the wrapper found no grad_fn and the forward raised AttributeError.
In 1.9 that was a RuntimeError which asked for a bug report, under inference mode too.
#65335 fixed it in 1.10, and since then the hook leaves a forward without gradients alone:
the output may be the input again.
The old backward hook never minded.

https://github.com/pytorch/pytorch/pull/65335
https://github.com/pytorch/pytorch/issues/59901
"""

import torch
from torch import nn

PARAMS = {
    "hook": ["none", "backward", "full_backward", "full_backward_pre"],
    "mode": ["no_grad", "inference", "frozen", "eval"],
}

TORCH = {"[full_backward-*]": ">=1.8", "[full_backward_pre-*]": ">=2.0", "[*-inference]": ">=1.9"}


class Module(nn.Module):
    def forward(self, x):
        return x


def observe(device, hook, mode):
    calls = []
    module = Module()
    if hook != "none":
        getattr(module, "register_" + hook + "_hook")(lambda *_: calls.append(1))
    x = torch.ones(2, device=device, requires_grad=mode != "frozen")
    if mode == "no_grad":
        with torch.no_grad():
            out = module(x)
    elif mode == "inference":
        with torch.inference_mode():
            out = module(x)
    else:
        out = module.eval()(x)
    yield "output is the input", out is x
    yield "out.requires_grad", out.requires_grad
    if mode == "eval":
        out.sum().backward()
    yield "calls", len(calls)


EXPECT = {
    "[backward-eval]": {">=1.0": {"output is the input": True, "out.requires_grad": True, "calls": 0}},
    "[backward-inference]": {">=1.0": {"output is the input": True, "out.requires_grad": True, "calls": 0}},
    "[backward-no_grad]": {">=1.0": {"output is the input": True, "out.requires_grad": True, "calls": 0}},
    "[full_backward_pre-inference]": {">=1.0": {"output is the input": True, "out.requires_grad": True, "calls": 0}},
    "[full_backward_pre-no_grad]": {">=1.0": {"output is the input": True, "out.requires_grad": True, "calls": 0}},
    "[none-eval]": {">=1.0": {"output is the input": True, "out.requires_grad": True, "calls": 0}},
    "[none-inference]": {">=1.0": {"output is the input": True, "out.requires_grad": True, "calls": 0}},
    "[none-no_grad]": {">=1.0": {"output is the input": True, "out.requires_grad": True, "calls": 0}},
    "[*-frozen]": {">=1.0": {"output is the input": True, "out.requires_grad": False, "calls": 0}},
    "[full_backward-no_grad]": {
        "<1.9": {"raises": "AttributeError"},
        ">=1.9,<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"output is the input": True, "out.requires_grad": True, "calls": 0},
    },
    "[full_backward-inference]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"output is the input": True, "out.requires_grad": True, "calls": 0},
    },
    "[full_backward-eval]": {">=1.0": {"output is the input": False, "out.requires_grad": True, "calls": 1}},
    "[full_backward_pre-eval]": {">=1.0": {"output is the input": False, "out.requires_grad": True, "calls": 1}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/59901",
        "says": "With a full backward hook a forward under no_grad raises AttributeError.",
        "facts": {"raises": "AttributeError"},
        "rows": "[full_backward-no_grad]",
    }
]

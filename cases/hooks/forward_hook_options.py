"""What do with_kwargs, prepend and always_call change about a forward hook?

`with_kwargs` hands the keyword arguments to the hook as a dict, which otherwise never sees them;
#89389 brought it in 2.0, together with `prepend`.
`prepend` puts the hook before those that are there.
`always_call`, since 2.1, runs the hook even if the forward or an earlier hook raises,
and the error goes on afterwards.

https://github.com/pytorch/pytorch/pull/89389
https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import torch
from torch import nn

TORCH = {"[plain-*]": ">=2.0", "[with_kwargs-*]": ">=2.0", "[prepend-*]": ">=2.0", "[always_call-*]": ">=2.1"}

PARAMS = {"option": ["plain", "with_kwargs", "prepend", "always_call"], "forward": ["works", "raises", "hook_raises"]}


class Module(nn.Module):
    def forward(self, x, scale=1.0, fail=False):
        if fail:
            raise ValueError("the forward failed")
        return x * scale


def observe(device, option, forward):
    calls = []

    def first(module, *args):
        calls.append("first")
        if forward == "hook_raises":
            raise ValueError("the hook failed")

    def second(module, *args):
        calls.append("second " + " ".join(str(len(arg)) if isinstance(arg, dict) else "" for arg in args).strip())

    net = Module()
    net.register_forward_hook(first)
    net.register_forward_hook(second, **({} if option == "plain" else {option: True}))
    x = torch.ones(1, device=device, requires_grad=True)
    try:
        out = net(x, scale=3.0, fail=forward == "raises")
        yield "out", out.tolist()
    except ValueError as error:
        yield "call", type(error).__name__
    yield "calls", calls


EXPECT = {
    "[always_call-works]": {">=1.0": {"out": [3.0], "calls": ["first", "second "]}},
    "[plain-works]": {">=1.0": {"out": [3.0], "calls": ["first", "second "]}},
    "[plain-raises]": {">=1.0": {"call": "ValueError", "calls": []}},
    "[prepend-raises]": {">=1.0": {"call": "ValueError", "calls": []}},
    "[with_kwargs-raises]": {">=1.0": {"call": "ValueError", "calls": []}},
    "[plain-hook_raises]": {">=1.0": {"call": "ValueError", "calls": ["first"]}},
    "[with_kwargs-hook_raises]": {">=1.0": {"call": "ValueError", "calls": ["first"]}},
    "[with_kwargs-works]": {">=1.0": {"out": [3.0], "calls": ["first", "second 2"]}},
    "[prepend-works]": {">=1.0": {"out": [3.0], "calls": ["second ", "first"]}},
    "[prepend-hook_raises]": {">=1.0": {"call": "ValueError", "calls": ["second ", "first"]}},
    "[always_call-raises]": {">=1.0": {"call": "ValueError", "calls": ["second "]}},
    "[always_call-hook_raises]": {">=1.0": {"call": "ValueError", "calls": ["first", "second "]}},
}

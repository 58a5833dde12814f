"""In which order do the hooks of nested modules run, and the global ones?

Global hooks come before the module's own, outer modules open first and close last.
A full backward hook closes a module, unless its input does not require grad:
then it runs as soon as the gradient of the output is known, so the outer module's hook comes first.
In 1.8 such a hook did not run at all (#56693 in 1.9).

https://github.com/pytorch/pytorch/issues/100528
https://github.com/pytorch/pytorch/pull/56693
https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import torch
from torch import nn
from torch.nn.modules import module as registry

PARAMS = {
    "hook": ["forward_pre", "forward", "full_backward_pre", "full_backward"],
    "scope": ["local", "global_too"],
    "input_requires_grad": [True, False],
}

TORCH = {
    "[forward_pre-global_too-*]": ">=1.7",
    "[forward-global_too-*]": ">=1.7",
    "[full_backward_pre-*]": ">=2.0",
    "[full_backward-*]": ">=1.8",
}


def observe(device, hook, scope, input_requires_grad):
    calls = []

    def note(text):
        return lambda module, *_: calls.append(text + " " + type(module).__name__)

    net = nn.Sequential(nn.Linear(1, 1), nn.Tanh()).to(device)
    handles = []
    if scope == "global_too":
        handles.append(getattr(registry, "register_module_" + hook + "_hook")(note("global")))
    for module in net.modules():
        getattr(module, "register_" + hook + "_hook")(note("local"))
    try:
        net(torch.ones(1, 1, device=device, requires_grad=input_requires_grad)).sum().backward()
    finally:
        for handle in handles:
            handle.remove()
    yield "calls", calls


EXPECT = {
    "[forward_pre-local-*]": {">=1.0": {"calls": ["local Sequential", "local Linear", "local Tanh"]}},
    "[forward_pre-global_too-*]": {
        ">=1.0": {
            "calls": [
                "global Sequential",
                "local Sequential",
                "global Linear",
                "local Linear",
                "global Tanh",
                "local Tanh",
            ],
        },
    },
    "[forward-local-*]": {">=1.0": {"calls": ["local Linear", "local Tanh", "local Sequential"]}},
    "[forward-global_too-*]": {
        ">=1.0": {
            "calls": [
                "global Linear",
                "local Linear",
                "global Tanh",
                "local Tanh",
                "global Sequential",
                "local Sequential",
            ],
        },
    },
    "[full_backward_pre-local-True]": {">=1.0": {"calls": ["local Sequential", "local Tanh", "local Linear"]}},
    "[full_backward_pre-local-False]": {
        "<2.8": {"calls": ["local Sequential", "local Tanh", "local Linear"]},
        ">=2.8,<2.14": {"calls": ["local Sequential", "local Tanh", "local Linear"], "warns": ["UserWarning"]},
        ">=2.14": {"calls": ["local Sequential", "local Tanh", "local Linear"]},
    },
    "[full_backward_pre-global_too-True]": {
        ">=1.0": {
            "calls": [
                "global Sequential",
                "local Sequential",
                "global Tanh",
                "local Tanh",
                "global Linear",
                "local Linear",
            ],
        },
    },
    "[full_backward_pre-global_too-False]": {
        "<2.8": {
            "calls": [
                "global Sequential",
                "local Sequential",
                "global Tanh",
                "local Tanh",
                "global Linear",
                "local Linear",
            ],
        },
        ">=2.8,<2.14": {
            "calls": [
                "global Sequential",
                "local Sequential",
                "global Tanh",
                "local Tanh",
                "global Linear",
                "local Linear",
            ],
            "warns": ["UserWarning"],
        },
        ">=2.14": {
            "calls": [
                "global Sequential",
                "local Sequential",
                "global Tanh",
                "local Tanh",
                "global Linear",
                "local Linear",
            ],
        },
    },
    "[full_backward-local-True]": {">=1.0": {"calls": ["local Tanh", "local Linear", "local Sequential"]}},
    "[full_backward-local-False]": {
        "<1.9": {"calls": ["local Tanh"]},
        ">=1.9,<2.8": {"calls": ["local Sequential", "local Tanh", "local Linear"]},
        ">=2.8": {"calls": ["local Sequential", "local Tanh", "local Linear"], "warns": ["UserWarning"]},
    },
    "[full_backward-global_too-True]": {
        ">=1.0": {
            "calls": [
                "global Tanh",
                "local Tanh",
                "global Linear",
                "local Linear",
                "global Sequential",
                "local Sequential",
            ],
        },
    },
    "[full_backward-global_too-False]": {
        "<1.9": {"calls": ["global Tanh", "local Tanh"]},
        ">=1.9,<2.8": {
            "calls": [
                "global Sequential",
                "local Sequential",
                "global Tanh",
                "local Tanh",
                "global Linear",
                "local Linear",
            ],
        },
        ">=2.8": {
            "calls": [
                "global Sequential",
                "local Sequential",
                "global Tanh",
                "local Tanh",
                "global Linear",
                "local Linear",
            ],
            "warns": ["UserWarning"],
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/100528",
        "says": "The order should not depend on whether the samples require grad: inner modules first.",
        "facts": {"calls": ["local Tanh", "local Linear", "local Sequential"]},
        "rows": "[full_backward-local-*]",
    }
]

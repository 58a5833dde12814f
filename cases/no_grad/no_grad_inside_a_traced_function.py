"""Are no_grad(), detach(), .data and .item() kept when a function is traced by torch.jit.trace?

The function multiplies its input by a part that is cut from the graph, was traced with 1 and is called with 3:
the gradient of (2x)x is 6 with the cut, 12 without.
Tracing records operations, and entering no_grad is none: the traced function lets the gradient through, silently.
A detach is recorded as an operation.
`.data` and `.item()` are recorded as the number they had, 2, so the gradient and the value are wrong, and only
`.item()` comes with a warning.
torch.jit itself is deprecated, and warns in the newest releases.

https://github.com/pytorch/pytorch/pull/11038
https://github.com/pytorch/pytorch/issues/48477
https://github.com/pytorch/pytorch/pull/11545
https://github.com/pfnet/pytorch-pfn-extras/pull/644
"""

import torch

PARAMS = {"function": ["plain", "traced"], "cut": ["no_grad", "set_grad_enabled", "detach", "data", "item"]}


def observe(device, function, cut):
    def run(x):
        if cut == "no_grad":
            with torch.no_grad():
                return x * 2, x
        if cut == "set_grad_enabled":
            with torch.set_grad_enabled(False):
                return x * 2, x
        part = x * 2
        return {"detach": lambda: part.detach(), "data": lambda: part.data, "item": lambda: part.item()}[cut](), x

    def product(x):
        part, x = run(x)
        return part * x

    x = torch.full((1,), 3.0, device=device, requires_grad=True)
    if function == "traced":
        product = torch.jit.trace(product, (torch.ones(1, device=device),))
    out = product(x)
    yield "value", out.tolist()
    out.sum().backward()
    yield "x.grad", x.grad.tolist()


EXPECT = {
    "[plain-*]": {">=1.0": {"value": [18.0], "x.grad": [6.0]}},
    "[traced-no_grad]": {
        "<2.10": {"value": [18.0], "x.grad": [12.0]},
        ">=2.10,<2.14": {"value": [18.0], "x.grad": [12.0], "warns": ["DeprecationWarning"]},
        ">=2.14": {"value": [18.0], "x.grad": [12.0], "warns": ["FutureWarning"]},
    },
    "[traced-set_grad_enabled]": {
        "<2.10": {"value": [18.0], "x.grad": [12.0]},
        ">=2.10,<2.14": {"value": [18.0], "x.grad": [12.0], "warns": ["DeprecationWarning"]},
        ">=2.14": {"value": [18.0], "x.grad": [12.0], "warns": ["FutureWarning"]},
    },
    "[traced-detach]": {
        "<2.10": {"value": [18.0], "x.grad": [6.0]},
        ">=2.10,<2.14": {"value": [18.0], "x.grad": [6.0], "warns": ["DeprecationWarning"]},
        ">=2.14": {"value": [18.0], "x.grad": [6.0], "warns": ["FutureWarning"]},
    },
    "[traced-data]": {
        "<2.10": {"value": [6.0], "x.grad": [2.0]},
        ">=2.10,<2.14": {"value": [6.0], "x.grad": [2.0], "warns": ["DeprecationWarning"]},
        ">=2.14": {"value": [6.0], "x.grad": [2.0], "warns": ["FutureWarning"]},
    },
    "[traced-item]": {
        "<2.10": {"value": [6.0], "x.grad": [2.0], "warns": ["TracerWarning"]},
        ">=2.10,<2.14": {"value": [6.0], "x.grad": [2.0], "warns": ["DeprecationWarning", "TracerWarning"]},
        ">=2.14": {"value": [6.0], "x.grad": [2.0], "warns": ["FutureWarning", "TracerWarning"]},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pfnet/pytorch-pfn-extras/pull/644",
        "says": "Tracing cannot capture no_grad, so the gradient goes through.",
        "facts": {"x.grad": [12.0]},
        "rows": "[traced-no_grad]",
    },
    {
        "source": "https://github.com/pfnet/pytorch-pfn-extras/pull/644",
        "says": "Tracing captures detach.",
        "facts": {"x.grad": [6.0]},
        "rows": "[traced-detach]",
    },
]

"""Does a compiled function leave None where eager PyTorch does, and zeros where it leaves zeros?

An unused input has no gradient, one multiplied by zero has zeros.
With "aot_eager" the whole backward is one node, and an input that feeds only an unused output
gets zeros instead of None: its incoming gradient is filled in as zeros.
A decision made between two calls must lead to a new compilation: a first call under `no_grad`,
or a parameter that is frozen or unfrozen after it.
A parameter unfrozen after the first call stayed without a gradient under "aot_eager" until 2.11;
2.12 looks at the flag and compiles anew; nothing ever warned.
The compiled rows begin with 2.1: 2.0 refuses Python 3.11, with which these releases are measured.

https://github.com/pytorch/pytorch/issues/100977
https://github.com/pytorch/pytorch/issues/139476
https://github.com/pytorch/pytorch/pull/177158
https://docs.pytorch.org/docs/stable/torch.compiler_faq.html
"""

import torch
from torch import nn

TORCH = {"[*-none]": ">=2.0", "[*-eager]": ">=2.1", "[*-aot_eager]": ">=2.1"}
PARAMS = {
    "what": ["unused input", "times zero", "unused output", "unfrozen after", "frozen after", "no_grad before"],
    "backend": ["none", "eager", "aot_eager"],
}


class Scale(nn.Module):
    def __init__(self, device):
        super().__init__()
        self.weight = nn.Parameter(torch.full((1,), 3.0, device=device))

    def forward(self, x, y):
        return x * self.weight, y


def observe(device, what, backend):
    def function(x, y):
        return {"unused input": (x * 2, x), "times zero": (x * 2 + y * 0, x)}.get(what, (x * 2, y * 3))

    x = torch.ones(1, device=device, requires_grad=True)
    y = torch.ones(1, device=device, requires_grad=True)
    module = Scale(device)
    function = module if what.endswith(("after", "before")) else function
    run = function if backend == "none" else torch.compile(function, backend=backend)
    if function is module:
        module.weight.requires_grad_(what != "unfrozen after")
        with torch.set_grad_enabled(what != "no_grad before"):
            run(x, y)
        module.weight.requires_grad_(what != "frozen after")
    run(x, y)[0].sum().backward()
    yield "x.grad", x.grad
    yield "y.grad", y.grad
    yield "weight.grad", module.weight.grad


EXPECT = {
    "[frozen after-eager]": {">=1.0": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "None"}},
    "[frozen after-none]": {">=1.0": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "None"}},
    "[unused input-eager]": {">=1.0": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "None"}},
    "[unused input-none]": {">=1.0": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "None"}},
    "[unused output-eager]": {">=1.0": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "None"}},
    "[unused output-none]": {">=1.0": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "None"}},
    "[frozen after-aot_eager]": {
        "<2.2": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "None", "warns": ["UserWarning"]},
        ">=2.2": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "None"},
    },
    "[unused input-aot_eager]": {
        "<2.2": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "None", "warns": ["UserWarning"]},
        ">=2.2": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "None"},
    },
    "[times zero-eager]": {">=1.0": {"x.grad": "nonzero", "y.grad": "zero", "weight.grad": "None"}},
    "[times zero-none]": {">=1.0": {"x.grad": "nonzero", "y.grad": "zero", "weight.grad": "None"}},
    "[times zero-aot_eager]": {
        "<2.2": {"x.grad": "nonzero", "y.grad": "zero", "weight.grad": "None", "warns": ["UserWarning"]},
        ">=2.2": {"x.grad": "nonzero", "y.grad": "zero", "weight.grad": "None"},
    },
    "[unused output-aot_eager]": {
        "<2.2": {"x.grad": "nonzero", "y.grad": "zero", "weight.grad": "None", "warns": ["UserWarning"]},
        ">=2.2": {"x.grad": "nonzero", "y.grad": "zero", "weight.grad": "None"},
    },
    "[no_grad before-*]": {">=1.0": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "nonzero"}},
    "[unfrozen after-eager]": {">=1.0": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "nonzero"}},
    "[unfrozen after-none]": {">=1.0": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "nonzero"}},
    "[unfrozen after-aot_eager]": {
        "<2.2": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "None", "warns": ["UserWarning"]},
        ">=2.2,<2.12": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "None"},
        ">=2.12": {"x.grad": "nonzero", "y.grad": "None", "weight.grad": "nonzero"},
    },
}

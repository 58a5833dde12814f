"""Do hooks fire, and does `retain_grad` work, inside a compiled function?

A hook on the input or on the module is set outside, one on an intermediate result inside the function;
each doubles the gradient that it sees, or counts its calls.
`retain_grad()` inside was ignored by "aot_eager" until 2.6, and `.grad` stayed None; since 2.7 it breaks the graph.
The compiled rows begin with 2.1: 2.0 refuses Python 3.11, with which these releases are measured.

https://github.com/pytorch/pytorch/issues/146212
https://github.com/pytorch/pytorch/issues/91468
https://github.com/pytorch/pytorch/pull/146214
https://docs.pytorch.org/docs/stable/torch.compiler_faq.html
"""

import torch
from torch import nn

TORCH = {"[*-none]": ">=2.0", "[*-eager]": ">=2.1", "[*-aot_eager]": ">=2.1"}
PARAMS = {
    "hook": ["on the input", "on an intermediate", "retain_grad", "module backward"],
    "backend": ["none", "eager", "aot_eager"],
}


def observe(device, hook, backend):
    calls = []

    def double(*gradients):
        calls.append(1)
        return gradients[0] * 2

    class Net(nn.Module):
        def forward(self, x):
            y = x * 3
            if hook == "on an intermediate":
                y.register_hook(double)
            if hook == "retain_grad":
                y.retain_grad()
            return y * 1, y

    leaf, net = torch.ones(1, device=device, requires_grad=True), Net()
    if hook == "on the input":
        leaf.register_hook(double)
    elif hook == "module backward":
        net.register_full_backward_hook(lambda module, inputs, outputs: (calls.append(1), (inputs[0] * 2,))[1])
    run = net if backend == "none" else torch.compile(net, backend=backend)
    out, y = run(leaf)
    out.sum().backward()
    yield "calls", len(calls)
    yield "leaf.grad", leaf.grad.tolist()
    if hook == "retain_grad":
        yield "y.grad", y.grad


EXPECT = {
    "[module backward-*]": {">=1.0": {"calls": 1, "leaf.grad": [6.0]}},
    "[on an intermediate-*]": {">=1.0": {"calls": 1, "leaf.grad": [6.0]}},
    "[on the input-*]": {">=1.0": {"calls": 1, "leaf.grad": [6.0]}},
    "[retain_grad-eager]": {">=1.0": {"calls": 0, "leaf.grad": [3.0], "y.grad": "nonzero"}},
    "[retain_grad-none]": {">=1.0": {"calls": 0, "leaf.grad": [3.0], "y.grad": "nonzero"}},
    "[retain_grad-aot_eager]": {
        "<2.7": {"calls": 0, "leaf.grad": [3.0], "y.grad": "None", "warns": ["UserWarning"]},
        ">=2.7": {"calls": 0, "leaf.grad": [3.0], "y.grad": "nonzero"},
    },
}

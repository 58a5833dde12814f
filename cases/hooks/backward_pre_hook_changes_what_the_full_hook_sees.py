"""Does a full backward hook see the gradient that a pre-hook changed, and may it change one itself on a plain input?

The pre-hook's gradient is what the full hook sees and what the weights get, here ten times as much.
In 2.0.0 the full hook saw it and the weights got the unchanged one; 2.0.1 mended that (#97983).
With an input that does not require grad the weights got the unchanged one until 2.2,
and get the changed one since 2.3 (#116454).
There the full hook may not return a gradient, since there is none to replace, and raises.
On an input that requires grad a full hook's answer changes that input's gradient and never the weights'.

https://github.com/pytorch/pytorch/pull/97983
https://github.com/pytorch/pytorch/pull/116454
https://github.com/pytorch/pytorch/pull/86700
"""

import torch
from torch import nn

TORCH = ">=2.0"

PARAMS = {
    "input_requires_grad": [False, True],
    "pre_returns": ["None", "ten_times"],
    "full_returns": ["None", "ten_times"],
}


def observe(device, input_requires_grad, pre_returns, full_returns):
    layer = nn.Linear(1, 1, bias=False).to(device)
    seen = []

    def change(grads):
        return tuple(torch.ones_like(x) * 10 if grad is None else grad * 10 for grad in grads)

    def before(module, grad_output):
        return change(grad_output) if pre_returns == "ten_times" else None

    def after(module, grad_input, grad_output):
        seen.append(grad_output[0].tolist())
        return change(grad_input) if full_returns == "ten_times" else None

    layer.register_full_backward_pre_hook(before)
    layer.register_full_backward_hook(after)
    x = torch.ones(1, 1, device=device, requires_grad=input_requires_grad)
    layer(x).sum().backward()
    yield "grad_output of the full hook", str(seen)
    yield "weight.grad", layer.weight.grad.tolist()


EXPECT = {
    "[False-None-None]": {
        "<2.8": {"grad_output of the full hook": "[[[1.0]]]", "weight.grad": [[1.0]]},
        ">=2.8": {"grad_output of the full hook": "[[[1.0]]]", "weight.grad": [[1.0]], "warns": ["UserWarning"]},
    },
    "[False-*-ten_times]": {
        "<2.8": {"raises": "RuntimeError"},
        ">=2.8": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[False-ten_times-None]": {
        "<2.3": {"grad_output of the full hook": "[[[10.0]]]", "weight.grad": [[1.0]]},
        ">=2.3,<2.8": {"grad_output of the full hook": "[[[10.0]]]", "weight.grad": [[10.0]]},
        ">=2.8": {"grad_output of the full hook": "[[[10.0]]]", "weight.grad": [[10.0]], "warns": ["UserWarning"]},
    },
    "[True-None-*]": {">=1.0": {"grad_output of the full hook": "[[[1.0]]]", "weight.grad": [[1.0]]}},
    "[True-ten_times-*]": {
        "<2.0.1": {"grad_output of the full hook": "[[[10.0]]]", "weight.grad": [[1.0]]},
        ">=2.0.1": {"grad_output of the full hook": "[[[10.0]]]", "weight.grad": [[10.0]]},
    },
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "A full backward hook that scales the gradient scales what the weights get.",
        "facts": {"weight.grad": [[10.0]]},
        "rows": "[True-None-ten_times]",
    }
]

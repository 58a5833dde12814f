"""Why does register_backward_hook() report wrong grad_input shapes?

The old hook sits on the last operation of the module's forward and reports that operation's inputs:
for a Linear bias, input and transposed weight, for a Sequential those of its last layer.
For three dimensions that was the addition of the bias until 1.11, and since 1.12,
which fuses it with the product (#72728), it is a change of shape.
The full hook, since 1.8 (#46163), reports the module's inputs.
The old one warns since 1.8 that it will miss some, as UserWarning, and as FutureWarning since 2.4.

https://github.com/pytorch/pytorch/pull/72728
https://github.com/pytorch/pytorch/pull/46163
https://github.com/pytorch/pytorch/issues/598
"""

import torch
from torch import nn

PARAMS = {
    "hook": ["backward", "full_backward"],
    "module": ["Linear", "Sequential", "Linear_3d", "two_inputs", "ReLU"],
}

TORCH = {"[full_backward-*]": ">=1.8"}


class TwoInputs(nn.Module):
    def forward(self, a, b):
        return (a * 2).sum() + (b * 3).sum()


def observe(device, hook, module):
    net = {
        "Linear": lambda: nn.Linear(3, 2),
        "Linear_3d": lambda: nn.Linear(3, 2),
        "Sequential": lambda: nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)),
        "two_inputs": TwoInputs,
        "ReLU": nn.ReLU,
    }[module]().to(device)
    seen = []

    def note(module, grad_input, grad_output):
        seen.append(str([None if grad is None else list(grad.shape) for grad in grad_input]))

    getattr(net, "register_" + hook + "_hook")(note)
    x = torch.ones(*([1, 5, 3] if module == "Linear_3d" else [5, 3]), device=device, requires_grad=True)
    out = net(x, torch.ones(7, device=device, requires_grad=True)) if module == "two_inputs" else net(x)
    out.sum().backward()
    yield "grad_input", seen


EXPECT = {
    "[backward-Linear]": {
        "<1.8": {"grad_input": ["[[2], [5, 3], [3, 2]]"]},
        ">=1.8,<2.4": {"grad_input": ["[[2], [5, 3], [3, 2]]"], "warns": ["UserWarning"]},
        ">=2.4": {"grad_input": ["[[2], [5, 3], [3, 2]]"], "warns": ["FutureWarning"]},
    },
    "[backward-Sequential]": {
        "<1.8": {"grad_input": ["[[2], [5, 4], [4, 2]]"]},
        ">=1.8,<2.4": {"grad_input": ["[[2], [5, 4], [4, 2]]"], "warns": ["UserWarning"]},
        ">=2.4": {"grad_input": ["[[2], [5, 4], [4, 2]]"], "warns": ["FutureWarning"]},
    },
    "[backward-Linear_3d]": {
        "<1.8": {"grad_input": ["[[1, 5, 2], [2]]"]},
        ">=1.8,<1.12": {"grad_input": ["[[1, 5, 2], [2]]"], "warns": ["UserWarning"]},
        ">=1.12,<2.4": {"grad_input": ["[[5, 2]]"], "warns": ["UserWarning"]},
        ">=2.4": {"grad_input": ["[[5, 2]]"], "warns": ["FutureWarning"]},
    },
    "[backward-two_inputs]": {
        "<1.8": {"grad_input": ["[[], []]"]},
        ">=1.8,<2.4": {"grad_input": ["[[], []]"], "warns": ["UserWarning"]},
        ">=2.4": {"grad_input": ["[[], []]"], "warns": ["FutureWarning"]},
    },
    "[backward-ReLU]": {
        "<1.8": {"grad_input": ["[[5, 3]]"]},
        ">=1.8,<2.4": {"grad_input": ["[[5, 3]]"], "warns": ["UserWarning"]},
        ">=2.4": {"grad_input": ["[[5, 3]]"], "warns": ["FutureWarning"]},
    },
    "[full_backward-Linear]": {">=1.0": {"grad_input": ["[[5, 3]]"]}},
    "[full_backward-ReLU]": {">=1.0": {"grad_input": ["[[5, 3]]"]}},
    "[full_backward-Sequential]": {">=1.0": {"grad_input": ["[[5, 3]]"]}},
    "[full_backward-Linear_3d]": {">=1.0": {"grad_input": ["[[1, 5, 3]]"]}},
    "[full_backward-two_inputs]": {">=1.0": {"grad_input": ["[[5, 3], [7]]"]}},
}

CLAIMS = [
    {
        "source": "https://github.com/jacobgil/pytorch-grad-cam/issues/70",
        "says": "The old and the full backward hook report the same for a single layer.",
        "facts": {"grad_input": ["[[5, 3]]"]},
        "rows": "[backward-Linear]",
    }
]

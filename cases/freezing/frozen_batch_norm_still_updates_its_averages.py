"""Does requires_grad = False freeze a batch norm layer?

The flag stops the gradients of its weight and bias, and nothing else: in training mode the layer goes on
normalising by the batch and updating its running averages, which are buffers, not parameters.
no_grad does not stop that either; `eval()` does, and leaves the gradients on.
A frozen batch norm needs both, and `model.train()` undoes the second at the start of every epoch.

https://github.com/pytorch/pytorch/issues/86590
https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html
"""

import torch
from torch import nn

PARAMS = {
    "layer": ["BatchNorm1d", "BatchNorm2d", "InstanceNorm1d", "no_running_averages"],
    "frozen_by": ["nothing", "flag", "no_grad", "eval", "eval_and_flag", "eval_then_train", "momentum_zero"],
}


def observe(device, layer, frozen_by):
    values = torch.tensor([[1.0, 2.0], [5.0, 3.0], [2.0, 7.0]], device=device)
    if layer == "BatchNorm2d":
        norm, x = nn.BatchNorm2d(2), values.view(3, 2, 1, 1)
    elif layer == "InstanceNorm1d":
        norm, x = nn.InstanceNorm1d(2, affine=True, track_running_stats=True), values.t().reshape(1, 2, 3)
    else:
        norm, x = nn.BatchNorm1d(2, track_running_stats=layer == "BatchNorm1d"), values
    norm = norm.to(device)
    if frozen_by.startswith("eval"):
        norm.eval()
    if frozen_by in ("flag", "eval_and_flag"):
        for parameter in norm.parameters():
            parameter.requires_grad = False
    if frozen_by == "eval_then_train":
        nn.Sequential(norm).train()
    if frozen_by == "momentum_zero":
        norm.momentum = 0.0

    x = (x * 1).requires_grad_()
    with torch.set_grad_enabled(frozen_by != "no_grad"):
        out = norm(x)
    if norm.running_mean is not None:
        yield "running_mean moved", bool((norm.running_mean != 0).any())
        yield "num_batches_tracked", norm.num_batches_tracked.item()
    yield "normalised by the batch", bool(out.mean().abs() < 1e-3)
    if out.requires_grad:
        (out * x.detach()).sum().backward()
    yield "weight.grad", norm.weight.grad
    yield "x.grad", x.grad


EXPECT = {
    "[BatchNorm1d-eval_then_train]": {
        ">=1.0": {
            "running_mean moved": True,
            "num_batches_tracked": 1,
            "normalised by the batch": True,
            "weight.grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[BatchNorm1d-nothing]": {
        ">=1.0": {
            "running_mean moved": True,
            "num_batches_tracked": 1,
            "normalised by the batch": True,
            "weight.grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[BatchNorm2d-eval_then_train]": {
        ">=1.0": {
            "running_mean moved": True,
            "num_batches_tracked": 1,
            "normalised by the batch": True,
            "weight.grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[BatchNorm2d-nothing]": {
        ">=1.0": {
            "running_mean moved": True,
            "num_batches_tracked": 1,
            "normalised by the batch": True,
            "weight.grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[BatchNorm1d-flag]": {
        ">=1.0": {
            "running_mean moved": True,
            "num_batches_tracked": 1,
            "normalised by the batch": True,
            "weight.grad": "None",
            "x.grad": "nonzero",
        },
    },
    "[BatchNorm2d-flag]": {
        ">=1.0": {
            "running_mean moved": True,
            "num_batches_tracked": 1,
            "normalised by the batch": True,
            "weight.grad": "None",
            "x.grad": "nonzero",
        },
    },
    "[BatchNorm1d-no_grad]": {
        ">=1.0": {
            "running_mean moved": True,
            "num_batches_tracked": 1,
            "normalised by the batch": True,
            "weight.grad": "None",
            "x.grad": "None",
        },
    },
    "[BatchNorm2d-no_grad]": {
        ">=1.0": {
            "running_mean moved": True,
            "num_batches_tracked": 1,
            "normalised by the batch": True,
            "weight.grad": "None",
            "x.grad": "None",
        },
    },
    "[BatchNorm1d-eval]": {
        ">=1.0": {
            "running_mean moved": False,
            "num_batches_tracked": 0,
            "normalised by the batch": False,
            "weight.grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[BatchNorm2d-eval]": {
        ">=1.0": {
            "running_mean moved": False,
            "num_batches_tracked": 0,
            "normalised by the batch": False,
            "weight.grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[InstanceNorm1d-eval]": {
        ">=1.0": {
            "running_mean moved": False,
            "num_batches_tracked": 0,
            "normalised by the batch": False,
            "weight.grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[BatchNorm1d-eval_and_flag]": {
        ">=1.0": {
            "running_mean moved": False,
            "num_batches_tracked": 0,
            "normalised by the batch": False,
            "weight.grad": "None",
            "x.grad": "nonzero",
        },
    },
    "[BatchNorm2d-eval_and_flag]": {
        ">=1.0": {
            "running_mean moved": False,
            "num_batches_tracked": 0,
            "normalised by the batch": False,
            "weight.grad": "None",
            "x.grad": "nonzero",
        },
    },
    "[InstanceNorm1d-eval_and_flag]": {
        ">=1.0": {
            "running_mean moved": False,
            "num_batches_tracked": 0,
            "normalised by the batch": False,
            "weight.grad": "None",
            "x.grad": "nonzero",
        },
    },
    "[BatchNorm1d-momentum_zero]": {
        ">=1.0": {
            "running_mean moved": False,
            "num_batches_tracked": 1,
            "normalised by the batch": True,
            "weight.grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[BatchNorm2d-momentum_zero]": {
        ">=1.0": {
            "running_mean moved": False,
            "num_batches_tracked": 1,
            "normalised by the batch": True,
            "weight.grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[InstanceNorm1d-eval_then_train]": {
        ">=1.0": {
            "running_mean moved": True,
            "num_batches_tracked": 0,
            "normalised by the batch": True,
            "weight.grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[InstanceNorm1d-nothing]": {
        ">=1.0": {
            "running_mean moved": True,
            "num_batches_tracked": 0,
            "normalised by the batch": True,
            "weight.grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[InstanceNorm1d-flag]": {
        ">=1.0": {
            "running_mean moved": True,
            "num_batches_tracked": 0,
            "normalised by the batch": True,
            "weight.grad": "None",
            "x.grad": "nonzero",
        },
    },
    "[InstanceNorm1d-no_grad]": {
        ">=1.0": {
            "running_mean moved": True,
            "num_batches_tracked": 0,
            "normalised by the batch": True,
            "weight.grad": "None",
            "x.grad": "None",
        },
    },
    "[InstanceNorm1d-momentum_zero]": {
        ">=1.0": {
            "running_mean moved": False,
            "num_batches_tracked": 0,
            "normalised by the batch": True,
            "weight.grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[no_running_averages-eval]": {
        ">=1.0": {"normalised by the batch": True, "weight.grad": "nonzero", "x.grad": "nonzero"},
    },
    "[no_running_averages-eval_then_train]": {
        ">=1.0": {"normalised by the batch": True, "weight.grad": "nonzero", "x.grad": "nonzero"},
    },
    "[no_running_averages-momentum_zero]": {
        ">=1.0": {"normalised by the batch": True, "weight.grad": "nonzero", "x.grad": "nonzero"},
    },
    "[no_running_averages-nothing]": {
        ">=1.0": {"normalised by the batch": True, "weight.grad": "nonzero", "x.grad": "nonzero"},
    },
    "[no_running_averages-eval_and_flag]": {
        ">=1.0": {"normalised by the batch": True, "weight.grad": "None", "x.grad": "nonzero"},
    },
    "[no_running_averages-flag]": {
        ">=1.0": {"normalised by the batch": True, "weight.grad": "None", "x.grad": "nonzero"},
    },
    "[no_running_averages-no_grad]": {
        ">=1.0": {"normalised by the batch": True, "weight.grad": "None", "x.grad": "None"},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/isht7/pytorch-deeplab-resnet/issues/39",
        "says": "The running averages change even in evaluation mode.",
        "facts": {"running_mean moved": True},
        "rows": "[BatchNorm?d-eval]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/86590",
        "says": "Turning requires_grad off freezes the layer, running averages included.",
        "facts": {"running_mean moved": False},
        "rows": "[BatchNorm?d-flag]",
    },
    {
        "source": "https://github.com/chemprop/chemprop/pull/952",
        "says": "eval() turns off the gradients of a batch norm as well.",
        "facts": {"weight.grad": "None"},
        "rows": "[BatchNorm?d-eval]",
    },
]

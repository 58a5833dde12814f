"""Does AveragedModel (SWA, EMA) follow the running statistics and buffers of the model it averages?

It deep-copies the model once, then averages the parameters.
Until 1.13 the buffers stayed as they were at the start,
so that the average needed `update_bn` before its eval mode was of use;
from 2.0 on each update copies them from the model.
`use_buffers=True`, from 1.12 on, averages them like the parameters.
The averaged parameters keep their requires_grad, and the update itself records nothing.
No warning announced the change.
(In 1.6 `torch.optim.swa_utils` had to be imported by its name; that release is left out.)

https://github.com/pytorch/pytorch/issues/84053
https://github.com/pytorch/pytorch/pull/84054
https://github.com/pytorch/pytorch/pull/71763
https://github.com/pytorch/pytorch/issues/42435
https://pytorch.org/docs/stable/optim.html
"""

import torch
from torch import nn

PARAMS = {"average": ["default", "ema", "use_buffers"]}
TORCH = {"[default]": ">=1.7", "[ema]": ">=1.7", "[use_buffers]": ">=1.12"}


def observe(device, average):
    model = nn.BatchNorm1d(2).to(device)
    options = {
        "default": {},
        "ema": {"avg_fn": lambda old, new, count: 0.5 * old + 0.5 * new},
        "use_buffers": {"use_buffers": True},
    }[average]
    averaged = torch.optim.swa_utils.AveragedModel(model, **options)
    for size in (2.0, 4.0):
        nn.init.constant_(model.weight, size)
        model(torch.tensor([[1.0, 2.0], [3.0, 6.0]], device=device))
        averaged.update_parameters(model)
    yield "model.running_mean", [round(entry, 3) for entry in model.running_mean.tolist()]
    yield "averaged.running_mean", [round(entry, 3) for entry in averaged.module.running_mean.tolist()]
    yield "averaged.num_batches_tracked", averaged.module.num_batches_tracked.item()
    yield "averaged.weight", averaged.module.weight.tolist()
    yield "averaged.weight.requires_grad", averaged.module.weight.requires_grad
    yield "averaged.weight has a history", averaged.module.weight.grad_fn is not None


EXPECT = {
    "[default]": {
        "<2.0": {
            "model.running_mean": [0.38, 0.76],
            "averaged.running_mean": [0.0, 0.0],
            "averaged.num_batches_tracked": 0,
            "averaged.weight": [3.0, 3.0],
            "averaged.weight.requires_grad": True,
            "averaged.weight has a history": False,
        },
        ">=2.0": {
            "model.running_mean": [0.38, 0.76],
            "averaged.running_mean": [0.38, 0.76],
            "averaged.num_batches_tracked": 2,
            "averaged.weight": [3.0, 3.0],
            "averaged.weight.requires_grad": True,
            "averaged.weight has a history": False,
        },
    },
    "[ema]": {
        "<2.0": {
            "model.running_mean": [0.38, 0.76],
            "averaged.running_mean": [0.0, 0.0],
            "averaged.num_batches_tracked": 0,
            "averaged.weight": [3.0, 3.0],
            "averaged.weight.requires_grad": True,
            "averaged.weight has a history": False,
        },
        ">=2.0": {
            "model.running_mean": [0.38, 0.76],
            "averaged.running_mean": [0.38, 0.76],
            "averaged.num_batches_tracked": 2,
            "averaged.weight": [3.0, 3.0],
            "averaged.weight.requires_grad": True,
            "averaged.weight has a history": False,
        },
    },
    "[use_buffers]": {
        ">=1.0": {
            "model.running_mean": [0.38, 0.76],
            "averaged.running_mean": [0.29, 0.58],
            "averaged.num_batches_tracked": 1,
            "averaged.weight": [3.0, 3.0],
            "averaged.weight.requires_grad": True,
            "averaged.weight has a history": False,
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/84053",
        "says": "With use_buffers=False the buffers are not synchronized with the source model.",
        "facts": {"averaged.running_mean": [0.0, 0.0]},
        "rows": "[default]",
    },
]

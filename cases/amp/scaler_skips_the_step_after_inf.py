"""Does GradScaler skip the optimizer's step when a gradient is inf or nan, and does that warn?

It does: `scaler.step` leaves the weight alone, returns None, and `update` halves the scale.
A learning rate scheduler stepped after it then warns that it ran before the optimizer, which is true: no step
was taken.
After `growth_interval` good steps the scale doubles.
A GradScaler for the cpu exists since 2.3; before, it needs CUDA.

https://docs.pytorch.org/docs/stable/notes/amp_examples.html
https://github.com/pytorch/pytorch/pull/98926
https://github.com/Lightning-AI/pytorch-lightning/issues/5558
"""

import torch

PARAMS = {"factor": [2.0, "inf", "nan"], "enabled": [True, False]}
TORCH = ">=2.3"


def observe(device, factor, enabled):
    weight = torch.ones(1, device=device, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.1)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1)
    kind = torch.device(device).type
    scaler = torch.amp.GradScaler(kind, init_scale=8.0, growth_interval=1, enabled=enabled)

    scaler.scale((weight * float(factor)).sum()).backward()
    yield "weight.grad before the step", weight.grad.tolist()
    scaler.step(optimizer)
    yield "weight", weight.tolist()
    scaler.update()
    yield "scale", scaler.get_scale()
    schedule.step()


EXPECT = {
    "[2.0-True]": {">=1.0": {"weight.grad before the step": [16.0], "weight": [0.8], "scale": 16.0}},
    "[2.0-False]": {">=1.0": {"weight.grad before the step": [2.0], "weight": [0.8], "scale": 1.0}},
    "[inf-True]": {
        ">=1.0": {"weight.grad before the step": ["inf"], "weight": [1.0], "scale": 4.0, "warns": ["UserWarning"]},
    },
    "[inf-False]": {">=1.0": {"weight.grad before the step": ["inf"], "weight": ["-inf"], "scale": 1.0}},
    "[nan-True]": {
        ">=1.0": {"weight.grad before the step": ["nan"], "weight": [1.0], "scale": 4.0, "warns": ["UserWarning"]},
    },
    "[nan-False]": {">=1.0": {"weight.grad before the step": ["nan"], "weight": ["nan"], "scale": 1.0}},
}

CLAIMS = [
    {
        "source": "https://github.com/milesial/Pytorch-UNet/issues/468",
        "says": "With GradScaler exploding gradients are skipped: those that became inf are.",
        "facts": {"weight": [1.0]},
        "rows": "[inf-True]",
    },
]

"""In the discriminator's step, does detach() make switching the generator to eval() unnecessary?

`detach()` keeps gradients out of the generator;
its batch-norm still takes part of the batch into its running statistics.
`eval()` stops the statistics, and also changes the fake images; gradients flow as before.
no_grad is like detach: statistics are not gradients, and go on.
`requires_grad = False` on the batch-norm's parameters does not stop its statistics either.

https://github.com/Lornatang/SRGAN-PyTorch/issues/42
https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html
"""

import torch
from torch import nn

PARAMS = {"guard": ["none", "detach", "no_grad", "flag", "eval", "eval_and_detach", "momentum_of_0"]}


def observe(device, guard):
    generator, critic = nn.BatchNorm1d(2).to(device), nn.Linear(2, 1).to(device)
    if guard.startswith("eval"):
        generator.eval()
    if guard == "flag":
        generator.weight.requires_grad = generator.bias.requires_grad = False
    if guard == "momentum_of_0":
        generator.momentum = 0.0
    with torch.set_grad_enabled(guard != "no_grad"):
        fake = generator(torch.tensor([[1.0, 2.0], [3.0, 6.0]], device=device))
    if guard.endswith("detach"):
        fake = fake.detach()
    critic(fake).sum().backward()
    yield "generator.weight.grad is None", generator.weight.grad is None
    yield "running_mean moved", generator.running_mean.abs().sum().item() != 0
    yield "batches counted", generator.num_batches_tracked.item()
    yield "fake has the mean of the batch taken off", fake.detach().sum(0).abs().max().item() < 1e-4


EXPECT = {
    "[none]": {
        ">=1.0": {
            "generator.weight.grad is None": False,
            "running_mean moved": True,
            "batches counted": 1,
            "fake has the mean of the batch taken off": True,
        },
    },
    "[detach]": {
        ">=1.0": {
            "generator.weight.grad is None": True,
            "running_mean moved": True,
            "batches counted": 1,
            "fake has the mean of the batch taken off": True,
        },
    },
    "[flag]": {
        ">=1.0": {
            "generator.weight.grad is None": True,
            "running_mean moved": True,
            "batches counted": 1,
            "fake has the mean of the batch taken off": True,
        },
    },
    "[no_grad]": {
        ">=1.0": {
            "generator.weight.grad is None": True,
            "running_mean moved": True,
            "batches counted": 1,
            "fake has the mean of the batch taken off": True,
        },
    },
    "[eval]": {
        ">=1.0": {
            "generator.weight.grad is None": False,
            "running_mean moved": False,
            "batches counted": 0,
            "fake has the mean of the batch taken off": False,
        },
    },
    "[eval_and_detach]": {
        ">=1.0": {
            "generator.weight.grad is None": True,
            "running_mean moved": False,
            "batches counted": 0,
            "fake has the mean of the batch taken off": False,
        },
    },
    "[momentum_of_0]": {
        ">=1.0": {
            "generator.weight.grad is None": False,
            "running_mean moved": False,
            "batches counted": 1,
            "fake has the mean of the batch taken off": True,
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/Lornatang/SRGAN-PyTorch/issues/42",
        "says": "As detach() is used already, the generator need not be taken out of training mode.",
        "facts": {"running_mean moved": False},
        "rows": "[detach]",
    },
]

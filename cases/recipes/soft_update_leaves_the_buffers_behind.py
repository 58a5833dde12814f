"""Are the running statistics of batch-norm part of a soft update of a target network?

A soft update over `parameters()` leaves the buffers of the target where they were; buffers are not parameters.
Over `state_dict()` it takes them along, and meets `num_batches_tracked`, an integer.
Until 1.2 `mul_(0.9)` of an integer tensor silently multiplied by int(0.9), that is by 0;
since 1.3, with type promotion, it raises. No warning announced it.
A copy of the buffers next to the soft update of the parameters is what the recipes settled on.

https://github.com/DLR-RM/stable-baselines3/issues/996
https://github.com/CuriousAI/mean-teacher/issues/9
https://github.com/pytorch/pytorch/pull/22273
"""

import copy

import torch
from torch import nn

PARAMS = {"update": ["parameters", "state_dict", "floats_of_state_dict", "parameters_then_buffers"]}


def observe(device, update):
    net = nn.BatchNorm1d(2).to(device)
    nn.init.constant_(net.weight, 1.0)
    target = copy.deepcopy(net)
    for _ in range(10):
        net(torch.tensor([[1.0, 2.0], [3.0, 6.0]], device=device))
    with torch.no_grad():
        net.weight.fill_(3.0)
        if update in ("parameters", "parameters_then_buffers"):
            pairs = list(zip(target.parameters(), net.parameters()))
        else:
            new = net.state_dict()
            pairs = [(value, new[name]) for name, value in target.state_dict().items()]
        if update == "floats_of_state_dict":
            pairs = [pair for pair in pairs if pair[0].is_floating_point()]
        if update == "parameters_then_buffers":
            for old, value in zip(target.buffers(), net.buffers()):
                old.copy_(value)
        target.num_batches_tracked += 10
        try:
            for old, value in pairs:
                old.mul_(0.5).add_(value * 0.5)
            yield "update", "runs"
        except RuntimeError as error:
            yield "update", type(error).__name__
    yield "target.weight", target.weight.tolist()
    yield "target's running_mean moved", target.running_mean[0].item() != 0
    yield "target.num_batches_tracked", target.num_batches_tracked.item()


EXPECT = {
    "[parameters]": {
        ">=1.0": {
            "update": "runs",
            "target.weight": [2.0, 2.0],
            "target's running_mean moved": False,
            "target.num_batches_tracked": 10,
        },
    },
    "[state_dict]": {
        "<1.3": {
            "update": "runs",
            "target.weight": [2.0, 2.0],
            "target's running_mean moved": True,
            "target.num_batches_tracked": 0,
        },
        ">=1.3": {
            "update": "RuntimeError",
            "target.weight": [2.0, 2.0],
            "target's running_mean moved": True,
            "target.num_batches_tracked": 10,
        },
    },
    "[floats_of_state_dict]": {
        ">=1.0": {
            "update": "runs",
            "target.weight": [2.0, 2.0],
            "target's running_mean moved": True,
            "target.num_batches_tracked": 10,
        },
    },
    "[parameters_then_buffers]": {
        ">=1.0": {
            "update": "runs",
            "target.weight": [2.0, 2.0],
            "target's running_mean moved": True,
            "target.num_batches_tracked": 20,
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/DLR-RM/stable-baselines3/issues/996",
        "says": "A soft update over the parameters does not reach the running statistics.",
        "facts": {"target's running_mean moved": False},
        "rows": "[parameters]",
    },
]

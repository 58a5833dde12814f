"""May a model's weights change between forward and backward: by a step, by load_state_dict, by an average?

Two losses from one forward, or a generator and a discriminator that share a graph: backward, step, backward again.
The second backward needs the weights as they were; the layers kept the tensors, not copies.
Until 1.4 the optimizers and `load_state_dict` wrote through `.data`, unseen, and the gradient was silently wrong;
since 1.5 they write under no_grad, and backward raises (no note found for `load_state_dict`).
The first layer may change, since its input is a constant and nobody needs its weight;
1.5 to 1.7 saved it all the same and raised, and 1.8 mended that (see the case on factors).
No warning came first.
What the old releases had all along is the check itself.
Doing both backwards before both steps is no equivalent: it uses the old weights for both.

https://github.com/pytorch/pytorch/issues/39141
https://github.com/pytorch/pytorch/issues/37573
https://github.com/pytorch/pytorch/pull/33640
https://github.com/pytorch/pytorch/pull/34211
https://github.com/pytorch/pytorch/pull/45777
https://github.com/MorvanZhou/PyTorch-Tutorial/issues/89
"""

import torch
from torch import nn

PARAMS = {
    "change": [
        "nothing",
        "step",
        "load_state_dict",
        "copy_",
        "data_copy_",
        "clip_weights",
        "double_and_back",
        "to_cpu",
    ],
    "layer": ["last", "first"],
}


def observe(change, layer):
    model = nn.Sequential(nn.Linear(1, 1, bias=False), nn.Linear(1, 1, bias=False))
    for parameter in model.parameters():
        nn.init.constant_(parameter, 2.0)
    changed = model[1] if layer == "last" else model[0]
    out = model(torch.ones(1, 1))
    if change == "step":
        out.sum().backward(retain_graph=True)
        torch.optim.SGD(changed.parameters(), lr=0.25).step()
        model.zero_grad()
    elif change == "load_state_dict":
        changed.load_state_dict({"weight": torch.full((1, 1), 5.0)})
    elif change == "copy_":
        with torch.no_grad():
            changed.weight.copy_(torch.full((1, 1), 5.0))
    elif change == "data_copy_":
        changed.weight.data.copy_(torch.full((1, 1), 5.0))
    elif change == "clip_weights":
        changed.weight.data.clamp_(-1, 1)
    elif change == "double_and_back":
        changed.double().float()
    elif change == "to_cpu":
        changed.to("cpu")
    yield "changed weight", changed.weight.item()
    out.sum().backward()
    yield "first weight's grad", model[0].weight.grad.item()
    yield "last weight's grad", model[1].weight.grad.item()


EXPECT = {
    "[double_and_back-*]": {">=1.0": {"changed weight": 2.0, "first weight's grad": 2.0, "last weight's grad": 2.0}},
    "[nothing-*]": {">=1.0": {"changed weight": 2.0, "first weight's grad": 2.0, "last weight's grad": 2.0}},
    "[to_cpu-*]": {">=1.0": {"changed weight": 2.0, "first weight's grad": 2.0, "last weight's grad": 2.0}},
    "[step-last]": {
        "<1.5": {"changed weight": 1.5, "first weight's grad": 1.5, "last weight's grad": 2.0},
        ">=1.5": {"changed weight": 1.5, "raises": "RuntimeError"},
    },
    "[step-first]": {
        "<1.5": {"changed weight": 1.5, "first weight's grad": 2.0, "last weight's grad": 2.0},
        ">=1.5,<1.8": {"changed weight": 1.5, "raises": "RuntimeError"},
        ">=1.8": {"changed weight": 1.5, "first weight's grad": 2.0, "last weight's grad": 2.0},
    },
    "[load_state_dict-last]": {
        "<1.5": {"changed weight": 5.0, "first weight's grad": 5.0, "last weight's grad": 2.0},
        ">=1.5": {"changed weight": 5.0, "raises": "RuntimeError"},
    },
    "[load_state_dict-first]": {
        "<1.5": {"changed weight": 5.0, "first weight's grad": 2.0, "last weight's grad": 2.0},
        ">=1.5,<1.8": {"changed weight": 5.0, "raises": "RuntimeError"},
        ">=1.8": {"changed weight": 5.0, "first weight's grad": 2.0, "last weight's grad": 2.0},
    },
    "[copy_-last]": {">=1.0": {"changed weight": 5.0, "raises": "RuntimeError"}},
    "[copy_-first]": {
        "<1.8": {"changed weight": 5.0, "raises": "RuntimeError"},
        ">=1.8": {"changed weight": 5.0, "first weight's grad": 2.0, "last weight's grad": 2.0},
    },
    "[data_copy_-last]": {">=1.0": {"changed weight": 5.0, "first weight's grad": 5.0, "last weight's grad": 2.0}},
    "[data_copy_-first]": {">=1.0": {"changed weight": 5.0, "first weight's grad": 2.0, "last weight's grad": 2.0}},
    "[clip_weights-last]": {">=1.0": {"changed weight": 1.0, "first weight's grad": 1.0, "last weight's grad": 2.0}},
    "[clip_weights-first]": {">=1.0": {"changed weight": 1.0, "first weight's grad": 2.0, "last weight's grad": 2.0}},
}

CLAIMS = [
    {
        "source": "https://github.com/MorvanZhou/PyTorch-Tutorial/issues/89",
        "says": "The in-place check came with 1.5: before it, a change that autograd can see did not raise either.",
        "facts": {"first weight's grad": 5.0},
        "rows": "[copy_-last]",
    },
]

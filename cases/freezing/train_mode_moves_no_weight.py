"""Do model.train(), a forward, or a backward change the weights?

Only an optimizer's step, or the user's own code, writes into parameters.
A forward in training mode writes into buffers, though: the running averages of batch norm,
and the vectors of spectral norm, with which the weight that the layer computes moves too.

https://github.com/ayaabdelsalam91/Input-Cell-Attention/issues/1
https://pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import torch
from torch import nn

PARAMS = {
    "layer": ["linear", "lstm", "batch_norm", "dropout", "weight_norm", "spectral_norm", "layer_norm", "group_norm"],
    "mode": ["train", "eval"],
}


def observe(device, layer, mode):
    make = {
        "linear": lambda: nn.Linear(2, 2),
        "lstm": lambda: nn.LSTM(2, 2),
        "batch_norm": lambda: nn.BatchNorm1d(2),
        "dropout": lambda: nn.Sequential(nn.Linear(2, 2), nn.Dropout()),
        "weight_norm": lambda: nn.utils.weight_norm(nn.Linear(2, 2)),
        "spectral_norm": lambda: nn.utils.spectral_norm(nn.Linear(2, 2)),
        "layer_norm": lambda: nn.LayerNorm(2),
        "group_norm": lambda: nn.GroupNorm(1, 2),
    }
    model = make[layer]().to(device)
    parameters = [parameter.detach().clone() for parameter in model.parameters()]
    buffers = [buffer.clone() for buffer in model.buffers()]
    model.train(mode == "train")
    x = torch.tensor([[[1.0, 2.0]], [[3.0, 5.0]], [[2.0, 7.0]]], device=device)
    for _ in range(2):
        out = model(x if layer == "lstm" else x[:, 0])
        (out[0] if layer == "lstm" else out).sum().backward()
    yield "parameters moved", not all(map(torch.equal, model.parameters(), parameters))
    yield "buffers moved", not all(map(torch.equal, model.buffers(), buffers))
    yield "gradients arrive", all(parameter.grad is not None for parameter in model.parameters())


EXPECT = {
    "[dropout-*]": {">=1.0": {"parameters moved": False, "buffers moved": False, "gradients arrive": True}},
    "[group_norm-*]": {">=1.0": {"parameters moved": False, "buffers moved": False, "gradients arrive": True}},
    "[layer_norm-*]": {">=1.0": {"parameters moved": False, "buffers moved": False, "gradients arrive": True}},
    "[linear-*]": {">=1.0": {"parameters moved": False, "buffers moved": False, "gradients arrive": True}},
    "[lstm-*]": {">=1.0": {"parameters moved": False, "buffers moved": False, "gradients arrive": True}},
    "[batch_norm-eval]": {">=1.0": {"parameters moved": False, "buffers moved": False, "gradients arrive": True}},
    "[spectral_norm-eval]": {">=1.0": {"parameters moved": False, "buffers moved": False, "gradients arrive": True}},
    "[batch_norm-train]": {">=1.0": {"parameters moved": False, "buffers moved": True, "gradients arrive": True}},
    "[spectral_norm-train]": {">=1.0": {"parameters moved": False, "buffers moved": True, "gradients arrive": True}},
    "[weight_norm-*]": {
        "<2.1": {"parameters moved": False, "buffers moved": False, "gradients arrive": True},
        ">=2.1,<2.4": {
            "parameters moved": False,
            "buffers moved": False,
            "gradients arrive": True,
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "parameters moved": False,
            "buffers moved": False,
            "gradients arrive": True,
            "warns": ["FutureWarning"],
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/ayaabdelsalam91/Input-Cell-Attention/issues/1",
        "says": "model.train() makes the weights update.",
        "facts": {"parameters moved": True},
        "rows": "[lstm-train]",
    },
]

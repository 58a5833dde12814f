"""What does a layer make of an input that lacks its batch dimension?

One sample is passed as it is, where a batch of one was meant.
Layers that refused it until 1.10 have taken it as a single sample since 1.11, so a forgotten dimension
is no longer found by an error, and an RNN takes a batch of vectors for one sequence of them.
The max pool took it all along; what GRUCell raised was an IndexError from 1.1 on (no note found).
Softmax2d takes it since 1.10.
Batch norm takes the first of two dimensions as the batch, then as now.
Where it passes, the gradients are those of a batch of one.

https://github.com/pytorch/pytorch/issues/60585
https://github.com/pytorch/pytorch/pull/70506
https://github.com/pytorch/pytorch/pull/71056
https://github.com/pytorch/pytorch/pull/70977
https://github.com/pytorch/pytorch/pull/70236
"""

import torch
from torch import nn

PARAMS = {
    "layer": [
        "Conv1d", "Conv2d", "ConvTranspose2d", "MaxPool2d", "RNN", "LSTM", "GRU", "GRUCell", "MultiheadAttention",
        "BatchNorm1d", "Softmax2d",
    ],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[MultiheadAttention]": ">=1.1"}


def observe(device, layer):
    make, shape = {
        "Conv1d": (lambda: nn.Conv1d(2, 2, 1), (2, 3)),
        "Conv2d": (lambda: nn.Conv2d(2, 2, 1), (2, 3, 3)),
        "ConvTranspose2d": (lambda: nn.ConvTranspose2d(2, 2, 1), (2, 3, 3)),
        "MaxPool2d": (lambda: nn.MaxPool2d(2), (2, 3, 3)),
        "RNN": (lambda: nn.RNN(2, 2), (3, 2)),
        "LSTM": (lambda: nn.LSTM(2, 2), (3, 2)),
        "GRU": (lambda: nn.GRU(2, 2), (3, 2)),
        "GRUCell": (lambda: nn.GRUCell(2, 2), (2,)),
        "MultiheadAttention": (lambda: nn.MultiheadAttention(2, 1), (3, 2)),
        "BatchNorm1d": (lambda: nn.BatchNorm1d(2), (3, 2)),
        "Softmax2d": (lambda: nn.Softmax2d(), (2, 3, 3)),
    }[layer]
    module = make().to(device)
    for parameter in module.parameters():
        nn.init.constant_(parameter, 0.5)
    size = torch.Size(shape).numel()
    x = torch.arange(size, dtype=torch.float, device=device).view(shape).div(size).requires_grad_()
    out = module(x, x, x) if layer == "MultiheadAttention" else module(x)
    if isinstance(out, tuple):
        out = out[0]
    yield "shape of the output", list(out.shape)
    (out**2).sum().backward()
    yield "x.grad", x.grad
    for parameter in list(module.parameters())[:1]:
        yield "gradient of the first parameter", parameter.grad


EXPECT = {
    "[Conv1d]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"shape of the output": [2, 3], "x.grad": "nonzero", "gradient of the first parameter": "nonzero"},
    },
    "[Conv2d]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"shape of the output": [2, 3, 3], "x.grad": "nonzero", "gradient of the first parameter": "nonzero"},
    },
    "[ConvTranspose2d]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"shape of the output": [2, 3, 3], "x.grad": "nonzero", "gradient of the first parameter": "nonzero"},
    },
    "[MaxPool2d]": {
        "<1.9": {"shape of the output": [2, 1, 1], "x.grad": "nonzero"},
        ">=1.9,<1.9.1": {"shape of the output": [2, 1, 1], "x.grad": "nonzero", "warns": ["UserWarning"]},
        ">=1.9.1": {"shape of the output": [2, 1, 1], "x.grad": "nonzero"},
    },
    "[GRU]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"shape of the output": [3, 2], "x.grad": "nonzero", "gradient of the first parameter": "nonzero"},
    },
    "[LSTM]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"shape of the output": [3, 2], "x.grad": "nonzero", "gradient of the first parameter": "nonzero"},
    },
    "[RNN]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"shape of the output": [3, 2], "x.grad": "nonzero", "gradient of the first parameter": "nonzero"},
    },
    "[GRUCell]": {
        "<1.1": {"raises": "RuntimeError"},
        ">=1.1,<1.11": {"raises": "IndexError"},
        ">=1.11": {"shape of the output": [2], "x.grad": "nonzero", "gradient of the first parameter": "nonzero"},
    },
    "[MultiheadAttention]": {
        "<1.11": {"raises": "ValueError"},
        ">=1.11": {"shape of the output": [3, 2], "x.grad": "nonzero", "gradient of the first parameter": "nonzero"},
    },
    "[BatchNorm1d]": {
        ">=1.0": {"shape of the output": [3, 2], "x.grad": "nonzero", "gradient of the first parameter": "nonzero"},
    },
    "[Softmax2d]": {
        "<1.10": {"raises": "AssertionError"},
        ">=1.10": {"shape of the output": [2, 3, 3], "x.grad": "nonzero"},
    },
}

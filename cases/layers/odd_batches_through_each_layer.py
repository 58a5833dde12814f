"""Which layers take a batch of one, or an empty batch, in training and evaluation mode, and what are the gradients?

Batch norm in training mode refuses a single value per channel (ValueError), in evaluation mode it does not.
Instance norm with one value per channel gave zeros until 1.4; since 1.5 it raises for a batch of one,
since 1.9 for any batch, in both modes.
An empty batch was refused by many layers at first: convolutions take it since 1.0.1, LayerNorm since 1.2,
ConvTranspose1d and GroupNorm since 1.5, Bilinear and TransformerEncoderLayer since 1.10.
Linear took it forward and raised in backward, until 1.3 if it was frozen, until 1.4 otherwise
(1.0.1 crashes, which is not shown).
Instance norm took it in 1.4 only: it raises before and since 1.5, and crashes in 1.3, which is not shown.
Batch norm made nan of it in training mode until 1.3, left its weights without a gradient in 1.4,
and gives them zeros since 1.5.
Where it works, the gradient of the weights is zero, not None, so optimizers with momentum or decay still move them.
A frozen layer passes the gradient on to its input.
Nothing warned of any of these; for those without a link no note was found.

https://github.com/pytorch/pytorch/issues/12013
https://github.com/pytorch/pytorch/pull/26214
https://github.com/pytorch/pytorch/pull/27650
https://github.com/pytorch/pytorch/pull/29082
https://github.com/pytorch/pytorch/pull/56659
https://github.com/pytorch/pytorch/pull/47106
https://github.com/pytorch/pytorch/pull/62800
https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html
"""

import torch
from torch import nn

layers = {
    "Linear": (lambda: nn.Linear(2, 2), (2,)),
    "Conv1d": (lambda: nn.Conv1d(2, 2, 2), (2, 3)),
    "Conv2d": (lambda: nn.Conv2d(2, 2, 2), (2, 3, 3)),
    "ConvTranspose1d": (lambda: nn.ConvTranspose1d(2, 2, 2), (2, 3)),
    "BatchNorm1d": (lambda: nn.BatchNorm1d(2), (2,)),
    "BatchNorm1d of a sequence": (lambda: nn.BatchNorm1d(2), (2, 3)),
    "BatchNorm2d": (lambda: nn.BatchNorm2d(2), (2, 3, 3)),
    "LayerNorm": (lambda: nn.LayerNorm(2), (2,)),
    "GroupNorm": (lambda: nn.GroupNorm(1, 2), (2, 3)),
    "InstanceNorm1d": (lambda: nn.InstanceNorm1d(2, affine=True), (2, 3)),
    "InstanceNorm1d of one value": (lambda: nn.InstanceNorm1d(2, affine=True), (2, 1)),
    "PReLU": (lambda: nn.PReLU(), (2,)),
    "LSTM": (lambda: nn.LSTM(2, 2, batch_first=True), (3, 2)),
    "GRU": (lambda: nn.GRU(2, 2, batch_first=True), (3, 2)),
    "RNN": (lambda: nn.RNN(2, 2, batch_first=True), (3, 2)),
    "LSTMCell": (lambda: nn.LSTMCell(2, 2), (2,)),
    "TransformerEncoderLayer": (lambda: nn.TransformerEncoderLayer(2, 1, 2, dropout=0.0), (3, 2)),
    "Bilinear": (lambda: nn.Bilinear(2, 2, 2), (2,)),
}
PARAMS = {
    "layer": [
        "Linear",
        "Conv1d",
        "Conv2d",
        "ConvTranspose1d",
        "BatchNorm1d",
        "BatchNorm1d of a sequence",
        "BatchNorm2d",
        "LayerNorm",
        "GroupNorm",
        "InstanceNorm1d",
        "InstanceNorm1d of one value",
        "PReLU",
        "LSTM",
        "GRU",
        "RNN",
        "LSTMCell",
        "TransformerEncoderLayer",
        "Bilinear",
    ],
    "batch": [0, 1],
    "mode": ["train", "eval", "frozen"],
}
TORCH = {
    "[BatchNorm*-0-eval]": ">=1.5",
    "[TransformerEncoderLayer-*]": ">=1.2",
    "[InstanceNorm1d*-0-*]": "!=1.3.0,!=1.3.1",
    "[Linear-0-*]": "!=1.0.1",
}


def observe(device, layer, batch, mode):
    make, shape = layers[layer]
    module = make().to(device).train(mode != "eval")
    if mode == "frozen":
        for parameter in module.parameters():
            parameter.requires_grad = False
    size = (shape[0], batch) + shape[1:] if layer == "TransformerEncoderLayer" else (batch,) + shape
    x = torch.ones(*size, device=device, requires_grad=True)
    try:
        out = module(x, x) if layer == "Bilinear" else module(x)
    except (RuntimeError, ValueError, IndexError) as error:
        yield "forward", type(error).__name__
        return
    yield "forward", "works"
    (out[0] if isinstance(out, tuple) else out).sum().backward()
    grads = [parameter.grad for parameter in module.parameters()]
    yield "parameters without a gradient", sum(grad is None for grad in grads)
    if batch == 0:
        yield "parameters with a gradient of zeros", sum(grad is not None and bool((grad == 0).all()) for grad in grads)
    yield "nonfinite gradients", sum(grad is not None and bool((grad != grad).any()) for grad in grads)
    yield "input.grad arrives", x.grad is not None


EXPECT = {
    "[Linear-0-eval]": {
        "<1.5": {"forward": "works", "raises": "RuntimeError"},
        ">=1.5": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Linear-0-train]": {
        "<1.5": {"forward": "works", "raises": "RuntimeError"},
        ">=1.5": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Linear-0-frozen]": {
        "<1.4": {"forward": "works", "raises": "RuntimeError"},
        ">=1.4": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm1d-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm1d of a sequence-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm1d of a sequence-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm2d-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm2d-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Bilinear-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Bilinear-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Conv1d-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Conv1d-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Conv2d-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Conv2d-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[ConvTranspose1d-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[ConvTranspose1d-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[GRU-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[GRU-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[GroupNorm-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[GroupNorm-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[InstanceNorm1d-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[InstanceNorm1d-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LSTM-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LSTM-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LSTMCell-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LSTMCell-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LayerNorm-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LayerNorm-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Linear-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Linear-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[PReLU-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[PReLU-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[RNN-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[RNN-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[TransformerEncoderLayer-1-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[TransformerEncoderLayer-1-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm1d of a sequence-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm2d-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Bilinear-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Conv1d-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Conv2d-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[ConvTranspose1d-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[GroupNorm-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[InstanceNorm1d-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LayerNorm-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Linear-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Conv1d-0-eval]": {
        "<1.0.1": {"forward": "RuntimeError"},
        ">=1.0.1": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Conv1d-0-train]": {
        "<1.0.1": {"forward": "RuntimeError"},
        ">=1.0.1": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Conv2d-0-eval]": {
        "<1.0.1": {"forward": "RuntimeError"},
        ">=1.0.1": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Conv2d-0-train]": {
        "<1.0.1": {"forward": "RuntimeError"},
        ">=1.0.1": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Conv1d-0-frozen]": {
        "<1.0.1": {"forward": "RuntimeError"},
        ">=1.0.1": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Conv2d-0-frozen]": {
        "<1.0.1": {"forward": "RuntimeError"},
        ">=1.0.1": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[ConvTranspose1d-0-eval]": {
        "<1.5": {"forward": "RuntimeError"},
        ">=1.5": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[ConvTranspose1d-0-train]": {
        "<1.5": {"forward": "RuntimeError"},
        ">=1.5": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[GroupNorm-0-eval]": {
        "<1.5": {"forward": "RuntimeError"},
        ">=1.5": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[GroupNorm-0-train]": {
        "<1.5": {"forward": "RuntimeError"},
        ">=1.5": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[ConvTranspose1d-0-frozen]": {
        "<1.5": {"forward": "RuntimeError"},
        ">=1.5": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[GroupNorm-0-frozen]": {
        "<1.5": {"forward": "RuntimeError"},
        ">=1.5": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm1d-0-train]": {
        "<1.4": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 1,
            "nonfinite gradients": 1,
            "input.grad arrives": True,
        },
        ">=1.4,<1.5": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
        ">=1.5": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm1d of a sequence-0-train]": {
        "<1.4": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 1,
            "nonfinite gradients": 1,
            "input.grad arrives": True,
        },
        ">=1.4,<1.5": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
        ">=1.5": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm2d-0-train]": {
        "<1.4": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 1,
            "nonfinite gradients": 1,
            "input.grad arrives": True,
        },
        ">=1.4,<1.5": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
        ">=1.5": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm1d-0-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm1d of a sequence-0-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm2d-0-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm1d-0-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm1d of a sequence-0-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm2d-0-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[BatchNorm1d-1-frozen]": {">=1.0": {"forward": "ValueError"}},
    "[BatchNorm1d-1-train]": {">=1.0": {"forward": "ValueError"}},
    "[LayerNorm-0-eval]": {
        "<1.2": {"forward": "RuntimeError"},
        ">=1.2": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LayerNorm-0-train]": {
        "<1.2": {"forward": "RuntimeError"},
        ">=1.2": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LayerNorm-0-frozen]": {
        "<1.2": {"forward": "RuntimeError"},
        ">=1.2": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[InstanceNorm1d-0-*]": {
        "<1.4": {"forward": "RuntimeError"},
        ">=1.4,<1.5": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
        ">=1.5": {"forward": "IndexError"},
    },
    "[InstanceNorm1d of one value-0-*]": {
        "<1.4": {"forward": "RuntimeError"},
        ">=1.4,<1.5": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
        ">=1.5,<1.9": {"forward": "IndexError"},
        ">=1.9": {"forward": "ValueError"},
    },
    "[InstanceNorm1d of one value-1-eval]": {
        "<1.5": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
        ">=1.5": {"forward": "ValueError"},
    },
    "[InstanceNorm1d of one value-1-train]": {
        "<1.5": {
            "forward": "works",
            "parameters without a gradient": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
        ">=1.5": {"forward": "ValueError"},
    },
    "[InstanceNorm1d of one value-1-frozen]": {
        "<1.5": {
            "forward": "works",
            "parameters without a gradient": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
        ">=1.5": {"forward": "ValueError"},
    },
    "[PReLU-0-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 1,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[PReLU-0-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 1,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[PReLU-0-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 1,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[PReLU-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 1,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[GRU-0-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 4,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[GRU-0-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 4,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LSTM-0-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 4,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LSTM-0-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 4,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LSTMCell-0-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 4,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LSTMCell-0-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 4,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[RNN-0-eval]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 4,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[RNN-0-train]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 4,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[GRU-0-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 4,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LSTM-0-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 4,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LSTMCell-0-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 4,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[RNN-0-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 4,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[GRU-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 4,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LSTM-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 4,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[LSTMCell-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 4,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[RNN-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 4,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[TransformerEncoderLayer-0-eval]": {
        "<1.10": {"forward": "RuntimeError"},
        ">=1.10": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 12,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[TransformerEncoderLayer-0-train]": {
        "<1.10": {"forward": "RuntimeError"},
        ">=1.10": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 12,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[TransformerEncoderLayer-0-frozen]": {
        "<1.10": {"forward": "RuntimeError"},
        ">=1.10": {
            "forward": "works",
            "parameters without a gradient": 12,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[TransformerEncoderLayer-1-frozen]": {
        ">=1.0": {
            "forward": "works",
            "parameters without a gradient": 12,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Bilinear-0-eval]": {
        "<1.10": {"forward": "RuntimeError"},
        ">=1.10": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Bilinear-0-train]": {
        "<1.10": {"forward": "RuntimeError"},
        ">=1.10": {
            "forward": "works",
            "parameters without a gradient": 0,
            "parameters with a gradient of zeros": 2,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
    "[Bilinear-0-frozen]": {
        "<1.10": {"forward": "RuntimeError"},
        ">=1.10": {
            "forward": "works",
            "parameters without a gradient": 2,
            "parameters with a gradient of zeros": 0,
            "nonfinite gradients": 0,
            "input.grad arrives": True,
        },
    },
}

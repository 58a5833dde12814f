"""After which layers does an in-place activation break the backward?

`relu_` writes over the output of the layer before it. That is fine where the layer saved its inputs (linear,
convolution, the norm layers) and breaks the backward where it saved its output, such as sigmoid, tanh, exp, softmax
and sqrt.
The error says that a variable was modified in place, at the time of backward.
Which of the two a function saves is its own affair, and changed without a warning:
`2**x` raises since 1.4, cumprod since 1.9, relu before `relu_` since 1.10, LSTM on the cpu since 2.0 (oneDNN),
attention since 2.14; elu stopped raising in 1.8 and softplus in 1.11; `norm` raised until 1.6 and again since 1.13.
For the power, cumprod, softplus and norm there was no note found.
A part of a `chunk` refuses the activation itself since 1.9; 1.7 and 1.8 warned of it, 1.6 and before took it.
Without gradients nothing is saved, and everything works.

https://github.com/pytorch/pytorch/pull/49272
https://github.com/pytorch/pytorch/pull/63089
https://github.com/pytorch/pytorch/pull/56093
https://github.com/pytorch/pytorch/pull/100627
https://github.com/pytorch/pytorch/pull/192271
https://docs.pytorch.org/docs/stable/notes/autograd.html
https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html
"""

import torch
from torch import nn
from torch.nn import functional as F

layers = {
    "Linear": lambda x: F.linear(x, x),
    "Conv1d": lambda x: F.conv1d(x[None], x[None, :, :1]),
    "BatchNorm1d": lambda x: F.batch_norm(x, None, None, training=True),
    "LayerNorm": lambda x: F.layer_norm(x, (2,)),
    "GroupNorm": lambda x: F.group_norm(x, 1),
    "InstanceNorm1d": lambda x: F.instance_norm(x[None]),
    "sigmoid": lambda x: torch.sigmoid(x),
    "tanh": lambda x: torch.tanh(x),
    "exp": lambda x: x.exp(),
    "log": lambda x: x.log(),
    "sqrt": lambda x: x.sqrt(),
    "reciprocal": lambda x: x.reciprocal(),
    "division": lambda x: x / (x + 1),
    "product": lambda x: x * x,
    "power": lambda x: x**2,
    "power of a number": lambda x: 2**x,
    "softmax": lambda x: F.softmax(x, 1),
    "log_softmax": lambda x: F.log_softmax(x, 1),
    "relu": lambda x: F.relu(x),
    "leaky_relu": lambda x: F.leaky_relu(x),
    "elu": lambda x: F.elu(x),
    "gelu": lambda x: F.gelu(x),
    "silu": lambda x: F.silu(x),
    "softplus": lambda x: F.softplus(x),
    "logsigmoid": lambda x: F.logsigmoid(x),
    "dropout": lambda x: F.dropout(x, 0.5),
    "max_pool": lambda x: F.max_pool1d(x[None], 2),
    "avg_pool": lambda x: F.avg_pool1d(x[None], 2),
    "interpolate": lambda x: F.interpolate(x[None], 4),
    "pad": lambda x: F.pad(x[None], (1, 1), mode="reflect"),
    "embedding": lambda x: F.embedding(torch.tensor([0, 1]), x),
    "normalize": lambda x: F.normalize(x),
    "norm": lambda x: x.norm(dim=1),
    "std": lambda x: x.std(1),
    "logsumexp": lambda x: x.logsumexp(1),
    "cumsum": lambda x: x.cumsum(0),
    "cumprod": lambda x: x.cumprod(0),
    "prod": lambda x: x.prod(1),
    "max": lambda x: x.max(1)[0],
    "view": lambda x: (x * 1).view(4),
    "chunk": lambda x: (x * 1).chunk(2)[0],
    "residual": lambda x: x + F.relu(x),
    "LSTM": lambda x: nn.LSTM(2, 2)(x[None])[0],
    "RNN": lambda x: nn.RNN(2, 2)(x[None])[0],
    "attention": lambda x: F.scaled_dot_product_attention(x[None], x[None], x[None]),
}
PARAMS = {
    "layer": [
        "Linear",
        "Conv1d",
        "BatchNorm1d",
        "LayerNorm",
        "GroupNorm",
        "InstanceNorm1d",
        "sigmoid",
        "tanh",
        "exp",
        "log",
        "sqrt",
        "reciprocal",
        "division",
        "product",
        "power",
        "power of a number",
        "softmax",
        "log_softmax",
        "relu",
        "leaky_relu",
        "elu",
        "gelu",
        "silu",
        "softplus",
        "logsigmoid",
        "dropout",
        "max_pool",
        "avg_pool",
        "interpolate",
        "pad",
        "embedding",
        "normalize",
        "norm",
        "std",
        "logsumexp",
        "cumsum",
        "cumprod",
        "prod",
        "max",
        "view",
        "chunk",
        "residual",
        "LSTM",
        "RNN",
        "attention",
    ]
}
TORCH = {"[silu]": ">=1.7", "[gelu]": ">=1.2", "[attention]": ">=2.0"}


def observe(layer):
    x = torch.tensor([[1.0, 2.0], [3.0, 0.5]], requires_grad=True)
    out = layers[layer](x)
    try:
        out.relu_()
        yield "relu_", "works"
        (out * torch.ones_like(out).cumsum(0)).sum().backward()
        yield "backward", "works"
    except RuntimeError as error:
        yield "refused", type(error).__name__


EXPECT = {
    "[BatchNorm1d]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[Conv1d]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[GroupNorm]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[InstanceNorm1d]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[LayerNorm]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[Linear]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[RNN]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[avg_pool]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[cumsum]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[division]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[dropout]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[embedding]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[gelu]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[interpolate]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[leaky_relu]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[log]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[logsigmoid]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[max]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[normalize]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[pad]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[power]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[product]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[residual]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[silu]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[view]": {">=1.0": {"relu_": "works", "backward": "works"}},
    "[exp]": {">=1.0": {"relu_": "works", "refused": "RuntimeError"}},
    "[log_softmax]": {">=1.0": {"relu_": "works", "refused": "RuntimeError"}},
    "[logsumexp]": {">=1.0": {"relu_": "works", "refused": "RuntimeError"}},
    "[prod]": {">=1.0": {"relu_": "works", "refused": "RuntimeError"}},
    "[reciprocal]": {">=1.0": {"relu_": "works", "refused": "RuntimeError"}},
    "[sigmoid]": {">=1.0": {"relu_": "works", "refused": "RuntimeError"}},
    "[softmax]": {">=1.0": {"relu_": "works", "refused": "RuntimeError"}},
    "[sqrt]": {">=1.0": {"relu_": "works", "refused": "RuntimeError"}},
    "[std]": {">=1.0": {"relu_": "works", "refused": "RuntimeError"}},
    "[tanh]": {">=1.0": {"relu_": "works", "refused": "RuntimeError"}},
    "[power of a number]": {
        "<1.4": {"relu_": "works", "backward": "works"},
        ">=1.4": {"relu_": "works", "refused": "RuntimeError"},
    },
    "[relu]": {
        "<1.10": {"relu_": "works", "backward": "works"},
        ">=1.10": {"relu_": "works", "refused": "RuntimeError"},
    },
    "[elu]": {"<1.8": {"relu_": "works", "refused": "RuntimeError"}, ">=1.8": {"relu_": "works", "backward": "works"}},
    "[softplus]": {
        "<1.11": {"relu_": "works", "refused": "RuntimeError"},
        ">=1.11": {"relu_": "works", "backward": "works"},
    },
    "[max_pool]": {
        "<1.9": {"relu_": "works", "backward": "works"},
        ">=1.9,<1.9.1": {"relu_": "works", "backward": "works", "warns": ["UserWarning"]},
        ">=1.9.1": {"relu_": "works", "backward": "works"},
    },
    "[norm]": {
        "<1.7": {"relu_": "works", "refused": "RuntimeError"},
        ">=1.7,<1.13": {"relu_": "works", "backward": "works"},
        ">=1.13": {"relu_": "works", "refused": "RuntimeError"},
    },
    "[cumprod]": {
        "<1.9": {"relu_": "works", "backward": "works"},
        ">=1.9": {"relu_": "works", "refused": "RuntimeError"},
    },
    "[chunk]": {
        "<1.7": {"relu_": "works", "backward": "works"},
        ">=1.7,<1.9": {"relu_": "works", "backward": "works", "warns": ["UserWarning"]},
        ">=1.9": {"refused": "RuntimeError"},
    },
    "[LSTM]": {"<2.0": {"relu_": "works", "backward": "works"}, ">=2.0": {"relu_": "works", "refused": "RuntimeError"}},
    "[attention]": {
        "<2.14": {"relu_": "works", "backward": "works"},
        ">=2.14": {"relu_": "works", "refused": "RuntimeError"},
    },
}

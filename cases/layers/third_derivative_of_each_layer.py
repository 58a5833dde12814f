"""Which layers can be differentiated twice or three times?

Each layer is used in a loss whose gradient, taken with `create_graph`, is used in the next loss, and so on.
Most learned the second derivative early: convolutions in 1.0.1, embedding in 1.1, gelu and binary cross entropy in
1.4, hardswish in 1.13; grid_sample in 2.12 and cdist in 2.14. embedding_bag and ctc_loss never did.
A refusal may change its type: NotImplementedError instead of RuntimeError in cdist since 1.10, in embedding_bag
since 2.5.
A fused kernel may take over a layer and end it: in 2.0 alone LSTM on the cpu raised, with oneDNN;
a whole TransformerEncoderLayer raises since 2.1, where flash attention came to the cpu, and attention of three
dimensions since 2.14.
The third derivative of batch norm and instance norm in training mode was wrong and raises since 2.14;
that of layer norm raised from 1.2 to 1.3, and gives a value again since 1.4, one that an open issue calls wrong.
No warning announced any of it; for what has no link here there was no note found.

https://github.com/pytorch/pytorch/pull/26983
https://github.com/pytorch/pytorch/pull/100627
https://github.com/pytorch/pytorch/pull/26660
https://github.com/pytorch/pytorch/pull/103826
https://github.com/pytorch/pytorch/pull/192271
https://github.com/pytorch/pytorch/pull/188901
https://github.com/pytorch/pytorch/pull/186779
https://github.com/pytorch/pytorch/issues/175754
https://github.com/pytorch/pytorch/pull/177487
https://github.com/pytorch/pytorch/issues/116350
"""

import torch
from torch import nn
from torch.nn import functional as F

layers = {
    "linear": lambda x, w: F.linear(x, w),
    "bilinear": lambda x, w: F.bilinear(x, x, w[None]),
    "conv1d": lambda x, w: F.conv1d(x[None], w[None, :, :1]),
    "conv2d": lambda x, w: F.conv2d(x[None, None], w[None, None]),
    "conv_transpose1d": lambda x, w: F.conv_transpose1d(x[None], w[:, None]),
    "embedding": lambda x, w: F.embedding(torch.tensor([0, 1, 1]), x * w),
    "embedding_bag": lambda x, w: F.embedding_bag(torch.tensor([[0, 1]]), x * w, mode="mean"),
    "batch_norm": lambda x, w: F.batch_norm(x * w, None, None, training=True),
    "batch_norm eval": lambda x, w: F.batch_norm(x, torch.zeros_like(x[0]), torch.ones_like(x[0]), w[0]),
    "layer_norm": lambda x, w: F.layer_norm(x * w, (2,)),
    "group_norm": lambda x, w: F.group_norm((x * w)[:, :, None], 1),
    "instance_norm": lambda x, w: F.instance_norm((x * w)[None]),
    "rms_norm": lambda x, w: F.rms_norm(x * w, (2,)),
    "softmax": lambda x, w: F.softmax(x * w, 1),
    "log_softmax": lambda x, w: F.log_softmax(x * w, 1),
    "gelu": lambda x, w: F.gelu(x * w),
    "silu": lambda x, w: F.silu(x * w),
    "mish": lambda x, w: F.mish(x * w),
    "elu": lambda x, w: F.elu(-x * w),
    "celu": lambda x, w: F.celu(-x * w),
    "selu": lambda x, w: F.selu(-x * w),
    "softplus": lambda x, w: F.softplus(x * w),
    "prelu": lambda x, w: F.prelu(-x * x, w[0]),
    "glu": lambda x, w: F.glu(x * w, 1),
    "logsigmoid": lambda x, w: F.logsigmoid(x * w),
    "hardswish": lambda x, w: F.hardswish(x * w),
    "max_pool1d": lambda x, w: F.max_pool1d((x * w)[None], 2) ** 3,
    "avg_pool2d": lambda x, w: F.avg_pool2d((x * w)[None], 2),
    "adaptive_avg_pool2d": lambda x, w: F.adaptive_avg_pool2d((x * w)[None], 1),
    "adaptive_max_pool2d": lambda x, w: F.adaptive_max_pool2d((x * w)[None], 1),
    "interpolate": lambda x, w: F.interpolate((x * w)[None], 4, mode="linear", align_corners=True),
    "bicubic": lambda x, w: F.interpolate((x * w)[None, None], (4, 4), mode="bicubic", align_corners=True),
    "grid_sample": lambda x, w: F.grid_sample((x * x)[None, None], w[None, None] / 9, align_corners=False),
    "reflect pad": lambda x, w: F.pad((x * w)[None], (1, 1), mode="reflect"),
    "pixel_shuffle": lambda x, w: F.pixel_shuffle((x * w).view(1, 4, 1, 1), 2),
    "normalize": lambda x, w: F.normalize(x * w),
    "cdist": lambda x, w: torch.cdist(x, w + 1),
    "mse_loss": lambda x, w: F.mse_loss(x * x, w),
    "smooth_l1_loss": lambda x, w: F.smooth_l1_loss(x * x, w),
    "cross_entropy": lambda x, w: F.cross_entropy(x * w, torch.tensor([0, 1])),
    "binary_cross_entropy": lambda x, w: F.binary_cross_entropy(torch.sigmoid(x * w), torch.full_like(x, 0.5)),
    "kl_div": lambda x, w: F.kl_div(F.log_softmax(x * w, 1), torch.full_like(x, 0.5), reduction="sum"),
    "ctc_loss": lambda x, w: F.ctc_loss(
        F.log_softmax((x * w)[:, None], 2), torch.tensor([[1]]), torch.tensor([2]), torch.tensor([1])
    ),
    "RNN": lambda x, w: nn.RNN(2, 2).to(x.dtype)((x * w)[:, None])[0],
    "LSTM": lambda x, w: nn.LSTM(2, 2).to(x.dtype)((x * w)[:, None])[0],
    "GRU": lambda x, w: nn.GRU(2, 2).to(x.dtype)((x * w)[:, None])[0],
    "MultiheadAttention": lambda x, w: nn.MultiheadAttention(2, 1).to(x.dtype)(*[(x * w)[:, None]] * 3)[0],
    "attention": lambda x, w: F.scaled_dot_product_attention(x[None], w[None], x[None]),
    "EncoderLayer": lambda x, w: nn.TransformerEncoderLayer(2, 1, 2, 0.0).to(x.dtype)((x * w)[:, None]),
}
PARAMS = {
    "layer": [
        "linear",
        "bilinear",
        "conv1d",
        "conv2d",
        "conv_transpose1d",
        "embedding",
        "embedding_bag",
        "batch_norm",
        "batch_norm eval",
        "layer_norm",
        "group_norm",
        "instance_norm",
        "rms_norm",
        "softmax",
        "log_softmax",
        "gelu",
        "silu",
        "mish",
        "elu",
        "celu",
        "selu",
        "softplus",
        "prelu",
        "glu",
        "logsigmoid",
        "hardswish",
        "max_pool1d",
        "avg_pool2d",
        "adaptive_avg_pool2d",
        "adaptive_max_pool2d",
        "interpolate",
        "bicubic",
        "grid_sample",
        "reflect pad",
        "pixel_shuffle",
        "normalize",
        "cdist",
        "mse_loss",
        "smooth_l1_loss",
        "cross_entropy",
        "binary_cross_entropy",
        "kl_div",
        "ctc_loss",
        "RNN",
        "LSTM",
        "GRU",
        "MultiheadAttention",
        "attention",
        "EncoderLayer",
    ]
}
TORCH = {
    "[gelu]": ">=1.2",
    "[silu]": ">=1.7",
    "[mish]": ">=1.9",
    "[hardswish]": ">=1.6",
    "[rms_norm]": ">=2.4",
    "[attention]": ">=2.0",
    "[MultiheadAttention]": ">=1.1",
    "[EncoderLayer]": ">=1.2",
    "[grid_sample]": ">=1.3",
    "[bicubic]": ">=1.1",
    "[cdist]": ">=1.1",
}


def observe(layer):
    x = torch.tensor([[0.5, 1.5], [2.5, 1.0]], requires_grad=True)
    w = torch.tensor([[1.0, 2.0], [0.5, 3.0]], requires_grad=True)
    value = layers[layer](x, w)
    for order in ("first", "second", "third"):
        try:
            value = sum((grad**2).sum() for grad in torch.autograd.grad((value**2).sum(), [x, w], create_graph=True))
            yield order, "works"
        except (RuntimeError, NotImplementedError) as error:
            yield order, type(error).__name__
            break


EXPECT = {
    "[GRU]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[MultiheadAttention]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[RNN]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[adaptive_avg_pool2d]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[adaptive_max_pool2d]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[avg_pool2d]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[batch_norm eval]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[bicubic]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[bilinear]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[celu]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[conv_transpose1d]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[cross_entropy]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[elu]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[glu]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[group_norm]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[interpolate]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[kl_div]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[linear]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[log_softmax]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[logsigmoid]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[mish]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[mse_loss]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[normalize]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[pixel_shuffle]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[prelu]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[reflect pad]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[rms_norm]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[selu]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[silu]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[smooth_l1_loss]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[softmax]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[softplus]": {">=1.0": {"first": "works", "second": "works", "third": "works"}},
    "[conv1d]": {
        "<1.0.1": {"first": "works", "second": "RuntimeError"},
        ">=1.0.1": {"first": "works", "second": "works", "third": "works"},
    },
    "[conv2d]": {
        "<1.0.1": {"first": "works", "second": "RuntimeError"},
        ">=1.0.1": {"first": "works", "second": "works", "third": "works"},
    },
    "[embedding]": {
        "<1.1": {"first": "works", "second": "RuntimeError"},
        ">=1.1": {"first": "works", "second": "works", "third": "works"},
    },
    "[embedding_bag]": {
        "<2.5": {"first": "works", "second": "RuntimeError"},
        ">=2.5": {"first": "works", "second": "NotImplementedError"},
    },
    "[batch_norm]": {
        "<2.14": {"first": "works", "second": "works", "third": "works"},
        ">=2.14": {"first": "works", "second": "works", "third": "RuntimeError"},
    },
    "[instance_norm]": {
        "<2.14": {"first": "works", "second": "works", "third": "works"},
        ">=2.14": {"first": "works", "second": "works", "third": "RuntimeError"},
    },
    "[layer_norm]": {
        "<1.2": {"first": "works", "second": "works", "third": "works"},
        ">=1.2,<1.4": {"first": "works", "second": "works", "third": "RuntimeError"},
        ">=1.4": {"first": "works", "second": "works", "third": "works"},
    },
    "[binary_cross_entropy]": {
        "<1.4": {"first": "works", "second": "RuntimeError"},
        ">=1.4": {"first": "works", "second": "works", "third": "works"},
    },
    "[gelu]": {
        "<1.4": {"first": "works", "second": "RuntimeError"},
        ">=1.4": {"first": "works", "second": "works", "third": "works"},
    },
    "[hardswish]": {
        "<1.13": {"first": "works", "second": "RuntimeError"},
        ">=1.13": {"first": "works", "second": "works", "third": "works"},
    },
    "[max_pool1d]": {
        "<1.9": {"first": "works", "second": "works", "third": "works"},
        ">=1.9,<1.9.1": {"first": "works", "second": "works", "third": "works", "warns": ["UserWarning"]},
        ">=1.9.1": {"first": "works", "second": "works", "third": "works"},
    },
    "[grid_sample]": {
        "<2.12": {"first": "works", "second": "RuntimeError"},
        ">=2.12": {"first": "works", "second": "works", "third": "works"},
    },
    "[cdist]": {
        "<1.10": {"first": "works", "second": "RuntimeError"},
        ">=1.10,<2.14": {"first": "works", "second": "NotImplementedError"},
        ">=2.14": {"first": "works", "second": "works", "third": "works"},
    },
    "[ctc_loss]": {">=1.0": {"first": "works", "second": "RuntimeError"}},
    "[LSTM]": {
        "<2.0": {"first": "works", "second": "works", "third": "works"},
        ">=2.0,<2.1": {"first": "works", "second": "RuntimeError"},
        ">=2.1": {"first": "works", "second": "works", "third": "works"},
    },
    "[attention]": {
        "<2.14": {"first": "works", "second": "works", "third": "works"},
        ">=2.14": {"first": "works", "second": "RuntimeError"},
    },
    "[EncoderLayer]": {
        "<1.4": {"first": "works", "second": "works", "third": "RuntimeError"},
        ">=1.4,<2.1": {"first": "works", "second": "works", "third": "works"},
        ">=2.1": {"first": "works", "second": "RuntimeError"},
    },
}

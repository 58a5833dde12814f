"""Which functions run forward and backward in float16 and bfloat16 on the cpu?

In the first releases nothing did: tensors of half precision were for storing.
bfloat16 was filled in: 1.3 (sums, products, matrices, convolutions), 1.5 (look-ups), 1.6 (exp, sqrt, clamp),
1.8 (bmm, norm, where), 1.9 (relu), 1.10 (softmax, layer norm, GELU, LSTM), 1.11 (pooling), 1.12 (other norms)
and 2.0 (prod).
float16 came with 1.6 (sums, products, sort), 1.7 (mm, linear) and 1.8 (bmm, where), with max in 1.9;
interpolation had it from 1.2 to 1.5. Its matrix products, slow and inexact, were taken out in 1.12.
Pointwise functions learned it in 2.1; in 2.2 the products came back, fast, and convolutions, batch norm, softmax,
LSTM and attention with them; layer norm, interpolation and average pooling followed in 2.3.
Last of all was `mse_loss`, which raised for bfloat16, and in the backward of float16, until 2.5.
No warnings announced it; for most functions no note was found.

https://github.com/f-dangel/singd/issues/71
https://github.com/Lightning-AI/torchmetrics/issues/1009
https://github.com/pytorch/pytorch/pull/103319
https://github.com/pytorch/pytorch/pull/139959
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "function": [
        "add",
        "mul",
        "sum",
        "mean",
        "exp",
        "sqrt",
        "mm",
        "bmm",
        "linear",
        "conv1d",
        "relu",
        "gelu",
        "sigmoid",
        "softmax",
        "log_softmax",
        "layer_norm",
        "batch_norm",
        "group_norm",
        "max_pool",
        "avg_pool",
        "interpolate",
        "embedding",
        "cross_entropy",
        "mse_loss",
        "dropout",
        "norm",
        "cumsum",
        "max",
        "sort",
        "prod",
        "lstm",
        "attention",
        "clamp",
        "index_select",
        "where",
    ],
    "dtype": ["float16", "bfloat16"],
}
TORCH = {"[*-bfloat16]": ">=1.2", "[gelu-*]": ">=1.2", "[attention-*]": ">=2.0"}


def observe(function, dtype):
    dtype = getattr(torch, dtype)
    x = torch.tensor([[1.0, 2.0], [3.0, 0.5]]).to(dtype).requires_grad_()
    lstm = torch.nn.LSTM(2, 2).to(dtype) if function == "lstm" else None
    compute = {
        "add": lambda: x + x,
        "mul": lambda: x * x,
        "sum": lambda: x.sum(),
        "mean": lambda: x.mean(),
        "exp": lambda: x.exp(),
        "sqrt": lambda: x.sqrt(),
        "mm": lambda: x.mm(x),
        "bmm": lambda: torch.bmm(x[None], x[None]),
        "linear": lambda: F.linear(x, x, x[0]),
        "conv1d": lambda: F.conv1d(x[None], x[None]),
        "relu": lambda: F.relu(x),
        "gelu": lambda: F.gelu(x),
        "sigmoid": lambda: torch.sigmoid(x),
        "softmax": lambda: F.softmax(x, 1),
        "log_softmax": lambda: F.log_softmax(x, 1),
        "layer_norm": lambda: F.layer_norm(x, (2,), x[0], x[1]),
        "batch_norm": lambda: F.batch_norm(x, None, None, x[0], x[1], training=True),
        "group_norm": lambda: F.group_norm(x, 1, x[0], x[1]),
        "max_pool": lambda: F.max_pool2d(x[None, None], 2),
        "avg_pool": lambda: F.avg_pool2d(x[None, None], 2),
        "interpolate": lambda: F.interpolate(x[None], 4, mode="linear", align_corners=False),
        "embedding": lambda: F.embedding(torch.tensor([1, 1]), x),
        "cross_entropy": lambda: F.cross_entropy(x, torch.tensor([0, 1])),
        "mse_loss": lambda: F.mse_loss(x, x.detach() * 0),
        "dropout": lambda: F.dropout(x, 0.5),
        "norm": lambda: x.norm(),
        "cumsum": lambda: x.cumsum(0),
        "max": lambda: x.max(1)[0],
        "sort": lambda: x.sort()[0],
        "prod": lambda: x.prod(),
        "lstm": lambda: lstm(x[None])[0],
        "attention": lambda: F.scaled_dot_product_attention(x[None], x[None], x[None]),
        "clamp": lambda: x.clamp(min=1.5),
        "index_select": lambda: x.index_select(0, torch.tensor([1])),
        "where": lambda: torch.where(x.detach().float() > 1, x, x * 2),
    }[function]
    try:
        out = compute()
        yield "forward", str(out.dtype)
    except (RuntimeError, NotImplementedError) as error:
        yield "forward", type(error).__name__
        return
    try:
        out.float().sum().backward()
        yield "backward", str(x.grad.dtype)
    except (RuntimeError, NotImplementedError) as error:
        yield "backward", type(error).__name__


EXPECT = {
    "[add-float16]": {
        "<1.6": {"forward": "RuntimeError"},
        ">=1.6": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[mean-float16]": {
        "<1.6": {"forward": "RuntimeError"},
        ">=1.6": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[mul-float16]": {
        "<1.6": {"forward": "RuntimeError"},
        ">=1.6": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[sort-float16]": {
        "<1.6": {"forward": "RuntimeError"},
        ">=1.6": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[sum-float16]": {
        "<1.6": {"forward": "RuntimeError"},
        ">=1.6": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[add-bfloat16]": {
        "<1.3": {"forward": "RuntimeError"},
        ">=1.3": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[conv1d-bfloat16]": {
        "<1.3": {"forward": "RuntimeError"},
        ">=1.3": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[cross_entropy-bfloat16]": {
        "<1.3": {"forward": "RuntimeError"},
        ">=1.3": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[linear-bfloat16]": {
        "<1.3": {"forward": "RuntimeError"},
        ">=1.3": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[log_softmax-bfloat16]": {
        "<1.3": {"forward": "RuntimeError"},
        ">=1.3": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[mean-bfloat16]": {
        "<1.3": {"forward": "RuntimeError"},
        ">=1.3": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[mm-bfloat16]": {
        "<1.3": {"forward": "RuntimeError"},
        ">=1.3": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[mul-bfloat16]": {
        "<1.3": {"forward": "RuntimeError"},
        ">=1.3": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[sum-bfloat16]": {
        "<1.3": {"forward": "RuntimeError"},
        ">=1.3": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[clamp-float16]": {
        "<2.1": {"forward": "RuntimeError"},
        ">=2.1": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[exp-float16]": {
        "<2.1": {"forward": "RuntimeError"},
        ">=2.1": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[gelu-float16]": {
        "<2.1": {"forward": "RuntimeError"},
        ">=2.1": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[relu-float16]": {
        "<2.1": {"forward": "RuntimeError"},
        ">=2.1": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[sigmoid-float16]": {
        "<2.1": {"forward": "RuntimeError"},
        ">=2.1": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[sqrt-float16]": {
        "<2.1": {"forward": "RuntimeError"},
        ">=2.1": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[clamp-bfloat16]": {
        "<1.6": {"forward": "RuntimeError"},
        ">=1.6": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[exp-bfloat16]": {
        "<1.6": {"forward": "RuntimeError"},
        ">=1.6": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[sqrt-bfloat16]": {
        "<1.6": {"forward": "RuntimeError"},
        ">=1.6": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[linear-float16]": {
        "<1.7": {"forward": "RuntimeError"},
        ">=1.7,<1.12": {"forward": "torch.float16", "backward": "torch.float16"},
        ">=1.12,<2.2": {"forward": "RuntimeError"},
        ">=2.2": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[mm-float16]": {
        "<1.7": {"forward": "RuntimeError"},
        ">=1.7,<1.12": {"forward": "torch.float16", "backward": "torch.float16"},
        ">=1.12,<2.2": {"forward": "RuntimeError"},
        ">=2.2": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[bmm-float16]": {
        "<1.8": {"forward": "RuntimeError"},
        ">=1.8,<1.12": {"forward": "torch.float16", "backward": "torch.float16"},
        ">=1.12,<2.2": {"forward": "RuntimeError"},
        ">=2.2": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[bmm-bfloat16]": {
        "<1.8": {"forward": "RuntimeError"},
        ">=1.8": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[norm-bfloat16]": {
        "<1.8": {"forward": "RuntimeError"},
        ">=1.8": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[where-bfloat16]": {
        "<1.8": {"forward": "RuntimeError"},
        ">=1.8": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[attention-float16]": {
        "<2.2": {"forward": "RuntimeError"},
        ">=2.2": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[batch_norm-float16]": {
        "<2.2": {"forward": "RuntimeError"},
        ">=2.2": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[conv1d-float16]": {
        "<2.2": {"forward": "RuntimeError"},
        ">=2.2": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[cumsum-float16]": {
        "<2.2": {"forward": "RuntimeError"},
        ">=2.2": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[dropout-float16]": {
        "<2.2": {"forward": "RuntimeError"},
        ">=2.2": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[group_norm-float16]": {
        "<2.2": {"forward": "RuntimeError"},
        ">=2.2": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[log_softmax-float16]": {
        "<2.2": {"forward": "RuntimeError"},
        ">=2.2": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[lstm-float16]": {
        "<2.2": {"forward": "RuntimeError"},
        ">=2.2": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[prod-float16]": {
        "<2.2": {"forward": "RuntimeError"},
        ">=2.2": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[softmax-float16]": {
        "<2.2": {"forward": "RuntimeError"},
        ">=2.2": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[relu-bfloat16]": {
        "<1.9": {"forward": "RuntimeError"},
        ">=1.9": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[dropout-bfloat16]": {
        "<1.10": {"forward": "RuntimeError"},
        ">=1.10": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[gelu-bfloat16]": {
        "<1.10": {"forward": "RuntimeError"},
        ">=1.10": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[layer_norm-bfloat16]": {
        "<1.10": {"forward": "RuntimeError"},
        ">=1.10": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[softmax-bfloat16]": {
        "<1.10": {"forward": "RuntimeError"},
        ">=1.10": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[sort-bfloat16]": {
        "<1.10": {"forward": "RuntimeError"},
        ">=1.10": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[sigmoid-bfloat16]": {
        "<1.6": {"forward": "RuntimeError"},
        ">=1.6,<1.8": {"forward": "torch.bfloat16", "backward": "RuntimeError"},
        ">=1.8": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[avg_pool-float16]": {
        "<2.3": {"forward": "RuntimeError"},
        ">=2.3": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[layer_norm-float16]": {
        "<2.3": {"forward": "RuntimeError"},
        ">=2.3": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[batch_norm-bfloat16]": {
        "<1.12": {"forward": "RuntimeError"},
        ">=1.12": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[cumsum-bfloat16]": {
        "<1.12": {"forward": "RuntimeError"},
        ">=1.12": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[group_norm-bfloat16]": {
        "<1.12": {"forward": "RuntimeError"},
        ">=1.12": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[interpolate-bfloat16]": {
        "<1.12": {"forward": "RuntimeError"},
        ">=1.12": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[max_pool-float16]": {
        "<1.9": {"forward": "RuntimeError"},
        ">=1.9,<1.9.1": {"forward": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.9.1,<2.2": {"forward": "RuntimeError"},
        ">=2.2": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[max_pool-bfloat16]": {
        "<1.9": {"forward": "RuntimeError"},
        ">=1.9,<1.9.1": {"forward": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"forward": "RuntimeError"},
        ">=1.11": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[avg_pool-bfloat16]": {
        "<1.11": {"forward": "RuntimeError"},
        ">=1.11": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[interpolate-float16]": {
        "<1.2": {"forward": "RuntimeError"},
        ">=1.2,<1.6": {"forward": "torch.float16", "backward": "torch.float16"},
        ">=1.6,<2.3": {"forward": "RuntimeError"},
        ">=2.3": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[embedding-float16]": {
        "<1.5": {"forward": "RuntimeError"},
        ">=1.5,<1.6": {"forward": "torch.float16", "backward": "RuntimeError"},
        ">=1.6": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[index_select-float16]": {
        "<1.5": {"forward": "RuntimeError"},
        ">=1.5,<1.6": {"forward": "torch.float16", "backward": "RuntimeError"},
        ">=1.6": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[embedding-bfloat16]": {
        "<1.5": {"forward": "RuntimeError"},
        ">=1.5": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[index_select-bfloat16]": {
        "<1.5": {"forward": "RuntimeError"},
        ">=1.5": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[cross_entropy-float16]": {
        "<2.4": {"forward": "RuntimeError"},
        ">=2.4": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[mse_loss-float16]": {
        "<1.6": {"forward": "RuntimeError"},
        ">=1.6,<2.6": {"forward": "torch.float16", "backward": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.6": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[mse_loss-bfloat16]": {
        "<2.6": {"forward": "RuntimeError"},
        ">=2.6": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[norm-float16]": {
        "<1.6": {"forward": "RuntimeError"},
        ">=1.6,<1.7": {"forward": "torch.float16", "backward": "RuntimeError"},
        ">=1.7": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[max-float16]": {
        "<1.9": {"forward": "RuntimeError"},
        ">=1.9": {"forward": "torch.float16", "backward": "torch.float16"},
    },
    "[max-bfloat16]": {
        "<1.9": {"forward": "RuntimeError"},
        ">=1.9,<1.10": {"forward": "torch.bfloat16", "backward": "RuntimeError"},
        ">=1.10": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[prod-bfloat16]": {
        "<2.0": {"forward": "RuntimeError"},
        ">=2.0": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[lstm-bfloat16]": {
        "<1.6": {"forward": "RuntimeError"},
        ">=1.6,<1.10": {"forward": "torch.bfloat16", "backward": "RuntimeError"},
        ">=1.10": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"},
    },
    "[attention-bfloat16]": {">=1.0": {"forward": "torch.bfloat16", "backward": "torch.bfloat16"}},
    "[where-float16]": {
        "<1.8": {"forward": "RuntimeError"},
        ">=1.8": {"forward": "torch.float16", "backward": "torch.float16"},
    },
}

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

"""Which functions run in bfloat16 under autocast on the cpu, and in which dtype do their gradients come?

Autocast keeps a list of functions to run in the lower precision, one to run in float32, and leaves the rest to the
dtype of their inputs; the lists are not those of CUDA: softmax, layer norm and exp stay in bfloat16 here.
Matrix products and convolutions go to bfloat16, transposed convolutions since 2.0 and PReLU since 2.1.
In 1.12 pooling, batch and group norm, GELU, cumsum,
interpolation and two losses left the float32 list, since they had
learned bfloat16 (max pooling in 1.11); in 1.13 all losses were on it, cross entropy and L1 loss for the first time.
`where` of two dtypes raised until 1.11, before it promoted them.
Whatever happened inside, the gradient has the dtype of the leaf, since the cast is a part of the graph.
No warning announced any of it.

https://github.com/pytorch/pytorch/pull/63534
https://github.com/pytorch/pytorch/pull/77623
https://github.com/pytorch/pytorch/pull/76691
https://github.com/pytorch/pytorch/pull/82196
https://github.com/pytorch/pytorch/pull/92527
https://docs.pytorch.org/docs/stable/amp.html
"""

import torch
from torch.nn import functional as F

TORCH = {"[attention-*]": ">=2.0", "[*]": ">=1.10"}
half = torch.bfloat16
functions = {
    "mm": lambda x: x.mm(x),
    "matmul": lambda x: x @ x,
    "bmm": lambda x: torch.bmm(x[None], x[None]),
    "addmm": lambda x: torch.addmm(x, x, x),
    "einsum": lambda x: torch.einsum("ij,jk->ik", x, x),
    "mv": lambda x: torch.mv(x, x[0]),
    "dot": lambda x: torch.dot(x[0], x[0]),
    "linear": lambda x: F.linear(x, x),
    "conv1d": lambda x: F.conv1d(x[None], x[None]),
    "conv_transpose1d": lambda x: F.conv_transpose1d(x[None], x[:, :, None]),
    "prelu": lambda x: F.prelu(x, x[0]),
    "softmax": lambda x: F.softmax(x, 1),
    "log_softmax": lambda x: F.log_softmax(x, 1),
    "layer_norm": lambda x: F.layer_norm(x, (2,)),
    "batch_norm": lambda x: F.batch_norm(x, None, None, training=True),
    "group_norm": lambda x: F.group_norm(x, 1),
    "gelu": lambda x: F.gelu(x),
    "exp": lambda x: x.exp(),
    "log": lambda x: x.log(),
    "pow": lambda x: x**2,
    "sum": lambda x: x.sum(),
    "mean": lambda x: x.mean(),
    "norm": lambda x: x.norm(),
    "cumsum": lambda x: x.cumsum(0),
    "prod": lambda x: x.prod(),
    "cdist": lambda x: torch.cdist(x, x + 1),
    "inverse": lambda x: x.inverse(),
    "interpolate": lambda x: F.interpolate(x[None], scale_factor=2.0, mode="linear", align_corners=False),
    "avg_pool": lambda x: F.avg_pool2d(x[None, None], 2),
    "max_pool": lambda x: F.max_pool2d(x[None, None], 2),
    "mse_loss": lambda x: F.mse_loss(x, torch.zeros_like(x)),
    "l1_loss": lambda x: F.l1_loss(x, torch.zeros_like(x)),
    "smooth_l1_loss": lambda x: F.smooth_l1_loss(x, torch.zeros_like(x)),
    "cross_entropy": lambda x: F.cross_entropy(x, torch.tensor([0, 1])),
    "binary_cross_entropy": lambda x: F.binary_cross_entropy(x.sigmoid(), torch.zeros_like(x)),
    "bce_with_logits": lambda x: F.binary_cross_entropy_with_logits(x, torch.zeros_like(x)),
    "kl_div": lambda x: F.kl_div(x, torch.zeros_like(x), reduction="sum"),
    "cat of two dtypes": lambda x: torch.cat([x, x.to(half)]),
    "stack of two dtypes": lambda x: torch.stack([x, x.to(half)]),
    "add of two dtypes": lambda x: x + x.to(half),
    "where of two dtypes": lambda x: torch.where(x > 0, x, x.to(half)),
    "attention": lambda x: F.scaled_dot_product_attention(x[None], x[None], x[None]),
}
PARAMS = {
    "function": [
        "mm",
        "matmul",
        "bmm",
        "addmm",
        "einsum",
        "mv",
        "dot",
        "linear",
        "conv1d",
        "conv_transpose1d",
        "prelu",
        "softmax",
        "log_softmax",
        "layer_norm",
        "batch_norm",
        "group_norm",
        "gelu",
        "exp",
        "log",
        "pow",
        "sum",
        "mean",
        "norm",
        "cumsum",
        "prod",
        "cdist",
        "inverse",
        "interpolate",
        "avg_pool",
        "max_pool",
        "mse_loss",
        "l1_loss",
        "smooth_l1_loss",
        "cross_entropy",
        "binary_cross_entropy",
        "bce_with_logits",
        "kl_div",
        "cat of two dtypes",
        "stack of two dtypes",
        "add of two dtypes",
        "where of two dtypes",
        "attention",
    ],
    "input": ["float32", "bfloat16"],
}


def observe(function, input):
    x = torch.tensor([[1.0, 2.0], [3.0, 0.5]]).to(getattr(torch, input)).requires_grad_()
    with torch.autocast("cpu", dtype=half):
        out = functions[function](x)
    yield "out.dtype", str(out.dtype)
    out.float().sum().backward()
    yield "x.grad.dtype", str(x.grad.dtype)


EXPECT = {
    "[addmm-float32]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.float32"}},
    "[attention-float32]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.float32"}},
    "[bmm-float32]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.float32"}},
    "[conv1d-float32]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.float32"}},
    "[einsum-float32]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.float32"}},
    "[linear-float32]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.float32"}},
    "[matmul-float32]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.float32"}},
    "[mm-float32]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.float32"}},
    "[add of two dtypes-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[addmm-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[attention-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[bmm-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[cat of two dtypes-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[conv1d-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[einsum-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[exp-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[layer_norm-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[linear-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[log-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[log_softmax-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[matmul-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[mean-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[mm-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[mv-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[norm-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[pow-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[softmax-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[stack of two dtypes-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[sum-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[where of two dtypes-bfloat16]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"}},
    "[add of two dtypes-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[avg_pool-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[batch_norm-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[bce_with_logits-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[binary_cross_entropy-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[cat of two dtypes-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[cdist-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[cross_entropy-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[cumsum-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[dot-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[exp-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[gelu-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[group_norm-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[interpolate-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[inverse-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[kl_div-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[l1_loss-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[layer_norm-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[log-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[log_softmax-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[max_pool-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[mean-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[mse_loss-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[mv-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[norm-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[pow-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[prod-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[smooth_l1_loss-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[softmax-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[stack of two dtypes-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[sum-float32]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[avg_pool-bfloat16]": {
        "<1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
        ">=1.12": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"},
    },
    "[batch_norm-bfloat16]": {
        "<1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
        ">=1.12": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"},
    },
    "[cumsum-bfloat16]": {
        "<1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
        ">=1.12": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"},
    },
    "[dot-bfloat16]": {
        "<1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
        ">=1.12": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"},
    },
    "[gelu-bfloat16]": {
        "<1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
        ">=1.12": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"},
    },
    "[group_norm-bfloat16]": {
        "<1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
        ">=1.12": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"},
    },
    "[interpolate-bfloat16]": {
        "<1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
        ">=1.12": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"},
    },
    "[prelu-bfloat16]": {
        "<1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
        ">=1.12": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"},
    },
    "[conv_transpose1d-float32]": {
        "<2.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"},
        ">=2.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.float32"},
    },
    "[conv_transpose1d-bfloat16]": {
        "<2.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
        ">=2.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"},
    },
    "[prelu-float32]": {
        "<2.1": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"},
        ">=2.1": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.float32"},
    },
    "[binary_cross_entropy-bfloat16]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"}},
    "[cdist-bfloat16]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"}},
    "[inverse-bfloat16]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"}},
    "[kl_div-bfloat16]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"}},
    "[mse_loss-bfloat16]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"}},
    "[prod-bfloat16]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"}},
    "[max_pool-bfloat16]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"},
    },
    "[cross_entropy-bfloat16]": {
        "<1.13": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"},
        ">=1.13": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
    },
    "[l1_loss-bfloat16]": {
        "<1.13": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"},
        ">=1.13": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
    },
    "[bce_with_logits-bfloat16]": {
        "<1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
        ">=1.12,<1.13": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"},
        ">=1.13": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
    },
    "[smooth_l1_loss-bfloat16]": {
        "<1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
        ">=1.12,<1.13": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.bfloat16"},
        ">=1.13": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.bfloat16"},
    },
    "[where of two dtypes-float32]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"},
    },
}

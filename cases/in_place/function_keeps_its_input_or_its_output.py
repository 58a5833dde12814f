"""After which functions may their input, or their output, be changed in place before backward?

A function saves for backward what its derivative needs: its input, its output, both, or neither.
What was saved must not be overwritten: the version counter of the tensor tells, and backward raises.
So every row says what the function saves, and a change from one release to the next is a change of a derivative
formula.
Products and quotients with a constant, dropout and `where` let go of the tensor in 1.1.
An index with a list or a mask kept its input in 1.2 only, the first release with a new backward for it.
`2**x` kept its input until 1.3.1, its output in 1.4, and both since 1.5; cumprod keeps its output too since 1.9.
hardsigmoid changed from its output to its input in 1.6, elu, celu and selu in 1.8.
relu changed from its input to its output in 1.10, which saves memory and breaks `relu(x).add_(1)`.
softmax and log_softmax let go of the input in 1.11, softplus of its output, and l1_loss of its input in 1.13.
`norm()` kept its output until 1.6 and again since 1.13; `mean()` kept its input in 2.0 and 2.1, and no longer in 2.2.
Nothing warned of any of these; for 2**x in 1.4, hardsigmoid, norm and mean there is no note found.

https://github.com/pytorch/pytorch/pull/16583
https://github.com/pytorch/pytorch/pull/20557
https://github.com/pytorch/pytorch/pull/25594
https://github.com/pytorch/pytorch/pull/32063
https://github.com/pytorch/pytorch/pull/49272
https://github.com/pytorch/pytorch/pull/53711
https://github.com/pytorch/pytorch/pull/63089
https://github.com/pytorch/pytorch/issues/63027
https://github.com/pytorch/pytorch/pull/65242
https://github.com/pytorch/pytorch/issues/64000
https://github.com/pytorch/pytorch/pull/70296
https://github.com/pytorch/pytorch/pull/79804
https://github.com/pytorch/pytorch/issues/5741
https://github.com/pytorch/pytorch/issues/109876
"""

import torch
import torch.nn.functional as F

functions = {
    "add": lambda x: x + 1,
    "neg": lambda x: -x,
    "mul_number": lambda x: x * 3,
    "mul_itself": lambda x: x * x,
    "div_number": lambda x: x / 3,
    "number_div": lambda x: 3 / x,
    "pow_2": lambda x: x**2,
    "pow_1": lambda x: x**1,
    "base_2": lambda x: torch.pow(2, x),
    "exp": lambda x: x.exp(),
    "expm1": lambda x: x.expm1(),
    "log": lambda x: x.log(),
    "log1p": lambda x: x.log1p(),
    "sqrt": lambda x: x.sqrt(),
    "rsqrt": lambda x: x.rsqrt(),
    "reciprocal": lambda x: x.reciprocal(),
    "sin": lambda x: x.sin(),
    "tan": lambda x: x.tan(),
    "tanh": lambda x: x.tanh(),
    "sigmoid": lambda x: x.sigmoid(),
    "erf": lambda x: x.erf(),
    "abs": lambda x: x.abs(),
    "sign": lambda x: x.sign() * 1,
    "floor": lambda x: x.floor(),
    "clamp": lambda x: x.clamp(0, 2),
    "clamp_min": lambda x: x.clamp(min=0),
    "relu": lambda x: F.relu(x),
    "leaky_relu": lambda x: F.leaky_relu(x),
    "elu": lambda x: F.elu(x),
    "selu": lambda x: F.selu(x),
    "celu": lambda x: F.celu(x),
    "relu6": lambda x: F.relu6(x),
    "hardtanh": lambda x: F.hardtanh(x),
    "softplus": lambda x: F.softplus(x),
    "logsigmoid": lambda x: F.logsigmoid(x),
    "threshold": lambda x: F.threshold(x, 0.4, 0.0),
    "hardshrink": lambda x: F.hardshrink(x),
    "gelu": lambda x: F.gelu(x),
    "hardsigmoid": lambda x: F.hardsigmoid(x),
    "silu": lambda x: F.silu(x),
    "mish": lambda x: F.mish(x),
    "dropout": lambda x: F.dropout(x, 0.5),
    "softmax": lambda x: x.softmax(0),
    "log_softmax": lambda x: x.log_softmax(0),
    "logsumexp": lambda x: x.logsumexp(0),
    "normalize": lambda x: F.normalize(x, dim=0),
    "layer_norm": lambda x: F.layer_norm(x, (3,)),
    "sum": lambda x: x.sum(),
    "mean": lambda x: x.mean(),
    "prod": lambda x: x.prod(),
    "cumsum": lambda x: x.cumsum(0),
    "cumprod": lambda x: x.cumprod(0),
    "norm": lambda x: x.norm(),
    "norm_1": lambda x: x.norm(1),
    "std": lambda x: x.std(),
    "var": lambda x: x.var(),
    "max": lambda x: x.max(),
    "max_dim": lambda x: x.max(0)[0],
    "sort": lambda x: x.sort()[0],
    "where": lambda x: torch.where(x > 0.5, x, x * 2),
    "cat": lambda x: torch.cat([x, x]),
    "index": lambda x: x[[0, 1]],
    "masked_select": lambda x: x[x > 0.4],
    "dot": lambda x: x.dot(torch.ones_like(x)),
    "lerp": lambda x: torch.lerp(x, torch.ones_like(x), 0.5),
    "l1_loss": lambda x: F.l1_loss(x, torch.zeros_like(x), reduction="none"),
    "mse_loss": lambda x: F.mse_loss(x, torch.zeros_like(x), reduction="none"),
    "smooth_l1": lambda x: F.smooth_l1_loss(x, torch.zeros_like(x), reduction="none"),
    "bce": lambda x: F.binary_cross_entropy(x, torch.ones_like(x), reduction="none"),
    "bce_logits": lambda x: F.binary_cross_entropy_with_logits(x, torch.ones_like(x), reduction="none"),
}
PARAMS = {
    "function": [
        "add",
        "neg",
        "mul_number",
        "mul_itself",
        "div_number",
        "number_div",
        "pow_2",
        "pow_1",
        "base_2",
        "exp",
        "expm1",
        "log",
        "log1p",
        "sqrt",
        "rsqrt",
        "reciprocal",
        "sin",
        "tan",
        "tanh",
        "sigmoid",
        "erf",
        "abs",
        "sign",
        "floor",
        "clamp",
        "clamp_min",
        "relu",
        "leaky_relu",
        "elu",
        "selu",
        "celu",
        "relu6",
        "hardtanh",
        "softplus",
        "logsigmoid",
        "threshold",
        "hardshrink",
        "gelu",
        "hardsigmoid",
        "silu",
        "mish",
        "dropout",
        "softmax",
        "log_softmax",
        "logsumexp",
        "normalize",
        "layer_norm",
        "sum",
        "mean",
        "prod",
        "cumsum",
        "cumprod",
        "norm",
        "norm_1",
        "std",
        "var",
        "max",
        "max_dim",
        "sort",
        "where",
        "cat",
        "index",
        "masked_select",
        "dot",
        "lerp",
        "l1_loss",
        "mse_loss",
        "smooth_l1",
        "bce",
        "bce_logits",
    ],
    "changed": ["input", "output"],
}
TORCH = {"[gelu-*]": ">=1.2", "[hardsigmoid-*]": ">=1.5", "[silu-*]": ">=1.7", "[mish-*]": ">=1.9"}


def observe(device, function, changed):
    weight = torch.tensor([0.25, 0.5, 0.75], device=device, requires_grad=True)
    hidden = weight * 1
    out = functions[function](hidden)
    (hidden if changed == "input" else out).add_(1)
    try:
        out.sum().backward()
        yield "backward", "runs"
    except RuntimeError as error:
        yield "backward", type(error).__name__


CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/63027",
        "says": "relu keeps its input for backward, though its output would do.",
        "facts": {"backward": "RuntimeError"},
        "rows": "[relu-input]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/64000",
        "says": "softmax keeps its input for backward, which it does not need.",
        "facts": {"backward": "RuntimeError"},
        "rows": "[softmax-input]",
    },
]

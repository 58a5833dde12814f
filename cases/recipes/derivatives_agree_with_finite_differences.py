"""Are the first and second derivatives right, compared with finite differences?

The first derivative is what a training step uses, the second what a gradient penalty, MAML or a Hessian uses.
Each function is taken at points away from its kinks, in double precision, and compared with central differences:
of the function for the first derivative, of the first derivative for the second one.
A second derivative that is not there is an error; a wrong one is silent: LayerNorm's in 1.5 and 1.6,
with a weight that is not 1; since 1.7 it is right again.
LayerNorm is left out in 1.2 to 1.4, where its second derivative ends the process.
gelu and binary_cross_entropy have a second derivative since 1.4, hardswish since 1.13.
A missing one is a RuntimeError, that of pdist a NotImplementedError from 1.10 on, until 2.14 added it.

https://github.com/pytorch/pytorch/pull/26983
https://github.com/pytorch/pytorch/pull/28944
https://github.com/pytorch/pytorch/pull/78740
https://github.com/pytorch/pytorch/pull/41595
https://github.com/pytorch/pytorch/pull/59482
https://github.com/pytorch/pytorch/issues/33613
https://github.com/pytorch/pytorch/pull/188901
https://pytorch.org/docs/stable/notes/gradcheck.html
"""

import torch
from torch.nn import functional as f


def w(x, n=4, low=0.5):
    return torch.linspace(low, 2.0, n + 1)[:n].to(x)


functions = {
    "elu": lambda x: f.elu(x, alpha=0.7),
    "celu": lambda x: f.celu(x, alpha=0.7),
    "selu": lambda x: f.selu(x),
    "leaky_relu": lambda x: f.leaky_relu(x, 0.2),
    "softplus": lambda x: f.softplus(x, beta=3.0, threshold=5.0),
    "logsigmoid": lambda x: f.logsigmoid(x),
    "hardtanh": lambda x: f.hardtanh(x, -0.5, 0.9) ** 3,
    "hardswish": lambda x: f.hardswish(x),
    "hardsigmoid": lambda x: f.hardsigmoid(x) ** 3,
    "silu": lambda x: f.silu(x),
    "mish": lambda x: f.mish(x),
    "gelu": lambda x: f.gelu(x),
    "gelu_tanh": lambda x: f.gelu(x, approximate="tanh"),
    "glu": lambda x: f.glu(x, 1),
    "softmax": lambda x: x.softmax(1) ** 2,
    "softmin": lambda x: f.softmin(x, 1) ** 2,
    "log_softmax": lambda x: x.log_softmax(1) ** 2,
    "logsumexp": lambda x: x.logsumexp(1) ** 2,
    "normalize": lambda x: f.normalize(x, dim=1) ** 3,
    "cosine_similarity": lambda x: f.cosine_similarity(x, w(x)[None], dim=1),
    "layer_norm": lambda x: f.layer_norm(x, (4,), w(x), w(x)) ** 3,
    "group_norm": lambda x: f.group_norm(x, 2, w(x), w(x)) ** 3,
    "batch_norm": lambda x: f.batch_norm(x, None, None, w(x), w(x), training=True) ** 3,
    "batch_norm_eval": lambda x: f.batch_norm(x, w(x), w(x), w(x), w(x)) ** 3,
    "instance_norm": lambda x: f.instance_norm(x[None], weight=w(x, 3), bias=w(x, 3)) ** 3,
    "local_response_norm": lambda x: f.local_response_norm(x[None], 2) ** 3,
    "mse_loss": lambda x: f.mse_loss(x, w(x).expand(3, 4)),
    "smooth_l1_loss": lambda x: f.smooth_l1_loss(x, torch.zeros_like(x)) ** 2,
    "smooth_l1_loss_beta": lambda x: f.smooth_l1_loss(x, torch.zeros_like(x), beta=0.6) ** 2,
    "huber_loss": lambda x: f.huber_loss(x, torch.zeros_like(x), delta=0.6) ** 2,
    "binary_cross_entropy": lambda x: f.binary_cross_entropy(x.sigmoid(), w(x).expand(3, 4) / 3),
    "bce_with_logits": lambda x: f.binary_cross_entropy_with_logits(x, w(x).expand(3, 4) / 3, pos_weight=w(x)),
    "kl_div": lambda x: f.kl_div(x.log_softmax(1), w(x).expand(3, 4), reduction="sum") ** 2,
    "kl_div_of_target": lambda x: f.kl_div(w(x).expand(3, 4), x.softmax(1), reduction="sum") ** 2,
    "soft_margin_loss": lambda x: f.soft_margin_loss(x, torch.ones_like(x)) ** 2,
    "multilabel_soft_margin_loss": lambda x: f.multilabel_soft_margin_loss(x, torch.ones_like(x)) ** 2,
    "multi_margin_loss": lambda x: f.multi_margin_loss(x, torch.tensor([0, 1, 2]).to(x.device)) ** 2,
    "poisson_nll_loss": lambda x: f.poisson_nll_loss(x, torch.ones_like(x), full=True) ** 2,
    "cross_entropy": lambda x: f.cross_entropy(x, torch.tensor([0, 1, 2]).to(x.device), weight=w(x)) ** 2,
    "prelu": lambda x: f.prelu(x, w(x, 1, 0.3)) ** 3,
    "rrelu": lambda x: f.rrelu(x) ** 3,
    "max_pool1d": lambda x: f.max_pool1d(x[None], 2) ** 3,
    "avg_pool1d": lambda x: f.avg_pool1d(x[None], 2) ** 3,
    "lp_pool1d": lambda x: f.lp_pool1d(x[None].abs(), 3, 2) ** 3,
    "interpolate": lambda x: f.interpolate(x[None], size=7, mode="linear", align_corners=False) ** 3,
    "bicubic": lambda x: f.interpolate(x[None, None], size=(5, 6), mode="bicubic", align_corners=False) ** 3,
    "conv1d": lambda x: f.conv1d(x[None], w(x, 12).reshape(2, 3, 2), padding=1) ** 3,
    "conv_transpose1d": lambda x: f.conv_transpose1d(x[None], w(x, 12).reshape(3, 2, 2), stride=2) ** 3,
    "bilinear": lambda x: f.bilinear(x, x, w(x, 16).reshape(1, 4, 4)) ** 3,
    "pairwise_distance": lambda x: f.pairwise_distance(x, w(x)[None]) ** 3,
    "pdist": lambda x: f.pdist(x) ** 3,
    "prod": lambda x: x.prod(1) ** 2,
    "cumprod": lambda x: x.cumprod(1) ** 2,
    "std": lambda x: x.std(1) ** 3,
    "var": lambda x: x.var(1) ** 3,
    "norm_3": lambda x: x.norm(3, 1) ** 2,
    "pow": lambda x: x.abs() ** 2.5,
    "renorm": lambda x: x.renorm(2, 0, 1.0) ** 3,
    "scaled_dot_product_attention": lambda x: f.scaled_dot_product_attention(x, x, x) ** 3,
}
PARAMS = {
    "function": [
        "elu", "celu", "selu", "leaky_relu", "softplus", "logsigmoid", "hardtanh", "hardswish",
        "hardsigmoid", "silu", "mish", "gelu", "gelu_tanh", "glu", "softmax", "softmin", "log_softmax",
        "logsumexp", "normalize", "cosine_similarity", "layer_norm", "group_norm", "batch_norm",
        "batch_norm_eval", "instance_norm", "local_response_norm", "mse_loss", "smooth_l1_loss",
        "smooth_l1_loss_beta", "huber_loss", "binary_cross_entropy", "bce_with_logits", "kl_div",
        "kl_div_of_target", "soft_margin_loss", "multilabel_soft_margin_loss", "multi_margin_loss",
        "poisson_nll_loss", "cross_entropy", "prelu", "rrelu", "max_pool1d", "avg_pool1d", "lp_pool1d",
        "interpolate", "bicubic", "conv1d", "conv_transpose1d", "bilinear", "pairwise_distance", "pdist",
        "prod", "cumprod", "std", "var", "norm_3", "pow", "renorm", "scaled_dot_product_attention",
    ],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[hardswish]": ">=1.6", "[hardsigmoid]": ">=1.6", "[silu]": ">=1.7", "[mish]": ">=1.9", "[gelu]": ">=1.2",
    "[gelu_tanh]": ">=1.12", "[smooth_l1_loss_beta]": ">=1.7", "[huber_loss]": ">=1.9", "[bicubic]": ">=1.2",
    "[layer_norm]": "!=1.2.*,!=1.3.*,!=1.4.*", "[scaled_dot_product_attention]": ">=2.0",
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, function):
    start = [[0.35, -0.72, 1.13, 0.21], [-1.31, 0.84, 0.43, -0.14], [0.66, 1.77, -0.42, -2.15]]
    start = torch.tensor(start, dtype=torch.double, device=device)
    direction = torch.linspace(-1.0, 1.3, 12).to(start).reshape(3, 4)

    def value(shift):
        x = (start + shift * direction).requires_grad_()
        return x, functions[function](x).sum()

    def slope(shift, create_graph=False):
        x, out = value(shift)
        return x, (torch.autograd.grad(out, x, create_graph=create_graph)[0] * w(x, 12).reshape(3, 4)).sum()

    def close(one, other):
        return bool((one - other).abs() < 1e-4 * (1 + other.abs()))

    h = 1e-5
    x, out = value(0.0)
    first = (torch.autograd.grad(out, x)[0] * direction).sum()
    yield "first derivative is right", close(first, (value(h)[1] - value(-h)[1]).detach() / (2 * h))
    try:
        x, weighted = slope(0.0, create_graph=True)
        gradient = torch.autograd.grad(weighted, x, allow_unused=True)[0] if weighted.requires_grad else None
        second = (gradient * direction).sum() if gradient is not None else torch.zeros(()).to(start)
        right = close(second, (slope(h)[1] - slope(-h)[1]).detach() / (2 * h))
    except RuntimeError as error:
        right = type(error).__name__
    yield "second derivative is right", right


EXPECT = {
    "[avg_pool1d]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[batch_norm]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[batch_norm_eval]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[bce_with_logits]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[bicubic]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[bilinear]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[celu]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[conv1d]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[conv_transpose1d]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[cosine_similarity]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[cross_entropy]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[cumprod]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[elu]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[gelu_tanh]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[glu]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[group_norm]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[hardtanh]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[huber_loss]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[instance_norm]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[interpolate]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[kl_div]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[kl_div_of_target]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[leaky_relu]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[local_response_norm]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[log_softmax]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[logsigmoid]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[logsumexp]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[lp_pool1d]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[mish]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[mse_loss]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[multilabel_soft_margin_loss]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[norm_3]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[normalize]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[pairwise_distance]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[poisson_nll_loss]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[pow]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[prelu]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[prod]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[renorm]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[rrelu]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[scaled_dot_product_attention]": {
        ">=1.0": {"first derivative is right": True, "second derivative is right": True},
    },
    "[selu]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[silu]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[smooth_l1_loss]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[smooth_l1_loss_beta]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[soft_margin_loss]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[softmax]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[softmin]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[softplus]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[std]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[var]": {">=1.0": {"first derivative is right": True, "second derivative is right": True}},
    "[hardswish]": {
        "<1.13": {"first derivative is right": True, "second derivative is right": "RuntimeError"},
        ">=1.13": {"first derivative is right": True, "second derivative is right": True},
    },
    "[hardsigmoid]": {">=1.0": {"first derivative is right": True, "second derivative is right": "RuntimeError"}},
    "[multi_margin_loss]": {">=1.0": {"first derivative is right": True, "second derivative is right": "RuntimeError"}},
    "[binary_cross_entropy]": {
        "<1.4": {"first derivative is right": True, "second derivative is right": "RuntimeError"},
        ">=1.4": {"first derivative is right": True, "second derivative is right": True},
    },
    "[gelu]": {
        "<1.4": {"first derivative is right": True, "second derivative is right": "RuntimeError"},
        ">=1.4": {"first derivative is right": True, "second derivative is right": True},
    },
    "[layer_norm]": {
        "<1.5": {"first derivative is right": True, "second derivative is right": True},
        ">=1.5,<1.7": {"first derivative is right": True, "second derivative is right": False},
        ">=1.7": {"first derivative is right": True, "second derivative is right": True},
    },
    "[max_pool1d]": {
        "<1.9": {"first derivative is right": True, "second derivative is right": True},
        ">=1.9,<1.9.1": {
            "first derivative is right": True,
            "second derivative is right": True,
            "warns": ["UserWarning"],
        },
        ">=1.9.1": {"first derivative is right": True, "second derivative is right": True},
    },
    "[pdist]": {
        "<1.10": {"first derivative is right": True, "second derivative is right": "RuntimeError"},
        ">=1.10,<2.14": {"first derivative is right": True, "second derivative is right": "NotImplementedError"},
        ">=2.14": {"first derivative is right": True, "second derivative is right": True},
    },
}

"""Which layers, losses, reductions and functions of linear algebra does forward mode differentiate, and since when?

Every function gets a 2 x 2 dual number, and the sum of the tangent that comes out is compared with the gradient.
In 1.8 nothing had a formula, and the tangent was silently lost (None), that of `eigvalsh` still in 1.9.
What has no formula raises since 1.9, and since 1.10 it is a `NotImplementedError`.
1.10 brought sums, products, views, `cat`, `linear`, `clamp` and `cholesky`; 1.11 convolution, pooling, normalisation,
indexing, sorting and most losses; 1.12 softmax, `norm`, `embedding`, `fft` and `eigvalsh`; 1.13 `amax` and `det`.
What has none raises today: `embedding_bag`, `ctc_loss`, `cdist`, `pdist`, and fused attention on the CPU,
which was not fused and worked in 2.0; `grid_sample` got one in 2.15.

https://github.com/pytorch/pytorch/issues/71117
https://github.com/pytorch/pytorch/issues/128971
https://github.com/pytorch/pytorch/pull/57863
https://github.com/pytorch/pytorch/pull/58094
https://github.com/pytorch/pytorch/pull/59483
https://github.com/pytorch/pytorch/pull/69956
https://github.com/pytorch/pytorch/pull/70355
https://github.com/pytorch/pytorch/pull/73741
https://github.com/pytorch/pytorch/pull/77421
https://github.com/pytorch/pytorch/pull/77975
https://github.com/pytorch/pytorch/pull/79487
https://github.com/pytorch/pytorch/pull/103826
https://github.com/pytorch/pytorch/pull/195280
https://docs.pytorch.org/docs/stable/autograd.html#forward-mode-automatic-differentiation
"""

import torch
import torch.autograd.forward_ad as forward_ad
from torch.nn import functional

PARAMS = {
    "function": [
        "sum", "mean", "prod", "cumprod", "max", "amax", "median", "sort", "topk", "var", "norm", "logsumexp",
        "matmul", "view", "index", "cat", "stack", "where", "maximum", "clamp", "pow", "atan2", "softmax",
        "log_softmax", "linear", "conv2d", "embedding", "embedding_bag", "layer_norm", "batch_norm", "max_pool2d",
        "avg_pool2d", "unfold", "pad", "upsample", "grid_sample", "attention", "gru", "mse", "l1", "huber",
        "binary_cross_entropy", "with_logits", "nll", "kl_div", "ctc", "cdist", "pdist", "inverse", "det", "svdvals",
        "eigvalsh", "qr", "lstsq", "matrix_exp", "cholesky", "fft",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[*]": ">=1.8", "[huber]": ">=1.9", "[svdvals]": ">=1.9", "[lstsq]": ">=1.9", "[attention]": ">=2.0"}


def observe(device, function):
    x = torch.tensor([[2.0, 1.0], [1.0, 3.0]], dtype=torch.float64, device=device, requires_grad=True)
    ones, index = torch.ones(2, 2, dtype=torch.float64, device=device), torch.tensor([1, 0], device=device)
    kernel, gru = ones.view(1, 1, 2, 2), torch.nn.GRU(2, 1).to(device).double()
    call = {
        "max": lambda a: a.max(1)[0],
        "median": lambda a: a.median(1)[0],
        "sort": lambda a: a.sort(1)[0],
        "topk": lambda a: a.topk(1)[0],
        "amax": lambda a: a.amax(1),
        "cumprod": lambda a: a.cumprod(0),
        "logsumexp": lambda a: a.logsumexp(1),
        "matmul": lambda a: a.matmul(a),
        "view": lambda a: a.view(4),
        "index": lambda a: a[index],
        "cat": lambda a: torch.cat([a, ones]),
        "stack": lambda a: torch.stack([a, ones]),
        "where": lambda a: torch.where(a > 1, a, ones),
        "maximum": lambda a: torch.maximum(a, ones * 1.5),
        "clamp": lambda a: a.clamp(1.5, 2.5),
        "pow": lambda a: a**3,
        "atan2": lambda a: torch.atan2(a, ones),
        "softmax": lambda a: a.softmax(1)[:, 0],
        "log_softmax": lambda a: a.log_softmax(1)[:, 0],
        "linear": lambda a: functional.linear(a, ones, ones[0]),
        "conv2d": lambda a: functional.conv2d(a.view(1, 1, 2, 2), kernel),
        "embedding": lambda a: functional.embedding(index, a),
        "embedding_bag": lambda a: functional.embedding_bag(index.view(1, 2), a),
        "layer_norm": lambda a: functional.layer_norm(a, (2,)) ** 3,
        "batch_norm": lambda a: functional.batch_norm(a.view(4, 1), None, None, training=True) ** 3,
        "max_pool2d": lambda a: functional.max_pool2d(a.view(1, 1, 2, 2), 2),
        "avg_pool2d": lambda a: functional.avg_pool2d(a.view(1, 1, 2, 2), 2),
        "unfold": lambda a: functional.unfold(a.view(1, 1, 2, 2), 2),
        "pad": lambda a: functional.pad(a.view(1, 1, 2, 2), (1, 1, 1, 1), mode="replicate"),
        "upsample": lambda a: functional.interpolate(a.view(1, 1, 2, 2), scale_factor=2.0, mode="nearest"),
        "grid_sample": lambda a: functional.grid_sample(a.view(1, 1, 2, 2), ones.view(1, 1, 2, 2), align_corners=True),
        "attention": lambda a: functional.scaled_dot_product_attention(*[a.view(1, 1, 2, 2)] * 3),
        "gru": lambda a: gru(a.view(2, 1, 2))[0] * 0,
        "mse": lambda a: functional.mse_loss(a, ones),
        "l1": lambda a: functional.l1_loss(a, ones * 5),
        "huber": lambda a: functional.huber_loss(a, ones / 2),
        "binary_cross_entropy": lambda a: functional.binary_cross_entropy(a / 8, ones),
        "with_logits": lambda a: functional.binary_cross_entropy_with_logits(a, ones),
        "nll": lambda a: functional.nll_loss(a, index),
        "kl_div": lambda a: functional.kl_div(a, ones, reduction="sum"),
        "ctc": lambda a: functional.ctc_loss(a.view(2, 1, 2).log_softmax(2), index[:1].view(1, 1), (2,), (1,)),
        "cdist": lambda a: torch.cdist(a, -ones),
        "pdist": lambda a: functional.pdist(a * a),
        "svdvals": lambda a: torch.linalg.svdvals(a),
        "eigvalsh": lambda a: torch.linalg.eigvalsh(a),
        "qr": lambda a: torch.linalg.qr(a)[1].abs(),
        "lstsq": lambda a: torch.linalg.lstsq(a, ones)[0],
        "cholesky": lambda a: torch.linalg.cholesky(a + a.t()),
        "fft": lambda a: torch.fft.fft(a).real,
    }.get(function) or (lambda a: getattr(torch, function)(a))
    yield "gradient", float((torch.autograd.grad(call(x).sum(), x)[0] * (ones + index)).sum())
    with forward_ad.dual_level():
        dual = forward_ad.make_dual(x.detach(), ones + index)
        tangent = forward_ad.unpack_dual(call(dual)).tangent
        yield "tangent", None if tangent is None else float(tangent.sum())


EXPECT = {
    "[cat]": {
        "<1.9": {"gradient": 6.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 6.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 6.0, "tangent": 6.0},
    },
    "[sum]": {
        "<1.9": {"gradient": 6.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 6.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 6.0, "tangent": 6.0},
    },
    "[view]": {
        "<1.9": {"gradient": 6.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 6.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 6.0, "tangent": 6.0},
    },
    "[mean]": {
        "<1.9": {"gradient": 1.5, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 1.5, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 1.5, "tangent": 1.5},
    },
    "[prod]": {
        "<1.9": {"gradient": 26.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 26.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 26.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 26.0, "tangent": 26.0},
    },
    "[cumprod]": {
        "<1.9": {"gradient": 13.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 13.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 13.0, "tangent": 13.0},
    },
    "[max]": {
        "<1.9": {"gradient": 3.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 3.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 3.0, "tangent": 3.0},
    },
    "[maximum]": {
        "<1.9": {"gradient": 3.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 3.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 3.0, "tangent": 3.0},
    },
    "[amax]": {
        "<1.9": {"gradient": 3.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 3.0, "raises": "RuntimeError"},
        ">=1.10,<1.13": {"gradient": 3.0, "raises": "NotImplementedError"},
        ">=1.13": {"gradient": 3.0, "tangent": 3.0},
    },
    "[median]": {
        "<1.9": {"gradient": 3.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 3.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 3.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 3.0, "tangent": 3.0},
    },
    "[topk]": {
        "<1.9": {"gradient": 3.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 3.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 3.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 3.0, "tangent": 3.0},
    },
    "[where]": {
        "<1.9": {"gradient": 3.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 3.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 3.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 3.0, "tangent": 3.0},
    },
    "[conv2d]": {
        "<1.9": {"gradient": 6.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 6.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 6.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 6.0, "tangent": 6.0},
    },
    "[index]": {
        "<1.9": {"gradient": 6.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 6.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 6.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 6.0, "tangent": 6.0},
    },
    "[sort]": {
        "<1.9": {"gradient": 6.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 6.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 6.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 6.0, "tangent": 6.0},
    },
    "[stack]": {
        "<1.9": {"gradient": 6.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 6.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 6.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 6.0, "tangent": 6.0},
    },
    "[unfold]": {
        "<1.9": {"gradient": 6.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 6.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 6.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 6.0, "tangent": 6.0},
    },
    "[var]": {
        "<1.9": {"gradient": -0.3333, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": -0.3333, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": -0.3333, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": -0.3333, "tangent": -0.3333},
    },
    "[norm]": {
        "<1.9": {"gradient": 2.582, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 2.582, "raises": "RuntimeError"},
        ">=1.10,<1.12": {"gradient": 2.582, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": 2.582, "tangent": 2.582},
    },
    "[logsumexp]": {
        "<1.9": {"gradient": 2.85, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 2.85, "raises": "RuntimeError"},
        ">=1.10,<1.12": {"gradient": 2.85, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": 2.85, "tangent": 2.85},
    },
    "[matmul]": {
        "<1.9": {"gradient": 41.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 41.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 41.0, "tangent": 41.0},
    },
    "[cholesky]": {
        "<1.9": {"gradient": 2.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 2.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 2.0, "tangent": 2.0},
    },
    "[clamp]": {
        "<1.9": {"gradient": 2.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 2.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 2.0, "tangent": 2.0},
    },
    "[pow]": {
        "<1.9": {"gradient": 60.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 60.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 60.0, "tangent": 60.0},
    },
    "[atan2]": {
        "<1.9": {"gradient": 2.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 2.0, "raises": "RuntimeError"},
        ">=1.10,<1.12": {"gradient": 2.0, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": 2.0, "tangent": 2.0},
    },
    "[softmax]": {
        "<1.9": {"gradient": 0.3016, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.3016, "raises": "RuntimeError"},
        ">=1.10,<1.12": {"gradient": 0.3016, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": 0.3016, "tangent": 0.3016},
    },
    "[log_softmax]": {
        "<1.9": {"gradient": 1.15, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 1.15, "raises": "RuntimeError"},
        ">=1.10,<1.12": {"gradient": 1.15, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": 1.15, "tangent": 1.15},
    },
    "[linear]": {
        "<1.9": {"gradient": 12.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 12.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 12.0, "tangent": 12.0},
    },
    "[embedding]": {
        "<1.9": {"gradient": 6.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 6.0, "raises": "RuntimeError"},
        ">=1.10,<1.12": {"gradient": 6.0, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": 6.0, "tangent": 6.0},
    },
    "[embedding_bag]": {
        "<1.9": {"gradient": 3.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 3.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 3.0, "raises": "NotImplementedError"},
    },
    "[layer_norm]": {
        "<1.9": {"gradient": 0.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 0.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 0.0, "tangent": 0.0},
    },
    "[batch_norm]": {
        "<1.9": {"gradient": -2.871, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": -2.871, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": -2.871, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": -2.871, "tangent": -2.871},
    },
    "[max_pool2d]": {
        "<1.9": {"gradient": 1.0, "tangent": "None"},
        ">=1.9,<1.9.1": {"gradient": 1.0, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.9.1,<1.10": {"gradient": 1.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 1.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 1.0, "tangent": 1.0},
    },
    "[avg_pool2d]": {
        "<1.9": {"gradient": 1.5, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 1.5, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 1.5, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 1.5, "tangent": 1.5},
    },
    "[pad]": {
        "<1.9": {"gradient": 24.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 24.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 24.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 24.0, "tangent": 24.0},
    },
    "[upsample]": {
        "<1.9": {"gradient": 24.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 24.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 24.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 24.0, "tangent": 24.0},
    },
    "[grid_sample]": {
        "<1.9": {"gradient": 2.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 2.0, "raises": "RuntimeError"},
        ">=1.10,<2.15": {"gradient": 2.0, "raises": "NotImplementedError"},
        ">=2.15": {"gradient": 2.0, "tangent": 2.0},
    },
    "[attention]": {
        "<2.1": {"gradient": 6.0, "tangent": 6.0},
        ">=2.1": {"gradient": 6.0, "raises": "NotImplementedError"},
    },
    "[gru]": {
        "<1.9": {"gradient": 0.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 0.0, "raises": "NotImplementedError"},
        ">=1.11,<2.8": {"gradient": 0.0, "tangent": 0.0},
        ">=2.8": {"gradient": 0.0, "tangent": 0.0, "warns": ["UserWarning"]},
    },
    "[mse]": {
        "<1.9": {"gradient": 2.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 2.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 2.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 2.0, "tangent": 2.0},
    },
    "[l1]": {
        "<1.9": {"gradient": -1.5, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": -1.5, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": -1.5, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": -1.5, "tangent": -1.5},
    },
    "[huber]": {
        "<1.10": {"gradient": 1.125, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 1.125, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 1.125, "tangent": 1.125},
    },
    "[binary_cross_entropy]": {
        "<1.9": {"gradient": -1.083, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": -1.083, "raises": "RuntimeError"},
        ">=1.10,<1.12": {"gradient": -1.083, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": -1.083, "tangent": -1.083},
    },
    "[with_logits]": {
        "<1.9": {"gradient": -0.2732, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": -0.2732, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": -0.2732, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": -0.2732, "tangent": -0.2732},
    },
    "[nll]": {
        "<1.9": {"gradient": -1.5, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": -1.5, "raises": "RuntimeError"},
        ">=1.10,<1.12": {"gradient": -1.5, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": -1.5, "tangent": -1.5},
    },
    "[kl_div]": {
        "<1.9": {"gradient": -6.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": -6.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": -6.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": -6.0, "tangent": -6.0},
    },
    "[ctc]": {
        "<1.9": {"gradient": 0.1098, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.1098, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 0.1098, "raises": "NotImplementedError"},
    },
    "[cdist]": {
        "<1.9": {"gradient": 8.015, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 8.015, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 8.015, "raises": "NotImplementedError"},
    },
    "[pdist]": {
        "<1.9": {"gradient": 5.15, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 5.15, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 5.15, "raises": "NotImplementedError"},
    },
    "[inverse]": {
        "<1.9": {"gradient": -0.6, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": -0.6, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": -0.6, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": -0.6, "tangent": -0.6},
    },
    "[det]": {
        "<1.9": {"gradient": 5.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 5.0, "raises": "RuntimeError"},
        ">=1.10,<1.13": {"gradient": 5.0, "raises": "NotImplementedError"},
        ">=1.13": {"gradient": 5.0, "tangent": 5.0},
    },
    "[svdvals]": {
        "<1.10": {"gradient": 3.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 3.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 3.0, "tangent": 3.0},
    },
    "[eigvalsh]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9,<1.10": {"gradient": 3.0, "tangent": "None"},
        ">=1.10,<1.12": {"gradient": 3.0, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": 3.0, "tangent": 3.0},
    },
    "[qr]": {
        "<1.9": {"gradient": 4.472, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 4.472, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 4.472, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 4.472, "tangent": 4.472},
    },
    "[lstsq]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10,<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"gradient": -1.2, "tangent": -1.2},
    },
    "[matrix_exp]": {
        "<1.9": {"gradient": 199.9, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 199.9, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 199.9, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 199.9, "tangent": 199.9},
    },
    "[fft]": {
        "<1.9": {"gradient": 8.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 8.0, "raises": "RuntimeError"},
        ">=1.10,<1.12": {"gradient": 8.0, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": 8.0, "tangent": 8.0},
    },
}

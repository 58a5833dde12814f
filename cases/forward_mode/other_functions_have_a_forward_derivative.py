"""Which layers, losses, reductions and functions of linear algebra does forward mode differentiate, and since when?

Every function gets a 2 x 2 dual number, and the sum of the tangent that comes out is compared with the gradient.
In 1.8 nothing had a formula, and the tangent was silently lost (None), that of `eigvalsh` still in 1.9.
What has no formula raises since 1.9, and since 1.10 it is a `NotImplementedError`.
1.10 brought sums, products, views, `cat`, `linear`, `clamp` and `cholesky`; 1.11 convolution, pooling, normalisation,
indexing, sorting and most losses; 1.12 softmax, `norm`, `embedding`, `fft` and `eigvalsh`; 1.13 `amax` and `det`.
What has none raises today: `embedding_bag`, `ctc_loss`, `cdist`, `pdist`, and fused attention on the CPU,
which was not fused and worked in 2.0; `grid_sample` got one after 2.9.

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
https://github.com/pytorch/pytorch/pull/177487
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
}  # fmt: skip
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

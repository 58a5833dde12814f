"""What is the loss of an empty batch, and what does backward do to the parameters behind it?

The mean over nothing is 0 / 0, so the loss is nan, and the sum is 0.
The nan does not reach the parameters: there is no entry to carry it, and they get a gradient of zeros.
Some losses refused an empty batch: nll_loss and cross_entropy until 1.3, gaussian_nll in 1.8; ctc_loss does so
again in newer releases.
The mean of poisson_nll was a sum in 1.0.0, and its "none" a sum until 1.1.
multi_margin and multilabel_margin raised until 1.5, and without a reduction until 1.7; their mean and sum have been
unwritten memory since, a different number at each run, so they are not shown.
No warning announced a change; where no pull request is linked no note found.

https://github.com/pytorch/pytorch/issues/50224
https://github.com/pytorch/pytorch/issues/15870
https://github.com/pytorch/pytorch/issues/12013
https://github.com/pytorch/pytorch/pull/46975
https://github.com/pytorch/pytorch/pull/56469
https://pytorch.org/docs/stable/nn.functional.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "loss": [
        "l1", "mse", "smooth_l1", "huber", "bce", "bce_logits", "kl_div", "nll", "cross_entropy", "poisson_nll",
        "gaussian_nll", "hinge_embedding", "soft_margin", "multi_margin", "multilabel_margin",
        "multilabel_soft_margin",
        "margin_ranking", "cosine_embedding", "triplet", "ctc", "pairwise_distance", "by_hand",
    ],
    "reduction": ["mean", "sum", "none"],
}  # fmt: skip
TORCH = {
    "[huber-*]": ">=1.9",
    "[gaussian_nll-*]": ">=1.8",
    "[nll-*]": ">=1.2",
    "[cross_entropy-*]": ">=1.2",
    "[ctc-*]": ">=1.2",
    "[multi_margin-mean]": "<=1.5.1",
    "[multi_margin-sum]": "<=1.5.1",
    "[multilabel_margin-mean]": "<=1.5.1",
    "[multilabel_margin-sum]": "<=1.5.1",
}

table = {
    "l1": lambda x, t, i, r: F.l1_loss(x, t, reduction=r),
    "mse": lambda x, t, i, r: F.mse_loss(x, t, reduction=r),
    "smooth_l1": lambda x, t, i, r: F.smooth_l1_loss(x, t, reduction=r),
    "huber": lambda x, t, i, r: F.huber_loss(x, t, reduction=r),
    "bce": lambda x, t, i, r: F.binary_cross_entropy(x, t, reduction=r),
    "bce_logits": lambda x, t, i, r: F.binary_cross_entropy_with_logits(x, t, reduction=r),
    "kl_div": lambda x, t, i, r: F.kl_div(x, t, reduction=r),
    "nll": lambda x, t, i, r: F.nll_loss(x, i, reduction=r),
    "cross_entropy": lambda x, t, i, r: F.cross_entropy(x, i, reduction=r),
    "poisson_nll": lambda x, t, i, r: F.poisson_nll_loss(x, t, reduction=r),
    "gaussian_nll": lambda x, t, i, r: F.gaussian_nll_loss(x, t, torch.ones_like(t), reduction=r),
    "hinge_embedding": lambda x, t, i, r: F.hinge_embedding_loss(x, t, reduction=r),
    "soft_margin": lambda x, t, i, r: F.soft_margin_loss(x, t, reduction=r),
    "multi_margin": lambda x, t, i, r: F.multi_margin_loss(x, i, reduction=r),
    "multilabel_margin": lambda x, t, i, r: F.multilabel_margin_loss(x, t.long(), reduction=r),
    "multilabel_soft_margin": lambda x, t, i, r: F.multilabel_soft_margin_loss(x, t, reduction=r),
    "margin_ranking": lambda x, t, i, r: F.margin_ranking_loss(x, t, t, reduction=r),
    "cosine_embedding": lambda x, t, i, r: F.cosine_embedding_loss(x, t, t[:, 0], reduction=r),
    "triplet": lambda x, t, i, r: F.triplet_margin_loss(x, t, t, reduction=r),
    "ctc": lambda x, t, i, r: F.ctc_loss(x.view(2, 0, 1).expand(2, 0, 2), i.view(0, 1), i, i, reduction=r),
    "pairwise_distance": lambda x, t, i, r: F.pairwise_distance(x, t),
    "by_hand": lambda x, t, i, r: ((x - t) ** 2).mean(),
}


def observe(device, loss, reduction):
    weight = torch.ones(2, device=device, requires_grad=True)
    x = torch.zeros(0, 2, device=device) * weight
    index = torch.zeros(0, dtype=torch.long, device=device)
    out = table[loss](x, torch.zeros(0, 2, device=device), index, reduction)
    yield "shape", list(out.shape)
    yield "loss", (out.detach() + 0.0).reshape(-1).tolist()
    out.sum().backward()
    yield "weight.grad", weight.grad

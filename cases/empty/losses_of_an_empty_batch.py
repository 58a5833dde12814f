"""What is the loss of an empty batch, and what does backward do to the parameters behind it?

The mean over nothing is 0 / 0, so the loss is nan, and the sum is 0.
The nan does not reach the parameters: there is no entry to carry it, and they get a gradient of zeros.
Some losses refused an empty batch: nll_loss and cross_entropy until 1.3, gaussian_nll in 1.8; ctc_loss took one
until 2.7, and refuses it since 2.8.
The mean of poisson_nll was a sum in 1.0.0, and its "none" a sum until 1.1.
multi_margin and multilabel_margin raised until 1.5, and without a reduction until 1.7; their mean and sum have been
unwritten memory since, a different number at each run, so they are not shown.
No warning announced a change; where no pull request is linked no note found.

https://github.com/pytorch/pytorch/pull/46975
https://github.com/pytorch/pytorch/pull/56469
https://github.com/pytorch/pytorch/pull/150981
https://github.com/pytorch/pytorch/issues/50224
https://github.com/pytorch/pytorch/issues/15870
https://github.com/pytorch/pytorch/issues/12013
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
}  # fmt: skip # a table; a value a line would be a screen
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


EXPECT = {
    "[by_hand-*]": {">=1.0": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}},
    "[bce-mean]": {">=1.0": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}},
    "[bce_logits-mean]": {">=1.0": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}},
    "[cosine_embedding-mean]": {">=1.0": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}},
    "[hinge_embedding-mean]": {">=1.0": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}},
    "[huber-mean]": {">=1.0": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}},
    "[l1-mean]": {">=1.0": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}},
    "[margin_ranking-mean]": {">=1.0": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}},
    "[mse-mean]": {">=1.0": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}},
    "[multilabel_soft_margin-mean]": {">=1.0": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}},
    "[smooth_l1-mean]": {">=1.0": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}},
    "[soft_margin-mean]": {">=1.0": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}},
    "[triplet-mean]": {">=1.0": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}},
    "[bce-sum]": {">=1.0": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[bce_logits-sum]": {">=1.0": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[cosine_embedding-sum]": {">=1.0": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[hinge_embedding-sum]": {">=1.0": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[huber-sum]": {">=1.0": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[kl_div-sum]": {">=1.0": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[l1-sum]": {">=1.0": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[margin_ranking-sum]": {">=1.0": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[mse-sum]": {">=1.0": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[multilabel_soft_margin-sum]": {">=1.0": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[poisson_nll-sum]": {">=1.0": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[smooth_l1-sum]": {">=1.0": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[soft_margin-sum]": {">=1.0": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[triplet-sum]": {">=1.0": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[bce-none]": {">=1.0": {"shape": [0, 2], "loss": [], "weight.grad": "zero"}},
    "[bce_logits-none]": {">=1.0": {"shape": [0, 2], "loss": [], "weight.grad": "zero"}},
    "[hinge_embedding-none]": {">=1.0": {"shape": [0, 2], "loss": [], "weight.grad": "zero"}},
    "[huber-none]": {">=1.0": {"shape": [0, 2], "loss": [], "weight.grad": "zero"}},
    "[kl_div-none]": {">=1.0": {"shape": [0, 2], "loss": [], "weight.grad": "zero"}},
    "[l1-none]": {">=1.0": {"shape": [0, 2], "loss": [], "weight.grad": "zero"}},
    "[margin_ranking-none]": {">=1.0": {"shape": [0, 2], "loss": [], "weight.grad": "zero"}},
    "[mse-none]": {">=1.0": {"shape": [0, 2], "loss": [], "weight.grad": "zero"}},
    "[smooth_l1-none]": {">=1.0": {"shape": [0, 2], "loss": [], "weight.grad": "zero"}},
    "[soft_margin-none]": {">=1.0": {"shape": [0, 2], "loss": [], "weight.grad": "zero"}},
    "[kl_div-mean]": {">=1.0": {"shape": [], "loss": ["nan"], "weight.grad": "zero", "warns": ["UserWarning"]}},
    "[cross_entropy-mean]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"shape": [], "loss": ["nan"], "weight.grad": "zero"},
    },
    "[nll-mean]": {"<1.4": {"raises": "RuntimeError"}, ">=1.4": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}},
    "[cross_entropy-sum]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"shape": [], "loss": [0.0], "weight.grad": "zero"},
    },
    "[nll-sum]": {"<1.4": {"raises": "RuntimeError"}, ">=1.4": {"shape": [], "loss": [0.0], "weight.grad": "zero"}},
    "[cross_entropy-none]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"shape": [0], "loss": [], "weight.grad": "zero"},
    },
    "[nll-none]": {"<1.4": {"raises": "RuntimeError"}, ">=1.4": {"shape": [0], "loss": [], "weight.grad": "zero"}},
    "[poisson_nll-mean]": {
        "<1.0.1": {"shape": [], "loss": [0.0], "weight.grad": "zero"},
        ">=1.0.1": {"shape": [], "loss": ["nan"], "weight.grad": "zero"},
    },
    "[poisson_nll-none]": {
        "<1.1": {"shape": [], "loss": [0.0], "weight.grad": "zero"},
        ">=1.1": {"shape": [0, 2], "loss": [], "weight.grad": "zero"},
    },
    "[gaussian_nll-mean]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"shape": [], "loss": ["nan"], "weight.grad": "zero"},
    },
    "[gaussian_nll-sum]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"shape": [], "loss": [0.0], "weight.grad": "zero"},
    },
    "[gaussian_nll-none]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"shape": [0, 2], "loss": [], "weight.grad": "zero"},
    },
    "[multi_margin-mean]": {">=1.0": {"raises": "RuntimeError"}},
    "[multi_margin-sum]": {">=1.0": {"raises": "RuntimeError"}},
    "[multilabel_margin-mean]": {">=1.0": {"raises": "RuntimeError"}},
    "[multilabel_margin-sum]": {">=1.0": {"raises": "RuntimeError"}},
    "[multi_margin-none]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"shape": [0], "loss": [], "weight.grad": "zero"},
    },
    "[multilabel_margin-none]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"shape": [0], "loss": [], "weight.grad": "zero"},
    },
    "[pairwise_distance-*]": {">=1.0": {"shape": [0], "loss": [], "weight.grad": "zero"}},
    "[cosine_embedding-none]": {">=1.0": {"shape": [0], "loss": [], "weight.grad": "zero"}},
    "[multilabel_soft_margin-none]": {">=1.0": {"shape": [0], "loss": [], "weight.grad": "zero"}},
    "[triplet-none]": {">=1.0": {"shape": [0], "loss": [], "weight.grad": "zero"}},
    "[ctc-mean]": {"<2.8": {"shape": [], "loss": ["nan"], "weight.grad": "zero"}, ">=2.8": {"raises": "RuntimeError"}},
    "[ctc-sum]": {"<2.8": {"shape": [], "loss": [0.0], "weight.grad": "zero"}, ">=2.8": {"raises": "RuntimeError"}},
    "[ctc-none]": {"<2.8": {"shape": [0], "loss": [], "weight.grad": "zero"}, ">=2.8": {"raises": "RuntimeError"}},
}

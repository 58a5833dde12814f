"""What happens when the target of a loss requires grad: does it get a gradient, or does the loss raise?

Most losses took targets for constants at first, and refused one that requires grad, or fell back on slower Python
code.
Formulas for the target were added one by one, so that what raised in one release trains the network behind the
target in the next: binary cross entropy raised until 1.9, and gives the target a gradient since 1.10.
cross_entropy takes probabilities, and gives them a gradient, since 1.10; soft_margin raises to this day.
The mean of poisson_nll was a sum in 1.0.0 (no note found), and that of gaussian_nll divided by the batch only in
1.8.
A target that a second network computes should be detached where it is meant to be fixed: see the topic detach.
Where an answer changed no warning announced it.

https://github.com/pytorch/pytorch/pull/3876
https://github.com/pytorch/pytorch/pull/44471
https://github.com/pytorch/pytorch/pull/56469
https://github.com/pytorch/pytorch/pull/59447
https://github.com/pytorch/pytorch/issues/3933
https://github.com/pytorch/pytorch/issues/56683
https://pytorch.org/docs/stable/nn.functional.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "loss": [
        "l1", "mse", "smooth_l1", "huber", "bce", "bce_logits", "kl_div", "kl_div_log_target", "poisson_nll",
        "gaussian_nll", "hinge_embedding", "soft_margin", "multilabel_soft_margin", "margin_ranking",
        "cosine_embedding", "triplet", "cross_entropy_probabilities", "cross_entropy_smoothed", "cosine_similarity",
        "pairwise_distance", "cross_entropy_by_hand",
    ],
    "reduction": ["none", "mean", "sum"],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[huber-*]": ">=1.9",
    "[gaussian_nll-*]": ">=1.8",
    "[kl_div_log_target-*]": ">=1.6",
    "[cross_entropy_probabilities-*]": ">=1.10",
    "[cross_entropy_smoothed-*]": ">=1.10",
}

table = {
    "l1": lambda x, t, r: F.l1_loss(x, t, reduction=r),
    "mse": lambda x, t, r: F.mse_loss(x, t, reduction=r),
    "smooth_l1": lambda x, t, r: F.smooth_l1_loss(x, t, reduction=r),
    "huber": lambda x, t, r: F.huber_loss(x, t, reduction=r),
    "bce": lambda x, t, r: F.binary_cross_entropy(x, t, reduction=r),
    "bce_logits": lambda x, t, r: F.binary_cross_entropy_with_logits(x, t, reduction=r),
    "kl_div": lambda x, t, r: F.kl_div(x.log(), t, reduction=r),
    "kl_div_log_target": lambda x, t, r: F.kl_div(x.log(), t.log(), reduction=r, log_target=True),
    "poisson_nll": lambda x, t, r: F.poisson_nll_loss(x, t, reduction=r),
    "gaussian_nll": lambda x, t, r: F.gaussian_nll_loss(x, t, torch.ones_like(x), reduction=r),
    "hinge_embedding": lambda x, t, r: F.hinge_embedding_loss(x, t, reduction=r),
    "soft_margin": lambda x, t, r: F.soft_margin_loss(x, t, reduction=r),
    "multilabel_soft_margin": lambda x, t, r: F.multilabel_soft_margin_loss(x, t, reduction=r),
    "margin_ranking": lambda x, t, r: F.margin_ranking_loss(x, t, -torch.ones_like(x), reduction=r),
    "cosine_embedding": lambda x, t, r: F.cosine_embedding_loss(x, t, torch.ones_like(x[:, 0]), reduction=r),
    "triplet": lambda x, t, r: F.triplet_margin_loss(x, t, torch.zeros_like(x), reduction=r),
    "cross_entropy_probabilities": lambda x, t, r: F.cross_entropy(x, t, reduction=r),
    "cross_entropy_smoothed": lambda x, t, r: F.cross_entropy(x, t, label_smoothing=0.5, reduction=r),
    "cosine_similarity": lambda x, t, r: F.cosine_similarity(x, t),
    "pairwise_distance": lambda x, t, r: F.pairwise_distance(x, t),
    "cross_entropy_by_hand": lambda x, t, r: -(t * x.log_softmax(1)).sum(1),
}


def observe(device, loss, reduction):
    x = torch.tensor([[0.25, 0.5], [0.5, 0.75]], device=device, requires_grad=True)
    target = torch.tensor([[0.75, 0.25], [0.25, 0.25]], device=device, requires_grad=True)
    out = table[loss](x, target, reduction)
    out.sum().backward()
    yield "input.grad", x.grad
    yield "target.grad", None if target.grad is None else [round(g, 4) + 0.0 for g in target.grad.view(-1).tolist()]


EXPECT = {
    "[l1-none]": {">=1.0": {"input.grad": "nonzero", "target.grad": [1.0, -1.0, -1.0, -1.0]}},
    "[l1-sum]": {">=1.0": {"input.grad": "nonzero", "target.grad": [1.0, -1.0, -1.0, -1.0]}},
    "[l1-mean]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.25, -0.25, -0.25, -0.25]}},
    "[mse-none]": {">=1.0": {"input.grad": "nonzero", "target.grad": [1.0, -0.5, -0.5, -1.0]}},
    "[mse-sum]": {">=1.0": {"input.grad": "nonzero", "target.grad": [1.0, -0.5, -0.5, -1.0]}},
    "[mse-mean]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.25, -0.125, -0.125, -0.25]}},
    "[gaussian_nll-none]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.5, -0.25, -0.25, -0.5]}},
    "[gaussian_nll-sum]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.5, -0.25, -0.25, -0.5]}},
    "[huber-none]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.5, -0.25, -0.25, -0.5]}},
    "[huber-sum]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.5, -0.25, -0.25, -0.5]}},
    "[smooth_l1-none]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.5, -0.25, -0.25, -0.5]}},
    "[smooth_l1-sum]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.5, -0.25, -0.25, -0.5]}},
    "[huber-mean]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.125, -0.0625, -0.0625, -0.125]}},
    "[smooth_l1-mean]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.125, -0.0625, -0.0625, -0.125]}},
    "[bce-none]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"input.grad": "nonzero", "target.grad": [1.099, 0.0, 0.0, -1.099]},
    },
    "[bce-sum]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"input.grad": "nonzero", "target.grad": [1.099, 0.0, 0.0, -1.099]},
    },
    "[bce-mean]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"input.grad": "nonzero", "target.grad": [0.2747, 0.0, 0.0, -0.2747]},
    },
    "[bce_logits-none]": {">=1.0": {"input.grad": "nonzero", "target.grad": [-0.25, -0.5, -0.5, -0.75]}},
    "[bce_logits-sum]": {">=1.0": {"input.grad": "nonzero", "target.grad": [-0.25, -0.5, -0.5, -0.75]}},
    "[poisson_nll-none]": {">=1.0": {"input.grad": "nonzero", "target.grad": [-0.25, -0.5, -0.5, -0.75]}},
    "[poisson_nll-sum]": {">=1.0": {"input.grad": "nonzero", "target.grad": [-0.25, -0.5, -0.5, -0.75]}},
    "[bce_logits-mean]": {">=1.0": {"input.grad": "nonzero", "target.grad": [-0.0625, -0.125, -0.125, -0.1875]}},
    "[multilabel_soft_margin-mean]": {
        ">=1.0": {"input.grad": "nonzero", "target.grad": [-0.0625, -0.125, -0.125, -0.1875]},
    },
    "[kl_div-none]": {">=1.0": {"input.grad": "nonzero", "target.grad": [2.099, 0.3069, 0.3069, -0.0986]}},
    "[kl_div-sum]": {">=1.0": {"input.grad": "nonzero", "target.grad": [2.099, 0.3069, 0.3069, -0.0986]}},
    "[kl_div_log_target-none]": {">=1.0": {"input.grad": "nonzero", "target.grad": [2.099, 0.3069, 0.3069, -0.0986]}},
    "[kl_div_log_target-sum]": {">=1.0": {"input.grad": "nonzero", "target.grad": [2.099, 0.3069, 0.3069, -0.0986]}},
    "[kl_div-mean]": {
        ">=1.0": {"input.grad": "nonzero", "target.grad": [0.5247, 0.0767, 0.0767, -0.0247], "warns": ["UserWarning"]},
    },
    "[kl_div_log_target-mean]": {
        ">=1.0": {"input.grad": "nonzero", "target.grad": [0.5247, 0.0767, 0.0767, -0.0247], "warns": ["UserWarning"]},
    },
    "[poisson_nll-mean]": {
        "<1.0.1": {"input.grad": "nonzero", "target.grad": [-0.25, -0.5, -0.5, -0.75]},
        ">=1.0.1": {"input.grad": "nonzero", "target.grad": [-0.0625, -0.125, -0.125, -0.1875]},
    },
    "[gaussian_nll-mean]": {
        "<1.9": {"input.grad": "nonzero", "target.grad": [0.25, -0.125, -0.125, -0.25]},
        ">=1.9": {"input.grad": "nonzero", "target.grad": [0.125, -0.0625, -0.0625, -0.125]},
    },
    "[hinge_embedding-*]": {">=1.0": {"input.grad": "zero", "target.grad": "None"}},
    "[soft_margin-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[multilabel_soft_margin-none]": {
        ">=1.0": {"input.grad": "nonzero", "target.grad": [-0.125, -0.25, -0.25, -0.375]},
    },
    "[multilabel_soft_margin-sum]": {">=1.0": {"input.grad": "nonzero", "target.grad": [-0.125, -0.25, -0.25, -0.375]}},
    "[margin_ranking-none]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.0, -1.0, -1.0, -1.0]}},
    "[margin_ranking-sum]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.0, -1.0, -1.0, -1.0]}},
    "[margin_ranking-mean]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.0, -0.25, -0.25, -0.25]}},
    "[cosine_embedding-none]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.2828, -0.8485, 0.3922, -0.3922]}},
    "[cosine_embedding-sum]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.2828, -0.8485, 0.3922, -0.3922]}},
    "[cosine_embedding-mean]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.1414, -0.4243, 0.1961, -0.1961]}},
    "[pairwise_distance-*]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.8944, -0.4472, -0.4472, -0.8944]}},
    "[triplet-none]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.8944, -0.4472, -0.4472, -0.8944]}},
    "[triplet-sum]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.8944, -0.4472, -0.4472, -0.8944]}},
    "[triplet-mean]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.4472, -0.2236, -0.2236, -0.4472]}},
    "[cross_entropy_by_hand-*]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.8259, 0.5759, 0.8259, 0.5759]}},
    "[cross_entropy_probabilities-none]": {
        ">=1.0": {"input.grad": "nonzero", "target.grad": [0.8259, 0.5759, 0.8259, 0.5759]},
    },
    "[cross_entropy_probabilities-sum]": {
        ">=1.0": {"input.grad": "nonzero", "target.grad": [0.8259, 0.5759, 0.8259, 0.5759]},
    },
    "[cross_entropy_probabilities-mean]": {
        ">=1.0": {"input.grad": "nonzero", "target.grad": [0.413, 0.288, 0.413, 0.288]},
    },
    "[cross_entropy_smoothed-none]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.413, 0.288, 0.413, 0.288]}},
    "[cross_entropy_smoothed-sum]": {">=1.0": {"input.grad": "nonzero", "target.grad": [0.413, 0.288, 0.413, 0.288]}},
    "[cross_entropy_smoothed-mean]": {
        ">=1.0": {"input.grad": "nonzero", "target.grad": [0.2065, 0.144, 0.2065, 0.144]},
    },
    "[cosine_similarity-*]": {">=1.0": {"input.grad": "nonzero", "target.grad": [-0.2828, 0.8485, -0.3922, 0.3922]}},
}

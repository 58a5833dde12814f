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
}  # fmt: skip
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

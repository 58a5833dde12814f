"""What does a loss do when prediction and target have different shapes, (3, 1) and (3,)?

The elementwise losses broadcast: (3, 1) against (3,) makes nine differences instead of three, and trains towards
the mean of all targets.
mse, l1 and smooth_l1 warn of it since 1.1, but go on; binary cross entropy took it with a warning until 1.6, and
raises since 1.7.
l1 counts a difference of 0 as slope 0 since 1.4, and soft_margin broadcasts a single number since 1.5.
kl_div gave a gradient that did not fit its value until 1.7, and gives the right one since 1.8.
gaussian_nll broadcasts since 1.9; cosine_embedding refuses such shapes since 1.9 and margin_ranking since 1.11.
Since 2.14 hinge_embedding and margin_ranking give an entry on the margin another gradient, for they are built on
clamp.
For 1.4, 1.5, 1.7 and 1.8 no note found.
It is the classic reason for a regression that learns nothing but the average.

https://github.com/pytorch/pytorch/pull/18349
https://github.com/pytorch/pytorch/pull/18565
https://github.com/pytorch/pytorch/pull/53110
https://github.com/pytorch/pytorch/pull/56469
https://github.com/pytorch/pytorch/pull/64975
https://github.com/pytorch/pytorch/pull/191142
https://github.com/pytorch/pytorch/issues/16045
https://github.com/pytorch/pytorch/issues/53030
https://pytorch.org/docs/stable/generated/torch.nn.MSELoss.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "loss": [
        "mse", "l1", "smooth_l1", "huber", "bce", "bce_logits", "kl_div", "poisson_nll", "gaussian_nll",
        "hinge_embedding", "soft_margin", "multilabel_soft_margin", "margin_ranking", "cosine_embedding", "by_hand",
    ],
    "target": ["flat", "column", "scalar"],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[huber-*]": ">=1.9", "[gaussian_nll-*]": ">=1.8"}

table = {
    "mse": lambda x, t: F.mse_loss(x, t),
    "l1": lambda x, t: F.l1_loss(x, t),
    "smooth_l1": lambda x, t: F.smooth_l1_loss(x, t),
    "huber": lambda x, t: F.huber_loss(x, t),
    "bce": lambda x, t: F.binary_cross_entropy(x.sigmoid(), t),
    "bce_logits": lambda x, t: F.binary_cross_entropy_with_logits(x, t),
    "kl_div": lambda x, t: F.kl_div(x, t, reduction="sum"),
    "poisson_nll": lambda x, t: F.poisson_nll_loss(x, t),
    "gaussian_nll": lambda x, t: F.gaussian_nll_loss(x, t, torch.ones_like(x)),
    "hinge_embedding": lambda x, t: F.hinge_embedding_loss(x, t),
    "soft_margin": lambda x, t: F.soft_margin_loss(x, t),
    "multilabel_soft_margin": lambda x, t: F.multilabel_soft_margin_loss(x, t),
    "margin_ranking": lambda x, t: F.margin_ranking_loss(x, torch.zeros_like(x), t),
    "cosine_embedding": lambda x, t: F.cosine_embedding_loss(x, torch.ones_like(x), t),
    "by_hand": lambda x, t: ((x - t) ** 2).mean(),
}


def observe(device, loss, target):
    x = torch.tensor([[0.0], [1.0], [2.0]], device=device, requires_grad=True)
    t = torch.ones((), device=device) if target == "scalar" else torch.tensor([1.0, 0.0, 1.0], device=device)
    out = table[loss](x, t.view(3, 1) if target == "column" else t)
    yield "shape", list(out.shape)
    yield "loss", round(out.item(), 4) + 0.0
    out.backward()
    yield "gradient", [round(slope, 4) + 0.0 for slope in x.grad.view(-1).tolist()]


EXPECT = {
    "[mse-flat]": {
        "<1.1": {"shape": [], "loss": 1.0, "gradient": [-0.4444, 0.2222, 0.8889]},
        ">=1.1": {"shape": [], "loss": 1.0, "gradient": [-0.4444, 0.2222, 0.8889], "warns": ["UserWarning"]},
    },
    "[by_hand-column]": {">=1.0": {"shape": [], "loss": 1.0, "gradient": [-0.6667, 0.6667, 0.6667]}},
    "[mse-column]": {">=1.0": {"shape": [], "loss": 1.0, "gradient": [-0.6667, 0.6667, 0.6667]}},
    "[mse-scalar]": {
        "<1.1": {"shape": [], "loss": 0.6667, "gradient": [-0.6667, 0.0, 0.6667]},
        ">=1.1": {"shape": [], "loss": 0.6667, "gradient": [-0.6667, 0.0, 0.6667], "warns": ["UserWarning"]},
    },
    "[l1-flat]": {
        "<1.1": {"shape": [], "loss": 0.7778, "gradient": [-0.1111, 0.3333, 0.3333]},
        ">=1.1,<1.4": {"shape": [], "loss": 0.7778, "gradient": [-0.1111, 0.3333, 0.3333], "warns": ["UserWarning"]},
        ">=1.4": {"shape": [], "loss": 0.7778, "gradient": [-0.2222, 0.1111, 0.3333], "warns": ["UserWarning"]},
    },
    "[l1-column]": {">=1.0": {"shape": [], "loss": 1.0, "gradient": [-0.3333, 0.3333, 0.3333]}},
    "[l1-scalar]": {
        "<1.1": {"shape": [], "loss": 0.6667, "gradient": [-0.3333, 0.3333, 0.3333]},
        ">=1.1,<1.4": {"shape": [], "loss": 0.6667, "gradient": [-0.3333, 0.3333, 0.3333], "warns": ["UserWarning"]},
        ">=1.4": {"shape": [], "loss": 0.6667, "gradient": [-0.3333, 0.0, 0.3333], "warns": ["UserWarning"]},
    },
    "[smooth_l1-flat]": {
        "<1.1": {"shape": [], "loss": 0.4444, "gradient": [-0.2222, 0.1111, 0.3333]},
        ">=1.1": {"shape": [], "loss": 0.4444, "gradient": [-0.2222, 0.1111, 0.3333], "warns": ["UserWarning"]},
    },
    "[gaussian_nll-column]": {">=1.0": {"shape": [], "loss": 0.5, "gradient": [-0.3333, 0.3333, 0.3333]}},
    "[huber-column]": {">=1.0": {"shape": [], "loss": 0.5, "gradient": [-0.3333, 0.3333, 0.3333]}},
    "[smooth_l1-column]": {">=1.0": {"shape": [], "loss": 0.5, "gradient": [-0.3333, 0.3333, 0.3333]}},
    "[smooth_l1-scalar]": {
        "<1.1": {"shape": [], "loss": 0.3333, "gradient": [-0.3333, 0.0, 0.3333]},
        ">=1.1": {"shape": [], "loss": 0.3333, "gradient": [-0.3333, 0.0, 0.3333], "warns": ["UserWarning"]},
    },
    "[huber-flat]": {
        ">=1.0": {"shape": [], "loss": 0.4444, "gradient": [-0.2222, 0.1111, 0.3333], "warns": ["UserWarning"]},
    },
    "[huber-scalar]": {
        ">=1.0": {"shape": [], "loss": 0.3333, "gradient": [-0.3333, 0.0, 0.3333], "warns": ["UserWarning"]},
    },
    "[bce-flat]": {
        "<1.7": {"shape": [], "loss": 0.7111, "gradient": [-0.1667, 0.2437, -0.0397], "warns": ["UserWarning"]},
        ">=1.7": {"raises": "ValueError"},
    },
    "[bce-column]": {">=1.0": {"shape": [], "loss": 0.7111, "gradient": [-0.1667, 0.2437, -0.0397]}},
    "[bce_logits-column]": {">=1.0": {"shape": [], "loss": 0.7111, "gradient": [-0.1667, 0.2437, -0.0397]}},
    "[multilabel_soft_margin-column]": {">=1.0": {"shape": [], "loss": 0.7111, "gradient": [-0.1667, 0.2437, -0.0397]}},
    "[bce-scalar]": {"<1.7": {"raises": "ValueError", "warns": ["UserWarning"]}, ">=1.7": {"raises": "ValueError"}},
    "[bce_logits-flat]": {">=1.0": {"raises": "ValueError"}},
    "[bce_logits-scalar]": {">=1.0": {"raises": "ValueError"}},
    "[kl_div-flat]": {
        "<1.8": {"shape": [], "loss": -6.0, "gradient": [-1.0, 0.0, -1.0]},
        ">=1.8,<1.13": {"shape": [], "loss": -6.0, "gradient": [-2.0, -2.0, -2.0], "warns": ["UserWarning"]},
        ">=1.13": {"shape": [], "loss": -6.0, "gradient": [-2.0, -2.0, -2.0]},
    },
    "[kl_div-column]": {">=1.0": {"shape": [], "loss": -2.0, "gradient": [-1.0, 0.0, -1.0]}},
    "[kl_div-scalar]": {
        "<1.8": {"shape": [], "loss": -3.0, "raises": "RuntimeError"},
        ">=1.8": {"shape": [], "loss": -3.0, "gradient": [-1.0, -1.0, -1.0]},
    },
    "[poisson_nll-flat]": {">=1.0": {"shape": [], "loss": 3.036, "gradient": [0.1111, 0.6839, 2.241]}},
    "[poisson_nll-column]": {">=1.0": {"shape": [], "loss": 3.036, "gradient": [0.0, 0.9061, 2.13]}},
    "[poisson_nll-scalar]": {">=1.0": {"shape": [], "loss": 2.702, "gradient": [0.0, 0.5728, 2.13]}},
    "[gaussian_nll-flat]": {
        "<1.9": {"shape": [], "loss": 0.5, "gradient": [-0.3333, 0.3333, 0.3333]},
        ">=1.9": {"shape": [], "loss": 0.5, "gradient": [-0.2222, 0.1111, 0.4444]},
    },
    "[gaussian_nll-scalar]": {
        "<1.9": {"raises": "IndexError"},
        ">=1.9": {"shape": [], "loss": 0.3333, "gradient": [-0.3333, 0.0, 0.3333]},
    },
    "[hinge_embedding-flat]": {
        "<2.14": {"shape": [], "loss": 1.111, "gradient": [0.2222, 0.2222, 0.3333]},
        ">=2.14": {"shape": [], "loss": 1.111, "gradient": [0.2222, 0.3333, 0.3333]},
    },
    "[hinge_embedding-column]": {
        "<2.14": {"shape": [], "loss": 1.0, "gradient": [0.3333, 0.0, 0.3333]},
        ">=2.14": {"shape": [], "loss": 1.0, "gradient": [0.3333, 0.3333, 0.3333]},
    },
    "[hinge_embedding-scalar]": {">=1.0": {"shape": [], "loss": 1.0, "gradient": [0.3333, 0.3333, 0.3333]}},
    "[margin_ranking-scalar]": {">=1.0": {"raises": "RuntimeError"}},
    "[soft_margin-flat]": {">=1.0": {"raises": "RuntimeError"}},
    "[soft_margin-column]": {">=1.0": {"shape": [], "loss": 0.5044, "gradient": [-0.1667, 0.0, -0.0397]}},
    "[soft_margin-scalar]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5": {"shape": [], "loss": 0.3778, "gradient": [-0.1667, -0.0896, -0.0397]},
    },
    "[multilabel_soft_margin-flat]": {">=1.0": {"shape": [], "loss": 2.133, "gradient": [-0.1667, 0.0644, 0.2141]}},
    "[multilabel_soft_margin-scalar]": {
        ">=1.0": {"shape": [], "loss": 0.3778, "gradient": [-0.1667, -0.0896, -0.0397]},
    },
    "[margin_ranking-flat]": {
        "<1.11": {"shape": [], "loss": 0.0, "gradient": [-0.2222, 0.0, 0.0]},
        ">=1.11": {"raises": "RuntimeError"},
    },
    "[margin_ranking-column]": {
        "<2.14": {"shape": [], "loss": 0.0, "gradient": [-0.3333, 0.0, 0.0]},
        ">=2.14": {"shape": [], "loss": 0.0, "gradient": [0.0, 0.0, 0.0]},
    },
    "[cosine_embedding-flat]": {">=1.0": {"shape": [], "loss": 0.3333, "gradient": [-333300.0, 0.0, 0.0]}},
    "[cosine_embedding-column]": {
        "<1.9": {"shape": [], "loss": 0.2222, "gradient": [-222200.0, 0.0, 0.0]},
        ">=1.9": {"raises": "RuntimeError"},
    },
    "[cosine_embedding-scalar]": {
        "<1.9": {"shape": [], "loss": 0.3333, "gradient": [-333300.0, 0.0, 0.0]},
        ">=1.9": {"raises": "RuntimeError"},
    },
    "[by_hand-flat]": {">=1.0": {"shape": [], "loss": 1.0, "gradient": [-0.4444, 0.2222, 0.8889]}},
    "[by_hand-scalar]": {">=1.0": {"shape": [], "loss": 0.6667, "gradient": [-0.6667, 0.0, 0.6667]}},
}

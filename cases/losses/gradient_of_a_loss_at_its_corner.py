"""What is the gradient of a loss where the prediction equals the target, or sits exactly on the margin?

There l1, hinge and margin losses have a corner, and the gradient is a convention.
l1 chose slope 1 until 1.3, and 0 since 1.4: no note found.
smooth_l1 with beta 0, which is l1, chose -1 from 1.13 to 2.0, and 0 otherwise: a regression.
hinge_embedding and cosine_embedding are built on clamp, so that on the margin they still pulled until 2.13, and do
not since 2.14; the triplet loss and the margin ranking loss followed where they are built on it.
The largest value of binary cross entropy changed in 1.5 from 27.6 to 100, its gradient did not.
triplet_margin_loss refuses a margin of 0 since 2.4.
No warning announced any of these.

https://github.com/pytorch/pytorch/pull/121978
https://github.com/pytorch/pytorch/issues/7172
https://github.com/pytorch/pytorch/pull/31365
https://github.com/pytorch/pytorch/pull/97022
https://github.com/pytorch/pytorch/pull/191142
https://pytorch.org/docs/stable/nn.functional.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "loss": [
        "l1", "L1Loss", "mse", "smooth_l1", "smooth_l1_beta_0", "huber", "huber_delta_1_edge", "smooth_l1_edge",
        "hinge_embedding", "hinge_embedding_positive", "cosine_embedding", "cosine_embedding_same",
        "cosine_embedding_zero", "margin_ranking", "margin_ranking_margin", "soft_margin", "multi_margin",
        "multi_margin_p2", "multilabel_margin", "multilabel_soft_margin", "triplet", "triplet_equal",
        "triplet_margin_0", "triplet_distance", "triplet_swap", "kl_div", "bce", "bce_logits", "nll", "cross_entropy",
        "poisson_nll", "gaussian_nll", "gaussian_nll_no_var", "ctc",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[smooth_l1_beta_0]": ">=1.7", "[huber*]": ">=1.9", "[gaussian_nll*]": ">=1.8", "[triplet_distance]": ">=1.7"}


def observe(device, loss):
    x = torch.tensor([[0.0, 1.0, -1.0]], device=device, requires_grad=True)
    zeros, ones = torch.zeros(1, 3, device=device), torch.ones(1, 3, device=device)
    unit, one = torch.tensor([[1.0, 0.0, 0.0]], device=device), torch.ones(1, device=device)
    first = torch.zeros(1, dtype=torch.long, device=device)
    out = {
        "l1": lambda: F.l1_loss(x, zeros, reduction="sum"),
        "L1Loss": lambda: torch.nn.L1Loss()(x, zeros),
        "mse": lambda: F.mse_loss(x, zeros, reduction="sum"),
        "smooth_l1": lambda: F.smooth_l1_loss(x, zeros, reduction="sum"),
        "smooth_l1_beta_0": lambda: F.smooth_l1_loss(x, zeros, reduction="sum", beta=0.0),
        "huber": lambda: F.huber_loss(x, zeros, reduction="sum", delta=2.0),
        "huber_delta_1_edge": lambda: F.huber_loss(x, zeros, reduction="sum"),
        "smooth_l1_edge": lambda: F.smooth_l1_loss(x, -x.detach(), reduction="sum"),
        "hinge_embedding": lambda: F.hinge_embedding_loss(x, -ones, reduction="sum"),
        "hinge_embedding_positive": lambda: F.hinge_embedding_loss(x, ones, reduction="sum"),
        "cosine_embedding": lambda: F.cosine_embedding_loss(x, unit, -one),
        "cosine_embedding_same": lambda: F.cosine_embedding_loss(x, x.detach(), one),
        "cosine_embedding_zero": lambda: F.cosine_embedding_loss(x * 0, unit, one),
        "margin_ranking": lambda: F.margin_ranking_loss(x, zeros, ones, reduction="sum"),
        "margin_ranking_margin": lambda: F.margin_ranking_loss(x, zeros, ones, margin=1.0, reduction="sum"),
        "soft_margin": lambda: F.soft_margin_loss(x, ones, reduction="sum"),
        "multi_margin": lambda: F.multi_margin_loss(x, first + 1),
        "multi_margin_p2": lambda: F.multi_margin_loss(x, first + 1, p=2),
        "multilabel_margin": lambda: F.multilabel_margin_loss(x, torch.tensor([[1, -1, -1]], device=device)),
        "multilabel_soft_margin": lambda: F.multilabel_soft_margin_loss(x, ones),
        "triplet": lambda: F.triplet_margin_loss(x, zeros, x.detach() + unit * (3**0.5 + 1)),
        "triplet_equal": lambda: F.triplet_margin_loss(x, x.detach(), x.detach()),
        "triplet_margin_0": lambda: F.triplet_margin_loss(x, zeros, zeros, margin=0.0),
        "triplet_distance": lambda: F.triplet_margin_with_distance_loss(
            x, zeros, ones, distance_function=lambda a, b: (a - b)[:, 0].abs()
        ),
        "triplet_swap": lambda: F.triplet_margin_loss(x, x.detach(), zeros, swap=True),
        "kl_div": lambda: F.kl_div(x, unit, reduction="sum"),
        "bce": lambda: F.binary_cross_entropy(x[:, :2], unit[:, 1:], reduction="sum"),
        "bce_logits": lambda: F.binary_cross_entropy_with_logits(x, zeros, reduction="sum"),
        "nll": lambda: F.nll_loss(x, first),
        "cross_entropy": lambda: F.cross_entropy(x, first),
        "poisson_nll": lambda: F.poisson_nll_loss(x, zeros, log_input=True, full=True, reduction="sum"),
        "gaussian_nll": lambda: F.gaussian_nll_loss(x, zeros, ones, reduction="sum"),
        "gaussian_nll_no_var": lambda: F.gaussian_nll_loss(x, x.detach(), zeros, reduction="sum"),
        "ctc": lambda: F.ctc_loss(x.log_softmax(1).view(1, 1, 3), first.view(1, 1) + 1, first + 1, first + 1),
    }[loss]()
    yield "loss", round(out.item(), 4) + 0.0
    out.backward()
    yield "gradient", [round(slope, 4) + 0.0 for slope in x.grad.view(-1).tolist()]


EXPECT = {
    "[l1]": {"<1.4": {"loss": 2.0, "gradient": [1.0, 1.0, -1.0]}, ">=1.4": {"loss": 2.0, "gradient": [0.0, 1.0, -1.0]}},
    "[L1Loss]": {
        "<1.4": {"loss": 0.6667, "gradient": [0.3333, 0.3333, -0.3333]},
        ">=1.4": {"loss": 0.6667, "gradient": [0.0, 0.3333, -0.3333]},
    },
    "[mse]": {">=1.0": {"loss": 2.0, "gradient": [0.0, 2.0, -2.0]}},
    "[gaussian_nll]": {">=1.0": {"loss": 1.0, "gradient": [0.0, 1.0, -1.0]}},
    "[huber]": {">=1.0": {"loss": 1.0, "gradient": [0.0, 1.0, -1.0]}},
    "[huber_delta_1_edge]": {">=1.0": {"loss": 1.0, "gradient": [0.0, 1.0, -1.0]}},
    "[smooth_l1]": {">=1.0": {"loss": 1.0, "gradient": [0.0, 1.0, -1.0]}},
    "[smooth_l1_beta_0]": {
        "<1.13": {"loss": 2.0, "gradient": [0.0, 1.0, -1.0]},
        ">=1.13,<2.1": {"loss": 2.0, "gradient": [-1.0, 1.0, -1.0]},
        ">=2.1": {"loss": 2.0, "gradient": [0.0, 1.0, -1.0]},
    },
    "[smooth_l1_edge]": {">=1.0": {"loss": 3.0, "gradient": [0.0, 1.0, -1.0]}},
    "[hinge_embedding]": {
        "<2.14": {"loss": 3.0, "gradient": [-1.0, -1.0, -1.0]},
        ">=2.14": {"loss": 3.0, "gradient": [-1.0, 0.0, -1.0]},
    },
    "[margin_ranking_margin]": {
        "<2.14": {"loss": 3.0, "gradient": [-1.0, -1.0, -1.0]},
        ">=2.14": {"loss": 3.0, "gradient": [-1.0, 0.0, -1.0]},
    },
    "[hinge_embedding_positive]": {">=1.0": {"loss": 0.0, "gradient": [1.0, 1.0, 1.0]}},
    "[cosine_embedding]": {
        "<2.14": {"loss": 0.0, "gradient": [0.7071, 0.0, 0.0]},
        ">=2.14": {"loss": 0.0, "gradient": [0.0, 0.0, 0.0]},
    },
    "[cosine_embedding_same]": {">=1.0": {"loss": 0.0, "gradient": [0.0, 0.0, 0.0]}},
    "[multi_margin]": {">=1.0": {"loss": 0.0, "gradient": [0.0, 0.0, 0.0]}},
    "[multi_margin_p2]": {">=1.0": {"loss": 0.0, "gradient": [0.0, 0.0, 0.0]}},
    "[multilabel_margin]": {">=1.0": {"loss": 0.0, "gradient": [0.0, 0.0, 0.0]}},
    "[triplet]": {">=1.0": {"loss": 0.0, "gradient": [0.0, 0.0, 0.0]}},
    "[triplet_swap]": {">=1.0": {"loss": 0.0, "gradient": [0.0, 0.0, 0.0]}},
    "[cosine_embedding_zero]": {">=1.0": {"loss": 1.0, "gradient": [0.0, 0.0, 0.0]}},
    "[triplet_equal]": {">=1.0": {"loss": 1.0, "gradient": [0.0, 0.0, 0.0]}},
    "[margin_ranking]": {
        "<2.14": {"loss": 1.0, "gradient": [-1.0, 0.0, -1.0]},
        ">=2.14": {"loss": 1.0, "gradient": [0.0, 0.0, -1.0]},
    },
    "[soft_margin]": {">=1.0": {"loss": 2.32, "gradient": [-0.5, -0.2689, -0.7311]}},
    "[multilabel_soft_margin]": {">=1.0": {"loss": 0.7732, "gradient": [-0.1667, -0.0896, -0.2437]}},
    "[triplet_margin_0]": {"<2.4": {"loss": 0.0, "gradient": [0.0, 0.0, 0.0]}, ">=2.4": {"raises": "ValueError"}},
    "[triplet_distance]": {
        "<2.14": {"loss": 0.0, "gradient": [1.0, 0.0, 0.0]},
        ">=2.14": {"loss": 0.0, "gradient": [0.0, 0.0, 0.0]},
    },
    "[kl_div]": {">=1.0": {"loss": 0.0, "gradient": [-1.0, 0.0, 0.0]}},
    "[nll]": {">=1.0": {"loss": 0.0, "gradient": [-1.0, 0.0, 0.0]}},
    "[bce]": {
        "<1.5": {"loss": 27.63, "gradient": [0.0, 1000000000000.0, 0.0]},
        ">=1.5": {"loss": 100.0, "gradient": [0.0, 1000000000000.0, 0.0]},
    },
    "[bce_logits]": {">=1.0": {"loss": 2.32, "gradient": [0.5, 0.7311, 0.2689]}},
    "[cross_entropy]": {">=1.0": {"loss": 1.408, "gradient": [-0.7553, 0.6652, 0.09]}},
    "[poisson_nll]": {">=1.0": {"loss": 4.086, "gradient": [1.0, 2.718, 0.3679]}},
    "[gaussian_nll_no_var]": {">=1.0": {"loss": -20.72, "gradient": [0.0, 0.0, 0.0]}},
    "[ctc]": {">=1.0": {"loss": 0.4076, "gradient": [0.2447, -0.3348, 0.09]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/7172",
        "says": "The l1 loss has a gradient that is not zero where prediction and target are equal.",
        "facts": {"gradient": [1.0, 1.0, -1.0]},
        "rows": "[l1]",
    },
]

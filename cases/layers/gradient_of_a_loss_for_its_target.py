"""Does the gradient reach the target of a loss, and in which losses is that refused?

Some losses treat both sides alike, some refuse a target that requires grad, and that changed from release to release:
in 1.10 binary cross entropy got a gradient for its target, and cross entropy took probabilities as target;
`soft_margin_loss` refuses to this day.
At a target of 0, `kl_div` gives 0 as gradient of the target until 1.12 and nan since 1.13 (see the issue on it),
and the full `poisson_nll_loss` gives nan, except in 1.2 and 1.3 (no note found).
The gradients of `gaussian_nll_loss` were twice as large in 1.8, its first release (no note found).
Detach the target where it is meant to be a constant: no release does that by itself.
No warning announced any of it.

https://github.com/pytorch/pytorch/issues/56683
https://github.com/pytorch/pytorch/pull/59447
https://github.com/pytorch/pytorch/pull/61044
https://github.com/pytorch/pytorch/issues/89558
https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "loss": [
        "mse_loss",
        "l1_loss",
        "smooth_l1_loss",
        "huber_loss",
        "kl_div",
        "binary_cross_entropy",
        "bce_with_logits",
        "cross_entropy",
        "poisson_nll_loss",
        "gaussian_nll_loss",
        "soft_margin_loss",
        "cosine_embedding_loss",
        "hinge_embedding_loss",
    ],
    "target": [0.5, 0.0],
}
TORCH = {"[huber_loss-*]": ">=1.9", "[gaussian_nll_loss-*]": ">=1.8"}


def observe(device, loss, target):
    x = torch.tensor([[0.25, 0.75]], device=device, requires_grad=True)
    t = torch.tensor([[target, 0.5]], device=device, requires_grad=True)
    try:
        value = {
            "mse_loss": lambda: F.mse_loss(x, t),
            "l1_loss": lambda: F.l1_loss(x, t),
            "smooth_l1_loss": lambda: F.smooth_l1_loss(x, t),
            "huber_loss": lambda: F.huber_loss(x, t),
            "kl_div": lambda: F.kl_div(x.log(), t, reduction="sum"),
            "binary_cross_entropy": lambda: F.binary_cross_entropy(x, t),
            "bce_with_logits": lambda: F.binary_cross_entropy_with_logits(x, t),
            "cross_entropy": lambda: F.cross_entropy(x, t),
            "poisson_nll_loss": lambda: F.poisson_nll_loss(x, t, full=True),
            "gaussian_nll_loss": lambda: F.gaussian_nll_loss(x, t, torch.ones_like(x)),
            "soft_margin_loss": lambda: F.soft_margin_loss(x, t),
            "cosine_embedding_loss": lambda: F.cosine_embedding_loss(x, x + 1, t[0, :1]),
            "hinge_embedding_loss": lambda: F.hinge_embedding_loss(x, t),
        }[loss]()
        yield "forward", "works"
        value.backward()
    except (RuntimeError, ValueError, NotImplementedError) as error:
        yield "refused", type(error).__name__
        return
    yield "x.grad", x.grad
    yield "target.grad", None if t.grad is None else t.grad.view(-1).tolist()


EXPECT = {
    "[mse_loss-0.5]": {">=1.0": {"forward": "works", "x.grad": "nonzero", "target.grad": [0.25, -0.25]}},
    "[mse_loss-0.0]": {">=1.0": {"forward": "works", "x.grad": "nonzero", "target.grad": [-0.25, -0.25]}},
    "[l1_loss-0.5]": {">=1.0": {"forward": "works", "x.grad": "nonzero", "target.grad": [0.5, -0.5]}},
    "[l1_loss-0.0]": {">=1.0": {"forward": "works", "x.grad": "nonzero", "target.grad": [-0.5, -0.5]}},
    "[huber_loss-0.5]": {">=1.0": {"forward": "works", "x.grad": "nonzero", "target.grad": [0.125, -0.125]}},
    "[smooth_l1_loss-0.5]": {">=1.0": {"forward": "works", "x.grad": "nonzero", "target.grad": [0.125, -0.125]}},
    "[huber_loss-0.0]": {">=1.0": {"forward": "works", "x.grad": "nonzero", "target.grad": [-0.125, -0.125]}},
    "[smooth_l1_loss-0.0]": {">=1.0": {"forward": "works", "x.grad": "nonzero", "target.grad": [-0.125, -0.125]}},
    "[kl_div-0.5]": {">=1.0": {"forward": "works", "x.grad": "nonzero", "target.grad": [1.693, 0.5945]}},
    "[kl_div-0.0]": {
        "<1.13": {"forward": "works", "x.grad": "nonzero", "target.grad": [0.0, 0.5945]},
        ">=1.13": {"forward": "works", "x.grad": "nonzero", "target.grad": ["nan", 0.5945]},
    },
    "[binary_cross_entropy-*]": {
        "<1.10": {"refused": "RuntimeError"},
        ">=1.10": {"forward": "works", "x.grad": "nonzero", "target.grad": [0.5493, -0.5493]},
    },
    "[bce_with_logits-*]": {">=1.0": {"forward": "works", "x.grad": "nonzero", "target.grad": [-0.125, -0.375]}},
    "[poisson_nll_loss-0.5]": {">=1.0": {"forward": "works", "x.grad": "nonzero", "target.grad": [-0.125, -0.375]}},
    "[cross_entropy-*]": {
        "<1.10": {"refused": "RuntimeError"},
        ">=1.10": {"forward": "works", "x.grad": "nonzero", "target.grad": [0.9741, 0.4741]},
    },
    "[poisson_nll_loss-0.0]": {
        "<1.2": {"forward": "works", "x.grad": "nonzero", "target.grad": ["nan", -0.375]},
        ">=1.2,<1.4": {"forward": "works", "x.grad": "nonzero", "target.grad": [-0.125, -0.375]},
        ">=1.4": {"forward": "works", "x.grad": "nonzero", "target.grad": ["nan", -0.375]},
    },
    "[gaussian_nll_loss-0.5]": {
        "<1.9": {"forward": "works", "x.grad": "nonzero", "target.grad": [0.25, -0.25]},
        ">=1.9": {"forward": "works", "x.grad": "nonzero", "target.grad": [0.125, -0.125]},
    },
    "[gaussian_nll_loss-0.0]": {
        "<1.9": {"forward": "works", "x.grad": "nonzero", "target.grad": [-0.25, -0.25]},
        ">=1.9": {"forward": "works", "x.grad": "nonzero", "target.grad": [-0.125, -0.125]},
    },
    "[soft_margin_loss-*]": {">=1.0": {"refused": "RuntimeError"}},
    "[cosine_embedding_loss-*]": {">=1.0": {"forward": "works", "x.grad": "zero", "target.grad": "None"}},
    "[hinge_embedding_loss-*]": {">=1.0": {"forward": "works", "x.grad": "zero", "target.grad": "None"}},
}

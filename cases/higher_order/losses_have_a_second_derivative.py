"""Which losses can be used in a gradient penalty, that is, have a second derivative?

The gradient of each loss with respect to the prediction is weighted, summed, and differentiated once more.
Smooth losses can be differentiated twice; a piecewise linear one gives zero (`nll_loss`, `l1_loss`) or an error,
because its gradient no longer depends on anything (`hinge_embedding_loss`, and `kl_div`, which gave zero
until 1.12.1).
`multi_margin_loss`, `multilabel_margin_loss` and `ctc_loss` still refuse: their backward has no derivative.
`binary_cross_entropy` could not before 1.4; `kl_div` is composed of ordinary operators since 1.13.
The loss and gradients of `gaussian_nll_loss` were twice as large in 1.8, which summed where 1.9 averages.
No warning announced any of these.

https://github.com/pytorch/pytorch/issues/18945
https://github.com/pytorch/pytorch/pull/26983
https://github.com/pytorch/pytorch/pull/56469
https://github.com/pytorch/pytorch/pull/80334
"""

import torch
from torch.nn import functional

PARAMS = {
    "loss": [
        "mse", "l1", "smooth_l1", "huber", "binary_cross_entropy", "with_logits", "cross_entropy", "nll", "kl_div",
        "poisson_nll", "gaussian_nll", "soft_margin", "hinge_embedding", "margin_ranking", "cosine_embedding",
        "multi_margin", "multilabel_margin", "multilabel_soft_margin", "triplet_margin", "ctc",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[gaussian_nll]": ">=1.8", "[huber]": ">=1.9"}


def observe(device, loss):
    x = torch.tensor([[0.3, 0.6]], dtype=torch.float64, device=device, requires_grad=True)
    target = torch.tensor([[0.5, 0.2]], dtype=torch.float64, device=device)
    label, ones = torch.tensor([1], device=device), torch.ones_like(target)
    y = {
        "mse": lambda: functional.mse_loss(x, target),
        "l1": lambda: functional.l1_loss(x, target),
        "smooth_l1": lambda: functional.smooth_l1_loss(x, target),
        "huber": lambda: functional.huber_loss(x, target),
        "binary_cross_entropy": lambda: functional.binary_cross_entropy(x, target),
        "with_logits": lambda: functional.binary_cross_entropy_with_logits(x, target),
        "cross_entropy": lambda: functional.cross_entropy(x, label),
        "nll": lambda: functional.nll_loss(x, label),
        "kl_div": lambda: functional.kl_div(x, target, reduction="sum"),
        "poisson_nll": lambda: functional.poisson_nll_loss(x, target),
        "gaussian_nll": lambda: functional.gaussian_nll_loss(x, target, ones),
        "soft_margin": lambda: functional.soft_margin_loss(x, ones),
        "hinge_embedding": lambda: functional.hinge_embedding_loss(x, -ones),
        "margin_ranking": lambda: functional.margin_ranking_loss(x, target, ones),
        "cosine_embedding": lambda: functional.cosine_embedding_loss(x, target, ones[0, :1]),
        "multi_margin": lambda: functional.multi_margin_loss(x, label),
        "multilabel_margin": lambda: functional.multilabel_margin_loss(x, torch.tensor([[1, -1]], device=device)),
        "multilabel_soft_margin": lambda: functional.multilabel_soft_margin_loss(x, ones),
        "triplet_margin": lambda: functional.triplet_margin_loss(x, target, ones),
        "ctc": lambda: functional.ctc_loss(x.log_softmax(1).view(1, 1, 2), label.view(1, 1), (1,), (1,)),
    }[loss]()
    first = torch.autograd.grad(y, x, create_graph=True)[0]
    yield "first", first.tolist()
    second = torch.autograd.grad(first[0, 0] + 2 * first[0, 1], x, allow_unused=True)[0]
    yield "second", None if second is None else (second + 0).tolist()


EXPECT = {
    "[mse]": {">=1.0": {"first": [[-0.2, 0.4]], "second": [[1.0, 2.0]]}},
    "[l1]": {">=1.0": {"first": [[-0.5, 0.5]], "second": [[0.0, 0.0]]}},
    "[huber]": {">=1.0": {"first": [[-0.1, 0.2]], "second": [[0.5, 1.0]]}},
    "[smooth_l1]": {">=1.0": {"first": [[-0.1, 0.2]], "second": [[0.5, 1.0]]}},
    "[binary_cross_entropy]": {
        "<1.4": {"first": [[-0.4762, 0.8333]], "raises": "RuntimeError"},
        ">=1.4": {"first": [[-0.4762, 0.8333]], "second": [[3.288, 5.556]]},
    },
    "[with_logits]": {">=1.0": {"first": [[0.03722, 0.2228]], "second": [[0.1222, 0.2288]]}},
    "[cross_entropy]": {">=1.0": {"first": [[0.4256, -0.4256]], "second": [[-0.2445, 0.2445]]}},
    "[nll]": {">=1.0": {"first": [[0.0, -1.0]], "second": [[0.0, 0.0]]}},
    "[kl_div]": {
        "<1.13": {"first": [[-0.5, -0.2]], "second": [[0.0, 0.0]]},
        ">=1.13": {"first": [[-0.5, -0.2]], "raises": "RuntimeError"},
    },
    "[poisson_nll]": {">=1.0": {"first": [[0.4249, 0.8111]], "second": [[0.6749, 1.822]]}},
    "[gaussian_nll]": {
        "<1.9": {"first": [[-0.2, 0.4]], "second": [[1.0, 2.0]]},
        ">=1.9": {"first": [[-0.1, 0.2]], "second": [[0.5, 1.0]]},
    },
    "[multilabel_soft_margin]": {">=1.0": {"first": [[-0.2128, -0.1772]], "second": [[0.1222, 0.2288]]}},
    "[soft_margin]": {">=1.0": {"first": [[-0.2128, -0.1772]], "second": [[0.1222, 0.2288]]}},
    "[hinge_embedding]": {">=1.0": {"first": [[-0.5, -0.5]], "raises": "RuntimeError"}},
    "[margin_ranking]": {">=1.0": {"first": [[-0.5, -0.0]], "raises": "RuntimeError"}},
    "[cosine_embedding]": {">=1.0": {"first": [[-0.8858, 0.4429]], "second": [[2.953, -1.476]]}},
    "[multi_margin]": {">=1.0": {"first": [[0.5, -0.5]], "raises": "RuntimeError"}},
    "[multilabel_margin]": {">=1.0": {"first": [[0.5, -0.5]], "raises": "RuntimeError"}},
    "[triplet_margin]": {">=1.0": {"first": [[0.421, 1.391]], "second": [[4.341, 0.4531]]}},
    "[ctc]": {">=1.0": {"first": [[0.4256, -0.4256]], "raises": "RuntimeError"}},
}

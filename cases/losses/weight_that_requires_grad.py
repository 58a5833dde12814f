"""Can the class weights of a loss be learnt: does `weight` or `pos_weight` get a gradient?

Where the loss is plain arithmetic in Python or made of other functions the weight gets one.
Where it is one fused function, such as nll_loss, the weight is a constant: the loss raises, or leaves its `.grad`
None in silence.
The mean of gaussian_nll, whose variance gets a gradient, divided by the batch only in 1.8, and by all entries since
1.9.
No warning announced a change.

https://github.com/pytorch/pytorch/pull/56469
https://github.com/pytorch/pytorch/issues/19254
https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "loss": [
        "bce", "bce_logits", "bce_logits_pos_weight", "nll", "cross_entropy", "cross_entropy_probabilities",
        "cross_entropy_smoothed", "nll_2d", "multi_margin", "multilabel_soft_margin", "mse", "l1", "huber",
        "gaussian_variance", "embedding_bag", "by_hand",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[cross_entropy_probabilities]": ">=1.10",
    "[cross_entropy_smoothed]": ">=1.10",
    "[mse]": ">=2.6",
    "[l1]": ">=2.6",
    "[huber]": ">=2.6",
    "[gaussian_variance]": ">=1.8",
    "[embedding_bag]": ">=1.2",
}


def observe(device, loss):
    x = torch.tensor([[0.25, 0.5], [0.5, 0.75]], device=device, requires_grad=True)
    t = torch.tensor([[1.0, 0.0], [0.0, 1.0]], device=device)
    label = torch.tensor([0, 1], device=device)
    weight = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    wide = weight.expand(2, 2)
    out = {
        "bce": lambda: F.binary_cross_entropy(x, t, weight),
        "bce_logits": lambda: F.binary_cross_entropy_with_logits(x, t, weight),
        "bce_logits_pos_weight": lambda: F.binary_cross_entropy_with_logits(x, t, pos_weight=weight),
        "nll": lambda: F.nll_loss(x, label, weight),
        "cross_entropy": lambda: F.cross_entropy(x, label, weight),
        "cross_entropy_probabilities": lambda: F.cross_entropy(x, t, weight),
        "cross_entropy_smoothed": lambda: F.cross_entropy(x, label, weight, label_smoothing=0.5),
        "nll_2d": lambda: F.nll_loss(x.view(2, 2, 1, 1), label.view(2, 1, 1), weight),
        "multi_margin": lambda: F.multi_margin_loss(x, label, weight=weight),
        "multilabel_soft_margin": lambda: F.multilabel_soft_margin_loss(x, t, weight),
        "mse": lambda: F.mse_loss(x, t, weight=wide),
        "l1": lambda: F.l1_loss(x, t, weight=wide),
        "huber": lambda: F.huber_loss(x, t, weight=wide),
        "gaussian_variance": lambda: F.gaussian_nll_loss(x, t, wide),
        "embedding_bag": lambda: F.embedding_bag(label.view(1, 2), x, mode="sum", per_sample_weights=weight.view(1, 2)),
        "by_hand": lambda: -(weight[label] * x.log_softmax(1)[[0, 1], label]).mean(),
    }[loss]()
    yield "loss", round(out.sum().item(), 4)
    out.sum().backward()
    yield "input.grad", x.grad
    yield "weight.grad", None if weight.grad is None else [round(g, 4) + 0.0 for g in weight.grad.tolist()]


EXPECT = {
    "[bce]": {">=1.0": {"raises": "RuntimeError"}},
    "[bce_logits]": {">=1.0": {"raises": "RuntimeError"}},
    "[bce_logits_pos_weight]": {">=1.0": {"raises": "RuntimeError"}},
    "[cross_entropy]": {">=1.0": {"raises": "RuntimeError"}},
    "[cross_entropy_smoothed]": {">=1.0": {"raises": "RuntimeError"}},
    "[multi_margin]": {">=1.0": {"raises": "RuntimeError"}},
    "[nll]": {">=1.0": {"raises": "RuntimeError"}},
    "[nll_2d]": {">=1.0": {"raises": "RuntimeError"}},
    "[by_hand]": {">=1.0": {"loss": 0.9889, "input.grad": "nonzero", "weight.grad": [0.413, 0.288]}},
    "[cross_entropy_probabilities]": {
        ">=1.0": {"loss": 0.9889, "input.grad": "nonzero", "weight.grad": [0.413, 0.288]},
    },
    "[multilabel_soft_margin]": {">=1.0": {"loss": 1.068, "input.grad": "nonzero", "weight.grad": [0.3875, 0.3402]}},
    "[mse]": {">=1.0": {"loss": 0.2396, "input.grad": "nonzero", "weight.grad": [0.0556, -0.0278]}},
    "[l1]": {">=1.0": {"loss": 0.4583, "input.grad": "nonzero", "weight.grad": [0.0556, -0.0278]}},
    "[huber]": {">=1.0": {"loss": 0.1797, "input.grad": "nonzero", "weight.grad": [0.1016, 0.0391]}},
    "[gaussian_variance]": {
        "<1.9": {"loss": 0.5888, "input.grad": "nonzero", "weight.grad": [0.2969, 0.2305]},
        ">=1.9": {"loss": 0.2944, "input.grad": "nonzero", "weight.grad": [0.1484, 0.1152]},
    },
    "[embedding_bag]": {">=1.0": {"loss": 3.25, "input.grad": "nonzero", "weight.grad": [0.75, 1.25]}},
}

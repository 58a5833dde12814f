"""What does a loss do with a target of another dtype than the output: integers, doubles, halves?

In old releases the forward refused two dtypes.
With type promotion most forwards run: by hand, with `-` and `**`, and in poisson_nll since 1.3, in mse_loss, l1_loss
and smooth_l1_loss since 1.4, in kl_div with doubles since 1.3,
with integers from 1.8 to 1.12, with halves since 1.13.
Some backwards refused instead: mse_loss from 1.4 to 2.11, smooth_l1_loss from 1.4 to 1.9,
kl_div until 1.12, and huber_loss still.
Where it runs, the loss has the promoted dtype (l1_loss kept that of the output from 1.8 to 1.12),
and the gradient that of the output.
Class numbers must be integers of 64 bits in all releases,
and the target of the binary cross-entropy has the dtype of the output;
with logits doubles do since 1.3, halves since 1.6.
Where a bool is subtracted it is refused, with a NotImplementedError since 2.14.

https://github.com/pytorch/pytorch/pull/22273
https://github.com/pytorch/pytorch/pull/26795
https://github.com/pytorch/pytorch/pull/49912
https://github.com/pytorch/pytorch/pull/61112
https://github.com/pytorch/pytorch/pull/79804
https://github.com/pytorch/pytorch/pull/80334
https://github.com/pytorch/pytorch/pull/175743
https://github.com/pytorch/pytorch/pull/192348
https://github.com/pytorch/pytorch/issues/36553
https://github.com/pytorch/pytorch/issues/94086
https://github.com/pytorch/pytorch/issues/76646
https://github.com/pytorch/pytorch/releases/tag/v1.5.0
https://pytorch.org/docs/stable/tensor_attributes.html
"""

import torch
from torch.nn import functional

PARAMS = {
    "loss": [
        "mse", "l1", "smooth_l1", "huber", "bce", "bce_with_logits", "kl_div", "cross_entropy", "nll",
        "poisson_nll", "by_hand",
    ],
    "target": ["long", "double", "half", "int", "bool"],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[*-bool]": ">=1.2", "[huber-*]": ">=1.9"}


def observe(device, loss, target):
    out = torch.tensor([[0.2, 0.7], [0.6, 0.3]], device=device, requires_grad=True)
    truth = torch.tensor([[0, 1], [1, 0]], device=device)
    if loss in ("cross_entropy", "nll"):
        truth = torch.tensor([0, 1], device=device)
    truth = truth.to(getattr(torch, target))
    f = functional
    value = {
        "mse": lambda: f.mse_loss(out, truth),
        "l1": lambda: f.l1_loss(out, truth),
        "smooth_l1": lambda: f.smooth_l1_loss(out, truth),
        "huber": lambda: f.huber_loss(out, truth),
        "bce": lambda: f.binary_cross_entropy(out, truth),
        "bce_with_logits": lambda: f.binary_cross_entropy_with_logits(out, truth),
        "kl_div": lambda: f.kl_div(out.log(), truth, reduction="sum"),
        "cross_entropy": lambda: f.cross_entropy(out, truth),
        "nll": lambda: f.nll_loss(out.log(), truth),
        "poisson_nll": lambda: f.poisson_nll_loss(out, truth),
        "by_hand": lambda: ((out - truth) ** 2).mean(),
    }[loss]()
    yield "loss.dtype", str(value.dtype)
    value.backward()
    yield "out.grad.dtype", str(out.grad.dtype)


EXPECT = {
    "[mse-bool]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4,<2.12": {"loss.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=2.12": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[mse-half]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4,<2.12": {"loss.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=2.12": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[mse-int]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4,<2.12": {"loss.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=2.12": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[mse-long]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4,<2.12": {"loss.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=2.12": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[mse-double]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4,<2.12": {"loss.dtype": "torch.float64", "raises": "RuntimeError"},
        ">=2.12": {"loss.dtype": "torch.float64", "out.grad.dtype": "torch.float32"},
    },
    "[l1-half]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[l1-int]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[l1-long]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[l1-double]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4,<1.8": {"loss.dtype": "torch.float64", "out.grad.dtype": "torch.float32"},
        ">=1.8,<1.13": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
        ">=1.13": {"loss.dtype": "torch.float64", "out.grad.dtype": "torch.float32"},
    },
    "[bce_with_logits-bool]": {"<2.14": {"raises": "RuntimeError"}, ">=2.14": {"raises": "NotImplementedError"}},
    "[by_hand-bool]": {"<2.14": {"raises": "RuntimeError"}, ">=2.14": {"raises": "NotImplementedError"}},
    "[l1-bool]": {"<2.14": {"raises": "RuntimeError"}, ">=2.14": {"raises": "NotImplementedError"}},
    "[smooth_l1-bool]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4,<1.10": {"loss.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.10": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[smooth_l1-half]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4,<1.10": {"loss.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.10": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[smooth_l1-int]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4,<1.10": {"loss.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.10": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[smooth_l1-long]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4,<1.10": {"loss.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.10": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[smooth_l1-double]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4,<1.10": {"loss.dtype": "torch.float64", "raises": "RuntimeError"},
        ">=1.10": {"loss.dtype": "torch.float64", "out.grad.dtype": "torch.float32"},
    },
    "[huber-*]": {">=1.0": {"loss.dtype": "torch.float32", "raises": "RuntimeError"}},
    "[bce-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[bce_with_logits-int]": {">=1.0": {"raises": "RuntimeError"}},
    "[bce_with_logits-long]": {">=1.0": {"raises": "RuntimeError"}},
    "[cross_entropy-bool]": {">=1.0": {"raises": "RuntimeError"}},
    "[cross_entropy-double]": {">=1.0": {"raises": "RuntimeError"}},
    "[cross_entropy-half]": {">=1.0": {"raises": "RuntimeError"}},
    "[cross_entropy-int]": {">=1.0": {"raises": "RuntimeError"}},
    "[nll-bool]": {">=1.0": {"raises": "RuntimeError"}},
    "[nll-double]": {">=1.0": {"raises": "RuntimeError"}},
    "[nll-half]": {">=1.0": {"raises": "RuntimeError"}},
    "[nll-int]": {">=1.0": {"raises": "RuntimeError"}},
    "[bce_with_logits-double]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {"loss.dtype": "torch.float64", "out.grad.dtype": "torch.float32"},
    },
    "[by_hand-double]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {"loss.dtype": "torch.float64", "out.grad.dtype": "torch.float32"},
    },
    "[poisson_nll-double]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {"loss.dtype": "torch.float64", "out.grad.dtype": "torch.float32"},
    },
    "[bce_with_logits-half]": {
        "<1.6": {"raises": "RuntimeError"},
        ">=1.6": {"loss.dtype": "torch.float16", "out.grad.dtype": "torch.float32"},
    },
    "[kl_div-bool]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8,<1.13": {"loss.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.13": {"raises": "RuntimeError"},
    },
    "[kl_div-int]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8,<1.13": {"loss.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.13": {"raises": "RuntimeError"},
    },
    "[kl_div-long]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8,<1.13": {"loss.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.13": {"raises": "RuntimeError"},
    },
    "[kl_div-double]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3,<1.13": {"loss.dtype": "torch.float64", "raises": "RuntimeError"},
        ">=1.13": {"loss.dtype": "torch.float64", "out.grad.dtype": "torch.float32"},
    },
    "[kl_div-half]": {
        "<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[cross_entropy-long]": {">=1.0": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"}},
    "[nll-long]": {">=1.0": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"}},
    "[by_hand-half]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[by_hand-int]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[by_hand-long]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[poisson_nll-bool]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[poisson_nll-half]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[poisson_nll-int]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
    "[poisson_nll-long]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {"loss.dtype": "torch.float32", "out.grad.dtype": "torch.float32"},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/94086",
        "says": "MSELoss cannot be differentiated when output and target differ in dtype.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[mse-double]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/76646",
        "says": "HuberLoss fails in backward where SmoothL1Loss succeeds.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[huber-double]",
    },
]

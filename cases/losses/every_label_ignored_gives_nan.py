"""What do cross_entropy and nll_loss answer when every label is ignored, or every weight is zero?

The mean divides by the number of labels that count, or by the sum of their weights.
Until 1.10 the division was guarded, and the answer 0; since 1.11 it is 0 / 0, which is nan.
The gradient is zero all the same where labels are ignored, and has become nan where the weights are zero.
The sum is 0, with a gradient of 0.
With label smoothing 1.10 counted ignored labels in the loss, though not in its gradient; since 1.11 it does not.
An empty batch raised until 1.3, and is the same question since 1.4: the mean is nan.
Not shown are cells of 1.0 and 1.1 that answer with unwritten memory, or crash on empty tensors.
No warning announced any of it; for smoothing and the empty batch no note found.

https://github.com/pytorch/pytorch/pull/64572
https://github.com/pytorch/pytorch/issues/15870
https://github.com/pytorch/pytorch/issues/70348
https://github.com/pytorch/pytorch/issues/75181
https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "loss": ["cross_entropy", "nll_loss", "cross_entropy_2d", "nll_loss_2d", "smoothed", "by_hand"],
    "labels": ["all_ignored", "one_ignored", "weights_zero", "none_left"],
    "reduction": ["mean", "sum", "none"],
}
TORCH = {
    "[smoothed-*]": ">=1.10",
    "[by_hand-*]": ">=1.2",
    "[*-none_left-*]": ">=1.2",
    "[*-all_ignored-none]": ">=1.2",
    "[*-one_ignored-none]": ">=1.2",
}


def observe(device, loss, labels, reduction):
    x = torch.zeros(2, 2, device=device, requires_grad=True)
    weight = torch.zeros(2, device=device) if labels == "weights_zero" else None
    target = torch.tensor({"all_ignored": [-100, -100], "one_ignored": [0, -100]}.get(labels, [0, 1]), device=device)
    logits = x
    if labels == "none_left":
        logits, target = x[:0], target[:0]
    logs = logits.log_softmax(1)
    pixels, image = target.view(1, 1, -1), logits.t().view(1, 2, 1, -1)
    out = {
        "cross_entropy": lambda: F.cross_entropy(logits, target, weight, reduction=reduction),
        "nll_loss": lambda: F.nll_loss(logs, target, weight, reduction=reduction),
        "cross_entropy_2d": lambda: F.cross_entropy(image, pixels, weight, reduction=reduction),
        "nll_loss_2d": lambda: F.nll_loss(image.log_softmax(1), pixels, weight, reduction=reduction),
        "smoothed": lambda: F.cross_entropy(logits, target, weight, label_smoothing=0.5, reduction=reduction),
        "by_hand": lambda: by_hand(logs[target >= 0], target[target >= 0], weight, reduction),
    }[loss]()
    yield "loss", [round(number, 4) + 0.0 for number in out.detach().view(-1).tolist()]
    out.sum().backward()
    yield "gradient", [round(slope, 4) + 0.0 for slope in x.grad.view(-1).tolist()]


def by_hand(logs, target, weight, reduction):
    each = -logs.gather(1, target.view(-1, 1)).view(-1) * (1 if weight is None else weight[target])
    return {"none": lambda: each, "sum": lambda: each.sum(), "mean": lambda: each.mean()}[reduction]()


EXPECT = {
    "[cross_entropy-all_ignored-mean]": {
        "<1.11": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]},
        ">=1.11": {"loss": ["nan"], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[cross_entropy_2d-all_ignored-mean]": {
        "<1.11": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]},
        ">=1.11": {"loss": ["nan"], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[nll_loss-all_ignored-mean]": {
        "<1.11": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]},
        ">=1.11": {"loss": ["nan"], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[nll_loss_2d-all_ignored-mean]": {
        "<1.11": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]},
        ">=1.11": {"loss": ["nan"], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[*-weights_zero-sum]": {">=1.0": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[by_hand-all_ignored-sum]": {">=1.0": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[by_hand-none_left-sum]": {">=1.0": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[by_hand-weights_zero-mean]": {">=1.0": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[cross_entropy-all_ignored-sum]": {">=1.0": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[cross_entropy_2d-all_ignored-sum]": {">=1.0": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[nll_loss-all_ignored-sum]": {">=1.0": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[nll_loss_2d-all_ignored-sum]": {">=1.0": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[smoothed-none_left-sum]": {">=1.0": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[*-weights_zero-none]": {">=1.0": {"loss": [0.0, 0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[cross_entropy-all_ignored-none]": {">=1.0": {"loss": [0.0, 0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[cross_entropy_2d-all_ignored-none]": {">=1.0": {"loss": [0.0, 0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[nll_loss-all_ignored-none]": {">=1.0": {"loss": [0.0, 0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[nll_loss_2d-all_ignored-none]": {">=1.0": {"loss": [0.0, 0.0], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[by_hand-one_ignored-*]": {">=1.0": {"loss": [0.6931], "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[cross_entropy-one_ignored-mean]": {">=1.0": {"loss": [0.6931], "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[cross_entropy-one_ignored-sum]": {">=1.0": {"loss": [0.6931], "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[cross_entropy_2d-one_ignored-mean]": {">=1.0": {"loss": [0.6931], "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[cross_entropy_2d-one_ignored-sum]": {">=1.0": {"loss": [0.6931], "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[nll_loss-one_ignored-mean]": {">=1.0": {"loss": [0.6931], "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[nll_loss-one_ignored-sum]": {">=1.0": {"loss": [0.6931], "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[nll_loss_2d-one_ignored-mean]": {">=1.0": {"loss": [0.6931], "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[nll_loss_2d-one_ignored-sum]": {">=1.0": {"loss": [0.6931], "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[cross_entropy-one_ignored-none]": {">=1.0": {"loss": [0.6931, 0.0], "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[cross_entropy_2d-one_ignored-none]": {">=1.0": {"loss": [0.6931, 0.0], "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[nll_loss-one_ignored-none]": {">=1.0": {"loss": [0.6931, 0.0], "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[nll_loss_2d-one_ignored-none]": {">=1.0": {"loss": [0.6931, 0.0], "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[cross_entropy-weights_zero-mean]": {
        "<1.11": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]},
        ">=1.11": {"loss": ["nan"], "gradient": ["nan", "nan", "nan", "nan"]},
    },
    "[cross_entropy_2d-weights_zero-mean]": {
        "<1.11": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]},
        ">=1.11": {"loss": ["nan"], "gradient": ["nan", "nan", "nan", "nan"]},
    },
    "[nll_loss-weights_zero-mean]": {
        "<1.11": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]},
        ">=1.11": {"loss": ["nan"], "gradient": ["nan", "nan", "nan", "nan"]},
    },
    "[nll_loss_2d-weights_zero-mean]": {
        "<1.11": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]},
        ">=1.11": {"loss": ["nan"], "gradient": ["nan", "nan", "nan", "nan"]},
    },
    "[cross_entropy-none_left-mean]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss": ["nan"], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[cross_entropy_2d-none_left-mean]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss": ["nan"], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[nll_loss-none_left-mean]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss": ["nan"], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[nll_loss_2d-none_left-mean]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss": ["nan"], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[cross_entropy-none_left-sum]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[cross_entropy_2d-none_left-sum]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[nll_loss-none_left-sum]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[nll_loss_2d-none_left-sum]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[cross_entropy-none_left-none]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss": [], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[cross_entropy_2d-none_left-none]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss": [], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[nll_loss-none_left-none]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss": [], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[nll_loss_2d-none_left-none]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"loss": [], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[smoothed-all_ignored-mean]": {
        "<1.11": {"loss": [0.3466], "gradient": [0.0, 0.0, 0.0, 0.0]},
        ">=1.11": {"loss": ["nan"], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[smoothed-all_ignored-sum]": {
        "<1.11": {"loss": [0.6931], "gradient": [0.0, 0.0, 0.0, 0.0]},
        ">=1.11": {"loss": [0.0], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[smoothed-all_ignored-none]": {
        "<1.11": {"loss": [0.3466, 0.3466], "gradient": [0.0, 0.0, 0.0, 0.0]},
        ">=1.11": {"loss": [0.0, 0.0], "gradient": [0.0, 0.0, 0.0, 0.0]},
    },
    "[smoothed-one_ignored-mean]": {">=1.0": {"loss": [0.6931], "gradient": [-0.25, 0.25, 0.0, 0.0]}},
    "[smoothed-one_ignored-sum]": {
        "<1.11": {"loss": [1.04], "gradient": [-0.25, 0.25, 0.0, 0.0]},
        ">=1.11": {"loss": [0.6931], "gradient": [-0.25, 0.25, 0.0, 0.0]},
    },
    "[smoothed-one_ignored-none]": {
        "<1.11": {"loss": [0.6931, 0.3466], "gradient": [-0.25, 0.25, 0.0, 0.0]},
        ">=1.11": {"loss": [0.6931, 0.0], "gradient": [-0.25, 0.25, 0.0, 0.0]},
    },
    "[smoothed-weights_zero-mean]": {">=1.0": {"loss": ["nan"], "gradient": ["nan", "nan", "nan", "nan"]}},
    "[by_hand-all_ignored-mean]": {">=1.0": {"loss": ["nan"], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[by_hand-none_left-mean]": {">=1.0": {"loss": ["nan"], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[smoothed-none_left-mean]": {">=1.0": {"loss": ["nan"], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[by_hand-all_ignored-none]": {">=1.0": {"loss": [], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[by_hand-none_left-none]": {">=1.0": {"loss": [], "gradient": [0.0, 0.0, 0.0, 0.0]}},
    "[smoothed-none_left-none]": {">=1.0": {"loss": [], "gradient": [0.0, 0.0, 0.0, 0.0]}},
}

CLAIMS = [
    {
        "source": "https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html",
        "says": "An ignored label adds nothing to the input's gradient.",
        "facts": {"gradient": [0.0, 0.0, 0.0, 0.0]},
        "rows": "[cross_entropy-all_ignored-mean]",
    },
]

"""Are loss and gradient finite where a loss saturates: a probability of 0, an infinite logit, a variance of 0?

binary_cross_entropy takes the logarithm of 0; it added a small number to it until 1.4 (27.6 is the largest loss
then), and bounds the logarithm at -100 since 1.5.
With logits the sigmoid is never formed, so large logits are fine and only infinite ones make nan.
cross_entropy is a log_softmax: a class with logit -inf gives an infinite loss, and two infinite logits give nan.
kl_div took a target of zero at log(0), and a negative one, for a loss of 0 until 1.12; since 1.13, when it was made
of xlogy, these are nan.
A probability outside of 0 to 1 raises, and since 2.1 so does such a target.
The soft margin loss overflows to infinity, and ctc_loss takes an empty target rightly, since 1.2; inf minus inf
under the l1 loss has the gradient 0 since 1.4: no notes found.
No warning announced any of it.

https://github.com/pytorch/pytorch/pull/31365
https://github.com/pytorch/pytorch/pull/33160
https://github.com/pytorch/pytorch/pull/69212
https://github.com/pytorch/pytorch/pull/97814
https://github.com/pytorch/pytorch/issues/24933
https://github.com/pytorch/pytorch/issues/31453
https://github.com/pytorch/pytorch/issues/89558
https://pytorch.org/docs/stable/generated/torch.nn.BCELoss.html
https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "loss": [
        "bce_right", "bce_wrong", "bce_outside", "bce_nan", "bce_soft_target", "bce_target_2", "logits_large",
        "logits_inf", "logits_inf_right", "logits_pos_weight_0", "sigmoid_bce_large", "log_sigmoid_by_hand",
        "cross_entropy_large", "cross_entropy_inf", "cross_entropy_target_minus_inf", "cross_entropy_other_minus_inf",
        "cross_entropy_all_minus_inf", "cross_entropy_probability_0_minus_inf", "log_of_softmax_large",
        "nll_minus_inf",
        "nll_zero_weight_minus_inf", "kl_div_zero_target", "kl_div_minus_inf", "kl_div_both",
        "kl_div_negative_target",
        "poisson_zero", "poisson_log_large", "gaussian_zero_variance", "gaussian_negative_variance",
        "soft_margin_large",
        "ctc_impossible", "ctc_impossible_zero_infinity", "ctc_empty_target", "mse_overflow", "mse_inf_minus_inf",
        "l1_inf_minus_inf", "smooth_l1_inf", "huber_inf", "cosine_zero",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[cross_entropy_probability_0_minus_inf]": ">=1.10",
    "[gaussian_*]": ">=1.8",
    "[huber_inf]": ">=1.9",
    "[ctc_impossible_zero_infinity]": ">=1.1",
}
inf = float("inf")


def observe(device, loss):
    def t(*numbers):
        return torch.tensor(numbers, device=device)

    label, values, call = {
        "bce_right": (0, [0.0, 1.0], lambda x: F.binary_cross_entropy(x, t(0.0, 1.0))),
        "bce_wrong": (0, [0.0, 1.0], lambda x: F.binary_cross_entropy(x, t(1.0, 0.0))),
        "bce_outside": (0, [-0.5, 1.5], lambda x: F.binary_cross_entropy(x, t(0.0, 1.0))),
        "bce_nan": (0, [float("nan"), 0.5], lambda x: F.binary_cross_entropy(x, t(0.0, 1.0))),
        "bce_soft_target": (0, [0.0, 1.0], lambda x: F.binary_cross_entropy(x, t(0.5, 0.5))),
        "bce_target_2": (0, [0.5, 0.5], lambda x: F.binary_cross_entropy(x, t(2.0, -1.0))),
        "logits_large": (0, [-200.0, 200.0], lambda x: F.binary_cross_entropy_with_logits(x, t(1.0, 0.0))),
        "logits_inf": (0, [-inf, inf], lambda x: F.binary_cross_entropy_with_logits(x, t(1.0, 0.0))),
        "logits_inf_right": (0, [-inf, inf], lambda x: F.binary_cross_entropy_with_logits(x, t(0.0, 1.0))),
        "logits_pos_weight_0": (
            0, [0.0, -inf], lambda x: F.binary_cross_entropy_with_logits(x, t(1.0, 1.0), pos_weight=t(0.0, 0.0)),
        ),
        "sigmoid_bce_large": (0, [-200.0, 200.0], lambda x: F.binary_cross_entropy(x.sigmoid(), t(1.0, 0.0))),
        "log_sigmoid_by_hand": (0, [-200.0, 200.0], lambda x: -x.sigmoid().log().sum()),
        "cross_entropy_large": (0, [-1e4, 1e4], lambda x: F.cross_entropy(x.view(1, 2), label)),
        "cross_entropy_inf": (0, [inf, 0.0], lambda x: F.cross_entropy(x.view(1, 2), label)),
        "cross_entropy_target_minus_inf": (0, [-inf, 0.0], lambda x: F.cross_entropy(x.view(1, 2), label)),
        "cross_entropy_other_minus_inf": (1, [-inf, 0.0], lambda x: F.cross_entropy(x.view(1, 2), label)),
        "cross_entropy_all_minus_inf": (0, [-inf, -inf], lambda x: F.cross_entropy(x.view(1, 2), label)),
        "cross_entropy_probability_0_minus_inf": (
            0, [-inf, 0.0], lambda x: F.cross_entropy(x.view(1, 2), t(0.0, 1.0).view(1, 2)),
        ),
        "log_of_softmax_large": (0, [-1e4, 1e4], lambda x: F.nll_loss(x.view(1, 2).softmax(1).log(), label)),
        "nll_minus_inf": (0, [-inf, 0.0], lambda x: F.nll_loss(x.view(1, 2), label)),
        "nll_zero_weight_minus_inf": (
            0, [-inf, 0.0], lambda x: F.nll_loss(x.view(1, 2), label, t(0.0, 1.0), reduction="sum"),
        ),
        "kl_div_zero_target": (0, [-1.0, -2.0], lambda x: F.kl_div(x, t(0.0, 1.0), reduction="sum")),
        "kl_div_minus_inf": (0, [-inf, 0.0], lambda x: F.kl_div(x, t(0.5, 0.5), reduction="sum")),
        "kl_div_both": (0, [-inf, 0.0], lambda x: F.kl_div(x, t(0.0, 1.0), reduction="sum")),
        "kl_div_negative_target": (0, [-1.0, -1.0], lambda x: F.kl_div(x, t(-1.0, 1.0), reduction="sum")),
        "poisson_zero": (0, [0.0, 1.0], lambda x: F.poisson_nll_loss(x, t(1.0, 0.0), log_input=False)),
        "poisson_log_large": (0, [200.0, -200.0], lambda x: F.poisson_nll_loss(x, t(1.0, 1.0))),
        "gaussian_zero_variance": (0, [0.0, 1.0], lambda x: F.gaussian_nll_loss(t(1.0, 1.0), t(1.0, 1.0), x)),
        "gaussian_negative_variance": (0, [-1.0, 1.0], lambda x: F.gaussian_nll_loss(t(1.0, 1.0), t(1.0, 1.0), x)),
        "soft_margin_large": (0, [-200.0, 200.0], lambda x: F.soft_margin_loss(x, t(1.0, 1.0))),
        "ctc_impossible": (0, [0.0, 0.0], lambda x: ctc(x, [1, 1], 0)),
        "ctc_impossible_zero_infinity": (0, [0.0, 0.0], lambda x: ctc(x, [1, 1], 0, zero_infinity=True)),
        "ctc_empty_target": (0, [0.0, 0.0], lambda x: ctc(x, [1], 1)),
        "mse_overflow": (0, [1e30, 0.0], lambda x: F.mse_loss(x, t(-1e30, 0.0))),
        "mse_inf_minus_inf": (0, [inf, 0.0], lambda x: F.mse_loss(x, t(inf, 0.0))),
        "l1_inf_minus_inf": (0, [inf, 0.0], lambda x: F.l1_loss(x, t(inf, 0.0))),
        "smooth_l1_inf": (0, [inf, 0.0], lambda x: F.smooth_l1_loss(x, t(1.0, 0.0))),
        "huber_inf": (0, [inf, 0.0], lambda x: F.huber_loss(x, t(1.0, 0.0))),
        "cosine_zero": (0, [0.0, 0.0], lambda x: F.cosine_embedding_loss(x.view(1, 2), t(1.0, 0.0).view(1, 2), t(1.0))),
    }[loss]  # fmt: skip # a table; a value a line would be a screen
    x = torch.tensor(values, device=device, requires_grad=True)
    label = t(label)
    out = call(x)
    yield "loss", out.item()
    out.backward()
    yield "gradient", (x.grad + 0.0).tolist()


def ctc(x, target, shorter, **options):
    target, long = torch.tensor([target], device=x.device), torch.tensor([1], device=x.device)
    logs = x.view(1, 1, 2).log_softmax(2)
    return F.ctc_loss(logs, target, long, long * target.numel() - shorter, reduction="sum", **options)


EXPECT = {
    "[bce_right]": {">=1.0": {"loss": 0.0, "gradient": [0.0, 0.0]}},
    "[cross_entropy_other_minus_inf]": {">=1.0": {"loss": 0.0, "gradient": [0.0, 0.0]}},
    "[ctc_impossible_zero_infinity]": {">=1.0": {"loss": 0.0, "gradient": [0.0, 0.0]}},
    "[bce_wrong]": {
        "<1.5": {"loss": 27.63, "gradient": [-500000000000.0, 500000000000.0]},
        ">=1.5": {"loss": 100.0, "gradient": [-500000000000.0, 500000000000.0]},
    },
    "[bce_nan]": {">=1.0": {"raises": "RuntimeError"}},
    "[bce_outside]": {">=1.0": {"raises": "RuntimeError"}},
    "[bce_soft_target]": {
        "<1.5": {"loss": 13.82, "gradient": [-250000000000.0, 250000000000.0]},
        ">=1.5": {"loss": 50.0, "gradient": [-250000000000.0, 250000000000.0]},
    },
    "[bce_target_2]": {"<2.1": {"loss": 0.6931, "gradient": [-3.0, 3.0]}, ">=2.1": {"raises": "RuntimeError"}},
    "[logits_large]": {">=1.0": {"loss": 200.0, "gradient": [-0.5, 0.5]}},
    "[logits_inf]": {">=1.0": {"loss": "nan", "gradient": [-0.5, 0.5]}},
    "[cross_entropy_probability_0_minus_inf]": {">=1.0": {"loss": "nan", "gradient": [0.0, 0.0]}},
    "[logits_inf_right]": {">=1.0": {"loss": "nan", "gradient": [0.0, 0.0]}},
    "[logits_pos_weight_0]": {">=1.0": {"loss": "nan", "gradient": [0.0, 0.0]}},
    "[nll_zero_weight_minus_inf]": {">=1.0": {"loss": "nan", "gradient": [0.0, 0.0]}},
    "[sigmoid_bce_large]": {
        "<1.5": {"loss": 27.63, "gradient": [0.0, 0.0]},
        ">=1.5": {"loss": 100.0, "gradient": [0.0, 0.0]},
    },
    "[log_sigmoid_by_hand]": {">=1.0": {"loss": "inf", "gradient": ["nan", 0.0]}},
    "[cross_entropy_large]": {">=1.0": {"loss": 20000.0, "gradient": [-1.0, 1.0]}},
    "[cross_entropy_all_minus_inf]": {">=1.0": {"loss": "nan", "gradient": ["nan", "nan"]}},
    "[cross_entropy_inf]": {">=1.0": {"loss": "nan", "gradient": ["nan", "nan"]}},
    "[cross_entropy_target_minus_inf]": {">=1.0": {"loss": "inf", "gradient": [-1.0, 1.0]}},
    "[ctc_impossible]": {">=1.0": {"loss": "inf", "gradient": ["nan", "nan"]}},
    "[log_of_softmax_large]": {">=1.0": {"loss": "inf", "gradient": ["nan", "nan"]}},
    "[nll_minus_inf]": {">=1.0": {"loss": "inf", "gradient": [-1.0, 0.0]}},
    "[kl_div_zero_target]": {">=1.0": {"loss": 2.0, "gradient": [0.0, -1.0]}},
    "[kl_div_minus_inf]": {">=1.0": {"loss": "inf", "gradient": [-0.5, -0.5]}},
    "[kl_div_both]": {
        "<1.13": {"loss": 0.0, "gradient": [0.0, -1.0]},
        ">=1.13": {"loss": "nan", "gradient": [0.0, -1.0]},
    },
    "[kl_div_negative_target]": {
        "<1.13": {"loss": 1.0, "gradient": [0.0, -1.0]},
        ">=1.13": {"loss": "nan", "gradient": [1.0, -1.0]},
    },
    "[poisson_zero]": {">=1.0": {"loss": 9.71, "gradient": [-50000000.0, 0.5]}},
    "[poisson_log_large]": {">=1.0": {"loss": "inf", "gradient": ["inf", -0.5]}},
    "[gaussian_zero_variance]": {">=1.0": {"loss": -3.454, "gradient": [250000.0, 0.25]}},
    "[gaussian_negative_variance]": {">=1.0": {"raises": "ValueError"}},
    "[soft_margin_large]": {
        "<1.2": {"loss": 100.0, "gradient": ["nan", 0.0]},
        ">=1.2": {"loss": "inf", "gradient": ["nan", 0.0]},
    },
    "[ctc_empty_target]": {
        "<1.2": {"loss": -0.4055, "gradient": [-0.1667, 0.1667]},
        ">=1.2": {"loss": 0.6931, "gradient": [-0.5, 0.5]},
    },
    "[mse_overflow]": {">=1.0": {"loss": "inf", "gradient": [2e30, 0.0]}},
    "[mse_inf_minus_inf]": {">=1.0": {"loss": "nan", "gradient": ["nan", 0.0]}},
    "[l1_inf_minus_inf]": {
        "<1.4": {"loss": "nan", "gradient": [-0.5, 0.5]},
        ">=1.4": {"loss": "nan", "gradient": [0.0, 0.0]},
    },
    "[huber_inf]": {">=1.0": {"loss": "inf", "gradient": [0.5, 0.0]}},
    "[smooth_l1_inf]": {">=1.0": {"loss": "inf", "gradient": [0.5, 0.0]}},
    "[cosine_zero]": {">=1.0": {"loss": 1.0, "gradient": [-1000000.0, 0.0]}},
}

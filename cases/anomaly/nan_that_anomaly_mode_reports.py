"""Which nan does detect_anomaly() report?

Any nan that an operation's backward returns, also one that is masked out later by where() or a zero,
which a healthy network may have.
An infinity or a nan in the forward alone goes unreported.
It needs to be on in the backward; on in the forward only, it does nothing.
`check_nan=False`, since 1.13 (#83481), keeps the traces and reports no nan.

https://github.com/pytorch/pytorch/pull/83481
https://github.com/pytorch/pytorch/issues/22820
https://github.com/pytorch/pytorch/issues/51196
"""

import torch

PARAMS = {
    "mode": ["off", "on", "on_for_forward_only", "on_for_backward_only", "check_nan_False"],
    "nan": [
        "masked_later",
        "masked_by_clamp",
        "final",
        "infinite",
        "in_forward_only",
        "given_gradient",
        "by_a_hook",
    ],
}

TORCH = {"[check_nan_False-*]": ">=1.13"}


def observe(device, mode, nan):
    weight = torch.zeros(2, device=device, requires_grad=True)
    options = {"check_nan": False} if mode == "check_nan_False" else {}

    def forward():
        if nan == "masked_later":
            return torch.where(weight > 0, weight.sqrt(), torch.zeros_like(weight)).sum()
        if nan == "masked_by_clamp":
            return (weight.clamp(min=1) * weight.clamp(min=1)).sqrt().sum() + ((weight**2).sqrt() * 0).sum()
        if nan == "final":
            return weight.pow(2).sum().sqrt()
        if nan == "infinite":
            return weight.sqrt().sum()
        if nan == "in_forward_only":
            return (weight + float("nan")).sum()
        hidden = weight * 2
        if nan == "by_a_hook":
            hidden.register_hook(lambda grad: grad * float("nan"))
        return (hidden * 3).sum()

    gradient = torch.tensor(float("nan") if nan == "given_gradient" else 1.0, device=device)
    if mode == "on_for_forward_only":
        with torch.autograd.detect_anomaly():
            loss = forward()
        loss.backward(gradient)
    elif mode == "on_for_backward_only":
        loss = forward()
        with torch.autograd.detect_anomaly():
            loss.backward(gradient)
    elif mode == "off":
        forward().backward(gradient)
    else:
        with torch.autograd.detect_anomaly(**options):
            forward().backward(gradient)
    yield "weight.grad", weight.grad


EXPECT = {
    "[off-by_a_hook]": {">=1.0": {"weight.grad": "nonfinite"}},
    "[off-final]": {">=1.0": {"weight.grad": "nonfinite"}},
    "[off-given_gradient]": {">=1.0": {"weight.grad": "nonfinite"}},
    "[off-infinite]": {">=1.0": {"weight.grad": "nonfinite"}},
    "[off-masked_by_clamp]": {">=1.0": {"weight.grad": "nonfinite"}},
    "[off-masked_later]": {">=1.0": {"weight.grad": "nonfinite"}},
    "[off-in_forward_only]": {">=1.0": {"weight.grad": "nonzero"}},
    "[on-by_a_hook]": {
        "<1.2": {"raises": "RuntimeError", "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.4,<1.5": {"raises": "RuntimeError"},
        ">=1.5": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[on-final]": {
        "<1.2": {"raises": "RuntimeError", "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.4,<1.5": {"raises": "RuntimeError"},
        ">=1.5": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[on-given_gradient]": {
        "<1.2": {"raises": "RuntimeError", "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.4,<1.5": {"raises": "RuntimeError"},
        ">=1.5": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[on-masked_by_clamp]": {
        "<1.2": {"raises": "RuntimeError", "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.4,<1.5": {"raises": "RuntimeError"},
        ">=1.5": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[on-masked_later]": {
        "<1.2": {"raises": "RuntimeError", "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.4,<1.5": {"raises": "RuntimeError"},
        ">=1.5": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[on_for_backward_only-by_a_hook]": {
        "<1.2": {"raises": "RuntimeError", "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.4,<1.5": {"raises": "RuntimeError"},
        ">=1.5": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[on_for_backward_only-final]": {
        "<1.2": {"raises": "RuntimeError", "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.4,<1.5": {"raises": "RuntimeError"},
        ">=1.5": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[on_for_backward_only-given_gradient]": {
        "<1.2": {"raises": "RuntimeError", "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.4,<1.5": {"raises": "RuntimeError"},
        ">=1.5": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[on_for_backward_only-masked_by_clamp]": {
        "<1.2": {"raises": "RuntimeError", "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.4,<1.5": {"raises": "RuntimeError"},
        ">=1.5": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[on_for_backward_only-masked_later]": {
        "<1.2": {"raises": "RuntimeError", "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.4,<1.5": {"raises": "RuntimeError"},
        ">=1.5": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[on-infinite]": {
        "<1.5": {"weight.grad": "nonfinite"},
        ">=1.5": {"weight.grad": "nonfinite", "warns": ["UserWarning"]},
    },
    "[on_for_backward_only-infinite]": {
        "<1.5": {"weight.grad": "nonfinite"},
        ">=1.5": {"weight.grad": "nonfinite", "warns": ["UserWarning"]},
    },
    "[on_for_forward_only-by_a_hook]": {
        "<1.5": {"weight.grad": "nonfinite"},
        ">=1.5": {"weight.grad": "nonfinite", "warns": ["UserWarning"]},
    },
    "[on_for_forward_only-final]": {
        "<1.5": {"weight.grad": "nonfinite"},
        ">=1.5": {"weight.grad": "nonfinite", "warns": ["UserWarning"]},
    },
    "[on_for_forward_only-given_gradient]": {
        "<1.5": {"weight.grad": "nonfinite"},
        ">=1.5": {"weight.grad": "nonfinite", "warns": ["UserWarning"]},
    },
    "[on_for_forward_only-infinite]": {
        "<1.5": {"weight.grad": "nonfinite"},
        ">=1.5": {"weight.grad": "nonfinite", "warns": ["UserWarning"]},
    },
    "[on_for_forward_only-masked_by_clamp]": {
        "<1.5": {"weight.grad": "nonfinite"},
        ">=1.5": {"weight.grad": "nonfinite", "warns": ["UserWarning"]},
    },
    "[on_for_forward_only-masked_later]": {
        "<1.5": {"weight.grad": "nonfinite"},
        ">=1.5": {"weight.grad": "nonfinite", "warns": ["UserWarning"]},
    },
    "[on-in_forward_only]": {
        "<1.5": {"weight.grad": "nonzero"},
        ">=1.5": {"weight.grad": "nonzero", "warns": ["UserWarning"]},
    },
    "[on_for_backward_only-in_forward_only]": {
        "<1.5": {"weight.grad": "nonzero"},
        ">=1.5": {"weight.grad": "nonzero", "warns": ["UserWarning"]},
    },
    "[on_for_forward_only-in_forward_only]": {
        "<1.5": {"weight.grad": "nonzero"},
        ">=1.5": {"weight.grad": "nonzero", "warns": ["UserWarning"]},
    },
    "[check_nan_False-by_a_hook]": {">=1.0": {"weight.grad": "nonfinite", "warns": ["UserWarning"]}},
    "[check_nan_False-final]": {">=1.0": {"weight.grad": "nonfinite", "warns": ["UserWarning"]}},
    "[check_nan_False-given_gradient]": {">=1.0": {"weight.grad": "nonfinite", "warns": ["UserWarning"]}},
    "[check_nan_False-infinite]": {">=1.0": {"weight.grad": "nonfinite", "warns": ["UserWarning"]}},
    "[check_nan_False-masked_by_clamp]": {">=1.0": {"weight.grad": "nonfinite", "warns": ["UserWarning"]}},
    "[check_nan_False-masked_later]": {">=1.0": {"weight.grad": "nonfinite", "warns": ["UserWarning"]}},
    "[check_nan_False-in_forward_only]": {">=1.0": {"weight.grad": "nonzero", "warns": ["UserWarning"]}},
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "Like numpy.seterr, the mode raises wherever a nan appears: also in a forward.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[on-in_forward_only]",
    }
]

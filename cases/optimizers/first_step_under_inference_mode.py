"""May I call optimizer.step() under inference_mode, as I may under no_grad?

The step itself runs. But averages made in a first step there are inference tensors,
and the next step outside of inference_mode raises a RuntimeError because it may not change them.
SGD without momentum has no averages, and Adagrad makes its own before the first step: these two go on.
Until 1.11 AdamW and ASGD had moved the weight already when they raised; since 1.12 the step count is a tensor, too,
and raises first, so nothing has moved.

https://github.com/pytorch/pytorch/pull/71333
https://github.com/pytorch/pytorch/pull/71335
https://pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html
https://pytorch.org/docs/stable/optim.html
"""

import torch

TORCH = {
    "[*-inference_mode]": ">=1.9",
    "[AdamW-*]": ">=1.2",
    "[NAdam-*]": ">=1.10",
    "[RAdam-*]": ">=1.10",
    "[Muon-*]": ">=2.9",
}

PARAMS = {
    "optimizer": ["SGD", "momentum", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "RMSprop", "ASGD", "Muon"],
    "mode": ["no_grad", "inference_mode"],
}


def observe(device, optimizer, mode):
    weight = torch.full((2, 2), 3.0, device=device, requires_grad=True)
    kind, options = ("SGD", {"momentum": 0.9}) if optimizer == "momentum" else (optimizer, {})
    optimizer = getattr(torch.optim, kind)([weight], lr=0.05, **options)
    (weight * weight).sum().backward()
    with getattr(torch, mode)():
        optimizer.step()
    yield "weight moved", bool((weight != 3).all())

    before = weight.detach().clone()
    (weight * weight).sum().backward()
    try:
        optimizer.step()
        yield "next step, outside", "runs"
    except RuntimeError as error:
        yield "next step, outside", type(error).__name__
    yield "weight moved again", not torch.equal(weight, before)


EXPECT = {
    "[*-no_grad]": {">=1.0": {"weight moved": True, "next step, outside": "runs", "weight moved again": True}},
    "[Adagrad-inference_mode]": {
        ">=1.0": {"weight moved": True, "next step, outside": "runs", "weight moved again": True},
    },
    "[SGD-inference_mode]": {">=1.0": {"weight moved": True, "next step, outside": "runs", "weight moved again": True}},
    "[Adam-inference_mode]": {
        ">=1.0": {"weight moved": True, "next step, outside": "RuntimeError", "weight moved again": False},
    },
    "[Adamax-inference_mode]": {
        ">=1.0": {"weight moved": True, "next step, outside": "RuntimeError", "weight moved again": False},
    },
    "[Muon-inference_mode]": {
        ">=1.0": {"weight moved": True, "next step, outside": "RuntimeError", "weight moved again": False},
    },
    "[NAdam-inference_mode]": {
        ">=1.0": {"weight moved": True, "next step, outside": "RuntimeError", "weight moved again": False},
    },
    "[RAdam-inference_mode]": {
        ">=1.0": {"weight moved": True, "next step, outside": "RuntimeError", "weight moved again": False},
    },
    "[RMSprop-inference_mode]": {
        ">=1.0": {"weight moved": True, "next step, outside": "RuntimeError", "weight moved again": False},
    },
    "[momentum-inference_mode]": {
        ">=1.0": {"weight moved": True, "next step, outside": "RuntimeError", "weight moved again": False},
    },
    "[ASGD-inference_mode]": {
        "<1.12": {"weight moved": True, "next step, outside": "RuntimeError", "weight moved again": True},
        ">=1.12": {"weight moved": True, "next step, outside": "RuntimeError", "weight moved again": False},
    },
    "[AdamW-inference_mode]": {
        "<1.12": {"weight moved": True, "next step, outside": "RuntimeError", "weight moved again": True},
        ">=1.12": {"weight moved": True, "next step, outside": "RuntimeError", "weight moved again": False},
    },
}

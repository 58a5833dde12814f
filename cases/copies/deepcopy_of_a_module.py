"""What does copy.deepcopy of a module take along?

Parameters with their flags, buffers, the training mode and forward hooks: yes; the gradients of Parameters: in
no release.
A gradient kept as a buffer or attribute is copied like any tensor.
Hooks are shared functions: a hook that closes over the old module acts on the old one.
A weight that is computed, or an output stored in forward, refuses.
An optimizer copied together with its module trains the copy; copied alone it trains copies of its own.

https://github.com/pytorch/pytorch/issues/3307
https://github.com/pytorch/pytorch/issues/54580
https://github.com/pytorch/pytorch/issues/33785
"""

import copy

import torch
from torch import nn

PARAMS = {
    "with_": [
        "gradient",
        "frozen weight",
        "eval mode",
        "forward hook",
        "tensor hook",
        "stored output",
        "stored detached",
        "optimizer together",
        "optimizer alone",
        "gradient in a buffer",
        "plain tensor",
        "retained graph of a loss",
    ]
}


def observe(device, with_):
    layer = nn.Linear(2, 1, bias=False).to(device)
    calls = []
    if with_ == "frozen weight":
        layer.weight.requires_grad = False
    elif with_ == "eval mode":
        layer.eval()
    elif with_ == "forward hook":
        layer.register_forward_hook(lambda module, args, out: calls.append("called"))
    elif with_ == "tensor hook":
        layer.weight.register_hook(lambda grad: calls.append("called"))
    out = layer(torch.ones(1, 2, device=device))
    if out.requires_grad:
        out.sum().backward()
    if with_ == "gradient in a buffer":
        layer.register_buffer("kept", layer.weight.grad)
    elif with_ == "plain tensor":
        layer.kept = torch.ones(1, requires_grad=True)
    elif with_ == "stored output":
        layer.kept = out
    elif with_ == "stored detached":
        layer.kept = out.detach()
    elif with_ == "retained graph of a loss":
        layer.kept = out.sum()
    optimizer = torch.optim.SGD([layer.weight], lr=1.0) if "optimizer" in with_ else None
    before = len(calls)
    try:
        if with_ == "optimizer together":
            copied, optimizer = copy.deepcopy([layer, optimizer])
        else:
            copied, optimizer = copy.deepcopy(layer), copy.deepcopy(optimizer)
    except RuntimeError as error:
        yield "refused", type(error).__name__
        return
    yield "requires_grad", copied.weight.requires_grad
    yield "grad", copied.weight.grad
    yield "training", copied.training
    if hasattr(copied, "kept"):
        yield "kept", copied.kept
        yield "kept requires grad", copied.kept.requires_grad
    if optimizer is not None:
        copied.weight.grad = torch.ones_like(copied.weight)
        weight = copied.weight.detach().clone()
        optimizer.step()
        yield "optimizer moves the copy", not torch.equal(copied.weight, weight)
    loss = copied(torch.ones(1, 2, device=device)).sum()
    if loss.requires_grad:
        loss.backward()
    yield "hooks called by the copy", len(calls) - before


EXPECT = {
    "[gradient]": {">=1.0": {"requires_grad": True, "grad": "None", "training": True, "hooks called by the copy": 0}},
    "[tensor hook]": {
        ">=1.0": {"requires_grad": True, "grad": "None", "training": True, "hooks called by the copy": 0},
    },
    "[frozen weight]": {
        ">=1.0": {"requires_grad": False, "grad": "None", "training": True, "hooks called by the copy": 0},
    },
    "[eval mode]": {">=1.0": {"requires_grad": True, "grad": "None", "training": False, "hooks called by the copy": 0}},
    "[forward hook]": {
        ">=1.0": {"requires_grad": True, "grad": "None", "training": True, "hooks called by the copy": 1},
    },
    "[retained graph of a loss]": {">=1.0": {"refused": "RuntimeError"}},
    "[stored output]": {">=1.0": {"refused": "RuntimeError"}},
    "[gradient in a buffer]": {
        ">=1.0": {
            "requires_grad": True,
            "grad": "None",
            "training": True,
            "kept": "nonzero",
            "kept requires grad": False,
            "hooks called by the copy": 0,
        },
    },
    "[stored detached]": {
        ">=1.0": {
            "requires_grad": True,
            "grad": "None",
            "training": True,
            "kept": "nonzero",
            "kept requires grad": False,
            "hooks called by the copy": 0,
        },
    },
    "[optimizer together]": {
        ">=1.0": {
            "requires_grad": True,
            "grad": "None",
            "training": True,
            "optimizer moves the copy": True,
            "hooks called by the copy": 0,
        },
    },
    "[optimizer alone]": {
        ">=1.0": {
            "requires_grad": True,
            "grad": "None",
            "training": True,
            "optimizer moves the copy": False,
            "hooks called by the copy": 0,
        },
    },
    "[plain tensor]": {
        ">=1.0": {
            "requires_grad": True,
            "grad": "None",
            "training": True,
            "kept": "nonzero",
            "kept requires grad": True,
            "hooks called by the copy": 0,
        },
    },
}

"""Can a layer that was built, or first used, under inference_mode be trained afterwards?

Its parameters are inference tensors that say they require grad, and the trouble comes late.
Most layers raise at the first forward with gradients, which cannot save the weight.
A linear layer fed by data need not save it, and runs through the backward, but only its bias gets a gradient;
the first step of an optimizer then raises, since such a tensor cannot be changed outside.
An embedding was of the first kind in 1.13 only: made ready for symbolic sizes, it saved its weight for want of
the weight's size; since 2.0 it needs the size alone again.
`load_state_dict` fails for the same reason; a deep copy is an ordinary layer.
A lazy layer that meets its first batch under inference_mode ends up the same way.

https://github.com/pytorch/pytorch/pull/53343
https://github.com/pytorch/pytorch/pull/84733
https://github.com/pytorch/pytorch/pull/89327
https://github.com/pytorch/pytorch/pull/161164
https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html
"""

import copy

import torch
from torch import nn

TORCH = ">=1.9"

PARAMS = {
    "layer": ["linear", "linear_no_input_grad", "conv", "embedding", "batch_norm", "layer_norm", "lstm", "lazy_linear"],
    "then": ["train", "deepcopy", "load_state_dict"],
}


def observe(device, layer, then):
    make = {
        "linear": lambda: nn.Linear(2, 2),
        "linear_no_input_grad": lambda: nn.Linear(2, 2),
        "conv": lambda: nn.Conv1d(2, 2, 1),
        "embedding": lambda: nn.Embedding(2, 2),
        "batch_norm": lambda: nn.BatchNorm1d(2),
        "layer_norm": lambda: nn.LayerNorm(2),
        "lstm": lambda: nn.LSTM(2, 2),
        "lazy_linear": lambda: nn.LazyLinear(2),
    }[layer]
    x = torch.tensor([[1.0, 2.0], [3.0, 5.0]], device=device, requires_grad=layer != "linear_no_input_grad")
    if layer in ("conv", "lstm"):
        x = x.view(1, 2, 2)
    elif layer == "embedding":
        x = torch.tensor([0, 1], device=device)
    module = make().to(device) if layer == "lazy_linear" else None
    with torch.inference_mode():
        module = module or make().to(device)
        module(x)
    if then == "deepcopy":
        module = copy.deepcopy(module)
    elif then == "load_state_dict":
        module.load_state_dict(module.state_dict())
    yield "all require grad", all(parameter.requires_grad for parameter in module.parameters())
    out = module(x)
    out = out[0] if layer == "lstm" else out
    out.sum().backward()
    for name, parameter in module.named_parameters():
        yield "gradient of " + name, parameter.grad is not None
    torch.optim.SGD(module.parameters(), lr=0.1).step()
    yield "step", "works"


EXPECT = {
    "[batch_norm-train]": {">=1.0": {"all require grad": True, "raises": "RuntimeError"}},
    "[conv-train]": {">=1.0": {"all require grad": True, "raises": "RuntimeError"}},
    "[layer_norm-train]": {">=1.0": {"all require grad": True, "raises": "RuntimeError"}},
    "[linear-train]": {">=1.0": {"all require grad": True, "raises": "RuntimeError"}},
    "[lstm-train]": {">=1.0": {"all require grad": True, "raises": "RuntimeError"}},
    "[batch_norm-deepcopy]": {
        ">=1.0": {"all require grad": True, "step": "works", "gradient of bias": True, "gradient of weight": True},
    },
    "[conv-deepcopy]": {
        ">=1.0": {"all require grad": True, "step": "works", "gradient of bias": True, "gradient of weight": True},
    },
    "[layer_norm-deepcopy]": {
        ">=1.0": {"all require grad": True, "step": "works", "gradient of bias": True, "gradient of weight": True},
    },
    "[linear-deepcopy]": {
        ">=1.0": {"all require grad": True, "step": "works", "gradient of bias": True, "gradient of weight": True},
    },
    "[linear_no_input_grad-deepcopy]": {
        ">=1.0": {"all require grad": True, "step": "works", "gradient of bias": True, "gradient of weight": True},
    },
    "[batch_norm-load_state_dict]": {">=1.0": {"raises": "RuntimeError"}},
    "[conv-load_state_dict]": {">=1.0": {"raises": "RuntimeError"}},
    "[embedding-load_state_dict]": {">=1.0": {"raises": "RuntimeError"}},
    "[layer_norm-load_state_dict]": {">=1.0": {"raises": "RuntimeError"}},
    "[linear-load_state_dict]": {">=1.0": {"raises": "RuntimeError"}},
    "[linear_no_input_grad-load_state_dict]": {">=1.0": {"raises": "RuntimeError"}},
    "[lstm-load_state_dict]": {">=1.0": {"raises": "RuntimeError"}},
    "[linear_no_input_grad-train]": {
        ">=1.0": {
            "all require grad": True,
            "gradient of bias": True,
            "gradient of weight": False,
            "raises": "RuntimeError",
        },
    },
    "[embedding-train]": {
        "<1.13": {"all require grad": True, "gradient of weight": True, "raises": "RuntimeError"},
        ">=1.13,<2.0": {"all require grad": True, "raises": "RuntimeError"},
        ">=2.0": {"all require grad": True, "gradient of weight": True, "raises": "RuntimeError"},
    },
    "[embedding-deepcopy]": {">=1.0": {"all require grad": True, "step": "works", "gradient of weight": True}},
    "[lstm-deepcopy]": {
        ">=1.0": {
            "all require grad": True,
            "step": "works",
            "gradient of bias_hh_l0": True,
            "gradient of bias_ih_l0": True,
            "gradient of weight_hh_l0": True,
            "gradient of weight_ih_l0": True,
        },
    },
    "[lazy_linear-load_state_dict]": {
        "<2.4": {"all require grad": True, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.4": {"all require grad": True, "raises": "RuntimeError"},
    },
    "[lazy_linear-train]": {
        "<2.4": {"all require grad": True, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.4": {"all require grad": True, "raises": "RuntimeError"},
    },
    "[lazy_linear-deepcopy]": {
        "<2.4": {
            "all require grad": True,
            "step": "works",
            "gradient of bias": True,
            "gradient of weight": True,
            "warns": ["UserWarning"],
        },
        ">=2.4": {"all require grad": True, "step": "works", "gradient of bias": True, "gradient of weight": True},
    },
}

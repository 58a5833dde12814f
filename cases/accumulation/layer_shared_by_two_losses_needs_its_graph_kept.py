"""When do two losses over one shared layer need retain_graph=True?

Whenever the layer saved something: its input for the weight's gradient, its weight for the input's, a mask,
indices, an output.
That is nearly every layer; what only moves or adds numbers (padding, flattening, the identity) can be passed twice.
Which half of the gradient is wanted matters: a frozen layer need not keep its input,
and on plain data no layer needs its weight.
What a layer saves is an implementation detail, and differs between releases (no note found):
for its bias alone Linear saves nothing since 1.8, LayerNorm did not in 1.1, GroupNorm not from 1.1 to 1.5;
AdaptiveAvgPool2d to one pixel saves nothing, but in 1.0 and from 1.13 to 2.1.

https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/generated/torch.Tensor.backward.html
"""

import torch
from torch import nn

layers = {
    "Linear": (lambda: nn.Linear(4, 4), (2, 4)),
    "Conv1d": (lambda: nn.Conv1d(1, 1, 1), (2, 1, 4)),
    "Conv2d": (lambda: nn.Conv2d(1, 1, 1), (2, 1, 2, 2)),
    "ConvTranspose2d": (lambda: nn.ConvTranspose2d(1, 1, 1), (2, 1, 2, 2)),
    "BatchNorm1d": (lambda: nn.BatchNorm1d(4), (2, 4)),
    "BatchNorm1d_eval": (lambda: nn.BatchNorm1d(4).eval(), (2, 4)),
    "LayerNorm": (lambda: nn.LayerNorm(4), (2, 4)),
    "GroupNorm": (lambda: nn.GroupNorm(2, 4), (2, 4)),
    "PReLU": (lambda: nn.PReLU(), (2, 4)),
    "LSTM": (lambda: nn.LSTM(4, 2), (3, 1, 4)),
    "GRU": (lambda: nn.GRU(4, 2), (3, 1, 4)),
    "ReLU": (lambda: nn.ReLU(), (2, 4)),
    "Softmax": (lambda: nn.Softmax(1), (2, 4)),
    "Dropout": (lambda: nn.Dropout(0.5), (2, 4)),
    "Dropout_eval": (lambda: nn.Dropout(0.5).eval(), (2, 4)),
    "MaxPool2d": (lambda: nn.MaxPool2d(2), (2, 1, 2, 2)),
    "AvgPool2d": (lambda: nn.AvgPool2d(2), (2, 1, 2, 2)),
    "AdaptiveAvgPool2d": (lambda: nn.AdaptiveAvgPool2d(1), (2, 1, 2, 2)),
    "Upsample": (lambda: nn.Upsample(scale_factor=2), (2, 1, 2, 2)),
    "Upsample_bilinear": (lambda: nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False), (2, 1, 2, 2)),
    "PixelShuffle": (lambda: nn.PixelShuffle(2), (2, 4, 1, 1)),
    "ZeroPad2d": (lambda: nn.ZeroPad2d(1), (2, 1, 2, 2)),
    "ReflectionPad1d": (lambda: nn.ReflectionPad1d(1), (2, 1, 4)),
    "Flatten": (lambda: nn.Flatten(), (2, 1, 2, 2)),
    "MultiheadAttention": (lambda: nn.MultiheadAttention(4, 1), (2, 1, 4)),
    "TransformerEncoderLayer": (lambda: nn.TransformerEncoderLayer(4, 1, 4), (2, 1, 4)),
}
PARAMS = {
    "layer": [
        "Linear", "Conv1d", "Conv2d", "ConvTranspose2d", "BatchNorm1d", "BatchNorm1d_eval", "LayerNorm",
        "GroupNorm", "PReLU", "LSTM", "GRU", "ReLU", "Softmax", "Dropout", "Dropout_eval", "MaxPool2d",
        "AvgPool2d", "AdaptiveAvgPool2d", "Upsample", "Upsample_bilinear", "PixelShuffle", "ZeroPad2d",
        "ReflectionPad1d", "Flatten", "MultiheadAttention", "TransformerEncoderLayer",
    ],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[Flatten]": ">=1.2", "[MultiheadAttention]": ">=1.1", "[TransformerEncoderLayer]": ">=1.2"}


def observe(device, layer):
    make, shape = layers[layer]
    for wanted in ("input", "weight", "bias"):
        module = make().to(device)
        x = torch.ones(*shape, device=device, requires_grad=wanted == "input")
        for name, parameter in module.named_parameters():
            parameter.requires_grad = wanted in name
        if wanted != "input" and not any(parameter.requires_grad for parameter in module.parameters()):
            continue
        h = module(x, x, x) if layer == "MultiheadAttention" else module(x)
        h = (h[0] if isinstance(h, tuple) else h) + 0
        h.sum().backward()
        try:
            (h.sum() + 1).backward()
            outcome = "runs"
        except RuntimeError as error:
            outcome = type(error).__name__
        yield "second loss, " + wanted + " wanted", outcome


EXPECT = {
    "[Linear]": {
        "<1.8": {
            "second loss, bias wanted": "RuntimeError",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
        ">=1.8": {
            "second loss, bias wanted": "runs",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
    },
    "[BatchNorm1d]": {
        ">=1.0": {
            "second loss, bias wanted": "RuntimeError",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
    },
    "[BatchNorm1d_eval]": {
        ">=1.0": {
            "second loss, bias wanted": "RuntimeError",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
    },
    "[Conv1d]": {
        ">=1.0": {
            "second loss, bias wanted": "RuntimeError",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
    },
    "[Conv2d]": {
        ">=1.0": {
            "second loss, bias wanted": "RuntimeError",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
    },
    "[ConvTranspose2d]": {
        ">=1.0": {
            "second loss, bias wanted": "RuntimeError",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
    },
    "[GRU]": {
        ">=1.0": {
            "second loss, bias wanted": "RuntimeError",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
    },
    "[LSTM]": {
        ">=1.0": {
            "second loss, bias wanted": "RuntimeError",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
    },
    "[MultiheadAttention]": {
        ">=1.0": {
            "second loss, bias wanted": "RuntimeError",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
    },
    "[TransformerEncoderLayer]": {
        ">=1.0": {
            "second loss, bias wanted": "RuntimeError",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
    },
    "[LayerNorm]": {
        "<1.1": {
            "second loss, bias wanted": "RuntimeError",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
        ">=1.1,<1.2": {
            "second loss, bias wanted": "runs",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
        ">=1.2": {
            "second loss, bias wanted": "RuntimeError",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
    },
    "[GroupNorm]": {
        "<1.1": {
            "second loss, bias wanted": "RuntimeError",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
        ">=1.1,<1.6": {
            "second loss, bias wanted": "runs",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
        ">=1.6": {
            "second loss, bias wanted": "RuntimeError",
            "second loss, input wanted": "RuntimeError",
            "second loss, weight wanted": "RuntimeError",
        },
    },
    "[PReLU]": {">=1.0": {"second loss, input wanted": "RuntimeError", "second loss, weight wanted": "RuntimeError"}},
    "[AvgPool2d]": {">=1.0": {"second loss, input wanted": "RuntimeError"}},
    "[Dropout]": {">=1.0": {"second loss, input wanted": "RuntimeError"}},
    "[ReLU]": {">=1.0": {"second loss, input wanted": "RuntimeError"}},
    "[ReflectionPad1d]": {">=1.0": {"second loss, input wanted": "RuntimeError"}},
    "[Softmax]": {">=1.0": {"second loss, input wanted": "RuntimeError"}},
    "[Dropout_eval]": {">=1.0": {"second loss, input wanted": "runs"}},
    "[Flatten]": {">=1.0": {"second loss, input wanted": "runs"}},
    "[PixelShuffle]": {">=1.0": {"second loss, input wanted": "runs"}},
    "[ZeroPad2d]": {">=1.0": {"second loss, input wanted": "runs"}},
    "[MaxPool2d]": {
        "<1.9": {"second loss, input wanted": "RuntimeError"},
        ">=1.9,<1.9.1": {"second loss, input wanted": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.9.1": {"second loss, input wanted": "RuntimeError"},
    },
    "[AdaptiveAvgPool2d]": {
        "<1.1": {"second loss, input wanted": "RuntimeError"},
        ">=1.1,<1.13": {"second loss, input wanted": "runs"},
        ">=1.13,<2.2": {"second loss, input wanted": "RuntimeError"},
        ">=2.2": {"second loss, input wanted": "runs"},
    },
    "[Upsample]": {
        "<1.1": {"second loss, input wanted": "runs", "warns": ["UserWarning"]},
        ">=1.1": {"second loss, input wanted": "runs"},
    },
    "[Upsample_bilinear]": {
        "<1.1": {"second loss, input wanted": "runs", "warns": ["UserWarning"]},
        ">=1.1": {"second loss, input wanted": "runs"},
    },
}

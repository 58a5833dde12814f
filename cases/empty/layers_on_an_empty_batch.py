"""Can a layer be run on a batch of no samples, and what gradient do its parameters get then?

By now most layers answer with an empty output, and their parameters get zeros, not None.
So an empty batch counts as a step: momentum and weight decay go on.
Layers learnt it one by one: layer norm in 1.2, 3d convolution in 1.3, linear and matmul, transposed convolution,
group norm and interpolation in 1.5, max and average pooling in 1.8, adaptive max pooling, bilinear layers and
attention in 1.10.
Batch normalisation gave its weight a gradient of nan until 1.3, none at all in 1.4, and zeros since 1.5; instance
normalisation raises, with another error in 1.4 and in 1.5.
einsum on nothing raised until 1.7, forgot that it should require grad from 1.8 to 1.12, and works since 1.13; in
1.13 the backward of PixelShuffle raised.
cat of no tensors raises a RuntimeError, which was called NotImplementedError from 1.9 to 1.11 and is a ValueError
since 2.9 (no note found).
Where no pull request is linked no note found; no warning announced any of it.
Crashes of old releases are not shown: linear in 1.0.1, instance norm in 1.3, cdist before 1.9, embedding bags
before 1.10, normalisation in evaluation mode before 1.4.

https://github.com/pytorch/pytorch/pull/27211
https://github.com/pytorch/pytorch/pull/32401
https://github.com/pytorch/pytorch/pull/40694
https://github.com/pytorch/pytorch/pull/62088
https://github.com/pytorch/pytorch/issues/12013
https://pytorch.org/docs/stable/nn.html
"""

import torch
from torch import nn

PARAMS = {
    "layer": [
        "Linear", "Linear_no_bias", "Bilinear", "Conv1d", "Conv2d", "Conv3d", "ConvTranspose2d", "BatchNorm1d",
        "BatchNorm2d", "BatchNorm1d_eval", "LayerNorm", "GroupNorm", "InstanceNorm1d", "Embedding", "EmbeddingBag",
        "MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d", "AdaptiveMaxPool2d", "Upsample", "PixelShuffle", "PReLU",
        "ReLU",
        "Dropout", "Flatten", "LSTM", "GRU", "RNN", "LSTMCell", "MultiheadAttention", "TransformerEncoderLayer",
        "matmul", "bmm", "einsum", "cdist", "normalize", "pad", "one_hot", "stack_of_none", "cat_of_none",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[Linear*]": "!=1.0.1", "[Embedding]": ">=1.0", "[GroupNorm]": ">=1.2", "[MultiheadAttention]": ">=1.1",
    "[TransformerEncoderLayer]": ">=1.2", "[cdist]": ">=1.9", "[Flatten]": ">=1.2", "[one_hot]": ">=1.1",
    "[Conv*]": ">=1.2", "[*Pool2d]": ">=1.2", "[LSTM*]": ">=1.2", "[GRU]": ">=1.2", "[RNN]": ">=1.2",
    "[BatchNorm1d]": ">=1.2", "[BatchNorm2d]": ">=1.2", "[BatchNorm1d_eval]": ">=1.4", "[EmbeddingBag]": ">=1.10",
    "[InstanceNorm1d]": ">=1.2,!=1.3.*", "[Upsample]": ">=1.2", "[Bilinear]": ">=1.2",
    "[matmul]": "!=1.0.1", "[bmm]": "!=1.0.1", "[einsum]": "!=1.0.1",
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, layer):
    def empty(*shape):
        return torch.zeros(0, *shape, device=device)

    weight = torch.ones(3, 2, device=device, requires_grad=True)
    indices = torch.zeros(0, 2, dtype=torch.long, device=device)
    make, call = {
        "Linear": (lambda: nn.Linear(3, 2), lambda m: m(empty(3))),
        "Linear_no_bias": (lambda: nn.Linear(3, 2, bias=False), lambda m: m(empty(3))),
        "Bilinear": (lambda: nn.Bilinear(3, 3, 2), lambda m: m(empty(3), empty(3))),
        "Conv1d": (lambda: nn.Conv1d(1, 2, 3), lambda m: m(empty(1, 5))),
        "Conv2d": (lambda: nn.Conv2d(1, 2, 3), lambda m: m(empty(1, 5, 5))),
        "Conv3d": (lambda: nn.Conv3d(1, 2, 3), lambda m: m(empty(1, 5, 5, 5))),
        "ConvTranspose2d": (lambda: nn.ConvTranspose2d(1, 2, 3), lambda m: m(empty(1, 5, 5))),
        "BatchNorm1d": (lambda: nn.BatchNorm1d(3), lambda m: m(empty(3))),
        "BatchNorm2d": (lambda: nn.BatchNorm2d(3), lambda m: m(empty(3, 2, 2))),
        "BatchNorm1d_eval": (lambda: nn.BatchNorm1d(3).eval(), lambda m: m(empty(3))),
        "LayerNorm": (lambda: nn.LayerNorm(3), lambda m: m(empty(3))),
        "GroupNorm": (lambda: nn.GroupNorm(1, 3), lambda m: m(empty(3, 2))),
        "InstanceNorm1d": (lambda: nn.InstanceNorm1d(3, affine=True), lambda m: m(empty(3, 2))),
        "Embedding": (lambda: nn.Embedding(3, 2), lambda m: m(indices)),
        "EmbeddingBag": (lambda: nn.EmbeddingBag(3, 2, mode="sum"), lambda m: m(indices)),
        "MaxPool2d": (lambda: nn.MaxPool2d(2), lambda m: m(empty(2, 4, 4) * weight[0, 0])),
        "AvgPool2d": (lambda: nn.AvgPool2d(2), lambda m: m(empty(2, 4, 4) * weight[0, 0])),
        "AdaptiveAvgPool2d": (lambda: nn.AdaptiveAvgPool2d(1), lambda m: m(empty(2, 4, 4) * weight[0, 0])),
        "AdaptiveMaxPool2d": (lambda: nn.AdaptiveMaxPool2d(1), lambda m: m(empty(2, 4, 4) * weight[0, 0])),
        "Upsample": (lambda: nn.Upsample(scale_factor=2), lambda m: m(empty(2, 4, 4) * weight[0, 0])),
        "PixelShuffle": (lambda: nn.PixelShuffle(2), lambda m: m(empty(4, 2, 2) * weight[0, 0])),
        "PReLU": (lambda: nn.PReLU(), lambda m: m(empty(3))),
        "ReLU": (lambda: nn.ReLU(), lambda m: m(empty(3) * weight[0, 0])),
        "Dropout": (lambda: nn.Dropout(), lambda m: m(empty(3) * weight[0, 0])),
        "Flatten": (lambda: nn.Flatten(), lambda m: m(empty(3, 2) * weight[0, 0])),
        "LSTM": (lambda: nn.LSTM(3, 2, batch_first=True), lambda m: m(empty(4, 3))[0]),
        "GRU": (lambda: nn.GRU(3, 2, batch_first=True), lambda m: m(empty(4, 3))[0]),
        "RNN": (lambda: nn.RNN(3, 2, batch_first=True), lambda m: m(empty(4, 3))[0]),
        "LSTMCell": (lambda: nn.LSTMCell(3, 2), lambda m: m(empty(3))[0]),
        "MultiheadAttention": (
            lambda: nn.MultiheadAttention(2, 1), lambda m: m(*[empty(2).view(4, 0, 2)] * 3, need_weights=False)[0],
        ),
        "TransformerEncoderLayer": (
            lambda: nn.TransformerEncoderLayer(2, 1, 2, 0.0), lambda m: m(empty(2).view(4, 0, 2)),
        ),
        "matmul": (lambda: None, lambda m: empty(3) @ weight),
        "bmm": (lambda: None, lambda m: torch.bmm(empty(4, 3), weight.expand(0, 3, 2))),
        "einsum": (lambda: None, lambda m: torch.einsum("ij,jk->ik", empty(3), weight)),
        "cdist": (lambda: None, lambda m: torch.cdist(empty(2), weight)),
        "normalize": (lambda: None, lambda m: nn.functional.normalize(empty(2) * weight[0])),
        "pad": (lambda: None, lambda m: nn.functional.pad(empty(2) * weight[0], (1, 1))),
        "one_hot": (lambda: None, lambda m: nn.functional.one_hot(indices, 3).float() @ weight),
        "stack_of_none": (lambda: None, lambda m: torch.stack([])),
        "cat_of_none": (lambda: None, lambda m: torch.cat([])),
    }[layer]  # fmt: skip # a table; a value a line would be a screen
    module = make()
    out = call(module.to(device) if module is not None else None)
    yield "shape of the output", list(out.shape)
    out.sum().backward()
    for parameter in list(module.parameters()) if module is not None else []:
        yield "gradient of a parameter", parameter.grad
    yield "gradient of the weight before", weight.grad


EXPECT = {
    "[Linear]": {
        "<1.5": {"shape of the output": [0, 2], "raises": "RuntimeError"},
        ">=1.5": {
            "shape of the output": [0, 2],
            "gradient of a parameter": ["zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[Linear_no_bias]": {
        "<1.5": {"shape of the output": [0, 2], "raises": "RuntimeError"},
        ">=1.5": {
            "shape of the output": [0, 2],
            "gradient of a parameter": "zero",
            "gradient of the weight before": "None",
        },
    },
    "[Bilinear]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {
            "shape of the output": [0, 2],
            "gradient of a parameter": ["zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[Conv1d]": {
        ">=1.0": {
            "shape of the output": [0, 2, 3],
            "gradient of a parameter": ["zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[Conv2d]": {
        ">=1.0": {
            "shape of the output": [0, 2, 3, 3],
            "gradient of a parameter": ["zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[Conv3d]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {
            "shape of the output": [0, 2, 3, 3, 3],
            "gradient of a parameter": ["zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[ConvTranspose2d]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5": {
            "shape of the output": [0, 2, 7, 7],
            "gradient of a parameter": ["zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[BatchNorm1d]": {
        "<1.4": {
            "shape of the output": [0, 3],
            "gradient of a parameter": ["nonfinite", "zero"],
            "gradient of the weight before": "None",
        },
        ">=1.4,<1.5": {"shape of the output": [0, 3], "raises": "RuntimeError"},
        ">=1.5": {
            "shape of the output": [0, 3],
            "gradient of a parameter": ["zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[BatchNorm2d]": {
        "<1.4": {
            "shape of the output": [0, 3, 2, 2],
            "gradient of a parameter": ["nonfinite", "zero"],
            "gradient of the weight before": "None",
        },
        ">=1.4,<1.5": {"shape of the output": [0, 3, 2, 2], "raises": "RuntimeError"},
        ">=1.5": {
            "shape of the output": [0, 3, 2, 2],
            "gradient of a parameter": ["zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[BatchNorm1d_eval]": {
        "<1.5": {"shape of the output": [0, 3], "raises": "RuntimeError"},
        ">=1.5": {
            "shape of the output": [0, 3],
            "gradient of a parameter": ["zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[LayerNorm]": {
        "<1.2": {"raises": "RuntimeError"},
        ">=1.2": {
            "shape of the output": [0, 3],
            "gradient of a parameter": ["zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[GroupNorm]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5": {
            "shape of the output": [0, 3, 2],
            "gradient of a parameter": ["zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[InstanceNorm1d]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4,<1.5": {"shape of the output": [0, 3, 2], "raises": "RuntimeError"},
        ">=1.5": {"raises": "IndexError"},
    },
    "[Embedding]": {
        ">=1.0": {
            "shape of the output": [0, 2, 2],
            "gradient of a parameter": "zero",
            "gradient of the weight before": "None",
        },
    },
    "[EmbeddingBag]": {
        ">=1.0": {
            "shape of the output": [0, 2],
            "gradient of a parameter": "zero",
            "gradient of the weight before": "None",
        },
    },
    "[MaxPool2d]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8,<1.9": {"shape of the output": [0, 2, 2, 2], "gradient of the weight before": "zero"},
        ">=1.9,<1.9.1": {
            "shape of the output": [0, 2, 2, 2],
            "gradient of the weight before": "zero",
            "warns": ["UserWarning"],
        },
        ">=1.9.1": {"shape of the output": [0, 2, 2, 2], "gradient of the weight before": "zero"},
    },
    "[AvgPool2d]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"shape of the output": [0, 2, 2, 2], "gradient of the weight before": "zero"},
    },
    "[AdaptiveAvgPool2d]": {">=1.0": {"shape of the output": [0, 2, 1, 1], "gradient of the weight before": "zero"}},
    "[AdaptiveMaxPool2d]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"shape of the output": [0, 2, 1, 1], "gradient of the weight before": "zero"},
    },
    "[Upsample]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5": {"shape of the output": [0, 2, 8, 8], "gradient of the weight before": "zero"},
    },
    "[PixelShuffle]": {
        "<1.13": {"shape of the output": [0, 1, 4, 4], "gradient of the weight before": "zero"},
        ">=1.13": {"shape of the output": [0, 1, 4, 4], "raises": "RuntimeError"},
    },
    "[PReLU]": {
        ">=1.0": {
            "shape of the output": [0, 3],
            "gradient of a parameter": "zero",
            "gradient of the weight before": "None",
        },
    },
    "[Dropout]": {">=1.0": {"shape of the output": [0, 3], "gradient of the weight before": "zero"}},
    "[ReLU]": {">=1.0": {"shape of the output": [0, 3], "gradient of the weight before": "zero"}},
    "[cdist]": {">=1.0": {"shape of the output": [0, 3], "gradient of the weight before": "zero"}},
    "[Flatten]": {">=1.0": {"shape of the output": [0, 6], "gradient of the weight before": "zero"}},
    "[GRU]": {
        ">=1.0": {
            "shape of the output": [0, 4, 2],
            "gradient of a parameter": ["zero", "zero", "zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[LSTM]": {
        ">=1.0": {
            "shape of the output": [0, 4, 2],
            "gradient of a parameter": ["zero", "zero", "zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[RNN]": {
        ">=1.0": {
            "shape of the output": [0, 4, 2],
            "gradient of a parameter": ["zero", "zero", "zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[LSTMCell]": {
        ">=1.0": {
            "shape of the output": [0, 2],
            "gradient of a parameter": ["zero", "zero", "zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[MultiheadAttention]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {
            "shape of the output": [4, 0, 2],
            "gradient of a parameter": ["zero", "zero", "zero", "zero"],
            "gradient of the weight before": "None",
        },
    },
    "[TransformerEncoderLayer]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {
            "shape of the output": [4, 0, 2],
            "gradient of a parameter": [
                "zero",
                "zero",
                "zero",
                "zero",
                "zero",
                "zero",
                "zero",
                "zero",
                "zero",
                "zero",
                "zero",
                "zero",
            ],
            "gradient of the weight before": "None",
        },
    },
    "[matmul]": {
        "<1.5": {"shape of the output": [0, 2], "raises": "RuntimeError"},
        ">=1.5": {"shape of the output": [0, 2], "gradient of the weight before": "zero"},
    },
    "[bmm]": {">=1.0": {"shape of the output": [0, 4, 2], "gradient of the weight before": "zero"}},
    "[einsum]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8,<1.13": {"shape of the output": [0, 2], "raises": "RuntimeError"},
        ">=1.13": {"shape of the output": [0, 2], "gradient of the weight before": "zero"},
    },
    "[normalize]": {">=1.0": {"shape of the output": [0, 2], "gradient of the weight before": "zero"}},
    "[pad]": {">=1.0": {"shape of the output": [0, 4], "gradient of the weight before": "zero"}},
    "[one_hot]": {">=1.0": {"shape of the output": [0, 2, 2], "gradient of the weight before": "zero"}},
    "[stack_of_none]": {">=1.0": {"raises": "RuntimeError"}},
    "[cat_of_none]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9,<1.12": {"raises": "NotImplementedError"},
        ">=1.12,<2.9": {"raises": "RuntimeError"},
        ">=2.9": {"raises": "ValueError"},
    },
}

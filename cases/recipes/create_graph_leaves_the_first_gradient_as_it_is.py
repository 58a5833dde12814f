"""Does create_graph=True change the gradient that it makes differentiable?

It should not: the same numbers, computed in a way that can be differentiated again.
Some layers have one formula for each of the two, and for a while the two of them disagreed:
in 1.4, 1.5 and 1.6 the input's gradient of a LayerNorm whose weight is not 1 was silently wrong
under `create_graph=True`, so that gradient penalties and MAML trained on wrong numbers; 1.7 mended it.
No note found of how the error came into 1.4, and no warning announced it.

https://github.com/pytorch/pytorch/pull/41595
https://github.com/pytorch/pytorch/issues/41332
"""

import torch
from torch import nn

layers = {
    "Linear": lambda: nn.Linear(4, 4),
    "LayerNorm": lambda: nn.LayerNorm(4),
    "LayerNorm_of_weight_1": lambda: nn.LayerNorm(4),
    "GroupNorm": lambda: nn.GroupNorm(2, 4),
    "BatchNorm1d": lambda: nn.BatchNorm1d(4),
    "BatchNorm1d_eval": lambda: nn.BatchNorm1d(4).eval(),
    "InstanceNorm1d": lambda: nn.InstanceNorm1d(3, affine=True),
    "Conv1d": lambda: nn.Conv1d(3, 2, 2),
    "ConvTranspose1d": lambda: nn.ConvTranspose1d(3, 2, 2),
    "PReLU": lambda: nn.PReLU(),
    "RNN": lambda: nn.RNN(4, 2),
    "GRU": lambda: nn.GRU(4, 2),
    "LSTM": lambda: nn.LSTM(4, 2),
    "Bilinear": lambda: nn.Bilinear(4, 4, 2),
    "MultiheadAttention": lambda: nn.MultiheadAttention(4, 2),
    "weight_norm": lambda: nn.utils.weight_norm(nn.Linear(4, 4)),
}
PARAMS = {
    "layer": [
        "Linear", "LayerNorm", "LayerNorm_of_weight_1", "GroupNorm", "BatchNorm1d", "BatchNorm1d_eval",
        "InstanceNorm1d", "Conv1d", "ConvTranspose1d", "PReLU", "RNN", "GRU", "LSTM", "Bilinear",
        "MultiheadAttention", "weight_norm",
    ],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[MultiheadAttention]": ">=1.1"}


def observe(device, layer):
    module = layers[layer]().to(device)
    for parameter in module.parameters():
        if layer != "LayerNorm_of_weight_1":
            values = torch.linspace(0.5, 2.0, parameter.numel() + 1)[1:].to(device)
            parameter.data.copy_(values.reshape(parameter.shape))
    x = torch.tensor([[1.0, 2.0, 3.0, 5.0], [2.0, 1.0, 0.5, 4.0], [0.3, 0.1, 0.9, 0.2]], device=device)
    flat = layer in ("Linear", "BatchNorm1d", "BatchNorm1d_eval", "LayerNorm", "GroupNorm", "Bilinear", "weight_norm")
    x = (x if flat else x.reshape(1, 3, 4)).requires_grad_()

    def gradients(create_graph):
        out = module(*[x] * {"Bilinear": 2, "MultiheadAttention": 3}.get(layer, 1))
        out = out[0] if isinstance(out, tuple) else out
        wanted = [x] + list(module.parameters())
        return torch.autograd.grad((out**3).sum(), wanted, create_graph=create_graph, allow_unused=True)

    equal = [
        one is other or torch.allclose(one, other.detach(), rtol=1e-3, atol=1e-3)
        for one, other in zip(gradients(False), gradients(True))
    ]
    yield "input's gradient is the same", equal[0]
    yield "parameters' gradients are the same", all(equal[1:])


EXPECT = {
    "[BatchNorm1d]": {">=1.0": {"input's gradient is the same": True, "parameters' gradients are the same": True}},
    "[BatchNorm1d_eval]": {">=1.0": {"input's gradient is the same": True, "parameters' gradients are the same": True}},
    "[Bilinear]": {">=1.0": {"input's gradient is the same": True, "parameters' gradients are the same": True}},
    "[Conv1d]": {">=1.0": {"input's gradient is the same": True, "parameters' gradients are the same": True}},
    "[ConvTranspose1d]": {">=1.0": {"input's gradient is the same": True, "parameters' gradients are the same": True}},
    "[GRU]": {">=1.0": {"input's gradient is the same": True, "parameters' gradients are the same": True}},
    "[GroupNorm]": {">=1.0": {"input's gradient is the same": True, "parameters' gradients are the same": True}},
    "[InstanceNorm1d]": {">=1.0": {"input's gradient is the same": True, "parameters' gradients are the same": True}},
    "[LSTM]": {">=1.0": {"input's gradient is the same": True, "parameters' gradients are the same": True}},
    "[LayerNorm_of_weight_1]": {
        ">=1.0": {"input's gradient is the same": True, "parameters' gradients are the same": True},
    },
    "[Linear]": {">=1.0": {"input's gradient is the same": True, "parameters' gradients are the same": True}},
    "[MultiheadAttention]": {
        ">=1.0": {"input's gradient is the same": True, "parameters' gradients are the same": True},
    },
    "[PReLU]": {">=1.0": {"input's gradient is the same": True, "parameters' gradients are the same": True}},
    "[RNN]": {">=1.0": {"input's gradient is the same": True, "parameters' gradients are the same": True}},
    "[LayerNorm]": {
        "<1.4": {"input's gradient is the same": True, "parameters' gradients are the same": True},
        ">=1.4,<1.7": {"input's gradient is the same": False, "parameters' gradients are the same": True},
        ">=1.7": {"input's gradient is the same": True, "parameters' gradients are the same": True},
    },
    "[weight_norm]": {
        "<2.1": {"input's gradient is the same": True, "parameters' gradients are the same": True},
        ">=2.1,<2.4": {
            "input's gradient is the same": True,
            "parameters' gradients are the same": True,
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "input's gradient is the same": True,
            "parameters' gradients are the same": True,
            "warns": ["FutureWarning"],
        },
    },
}

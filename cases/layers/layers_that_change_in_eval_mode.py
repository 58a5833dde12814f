"""Which layers behave differently after eval(), and which refuse a backward there?

Dropout, batch norm, instance norm that tracks averages, RReLU, and the dropout inside LSTM, attention and transformer
layers change. Layer norm and group norm do not, nor does spectral norm, which only stops its iteration.
A backward in eval mode works for all of them on the cpu; on a GPU, cuDNN refuses that of LSTM, GRU and RNN.
`F.dropout` on its own is in training mode unless told otherwise, whatever the module around it says,
and so is `F.scaled_dot_product_attention` with a `dropout_p`.

https://github.com/pytorch/pytorch/issues/15788
https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html
https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.scaled_dot_product_attention.html
"""

import torch
from torch import nn
from torch.nn import functional as F

PARAMS = {
    "layer": [
        "Linear",
        "Dropout",
        "AlphaDropout",
        "F.dropout",
        "BatchNorm1d",
        "LayerNorm",
        "GroupNorm",
        "InstanceNorm1d",
        "InstanceNorm1d that tracks",
        "RReLU",
        "LSTM",
        "LSTM with dropout",
        "GRU",
        "MultiheadAttention with dropout",
        "attention with dropout",
        "TransformerEncoderLayer",
        "spectral_norm",
        "Embedding with max_norm",
    ]
}
TORCH = {"[MultiheadAttention*]": ">=1.1", "[TransformerEncoderLayer]": ">=1.2", "[attention*]": ">=2.0"}


class Call(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


def observe(device, layer):
    x = torch.arange(64.0, device=device).view(4, 4, 4).sin().requires_grad_()
    module = {
        "Linear": lambda: nn.Linear(4, 4),
        "Dropout": lambda: nn.Dropout(0.5),
        "AlphaDropout": lambda: nn.AlphaDropout(0.5),
        "F.dropout": lambda: Call(lambda x: F.dropout(x, 0.5)),
        "BatchNorm1d": lambda: nn.BatchNorm1d(4),
        "LayerNorm": lambda: nn.LayerNorm(4),
        "GroupNorm": lambda: nn.GroupNorm(2, 4),
        "InstanceNorm1d": lambda: nn.InstanceNorm1d(4),
        "InstanceNorm1d that tracks": lambda: nn.InstanceNorm1d(4, track_running_stats=True),
        "RReLU": lambda: nn.RReLU(),
        "LSTM": lambda: nn.LSTM(4, 4, 2),
        "LSTM with dropout": lambda: nn.LSTM(4, 4, 2, dropout=0.5),
        "GRU": lambda: nn.GRU(4, 4, 2),
        "MultiheadAttention with dropout": lambda: nn.MultiheadAttention(4, 2, dropout=0.5),
        "attention with dropout": lambda: Call(lambda x: F.scaled_dot_product_attention(x, x, x, dropout_p=0.5)),
        "TransformerEncoderLayer": lambda: nn.TransformerEncoderLayer(4, 2, 4, dropout=0.5),
        "spectral_norm": lambda: nn.utils.spectral_norm(nn.Linear(4, 4)),
        "Embedding with max_norm": lambda: nn.Embedding(4, 4, max_norm=0.01),
    }[layer]().to(device)

    def run(mode):
        module.train(mode == "train")
        if layer == "Embedding with max_norm":
            out = module(torch.arange(4, device=device))
        else:
            out = module(x, x, x) if "Multihead" in layer else module(x)
        return out[0] if isinstance(out, tuple) else out

    outs = [run("train"), run("eval"), run("eval")]
    yield "eval differs from train", not torch.allclose(outs[0], outs[1], atol=1e-5)
    yield "eval differs from eval", not torch.allclose(outs[1], outs[2], atol=1e-5)
    outs[2].sum().backward()
    yield "backward in eval mode", "works"


EXPECT = {
    "[Embedding with max_norm]": {
        ">=1.0": {"eval differs from train": False, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[GRU]": {
        ">=1.0": {"eval differs from train": False, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[GroupNorm]": {
        ">=1.0": {"eval differs from train": False, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[InstanceNorm1d]": {
        ">=1.0": {"eval differs from train": False, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[LSTM]": {
        ">=1.0": {"eval differs from train": False, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[LayerNorm]": {
        ">=1.0": {"eval differs from train": False, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[Linear]": {
        ">=1.0": {"eval differs from train": False, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[spectral_norm]": {
        ">=1.0": {"eval differs from train": False, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[AlphaDropout]": {
        ">=1.0": {"eval differs from train": True, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[BatchNorm1d]": {
        ">=1.0": {"eval differs from train": True, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[Dropout]": {
        ">=1.0": {"eval differs from train": True, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[InstanceNorm1d that tracks]": {
        ">=1.0": {"eval differs from train": True, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[LSTM with dropout]": {
        ">=1.0": {"eval differs from train": True, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[MultiheadAttention with dropout]": {
        ">=1.0": {"eval differs from train": True, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[RReLU]": {
        ">=1.0": {"eval differs from train": True, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[TransformerEncoderLayer]": {
        ">=1.0": {"eval differs from train": True, "eval differs from eval": False, "backward in eval mode": "works"},
    },
    "[F.dropout]": {
        ">=1.0": {"eval differs from train": True, "eval differs from eval": True, "backward in eval mode": "works"},
    },
    "[attention with dropout]": {
        ">=1.0": {"eval differs from train": True, "eval differs from eval": True, "backward in eval mode": "works"},
    },
}

CLAIMS = [
    {
        "source": "theneuralbase.com evaluation-on-custom-classes",
        "says": "Layer norm behaves differently in training and evaluation.",
        "facts": {"eval differs from train": True},
        "rows": "[LayerNorm]",
    },
]

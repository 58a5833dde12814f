"""How many tensors, and how many bytes of them, does a forward pass save for backward?

Every operation that records itself packs the tensors its backward will need, and a hook sees each of them packed.
Under no_grad nothing is packed, so nothing is saved: that is the memory that no_grad gives back.
The distinct bytes are what counts, because one storage may be packed more than once;
the parameters and the input, which live anyway, are left out.

https://pytorch.org/docs/stable/autograd.html
https://pytorch.org/docs/stable/generated/torch.no_grad.html
"""

import torch
from torch import nn

TORCH = ">=1.10"

PARAMS = {
    "model": ["linear_relu", "linear_sigmoid", "linear_dropout", "batchnorm", "conv_relu"],
    "grad": [True, False],
}


def observe(device, model, grad):
    model = {
        "linear_relu": lambda: nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 64)),
        "linear_sigmoid": lambda: nn.Sequential(nn.Linear(64, 64), nn.Sigmoid(), nn.Linear(64, 64)),
        "linear_dropout": lambda: nn.Sequential(nn.Linear(64, 64), nn.Dropout(), nn.Linear(64, 64)),
        "batchnorm": lambda: nn.Sequential(nn.Linear(64, 64), nn.BatchNorm1d(64)),
        "conv_relu": lambda: nn.Sequential(nn.Unflatten(1, (1, 8, 8)), nn.Conv2d(1, 4, 3), nn.ReLU()),
    }[model]().to(device)
    samples = torch.ones(100, 64, device=device)
    alive = {tensor.data_ptr() for tensor in list(model.parameters()) + list(model.buffers()) + [samples]}

    saved = {}

    def pack(tensor):
        if tensor.data_ptr() not in alive:
            saved[tensor.data_ptr()] = tensor
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        with torch.set_grad_enabled(grad):
            out = model(samples)
    yield "out.requires_grad", out.requires_grad
    yield "tensors saved", len(saved)
    yield "bytes saved", sum(tensor.numel() * tensor.element_size() for tensor in saved.values())


EXPECT = {
    "[linear_relu-True]": {
        ">=1.10": {"out.requires_grad": True, "tensors saved": 1, "bytes saved": 25600},
    },
    "[linear_sigmoid-True]": {
        ">=1.10": {"out.requires_grad": True, "tensors saved": 1, "bytes saved": 25600},
    },
    "[*-False]": {">=1.10": {"out.requires_grad": False, "tensors saved": 0, "bytes saved": 0}},
    "[linear_dropout-True]": {
        ">=1.10": {"out.requires_grad": True, "tensors saved": 2, "bytes saved": 51200},
    },
    "[batchnorm-True]": {
        ">=1.10": {"out.requires_grad": True, "tensors saved": 3, "bytes saved": 26112},
    },
    "[conv_relu-True]": {
        ">=1.10": {"out.requires_grad": True, "tensors saved": 1, "bytes saved": 57600},
    },
}

CLAIMS = [
    {
        "source": "S2.2 002_ce39600eaf8dca32.txt",
        "says": "Under no_grad nothing is saved for backward.",
        "facts": {"tensors saved": 0},
        "rows": "[*-False]",
    },
    {
        "source": "S2.10 002_ce39600eaf8dca32.txt",
        "says": "Turning gradients off saves memory: what a forward would keep for backward is not kept.",
        "facts": {"bytes saved": 0},
        "rows": "[*-False]",
    },
]

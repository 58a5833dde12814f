"""Does the gradient penalty of WGAN-GP train the critic, and through which layers does it work?

The penalty is a function of a gradient; with `create_graph=True` it is differentiable,
and the critic's weight is trained.
Without, the penalty has no graph, and backward raises.
A critic that is linear in its input passes the penalty to its weight, and not to its bias.
Piecewise linear activations and pooling have a second derivative of zero and still let the weight's part through.
A double backward that a layer lacks shows here as an error: binary_cross_entropy and gelu have theirs since 1.4,
grid_sample since 2.12 and cdist since 2.14 (its error is a NotImplementedError from 1.10 on),
embedding_bag still has none for its weights,
and the LSTM on the cpu had lost its own in 2.0, and has it back since 2.1.
A convolution gives its bias no gradient in 1.0.0; 1.0.1 repaired its double backward.
LayerNorm is left out in 1.2 to 1.4, where its double backward ends the process.

https://github.com/pytorch/pytorch/pull/15686
https://github.com/pytorch/pytorch/pull/26983
https://github.com/pytorch/pytorch/pull/28944
https://github.com/pytorch/pytorch/pull/59482
https://github.com/pytorch/pytorch/pull/100627
https://github.com/pytorch/pytorch/pull/177487
https://github.com/pytorch/pytorch/pull/188901
https://github.com/pytorch/pytorch/issues/34704
https://github.com/pytorch/pytorch/issues/33613
https://github.com/caogang/wgan-gp/issues/17
https://github.com/pytorch/pytorch/issues/18945
https://pytorch.org/docs/stable/generated/torch.autograd.grad.html
"""

import torch
from torch import nn

PARAMS = {
    "critic": [
        "linear", "relu", "relu_without_create_graph", "leaky_relu", "elu", "gelu", "softplus", "tanh",
        "prelu", "silu", "hardtanh", "batch_norm", "batch_norm_eval", "layer_norm", "instance_norm",
        "group_norm", "spectral_norm", "weight_norm", "conv", "conv_transpose", "max_pool", "avg_pool",
        "adaptive_pool", "upsample", "dropout_eval", "bce", "grid_sample", "rnn", "gru", "lstm",
        "embedding_bag_weights", "cdist",
    ],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[gelu]": ">=1.2", "[silu]": ">=1.7", "[cdist]": ">=1.1", "[embedding_bag_weights]": ">=1.2",
         "[layer_norm]": "!=1.2.*,!=1.3.*,!=1.4.*"}  # fmt: skip # a table; a value a line would be a screen


def observe(device, critic):
    first, last = nn.Linear(4, 4).to(device), nn.Linear(4, 1).to(device)
    nn.init.constant_(first.weight, 0.3)
    nn.init.constant_(first.bias, 0.1)
    x = torch.tensor([[1.0, 2.0, 3.0, 5.0], [2.0, 1.0, 0.5, 4.0]], device=device, requires_grad=True)
    hidden = first(x) * torch.tensor([1.0, -0.5, 2.0, 0.7], device=device)
    image = hidden.reshape(2, 1, 2, 2)
    sequence = hidden.reshape(4, 2, 1)
    functional = nn.functional
    out = {
        "linear": lambda: hidden,
        "relu": lambda: hidden.relu(),
        "relu_without_create_graph": lambda: hidden.relu(),
        "leaky_relu": lambda: functional.leaky_relu(hidden),
        "elu": lambda: functional.elu(hidden),
        "gelu": lambda: functional.gelu(hidden),
        "softplus": lambda: functional.softplus(hidden),
        "tanh": lambda: hidden.tanh(),
        "prelu": lambda: nn.PReLU().to(device)(hidden),
        "silu": lambda: functional.silu(hidden),
        "hardtanh": lambda: functional.hardtanh(hidden, -9.0, 9.0),
        "batch_norm": lambda: nn.BatchNorm1d(4).to(device)(hidden),
        "batch_norm_eval": lambda: nn.BatchNorm1d(4).to(device).eval()(hidden),
        "layer_norm": lambda: nn.LayerNorm(4).to(device)(hidden),
        "instance_norm": lambda: nn.InstanceNorm2d(1)(image),
        "group_norm": lambda: nn.GroupNorm(2, 4).to(device)(hidden),
        "spectral_norm": lambda: nn.utils.spectral_norm(nn.Linear(4, 4)).to(device)(hidden),
        "weight_norm": lambda: nn.utils.weight_norm(nn.Linear(4, 4)).to(device)(hidden),
        "conv": lambda: nn.Conv2d(1, 1, 2).to(device)(image),
        "conv_transpose": lambda: nn.ConvTranspose2d(1, 1, 2).to(device)(image),
        "max_pool": lambda: functional.max_pool2d(image, 2),
        "avg_pool": lambda: functional.avg_pool2d(image, 2),
        "adaptive_pool": lambda: functional.adaptive_avg_pool2d(image, 1),
        "upsample": lambda: functional.interpolate(image, scale_factor=2, mode="bilinear", align_corners=False),
        "dropout_eval": lambda: nn.Dropout(0.5).eval()(hidden),
        "bce": lambda: functional.binary_cross_entropy(hidden.sigmoid(), torch.ones_like(hidden), reduction="none"),
        "grid_sample": lambda: functional.grid_sample(image, torch.zeros(2, 1, 1, 2, device=device)),
        "rnn": lambda: nn.RNN(1, 2).to(device)(sequence)[0],
        "gru": lambda: nn.GRU(1, 2).to(device)(sequence)[0],
        "lstm": lambda: nn.LSTM(1, 2).to(device)(sequence)[0],
        "embedding_bag_weights": lambda: functional.embedding_bag(
            torch.zeros(2, 4, dtype=torch.long, device=device), last.weight, per_sample_weights=hidden, mode="sum"
        ),
        "cdist": lambda: torch.cdist(hidden, torch.ones(2, 4, device=device)),
    }[critic]()
    score = (out.reshape(2, -1) ** 2).sum() if critic != "linear" else last(out).sum()
    slope = torch.autograd.grad(score, x, create_graph=critic != "relu_without_create_graph")[0]
    ((slope.norm(2, dim=1) - 1) ** 2).sum().backward()
    yield "first.weight.grad", first.weight.grad
    yield "first.bias.grad", first.bias.grad


EXPECT = {
    "[linear]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "None"}},
    "[adaptive_pool]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[avg_pool]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[batch_norm]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[batch_norm_eval]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[conv_transpose]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[dropout_eval]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[elu]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[group_norm]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[gru]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[hardtanh]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[instance_norm]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[layer_norm]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[leaky_relu]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[prelu]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[relu]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[rnn]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[silu]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[softplus]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[spectral_norm]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[tanh]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[upsample]": {">=1.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"}},
    "[embedding_bag_weights]": {">=1.0": {"raises": "RuntimeError"}},
    "[relu_without_create_graph]": {">=1.0": {"raises": "RuntimeError"}},
    "[bce]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"},
    },
    "[gelu]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"},
    },
    "[weight_norm]": {
        "<2.1": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"},
        ">=2.1,<2.4": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero", "warns": ["UserWarning"]},
        ">=2.4": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero", "warns": ["FutureWarning"]},
    },
    "[conv]": {
        "<1.0.1": {"first.weight.grad": "nonzero", "first.bias.grad": "None"},
        ">=1.0.1": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"},
    },
    "[max_pool]": {
        "<1.9": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"},
        ">=1.9,<1.9.1": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero", "warns": ["UserWarning"]},
        ">=1.9.1": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"},
    },
    "[grid_sample]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3,<2.12": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.12": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero", "warns": ["UserWarning"]},
    },
    "[lstm]": {
        "<2.0": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"},
        ">=2.0,<2.1": {"raises": "RuntimeError"},
        ">=2.1": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"},
    },
    "[cdist]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10,<2.14": {"raises": "NotImplementedError"},
        ">=2.14": {"first.weight.grad": "nonzero", "first.bias.grad": "nonzero"},
    },
}

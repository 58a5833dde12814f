"""Did the arithmetic of an optimizer ever change between releases?

Two weights take three steps with fixed gradients, with the defaults and a learning rate of 0.05,
some with a weight decay of 0.5, and some with a large eps, which shows where eps is added.
Two changes are found: since 1.3 Adam and AdamW add eps after the bias correction and not before it,
and since 2.0 NAdam no longer multiplies its momentum schedule in twice.
Both came without a warning; the first shows in four digits only when eps is large.

https://github.com/pytorch/pytorch/pull/22628
https://github.com/pytorch/pytorch/pull/92699
https://pytorch.org/docs/stable/generated/torch.optim.Adam.html
https://pytorch.org/docs/stable/generated/torch.optim.NAdam.html
"""

import torch

TORCH = {"[AdamW*]": ">=1.2", "[NAdam*]": ">=1.10", "[RAdam*]": ">=1.10", "[Adafactor*]": ">=2.5", "[Muon*]": ">=2.9"}

PARAMS = {
    "optimizer": [
        "SGD", "momentum", "dampening", "Nesterov", "Adam", "amsgrad", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad",
        "Adadelta", "RMSprop", "centered", "RMSprop_momentum", "ASGD", "Adafactor", "Muon", "Rprop",
        "SGD+decay", "momentum+decay", "Nesterov+decay", "Adam+decay", "amsgrad+decay", "AdamW+decay", "NAdam+decay",
        "RAdam+decay", "Adamax+decay", "Adagrad+decay", "Adadelta+decay", "RMSprop+decay", "ASGD+decay",
        "Adafactor+decay", "Muon+decay",
        "Adam+eps", "amsgrad+eps", "AdamW+eps", "NAdam+eps", "RAdam+eps", "Adamax+eps", "Adadelta+eps", "RMSprop+eps",
        "centered+eps",
    ],
}  # fmt: skip # rows of names

kinds = {
    "momentum": ("SGD", {"momentum": 0.9}),
    "dampening": ("SGD", {"momentum": 0.9, "dampening": 0.5}),
    "Nesterov": ("SGD", {"momentum": 0.9, "nesterov": True}),
    "amsgrad": ("Adam", {"amsgrad": True}),
    "centered": ("RMSprop", {"centered": True}),
    "RMSprop_momentum": ("RMSprop", {"momentum": 0.9}),
}  # fmt: skip # rows of names


def observe(device, optimizer):
    name, _, more = optimizer.partition("+")
    kind, options = kinds.get(name, (name, {}))
    options = dict(options, **{"": {}, "decay": {"weight_decay": 0.5}, "eps": {"eps": 0.1}}[more])
    weight = torch.tensor([[1.0, -2.0]], device=device, requires_grad=True)
    optimizer = getattr(torch.optim, kind)([weight], lr=0.05, **options)
    for grad in ([0.5, -1.0], [0.25, 0.5], [-0.5, 2.0]):
        weight.grad = torch.tensor([grad], device=device)
        optimizer.step()
        yield "weight", weight[0].tolist()


EXPECT = {
    "[ASGD]": {">=1.0": {"weight": [[0.975, -1.95], [0.9625, -1.975], [0.9875, -2.075]]}},
    "[SGD]": {">=1.0": {"weight": [[0.975, -1.95], [0.9625, -1.975], [0.9875, -2.075]]}},
    "[momentum]": {">=1.0": {"weight": [[0.975, -1.95], [0.94, -1.93], [0.9335, -2.012]]}},
    "[dampening]": {">=1.0": {"weight": [[0.975, -1.95], [0.9463, -1.918], [0.9329, -1.938]]}},
    "[Nesterov]": {">=1.0": {"weight": [[0.9525, -1.905], [0.9085, -1.912], [0.9276, -2.086]]}},
    "[Adam]": {">=1.0": {"weight": [[0.95, -1.95], [0.9034, -1.937], [0.8979, -1.96]]}},
    "[amsgrad]": {">=1.0": {"weight": [[0.95, -1.95], [0.9034, -1.937], [0.8979, -1.96]]}},
    "[AdamW]": {">=1.0": {"weight": [[0.9495, -1.949], [0.9024, -1.935], [0.8964, -1.957]]}},
    "[NAdam]": {
        "<2.0": {"weight": [[0.9475, -1.948], [0.9216, -1.968], [0.9558, -2.017]]},
        ">=2.0": {"weight": [[0.9472, -1.947], [0.921, -1.968], [0.9552, -2.016]]},
    },
    "[RAdam]": {">=1.0": {"weight": [[0.975, -1.95], [0.9566, -1.939], [0.9542, -1.97]]}},
    "[RAdam+eps]": {">=1.0": {"weight": [[0.975, -1.95], [0.9566, -1.939], [0.9542, -1.97]]}},
    "[Adamax]": {">=1.0": {"weight": [[0.95, -1.95], [0.9131, -1.939], [0.9083, -1.955]]}},
    "[Adagrad]": {">=1.0": {"weight": [[0.95, -1.95], [0.9276, -1.972], [0.961, -2.016]]}},
    "[Adadelta]": {">=1.0": {"weight": [[0.9998, -2.0], [0.9997, -2.0], [0.9999, -2.0]]}},
    "[RMSprop]": {">=1.0": {"weight": [[0.5, -1.5], [0.2755, -1.725], [0.6105, -2.162]]}},
    "[centered]": {">=1.0": {"weight": [[0.4975, -1.497], [0.2709, -1.722], [0.6061, -2.161]]}},
    "[RMSprop_momentum]": {">=1.0": {"weight": [[0.5, -1.5], [-0.1745, -1.275], [-0.4466, -1.509]]}},
    "[Adafactor]": {">=1.0": {"weight": [[0.9209, -1.921], [0.871, -1.971], [0.9392, -2.054]]}},
    "[Muon]": {">=1.0": {"weight": [[0.9797, -1.959], [0.9404, -1.952], [0.9388, -1.976]]}},
    "[Rprop]": {">=1.0": {"weight": [[0.95, -1.95], [0.89, -1.95], [0.89, -1.975]]}},
    "[ASGD+decay]": {">=1.0": {"weight": [[0.95, -1.9], [0.9137, -1.877], [0.9159, -1.931]]}},
    "[SGD+decay]": {">=1.0": {"weight": [[0.95, -1.9], [0.9137, -1.877], [0.9159, -1.931]]}},
    "[momentum+decay]": {">=1.0": {"weight": [[0.95, -1.9], [0.8687, -1.788], [0.7989, -1.742]]}},
    "[Nesterov+decay]": {">=1.0": {"weight": [[0.905, -1.81], [0.7978, -1.691], [0.7425, -1.711]]}},
    "[Adam+decay]": {">=1.0": {"weight": [[0.95, -1.95], [0.901, -1.909], [0.8645, -1.895]]}},
    "[amsgrad+decay]": {">=1.0": {"weight": [[0.95, -1.95], [0.901, -1.909], [0.8645, -1.895]]}},
    "[AdamW+decay]": {">=1.0": {"weight": [[0.925, -1.9], [0.8553, -1.839], [0.8283, -1.816]]}},
    "[NAdam+decay]": {
        "<2.0": {"weight": [[0.9475, -1.948], [0.9146, -1.933], [0.9118, -1.954]]},
        ">=2.0": {"weight": [[0.9472, -1.947], [0.914, -1.932], [0.9111, -1.954]]},
    },
    "[RAdam+decay]": {">=1.0": {"weight": [[0.95, -1.9], [0.9072, -1.841], [0.8811, -1.823]]}},
    "[Adamax+decay]": {">=1.0": {"weight": [[0.95, -1.95], [0.9072, -1.92], [0.881, -1.911]]}},
    "[Adagrad+decay]": {">=1.0": {"weight": [[0.95, -1.95], [0.9207, -1.938], [0.9223, -1.961]]}},
    "[Adadelta+decay]": {">=1.0": {"weight": [[0.9998, -2.0], [0.9997, -2.0], [0.9997, -2.0]]}},
    "[RMSprop+decay]": {">=1.0": {"weight": [[0.5, -1.5], [0.2755, -1.438], [0.4309, -1.708]]}},
    "[Adafactor+decay]": {">=1.0": {"weight": [[0.8959, -1.871], [0.8249, -1.873], [0.869, -1.905]]}},
    "[Muon+decay]": {">=1.0": {"weight": [[0.9597, -1.919], [0.9013, -1.874], [0.8819, -1.861]]}},
    "[Adam+eps]": {
        "<1.3": {"weight": [[0.9932, -1.988], [0.9862, -1.985], [0.9851, -1.994]]},
        ">=1.3": {"weight": [[0.9583, -1.955], [0.9211, -1.943], [0.9166, -1.964]]},
    },
    "[amsgrad+eps]": {
        "<1.3": {"weight": [[0.9932, -1.988], [0.9862, -1.985], [0.9851, -1.994]]},
        ">=1.3": {"weight": [[0.9583, -1.955], [0.9211, -1.943], [0.9166, -1.964]]},
    },
    "[AdamW+eps]": {
        "<1.3": {"weight": [[0.9927, -1.987], [0.9852, -1.983], [0.9836, -1.991]]},
        ">=1.3": {"weight": [[0.9578, -1.954], [0.9202, -1.941], [0.9152, -1.961]]},
    },
    "[NAdam+eps]": {
        "<2.0": {"weight": [[0.9563, -1.952], [0.9355, -1.971], [0.9634, -2.016]]},
        ">=2.0": {"weight": [[0.956, -1.952], [0.9351, -1.97], [0.9629, -2.015]]},
    },
    "[Adamax+eps]": {">=1.0": {"weight": [[0.9583, -1.955], [0.9276, -1.945], [0.9236, -1.959]]}},
    "[Adadelta+eps]": {">=1.0": {"weight": [[0.9776, -1.965], [0.9656, -1.986], [0.9882, -2.037]]}},
    "[RMSprop+eps]": {">=1.0": {"weight": [[0.8333, -1.75], [0.753, -1.868], [0.8962, -2.173]]}},
    "[centered+eps]": {">=1.0": {"weight": [[0.8331, -1.749], [0.7525, -1.868], [0.8957, -2.172]]}},
}

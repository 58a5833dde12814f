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

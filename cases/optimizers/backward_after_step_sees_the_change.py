"""Does a backward through a graph made before step() notice that step() changed the weights?

The graph of x * x holds x, and `step()` writes into x.
Until 1.4 the optimizers wrote through `.data`, which autograd does not see:
the second backward ran, and mixed the old graph with the new weights, silently.
From 1.5 on they write under no_grad, the version counter moves, and the second backward raises.

https://github.com/pytorch/pytorch/pull/30258
https://github.com/pytorch/pytorch/issues/37573
https://github.com/pytorch/pytorch/issues/39141
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch

TORCH = {"[AdamW]": ">=1.2", "[NAdam]": ">=1.10", "[RAdam]": ">=1.10", "[Adafactor]": ">=2.5", "[Muon]": ">=2.9"}

PARAMS = {
    "optimizer": [
        "SGD", "Adam", "RMSprop", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "ASGD", "Rprop", "LBFGS",
        "Adafactor", "Muon",
    ],
}  # fmt: skip # rows of names


def observe(device, optimizer):
    x = torch.ones(3, 3, device=device, requires_grad=True)
    optimizer = getattr(torch.optim, optimizer)([x], lr=0.1)
    loss = (x * x).sum()
    loss.backward(retain_graph=True)
    version = x._version
    optimizer.step(lambda: torch.zeros(()))
    yield "step moves the version counter", x._version > version
    try:
        loss.backward()
        yield "second backward", "runs"
    except RuntimeError as error:
        yield "second backward", type(error).__name__


EXPECT = {
    "[ASGD]": {
        "<1.5": {"step moves the version counter": False, "second backward": "runs"},
        ">=1.5": {"step moves the version counter": True, "second backward": "RuntimeError"},
    },
    "[Adadelta]": {
        "<1.5": {"step moves the version counter": False, "second backward": "runs"},
        ">=1.5": {"step moves the version counter": True, "second backward": "RuntimeError"},
    },
    "[Adagrad]": {
        "<1.5": {"step moves the version counter": False, "second backward": "runs"},
        ">=1.5": {"step moves the version counter": True, "second backward": "RuntimeError"},
    },
    "[Adam]": {
        "<1.5": {"step moves the version counter": False, "second backward": "runs"},
        ">=1.5": {"step moves the version counter": True, "second backward": "RuntimeError"},
    },
    "[AdamW]": {
        "<1.5": {"step moves the version counter": False, "second backward": "runs"},
        ">=1.5": {"step moves the version counter": True, "second backward": "RuntimeError"},
    },
    "[Adamax]": {
        "<1.5": {"step moves the version counter": False, "second backward": "runs"},
        ">=1.5": {"step moves the version counter": True, "second backward": "RuntimeError"},
    },
    "[LBFGS]": {
        "<1.5": {"step moves the version counter": False, "second backward": "runs"},
        ">=1.5": {"step moves the version counter": True, "second backward": "RuntimeError"},
    },
    "[RMSprop]": {
        "<1.5": {"step moves the version counter": False, "second backward": "runs"},
        ">=1.5": {"step moves the version counter": True, "second backward": "RuntimeError"},
    },
    "[Rprop]": {
        "<1.5": {"step moves the version counter": False, "second backward": "runs"},
        ">=1.5": {"step moves the version counter": True, "second backward": "RuntimeError"},
    },
    "[SGD]": {
        "<1.5": {"step moves the version counter": False, "second backward": "runs"},
        ">=1.5": {"step moves the version counter": True, "second backward": "RuntimeError"},
    },
    "[Adafactor]": {">=1.0": {"step moves the version counter": True, "second backward": "RuntimeError"}},
    "[Muon]": {">=1.0": {"step moves the version counter": True, "second backward": "RuntimeError"}},
    "[NAdam]": {">=1.0": {"step moves the version counter": True, "second backward": "RuntimeError"}},
    "[RAdam]": {">=1.0": {"step moves the version counter": True, "second backward": "RuntimeError"}},
}

"""After backward(create_graph=True), does step() give the weight or the optimizer's state a graph?

The weight stays a leaf and the averages have no graph, in all releases: step() runs under no_grad since 1.5, and used
.data until 1.4.
LBFGS failed on such a gradient from 1.2, where it was rewritten, to 1.4: its step length had a graph, and a TypeError
was the end of it; under no_grad, since 1.5, it works again.
The gradient itself keeps its graph, and going backward through it after the step needs the old weights:
until 1.9 that ran, with the new weights in place of the old; since 1.10 it raises, because what a backward saves
anew shares the version counter of the weight.
Since 1.10 backward(create_graph=True) warns of a reference cycle between the parameter and its gradient.

https://github.com/pytorch/pytorch/pull/8824
https://github.com/pytorch/pytorch/pull/33640
https://github.com/pytorch/pytorch/pull/60195
https://github.com/pytorch/pytorch/issues/4661
https://github.com/pytorch/pytorch/issues/7343
https://pytorch.org/docs/stable/generated/torch.Tensor.backward.html
"""

import torch

TORCH = {"[AdamW]": ">=1.2", "[NAdam]": ">=1.10", "[RAdam]": ">=1.10", "[Adafactor]": ">=2.5", "[Muon]": ">=2.9"}

PARAMS = {
    "optimizer": [
        "SGD", "momentum", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "ASGD",
        "Rprop", "LBFGS", "Adafactor", "Muon",
    ],
}  # fmt: skip # rows of names


def observe(device, optimizer):
    weight = torch.full((2, 2), 3.0, device=device, requires_grad=True)
    options = {"momentum": {"momentum": 0.9}, "LBFGS": {"max_iter": 1}}.get(optimizer, {})
    optimizer = getattr(torch.optim, "SGD" if optimizer == "momentum" else optimizer)([weight], lr=0.05, **options)
    (weight**3).sum().backward(create_graph=True)
    yield "weight.grad has a graph", weight.grad.requires_grad
    optimizer.step(lambda: torch.zeros(()))
    yield "weight is a leaf", weight.is_leaf
    state = optimizer.state[weight].items()
    yield "state with a graph", sorted(name for name, value in state if torch.is_tensor(value) and value.requires_grad)
    yield "weight.grad has a graph after step", weight.grad.requires_grad
    try:
        weight.grad.sum().backward()
        yield "backward through the gradient after step", "runs"
    except RuntimeError as error:
        yield "backward through the gradient after step", type(error).__name__


EXPECT = {
    "[ASGD]": {
        "<1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "runs",
        },
        ">=1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[Adadelta]": {
        "<1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "runs",
        },
        ">=1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[Adagrad]": {
        "<1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "runs",
        },
        ">=1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[Adam]": {
        "<1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "runs",
        },
        ">=1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[AdamW]": {
        "<1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "runs",
        },
        ">=1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[Adamax]": {
        "<1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "runs",
        },
        ">=1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[RMSprop]": {
        "<1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "runs",
        },
        ">=1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[Rprop]": {
        "<1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "runs",
        },
        ">=1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[SGD]": {
        "<1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "runs",
        },
        ">=1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[momentum]": {
        "<1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "runs",
        },
        ">=1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[Adafactor]": {
        ">=1.0": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[Muon]": {
        ">=1.0": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[NAdam]": {
        ">=1.0": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[RAdam]": {
        ">=1.0": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[LBFGS]": {
        "<1.2": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "runs",
        },
        ">=1.2,<1.5": {"weight.grad has a graph": True, "raises": "TypeError"},
        ">=1.5,<1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "runs",
        },
        ">=1.10": {
            "weight.grad has a graph": True,
            "weight is a leaf": True,
            "state with a graph": [],
            "weight.grad has a graph after step": True,
            "backward through the gradient after step": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
}

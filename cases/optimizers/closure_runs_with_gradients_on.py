"""step() runs under no_grad: can its closure still call backward, and what does step(closure) return?

Since 1.5 step() runs under no_grad, and calls the closure with gradients enabled, even when the caller is under
no_grad.
Until 1.4 the closure ran in the caller's mode, and a backward under no_grad raised.
step() returns what the closure returned: the loss of before the step, graph and all.
LBFGS calls its closure several times in one step; in 2.8 alone it warned when it made a number of the loss.

https://github.com/pytorch/pytorch/pull/33640
https://github.com/pytorch/pytorch/issues/50366
https://github.com/pytorch/pytorch/pull/143261
https://github.com/pytorch/pytorch/pull/160389
https://pytorch.org/docs/stable/optim.html
"""

import torch

TORCH = {
    "[AdamW-*]": ">=1.2",
    "[NAdam-*]": ">=1.10",
    "[RAdam-*]": ">=1.10",
    "[Adafactor-*]": ">=2.5",
    "[Muon-*]": ">=2.9",
}

PARAMS = {
    "optimizer": [
        "SGD", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "ASGD", "Rprop",
        "LBFGS", "Adafactor", "Muon",
    ],
    "around": ["nothing", "no_grad"],
}  # fmt: skip # rows of names


def observe(device, optimizer, around):
    weight = torch.full((2, 2), 3.0, device=device, requires_grad=True)
    options = {"max_iter": 2} if optimizer == "LBFGS" else {}
    optimizer = getattr(torch.optim, optimizer)([weight], lr=0.05, **options)
    enabled = []

    def closure():
        enabled.append(torch.is_grad_enabled())
        optimizer.zero_grad()
        loss = (weight * weight).sum()
        loss.backward()
        return loss

    with torch.set_grad_enabled(around == "nothing"):
        loss = optimizer.step(closure)
    yield "grad enabled in the closure", enabled
    yield "step returns", type(loss).__name__
    yield "what it returns has a graph", torch.is_tensor(loss) and loss.requires_grad
    yield "loss returned", loss.item()
    yield "weight moved", bool((weight != 3).all())


EXPECT = {
    "[Adafactor-*]": {
        ">=1.0": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[Muon-*]": {
        ">=1.0": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[NAdam-*]": {
        ">=1.0": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[RAdam-*]": {
        ">=1.0": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[ASGD-nothing]": {
        ">=1.0": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[Adadelta-nothing]": {
        ">=1.0": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[Adagrad-nothing]": {
        ">=1.0": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[Adam-nothing]": {
        ">=1.0": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[AdamW-nothing]": {
        ">=1.0": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[Adamax-nothing]": {
        ">=1.0": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[RMSprop-nothing]": {
        ">=1.0": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[Rprop-nothing]": {
        ">=1.0": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[SGD-nothing]": {
        ">=1.0": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[ASGD-no_grad]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[Adadelta-no_grad]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[Adagrad-no_grad]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[Adam-no_grad]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[AdamW-no_grad]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[Adamax-no_grad]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[RMSprop-no_grad]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[Rprop-no_grad]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[SGD-no_grad]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5": {
            "grad enabled in the closure": [True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[LBFGS-nothing]": {
        "<2.8": {
            "grad enabled in the closure": [True, True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
        ">=2.8,<2.9": {
            "grad enabled in the closure": [True, True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
            "warns": ["UserWarning"],
        },
        ">=2.9": {
            "grad enabled in the closure": [True, True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
    "[LBFGS-no_grad]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5,<2.8": {
            "grad enabled in the closure": [True, True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
        ">=2.8,<2.9": {
            "grad enabled in the closure": [True, True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
            "warns": ["UserWarning"],
        },
        ">=2.9": {
            "grad enabled in the closure": [True, True],
            "step returns": "Tensor",
            "what it returns has a graph": True,
            "loss returned": 36.0,
            "weight moved": True,
        },
    },
}

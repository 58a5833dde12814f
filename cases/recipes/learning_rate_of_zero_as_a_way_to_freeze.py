"""Does a learning rate of 0 freeze a layer, as one end of layer-wise learning rates?

A parameter group with lr=0 collects its gradients and its averages, and the step multiplies them by 0:
the weights stay.
AdamW multiplies its decay by the rate too, so that does not move them either.
Rprop ignores the rate after it has set the first step sizes, and its smallest step is not 0: it moves the weight.
Set back to a real rate, momentum and Adam start with the averages of the time in between, not from nothing.

https://pytorch.org/docs/stable/optim.html
https://pytorch.org/docs/stable/generated/torch.optim.Rprop.html
"""

import torch

PARAMS = {
    "optimizer": [
        "SGD", "momentum", "SGD_decay", "Adam", "Adam_decay", "AdamW", "RMSprop", "Adagrad", "Adadelta",
        "Adamax", "ASGD", "Rprop", "NAdam", "RAdam",
    ],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[AdamW]": ">=1.2", "[NAdam]": ">=1.10", "[RAdam]": ">=1.10"}


def observe(device, optimizer):
    frozen = torch.ones(2, device=device, requires_grad=True)
    head = torch.ones(2, device=device, requires_grad=True)
    groups = [{"params": [frozen], "lr": 0.0}, {"params": [head]}]
    kind = {"momentum": "SGD", "SGD_decay": "SGD", "Adam_decay": "Adam"}.get(optimizer, optimizer)
    more = {"momentum": {"momentum": 0.9}, "SGD_decay": {"weight_decay": 0.1}, "Adam_decay": {"weight_decay": 0.1}}
    optimizer = getattr(torch.optim, kind)(groups, lr=0.1, **more.get(optimizer, {}))
    for _ in range(3):
        optimizer.zero_grad()
        (frozen * head * 2).sum().backward()
        optimizer.step()
        yield "frozen moved", not torch.equal(frozen.detach(), torch.ones(2, device=device))
    yield "frozen.grad", frozen.grad
    yield "head moved", not torch.equal(head.detach(), torch.ones(2, device=device))
    optimizer.param_groups[0]["lr"] = 0.1
    before = frozen.detach().clone()
    frozen.grad = torch.zeros_like(frozen)
    optimizer.step()
    yield "moved by a zero gradient at a real rate", not torch.equal(frozen.detach(), before)


EXPECT = {
    "[ASGD]": {
        ">=1.0": {
            "frozen moved": [False, False, False],
            "frozen.grad": "nonzero",
            "head moved": True,
            "moved by a zero gradient at a real rate": False,
        },
    },
    "[Adadelta]": {
        ">=1.0": {
            "frozen moved": [False, False, False],
            "frozen.grad": "nonzero",
            "head moved": True,
            "moved by a zero gradient at a real rate": False,
        },
    },
    "[Adagrad]": {
        ">=1.0": {
            "frozen moved": [False, False, False],
            "frozen.grad": "nonzero",
            "head moved": True,
            "moved by a zero gradient at a real rate": False,
        },
    },
    "[RMSprop]": {
        ">=1.0": {
            "frozen moved": [False, False, False],
            "frozen.grad": "nonzero",
            "head moved": True,
            "moved by a zero gradient at a real rate": False,
        },
    },
    "[SGD]": {
        ">=1.0": {
            "frozen moved": [False, False, False],
            "frozen.grad": "nonzero",
            "head moved": True,
            "moved by a zero gradient at a real rate": False,
        },
    },
    "[Adam]": {
        ">=1.0": {
            "frozen moved": [False, False, False],
            "frozen.grad": "nonzero",
            "head moved": True,
            "moved by a zero gradient at a real rate": True,
        },
    },
    "[AdamW]": {
        ">=1.0": {
            "frozen moved": [False, False, False],
            "frozen.grad": "nonzero",
            "head moved": True,
            "moved by a zero gradient at a real rate": True,
        },
    },
    "[Adam_decay]": {
        ">=1.0": {
            "frozen moved": [False, False, False],
            "frozen.grad": "nonzero",
            "head moved": True,
            "moved by a zero gradient at a real rate": True,
        },
    },
    "[Adamax]": {
        ">=1.0": {
            "frozen moved": [False, False, False],
            "frozen.grad": "nonzero",
            "head moved": True,
            "moved by a zero gradient at a real rate": True,
        },
    },
    "[NAdam]": {
        ">=1.0": {
            "frozen moved": [False, False, False],
            "frozen.grad": "nonzero",
            "head moved": True,
            "moved by a zero gradient at a real rate": True,
        },
    },
    "[RAdam]": {
        ">=1.0": {
            "frozen moved": [False, False, False],
            "frozen.grad": "nonzero",
            "head moved": True,
            "moved by a zero gradient at a real rate": True,
        },
    },
    "[SGD_decay]": {
        ">=1.0": {
            "frozen moved": [False, False, False],
            "frozen.grad": "nonzero",
            "head moved": True,
            "moved by a zero gradient at a real rate": True,
        },
    },
    "[momentum]": {
        ">=1.0": {
            "frozen moved": [False, False, False],
            "frozen.grad": "nonzero",
            "head moved": True,
            "moved by a zero gradient at a real rate": True,
        },
    },
    "[Rprop]": {
        ">=1.0": {
            "frozen moved": [True, True, True],
            "frozen.grad": "nonzero",
            "head moved": True,
            "moved by a zero gradient at a real rate": False,
        },
    },
}

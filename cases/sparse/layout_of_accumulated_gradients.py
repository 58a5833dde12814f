"""What is weight.grad when sparse and dense gradients come together?

The gradient of an embedding with `sparse=True` is a sparse tensor that is not coalesced, with a row for each look-up.
Two of them add up to a longer one, also over two backwards; with a dense gradient the sum is dense, in either order.
In 1.0 a dense gradient that came after a sparse one, in another backward, failed an assertion; 1.1 mended it.
So tied weights, an embedding and an output layer, get a dense gradient, and `sparse=True` gains nothing.
Setting a sparse gradient to zero keeps it sparse; setting it to None forgets the layout.

https://github.com/pytorch/pytorch/pull/16376
https://docs.pytorch.org/docs/stable/sparse.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "uses": [
        "sparse",
        "sparse+sparse",
        "sparse sparse",
        "sparse+dense",
        "dense+sparse",
        "sparse dense",
        "dense sparse",
        "sparse zero sparse",
        "sparse zero dense",
        "sparse none dense",
    ]
}


def loss(weight, use):
    if use == "dense":
        return (weight * 3).sum()
    indices = torch.tensor([1, 1], device=weight.device)
    return (F.embedding(indices, weight, sparse=True) * 2).sum()


def observe(device, uses):
    weight = torch.ones(3, 2, device=device, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.1)
    for step in uses.split():
        if step == "zero":
            weight.grad.zero_()
        elif step == "none":
            weight.grad = None
        else:
            sum(loss(weight, use) for use in step.split("+")).backward()
    yield "weight.grad is sparse", weight.grad.is_sparse
    if weight.grad.is_sparse:
        yield "coalesced", weight.grad.is_coalesced()
        yield "stored rows", weight.grad._nnz()
    yield "weight.grad", weight.grad.to_dense().tolist() if weight.grad.is_sparse else weight.grad.tolist()
    optimizer.step()
    yield "rows that moved", [float(row.sum()) != 2 for row in weight.detach()]


EXPECT = {
    "[sparse]": {
        ">=1.0": {
            "weight.grad is sparse": True,
            "coalesced": False,
            "stored rows": 2,
            "weight.grad": [[0.0, 0.0], [4.0, 4.0], [0.0, 0.0]],
            "rows that moved": [False, True, False],
        },
    },
    "[sparse zero sparse]": {
        ">=1.0": {
            "weight.grad is sparse": True,
            "coalesced": False,
            "stored rows": 2,
            "weight.grad": [[0.0, 0.0], [4.0, 4.0], [0.0, 0.0]],
            "rows that moved": [False, True, False],
        },
    },
    "[sparse sparse]": {
        ">=1.0": {
            "weight.grad is sparse": True,
            "coalesced": False,
            "stored rows": 2,
            "weight.grad": [[0.0, 0.0], [8.0, 8.0], [0.0, 0.0]],
            "rows that moved": [False, True, False],
        },
    },
    "[sparse+sparse]": {
        ">=1.0": {
            "weight.grad is sparse": True,
            "coalesced": False,
            "stored rows": 2,
            "weight.grad": [[0.0, 0.0], [8.0, 8.0], [0.0, 0.0]],
            "rows that moved": [False, True, False],
        },
    },
    "[dense sparse]": {
        ">=1.0": {
            "weight.grad is sparse": False,
            "weight.grad": [[3.0, 3.0], [7.0, 7.0], [3.0, 3.0]],
            "rows that moved": [True, True, True],
        },
    },
    "[dense+sparse]": {
        ">=1.0": {
            "weight.grad is sparse": False,
            "weight.grad": [[3.0, 3.0], [7.0, 7.0], [3.0, 3.0]],
            "rows that moved": [True, True, True],
        },
    },
    "[sparse+dense]": {
        ">=1.0": {
            "weight.grad is sparse": False,
            "weight.grad": [[3.0, 3.0], [7.0, 7.0], [3.0, 3.0]],
            "rows that moved": [True, True, True],
        },
    },
    "[sparse dense]": {
        "<1.1": {"weight.grad is sparse": True, "raises": "RuntimeError"},
        ">=1.1": {
            "weight.grad is sparse": False,
            "weight.grad": [[3.0, 3.0], [7.0, 7.0], [3.0, 3.0]],
            "rows that moved": [True, True, True],
        },
    },
    "[sparse zero dense]": {
        "<1.1": {"weight.grad is sparse": True, "raises": "RuntimeError"},
        ">=1.1": {
            "weight.grad is sparse": False,
            "weight.grad": [[3.0, 3.0], [3.0, 3.0], [3.0, 3.0]],
            "rows that moved": [True, True, True],
        },
    },
    "[sparse none dense]": {
        ">=1.0": {
            "weight.grad is sparse": False,
            "weight.grad": [[3.0, 3.0], [3.0, 3.0], [3.0, 3.0]],
            "rows that moved": [True, True, True],
        },
    },
}

"""Do a sparse and a dense gradient of the same embedding add up?

With `sparse=True` the lookup gives a sparse gradient, and any other use of the weight a dense one.
A sparse `.grad` met by a dense gradient stayed sparse in 1.0 and becomes dense from 1.1 on (no note found).
For vectors of one entry and one looked-up index, whose gradient is the expanded one of a `sum()`,
the sum is WRONG from 1.13 on, still so in 2.15: the sparse part is lost, and nothing warns (no note found).
With two entries, two indices, or a gradient that is not expanded it is right in all releases.

https://github.com/pytorch/pytorch/pull/16376
https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html
"""

import torch
from torch import nn

PARAMS = {
    "order": ["sparse_dense", "dense_sparse", "at_once"],
    "size": [1, 2],
    "indices": [1, 2],
    "gradient": ["expanded", "full"],
}


def observe(device, order, size, indices, gradient):
    layer = nn.Embedding(3, size, sparse=True).to(device)
    nn.init.zeros_(layer.weight)

    def loss(kind):
        if kind == "dense":
            return (layer.weight * 2).sum()
        out = layer(torch.arange(indices, device=device))
        return out.sum() if gradient == "expanded" else out.exp().sum()

    if order == "at_once":
        (loss("sparse") + loss("dense")).backward()
    else:
        for kind in order.split("_"):
            loss(kind).backward()
    grad = layer.weight.grad
    yield "is_sparse", grad.is_sparse
    yield "weight.grad", (grad.to_dense() if grad.is_sparse else grad)[:, 0].tolist()


EXPECT = {
    "[sparse_dense-1-1-expanded]": {
        "<1.1": {"is_sparse": True, "weight.grad": [3.0, 2.0, 2.0]},
        ">=1.1,<1.13": {"is_sparse": False, "weight.grad": [3.0, 2.0, 2.0]},
        ">=1.13": {"is_sparse": False, "weight.grad": [2.0, 2.0, 2.0]},
    },
    "[sparse_dense-*-1-full]": {
        "<1.1": {"is_sparse": True, "weight.grad": [3.0, 2.0, 2.0]},
        ">=1.1": {"is_sparse": False, "weight.grad": [3.0, 2.0, 2.0]},
    },
    "[sparse_dense-2-1-expanded]": {
        "<1.1": {"is_sparse": True, "weight.grad": [3.0, 2.0, 2.0]},
        ">=1.1": {"is_sparse": False, "weight.grad": [3.0, 2.0, 2.0]},
    },
    "[sparse_dense-*-2-*]": {
        "<1.1": {"is_sparse": True, "weight.grad": [3.0, 3.0, 2.0]},
        ">=1.1": {"is_sparse": False, "weight.grad": [3.0, 3.0, 2.0]},
    },
    "[at_once-1-1-expanded]": {
        "<1.13": {"is_sparse": False, "weight.grad": [3.0, 2.0, 2.0]},
        ">=1.13": {"is_sparse": False, "weight.grad": [2.0, 2.0, 2.0]},
    },
    "[dense_sparse-1-1-expanded]": {
        "<1.13": {"is_sparse": False, "weight.grad": [3.0, 2.0, 2.0]},
        ">=1.13": {"is_sparse": False, "weight.grad": [2.0, 2.0, 2.0]},
    },
    "[at_once-*-1-full]": {">=1.0": {"is_sparse": False, "weight.grad": [3.0, 2.0, 2.0]}},
    "[dense_sparse-*-1-full]": {">=1.0": {"is_sparse": False, "weight.grad": [3.0, 2.0, 2.0]}},
    "[at_once-2-1-expanded]": {">=1.0": {"is_sparse": False, "weight.grad": [3.0, 2.0, 2.0]}},
    "[dense_sparse-2-1-expanded]": {">=1.0": {"is_sparse": False, "weight.grad": [3.0, 2.0, 2.0]}},
    "[at_once-*-2-*]": {">=1.0": {"is_sparse": False, "weight.grad": [3.0, 3.0, 2.0]}},
    "[dense_sparse-*-2-*]": {">=1.0": {"is_sparse": False, "weight.grad": [3.0, 3.0, 2.0]}},
}

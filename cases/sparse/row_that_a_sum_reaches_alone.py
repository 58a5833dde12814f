"""Does SGD always apply a sparse embedding's gradient?

One row of an embedding with `sparse=True` is looked up and summed, and SGD takes a step of 1.
The gradient says 1, and up to 1.12 the row moves by 1.
Since 1.13 a row of width 1 stays where it is, when it alone was looked up: its gradient is the expanded 1 of
`sum()`, with strides of 0, and adding such a sparse tensor to a dense one, or `to_dense()`, gives zeros.
The faster addition takes the length of a row from the stride of the values, as its pull request shows.
A wider table, two rows, or a product before the sum, which writes the gradient out, are not affected.
Nothing warns of it, and no issue about it was found.

https://github.com/pytorch/pytorch/pull/23057
https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html
https://docs.pytorch.org/docs/stable/sparse.html
"""

import torch
from torch import nn

PARAMS = {"width": [1, 2], "rows": [1, 2], "loss": ["sum", "sum of a product", "mean"]}


def observe(device, width, rows, loss):
    weight = torch.ones(3, width, device=device, requires_grad=True)
    indices = torch.tensor([0, 1][:rows], device=device)
    out = nn.functional.embedding(indices, weight, sparse=True)
    {
        "sum": lambda: out.sum(),
        "sum of a product": lambda: (out * torch.ones_like(out)).sum(),
        "mean": lambda: out.mean(),
    }[loss]().backward()
    yield "values of weight.grad", weight.grad._values()
    yield "weight.grad.to_dense()", weight.grad.to_dense()
    before = weight.detach().clone()
    torch.optim.SGD([weight], lr=1.0).step()
    yield "row 0 moved", not torch.equal(weight[0], before[0])
    yield "row 2 moved", not torch.equal(weight[2], before[2])


EXPECT = {
    "[1-1-sum]": {
        "<1.13": {
            "values of weight.grad": "nonzero",
            "weight.grad.to_dense()": "nonzero",
            "row 0 moved": True,
            "row 2 moved": False,
        },
        ">=1.13": {
            "values of weight.grad": "nonzero",
            "weight.grad.to_dense()": "zero",
            "row 0 moved": False,
            "row 2 moved": False,
        },
    },
    "[*-2-*]": {
        ">=1.0": {
            "values of weight.grad": "nonzero",
            "weight.grad.to_dense()": "nonzero",
            "row 0 moved": True,
            "row 2 moved": False,
        },
    },
    "[2-1-*]": {
        ">=1.0": {
            "values of weight.grad": "nonzero",
            "weight.grad.to_dense()": "nonzero",
            "row 0 moved": True,
            "row 2 moved": False,
        },
    },
    "[1-1-mean]": {
        ">=1.0": {
            "values of weight.grad": "nonzero",
            "weight.grad.to_dense()": "nonzero",
            "row 0 moved": True,
            "row 2 moved": False,
        },
    },
    "[1-1-sum of a product]": {
        ">=1.0": {
            "values of weight.grad": "nonzero",
            "weight.grad.to_dense()": "nonzero",
            "row 0 moved": True,
            "row 2 moved": False,
        },
    },
}

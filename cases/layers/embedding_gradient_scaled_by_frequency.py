"""Does scale_grad_by_freq divide the gradient of each row of an embedding by how often that row was looked up?

Row 1 is looked up twice, row 3 once, in two orders.
nn.Embedding divides row 1 by two and leaves row 3 alone, in all releases.
On the cpu the sum and the mean of embedding_bag read the count of the wrong row, without a word:
row 3 was halved as well, until 2.13; 2.14 corrected that.
With sparse=True backward refuses the option.
No warning announced the change.

https://github.com/pytorch/pytorch/pull/190264
https://github.com/pytorch/pytorch/issues/190061
https://github.com/pytorch/pytorch/issues/189720
https://pytorch.org/docs/stable/generated/torch.nn.EmbeddingBag.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "layer": ["embedding", "sparse embedding", "bag of sum", "bag of mean", "bag of sum without scaling"],
    "rows": ["1,1,3", "3,2,2"],
}


def observe(device, layer, rows):
    weight = torch.ones(4, 1, device=device, requires_grad=True)
    rows = torch.tensor([[int(row) for row in rows.split(",")]], device=device)
    out = {
        "embedding": lambda: F.embedding(rows, weight, scale_grad_by_freq=True),
        "sparse embedding": lambda: F.embedding(rows, weight, scale_grad_by_freq=True, sparse=True),
        "bag of sum": lambda: F.embedding_bag(rows, weight, mode="sum", scale_grad_by_freq=True),
        "bag of mean": lambda: F.embedding_bag(rows, weight, mode="mean", scale_grad_by_freq=True),
        "bag of sum without scaling": lambda: F.embedding_bag(rows, weight, mode="sum"),
    }[layer]()
    out.sum().backward()
    yield "weight.grad", weight.grad.flatten().tolist()


EXPECT = {
    "[embedding-1,1,3]": {">=1.0": {"weight.grad": [0.0, 1.0, 0.0, 1.0]}},
    "[embedding-3,2,2]": {">=1.0": {"weight.grad": [0.0, 0.0, 1.0, 1.0]}},
    "[sparse embedding-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[bag of sum-1,1,3]": {
        "<2.14": {"weight.grad": [0.0, 1.0, 0.0, 0.5]},
        ">=2.14": {"weight.grad": [0.0, 1.0, 0.0, 1.0]},
    },
    "[bag of sum-3,2,2]": {
        "<2.14": {"weight.grad": [0.0, 0.0, 1.0, 0.5]},
        ">=2.14": {"weight.grad": [0.0, 0.0, 1.0, 1.0]},
    },
    "[bag of mean-1,1,3]": {
        "<2.14": {"weight.grad": [0.0, 0.3333, 0.0, 0.1667]},
        ">=2.14": {"weight.grad": [0.0, 0.3333, 0.0, 0.3333]},
    },
    "[bag of mean-3,2,2]": {
        "<2.14": {"weight.grad": [0.0, 0.0, 0.3333, 0.1667]},
        ">=2.14": {"weight.grad": [0.0, 0.0, 0.3333, 0.3333]},
    },
    "[bag of sum without scaling-1,1,3]": {">=1.0": {"weight.grad": [0.0, 2.0, 0.0, 1.0]}},
    "[bag of sum without scaling-3,2,2]": {">=1.0": {"weight.grad": [0.0, 0.0, 2.0, 1.0]}},
}

CLAIMS = [
    {
        "source": "https://pytorch.org/docs/stable/generated/torch.nn.EmbeddingBag.html",
        "says": "Gradients are scaled by the inverse of the frequency of the words in the batch.",
        "facts": {"weight.grad": [0.0, 1.0, 0.0, 1.0]},
        "rows": "[bag of sum-1,1,3]",
    },
]

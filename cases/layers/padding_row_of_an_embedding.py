"""Does the padding row of an embedding get a gradient, and does it stay what it was?

The gradient of the row `padding_idx` is zero, in every layer that takes one; nothing else protects it.
Weight decay shrinks it like any other row, and so do momentum that it has already and an assignment.
1.8.0 alone gave zeros for the padding index, whatever the row held, and overwrote the row in `from_pretrained`;
1.8.1 took both back. `from_pretrained` freezes the weight unless told otherwise.
EmbeddingBag takes a padding row since 1.9 and leaves it out of the mean.

https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html
https://docs.pytorch.org/docs/stable/generated/torch.nn.EmbeddingBag.html
https://github.com/pytorch/pytorch/issues/53368
https://github.com/pytorch/pytorch/pull/53986
https://github.com/pytorch/pytorch/pull/47184
"""

import torch
from torch import nn

PARAMS = {
    "layer": ["Embedding", "sparse", "from_pretrained", "from_pretrained unfrozen", "EmbeddingBag", "F.embedding"],
    "decay": [0.0, 0.5],
}
TORCH = {"[EmbeddingBag-*]": ">=1.9", "[from_pretrained*]": ">=1.1"}


def observe(device, layer, decay):
    weight = torch.full((3, 2), 2.0, device=device, requires_grad=True)
    indices = torch.tensor([[0, 1]], device=device)
    if layer == "F.embedding":
        out = nn.functional.embedding(indices, weight, padding_idx=0)
    else:
        module = {
            "Embedding": lambda: nn.Embedding(3, 2, padding_idx=0),
            "sparse": lambda: nn.Embedding(3, 2, padding_idx=0, sparse=True),
            "from_pretrained": lambda: nn.Embedding.from_pretrained(weight.detach(), padding_idx=0),
            "from_pretrained unfrozen": lambda: nn.Embedding.from_pretrained(
                weight.detach(), freeze=False, padding_idx=0
            ),
            "EmbeddingBag": lambda: nn.EmbeddingBag(3, 2, padding_idx=0),
        }[layer]().to(device)
        weight = module.weight
        yield "weight.requires_grad", weight.requires_grad
        yield "padding row at first", weight[0]
        with torch.no_grad():
            weight.fill_(2.0)
        out = module(indices)
    yield "output", out.tolist()
    if out.requires_grad:
        out.sum().backward()
        yield "weight.grad", (weight.grad.to_dense() if weight.grad.is_sparse else weight.grad).tolist()
        try:
            torch.optim.SGD([weight], lr=0.5, weight_decay=decay).step()
            yield "padding row after the step", weight[0].tolist()
        except RuntimeError as error:
            yield "padding row after the step", type(error).__name__


EXPECT = {
    "[Embedding-0.0]": {
        "<1.8": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [2.0, 2.0],
        },
        ">=1.8,<1.8.1": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[[0.0, 0.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [2.0, 2.0],
        },
        ">=1.8.1": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [2.0, 2.0],
        },
    },
    "[sparse-0.0]": {
        "<1.8": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [2.0, 2.0],
        },
        ">=1.8,<1.8.1": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[[0.0, 0.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [2.0, 2.0],
        },
        ">=1.8.1": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [2.0, 2.0],
        },
    },
    "[Embedding-0.5]": {
        "<1.8": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [1.5, 1.5],
        },
        ">=1.8,<1.8.1": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[[0.0, 0.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [1.5, 1.5],
        },
        ">=1.8.1": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [1.5, 1.5],
        },
    },
    "[sparse-0.5]": {
        "<1.8": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": "RuntimeError",
        },
        ">=1.8,<1.8.1": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[[0.0, 0.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": "RuntimeError",
        },
        ">=1.8.1": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": "RuntimeError",
        },
    },
    "[from_pretrained-*]": {
        "<1.8": {
            "weight.requires_grad": False,
            "padding row at first": "nonzero",
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
        },
        ">=1.8,<1.8.1": {
            "weight.requires_grad": False,
            "padding row at first": "zero",
            "output": [[[0.0, 0.0], [2.0, 2.0]]],
        },
        ">=1.8.1": {
            "weight.requires_grad": False,
            "padding row at first": "nonzero",
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
        },
    },
    "[from_pretrained unfrozen-0.0]": {
        "<1.8": {
            "weight.requires_grad": True,
            "padding row at first": "nonzero",
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [2.0, 2.0],
        },
        ">=1.8,<1.8.1": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[[0.0, 0.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [2.0, 2.0],
        },
        ">=1.8.1": {
            "weight.requires_grad": True,
            "padding row at first": "nonzero",
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [2.0, 2.0],
        },
    },
    "[from_pretrained unfrozen-0.5]": {
        "<1.8": {
            "weight.requires_grad": True,
            "padding row at first": "nonzero",
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [1.5, 1.5],
        },
        ">=1.8,<1.8.1": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[[0.0, 0.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [1.5, 1.5],
        },
        ">=1.8.1": {
            "weight.requires_grad": True,
            "padding row at first": "nonzero",
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [1.5, 1.5],
        },
    },
    "[EmbeddingBag-0.0]": {
        ">=1.0": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[2.0, 2.0]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [2.0, 2.0],
        },
    },
    "[EmbeddingBag-0.5]": {
        ">=1.0": {
            "weight.requires_grad": True,
            "padding row at first": "zero",
            "output": [[2.0, 2.0]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [1.5, 1.5],
        },
    },
    "[F.embedding-0.0]": {
        "<1.8": {
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [2.0, 2.0],
        },
        ">=1.8,<1.8.1": {
            "output": [[[0.0, 0.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [2.0, 2.0],
        },
        ">=1.8.1": {
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [2.0, 2.0],
        },
    },
    "[F.embedding-0.5]": {
        "<1.8": {
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [1.5, 1.5],
        },
        ">=1.8,<1.8.1": {
            "output": [[[0.0, 0.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [1.5, 1.5],
        },
        ">=1.8.1": {
            "output": [[[2.0, 2.0], [2.0, 2.0]]],
            "weight.grad": [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            "padding row after the step": [1.5, 1.5],
        },
    },
}

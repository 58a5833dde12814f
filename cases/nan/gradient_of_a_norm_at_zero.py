"""Which norms and distances have a finite gradient at zero, where they have a corner?

The 2-norm answers 0 at the zero vector, and most other norms do by now.
For p below 1 the slope at a zero entry is infinite; the gradient was nan until 1.11 and is 0 since 1.12; cdist and
pdist got there in 1.8.
The 0-norm counts entries: it had a gradient of zeros, and since 1.13 it has none at all where it is asked for
alone.
p = inf gave each of the equal entries the full gradient, and shares it between them since 1.8; linalg.norm gave it
to the first, and shares it since 1.9.
For the 0-norm and linalg.norm no note found; no warning announced any of it.

https://github.com/pytorch/pytorch/issues/2421
https://github.com/pytorch/pytorch/pull/2775
https://github.com/pytorch/pytorch/issues/44452
https://github.com/pytorch/pytorch/pull/45720
https://github.com/pytorch/pytorch/pull/48611
https://github.com/pytorch/pytorch/pull/75103
https://pytorch.org/docs/stable/generated/torch.linalg.vector_norm.html
https://pytorch.org/docs/stable/generated/torch.cdist.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "form": [
        "norm",
        "norm_dim",
        "linalg_norm",
        "vector_norm",
        "dist",
        "cdist",
        "pdist",
        "pairwise_distance",
        "normalize",
    ],
    "p": [0.0, 0.5, 1.0, 1.5, 2.0, 3.0, "inf", "-inf"],
    "at": ["zeros", "one_zero", "equal"],
}
TORCH = {"[linalg_norm-*]": ">=1.7", "[vector_norm-*]": ">=1.9", "[cdist-*]": ">=1.2", "[pdist-*]": ">=1.2"}


def observe(device, form, p, at):
    p = float(p)
    x = {"zeros": [0.0, 0.0], "one_zero": [0.0, 2.0], "equal": [-2.0, 2.0]}[at]
    x = torch.tensor(x, device=device, requires_grad=True)
    row, zeros = x.view(1, 2), torch.zeros(1, 2, device=device)
    out = {
        "norm": lambda: x.norm(p),
        "norm_dim": lambda: row.norm(p, dim=1),
        "linalg_norm": lambda: torch.linalg.norm(x, p),
        "vector_norm": lambda: torch.linalg.vector_norm(x, p),
        "dist": lambda: torch.dist(row, zeros, p),
        "cdist": lambda: torch.cdist(row, zeros, p),
        "pdist": lambda: F.pdist(torch.cat([row, zeros]), p),
        "pairwise_distance": lambda: F.pairwise_distance(row, zeros, p, eps=0.0),
        "normalize": lambda: F.normalize(row, p)[:, 1],
    }[form]()
    yield "value", [round(number, 4) + 0.0 for number in out.detach().view(-1).tolist()]
    out.sum().backward()
    yield "gradient", None if x.grad is None else [round(slope, 4) + 0.0 for slope in x.grad.tolist()]


EXPECT = {
    "[dist-0.0-zeros]": {
        "<1.13": {"value": [0.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [0.0], "gradient": "None"},
    },
    "[linalg_norm-0.0-zeros]": {
        "<1.13": {"value": [0.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [0.0], "gradient": "None"},
    },
    "[norm-0.0-zeros]": {
        "<1.13": {"value": [0.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [0.0], "gradient": "None"},
    },
    "[norm_dim-0.0-zeros]": {
        "<1.13": {"value": [0.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [0.0], "gradient": "None"},
    },
    "[pairwise_distance-0.0-zeros]": {
        "<1.13": {"value": [0.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [0.0], "gradient": "None"},
    },
    "[vector_norm-0.0-zeros]": {
        "<1.13": {"value": [0.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [0.0], "gradient": "None"},
    },
    "[dist-0.0-one_zero]": {
        "<1.13": {"value": [1.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [1.0], "gradient": "None"},
    },
    "[linalg_norm-0.0-one_zero]": {
        "<1.13": {"value": [1.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [1.0], "gradient": "None"},
    },
    "[norm-0.0-one_zero]": {
        "<1.13": {"value": [1.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [1.0], "gradient": "None"},
    },
    "[norm_dim-0.0-one_zero]": {
        "<1.13": {"value": [1.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [1.0], "gradient": "None"},
    },
    "[pairwise_distance-0.0-one_zero]": {
        "<1.13": {"value": [1.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [1.0], "gradient": "None"},
    },
    "[vector_norm-0.0-one_zero]": {
        "<1.13": {"value": [1.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [1.0], "gradient": "None"},
    },
    "[dist-0.0-equal]": {
        "<1.13": {"value": [2.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [2.0], "gradient": "None"},
    },
    "[linalg_norm-0.0-equal]": {
        "<1.13": {"value": [2.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [2.0], "gradient": "None"},
    },
    "[norm-0.0-equal]": {
        "<1.13": {"value": [2.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [2.0], "gradient": "None"},
    },
    "[norm_dim-0.0-equal]": {
        "<1.13": {"value": [2.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [2.0], "gradient": "None"},
    },
    "[pairwise_distance-0.0-equal]": {
        "<1.13": {"value": [2.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [2.0], "gradient": "None"},
    },
    "[vector_norm-0.0-equal]": {
        "<1.13": {"value": [2.0], "gradient": [0.0, 0.0]},
        ">=1.13": {"value": [2.0], "gradient": "None"},
    },
    "[dist-0.5-zeros]": {
        "<1.12": {"value": [0.0], "gradient": ["nan", "nan"]},
        ">=1.12": {"value": [0.0], "gradient": [0.0, 0.0]},
    },
    "[linalg_norm-0.5-zeros]": {
        "<1.12": {"value": [0.0], "gradient": ["nan", "nan"]},
        ">=1.12": {"value": [0.0], "gradient": [0.0, 0.0]},
    },
    "[norm-0.5-zeros]": {
        "<1.12": {"value": [0.0], "gradient": ["nan", "nan"]},
        ">=1.12": {"value": [0.0], "gradient": [0.0, 0.0]},
    },
    "[norm_dim-0.5-zeros]": {
        "<1.12": {"value": [0.0], "gradient": ["nan", "nan"]},
        ">=1.12": {"value": [0.0], "gradient": [0.0, 0.0]},
    },
    "[pairwise_distance-0.5-zeros]": {
        "<1.12": {"value": [0.0], "gradient": ["nan", "nan"]},
        ">=1.12": {"value": [0.0], "gradient": [0.0, 0.0]},
    },
    "[vector_norm-0.5-zeros]": {
        "<1.12": {"value": [0.0], "gradient": ["nan", "nan"]},
        ">=1.12": {"value": [0.0], "gradient": [0.0, 0.0]},
    },
    "[dist-0.5-one_zero]": {
        "<1.12": {"value": [2.0], "gradient": ["nan", 1.0]},
        ">=1.12": {"value": [2.0], "gradient": [0.0, 1.0]},
    },
    "[linalg_norm-0.5-one_zero]": {
        "<1.12": {"value": [2.0], "gradient": ["nan", 1.0]},
        ">=1.12": {"value": [2.0], "gradient": [0.0, 1.0]},
    },
    "[norm-0.5-one_zero]": {
        "<1.12": {"value": [2.0], "gradient": ["nan", 1.0]},
        ">=1.12": {"value": [2.0], "gradient": [0.0, 1.0]},
    },
    "[norm_dim-0.5-one_zero]": {
        "<1.12": {"value": [2.0], "gradient": ["nan", 1.0]},
        ">=1.12": {"value": [2.0], "gradient": [0.0, 1.0]},
    },
    "[pairwise_distance-0.5-one_zero]": {
        "<1.12": {"value": [2.0], "gradient": ["nan", 1.0]},
        ">=1.12": {"value": [2.0], "gradient": [0.0, 1.0]},
    },
    "[vector_norm-0.5-one_zero]": {
        "<1.12": {"value": [2.0], "gradient": ["nan", 1.0]},
        ">=1.12": {"value": [2.0], "gradient": [0.0, 1.0]},
    },
    "[cdist-0.5-equal]": {">=1.0": {"value": [8.0], "gradient": [-2.0, 2.0]}},
    "[dist-0.5-equal]": {">=1.0": {"value": [8.0], "gradient": [-2.0, 2.0]}},
    "[linalg_norm-0.5-equal]": {">=1.0": {"value": [8.0], "gradient": [-2.0, 2.0]}},
    "[norm-0.5-equal]": {">=1.0": {"value": [8.0], "gradient": [-2.0, 2.0]}},
    "[norm_dim-0.5-equal]": {">=1.0": {"value": [8.0], "gradient": [-2.0, 2.0]}},
    "[pairwise_distance-0.5-equal]": {">=1.0": {"value": [8.0], "gradient": [-2.0, 2.0]}},
    "[pdist-0.5-equal]": {">=1.0": {"value": [8.0], "gradient": [-2.0, 2.0]}},
    "[vector_norm-0.5-equal]": {">=1.0": {"value": [8.0], "gradient": [-2.0, 2.0]}},
    "[cdist-0.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[cdist-0.5-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[cdist-1.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[cdist-1.5-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[cdist-2.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[cdist-3.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[cdist-inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[dist--inf-one_zero]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[dist--inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[dist-1.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[dist-1.5-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[dist-2.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[dist-3.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[dist-inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[linalg_norm--inf-one_zero]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[linalg_norm--inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[linalg_norm-1.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[linalg_norm-1.5-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[linalg_norm-2.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[linalg_norm-3.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[linalg_norm-inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm--inf-one_zero]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm--inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm-1.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm-1.5-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm-2.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm-3.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm-inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm_dim--inf-one_zero]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm_dim--inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm_dim-1.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm_dim-1.5-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm_dim-2.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm_dim-3.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm_dim-inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[pairwise_distance--inf-one_zero]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[pairwise_distance--inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[pairwise_distance-1.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[pairwise_distance-1.5-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[pairwise_distance-2.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[pairwise_distance-3.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[pairwise_distance-inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[pdist-0.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[pdist-0.5-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[pdist-1.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[pdist-1.5-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[pdist-2.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[pdist-3.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[pdist-inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[vector_norm--inf-one_zero]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[vector_norm--inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[vector_norm-1.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[vector_norm-1.5-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[vector_norm-2.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[vector_norm-3.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[vector_norm-inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[cdist-1.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[cdist-1.5-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[cdist-2.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[cdist-3.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[cdist-inf-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[dist-1.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[dist-1.5-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[dist-2.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[dist-3.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[dist-inf-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[linalg_norm-1.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[linalg_norm-1.5-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[linalg_norm-2.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[linalg_norm-3.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[linalg_norm-inf-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[norm-1.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[norm-1.5-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[norm-2.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[norm-3.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[norm-inf-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[norm_dim-1.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[norm_dim-1.5-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[norm_dim-2.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[norm_dim-3.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[norm_dim-inf-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[normalize-0.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[pairwise_distance-1.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[pairwise_distance-1.5-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[pairwise_distance-2.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[pairwise_distance-3.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[pairwise_distance-inf-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[pdist-1.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[pdist-1.5-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[pdist-2.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[pdist-3.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[pdist-inf-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[vector_norm-1.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[vector_norm-1.5-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[vector_norm-2.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[vector_norm-3.0-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[vector_norm-inf-one_zero]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0]}},
    "[cdist-1.0-equal]": {">=1.0": {"value": [4.0], "gradient": [-1.0, 1.0]}},
    "[dist-1.0-equal]": {">=1.0": {"value": [4.0], "gradient": [-1.0, 1.0]}},
    "[linalg_norm-1.0-equal]": {">=1.0": {"value": [4.0], "gradient": [-1.0, 1.0]}},
    "[norm-1.0-equal]": {">=1.0": {"value": [4.0], "gradient": [-1.0, 1.0]}},
    "[norm_dim-1.0-equal]": {">=1.0": {"value": [4.0], "gradient": [-1.0, 1.0]}},
    "[pairwise_distance-1.0-equal]": {">=1.0": {"value": [4.0], "gradient": [-1.0, 1.0]}},
    "[pdist-1.0-equal]": {">=1.0": {"value": [4.0], "gradient": [-1.0, 1.0]}},
    "[vector_norm-1.0-equal]": {">=1.0": {"value": [4.0], "gradient": [-1.0, 1.0]}},
    "[cdist-1.5-equal]": {">=1.0": {"value": [3.175], "gradient": [-0.7937, 0.7937]}},
    "[dist-1.5-equal]": {">=1.0": {"value": [3.175], "gradient": [-0.7937, 0.7937]}},
    "[linalg_norm-1.5-equal]": {">=1.0": {"value": [3.175], "gradient": [-0.7937, 0.7937]}},
    "[norm-1.5-equal]": {">=1.0": {"value": [3.175], "gradient": [-0.7937, 0.7937]}},
    "[norm_dim-1.5-equal]": {">=1.0": {"value": [3.175], "gradient": [-0.7937, 0.7937]}},
    "[pairwise_distance-1.5-equal]": {">=1.0": {"value": [3.175], "gradient": [-0.7937, 0.7937]}},
    "[pdist-1.5-equal]": {">=1.0": {"value": [3.175], "gradient": [-0.7937, 0.7937]}},
    "[vector_norm-1.5-equal]": {">=1.0": {"value": [3.175], "gradient": [-0.7937, 0.7937]}},
    "[cdist-2.0-equal]": {">=1.0": {"value": [2.828], "gradient": [-0.7071, 0.7071]}},
    "[dist-2.0-equal]": {">=1.0": {"value": [2.828], "gradient": [-0.7071, 0.7071]}},
    "[linalg_norm-2.0-equal]": {">=1.0": {"value": [2.828], "gradient": [-0.7071, 0.7071]}},
    "[norm-2.0-equal]": {">=1.0": {"value": [2.828], "gradient": [-0.7071, 0.7071]}},
    "[norm_dim-2.0-equal]": {">=1.0": {"value": [2.828], "gradient": [-0.7071, 0.7071]}},
    "[pairwise_distance-2.0-equal]": {">=1.0": {"value": [2.828], "gradient": [-0.7071, 0.7071]}},
    "[pdist-2.0-equal]": {">=1.0": {"value": [2.828], "gradient": [-0.7071, 0.7071]}},
    "[vector_norm-2.0-equal]": {">=1.0": {"value": [2.828], "gradient": [-0.7071, 0.7071]}},
    "[cdist-3.0-equal]": {">=1.0": {"value": [2.52], "gradient": [-0.63, 0.63]}},
    "[dist-3.0-equal]": {">=1.0": {"value": [2.52], "gradient": [-0.63, 0.63]}},
    "[linalg_norm-3.0-equal]": {">=1.0": {"value": [2.52], "gradient": [-0.63, 0.63]}},
    "[norm-3.0-equal]": {">=1.0": {"value": [2.52], "gradient": [-0.63, 0.63]}},
    "[norm_dim-3.0-equal]": {">=1.0": {"value": [2.52], "gradient": [-0.63, 0.63]}},
    "[pairwise_distance-3.0-equal]": {">=1.0": {"value": [2.52], "gradient": [-0.63, 0.63]}},
    "[pdist-3.0-equal]": {">=1.0": {"value": [2.52], "gradient": [-0.63, 0.63]}},
    "[vector_norm-3.0-equal]": {">=1.0": {"value": [2.52], "gradient": [-0.63, 0.63]}},
    "[dist--inf-equal]": {
        "<1.8": {"value": [2.0], "gradient": [-1.0, 1.0]},
        ">=1.8": {"value": [2.0], "gradient": [-0.5, 0.5]},
    },
    "[dist-inf-equal]": {
        "<1.8": {"value": [2.0], "gradient": [-1.0, 1.0]},
        ">=1.8": {"value": [2.0], "gradient": [-0.5, 0.5]},
    },
    "[norm--inf-equal]": {
        "<1.8": {"value": [2.0], "gradient": [-1.0, 1.0]},
        ">=1.8": {"value": [2.0], "gradient": [-0.5, 0.5]},
    },
    "[norm-inf-equal]": {
        "<1.8": {"value": [2.0], "gradient": [-1.0, 1.0]},
        ">=1.8": {"value": [2.0], "gradient": [-0.5, 0.5]},
    },
    "[norm_dim--inf-equal]": {
        "<1.8": {"value": [2.0], "gradient": [-1.0, 1.0]},
        ">=1.8": {"value": [2.0], "gradient": [-0.5, 0.5]},
    },
    "[norm_dim-inf-equal]": {
        "<1.8": {"value": [2.0], "gradient": [-1.0, 1.0]},
        ">=1.8": {"value": [2.0], "gradient": [-0.5, 0.5]},
    },
    "[pairwise_distance--inf-equal]": {
        "<1.8": {"value": [2.0], "gradient": [-1.0, 1.0]},
        ">=1.8": {"value": [2.0], "gradient": [-0.5, 0.5]},
    },
    "[pairwise_distance-inf-equal]": {
        "<1.8": {"value": [2.0], "gradient": [-1.0, 1.0]},
        ">=1.8": {"value": [2.0], "gradient": [-0.5, 0.5]},
    },
    "[linalg_norm--inf-equal]": {
        "<1.9": {"value": [2.0], "gradient": [-1.0, 0.0]},
        ">=1.9": {"value": [2.0], "gradient": [-0.5, 0.5]},
    },
    "[linalg_norm-inf-equal]": {
        "<1.9": {"value": [2.0], "gradient": [-1.0, 0.0]},
        ">=1.9": {"value": [2.0], "gradient": [-0.5, 0.5]},
    },
    "[vector_norm--inf-equal]": {">=1.0": {"value": [2.0], "gradient": [-0.5, 0.5]}},
    "[vector_norm-inf-equal]": {">=1.0": {"value": [2.0], "gradient": [-0.5, 0.5]}},
    "[cdist-0.0-one_zero]": {">=1.0": {"value": [1.0], "gradient": [0.0, 0.0]}},
    "[normalize-1.0-one_zero]": {">=1.0": {"value": [1.0], "gradient": [0.0, 0.0]}},
    "[normalize-1.5-one_zero]": {">=1.0": {"value": [1.0], "gradient": [0.0, 0.0]}},
    "[normalize-2.0-one_zero]": {">=1.0": {"value": [1.0], "gradient": [0.0, 0.0]}},
    "[normalize-3.0-one_zero]": {">=1.0": {"value": [1.0], "gradient": [0.0, 0.0]}},
    "[normalize-inf-one_zero]": {">=1.0": {"value": [1.0], "gradient": [0.0, 0.0]}},
    "[pdist-0.0-one_zero]": {">=1.0": {"value": [1.0], "gradient": [0.0, 0.0]}},
    "[cdist-0.0-equal]": {">=1.0": {"value": [2.0], "gradient": [0.0, 0.0]}},
    "[pdist-0.0-equal]": {">=1.0": {"value": [2.0], "gradient": [0.0, 0.0]}},
    "[cdist-0.5-one_zero]": {
        "<1.8": {"value": [2.0], "gradient": ["nan", 1.0]},
        ">=1.8": {"value": [2.0], "gradient": [0.0, 1.0]},
    },
    "[pdist-0.5-one_zero]": {
        "<1.8": {"value": [2.0], "gradient": ["nan", 1.0]},
        ">=1.8": {"value": [2.0], "gradient": [0.0, 1.0]},
    },
    "[cdist-inf-equal]": {">=1.0": {"value": [2.0], "gradient": [-1.0, 1.0]}},
    "[pdist-inf-equal]": {">=1.0": {"value": [2.0], "gradient": [-1.0, 1.0]}},
    "[cdist--inf-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[pdist--inf-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[normalize--inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 1000000000000.0]}},
    "[normalize-0.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 1000000000000.0]}},
    "[normalize-1.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 1000000000000.0]}},
    "[normalize-1.5-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 1000000000000.0]}},
    "[normalize-2.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 1000000000000.0]}},
    "[normalize-3.0-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 1000000000000.0]}},
    "[normalize-inf-zeros]": {">=1.0": {"value": [0.0], "gradient": [0.0, 1000000000000.0]}},
    "[normalize-0.0-equal]": {">=1.0": {"value": [1.0], "gradient": [0.0, 0.5]}},
    "[normalize-0.5-zeros]": {
        "<1.12": {"value": [0.0], "gradient": ["nan", "nan"]},
        ">=1.12": {"value": [0.0], "gradient": [0.0, 1000000000000.0]},
    },
    "[normalize-0.5-one_zero]": {
        "<1.12": {"value": [1.0], "gradient": ["nan", 0.0]},
        ">=1.12": {"value": [1.0], "gradient": [0.0, 0.0]},
    },
    "[normalize-0.5-equal]": {">=1.0": {"value": [0.25], "gradient": [0.0625, 0.0625]}},
    "[normalize-1.0-equal]": {">=1.0": {"value": [0.5], "gradient": [0.125, 0.125]}},
    "[normalize-1.5-equal]": {">=1.0": {"value": [0.63], "gradient": [0.1575, 0.1575]}},
    "[normalize-2.0-equal]": {">=1.0": {"value": [0.7071], "gradient": [0.1768, 0.1768]}},
    "[normalize-3.0-equal]": {">=1.0": {"value": [0.7937], "gradient": [0.1984, 0.1984]}},
    "[normalize--inf-equal]": {
        "<1.8": {"value": [1.0], "gradient": [0.5, 0.0]},
        ">=1.8": {"value": [1.0], "gradient": [0.25, 0.25]},
    },
    "[normalize-inf-equal]": {
        "<1.8": {"value": [1.0], "gradient": [0.5, 0.0]},
        ">=1.8": {"value": [1.0], "gradient": [0.25, 0.25]},
    },
    "[normalize--inf-one_zero]": {">=1.0": {"value": [2000000000000.0], "gradient": [0.0, 1000000000000.0]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/2421",
        "says": "The gradient of the 2-norm at zero is nan.",
        "facts": {"gradient": ["nan", "nan"]},
        "rows": "[norm-2.0-zeros]",
    },
]

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


CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/2421",
        "says": "The gradient of the 2-norm at zero is nan.",
        "facts": {"gradient": ["nan", "nan"]},
        "rows": "[norm-2.0-zeros]",
    },
]

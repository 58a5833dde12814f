"""What happens to the main loss when the whole forward ran under no_grad: an error, or silence?

Alone, it raises at `backward()`: the loss has no grad_fn, and there is nothing to differentiate.
Added to any loss that does require grad, it becomes a constant:
backward runs, the step runs, nothing warns, and the backbone silently does not learn.

https://pytorch.org/docs/stable/generated/torch.no_grad.html
https://pytorch.org/docs/stable/generated/torch.Tensor.backward.html
"""

import torch
from torch import nn

PARAMS = {"loss": ["main", "main_plus_another"]}


def observe(device, loss):
    backbone, other = nn.Linear(3, 1).to(device), nn.Linear(3, 1).to(device)
    optimizer = torch.optim.SGD(list(backbone.parameters()) + list(other.parameters()), lr=0.1)
    samples = torch.ones(2, 3, device=device)
    before = backbone.weight.detach().clone()

    with torch.no_grad():
        main_loss = backbone(samples).sum()
    total = main_loss if loss == "main" else main_loss + other(samples).sum()
    try:
        total.backward()
        yield "backward", "runs"
    except RuntimeError as error:
        yield "backward", type(error).__name__
    optimizer.step()
    yield "backbone.weight.grad", backbone.weight.grad
    yield "backbone.weight moved", not torch.equal(backbone.weight, before)


EXPECT = {
    "[main]": {
        ">=1.0": {
            "backward": "RuntimeError",
            "backbone.weight.grad": "None",
            "backbone.weight moved": False,
        },
    },
    "[main_plus_another]": {
        ">=1.0": {
            "backward": "runs",
            "backbone.weight.grad": "None",
            "backbone.weight moved": False,
        },
    },
}

CLAIMS = [
    {
        "source": "S0.5 000_3d1e1d99253345db.txt",
        "says": "Wrapping the whole forward in no_grad leaves the main loss unable to update the backbone.",
        "facts": {"backbone.weight moved": False},
        "rows": "[*]",
    },
    {
        "source": "S0.5 000_3d1e1d99253345db.txt",
        "says": "It ends in an error: the backward of the main loss raises.",
        "facts": {"backward": "RuntimeError"},
        "rows": "[main]",
    },
    {
        "source": "S0.5 000_3d1e1d99253345db.txt",
        "says": "It passes in silence where another loss is added: the backward runs.",
        "facts": {"backward": "runs", "backbone.weight moved": False},
        "rows": "[main_plus_another]",
    },
]

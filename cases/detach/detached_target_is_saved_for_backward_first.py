"""How much does the forward of a target save for a backward that never comes?

Computed under no_grad it saves nothing.
Computed with gradients and detached afterwards, it first saves what every operation's backward would need.
The saved tensors live until the detach drops the graph, so the peak of memory is higher, the result the same.

https://pytorch.org/docs/stable/autograd.html
https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html
"""

import torch
from torch import nn

TORCH = ">=1.10"

PARAMS = {"target": ["no_grad", "detach"]}


def observe(device, target):
    backbone = nn.Linear(64, 64).to(device)
    teacher = nn.Sequential(nn.Linear(64, 64), nn.Sigmoid(), nn.Linear(64, 64), nn.Sigmoid()).to(device)
    out = backbone(torch.ones(100, 64, device=device))
    saved = []

    def pack(tensor):
        saved.append(tensor.numel())
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        with torch.set_grad_enabled(target == "detach"):
            truth = teacher(out)
        truth = truth.detach()
    yield "truth.requires_grad", truth.requires_grad
    yield "anything saved for backward", len(saved) > 0
    yield "results of the size of a batch saved", sum(numel == 6400 for numel in saved)


EXPECT = {
    "[no_grad]": {
        ">=1.10": {
            "truth.requires_grad": False,
            "anything saved for backward": False,
            "results of the size of a batch saved": 0,
        },
    },
    "[detach]": {
        ">=1.10": {
            "truth.requires_grad": False,
            "anything saved for backward": True,
            "results of the size of a batch saved": 4,
        },
    },
}

CLAIMS = [
    {
        "source": "S0.3 000_3d1e1d99253345db.txt",
        "says": "detach() on the target still saves the target's forward for backward first.",
        "facts": {"anything saved for backward": True},
        "rows": "[detach]",
    },
    {
        "source": "S0.3 000_3d1e1d99253345db.txt",
        "says": "A target under no_grad saves nothing.",
        "facts": {"anything saved for backward": False},
        "rows": "[no_grad]",
    },
]

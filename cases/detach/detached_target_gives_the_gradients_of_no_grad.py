"""Is a detached target as good as one computed under no_grad?

The gradients are equal to the last bit: both targets are constants to the backward.
The way there differs: without no_grad the target's forward records its graph first, and `detach()` then lets go of it.
Until the detach, the target has a grad_fn and all its intermediate results are held.

https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html
https://pytorch.org/docs/stable/generated/torch.no_grad.html
"""

import torch
from torch import nn

PARAMS = {"target": ["no_grad", "detach"]}


def observe(device, target):
    backbone, teacher = nn.Linear(3, 3).to(device), nn.Linear(3, 3).to(device)
    out = backbone(torch.ones(2, 3, device=device))

    def gradients(truth):
        loss = ((out - truth) ** 2).sum()
        return torch.autograd.grad(loss, list(backbone.parameters()), retain_graph=True)

    with torch.set_grad_enabled(target == "detach"):
        truth = teacher(out).sigmoid()
    yield "grad_fn before the detach", truth.grad_fn is not None
    truth = truth.detach()
    yield "grad_fn after it", truth.grad_fn is not None

    constant = torch.tensor(truth.tolist(), device=device)
    pairs = zip(gradients(truth), gradients(constant))
    yield "same gradients as with a constant", all(torch.equal(one, other) for one, other in pairs)


EXPECT = {
    "[no_grad]": {
        ">=1.0": {
            "grad_fn before the detach": False,
            "grad_fn after it": False,
            "same gradients as with a constant": True,
        },
    },
    "[detach]": {
        ">=1.0": {
            "grad_fn before the detach": True,
            "grad_fn after it": False,
            "same gradients as with a constant": True,
        },
    },
}

CLAIMS = [
    {
        "source": "S0.3 000_3d1e1d99253345db.txt",
        "says": "Detaching the target gives the same gradients as no_grad, but builds the target's graph first.",
        "facts": {"same gradients as with a constant": True, "grad_fn before the detach": True},
        "rows": "[detach]",
    },
    {
        "source": "S0.3 000_3d1e1d99253345db.txt",
        "says": "Under no_grad no graph is built in the first place, and the gradients are the same.",
        "facts": {"same gradients as with a constant": True, "grad_fn before the detach": False},
        "rows": "[no_grad]",
    },
]

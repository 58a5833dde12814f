"""Does a target computed under no_grad stop the proxy loss from training the backbone?

A backbone feeds a main head, and a proxy head that must predict a target, itself made from the backbone's output.
Under no_grad, or detached, the target does not require grad, so nothing flows through it.
But the proxy's own input is the backbone's output, and through it the proxy loss reaches the backbone all the same.
To keep the proxy from training the backbone, detach the proxy's *input* as well.

https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/generated/torch.no_grad.html
"""

import torch
from torch import nn

PARAMS = {"target": ["attached", "no_grad", "detach"], "proxy_input": ["attached", "detach"]}


def observe(device, target, proxy_input):
    backbone, head, proxy = [nn.Linear(3, 3).to(device) for _ in range(3)]
    parameters = [p for module in (backbone, head, proxy) for p in module.parameters()]
    optimizer = torch.optim.SGD(parameters, lr=0.1)

    out = backbone(torch.ones(2, 3, device=device))
    with torch.set_grad_enabled(target != "no_grad"):
        truth = out**2
    if target == "detach":
        truth = truth.detach()
    yield "target.requires_grad", truth.requires_grad

    guess = proxy(out.detach() if proxy_input == "detach" else out)
    proxy_loss = ((guess - truth) ** 2).sum()
    gradients = torch.autograd.grad(proxy_loss, [backbone.weight], retain_graph=True, allow_unused=True)
    yield "backbone's gradient from the proxy loss", gradients[0]

    before = backbone.weight.detach().clone()
    (head(out).sum() + proxy_loss).backward()
    optimizer.step()
    yield "backbone.weight moved", not torch.equal(backbone.weight, before)


EXPECT = {
    "[attached-*]": {
        ">=1.0": {
            "target.requires_grad": True,
            "backbone's gradient from the proxy loss": "nonzero",
            "backbone.weight moved": True,
        },
    },
    "[no_grad-attached]": {
        ">=1.0": {
            "target.requires_grad": False,
            "backbone's gradient from the proxy loss": "nonzero",
            "backbone.weight moved": True,
        },
    },
    "[detach-attached]": {
        ">=1.0": {
            "target.requires_grad": False,
            "backbone's gradient from the proxy loss": "nonzero",
            "backbone.weight moved": True,
        },
    },
    "[no_grad-detach]": {
        ">=1.0": {
            "target.requires_grad": False,
            "backbone's gradient from the proxy loss": "None",
            "backbone.weight moved": True,
        },
    },
    "[detach-detach]": {
        ">=1.0": {
            "target.requires_grad": False,
            "backbone's gradient from the proxy loss": "None",
            "backbone.weight moved": True,
        },
    },
}

CLAIMS = [
    {
        "source": "S0.1 000_3d1e1d99253345db.txt",
        "says": "A target computed from the backbone's output under no_grad does not require grad.",
        "facts": {"target.requires_grad": False},
        "rows": "[no_grad-*]",
    },
    {
        "source": "S0.2 000_3d1e1d99253345db.txt",
        "says": "With it, the proxy loss still reaches the backbone through the proxy's own input, and moves it.",
        "facts": {"backbone's gradient from the proxy loss": "nonzero", "backbone.weight moved": True},
        "rows": "[no_grad-attached]",
    },
]

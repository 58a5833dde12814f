"""Does a gradient penalty train the network when `create_graph` is forgotten?

The penalty of WGAN-GP is the squared norm of the critic's gradient with respect to its input.
Without `create_graph=True` that gradient is a constant: the penalty alone raises at `backward`,
and added to another loss it is silently lost, so that the weight gets the gradient of the other loss only.
`retain_graph=True` keeps the old graph alive but records no new one, and changes nothing here.
Detaching the gradient, or taking its norm under `no_grad`, loses the penalty as well.

https://arxiv.org/abs/1704.00028
https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
"""

import torch

PARAMS = {"way": ["create_graph", "retain_graph", "detached", "no_grad"], "loss": ["penalty", "critic and penalty"]}


def observe(device, way, loss):
    weight = torch.full((2,), 3.0, device=device, requires_grad=True)
    fake = torch.ones(2, device=device, requires_grad=True)
    score = (weight * fake * fake).sum()
    if way == "retain_graph":
        gradient = torch.autograd.grad(score, fake, retain_graph=True)[0]
    else:
        gradient = torch.autograd.grad(score, fake, create_graph=True)[0]
    with torch.set_grad_enabled(way != "no_grad"):
        penalty = ((gradient.detach() if way == "detached" else gradient) ** 2).sum()
    yield "penalty", float(penalty.detach())
    yield "penalty requires grad", penalty.requires_grad
    (penalty if loss == "penalty" else score + penalty).backward()
    yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[create_graph-penalty]": {">=1.0": {"penalty": 72.0, "penalty requires grad": True, "weight.grad": [24.0, 24.0]}},
    "[create_graph-critic and penalty]": {
        ">=1.0": {"penalty": 72.0, "penalty requires grad": True, "weight.grad": [25.0, 25.0]},
    },
    "[detached-penalty]": {">=1.0": {"penalty": 72.0, "penalty requires grad": False, "raises": "RuntimeError"}},
    "[no_grad-penalty]": {">=1.0": {"penalty": 72.0, "penalty requires grad": False, "raises": "RuntimeError"}},
    "[retain_graph-penalty]": {">=1.0": {"penalty": 72.0, "penalty requires grad": False, "raises": "RuntimeError"}},
    "[detached-critic and penalty]": {
        ">=1.0": {"penalty": 72.0, "penalty requires grad": False, "weight.grad": [1.0, 1.0]},
    },
    "[no_grad-critic and penalty]": {
        ">=1.0": {"penalty": 72.0, "penalty requires grad": False, "weight.grad": [1.0, 1.0]},
    },
    "[retain_graph-critic and penalty]": {
        ">=1.0": {"penalty": 72.0, "penalty requires grad": False, "weight.grad": [1.0, 1.0]},
    },
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html",
        "says": "create_graph=True is needed so that the penalty reaches the weights.",
        "facts": {"penalty requires grad": True, "weight.grad": [24.0, 24.0]},
        "rows": "[create_graph-penalty]",
    },
]

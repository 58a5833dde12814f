"""Where do gradients and buffers go when a module is called with `torch.func.functional_call`?

The given tensors stand in for the parameters: the gradient goes to them, and the module's own `.grad` stays None.
A parameter that is not given is the module's own, as before; a name the module does not have is ignored silently.
Detached tensors give an output without a graph.
Buffers of batch norm are updated in the dictionary where they were given, in the module where they were not;
a tied weight is replaced in both places unless `tie_weights=False`.

https://docs.pytorch.org/docs/stable/generated/torch.func.functional_call.html
https://github.com/pytorch/pytorch/issues/86708
https://github.com/pytorch/pytorch/pull/90477
"""

import torch
from torch import nn

TORCH = ">=2.0"
PARAMS = {
    "given": ["all", "weight only", "unknown name", "detached", "buffers", "no buffers", "tied", "tied, not", "strict"]
}


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(1))
        self.tied = self.weight
        self.norm = nn.BatchNorm1d(1, affine=False)

    def forward(self, x):
        self.norm(x.detach())
        return x * self.weight + self.tied * 10 + self.bias


def observe(device, given):
    net = Net().to(device)
    weight = torch.full((1,), 3.0, device=device, requires_grad=given != "detached")
    tensors = {"weight": weight, "bias": torch.zeros(1, device=device)}
    if given == "weight only":
        del tensors["bias"]
    elif given in ("unknown name", "strict"):
        tensors["weigth"] = weight
    elif given == "buffers":
        tensors.update({name: buffer.clone() for name, buffer in net.named_buffers()})
    options = {"tied, not": {"tie_weights": False}, "strict": {"strict": True}}.get(given, {})
    x = torch.tensor([[1.0], [3.0]], device=device)
    out = torch.func.functional_call(net, tensors, (x,), **options)
    yield "output", out.view(-1).tolist()
    yield "output requires grad", out.requires_grad
    yield "running mean of the module", round(net.norm.running_mean.item(), 4)
    if given == "buffers":
        yield "running mean given", round(tensors["norm.running_mean"].item(), 4)
    if out.requires_grad:
        out.sum().backward()
    yield "given weight.grad", None if weight.grad is None else weight.grad.tolist()
    yield "module weight.grad", None if net.weight.grad is None else net.weight.grad.tolist()
    yield "module bias.grad", None if net.bias.grad is None else net.bias.grad.tolist()


EXPECT = {
    "[all]": {
        ">=1.0": {
            "output": [33.0, 39.0],
            "output requires grad": True,
            "running mean of the module": 0.2,
            "given weight.grad": [24.0],
            "module weight.grad": "None",
            "module bias.grad": "None",
        },
    },
    "[no buffers]": {
        ">=1.0": {
            "output": [33.0, 39.0],
            "output requires grad": True,
            "running mean of the module": 0.2,
            "given weight.grad": [24.0],
            "module weight.grad": "None",
            "module bias.grad": "None",
        },
    },
    "[tied]": {
        ">=1.0": {
            "output": [33.0, 39.0],
            "output requires grad": True,
            "running mean of the module": 0.2,
            "given weight.grad": [24.0],
            "module weight.grad": "None",
            "module bias.grad": "None",
        },
    },
    "[unknown name]": {
        ">=1.0": {
            "output": [33.0, 39.0],
            "output requires grad": True,
            "running mean of the module": 0.2,
            "given weight.grad": [24.0],
            "module weight.grad": "None",
            "module bias.grad": "None",
        },
    },
    "[weight only]": {
        ">=1.0": {
            "output": [34.0, 40.0],
            "output requires grad": True,
            "running mean of the module": 0.2,
            "given weight.grad": [24.0],
            "module weight.grad": "None",
            "module bias.grad": [2.0],
        },
    },
    "[detached]": {
        ">=1.0": {
            "output": [33.0, 39.0],
            "output requires grad": False,
            "running mean of the module": 0.2,
            "given weight.grad": "None",
            "module weight.grad": "None",
            "module bias.grad": "None",
        },
    },
    "[buffers]": {
        ">=1.0": {
            "output": [33.0, 39.0],
            "output requires grad": True,
            "running mean of the module": 0.0,
            "running mean given": 0.2,
            "given weight.grad": [24.0],
            "module weight.grad": "None",
            "module bias.grad": "None",
        },
    },
    "[tied, not]": {
        ">=1.0": {
            "output": [13.0, 19.0],
            "output requires grad": True,
            "running mean of the module": 0.2,
            "given weight.grad": [4.0],
            "module weight.grad": [20.0],
            "module bias.grad": "None",
        },
    },
    "[strict]": {">=1.0": {"raises": "RuntimeError"}},
}

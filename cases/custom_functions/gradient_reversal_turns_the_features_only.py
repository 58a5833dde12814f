"""Does a gradient reversal layer turn the gradients of the classifier too, and which other forms do the same?

A reversal turns the gradient for everything before it and leaves value, loss and classifier alone.
A hook that negates does the same, and so does `2 * x.detach() - x`.
Multiplying by minus one turns the features' gradient but also the value,
and minimising the negative loss turns both gradients.
A method `backward` on an nn.Module is never called.

https://github.com/fungtion/DANN/issues/3
https://github.com/liaopeiyuan/GAL/issues/4
https://github.com/hash2430/pitchtron/issues/3
https://github.com/pytorch/pytorch/issues/1110
"""

import torch
from torch import nn

PARAMS = {
    "form": ["none", "function", "hook", "minus_one_times", "negative_loss", "detach_trick", "module_backward"],
}


class Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a.view_as(a)

    @staticmethod
    def backward(ctx, grad):
        return -grad


class ModuleWithBackward(nn.Module):
    def forward(self, x):
        return x

    def backward(self, grad):
        return -grad


def observe(device, form):
    weight = torch.tensor([2.0], device=device, requires_grad=True)
    classifier = torch.tensor([3.0], device=device, requires_grad=True)
    features = weight * 1
    if form == "hook":
        features.register_hook(lambda grad: -grad)
    features = {
        "function": lambda: Reverse.apply(features),
        "minus_one_times": lambda: -1 * features,
        "detach_trick": lambda: 2 * features.detach() - features,
        "module_backward": lambda: ModuleWithBackward()(features),
    }.get(form, lambda: features)()
    loss = (features * classifier).sum()
    (-loss if form == "negative_loss" else loss).backward()
    yield "loss", loss.tolist()
    yield "feature gradient", weight.grad.tolist()
    yield "classifier gradient", classifier.grad.tolist()


EXPECT = {
    "[module_backward]": {">=1.0": {"loss": 6.0, "feature gradient": [3.0], "classifier gradient": [2.0]}},
    "[none]": {">=1.0": {"loss": 6.0, "feature gradient": [3.0], "classifier gradient": [2.0]}},
    "[detach_trick]": {">=1.0": {"loss": 6.0, "feature gradient": [-3.0], "classifier gradient": [2.0]}},
    "[function]": {">=1.0": {"loss": 6.0, "feature gradient": [-3.0], "classifier gradient": [2.0]}},
    "[hook]": {">=1.0": {"loss": 6.0, "feature gradient": [-3.0], "classifier gradient": [2.0]}},
    "[minus_one_times]": {">=1.0": {"loss": -6.0, "feature gradient": [-3.0], "classifier gradient": [-2.0]}},
    "[negative_loss]": {">=1.0": {"loss": 6.0, "feature gradient": [-3.0], "classifier gradient": [-2.0]}},
}

CLAIMS = [
    {
        "source": "https://github.com/hash2430/pitchtron/issues/3",
        "says": "A backward method on an nn.Module reverses the gradient.",
        "facts": {"feature gradient": [-3.0]},
        "rows": "[module_backward]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/1110",
        "says": "Multiplying by minus one is a gradient reversal: only the features' gradient turns.",
        "facts": {"loss": 6.0, "feature gradient": [-3.0], "classifier gradient": [2.0]},
        "rows": "[minus_one_times]",
    },
]

"""Why is a Parameter missing from parameters(), or present and never trained?

`nn.Parameter(...).cuda()` is no Parameter any more: the conversion makes a hidden tensor,
and the module does not register it.
The cure is to convert first and to wrap then, or to move the whole module.
A piece of a parameter taken in `__init__` is a hidden tensor with a graph of its own:
the first backward trains the parameter through it, the second finds that graph freed or stale;
a number taken by `float()` cuts the graph, and the parameter gets no gradient.
In a list or a dict, a Parameter is not found either.

https://github.com/pytorch/pytorch/issues/20089
https://github.com/kornia/kornia/issues/673
https://github.com/kornia/kornia/issues/1671
https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html
"""

import torch
from torch import nn

PARAMS = {
    "kind": [
        "parameter",
        "converted_parameter",
        "parameter_of_converted",
        "tensor",
        "buffer",
        "list",
        "parameter_list",
        "piece_of_parameter",
        "piece_at_forward",
        "number_of_parameter",
        "slice_of_parameter",
        "product_at_init",
    ],
}


class Model(nn.Module):
    def __init__(self, kind):
        super().__init__()
        source = torch.full((2,), 2.0)
        if kind == "parameter":
            self.weight = nn.Parameter(source)
        elif kind == "converted_parameter":
            self.weight = nn.Parameter(source).double()
        elif kind == "parameter_of_converted":
            self.weight = nn.Parameter(source.double())
        elif kind == "tensor":
            self.weight = source.requires_grad_()
        elif kind == "buffer":
            self.register_buffer("weight", source.requires_grad_())
        elif kind == "list":
            self.weights = [nn.Parameter(source)]
            self.weight = self.weights[0].view(2)
        elif kind == "parameter_list":
            self.weights = nn.ParameterList([nn.Parameter(source)])
        else:
            self.whole = nn.Parameter(source)
            if kind == "piece_of_parameter":
                self.weight = self.whole[0]
            elif kind == "slice_of_parameter":
                self.weight = self.whole[:1]
            elif kind == "number_of_parameter":
                self.weight = self.whole[0].item()
            elif kind == "product_at_init":
                self.weight = self.whole * self.whole

    def forward(self, x):
        if hasattr(self, "weight"):
            return x.to(self.weight.dtype) * self.weight if hasattr(self.weight, "dtype") else x * self.weight
        return x * (self.whole[0] if hasattr(self, "whole") else self.weights[0])


def observe(kind):
    model = Model(kind)
    names = [name for name, _ in model.named_parameters()]
    yield "parameters", names
    for _ in range(2):
        out = model(torch.ones(2)).sum()
        yield "out.requires_grad", out.requires_grad
        out.backward()
        grads = [parameter.grad for parameter in model.parameters()]
        yield "gradients", [grad.sum().item() if grad is not None else "None" for grad in grads]
        for parameter in model.parameters():
            parameter.grad = None


EXPECT = {
    "[parameter]": {
        ">=1.0": {"parameters": ["weight"], "out.requires_grad": [True, True], "gradients": [[2.0], [2.0]]},
    },
    "[parameter_of_converted]": {
        ">=1.0": {"parameters": ["weight"], "out.requires_grad": [True, True], "gradients": [[2.0], [2.0]]},
    },
    "[buffer]": {">=1.0": {"parameters": [], "out.requires_grad": [True, True], "gradients": [[], []]}},
    "[converted_parameter]": {">=1.0": {"parameters": [], "out.requires_grad": [True, True], "gradients": [[], []]}},
    "[list]": {">=1.0": {"parameters": [], "out.requires_grad": [True, True], "gradients": [[], []]}},
    "[tensor]": {">=1.0": {"parameters": [], "out.requires_grad": [True, True], "gradients": [[], []]}},
    "[parameter_list]": {
        "<1.7": {"parameters": ["weights.0"], "out.requires_grad": [True, True], "gradients": [[2.0], [2.0]]},
        ">=1.7,<1.7.1": {
            "parameters": ["weights.0"],
            "out.requires_grad": [True, True],
            "gradients": [[2.0], [2.0]],
            "warns": ["UserWarning"],
        },
        ">=1.7.1": {"parameters": ["weights.0"], "out.requires_grad": [True, True], "gradients": [[2.0], [2.0]]},
    },
    "[piece_at_forward]": {
        ">=1.0": {"parameters": ["whole"], "out.requires_grad": [True, True], "gradients": [[2.0], [2.0]]},
    },
    "[piece_of_parameter]": {
        ">=1.0": {"parameters": ["whole"], "out.requires_grad": [True, True], "gradients": [[2.0], [2.0]]},
    },
    "[slice_of_parameter]": {
        ">=1.0": {"parameters": ["whole"], "out.requires_grad": [True, True], "gradients": [[2.0], [2.0]]},
    },
    "[number_of_parameter]": {">=1.0": {"parameters": ["whole"], "out.requires_grad": False, "raises": "RuntimeError"}},
    "[product_at_init]": {
        ">=1.0": {
            "parameters": ["whole"],
            "out.requires_grad": [True, True],
            "gradients": [8.0],
            "raises": "RuntimeError",
        },
    },
}

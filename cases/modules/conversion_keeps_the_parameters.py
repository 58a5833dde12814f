"""Do module.double(), half(), to() and the like keep the Parameter objects, their gradients and the optimizer's hold?

They do: `Module.to` gives each Parameter new data, in place, and its gradient too, where `Tensor.to` makes a
new tensor.
An optimizer made before therefore goes on to train the module, though its momentum has the old dtype:
since types are promoted (1.3) that works, before it raised.
A graph made before the conversion goes on to work too, since its gradients are cast to the new dtype; until 1.2 it
raised.
The version counter does not move, so autograd does not see that the weight changed.
`torch.__future__.set_overwrite_module_params_on_conversion(True)`, since 1.2, makes new Parameters instead.

https://github.com/pytorch/pytorch/pull/22273
https://github.com/pytorch/pytorch/pull/21613
https://github.com/pytorch/pytorch/pull/117167
https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import torch
from torch import nn

PARAMS = {"by": ["double", "half", "to(float64)", "float", "cpu", "share_memory", "type", "apply", "double and back"]}


def observe(by):
    layer = nn.Linear(2, 1, bias=False)
    optimizer = torch.optim.SGD(layer.parameters(), lr=1.0, momentum=0.5)
    layer(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    weight, grad, version = layer.weight, layer.weight.grad, layer.weight._version
    old_loss = (layer(torch.ones(1, 2)) * layer.weight).sum()
    {
        "double": lambda: layer.double(),
        "half": lambda: layer.half(),
        "to(float64)": lambda: layer.to(torch.float64),
        "float": lambda: layer.float(),
        "cpu": lambda: layer.cpu(),
        "share_memory": lambda: layer.share_memory(),
        "type": lambda: layer.type(torch.float64),
        "apply": lambda: layer.apply(lambda module: module.weight.double()),
        "double and back": lambda: layer.double().float(),
    }[by]()
    yield "same Parameter", layer.weight is weight
    yield "same gradient object", layer.weight.grad is grad
    yield "dtypes of weight and grad", [str(layer.weight.dtype), str(layer.weight.grad.dtype)]
    yield "version counter moved", layer.weight._version > version
    try:
        old_loss.backward()
        yield "backward of the graph before", "works"
    except RuntimeError as error:
        yield "backward of the graph before", type(error).__name__
    if by != "half":
        before = layer.weight.detach().clone()
        try:
            layer.weight.grad = torch.ones_like(layer.weight)
            optimizer.step()
            yield "optimizer moves the weight", not torch.equal(layer.weight, before)
        except RuntimeError as error:
            yield "optimizer moves the weight", type(error).__name__


EXPECT = {
    "[double]": {
        "<1.3": {
            "same Parameter": True,
            "same gradient object": True,
            "dtypes of weight and grad": ["torch.float64", "torch.float64"],
            "version counter moved": False,
            "backward of the graph before": "RuntimeError",
            "optimizer moves the weight": "RuntimeError",
        },
        ">=1.3": {
            "same Parameter": True,
            "same gradient object": True,
            "dtypes of weight and grad": ["torch.float64", "torch.float64"],
            "version counter moved": False,
            "backward of the graph before": "works",
            "optimizer moves the weight": True,
        },
    },
    "[to(float64)]": {
        "<1.3": {
            "same Parameter": True,
            "same gradient object": True,
            "dtypes of weight and grad": ["torch.float64", "torch.float64"],
            "version counter moved": False,
            "backward of the graph before": "RuntimeError",
            "optimizer moves the weight": "RuntimeError",
        },
        ">=1.3": {
            "same Parameter": True,
            "same gradient object": True,
            "dtypes of weight and grad": ["torch.float64", "torch.float64"],
            "version counter moved": False,
            "backward of the graph before": "works",
            "optimizer moves the weight": True,
        },
    },
    "[type]": {
        "<1.3": {
            "same Parameter": True,
            "same gradient object": True,
            "dtypes of weight and grad": ["torch.float64", "torch.float64"],
            "version counter moved": False,
            "backward of the graph before": "RuntimeError",
            "optimizer moves the weight": "RuntimeError",
        },
        ">=1.3": {
            "same Parameter": True,
            "same gradient object": True,
            "dtypes of weight and grad": ["torch.float64", "torch.float64"],
            "version counter moved": False,
            "backward of the graph before": "works",
            "optimizer moves the weight": True,
        },
    },
    "[half]": {
        "<1.3": {
            "same Parameter": True,
            "same gradient object": True,
            "dtypes of weight and grad": ["torch.float16", "torch.float16"],
            "version counter moved": False,
            "backward of the graph before": "RuntimeError",
        },
        ">=1.3": {
            "same Parameter": True,
            "same gradient object": True,
            "dtypes of weight and grad": ["torch.float16", "torch.float16"],
            "version counter moved": False,
            "backward of the graph before": "works",
        },
    },
    "[apply]": {
        ">=1.0": {
            "same Parameter": True,
            "same gradient object": True,
            "dtypes of weight and grad": ["torch.float32", "torch.float32"],
            "version counter moved": False,
            "backward of the graph before": "works",
            "optimizer moves the weight": True,
        },
    },
    "[cpu]": {
        ">=1.0": {
            "same Parameter": True,
            "same gradient object": True,
            "dtypes of weight and grad": ["torch.float32", "torch.float32"],
            "version counter moved": False,
            "backward of the graph before": "works",
            "optimizer moves the weight": True,
        },
    },
    "[double and back]": {
        ">=1.0": {
            "same Parameter": True,
            "same gradient object": True,
            "dtypes of weight and grad": ["torch.float32", "torch.float32"],
            "version counter moved": False,
            "backward of the graph before": "works",
            "optimizer moves the weight": True,
        },
    },
    "[float]": {
        ">=1.0": {
            "same Parameter": True,
            "same gradient object": True,
            "dtypes of weight and grad": ["torch.float32", "torch.float32"],
            "version counter moved": False,
            "backward of the graph before": "works",
            "optimizer moves the weight": True,
        },
    },
    "[share_memory]": {
        ">=1.0": {
            "same Parameter": True,
            "same gradient object": True,
            "dtypes of weight and grad": ["torch.float32", "torch.float32"],
            "version counter moved": False,
            "backward of the graph before": "works",
            "optimizer moves the weight": True,
        },
    },
}

"""What can be done outside with a tensor that was made under inference_mode?

Reading it is free, and so is any operation that need not save it: adding, concatenating, indexing with it.
An operation whose backward needs the tensor cannot save it, since nothing would notice a later change, and raises.
To write into it, to ask for its version, or to let it require grad raises as well; a clone can do all of that.
So whether an inference tensor can be fed to a model depends on the first layer: most save their input.

https://github.com/pytorch/pytorch/pull/53343
https://github.com/pytorch/pytorch/pull/161164
https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html
"""

import copy

import torch
from torch import nn
from torch.nn import functional

TORCH = ">=1.9"

PARAMS = {
    "use": [
        "add",
        "cat",
        "mul",
        "mul_by_constant",
        "linear",
        "linear_frozen",
        "conv",
        "embedding",
        "batch_norm",
        "layer_norm",
        "relu",
        "where_condition",
        "index",
        "target_of_mse",
        "target_of_cross_entropy",
        "save_for_backward",
        "checkpoint",
        "mul_clone",
        "add_",
        "add_into_normal",
        "index_assignment",
        "copy_into",
        "view_add_",
        "data_add_",
        "no_grad_add_",
        "inside_again_add_",
        "requires_grad_",
        "parameter",
        "version",
        "detach_",
        "deepcopy",
        "backward",
        "set_grad",
    ]
}


class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight):
        ctx.save_for_backward(x)
        return x * weight

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return None, grad * x


def observe(device, use):
    weight = torch.ones(2, 2, device=device, requires_grad=True)
    normal = torch.ones(2, 2, device=device)
    with torch.inference_mode():
        x = torch.ones(2, 2, device=device)
        index = torch.tensor([0, 1], device=device)

    def under(mode, function):
        with mode:
            return function()

    def assign():
        x[0] = 5
        return x

    def give_grad():
        weight.grad = x
        return weight * 1

    out = {
        "add": lambda: weight + x,
        "cat": lambda: torch.cat([weight, x]),
        "mul": lambda: weight * x,
        "mul_by_constant": lambda: x * 3,
        "linear": lambda: functional.linear(x, weight),
        "linear_frozen": lambda: functional.linear(x, normal, weight[0]),
        "conv": lambda: functional.conv1d(x.view(1, 2, 2), weight.view(2, 2, 1)),
        "embedding": lambda: functional.embedding(index, weight),
        "batch_norm": lambda: nn.BatchNorm1d(2).to(device)(x),
        "layer_norm": lambda: nn.LayerNorm(2).to(device)(x),
        "relu": lambda: weight * torch.relu(x),
        "where_condition": lambda: torch.where(x > 0, weight, normal),
        "index": lambda: weight[index],
        "target_of_mse": lambda: functional.mse_loss(weight, x),
        "target_of_cross_entropy": lambda: functional.cross_entropy(weight, index),
        "save_for_backward": lambda: Square.apply(x, weight),
        "checkpoint": lambda: torch.utils.checkpoint.checkpoint(lambda a, b: a * b, weight, x),
        "mul_clone": lambda: weight * x.clone(),
        "add_": lambda: x.add_(1),
        "add_into_normal": lambda: normal.add_(x),
        "index_assignment": assign,
        "copy_into": lambda: x.copy_(normal),
        "view_add_": lambda: x.view(4).add_(1),
        "data_add_": lambda: x.data.add_(1),
        "no_grad_add_": lambda: under(torch.no_grad(), lambda: x.add_(1)),
        "inside_again_add_": lambda: under(torch.inference_mode(), lambda: x.add_(1)),
        "requires_grad_": lambda: x.requires_grad_(),
        "parameter": lambda: nn.Parameter(x),
        "version": lambda: x + x._version,
        "detach_": lambda: x.detach_(),
        "deepcopy": lambda: copy.deepcopy(x).add_(1),
        "backward": lambda: x.sum().backward(),
        "set_grad": give_grad,
    }[use]()
    yield "requires_grad", out.requires_grad
    if out.requires_grad:
        out.sum().backward()
        yield "weight.grad", weight.grad


EXPECT = {
    "[add]": {">=1.0": {"requires_grad": True, "weight.grad": "nonzero"}},
    "[cat]": {">=1.0": {"requires_grad": True, "weight.grad": "nonzero"}},
    "[linear_frozen]": {">=1.0": {"requires_grad": True, "weight.grad": "nonzero"}},
    "[mul_clone]": {">=1.0": {"requires_grad": True, "weight.grad": "nonzero"}},
    "[relu]": {">=1.0": {"requires_grad": True, "weight.grad": "nonzero"}},
    "[where_condition]": {">=1.0": {"requires_grad": True, "weight.grad": "nonzero"}},
    "[add_]": {">=1.0": {"raises": "RuntimeError"}},
    "[backward]": {">=1.0": {"raises": "RuntimeError"}},
    "[batch_norm]": {">=1.0": {"raises": "RuntimeError"}},
    "[conv]": {">=1.0": {"raises": "RuntimeError"}},
    "[copy_into]": {">=1.0": {"raises": "RuntimeError"}},
    "[embedding]": {">=1.0": {"raises": "RuntimeError"}},
    "[index]": {">=1.0": {"raises": "RuntimeError"}},
    "[index_assignment]": {">=1.0": {"raises": "RuntimeError"}},
    "[layer_norm]": {">=1.0": {"raises": "RuntimeError"}},
    "[linear]": {">=1.0": {"raises": "RuntimeError"}},
    "[mul]": {">=1.0": {"raises": "RuntimeError"}},
    "[no_grad_add_]": {">=1.0": {"raises": "RuntimeError"}},
    "[parameter]": {">=1.0": {"raises": "RuntimeError"}},
    "[requires_grad_]": {">=1.0": {"raises": "RuntimeError"}},
    "[save_for_backward]": {">=1.0": {"raises": "RuntimeError"}},
    "[target_of_cross_entropy]": {">=1.0": {"raises": "RuntimeError"}},
    "[target_of_mse]": {">=1.0": {"raises": "RuntimeError"}},
    "[version]": {">=1.0": {"raises": "RuntimeError"}},
    "[view_add_]": {">=1.0": {"raises": "RuntimeError"}},
    "[add_into_normal]": {">=1.0": {"requires_grad": False}},
    "[data_add_]": {">=1.0": {"requires_grad": False}},
    "[deepcopy]": {">=1.0": {"requires_grad": False}},
    "[detach_]": {">=1.0": {"requires_grad": False}},
    "[inside_again_add_]": {">=1.0": {"requires_grad": False}},
    "[mul_by_constant]": {">=1.0": {"requires_grad": False}},
    "[checkpoint]": {"<2.1": {"raises": "RuntimeError"}, ">=2.1": {"raises": "RuntimeError", "warns": ["UserWarning"]}},
    "[set_grad]": {">=1.0": {"requires_grad": True, "raises": "RuntimeError"}},
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html",
        "says": "Tensors made in inference mode cannot be used in computations that autograd records: not even added.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[add]",
    },
]

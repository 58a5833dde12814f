"""Why does `backward(create_graph=True)` warn of a memory leak?

The gradient of `x * x` is taken with a graph, by `backward` or by `autograd.grad`, and everything is dropped.
`backward` stores in `x.grad` a tensor whose graph leads back to x: x holds its gradient, the gradient's graph holds x,
and no garbage collection of Python sees the part of that ring that lies in C++, so x lives on.
Resetting `x.grad` to None breaks the ring, and `autograd.grad` never makes one.
The ring is as old as `create_graph`; the warning came with 1.10.
A function whose backward does not need x makes no ring, but is warned of all the same.
Before 1.6 a thread of its own ran the backward and might hold x for a moment longer,
so that only the ring itself is looked at there.

https://github.com/pytorch/pytorch/issues/4661
https://github.com/pytorch/pytorch/issues/7343
https://github.com/pytorch/pytorch/issues/78622
https://github.com/pytorch/pytorch/pull/59412
https://github.com/pytorch/pytorch/pull/33157
"""

import gc
import weakref

import torch

PARAMS = {"way": ["backward", "backward_then_none", "grad", "backward_of_a_sum", "backward_without_graph"]}
TORCH = {"[backward_*]": ">=1.6", "[grad]": ">=1.6"}


def observe(device, way):
    def witness(gradient):
        return None

    x = torch.full((1,), 3.0, device=device, requires_grad=True)
    x.register_hook(witness)  # lives as long as the tensor behind x does
    alive = weakref.ref(witness)
    y = x + 1 if way == "backward_of_a_sum" else x * x
    if way == "grad":
        gradient = torch.autograd.grad(y, x, create_graph=True)[0]
    else:
        y.backward(create_graph=way != "backward_without_graph")
        gradient = x.grad
    yield "gradient requires grad", gradient.requires_grad
    if way == "backward_then_none":
        x.grad = None
    del y, gradient
    del x, witness
    gc.collect()
    yield "x was freed", alive() is None


EXPECT = {
    "[backward]": {
        "<1.10": {"gradient requires grad": True, "x was freed": False},
        ">=1.10": {"gradient requires grad": True, "x was freed": False, "warns": ["UserWarning"]},
    },
    "[backward_then_none]": {
        "<1.10": {"gradient requires grad": True, "x was freed": True},
        ">=1.10": {"gradient requires grad": True, "x was freed": True, "warns": ["UserWarning"]},
    },
    "[grad]": {">=1.0": {"gradient requires grad": True, "x was freed": True}},
    "[backward_of_a_sum]": {
        "<1.10": {"gradient requires grad": False, "x was freed": True},
        ">=1.10": {"gradient requires grad": False, "x was freed": True, "warns": ["UserWarning"]},
    },
    "[backward_without_graph]": {">=1.0": {"gradient requires grad": False, "x was freed": True}},
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html",
        "says": "backward(create_graph=True) makes a reference cycle between a parameter and its gradient.",
        "facts": {"gradient requires grad": True, "x was freed": False},
        "rows": "[backward]",
    },
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html",
        "says": "Resetting the gradient to None after use breaks the cycle.",
        "facts": {"x was freed": True},
        "rows": "[backward_then_none]",
    },
]

"""What becomes of a tensor that requires grad when it is sent to another process or put into shared memory?

What torch.multiprocessing sends is taken apart and put together here, in one process.
A leaf keeps `requires_grad` and its memory, loses its gradient, and a Parameter stays a Parameter.
A tensor with a history is refused, and so is a view of a leaf that requires grad.
`share_memory_()` moves a tensor in place, whatever it is: the same object, and its gradient stays where it is.
`Module.share_memory()` moves the gradients too.

https://docs.pytorch.org/docs/stable/notes/multiprocessing.html
https://github.com/pytorch/pytorch/issues/36457
https://github.com/pytorch/pytorch/issues/82411
"""

import torch
from torch import multiprocessing, nn

PARAMS = {
    "of": ["plain", "leaf", "Parameter", "frozen Parameter", "non-leaf", "view of a leaf", "detached"],
    "by": ["sending", "share_memory_"],
}


def observe(of, by):
    leaf = torch.ones(2, requires_grad=True)
    parameter = nn.Parameter(torch.ones(2), requires_grad=of != "frozen Parameter")
    tensor = {
        "plain": lambda: torch.ones(2),
        "leaf": lambda: leaf,
        "non-leaf": lambda: leaf * 2,
        "view of a leaf": lambda: leaf[:1],
        "detached": lambda: leaf.detach(),
    }.get(of, lambda: parameter)()
    if tensor.is_leaf and tensor.requires_grad:
        (tensor * 3).sum().backward()
    try:
        if by == "sending":
            function, parts = multiprocessing.reductions.reduce_tensor(tensor)
            received = function(*parts)
        else:
            received = tensor.share_memory_()
    except RuntimeError as error:
        yield "refused", type(error).__name__
        return
    yield "same object", received is tensor
    yield "is a Parameter", isinstance(received, nn.Parameter)
    yield "requires_grad", received.requires_grad
    yield "is_leaf", received.is_leaf
    if received.is_leaf:
        yield "grad", received.grad
    yield "one memory", received.data_ptr() == tensor.data_ptr()
    yield "is_shared", received.is_shared()


EXPECT = {
    "[detached-sending]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "one memory": True,
            "is_shared": False,
        },
    },
    "[plain-sending]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "one memory": True,
            "is_shared": False,
        },
    },
    "[detached-share_memory_]": {
        ">=1.0": {
            "same object": True,
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "one memory": True,
            "is_shared": True,
        },
    },
    "[plain-share_memory_]": {
        ">=1.0": {
            "same object": True,
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "one memory": True,
            "is_shared": True,
        },
    },
    "[leaf-sending]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "one memory": True,
            "is_shared": False,
        },
    },
    "[leaf-share_memory_]": {
        ">=1.0": {
            "same object": True,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "nonzero",
            "one memory": True,
            "is_shared": True,
        },
    },
    "[Parameter-sending]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "None",
            "one memory": True,
            "is_shared": False,
        },
    },
    "[Parameter-share_memory_]": {
        ">=1.0": {
            "same object": True,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "grad": "nonzero",
            "one memory": True,
            "is_shared": True,
        },
    },
    "[frozen Parameter-sending]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "one memory": True,
            "is_shared": False,
        },
    },
    "[frozen Parameter-share_memory_]": {
        ">=1.0": {
            "same object": True,
            "is a Parameter": True,
            "requires_grad": False,
            "is_leaf": True,
            "grad": "None",
            "one memory": True,
            "is_shared": True,
        },
    },
    "[non-leaf-sending]": {">=1.0": {"refused": "RuntimeError"}},
    "[view of a leaf-sending]": {">=1.0": {"refused": "RuntimeError"}},
    "[non-leaf-share_memory_]": {
        ">=1.0": {
            "same object": True,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": False,
            "one memory": True,
            "is_shared": True,
        },
    },
    "[view of a leaf-share_memory_]": {
        ">=1.0": {
            "same object": True,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": False,
            "one memory": True,
            "is_shared": True,
        },
    },
}

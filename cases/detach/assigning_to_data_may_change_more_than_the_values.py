"""What may be assigned to `x.data`: another shape, another type, a sparse tensor?

The assignment exchanges the tensor's memory behind autograd's back, without a step of the version counter,
so a backward that saved x runs on: with the values of before until 1.9.1, and with the new ones since 1.10,
because a leaf is saved as itself since then. The same code gives another gradient, and nothing says so.
Another shape is accepted, and the backward raises since 1.6, when a first gradient began to be laid out like its leaf.
A sparse tensor was accepted until 1.1 and turned x sparse; from 1.2 on it is an incompatible type.
Integers were accepted, on a tensor that requires grad, until 1.12.1, and raise since 1.13.
No warning announced any of these.

https://github.com/pytorch/pytorch/issues/58500
https://github.com/pytorch/pytorch/pull/59837
https://github.com/pytorch/pytorch/pull/34904
https://github.com/pytorch/pytorch/pull/40358
https://github.com/pytorch/pytorch/pull/17072
https://github.com/pytorch/pytorch/pull/78436
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch

PARAMS = {
    "assigned": ["values", "shape", "dtype", "integers", "complex", "sparse", "strides", "requires_grad", "itself"]
}

TORCH = {"[complex]": ">=1.8"}


def observe(device, assigned):
    x = torch.full((2, 2), 3.0, device=device, requires_grad=True)
    loss = (x * x).sum()
    before = x._version
    new = torch.ones(2, 2, device=device)
    x.data = {
        "values": lambda: new,
        "shape": lambda: torch.ones(3, device=device),
        "dtype": lambda: new.double(),
        "integers": lambda: new.long(),
        "complex": lambda: new.to(torch.complex64),
        "sparse": lambda: new.to_sparse(),
        "strides": lambda: new.t(),
        "requires_grad": lambda: new.requires_grad_() * 1,
        "itself": lambda: x,
    }[assigned]()
    yield "type", str(x.dtype)
    yield "shape", list(x.shape)
    yield "x.requires_grad", x.requires_grad
    yield "x.is_leaf", x.is_leaf
    yield "version counter moved", x._version != before
    loss.backward()
    yield "x.grad", x.grad.tolist()


EXPECT = {
    "[requires_grad]": {
        "<1.10": {
            "type": "torch.float32",
            "shape": [2, 2],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[6.0, 6.0], [6.0, 6.0]],
        },
        ">=1.10": {
            "type": "torch.float32",
            "shape": [2, 2],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[2.0, 2.0], [2.0, 2.0]],
        },
    },
    "[strides]": {
        "<1.10": {
            "type": "torch.float32",
            "shape": [2, 2],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[6.0, 6.0], [6.0, 6.0]],
        },
        ">=1.10": {
            "type": "torch.float32",
            "shape": [2, 2],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[2.0, 2.0], [2.0, 2.0]],
        },
    },
    "[values]": {
        "<1.10": {
            "type": "torch.float32",
            "shape": [2, 2],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[6.0, 6.0], [6.0, 6.0]],
        },
        ">=1.10": {
            "type": "torch.float32",
            "shape": [2, 2],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[2.0, 2.0], [2.0, 2.0]],
        },
    },
    "[shape]": {
        "<1.6": {
            "type": "torch.float32",
            "shape": [3],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[6.0, 6.0], [6.0, 6.0]],
        },
        ">=1.6": {
            "type": "torch.float32",
            "shape": [3],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "raises": "RuntimeError",
        },
    },
    "[dtype]": {
        "<1.10": {
            "type": "torch.float64",
            "shape": [2, 2],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[6.0, 6.0], [6.0, 6.0]],
        },
        ">=1.10": {
            "type": "torch.float64",
            "shape": [2, 2],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[2.0, 2.0], [2.0, 2.0]],
        },
    },
    "[integers]": {
        "<1.10": {
            "type": "torch.int64",
            "shape": [2, 2],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[6.0, 6.0], [6.0, 6.0]],
        },
        ">=1.10,<1.13": {
            "type": "torch.int64",
            "shape": [2, 2],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[2.0, 2.0], [2.0, 2.0]],
        },
        ">=1.13": {"raises": "RuntimeError"},
    },
    "[complex]": {
        "<1.10": {
            "type": "torch.complex64",
            "shape": [2, 2],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[6.0, 6.0], [6.0, 6.0]],
        },
        ">=1.10": {
            "type": "torch.complex64",
            "shape": [2, 2],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[2.0, 2.0], [2.0, 2.0]],
        },
    },
    "[sparse]": {
        "<1.2": {
            "type": "torch.float32",
            "shape": [2, 2],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[6.0, 6.0], [6.0, 6.0]],
        },
        ">=1.2": {"raises": "RuntimeError"},
    },
    "[itself]": {
        ">=1.0": {
            "type": "torch.float32",
            "shape": [2, 2],
            "x.requires_grad": True,
            "x.is_leaf": True,
            "version counter moved": False,
            "x.grad": [[6.0, 6.0], [6.0, 6.0]],
        },
    },
}

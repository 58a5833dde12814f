"""What happens when a view of a leaf that requires grad is changed in place?

The leaf would have to become a hidden tensor, which is not allowed.
From 1.8 on the change itself is refused; until 1.7 it went through, and the leaf became part of the graph:
it was a leaf no longer, and the backward that needed it raised. No warning announced it.
unbind refused from 1.5 on already.
A change of one chunk of a leaf went through unnoticed until 1.6, for it was no view; in 1.7 it was like the others.
Under no_grad it works in all releases, and the leaf stays one.
A detached view may be written at any time, and the leaf's values change with it.

https://github.com/pytorch/pytorch/pull/31990
https://github.com/pytorch/pytorch/pull/39299
https://github.com/pytorch/pytorch/pull/46204
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch

views = {
    "select": lambda x: x[0],
    "slice": lambda x: x[:1],
    "view": lambda x: x.view(4),
    "t": lambda x: x.t(),
    "expand": lambda x: x.expand(2, 2),
    "diagonal": lambda x: x.diagonal(),
    "as_strided": lambda x: x.as_strided((2,), (1,)),
    "unbind": lambda x: x.unbind()[0],
    "chunk": lambda x: x.chunk(2)[0],
    "detach_slice": lambda x: x.detach()[:1],
    "slice_detach": lambda x: x[:1].detach(),
    "data_slice": lambda x: x.data[:1],
    "slice_data": lambda x: x[:1].data,
    "index_list": lambda x: x[[0]],
}
PARAMS = {
    "view": [
        "select",
        "slice",
        "view",
        "t",
        "expand",
        "diagonal",
        "as_strided",
        "unbind",
        "chunk",
        "detach_slice",
        "slice_detach",
        "data_slice",
        "slice_data",
        "index_list",
    ],
    "grad": [True, False],
}


def observe(device, view, grad):
    weight = torch.ones(2, 2, device=device, requires_grad=True)
    with torch.set_grad_enabled(grad):
        part = views[view](weight)
        try:
            part.mul_(5)
            yield "change", "works"
        except RuntimeError as error:
            yield "change", type(error).__name__
    yield "weight[0, 0]", weight[0, 0].item()
    yield "weight.is_leaf", weight.is_leaf
    (weight * 3).sum().backward()
    yield "weight.grad", weight.grad.flatten().tolist() if weight.is_leaf else "no leaf"


EXPECT = {
    "[as_strided-True]": {
        "<1.8": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": False, "raises": "RuntimeError"},
        ">=1.8": {
            "change": "RuntimeError",
            "weight[0, 0]": 1.0,
            "weight.is_leaf": True,
            "weight.grad": [3.0, 3.0, 3.0, 3.0],
        },
    },
    "[diagonal-True]": {
        "<1.8": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": False, "raises": "RuntimeError"},
        ">=1.8": {
            "change": "RuntimeError",
            "weight[0, 0]": 1.0,
            "weight.is_leaf": True,
            "weight.grad": [3.0, 3.0, 3.0, 3.0],
        },
    },
    "[expand-True]": {
        "<1.8": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": False, "raises": "RuntimeError"},
        ">=1.8": {
            "change": "RuntimeError",
            "weight[0, 0]": 1.0,
            "weight.is_leaf": True,
            "weight.grad": [3.0, 3.0, 3.0, 3.0],
        },
    },
    "[select-True]": {
        "<1.8": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": False, "raises": "RuntimeError"},
        ">=1.8": {
            "change": "RuntimeError",
            "weight[0, 0]": 1.0,
            "weight.is_leaf": True,
            "weight.grad": [3.0, 3.0, 3.0, 3.0],
        },
    },
    "[slice-True]": {
        "<1.8": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": False, "raises": "RuntimeError"},
        ">=1.8": {
            "change": "RuntimeError",
            "weight[0, 0]": 1.0,
            "weight.is_leaf": True,
            "weight.grad": [3.0, 3.0, 3.0, 3.0],
        },
    },
    "[t-True]": {
        "<1.8": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": False, "raises": "RuntimeError"},
        ">=1.8": {
            "change": "RuntimeError",
            "weight[0, 0]": 1.0,
            "weight.is_leaf": True,
            "weight.grad": [3.0, 3.0, 3.0, 3.0],
        },
    },
    "[view-True]": {
        "<1.8": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": False, "raises": "RuntimeError"},
        ">=1.8": {
            "change": "RuntimeError",
            "weight[0, 0]": 1.0,
            "weight.is_leaf": True,
            "weight.grad": [3.0, 3.0, 3.0, 3.0],
        },
    },
    "[data_slice-*]": {
        ">=1.0": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[detach_slice-*]": {
        ">=1.0": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[slice_data-*]": {
        ">=1.0": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[slice_detach-*]": {
        ">=1.0": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[as_strided-False]": {
        ">=1.0": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[chunk-False]": {
        ">=1.0": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[diagonal-False]": {
        ">=1.0": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[expand-False]": {
        ">=1.0": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[select-False]": {
        ">=1.0": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[slice-False]": {
        ">=1.0": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[t-False]": {
        ">=1.0": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[unbind-False]": {
        ">=1.0": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[view-False]": {
        ">=1.0": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[unbind-True]": {
        "<1.5": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": False, "raises": "RuntimeError"},
        ">=1.5": {
            "change": "RuntimeError",
            "weight[0, 0]": 1.0,
            "weight.is_leaf": True,
            "weight.grad": [3.0, 3.0, 3.0, 3.0],
        },
    },
    "[chunk-True]": {
        "<1.7": {"change": "works", "weight[0, 0]": 5.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
        ">=1.7,<1.8": {
            "change": "works",
            "weight[0, 0]": 5.0,
            "weight.is_leaf": False,
            "raises": "RuntimeError",
            "warns": ["UserWarning"],
        },
        ">=1.8,<1.9": {
            "change": "RuntimeError",
            "weight[0, 0]": 1.0,
            "weight.is_leaf": True,
            "weight.grad": [3.0, 3.0, 3.0, 3.0],
            "warns": ["UserWarning"],
        },
        ">=1.9": {
            "change": "RuntimeError",
            "weight[0, 0]": 1.0,
            "weight.is_leaf": True,
            "weight.grad": [3.0, 3.0, 3.0, 3.0],
        },
    },
    "[index_list-*]": {
        ">=1.0": {"change": "works", "weight[0, 0]": 1.0, "weight.is_leaf": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
}

"""Can a gradient be a tensor that holds no memory, and what fails on it then?

Where a derivative is zero everywhere autograd may hand over a zero tensor without storage, to save work.
It compares and adds like any tensor of zeros, but what needs its memory fails: `tolist()`, `deepcopy` (with a
NotImplementedError until 2.0 and a RuntimeError since 2.1), and to write into it, which is what
`zero_grad(set_to_none=False)` does.
The derivative of `sgn` is such a tensor since 1.13 (no note found), and with it the second one of `abs`.

https://github.com/pytorch/pytorch/pull/64837
https://pytorch.org/docs/stable/generated/torch.sgn.html
"""

import copy

import torch

PARAMS = {
    "function": ["sgn", "sign", "round", "abs_twice"],
    "use": ["add", "tolist", "zero_", "clone", "deepcopy", "sgd"],
}

TORCH = {"[sgn-*]": ">=1.7"}


def observe(device, function, use):
    x = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    if function == "abs_twice":
        (slope,) = torch.autograd.grad(x.abs().sum(), x, create_graph=True)
        slope.sum().backward()
    else:
        getattr(torch, function)(x).sum().backward()
    yield "x.grad", x.grad
    {
        "add": lambda: x.grad + 1,
        "tolist": lambda: x.grad.tolist(),
        "zero_": lambda: x.grad.zero_(),
        "clone": lambda: x.grad.clone().tolist(),
        "deepcopy": lambda: copy.deepcopy(x),
        "sgd": lambda: torch.optim.SGD([x], lr=0.1, momentum=0.9).step(),
    }[use]()
    yield "x", x.tolist()


EXPECT = {
    "[round-*]": {">=1.0": {"x.grad": "zero", "x": [1.0, 2.0]}},
    "[sign-*]": {">=1.0": {"x.grad": "zero", "x": [1.0, 2.0]}},
    "[abs_twice-add]": {">=1.0": {"x.grad": "zero", "x": [1.0, 2.0]}},
    "[abs_twice-clone]": {">=1.0": {"x.grad": "zero", "x": [1.0, 2.0]}},
    "[abs_twice-sgd]": {">=1.0": {"x.grad": "zero", "x": [1.0, 2.0]}},
    "[sgn-add]": {">=1.0": {"x.grad": "zero", "x": [1.0, 2.0]}},
    "[sgn-clone]": {">=1.0": {"x.grad": "zero", "x": [1.0, 2.0]}},
    "[sgn-sgd]": {">=1.0": {"x.grad": "zero", "x": [1.0, 2.0]}},
    "[abs_twice-tolist]": {
        "<1.13": {"x.grad": "zero", "x": [1.0, 2.0]},
        ">=1.13": {"x.grad": "zero", "raises": "RuntimeError"},
    },
    "[abs_twice-zero_]": {
        "<1.13": {"x.grad": "zero", "x": [1.0, 2.0]},
        ">=1.13": {"x.grad": "zero", "raises": "RuntimeError"},
    },
    "[sgn-tolist]": {
        "<1.13": {"x.grad": "zero", "x": [1.0, 2.0]},
        ">=1.13": {"x.grad": "zero", "raises": "RuntimeError"},
    },
    "[sgn-zero_]": {
        "<1.13": {"x.grad": "zero", "x": [1.0, 2.0]},
        ">=1.13": {"x.grad": "zero", "raises": "RuntimeError"},
    },
    "[abs_twice-deepcopy]": {
        "<1.13": {"x.grad": "zero", "x": [1.0, 2.0]},
        ">=1.13,<2.1": {"x.grad": "zero", "raises": "NotImplementedError"},
        ">=2.1": {"x.grad": "zero", "raises": "RuntimeError"},
    },
    "[sgn-deepcopy]": {
        "<1.13": {"x.grad": "zero", "x": [1.0, 2.0]},
        ">=1.13,<2.1": {"x.grad": "zero", "raises": "NotImplementedError"},
        ">=2.1": {"x.grad": "zero", "raises": "RuntimeError"},
    },
}

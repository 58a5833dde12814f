"""Does an in-place change inside a compiled step reach the caller, the version counter and the gradient alike?

An intermediate input may be changed, and the gradient goes through the change; a leaf that requires grad may not;
under `no_grad` it may, and nothing is recorded; a value that backward needs may not change between the two.
Some of it raises an exception of another type, or earlier, when it is compiled.

https://github.com/pytorch/pytorch/issues/90844
https://github.com/pytorch/pytorch/issues/122436
https://github.com/pytorch/pytorch/issues/135441
https://github.com/pytorch/pytorch/pull/114646
"""

import torch

TORCH = ">=2.0"
PARAMS = {
    "what": ["intermediate", "leaf", "leaf under no_grad", "alias under no_grad", "ellipsis", "saved value", "its view"]
}


def step(leaf, x, what):
    if what == "intermediate":
        x.mul_(2)
    elif what == "leaf":
        leaf.mul_(2)
    elif what == "leaf under no_grad":
        with torch.no_grad():
            leaf.mul_(2)
    elif what == "alias under no_grad":
        alias = leaf.view(-1)
        with torch.no_grad():
            alias.mul_(2)
    elif what == "ellipsis":
        x[...] = 5.0
    elif what == "saved value":
        y = x.exp()
        y.mul_(2)
        return y
    elif what == "its view":
        x.view(-1)[0].mul_(2)
    return x * x


def observe(device, what):
    leaf = torch.full((2,), 3.0, device=device, requires_grad=True)
    x = leaf * 1
    result = step(leaf, x, what)
    yield "leaf", leaf.tolist()
    yield "x", x.tolist()
    yield "leaf version", leaf._version
    yield "x version", x._version
    result.sum().backward()
    yield "leaf.grad", leaf.grad.tolist()


EXPECT = {
    "[intermediate]": {
        ">=1.0": {"leaf": [3.0, 3.0], "x": [6.0, 6.0], "leaf version": 0, "x version": 1, "leaf.grad": [24.0, 24.0]},
    },
    "[leaf]": {">=1.0": {"raises": "RuntimeError"}},
    "[alias under no_grad]": {
        ">=1.0": {"leaf": [6.0, 6.0], "x": [3.0, 3.0], "leaf version": 1, "x version": 0, "leaf.grad": [6.0, 6.0]},
    },
    "[leaf under no_grad]": {
        ">=1.0": {"leaf": [6.0, 6.0], "x": [3.0, 3.0], "leaf version": 1, "x version": 0, "leaf.grad": [6.0, 6.0]},
    },
    "[ellipsis]": {
        ">=1.0": {"leaf": [3.0, 3.0], "x": [5.0, 5.0], "leaf version": 0, "x version": 1, "leaf.grad": [0.0, 0.0]},
    },
    "[saved value]": {
        ">=1.0": {"leaf": [3.0, 3.0], "x": [3.0, 3.0], "leaf version": 0, "x version": 0, "raises": "RuntimeError"},
    },
    "[its view]": {
        ">=1.0": {"leaf": [3.0, 3.0], "x": [6.0, 3.0], "leaf version": 0, "x version": 1, "leaf.grad": [24.0, 6.0]},
    },
}

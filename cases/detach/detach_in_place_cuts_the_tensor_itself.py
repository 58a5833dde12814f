"""How does detach_() differ from detach()?

`detach()` returns a new tensor, and the original can still be used to train.
`detach_()` turns the tensor itself into a leaf without history: whatever is computed from it later is cut,
while what was computed before keeps its own graph.
On a view it is an error, because the base would have to be cut too.

https://pytorch.org/docs/stable/generated/torch.Tensor.detach_.html
https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html
"""

import torch

PARAMS = {"cut": ["detach", "detach_"]}


def observe(device, cut):
    weight = torch.ones(2, 2, device=device, requires_grad=True)
    hidden = weight * 2
    earlier = hidden * 3
    result = hidden.detach() if cut == "detach" else hidden.detach_()
    yield "result is the tensor itself", result is hidden
    yield "hidden.requires_grad", hidden.requires_grad
    yield "hidden.is_leaf", hidden.is_leaf

    earlier.sum().backward()
    yield "weight.grad from before the cut", weight.grad
    weight.grad = None
    later = hidden * weight.detach()
    yield "later.requires_grad", later.requires_grad

    view = (weight * 2)[0]
    try:
        view.detach() if cut == "detach" else view.detach_()
        yield "on a view", "works"
    except RuntimeError as error:
        yield "on a view", type(error).__name__


EXPECT = {
    "[detach]": {
        ">=1.0": {
            "result is the tensor itself": False,
            "hidden.requires_grad": True,
            "hidden.is_leaf": False,
            "weight.grad from before the cut": "nonzero",
            "later.requires_grad": True,
            "on a view": "works",
        },
    },
    "[detach_]": {
        ">=1.0": {
            "result is the tensor itself": True,
            "hidden.requires_grad": False,
            "hidden.is_leaf": True,
            "weight.grad from before the cut": "nonzero",
            "later.requires_grad": False,
            "on a view": "RuntimeError",
        },
    },
}

CLAIMS = [
    {
        "source": "S1.6 001_94c5f4b3121f6f90.txt",
        "says": "detach() returns a new tensor, and one can go on with the original graph.",
        "facts": {"result is the tensor itself": False, "hidden.requires_grad": True, "later.requires_grad": True},
        "rows": "[detach]",
    },
    {
        "source": "S1.6 001_94c5f4b3121f6f90.txt",
        "says": "detach_() changes the tensor itself.",
        "facts": {"result is the tensor itself": True, "hidden.requires_grad": False, "later.requires_grad": False},
        "rows": "[detach_]",
    },
]

"""Does `detach()` inside a compiled step cut the same gradient as without compiling?

The step returns a part that is cut off and one that is not.
`detach_()` changes the tensor it is called on; `.data` and `no_grad` cut without a word;
a loss beside its detached self must stay two tensors, of which one can be differentiated.

https://github.com/pytorch/pytorch/issues/100348
https://github.com/pytorch/pytorch/issues/176854
https://github.com/pytorch/pytorch/issues/99616
"""

import torch

TORCH = ">=2.0"
PARAMS = {"how": ["detach", "detach_", "data", "no_grad", "loss and its detached self", "item"]}


def step(x, how):
    y = x * 3
    if how == "detach":
        return y, y.detach() * 2
    if how == "detach_":
        z = x * 2
        z.detach_()
        return y, z
    if how == "data":
        return y, y.data * 2
    if how == "no_grad":
        with torch.no_grad():
            z = y * 2
        return y, z
    if how == "item":
        return y, x * y.sum().item()
    loss = y.mean()
    return loss, loss.detach()


def observe(device, how):
    x = torch.ones(2, device=device, requires_grad=True)
    kept, cut = step(x, how)
    yield "same tensor", kept is cut
    yield "kept requires grad", kept.requires_grad
    yield "cut requires grad", cut.requires_grad
    (kept.sum() + cut.sum()).backward()
    yield "x.grad", x.grad.tolist()


EXPECT = {
    "[data]": {
        ">=1.0": {"same tensor": False, "kept requires grad": True, "cut requires grad": False, "x.grad": [3.0, 3.0]},
    },
    "[detach]": {
        ">=1.0": {"same tensor": False, "kept requires grad": True, "cut requires grad": False, "x.grad": [3.0, 3.0]},
    },
    "[detach_]": {
        ">=1.0": {"same tensor": False, "kept requires grad": True, "cut requires grad": False, "x.grad": [3.0, 3.0]},
    },
    "[no_grad]": {
        ">=1.0": {"same tensor": False, "kept requires grad": True, "cut requires grad": False, "x.grad": [3.0, 3.0]},
    },
    "[loss and its detached self]": {
        ">=1.0": {"same tensor": False, "kept requires grad": True, "cut requires grad": False, "x.grad": [1.5, 1.5]},
    },
    "[item]": {
        ">=1.0": {"same tensor": False, "kept requires grad": True, "cut requires grad": True, "x.grad": [9.0, 9.0]},
    },
}

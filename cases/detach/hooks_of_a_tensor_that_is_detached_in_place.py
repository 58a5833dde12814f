"""Does a hook, or retain_grad(), survive detach_() on the tensor it was registered on?

It does, for `detach_()` turns the same tensor into a leaf, and the hook goes with it:
it fires in a backward of what was computed before the cut, and in one of what is computed from the new leaf.
`retain_grad()` outlives the cut as well, and until 1.13 the new leaf was given its gradient twice,
once retained and once accumulated; 2.0 mended that, without a warning.
A detached copy, from `detach()`, has no hooks of its own.

https://github.com/pytorch/pytorch/pull/79996
https://github.com/pytorch/pytorch/pull/92604
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch

PARAMS = {"asked_by": ["hook", "retain_grad"], "cut": ["detach", "detach_"], "backward": ["before", "after"]}


def observe(device, asked_by, cut, backward):
    weight = torch.ones(2, device=device, requires_grad=True)
    hidden = weight * 2
    seen = []
    if asked_by == "hook":
        hidden.register_hook(lambda grad: seen.append(grad[0].item()))
    else:
        hidden.retain_grad()
    earlier = (hidden * 3).sum()
    new = hidden.detach() if cut == "detach" else hidden.detach_()
    new.requires_grad_()
    yield "retains_grad of the new tensor", getattr(new, "retains_grad", False)
    loss = earlier if backward == "before" else (new * 5).sum()
    loss.backward()
    yield "weight.grad", weight.grad
    yield "hook saw", seen
    yield "new.grad", None if new.grad is None else new.grad.tolist()


EXPECT = {
    "[hook-*-before]": {
        ">=1.0": {
            "retains_grad of the new tensor": False,
            "weight.grad": "nonzero",
            "hook saw": [3.0],
            "new.grad": "None",
        },
    },
    "[*-detach-after]": {
        ">=1.0": {
            "retains_grad of the new tensor": False,
            "weight.grad": "None",
            "hook saw": [],
            "new.grad": [5.0, 5.0],
        },
    },
    "[hook-detach_-after]": {
        ">=1.0": {
            "retains_grad of the new tensor": False,
            "weight.grad": "None",
            "hook saw": [5.0],
            "new.grad": [5.0, 5.0],
        },
    },
    "[retain_grad-detach-before]": {
        ">=1.0": {
            "retains_grad of the new tensor": False,
            "weight.grad": "nonzero",
            "hook saw": [],
            "new.grad": "None",
        },
    },
    "[retain_grad-detach_-before]": {
        ">=1.0": {
            "retains_grad of the new tensor": True,
            "weight.grad": "nonzero",
            "hook saw": [],
            "new.grad": [3.0, 3.0],
        },
    },
    "[retain_grad-detach_-after]": {
        "<2.0": {
            "retains_grad of the new tensor": True,
            "weight.grad": "None",
            "hook saw": [],
            "new.grad": [10.0, 10.0],
        },
        ">=2.0": {
            "retains_grad of the new tensor": True,
            "weight.grad": "None",
            "hook saw": [],
            "new.grad": [5.0, 5.0],
        },
    },
}

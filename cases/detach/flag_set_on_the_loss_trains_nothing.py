"""After loss.requires_grad_(True) the error about element 0 is gone. Does the model train now?

It does not: a loss that was cut off becomes a leaf of its own, backward fills `loss.grad` with 1 and ends there.
The weights keep whatever was in their `.grad`: None at first, so nothing moves at all;
but zeros after an earlier real step and `zero_grad()` before 2.0, and then weight decay,
momentum and Adam moved them,
which could look like training.
From 2.0 on nothing moves. On a loss that is attached the call changes nothing.

https://github.com/pytorch/pytorch/issues/92586
https://github.com/pytorch/pytorch/pull/92731
"""

import torch

PARAMS = {
    "loss_made_by": ["requires_grad_", "attribute", "Variable", "torch.tensor", "attached"],
    "optimizer": ["SGD", "SGD_decay", "momentum", "Adam"],
}


def observe(device, loss_made_by, optimizer):
    weight = torch.ones(2, device=device, requires_grad=True)
    optimizer = {
        "SGD": lambda: torch.optim.SGD([weight], lr=0.1),
        "SGD_decay": lambda: torch.optim.SGD([weight], lr=0.1, weight_decay=0.1),
        "momentum": lambda: torch.optim.SGD([weight], lr=0.1, momentum=0.9),
        "Adam": lambda: torch.optim.Adam([weight], lr=0.1),
    }[optimizer]()
    for earlier_step in (False, True):
        if earlier_step:
            weight.sum().backward()
            optimizer.step()
            optimizer.zero_grad()
        out = (weight * 3).sum()
        loss = out if loss_made_by == "attached" else out.detach()
        if loss_made_by == "attribute":
            loss.requires_grad = True
        elif loss_made_by == "Variable":
            loss = torch.autograd.Variable(loss, requires_grad=True)
        elif loss_made_by == "torch.tensor":
            loss = torch.tensor(loss.item(), requires_grad=True)
        else:
            loss.requires_grad_(True)
        loss.backward()
        yield "loss.is_leaf", loss.is_leaf
        yield "weight.grad", weight.grad
        before = weight.detach().clone()
        optimizer.step()
        yield "weight moved", not torch.equal(weight.detach(), before)


EXPECT = {
    "[Variable-SGD]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, False]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[attribute-SGD]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, False]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[requires_grad_-SGD]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, False]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[torch.tensor-SGD]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, False]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[Variable-Adam]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, True]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[Variable-SGD_decay]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, True]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[Variable-momentum]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, True]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[attribute-Adam]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, True]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[attribute-SGD_decay]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, True]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[attribute-momentum]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, True]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[requires_grad_-Adam]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, True]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[requires_grad_-SGD_decay]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, True]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[requires_grad_-momentum]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, True]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[torch.tensor-Adam]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, True]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[torch.tensor-SGD_decay]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, True]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[torch.tensor-momentum]": {
        "<2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "zero"], "weight moved": [False, True]},
        ">=2.0": {"loss.is_leaf": [True, True], "weight.grad": ["None", "None"], "weight moved": [False, False]},
    },
    "[attached-*]": {
        ">=1.0": {"loss.is_leaf": [False, False], "weight.grad": ["nonzero", "nonzero"], "weight moved": [True, True]},
    },
}

CLAIMS = [
    {
        "source": "public training scripts (more than 20 found by an exact-string search)",
        "says": "Setting requires_grad on the loss repairs the training.",
        "facts": {"weight.grad": ["nonzero", "nonzero"]},
        "rows": "[requires_grad_-*]",
    },
]

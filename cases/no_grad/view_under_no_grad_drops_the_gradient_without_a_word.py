"""Is no_grad around an operation the same as detach() on its result?

For arithmetic it is: neither result requires grad.
For a view it is not: under no_grad the view still says that it requires grad, and has no history.
A backward through it runs without an error and leaves nothing at the leaf: the gradient is silently lost.
(In 1.0 it raised, about a missing accumulator; chunk and split did not count as views until 1.6. No note found.)
And what hands its very input back (identity, dropout in evaluation, contiguous, a `to` that changes nothing)
keeps the whole history: the gradient flows although no_grad was written around it.

https://pytorch.org/docs/stable/generated/torch.no_grad.html
https://github.com/pytorch/pytorch/issues/11390
https://github.com/pytorch/pytorch/pull/12502
https://github.com/pytorch/pytorch/pull/26607
"""

import torch
from torch import nn

PARAMS = {
    "operation": [
        "mul",
        "clone",
        "view",
        "reshape",
        "reshape_that_copies",
        "index",
        "index_by_list",
        "t",
        "expand",
        "chunk",
        "split",
        "unbind",
        "flatten",
        "identity",
        "dropout_in_eval",
        "contiguous",
        "to_same_dtype",
        "detach",
        "data",
    ],
    "by": ["no_grad", "detach"],
}

TORCH = {"[identity-*]": ">=1.1"}


def observe(device, operation, by):
    x = torch.ones(2, 2, device=device, requires_grad=True)
    hidden = x * 2
    with torch.set_grad_enabled(by == "detach"):
        out = {
            "mul": lambda: hidden * 1,
            "clone": lambda: hidden.clone(),
            "view": lambda: hidden.view(4),
            "reshape": lambda: hidden.reshape(4),
            "reshape_that_copies": lambda: hidden.t().reshape(4),
            "index": lambda: hidden[0],
            "index_by_list": lambda: hidden[[0]],
            "t": lambda: hidden.t(),
            "expand": lambda: hidden.expand(3, 2, 2),
            "chunk": lambda: hidden.chunk(2)[0],
            "split": lambda: hidden.split(1)[0],
            "unbind": lambda: hidden.unbind()[0],
            "flatten": lambda: hidden.flatten(),
            "identity": lambda: nn.Identity()(hidden),
            "dropout_in_eval": lambda: nn.Dropout().eval()(hidden),
            "contiguous": lambda: hidden.contiguous(),
            "to_same_dtype": lambda: hidden.to(torch.float32),
            "detach": lambda: hidden.detach(),
            "data": lambda: hidden.data,
        }[operation]()
    out = out.detach() if by == "detach" else out
    yield "requires_grad", out.requires_grad
    yield "has a grad_fn", out.grad_fn is not None
    if out.requires_grad:
        (out * 3).sum().backward()
    yield "x.grad", x.grad


EXPECT = {
    "[*-detach]": {">=1.0": {"requires_grad": False, "has a grad_fn": False, "x.grad": "None"}},
    "[clone-no_grad]": {">=1.0": {"requires_grad": False, "has a grad_fn": False, "x.grad": "None"}},
    "[data-no_grad]": {">=1.0": {"requires_grad": False, "has a grad_fn": False, "x.grad": "None"}},
    "[detach-no_grad]": {">=1.0": {"requires_grad": False, "has a grad_fn": False, "x.grad": "None"}},
    "[index_by_list-no_grad]": {">=1.0": {"requires_grad": False, "has a grad_fn": False, "x.grad": "None"}},
    "[mul-no_grad]": {">=1.0": {"requires_grad": False, "has a grad_fn": False, "x.grad": "None"}},
    "[reshape_that_copies-no_grad]": {">=1.0": {"requires_grad": False, "has a grad_fn": False, "x.grad": "None"}},
    "[expand-no_grad]": {
        "<1.1": {"requires_grad": True, "has a grad_fn": False, "raises": "RuntimeError"},
        ">=1.1": {"requires_grad": True, "has a grad_fn": False, "x.grad": "None"},
    },
    "[flatten-no_grad]": {
        "<1.1": {"requires_grad": True, "has a grad_fn": False, "raises": "RuntimeError"},
        ">=1.1": {"requires_grad": True, "has a grad_fn": False, "x.grad": "None"},
    },
    "[index-no_grad]": {
        "<1.1": {"requires_grad": True, "has a grad_fn": False, "raises": "RuntimeError"},
        ">=1.1": {"requires_grad": True, "has a grad_fn": False, "x.grad": "None"},
    },
    "[reshape-no_grad]": {
        "<1.1": {"requires_grad": True, "has a grad_fn": False, "raises": "RuntimeError"},
        ">=1.1": {"requires_grad": True, "has a grad_fn": False, "x.grad": "None"},
    },
    "[t-no_grad]": {
        "<1.1": {"requires_grad": True, "has a grad_fn": False, "raises": "RuntimeError"},
        ">=1.1": {"requires_grad": True, "has a grad_fn": False, "x.grad": "None"},
    },
    "[unbind-no_grad]": {
        "<1.1": {"requires_grad": True, "has a grad_fn": False, "raises": "RuntimeError"},
        ">=1.1": {"requires_grad": True, "has a grad_fn": False, "x.grad": "None"},
    },
    "[view-no_grad]": {
        "<1.1": {"requires_grad": True, "has a grad_fn": False, "raises": "RuntimeError"},
        ">=1.1": {"requires_grad": True, "has a grad_fn": False, "x.grad": "None"},
    },
    "[chunk-no_grad]": {
        "<1.7": {"requires_grad": False, "has a grad_fn": False, "x.grad": "None"},
        ">=1.7": {"requires_grad": True, "has a grad_fn": False, "x.grad": "None"},
    },
    "[split-no_grad]": {
        "<1.7": {"requires_grad": False, "has a grad_fn": False, "x.grad": "None"},
        ">=1.7": {"requires_grad": True, "has a grad_fn": False, "x.grad": "None"},
    },
    "[contiguous-no_grad]": {">=1.0": {"requires_grad": True, "has a grad_fn": True, "x.grad": "nonzero"}},
    "[dropout_in_eval-no_grad]": {">=1.0": {"requires_grad": True, "has a grad_fn": True, "x.grad": "nonzero"}},
    "[identity-no_grad]": {">=1.0": {"requires_grad": True, "has a grad_fn": True, "x.grad": "nonzero"}},
    "[to_same_dtype-no_grad]": {">=1.0": {"requires_grad": True, "has a grad_fn": True, "x.grad": "nonzero"}},
}

CLAIMS = [
    {
        "source": "https://pytorch.org/docs/stable/generated/torch.no_grad.html",
        "says": "Under no_grad the result of every computation has requires_grad=False: also a view.",
        "facts": {"requires_grad": False},
        "rows": "[view-no_grad]",
    },
    {
        "source": "https://pytorch.org/docs/stable/generated/torch.no_grad.html",
        "says": "Under no_grad the result of every computation has requires_grad=False: also what is handed back as it is.",
        "facts": {"requires_grad": False},
        "rows": "[identity-no_grad]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/pull/26607",
        "says": "A view made under no_grad means the same as detach().",
        "facts": {"requires_grad": False, "x.grad": "None"},
        "rows": "[view-no_grad]",
    },
]

"""What happens if requires_grad is switched on for a view of a plain tensor?

The view becomes a leaf of its own: its base does not require grad, and a gradient goes to the view only.
A change of the base in place afterwards changes a leaf behind its back;
a change of the view itself is refused, as for any leaf.
A view that is taken under no_grad, or of a detached tensor, behaves the same.
Switched on for the base after the view was taken, the flag shows on the view as well, unless that was detached,
and its gradient goes nowhere:
backward runs and gives it to nobody, silently, since 1.1; in 1.0 it raised (no note found).
A chunk is no exception since 1.7; until 1.6 it was no view, and did not see the flag of its base.

https://github.com/pytorch/pytorch/pull/32839
https://github.com/pytorch/pytorch/pull/39299
https://docs.pytorch.org/docs/stable/tensor_view.html
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.requires_grad_.html
"""

import torch

PARAMS = {
    "view": ["select", "slice", "t", "chunk", "unbind", "no_grad", "detach"],
    "then": [
        "use_view",
        "use_base",
        "change_base",
        "change_view",
        "change_view_no_grad",
        "flag_on_base",
        "flag_on_both",
    ],
}


def observe(device, view, then):
    base = torch.ones(2, 2, device=device)
    with torch.set_grad_enabled(view != "no_grad"):
        part = {
            "select": lambda: base[0],
            "slice": lambda: base[:1],
            "t": lambda: base.t(),
            "chunk": lambda: base.chunk(2)[0],
            "unbind": lambda: base.unbind()[0],
            "no_grad": lambda: base[0],
            "detach": lambda: base.detach()[0],
        }[view]()
    (base if then == "flag_on_base" else part).requires_grad_()
    if then == "flag_on_both":
        base.requires_grad_()
    yield "base.requires_grad", base.requires_grad
    yield "view.requires_grad", part.requires_grad
    yield "view.is_leaf", part.is_leaf
    if then == "change_base":
        base.mul_(5)
    elif then == "change_view":
        part.mul_(5)
    elif then == "change_view_no_grad":
        with torch.no_grad():
            part.mul_(5)
    used = base if then == "use_base" else part
    used.mul(3).sum().backward()
    yield "view.grad", part.grad
    yield "base.grad", base.grad


EXPECT = {
    "[*-change_base]": {
        ">=1.0": {
            "base.requires_grad": False,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "view.grad": "nonzero",
            "base.grad": "None",
        },
    },
    "[*-change_view_no_grad]": {
        ">=1.0": {
            "base.requires_grad": False,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "view.grad": "nonzero",
            "base.grad": "None",
        },
    },
    "[*-use_view]": {
        ">=1.0": {
            "base.requires_grad": False,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "view.grad": "nonzero",
            "base.grad": "None",
        },
    },
    "[*-change_view]": {
        ">=1.0": {
            "base.requires_grad": False,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "raises": "RuntimeError",
        },
    },
    "[*-use_base]": {
        ">=1.0": {
            "base.requires_grad": False,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "raises": "RuntimeError",
        },
    },
    "[no_grad-flag_on_base]": {
        "<1.1": {
            "base.requires_grad": True,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "raises": "RuntimeError",
        },
        ">=1.1": {
            "base.requires_grad": True,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "view.grad": "None",
            "base.grad": "None",
        },
    },
    "[select-flag_on_base]": {
        "<1.1": {
            "base.requires_grad": True,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "raises": "RuntimeError",
        },
        ">=1.1": {
            "base.requires_grad": True,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "view.grad": "None",
            "base.grad": "None",
        },
    },
    "[slice-flag_on_base]": {
        "<1.1": {
            "base.requires_grad": True,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "raises": "RuntimeError",
        },
        ">=1.1": {
            "base.requires_grad": True,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "view.grad": "None",
            "base.grad": "None",
        },
    },
    "[t-flag_on_base]": {
        "<1.1": {
            "base.requires_grad": True,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "raises": "RuntimeError",
        },
        ">=1.1": {
            "base.requires_grad": True,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "view.grad": "None",
            "base.grad": "None",
        },
    },
    "[unbind-flag_on_base]": {
        "<1.1": {
            "base.requires_grad": True,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "raises": "RuntimeError",
        },
        ">=1.1": {
            "base.requires_grad": True,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "view.grad": "None",
            "base.grad": "None",
        },
    },
    "[*-flag_on_both]": {
        ">=1.0": {
            "base.requires_grad": True,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "view.grad": "nonzero",
            "base.grad": "None",
        },
    },
    "[chunk-flag_on_base]": {
        "<1.7": {
            "base.requires_grad": True,
            "view.requires_grad": False,
            "view.is_leaf": True,
            "raises": "RuntimeError",
        },
        ">=1.7": {
            "base.requires_grad": True,
            "view.requires_grad": True,
            "view.is_leaf": True,
            "view.grad": "None",
            "base.grad": "None",
        },
    },
    "[detach-flag_on_base]": {
        ">=1.0": {
            "base.requires_grad": True,
            "view.requires_grad": False,
            "view.is_leaf": True,
            "raises": "RuntimeError",
        },
    },
}

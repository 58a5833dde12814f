"""What is the base of a view of a view, of a detached view, or of one made under no_grad?

`_base` is the tensor that owns the memory, never a view of it: a view of a view has the same base as the first.
A detached tensor has no base, and is itself the base of its views.
Under no_grad views keep their base and its flag, without a grad_fn, so that a later change in place can be checked.
A chunk shared the memory without being a view until 1.6; since 1.7 it has a base as well.

https://docs.pytorch.org/docs/stable/tensor_view.html
https://github.com/pytorch/pytorch/pull/32839
https://github.com/pytorch/pytorch/pull/39299
"""

import torch

PARAMS = {
    "view": [
        "of_a_view",
        "of_detach",
        "of_data",
        "detach_of_view",
        "data_of_view",
        "detach",
        "no_grad",
        "no_grad_of_view",
        "of_no_grad",
        "of_leaf",
        "of_plain",
        "of_clone",
        "chunk",
        "unbind",
    ],
}


def observe(device, view):
    x = torch.ones(2, 2, device=device, requires_grad=True)
    hidden = x * 1
    base = {"of_leaf": x, "of_plain": torch.ones(2, 2, device=device)}.get(view, hidden)
    first = base[:1]
    with torch.no_grad():
        under = base[:1]
        under_second = first[0]
    made = {
        "of_a_view": lambda: first[0],
        "of_detach": lambda: hidden.detach()[0],
        "of_data": lambda: hidden.data[0],
        "detach_of_view": lambda: first.detach(),
        "data_of_view": lambda: first.data,
        "detach": lambda: hidden.detach(),
        "no_grad": lambda: under,
        "no_grad_of_view": lambda: under_second,
        "of_no_grad": lambda: under[0],
        "of_leaf": lambda: first,
        "of_plain": lambda: first,
        "of_clone": lambda: hidden.clone()[0],
        "chunk": lambda: hidden.chunk(2)[0],
        "unbind": lambda: hidden.unbind()[0],
    }[view]()
    yield "has a base", made._base is not None
    yield "base is the tensor", made._base is base
    yield "requires_grad", made.requires_grad
    yield "has a grad_fn", made.grad_fn is not None
    yield "is_leaf", made.is_leaf


EXPECT = {
    "[of_a_view]": {
        ">=1.0": {
            "has a base": True,
            "base is the tensor": True,
            "requires_grad": True,
            "has a grad_fn": True,
            "is_leaf": False,
        },
    },
    "[of_leaf]": {
        ">=1.0": {
            "has a base": True,
            "base is the tensor": True,
            "requires_grad": True,
            "has a grad_fn": True,
            "is_leaf": False,
        },
    },
    "[of_no_grad]": {
        ">=1.0": {
            "has a base": True,
            "base is the tensor": True,
            "requires_grad": True,
            "has a grad_fn": True,
            "is_leaf": False,
        },
    },
    "[unbind]": {
        ">=1.0": {
            "has a base": True,
            "base is the tensor": True,
            "requires_grad": True,
            "has a grad_fn": True,
            "is_leaf": False,
        },
    },
    "[of_data]": {
        ">=1.0": {
            "has a base": True,
            "base is the tensor": False,
            "requires_grad": False,
            "has a grad_fn": False,
            "is_leaf": True,
        },
    },
    "[of_detach]": {
        ">=1.0": {
            "has a base": True,
            "base is the tensor": False,
            "requires_grad": False,
            "has a grad_fn": False,
            "is_leaf": True,
        },
    },
    "[data_of_view]": {
        ">=1.0": {
            "has a base": False,
            "base is the tensor": False,
            "requires_grad": False,
            "has a grad_fn": False,
            "is_leaf": True,
        },
    },
    "[detach]": {
        ">=1.0": {
            "has a base": False,
            "base is the tensor": False,
            "requires_grad": False,
            "has a grad_fn": False,
            "is_leaf": True,
        },
    },
    "[detach_of_view]": {
        ">=1.0": {
            "has a base": False,
            "base is the tensor": False,
            "requires_grad": False,
            "has a grad_fn": False,
            "is_leaf": True,
        },
    },
    "[no_grad]": {
        ">=1.0": {
            "has a base": True,
            "base is the tensor": True,
            "requires_grad": True,
            "has a grad_fn": False,
            "is_leaf": True,
        },
    },
    "[no_grad_of_view]": {
        ">=1.0": {
            "has a base": True,
            "base is the tensor": True,
            "requires_grad": True,
            "has a grad_fn": False,
            "is_leaf": True,
        },
    },
    "[of_plain]": {
        ">=1.0": {
            "has a base": True,
            "base is the tensor": True,
            "requires_grad": False,
            "has a grad_fn": False,
            "is_leaf": True,
        },
    },
    "[of_clone]": {
        ">=1.0": {
            "has a base": True,
            "base is the tensor": False,
            "requires_grad": True,
            "has a grad_fn": True,
            "is_leaf": False,
        },
    },
    "[chunk]": {
        "<1.7": {
            "has a base": False,
            "base is the tensor": False,
            "requires_grad": True,
            "has a grad_fn": True,
            "is_leaf": False,
        },
        ">=1.7": {
            "has a base": True,
            "base is the tensor": True,
            "requires_grad": True,
            "has a grad_fn": True,
            "is_leaf": False,
        },
    },
}

"""Which copies and aliases of a tensor share its memory, and which its version counter?

The version counter is how autograd notices that a saved tensor was overwritten.
`detach()` and every view share both the memory and the counter, so a write through them is noticed.
`.data` shares the memory alone, and a write through it is not noticed.
`clone()`, `deepcopy` and `torch.tensor` share neither.
`nn.Parameter(x)` shares the memory of x in all releases, and its version counter since 1.2: until 1.1 a write to one
of the two went unnoticed by a backward that had saved the other.

https://github.com/pytorch/pytorch/pull/22821
https://pytorch.org/docs/stable/notes/autograd.html
https://github.com/pytorch/pytorch/issues/6990
"""

import copy

import torch

PARAMS = {
    "made_by": [
        "detach",
        "detach_of_a_view",
        "data",
        "view",
        "index",
        "no_grad_view",
        "requires_grad_false",
        "clone",
        "deepcopy",
        "parameter",
        "detach_copy",
        "new_set_",
    ]
}

TORCH = {"[detach_copy]": ">=2.0"}


def observe(made_by):
    x = torch.ones(2)
    with torch.set_grad_enabled(made_by != "no_grad_view"):
        other = {
            "detach": lambda: x.detach(),
            "detach_of_a_view": lambda: x[:1].detach(),
            "data": lambda: x.data,
            "view": lambda: x.view(1, 2),
            "index": lambda: x[0],
            "no_grad_view": lambda: x[0],
            "requires_grad_false": lambda: x.requires_grad_(False),
            "clone": lambda: x.clone(),
            "deepcopy": lambda: copy.deepcopy(x),
            "parameter": lambda: torch.nn.Parameter(x).requires_grad_(False),
            "detach_copy": lambda: torch.detach_copy(x),
            "new_set_": lambda: x.new_empty(0).set_(x),
        }[made_by]()
    yield "has a base", other._base is not None
    before = x._version
    other.add_(1)
    yield "the write shows in the original", x[0].item() == 2
    yield "the original's version counter moves", x._version != before


EXPECT = {
    "[detach]": {
        ">=1.0": {
            "has a base": False,
            "the write shows in the original": True,
            "the original's version counter moves": True,
        },
    },
    "[detach_of_a_view]": {
        ">=1.0": {
            "has a base": False,
            "the write shows in the original": True,
            "the original's version counter moves": True,
        },
    },
    "[requires_grad_false]": {
        ">=1.0": {
            "has a base": False,
            "the write shows in the original": True,
            "the original's version counter moves": True,
        },
    },
    "[data]": {
        ">=1.0": {
            "has a base": False,
            "the write shows in the original": True,
            "the original's version counter moves": False,
        },
    },
    "[new_set_]": {
        ">=1.0": {
            "has a base": False,
            "the write shows in the original": True,
            "the original's version counter moves": False,
        },
    },
    "[index]": {
        ">=1.0": {
            "has a base": True,
            "the write shows in the original": True,
            "the original's version counter moves": True,
        },
    },
    "[no_grad_view]": {
        ">=1.0": {
            "has a base": True,
            "the write shows in the original": True,
            "the original's version counter moves": True,
        },
    },
    "[view]": {
        ">=1.0": {
            "has a base": True,
            "the write shows in the original": True,
            "the original's version counter moves": True,
        },
    },
    "[clone]": {
        ">=1.0": {
            "has a base": False,
            "the write shows in the original": False,
            "the original's version counter moves": False,
        },
    },
    "[deepcopy]": {
        ">=1.0": {
            "has a base": False,
            "the write shows in the original": False,
            "the original's version counter moves": False,
        },
    },
    "[detach_copy]": {
        ">=1.0": {
            "has a base": False,
            "the write shows in the original": False,
            "the original's version counter moves": False,
        },
    },
    "[parameter]": {
        "<1.2": {
            "has a base": False,
            "the write shows in the original": True,
            "the original's version counter moves": False,
        },
        ">=1.2": {
            "has a base": False,
            "the write shows in the original": True,
            "the original's version counter moves": True,
        },
    },
}

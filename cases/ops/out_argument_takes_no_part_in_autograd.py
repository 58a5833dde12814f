"""May a function write into out= when gradients are involved?

A function with `out=` records nothing, so it refuses as soon as an input, or the output, requires grad.
Under no_grad it is allowed, and the output keeps its flag.
An output of another size is resized; that has warned since 1.7 to 1.13, depending on the function.

https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/generated/torch.add.html
"""

import torch

PARAMS = {
    "function": ["add", "matmul", "sum", "cat"],
    "with_grad": ["input", "out_leaf", "out_hidden", "input_in_no_grad", "out_in_no_grad", "wrong_size", "none"],
}


def observe(device, function, with_grad):
    x = torch.ones(2, 2, device=device, requires_grad=with_grad.startswith("input"))
    shape = {"sum": [2], "cat": [4, 2]}.get(function, [2, 2])
    out = torch.zeros([5] if with_grad == "wrong_size" else shape, device=device)
    out.requires_grad = with_grad.startswith("out")
    if with_grad == "out_hidden":
        out = out * 1
    with torch.set_grad_enabled(not with_grad.endswith("no_grad")):
        if function == "sum":
            torch.sum(x, 0, out=out)
        elif function == "cat":
            torch.cat([x, x], out=out)
        else:
            getattr(torch, function)(x, torch.ones(2, 2, device=device), out=out)
    yield "out.requires_grad", out.requires_grad
    yield "out.is_leaf", out.is_leaf
    yield "out written", bool((out != 0).all())
    yield "shape", list(out.shape)


EXPECT = {
    "[*-input]": {">=1.0": {"raises": "RuntimeError"}},
    "[*-out_hidden]": {">=1.0": {"raises": "RuntimeError"}},
    "[*-out_leaf]": {">=1.0": {"raises": "RuntimeError"}},
    "[add-input_in_no_grad]": {
        ">=1.0": {"out.requires_grad": False, "out.is_leaf": True, "out written": True, "shape": [2, 2]},
    },
    "[add-none]": {">=1.0": {"out.requires_grad": False, "out.is_leaf": True, "out written": True, "shape": [2, 2]}},
    "[matmul-input_in_no_grad]": {
        ">=1.0": {"out.requires_grad": False, "out.is_leaf": True, "out written": True, "shape": [2, 2]},
    },
    "[matmul-none]": {">=1.0": {"out.requires_grad": False, "out.is_leaf": True, "out written": True, "shape": [2, 2]}},
    "[add-out_in_no_grad]": {
        ">=1.0": {"out.requires_grad": True, "out.is_leaf": True, "out written": True, "shape": [2, 2]},
    },
    "[matmul-out_in_no_grad]": {
        ">=1.0": {"out.requires_grad": True, "out.is_leaf": True, "out written": True, "shape": [2, 2]},
    },
    "[add-wrong_size]": {
        "<1.7": {"out.requires_grad": False, "out.is_leaf": True, "out written": True, "shape": [2, 2]},
        ">=1.7": {
            "out.requires_grad": False,
            "out.is_leaf": True,
            "out written": True,
            "shape": [2, 2],
            "warns": ["UserWarning"],
        },
    },
    "[matmul-wrong_size]": {
        "<1.10": {"out.requires_grad": False, "out.is_leaf": True, "out written": True, "shape": [2, 2]},
        ">=1.10": {
            "out.requires_grad": False,
            "out.is_leaf": True,
            "out written": True,
            "shape": [2, 2],
            "warns": ["UserWarning"],
        },
    },
    "[sum-input_in_no_grad]": {
        ">=1.0": {"out.requires_grad": False, "out.is_leaf": True, "out written": True, "shape": [2]},
    },
    "[sum-none]": {">=1.0": {"out.requires_grad": False, "out.is_leaf": True, "out written": True, "shape": [2]}},
    "[sum-out_in_no_grad]": {
        ">=1.0": {"out.requires_grad": True, "out.is_leaf": True, "out written": True, "shape": [2]},
    },
    "[sum-wrong_size]": {
        "<1.9": {"out.requires_grad": False, "out.is_leaf": True, "out written": True, "shape": [2]},
        ">=1.9": {
            "out.requires_grad": False,
            "out.is_leaf": True,
            "out written": True,
            "shape": [2],
            "warns": ["UserWarning"],
        },
    },
    "[cat-input_in_no_grad]": {
        ">=1.0": {"out.requires_grad": False, "out.is_leaf": True, "out written": True, "shape": [4, 2]},
    },
    "[cat-none]": {">=1.0": {"out.requires_grad": False, "out.is_leaf": True, "out written": True, "shape": [4, 2]}},
    "[cat-out_in_no_grad]": {
        ">=1.0": {"out.requires_grad": True, "out.is_leaf": True, "out written": True, "shape": [4, 2]},
    },
    "[cat-wrong_size]": {
        "<1.12": {"out.requires_grad": False, "out.is_leaf": True, "out written": True, "shape": [4, 2]},
        ">=1.12": {
            "out.requires_grad": False,
            "out.is_leaf": True,
            "out written": True,
            "shape": [4, 2],
            "warns": ["UserWarning"],
        },
    },
}

"""Which copies of a non-leaf are refused, and what is left of its graph in the others?

`deepcopy` refuses a tensor with a history, also deep inside a module, a list or a dict, and so does sending it
to another
process; the advice is `detach()`.
Since 2.1 the error of deepcopy adds a hint at weight_norm.
Pickle and `torch.save` take it without a word: what comes back is a leaf that requires grad, cut from the graph.
`clone` keeps the graph, `copy.copy` makes a leaf that shares the memory.

https://github.com/pytorch/pytorch/issues/54580
https://github.com/pytorch/pytorch/issues/33785
https://github.com/pytorch/pytorch/issues/36457
https://github.com/pytorch/pytorch/issues/48697
"""

import copy
import io
import pickle

import torch
from torch import multiprocessing, nn

PARAMS = {
    "by": [
        "clone",
        "copy.copy",
        "deepcopy",
        "deepcopy in a list",
        "deepcopy in a module",
        "deepcopy under no_grad",
        "deepcopy of a view made under no_grad",
        "pickle",
        "torch.save",
        "pickle in a module",
        "to another process",
        "share_memory_",
    ]
}


def observe(by):
    leaf = torch.ones(2, requires_grad=True)
    hidden = leaf * 2
    module = nn.ReLU()
    module.cache = hidden
    file = io.BytesIO()
    with torch.set_grad_enabled("no_grad" not in by):
        view = leaf[:1]
    try:
        with torch.set_grad_enabled(by != "deepcopy under no_grad"):
            copied = {
                "clone": lambda: hidden.clone(),
                "copy.copy": lambda: copy.copy(hidden),
                "deepcopy": lambda: copy.deepcopy(hidden),
                "deepcopy in a list": lambda: copy.deepcopy([hidden])[0],
                "deepcopy in a module": lambda: copy.deepcopy(module).cache,
                "deepcopy under no_grad": lambda: copy.deepcopy(hidden),
                "deepcopy of a view made under no_grad": lambda: copy.deepcopy(view),
                "pickle": lambda: pickle.loads(pickle.dumps(hidden)),
                "torch.save": lambda: (torch.save(hidden, file), file.seek(0), torch.load(file))[2],
                "pickle in a module": lambda: pickle.loads(pickle.dumps(module)).cache,
                "to another process": lambda: multiprocessing.reductions.reduce_tensor(hidden),
                "share_memory_": lambda: hidden.share_memory_(),
            }[by]()
    except RuntimeError as error:
        yield "refused", type(error).__name__
        return
    yield "requires_grad", copied.requires_grad
    yield "is_leaf", copied.is_leaf
    yield "shares memory", copied.data_ptr() == hidden.data_ptr()
    copied.sum().backward()
    yield "a loss of the copy reaches the leaf", leaf.grad is not None


EXPECT = {
    "[clone]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": False,
            "shares memory": False,
            "a loss of the copy reaches the leaf": True,
        },
    },
    "[copy.copy]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": True,
            "a loss of the copy reaches the leaf": False,
        },
    },
    "[deepcopy]": {">=1.0": {"refused": "RuntimeError"}},
    "[deepcopy in a list]": {">=1.0": {"refused": "RuntimeError"}},
    "[deepcopy in a module]": {">=1.0": {"refused": "RuntimeError"}},
    "[deepcopy under no_grad]": {">=1.0": {"refused": "RuntimeError"}},
    "[to another process]": {">=1.0": {"refused": "RuntimeError"}},
    "[deepcopy of a view made under no_grad]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "a loss of the copy reaches the leaf": False,
        },
    },
    "[pickle]": {
        "<1.5": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "a loss of the copy reaches the leaf": False,
        },
        ">=1.5,<1.6": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "a loss of the copy reaches the leaf": False,
            "warns": ["FutureWarning"],
        },
        ">=1.6,<2.4": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "a loss of the copy reaches the leaf": False,
        },
        ">=2.4,<2.4.1": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "a loss of the copy reaches the leaf": False,
            "warns": ["FutureWarning"],
        },
        ">=2.4.1": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "a loss of the copy reaches the leaf": False,
        },
    },
    "[pickle in a module]": {
        "<1.5": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "a loss of the copy reaches the leaf": False,
        },
        ">=1.5,<1.6": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "a loss of the copy reaches the leaf": False,
            "warns": ["FutureWarning"],
        },
        ">=1.6,<2.4": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "a loss of the copy reaches the leaf": False,
        },
        ">=2.4,<2.4.1": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "a loss of the copy reaches the leaf": False,
            "warns": ["FutureWarning"],
        },
        ">=2.4.1": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "a loss of the copy reaches the leaf": False,
        },
    },
    "[torch.save]": {
        "<2.4": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "a loss of the copy reaches the leaf": False,
        },
        ">=2.4,<2.6": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "a loss of the copy reaches the leaf": False,
            "warns": ["FutureWarning"],
        },
        ">=2.6": {
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "a loss of the copy reaches the leaf": False,
        },
    },
    "[share_memory_]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": False,
            "shares memory": True,
            "a loss of the copy reaches the leaf": True,
        },
    },
}

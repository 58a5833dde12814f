"""Does torch.asarray() keep the gradient, what does it do to the tensor it is given, and is dlpack another way?

Without `requires_grad=True` the result did not require grad, and where nothing has to be copied the result of a
leaf is the leaf itself: the caller's own tensor lost its flag, and trained no longer, without a warning.
A hidden tensor was detached instead, also in a copy; with `requires_grad=True` the history is kept.
Since 2.12 the flag and the history of the source are kept by default, and a warning tells of it.
`torch.from_dlpack` refuses a tensor that requires grad since it came with 1.10, with a RuntimeError until 2.8 and a
BufferError since 2.9 (#150691); a capsule made by hand takes it, and drops the history without a word, though it
shares the memory.
asarray came with 1.11.

https://github.com/pytorch/pytorch/pull/60627
https://github.com/pytorch/pytorch/pull/57110
https://github.com/pytorch/pytorch/pull/150691
https://github.com/pytorch/pytorch/pull/170897
https://github.com/pytorch/pytorch/issues/170819
https://pytorch.org/docs/stable/generated/torch.asarray.html
"""

import torch
from torch.utils import dlpack

PARAMS = {
    "by": ["asarray", "asarray that requires grad", "asarray that copies", "from_dlpack", "capsule"],
    "source": ["leaf", "hidden"],
}
TORCH = {"[asarray*]": ">=1.11", "[from_dlpack-*]": ">=1.10"}


def observe(device, by, source):
    leaf = torch.ones(2, device=device, requires_grad=True)
    x = leaf if source == "leaf" else leaf * 3
    y = {
        "asarray": lambda: torch.asarray(x),
        "asarray that requires grad": lambda: torch.asarray(x, requires_grad=True),
        "asarray that copies": lambda: torch.asarray(x, copy=True),
        "from_dlpack": lambda: torch.from_dlpack(x),
        "capsule": lambda: dlpack.from_dlpack(dlpack.to_dlpack(x)),
    }[by]()
    yield "result is the source", y is x
    yield "result.requires_grad", y.requires_grad
    yield "result.is_leaf", y.is_leaf
    yield "source.requires_grad", x.requires_grad
    yield "shares memory", y.data_ptr() == x.data_ptr()
    (x * 2).sum().backward()
    yield "leaf.grad through the source", leaf.grad


EXPECT = {
    "[asarray-leaf]": {
        "<2.12": {
            "result is the source": True,
            "result.requires_grad": False,
            "result.is_leaf": True,
            "source.requires_grad": False,
            "shares memory": True,
            "raises": "RuntimeError",
        },
        ">=2.12": {
            "result is the source": True,
            "result.requires_grad": True,
            "result.is_leaf": True,
            "source.requires_grad": True,
            "shares memory": True,
            "leaf.grad through the source": "nonzero",
            "warns": ["UserWarning"],
        },
    },
    "[asarray-hidden]": {
        "<2.12": {
            "result is the source": False,
            "result.requires_grad": False,
            "result.is_leaf": True,
            "source.requires_grad": True,
            "shares memory": True,
            "leaf.grad through the source": "nonzero",
        },
        ">=2.12": {
            "result is the source": True,
            "result.requires_grad": True,
            "result.is_leaf": False,
            "source.requires_grad": True,
            "shares memory": True,
            "leaf.grad through the source": "nonzero",
            "warns": ["UserWarning"],
        },
    },
    "[asarray that requires grad-leaf]": {
        ">=1.0": {
            "result is the source": True,
            "result.requires_grad": True,
            "result.is_leaf": True,
            "source.requires_grad": True,
            "shares memory": True,
            "leaf.grad through the source": "nonzero",
        },
    },
    "[asarray that requires grad-hidden]": {
        ">=1.0": {
            "result is the source": True,
            "result.requires_grad": True,
            "result.is_leaf": False,
            "source.requires_grad": True,
            "shares memory": True,
            "leaf.grad through the source": "nonzero",
        },
    },
    "[asarray that copies-*]": {
        "<2.12": {
            "result is the source": False,
            "result.requires_grad": False,
            "result.is_leaf": True,
            "source.requires_grad": True,
            "shares memory": False,
            "leaf.grad through the source": "nonzero",
        },
        ">=2.12": {
            "result is the source": False,
            "result.requires_grad": True,
            "result.is_leaf": False,
            "source.requires_grad": True,
            "shares memory": False,
            "leaf.grad through the source": "nonzero",
            "warns": ["UserWarning"],
        },
    },
    "[from_dlpack-*]": {"<2.9": {"raises": "RuntimeError"}, ">=2.9": {"raises": "BufferError"}},
    "[capsule-*]": {
        ">=1.0": {
            "result is the source": False,
            "result.requires_grad": False,
            "result.is_leaf": True,
            "source.requires_grad": True,
            "shares memory": True,
            "leaf.grad through the source": "nonzero",
        },
    },
}

CLAIMS = [
    {
        "source": "https://pytorch.org/docs/stable/generated/torch.asarray.html",
        "says": "If requires_grad is False, a tensor with a graph is detached; the source is left as it is.",
        "facts": {"result.requires_grad": False, "source.requires_grad": True},
        "rows": "[asarray-*]",
    }
]

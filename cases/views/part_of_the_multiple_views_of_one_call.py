"""Which functions that return several tensors let one of them be changed in place?

The views of one call share one entry of the graph, and a change of one would have to rewrite all of them.
unbind refuses since 1.5, and iteration over a tensor, which has been an unbind from then on, since 1.7: no warning.
split and chunk were no views until 1.6, and the gradient silently knew nothing of the change.
In 1.7 they became views, with the right gradient and a warning; since 1.9 they refuse, as the warning said.
Where the base was a plain tensor, 1.7 still lost what was written, and 1.8 alone got it right (no note found).
tensor_split and hsplit are made of single slices, and their results may be changed in all releases that have them.
The `unsafe_` functions exist since 1.7 for those who know that nobody else looks:
their results are no views to autograd, the change goes through, and the base's gradient does not know of it.
Where the base is a plain tensor and what is written is a constant, there is no history, and all work.

https://github.com/pytorch/pytorch/pull/31990
https://github.com/pytorch/pytorch/pull/40884
https://github.com/pytorch/pytorch/pull/39299
https://github.com/pytorch/pytorch/pull/56093
https://github.com/pytorch/pytorch/issues/58285
https://github.com/pytorch/pytorch/issues/46820
"""

import torch

functions = {
    "unbind": lambda h: h.unbind()[0],
    "iterate": lambda h: next(iter(h)),
    "split": lambda h: h.split(1)[0],
    "split_sizes": lambda h: h.split([1, 1])[0],
    "chunk": lambda h: h.chunk(2)[0],
    "tensor_split": lambda h: h.tensor_split(2)[0],
    "hsplit": lambda h: h.hsplit(2)[0],
    "unsafe_split": lambda h: h.unsafe_split(1)[0],
    "unsafe_chunk": lambda h: h.unsafe_chunk(2)[0],
    "broadcast_tensors": lambda h: torch.broadcast_tensors(h, h)[0],
    "max_dim": lambda h: h.max(0)[0],
}
PARAMS = {
    "function": [
        "unbind",
        "iterate",
        "split",
        "split_sizes",
        "chunk",
        "tensor_split",
        "hsplit",
        "unsafe_split",
        "unsafe_chunk",
        "broadcast_tensors",
        "max_dim",
    ],
    "base": ["hidden", "plain"],
    "written": ["constant", "tracked"],
}
TORCH = {
    "[tensor_split-*]": ">=1.8",
    "[hsplit-*]": ">=1.9",
    "[unsafe_split-*]": ">=1.7",
    "[unsafe_chunk-*]": ">=1.7",
}


def observe(device, function, base, written):
    weight = torch.ones(2, 2, device=device, requires_grad=True)
    base = weight * 2 if base == "hidden" else torch.full((2, 2), 2.0, device=device)
    part = functions[function](base)
    try:
        part.mul_(5 if written == "constant" else weight[0, 0] * 5)
        yield "change", "works"
    except RuntimeError as error:
        yield "change", type(error).__name__
    yield "base.requires_grad", base.requires_grad
    (base.sum() + weight.sum()).backward()
    yield "weight.grad", weight.grad.flatten().tolist()


EXPECT = {
    "[unbind-hidden-constant]": {
        "<1.5": {"change": "works", "base.requires_grad": True, "weight.grad": [11.0, 11.0, 3.0, 3.0]},
        ">=1.5": {"change": "RuntimeError", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[unbind-hidden-tracked]": {
        "<1.5": {"change": "works", "base.requires_grad": True, "weight.grad": [31.0, 11.0, 3.0, 3.0]},
        ">=1.5": {"change": "RuntimeError", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[*-plain-constant]": {
        ">=1.0": {"change": "works", "base.requires_grad": False, "weight.grad": [1.0, 1.0, 1.0, 1.0]},
    },
    "[max_dim-plain-tracked]": {
        ">=1.0": {"change": "works", "base.requires_grad": False, "weight.grad": [1.0, 1.0, 1.0, 1.0]},
    },
    "[unsafe_chunk-plain-tracked]": {
        ">=1.0": {"change": "works", "base.requires_grad": False, "weight.grad": [1.0, 1.0, 1.0, 1.0]},
    },
    "[unsafe_split-plain-tracked]": {
        ">=1.0": {"change": "works", "base.requires_grad": False, "weight.grad": [1.0, 1.0, 1.0, 1.0]},
    },
    "[unbind-plain-tracked]": {
        "<1.5": {"change": "works", "base.requires_grad": True, "weight.grad": [21.0, 1.0, 1.0, 1.0]},
        ">=1.5": {"change": "RuntimeError", "base.requires_grad": False, "weight.grad": [1.0, 1.0, 1.0, 1.0]},
    },
    "[iterate-hidden-constant]": {
        "<1.7": {"change": "works", "base.requires_grad": True, "weight.grad": [11.0, 11.0, 3.0, 3.0]},
        ">=1.7": {"change": "RuntimeError", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[iterate-hidden-tracked]": {
        "<1.7": {"change": "works", "base.requires_grad": True, "weight.grad": [31.0, 11.0, 3.0, 3.0]},
        ">=1.7": {"change": "RuntimeError", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[iterate-plain-tracked]": {
        "<1.7": {"change": "works", "base.requires_grad": True, "weight.grad": [21.0, 1.0, 1.0, 1.0]},
        ">=1.7": {"change": "RuntimeError", "base.requires_grad": False, "weight.grad": [1.0, 1.0, 1.0, 1.0]},
    },
    "[chunk-hidden-constant]": {
        "<1.7": {"change": "works", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
        ">=1.7,<1.9": {
            "change": "works",
            "base.requires_grad": True,
            "weight.grad": [11.0, 11.0, 3.0, 3.0],
            "warns": ["UserWarning"],
        },
        ">=1.9": {"change": "RuntimeError", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[split-hidden-constant]": {
        "<1.7": {"change": "works", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
        ">=1.7,<1.9": {
            "change": "works",
            "base.requires_grad": True,
            "weight.grad": [11.0, 11.0, 3.0, 3.0],
            "warns": ["UserWarning"],
        },
        ">=1.9": {"change": "RuntimeError", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[split_sizes-hidden-constant]": {
        "<1.7": {"change": "works", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
        ">=1.7,<1.9": {
            "change": "works",
            "base.requires_grad": True,
            "weight.grad": [11.0, 11.0, 3.0, 3.0],
            "warns": ["UserWarning"],
        },
        ">=1.9": {"change": "RuntimeError", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[chunk-hidden-tracked]": {
        "<1.7": {"change": "works", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
        ">=1.7,<1.9": {
            "change": "works",
            "base.requires_grad": True,
            "weight.grad": [31.0, 11.0, 3.0, 3.0],
            "warns": ["UserWarning"],
        },
        ">=1.9": {"change": "RuntimeError", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[split-hidden-tracked]": {
        "<1.7": {"change": "works", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
        ">=1.7,<1.9": {
            "change": "works",
            "base.requires_grad": True,
            "weight.grad": [31.0, 11.0, 3.0, 3.0],
            "warns": ["UserWarning"],
        },
        ">=1.9": {"change": "RuntimeError", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[split_sizes-hidden-tracked]": {
        "<1.7": {"change": "works", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
        ">=1.7,<1.9": {
            "change": "works",
            "base.requires_grad": True,
            "weight.grad": [31.0, 11.0, 3.0, 3.0],
            "warns": ["UserWarning"],
        },
        ">=1.9": {"change": "RuntimeError", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[chunk-plain-tracked]": {
        "<1.8": {"change": "works", "base.requires_grad": False, "weight.grad": [1.0, 1.0, 1.0, 1.0]},
        ">=1.8,<1.9": {
            "change": "works",
            "base.requires_grad": True,
            "weight.grad": [21.0, 1.0, 1.0, 1.0],
            "warns": ["UserWarning"],
        },
        ">=1.9": {"change": "RuntimeError", "base.requires_grad": False, "weight.grad": [1.0, 1.0, 1.0, 1.0]},
    },
    "[split-plain-tracked]": {
        "<1.8": {"change": "works", "base.requires_grad": False, "weight.grad": [1.0, 1.0, 1.0, 1.0]},
        ">=1.8,<1.9": {
            "change": "works",
            "base.requires_grad": True,
            "weight.grad": [21.0, 1.0, 1.0, 1.0],
            "warns": ["UserWarning"],
        },
        ">=1.9": {"change": "RuntimeError", "base.requires_grad": False, "weight.grad": [1.0, 1.0, 1.0, 1.0]},
    },
    "[split_sizes-plain-tracked]": {
        "<1.8": {"change": "works", "base.requires_grad": False, "weight.grad": [1.0, 1.0, 1.0, 1.0]},
        ">=1.8,<1.9": {
            "change": "works",
            "base.requires_grad": True,
            "weight.grad": [21.0, 1.0, 1.0, 1.0],
            "warns": ["UserWarning"],
        },
        ">=1.9": {"change": "RuntimeError", "base.requires_grad": False, "weight.grad": [1.0, 1.0, 1.0, 1.0]},
    },
    "[tensor_split-hidden-constant]": {
        ">=1.0": {"change": "works", "base.requires_grad": True, "weight.grad": [11.0, 11.0, 3.0, 3.0]},
    },
    "[tensor_split-hidden-tracked]": {
        ">=1.0": {"change": "works", "base.requires_grad": True, "weight.grad": [31.0, 11.0, 3.0, 3.0]},
    },
    "[hsplit-plain-tracked]": {
        ">=1.0": {"change": "works", "base.requires_grad": True, "weight.grad": [21.0, 1.0, 1.0, 1.0]},
    },
    "[tensor_split-plain-tracked]": {
        ">=1.0": {"change": "works", "base.requires_grad": True, "weight.grad": [21.0, 1.0, 1.0, 1.0]},
    },
    "[hsplit-hidden-constant]": {
        ">=1.0": {"change": "works", "base.requires_grad": True, "weight.grad": [11.0, 3.0, 11.0, 3.0]},
    },
    "[hsplit-hidden-tracked]": {
        ">=1.0": {"change": "works", "base.requires_grad": True, "weight.grad": [31.0, 3.0, 11.0, 3.0]},
    },
    "[max_dim-hidden-*]": {
        ">=1.0": {"change": "works", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[unsafe_chunk-hidden-*]": {
        ">=1.0": {"change": "works", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[unsafe_split-hidden-*]": {
        ">=1.0": {"change": "works", "base.requires_grad": True, "weight.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[broadcast_tensors-hidden-constant]": {
        ">=1.0": {"change": "works", "base.requires_grad": True, "weight.grad": [11.0, 11.0, 11.0, 11.0]},
    },
    "[broadcast_tensors-hidden-tracked]": {
        ">=1.0": {"change": "works", "base.requires_grad": True, "weight.grad": [51.0, 11.0, 11.0, 11.0]},
    },
    "[broadcast_tensors-plain-tracked]": {
        ">=1.0": {"change": "works", "base.requires_grad": True, "weight.grad": [41.0, 1.0, 1.0, 1.0]},
    },
}

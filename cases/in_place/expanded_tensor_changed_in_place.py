"""What happens when an expanded tensor is changed in place?

An expanded tensor has several entries in one place of the memory, and a write to each is a write to all.
Arithmetic wrote again and again in 1.0, so that `ones(1).expand(3).add_(1)` was 4; since 1.1 it raises, unannounced.
`copy_`, assignment to a slice and `clamp_` raise since 1.3, `scatter_`, `index_add_` and `cumsum(out=)` since 1.7,
and `relu_` since 1.9 (no note found for this one).
An index with a list or a mask and `masked_fill_` warn since 1.7, `index_fill_` since 1.8: deprecated, still accepted.
Writing one value, by `fill_`, `zero_` or `x[0] = 5`, is accepted in all releases, and changes all the entries.
The cure that the error names is `clone()` first; the plan is in the first link.

https://github.com/pytorch/pytorch/issues/17935
https://github.com/pytorch/pytorch/issues/4664
https://github.com/pytorch/pytorch/pull/17927
https://github.com/pytorch/pytorch/pull/19317
https://github.com/pytorch/pytorch/pull/22917
https://github.com/pytorch/pytorch/pull/43422
https://github.com/pytorch/pytorch/pull/43423
https://github.com/pytorch/pytorch/pull/50578
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.expand.html
"""

import torch

changes = {
    "add_": lambda y: y.add_(1),
    "mul_": lambda y: y.mul_(torch.tensor([1.0, 2.0, 3.0])),
    "copy_": lambda y: y.copy_(torch.tensor([1.0, 2.0, 3.0])),
    "index": lambda y: y.__setitem__(0, 5.0),
    "slice": lambda y: y.__setitem__(slice(0, 2), torch.tensor([4.0, 5.0])),
    "list": lambda y: y.__setitem__([0, 1], torch.tensor([4.0, 5.0])),
    "mask": lambda y: y.__setitem__(torch.tensor([1, 0, 0]) == 1, 5.0),
    "zero_": lambda y: y.zero_(),
    "fill_": lambda y: y.fill_(3),
    "exp_": lambda y: y.exp_(),
    "relu_": lambda y: y.relu_(),
    "neg_": lambda y: y.neg_(),
    "pow_": lambda y: y.add_(1).pow_(2),
    "sigmoid_": lambda y: y.sigmoid_(),
    "clamp_": lambda y: y.clamp_(0, 0.5),
    "masked_fill_": lambda y: y.masked_fill_(y > 0, 5.0),
    "index_fill_": lambda y: y.index_fill_(0, torch.tensor([0]), 5.0),
    "index_add_": lambda y: y.index_add_(0, torch.tensor([0]), torch.ones(1)),
    "scatter_": lambda y: y.scatter_(0, torch.tensor([0]), torch.ones(1) * 5),
    "cumsum_out": lambda y: torch.cumsum(torch.ones(3), 0, out=y),
    "add_out": lambda y: torch.add(torch.ones(3), 1, out=y),
}
PARAMS = {
    "change": [
        "add_",
        "mul_",
        "copy_",
        "index",
        "slice",
        "list",
        "mask",
        "zero_",
        "fill_",
        "exp_",
        "relu_",
        "neg_",
        "pow_",
        "sigmoid_",
        "clamp_",
        "masked_fill_",
        "index_fill_",
        "index_add_",
        "scatter_",
        "cumsum_out",
        "add_out",
    ],
}


def observe(change):
    expanded = torch.ones(1).expand(3)
    changes[change](expanded)
    yield "values", [round(value, 3) for value in expanded.tolist()]


EXPECT = {
    "[add_]": {"<1.1": {"values": [4.0, 4.0, 4.0]}, ">=1.1": {"raises": "RuntimeError"}},
    "[mul_]": {"<1.1": {"values": [6.0, 6.0, 6.0]}, ">=1.1": {"raises": "RuntimeError"}},
    "[copy_]": {"<1.3": {"values": [3.0, 3.0, 3.0]}, ">=1.3": {"raises": "RuntimeError"}},
    "[index]": {">=1.0": {"values": [5.0, 5.0, 5.0]}},
    "[slice]": {"<1.3": {"values": [5.0, 5.0, 5.0]}, ">=1.3": {"raises": "RuntimeError"}},
    "[list]": {"<1.7": {"values": [5.0, 5.0, 5.0]}, ">=1.7": {"values": [5.0, 5.0, 5.0], "warns": ["UserWarning"]}},
    "[mask]": {"<1.7": {"values": [5.0, 5.0, 5.0]}, ">=1.7": {"values": [5.0, 5.0, 5.0], "warns": ["UserWarning"]}},
    "[masked_fill_]": {
        "<1.7": {"values": [5.0, 5.0, 5.0]},
        ">=1.7": {"values": [5.0, 5.0, 5.0], "warns": ["UserWarning"]},
    },
    "[zero_]": {">=1.0": {"values": [0.0, 0.0, 0.0]}},
    "[fill_]": {">=1.0": {"values": [3.0, 3.0, 3.0]}},
    "[exp_]": {"<1.1": {"values": [2.718, 2.718, 2.718]}, ">=1.1": {"raises": "RuntimeError"}},
    "[relu_]": {"<1.9": {"values": [1.0, 1.0, 1.0]}, ">=1.9": {"raises": "RuntimeError"}},
    "[neg_]": {"<1.1": {"values": [-1.0, -1.0, -1.0]}, ">=1.1": {"raises": "RuntimeError"}},
    "[pow_]": {"<1.1": {"values": [65540.0, 65540.0, 65540.0]}, ">=1.1": {"raises": "RuntimeError"}},
    "[sigmoid_]": {"<1.1": {"values": [0.731, 0.731, 0.731]}, ">=1.1": {"raises": "RuntimeError"}},
    "[clamp_]": {"<1.3": {"values": [0.5, 0.5, 0.5]}, ">=1.3": {"raises": "RuntimeError"}},
    "[index_fill_]": {
        "<1.8": {"values": [5.0, 5.0, 5.0]},
        ">=1.8": {"values": [5.0, 5.0, 5.0], "warns": ["UserWarning"]},
    },
    "[index_add_]": {"<1.7": {"values": [2.0, 2.0, 2.0]}, ">=1.7": {"raises": "RuntimeError"}},
    "[scatter_]": {"<1.7": {"values": [5.0, 5.0, 5.0]}, ">=1.7": {"raises": "RuntimeError"}},
    "[cumsum_out]": {"<1.7": {"values": [3.0, 3.0, 3.0]}, ">=1.7": {"raises": "RuntimeError"}},
    "[add_out]": {"<1.1": {"values": [2.0, 2.0, 2.0]}, ">=1.1": {"raises": "RuntimeError"}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/4664",
        "says": "An addition in place adds once for each entry that shares the memory.",
        "facts": {"values": [4.0, 4.0, 4.0]},
        "rows": "[add_]",
    },
]

"""Which ways of changing a tensor does its version counter notice?

backward compares the `_version` of a saved tensor with the one at the time of saving; what the counter misses is
silent.
In-place functions count once, under no_grad too, and so do writes through a view or a detached alias:
they share the counter.
A write through `.data` or through numpy's alias of the memory is not counted.
Assigning to `.data` leaves the counter alone, as does `requires_grad_()`.
`resize_` is counted only since 2.1: before, a backward that had saved the tensor could not tell.

https://github.com/pytorch/pytorch/pull/96403
https://github.com/pytorch/pytorch/pull/96598
https://docs.pytorch.org/docs/stable/notes/autograd.html
https://github.com/pytorch/pytorch/issues/6990
"""

import torch

changes = {
    "nothing": lambda x: None,
    "add_": lambda x: x.add_(1),
    "plus_equals": lambda x: x.__iadd__(1),
    "zero_": lambda x: x.zero_(),
    "fill_": lambda x: x.fill_(3),
    "copy_": lambda x: x.copy_(torch.zeros(2, 2)),
    "index": lambda x: x.__setitem__(0, 5.0),
    "index_twice": lambda x: x[0].__setitem__(0, 5.0),
    "mask": lambda x: x.__setitem__(x > 0, 5.0),
    "normal_": lambda x: x.normal_(),
    "clamp_": lambda x: x.clamp_(0, 1),
    "addmm_": lambda x: x.addmm_(torch.ones(2, 2), torch.ones(2, 2)),
    "view": lambda x: x.view(4).add_(1),
    "row": lambda x: x[0].add_(1),
    "detach": lambda x: x.detach().add_(1),
    "data": lambda x: x.data.add_(1),
    "numpy": lambda x: x.numpy().fill(3),
    "assign_data": lambda x: setattr(x, "data", torch.zeros(2, 2)),
    "set_": lambda x: x.set_(torch.zeros(2, 2)),
    "resize_": lambda x: x.resize_(4),
    "transpose_": lambda x: x.transpose_(0, 1),
    "unsqueeze_": lambda x: x.unsqueeze_(0),
    "detach_": lambda x: x.detach_(),
    "requires_grad_": lambda x: x.requires_grad_(),
    "out": lambda x: torch.add(torch.ones(2, 2), 1, out=x),
    "assign_grad": lambda x: setattr(x, "grad", torch.zeros(2, 2)),
    "share_memory_": lambda x: x.share_memory_(),
}
PARAMS = {
    "change": [
        "nothing",
        "add_",
        "plus_equals",
        "zero_",
        "fill_",
        "copy_",
        "index",
        "index_twice",
        "mask",
        "normal_",
        "clamp_",
        "addmm_",
        "view",
        "row",
        "detach",
        "data",
        "numpy",
        "assign_data",
        "set_",
        "resize_",
        "transpose_",
        "unsqueeze_",
        "detach_",
        "requires_grad_",
        "out",
        "assign_grad",
        "share_memory_",
    ],
    "grad": [True, False],
}


def observe(change, grad):
    x = torch.ones(2, 2)
    before = x._version
    with torch.set_grad_enabled(grad):
        changes[change](x)
    yield "versions passed", x._version - before


EXPECT = {
    "[assign_data-*]": {">=1.0": {"versions passed": 0}},
    "[assign_grad-*]": {">=1.0": {"versions passed": 0}},
    "[data-*]": {">=1.0": {"versions passed": 0}},
    "[detach_-*]": {">=1.0": {"versions passed": 0}},
    "[nothing-*]": {">=1.0": {"versions passed": 0}},
    "[numpy-*]": {">=1.0": {"versions passed": 0}},
    "[requires_grad_-*]": {">=1.0": {"versions passed": 0}},
    "[share_memory_-*]": {">=1.0": {"versions passed": 0}},
    "[add_-*]": {">=1.0": {"versions passed": 1}},
    "[addmm_-*]": {">=1.0": {"versions passed": 1}},
    "[clamp_-*]": {">=1.0": {"versions passed": 1}},
    "[copy_-*]": {">=1.0": {"versions passed": 1}},
    "[detach-*]": {">=1.0": {"versions passed": 1}},
    "[fill_-*]": {">=1.0": {"versions passed": 1}},
    "[index-*]": {">=1.0": {"versions passed": 1}},
    "[index_twice-*]": {">=1.0": {"versions passed": 1}},
    "[mask-*]": {">=1.0": {"versions passed": 1}},
    "[normal_-*]": {">=1.0": {"versions passed": 1}},
    "[out-*]": {">=1.0": {"versions passed": 1}},
    "[plus_equals-*]": {">=1.0": {"versions passed": 1}},
    "[row-*]": {">=1.0": {"versions passed": 1}},
    "[set_-*]": {">=1.0": {"versions passed": 1}},
    "[transpose_-*]": {">=1.0": {"versions passed": 1}},
    "[unsqueeze_-*]": {">=1.0": {"versions passed": 1}},
    "[view-*]": {">=1.0": {"versions passed": 1}},
    "[zero_-*]": {">=1.0": {"versions passed": 1}},
    "[resize_-*]": {"<2.1": {"versions passed": 0}, ">=2.1": {"versions passed": 1}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/6990",
        "says": "Changes through .data are not reported to autograd.",
        "facts": {"versions passed": 0},
        "rows": "[data-*]",
    },
]

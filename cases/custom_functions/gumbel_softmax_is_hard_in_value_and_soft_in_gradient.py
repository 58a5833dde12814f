"""Does gumbel_softmax(hard=True) return one-hot vectors and still pass gradients on?

It does: the one-hot part is made without a graph and added to the soft one minus its detached self.
Written by hand as `hard - soft.detach() + soft` it is the same, without a detach around the hard part;
a one-hot of the argmax alone has no graph.
The case draws random numbers, and its facts do not depend on them.

https://github.com/pytorch/pytorch/issues/68941
https://github.com/pytorch/pytorch/issues/48574
"""

import torch
from torch.nn import functional

PARAMS = {"sample": ["soft", "hard", "hard_by_hand", "argmax_one_hot"]}


def observe(device, sample):
    logits = torch.tensor([[1.0, 2.0, 3.0]], device=device, requires_grad=True)
    out = functional.gumbel_softmax(logits, hard=sample == "hard")
    if sample == "hard_by_hand":
        hard = torch.zeros_like(out).scatter_(-1, out.detach().argmax(-1, keepdim=True), 1.0)
        out = hard - out.detach() + out
    elif sample == "argmax_one_hot":
        out = torch.zeros_like(out).scatter_(-1, out.argmax(-1, keepdim=True), 1.0)
    entries = sorted(out[0].tolist())
    yield "one-hot", entries[0] == 0.0 and entries[1] == 0.0 and abs(entries[2] - 1.0) < 1e-6
    yield "sums to one", abs(sum(entries) - 1.0) < 1e-5
    yield "requires_grad", out.requires_grad
    if out.requires_grad:
        (out * torch.tensor([1.0, 2.0, 4.0], device=device)).sum().backward()
        yield "logits.grad", logits.grad


EXPECT = {
    "[soft]": {">=1.0": {"one-hot": False, "sums to one": True, "requires_grad": True, "logits.grad": "nonzero"}},
    "[hard]": {">=1.0": {"one-hot": True, "sums to one": True, "requires_grad": True, "logits.grad": "nonzero"}},
    "[hard_by_hand]": {
        ">=1.0": {"one-hot": True, "sums to one": True, "requires_grad": True, "logits.grad": "nonzero"},
    },
    "[argmax_one_hot]": {">=1.0": {"one-hot": True, "sums to one": True, "requires_grad": False}},
}

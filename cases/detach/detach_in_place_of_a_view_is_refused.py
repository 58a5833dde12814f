"""Which views can be detached in place, with detach_()?

A view cannot be cut off without its base, so `detach_()` refuses.
The pieces of `split` and `chunk` did not count as views until 1.6, and were cut off quietly;
in 1.7 to 1.9 the call did nothing but warn that it would be forbidden, and from 1.10 on it is an error.
`detach()` works on all of them.
`optimizer.zero_grad()` used to call `detach_()` on every gradient, and so met this error too.

https://github.com/pytorch/pytorch/pull/39299
https://github.com/pytorch/pytorch/pull/58285
https://github.com/pytorch/pytorch/issues/25814
"""

import torch

PARAMS = {
    "view": ["index", "narrow", "view", "t", "expand", "split", "chunk", "unbind", "reshape_to_itself", "slice_of_all"],
}


def observe(device, view):
    weight = torch.ones(2, 2, device=device, requires_grad=True)
    hidden = weight * 2
    piece = {
        "index": lambda: hidden[0],
        "narrow": lambda: hidden.narrow(0, 0, 1),
        "view": lambda: hidden.view(4),
        "t": lambda: hidden.t(),
        "expand": lambda: hidden.expand(3, 2, 2),
        "split": lambda: hidden.split(1)[0],
        "chunk": lambda: hidden.chunk(2)[0],
        "unbind": lambda: hidden.unbind()[0],
        "reshape_to_itself": lambda: hidden.reshape(2, 2),
        "slice_of_all": lambda: hidden[:],
    }[view]()
    yield "detach().requires_grad", piece.detach().requires_grad
    piece.detach_()
    yield "requires_grad after detach_()", piece.requires_grad


EXPECT = {
    "[expand]": {">=1.0": {"detach().requires_grad": False, "raises": "RuntimeError"}},
    "[index]": {">=1.0": {"detach().requires_grad": False, "raises": "RuntimeError"}},
    "[narrow]": {">=1.0": {"detach().requires_grad": False, "raises": "RuntimeError"}},
    "[reshape_to_itself]": {">=1.0": {"detach().requires_grad": False, "raises": "RuntimeError"}},
    "[slice_of_all]": {">=1.0": {"detach().requires_grad": False, "raises": "RuntimeError"}},
    "[t]": {">=1.0": {"detach().requires_grad": False, "raises": "RuntimeError"}},
    "[unbind]": {">=1.0": {"detach().requires_grad": False, "raises": "RuntimeError"}},
    "[view]": {">=1.0": {"detach().requires_grad": False, "raises": "RuntimeError"}},
    "[chunk]": {
        "<1.7": {"detach().requires_grad": False, "requires_grad after detach_()": False},
        ">=1.7,<1.10": {
            "detach().requires_grad": False,
            "requires_grad after detach_()": True,
            "warns": ["UserWarning"],
        },
        ">=1.10": {"detach().requires_grad": False, "raises": "RuntimeError"},
    },
    "[split]": {
        "<1.7": {"detach().requires_grad": False, "requires_grad after detach_()": False},
        ">=1.7,<1.10": {
            "detach().requires_grad": False,
            "requires_grad after detach_()": True,
            "warns": ["UserWarning"],
        },
        ">=1.10": {"detach().requires_grad": False, "raises": "RuntimeError"},
    },
}

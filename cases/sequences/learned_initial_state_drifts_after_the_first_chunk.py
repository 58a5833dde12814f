"""Does a learned initial state train when the state is detached between chunks?

Only the first chunk reaches it; in the later ones its `.grad` is what `zero_grad()` left.
Before 2.0 that was zeros, on which momentum, Adam and decay go on moving it in every chunk; from 2.0 on None,
and it stays.
No warning announced the change.

https://github.com/pytorch/pytorch/pull/92731
https://github.com/pytorch/pytorch/issues/92656
"""

import torch

PARAMS = {"optimizer": ["SGD", "SGD_decay", "momentum", "Adam", "AdamW", "RMSprop"], "state": ["detached", "reset"]}
TORCH = {"[AdamW-*]": ">=1.2"}


def observe(device, optimizer, state):
    initial = torch.ones(2, device=device, requires_grad=True)
    weight = torch.full((2,), 0.5, device=device, requires_grad=True)
    both = [initial, weight]
    optimizer = {
        "SGD": lambda: torch.optim.SGD(both, lr=0.1),
        "SGD_decay": lambda: torch.optim.SGD(both, lr=0.1, weight_decay=0.1),
        "momentum": lambda: torch.optim.SGD(both, lr=0.1, momentum=0.9),
        "Adam": lambda: torch.optim.Adam(both, lr=0.1),
        "AdamW": lambda: torch.optim.AdamW(both, lr=0.1),
        "RMSprop": lambda: torch.optim.RMSprop(both, lr=0.1),
    }[optimizer]()
    h = initial
    for _ in range(3):
        optimizer.zero_grad()
        h = (h * weight).tanh()
        h.sum().backward()
        yield "initial.grad", initial.grad
        before = initial.detach().clone()
        optimizer.step()
        yield "initial moved", not torch.equal(initial.detach(), before)
        h = h.detach() if state == "detached" else initial


EXPECT = {
    "[RMSprop-detached]": {
        "<2.0": {"initial.grad": ["nonzero", "zero", "zero"], "initial moved": [True, False, False]},
        ">=2.0": {"initial.grad": ["nonzero", "None", "None"], "initial moved": [True, False, False]},
    },
    "[SGD-detached]": {
        "<2.0": {"initial.grad": ["nonzero", "zero", "zero"], "initial moved": [True, False, False]},
        ">=2.0": {"initial.grad": ["nonzero", "None", "None"], "initial moved": [True, False, False]},
    },
    "[*-reset]": {">=1.0": {"initial.grad": ["nonzero", "nonzero", "nonzero"], "initial moved": [True, True, True]}},
    "[Adam-detached]": {
        "<2.0": {"initial.grad": ["nonzero", "zero", "zero"], "initial moved": [True, True, True]},
        ">=2.0": {"initial.grad": ["nonzero", "None", "None"], "initial moved": [True, False, False]},
    },
    "[AdamW-detached]": {
        "<2.0": {"initial.grad": ["nonzero", "zero", "zero"], "initial moved": [True, True, True]},
        ">=2.0": {"initial.grad": ["nonzero", "None", "None"], "initial moved": [True, False, False]},
    },
    "[SGD_decay-detached]": {
        "<2.0": {"initial.grad": ["nonzero", "zero", "zero"], "initial moved": [True, True, True]},
        ">=2.0": {"initial.grad": ["nonzero", "None", "None"], "initial moved": [True, False, False]},
    },
    "[momentum-detached]": {
        "<2.0": {"initial.grad": ["nonzero", "zero", "zero"], "initial moved": [True, True, True]},
        ">=2.0": {"initial.grad": ["nonzero", "None", "None"], "initial moved": [True, False, False]},
    },
}

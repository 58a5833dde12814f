"""Does an expert, a task head or a dropped layer move in a step that does not use it?

Two branches share an optimizer; the first step uses both, and in the second the router,
the task or the coin leaves one out.
Skipped, its `.grad` keeps what `zero_grad()` left: zeros before 2.0, None since.
On zeros, weight decay, momentum and Adam's averages move the unused branch; on None nothing does.
Masked instead, that is computed and multiplied by 0, it gets a gradient of zeros in every release,
and moves in every release.
No warning announced the change of 2.0.

https://github.com/pytorch/pytorch/pull/92731
https://github.com/pytorch/pytorch/issues/92656
https://github.com/walkerning/aw_nas/issues/5
"""

import torch

PARAMS = {
    "optimizer": ["SGD", "SGD_decay", "momentum", "Adam", "AdamW", "RMSprop"],
    "unused_branch": ["skipped", "masked"],
}
TORCH = {"[AdamW-*]": ">=1.2"}


def observe(device, optimizer, unused_branch):
    used, unused = [torch.ones(3, device=device, requires_grad=True) for _ in range(2)]
    both = [used, unused]
    optimizer = {
        "SGD": lambda: torch.optim.SGD(both, lr=0.1),
        "SGD_decay": lambda: torch.optim.SGD(both, lr=0.1, weight_decay=0.1),
        "momentum": lambda: torch.optim.SGD(both, lr=0.1, momentum=0.9),
        "Adam": lambda: torch.optim.Adam(both, lr=0.1),
        "AdamW": lambda: torch.optim.AdamW(both, lr=0.1),
        "RMSprop": lambda: torch.optim.RMSprop(both, lr=0.1),
    }[optimizer]()
    (used * 2 + unused * 3).sum().backward()
    optimizer.step()
    optimizer.zero_grad()

    loss = (used * 2).sum()
    if unused_branch == "masked":
        loss = loss + (unused * 3).sum() * 0
    loss.backward()
    yield "unused.grad", unused.grad
    before = unused.detach().clone()
    optimizer.step()
    yield "unused moved", not torch.equal(unused.detach(), before)


WORKAROUND = {
    "[SGD-skipped]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[SGD-0.0-None]",
    "[SGD_decay-skipped]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[SGD-0.5-None]",
    "[momentum-skipped]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[momentum-0.0-None]",
    "[Adam-skipped]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[Adam-0.0-None]",
    "[RMSprop-skipped]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[RMSprop-0.0-None]",
}

EXPECT = {
    "[RMSprop-skipped]": {
        "<2.0": {"unused.grad": "zero", "unused moved": False},
        ">=2.0": {"unused.grad": "None", "unused moved": False},
    },
    "[SGD-skipped]": {
        "<2.0": {"unused.grad": "zero", "unused moved": False},
        ">=2.0": {"unused.grad": "None", "unused moved": False},
    },
    "[RMSprop-masked]": {">=1.0": {"unused.grad": "zero", "unused moved": False}},
    "[SGD-masked]": {">=1.0": {"unused.grad": "zero", "unused moved": False}},
    "[Adam-skipped]": {
        "<2.0": {"unused.grad": "zero", "unused moved": True},
        ">=2.0": {"unused.grad": "None", "unused moved": False},
    },
    "[AdamW-skipped]": {
        "<2.0": {"unused.grad": "zero", "unused moved": True},
        ">=2.0": {"unused.grad": "None", "unused moved": False},
    },
    "[SGD_decay-skipped]": {
        "<2.0": {"unused.grad": "zero", "unused moved": True},
        ">=2.0": {"unused.grad": "None", "unused moved": False},
    },
    "[momentum-skipped]": {
        "<2.0": {"unused.grad": "zero", "unused moved": True},
        ">=2.0": {"unused.grad": "None", "unused moved": False},
    },
    "[Adam-masked]": {">=1.0": {"unused.grad": "zero", "unused moved": True}},
    "[AdamW-masked]": {">=1.0": {"unused.grad": "zero", "unused moved": True}},
    "[SGD_decay-masked]": {">=1.0": {"unused.grad": "zero", "unused moved": True}},
    "[momentum-masked]": {">=1.0": {"unused.grad": "zero", "unused moved": True}},
}

CLAIMS = [
    {
        "source": "https://github.com/walkerning/aw_nas/issues/5",
        "says": "Weight decay reaches all the super net's parameters in every step, also those on a path not sampled.",
        "facts": {"unused moved": True},
        "rows": "[SGD_decay-skipped]",
    },
]

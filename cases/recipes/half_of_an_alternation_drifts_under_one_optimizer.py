"""When two networks take turns under one optimizer, does the one whose turn it is not stand still?

One optimizer holds both halves of a GAN, or the two halves of an alternating scheme.
Each trained once; then it is the critic's turn, with the generator detached, or frozen by its flag,
and `zero_grad()` before each turn.
Before 2.0 that left zeros in the generator's `.grad`: weight decay, momentum and Adam's averages went on moving it.
From 2.0 on it leaves None, and the generator waits for its turn.
The default of `set_to_none` changed; no warning announced it.

https://github.com/pytorch/pytorch/pull/92731
https://github.com/pytorch/pytorch/issues/92656
"""

import torch

PARAMS = {
    "optimizer": ["SGD", "SGD_decay", "momentum", "Adam", "Adam_decay", "AdamW", "RMSprop", "Adagrad"],
    "turn": ["detach", "flag"],
}
TORCH = {"[AdamW-*]": ">=1.2"}


def observe(device, optimizer, turn):
    generator = torch.ones(3, device=device, requires_grad=True)
    critic = torch.full((3,), 2.0, device=device, requires_grad=True)
    both = [generator, critic]
    optimizer = {
        "SGD": lambda: torch.optim.SGD(both, lr=0.1),
        "SGD_decay": lambda: torch.optim.SGD(both, lr=0.1, weight_decay=0.1),
        "momentum": lambda: torch.optim.SGD(both, lr=0.1, momentum=0.9),
        "Adam": lambda: torch.optim.Adam(both, lr=0.1),
        "Adam_decay": lambda: torch.optim.Adam(both, lr=0.1, weight_decay=0.1),
        "AdamW": lambda: torch.optim.AdamW(both, lr=0.1),
        "RMSprop": lambda: torch.optim.RMSprop(both, lr=0.1),
        "Adagrad": lambda: torch.optim.Adagrad(both, lr=0.1),
    }[optimizer]()
    (critic * generator).sum().backward()
    optimizer.step()

    for _ in range(2):
        optimizer.zero_grad()
        generator.requires_grad_(turn != "flag")
        image = generator * 3
        (critic * image.detach()).sum().backward()
        yield "generator.grad", generator.grad
        before = generator.detach().clone()
        optimizer.step()
        yield "generator moved", not torch.equal(generator.detach(), before)


WORKAROUND = {
    "[SGD-*]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[SGD-0.0-None]",
    "[SGD_decay-*]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[SGD-0.5-None]",
    "[momentum-*]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[momentum-0.0-None]",
    "[Adam-*]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[Adam-0.0-None]",
    "[Adam_decay-*]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[Adam-0.5-None]",
    "[RMSprop-*]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[RMSprop-0.0-None]",
    "[Adagrad-*]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[Adagrad-0.0-None]",
}

EXPECT = {
    "[Adagrad-*]": {
        "<2.0": {"generator.grad": ["zero", "zero"], "generator moved": [False, False]},
        ">=2.0": {"generator.grad": ["None", "None"], "generator moved": [False, False]},
    },
    "[RMSprop-*]": {
        "<2.0": {"generator.grad": ["zero", "zero"], "generator moved": [False, False]},
        ">=2.0": {"generator.grad": ["None", "None"], "generator moved": [False, False]},
    },
    "[SGD-*]": {
        "<2.0": {"generator.grad": ["zero", "zero"], "generator moved": [False, False]},
        ">=2.0": {"generator.grad": ["None", "None"], "generator moved": [False, False]},
    },
    "[Adam-*]": {
        "<2.0": {"generator.grad": ["zero", "zero"], "generator moved": [True, True]},
        ">=2.0": {"generator.grad": ["None", "None"], "generator moved": [False, False]},
    },
    "[AdamW-*]": {
        "<2.0": {"generator.grad": ["zero", "zero"], "generator moved": [True, True]},
        ">=2.0": {"generator.grad": ["None", "None"], "generator moved": [False, False]},
    },
    "[Adam_decay-*]": {
        "<2.0": {"generator.grad": ["zero", "zero"], "generator moved": [True, True]},
        ">=2.0": {"generator.grad": ["None", "None"], "generator moved": [False, False]},
    },
    "[SGD_decay-*]": {
        "<2.0": {"generator.grad": ["zero", "zero"], "generator moved": [True, True]},
        ">=2.0": {"generator.grad": ["None", "None"], "generator moved": [False, False]},
    },
    "[momentum-*]": {
        "<2.0": {"generator.grad": ["zero", "zero"], "generator moved": [True, True]},
        ">=2.0": {"generator.grad": ["None", "None"], "generator moved": [False, False]},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/heykeetae/Self-Attention-GAN/issues/48",
        "says": "Detaching the fake images keeps the generator from being updated in the discriminator's turn.",
        "facts": {"generator moved": [False, False]},
        "rows": "[*-detach]",
    },
]

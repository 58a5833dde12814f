"""Does a layer stop moving when it is frozen after it has trained for a while?

中文：训练过一段时间的层，冻结之后就不再变化了吗？
One real step, then `zero_grad()`, then `requires_grad = False`, then more steps of the same optimizer.
The flag stops new gradients, but an optimizer reads only `.grad`, and never the flag.
Before 2.0 `zero_grad()` left zeros there, so weight decay, momentum and Adam's averages went on moving the layer.
From 2.0 on it leaves None, and the frozen layer stands still.
This is what remains of the advice to set the flag first and make the optimizer afterwards.

https://github.com/pytorch/pytorch/pull/92731
https://github.com/pytorch/pytorch/issues/92656
"""

import torch

PARAMS = {
    "optimizer": ["SGD", "momentum", "Adam", "RMSprop", "Adagrad"],
    "decay": [0.0, 0.5],
}


def observe(device, optimizer, decay):
    frozen = torch.ones(3, device=device, requires_grad=True)
    other = torch.ones(3, device=device, requires_grad=True)
    if optimizer == "momentum":
        optimizer = torch.optim.SGD([frozen, other], lr=0.01, momentum=0.9, weight_decay=decay)
    else:
        kind = getattr(torch.optim, optimizer)
        optimizer = kind([frozen, other], lr=0.01, weight_decay=decay)

    (frozen * other).sum().backward()
    optimizer.step()
    optimizer.zero_grad()
    frozen.requires_grad = False

    for _ in range(2):
        (frozen * other).sum().backward()
        yield "frozen.grad", frozen.grad
        before = frozen.clone()
        optimizer.step()
        yield "frozen moved", not torch.equal(frozen, before)
        optimizer.zero_grad()


WORKAROUND = {
    "[SGD-*]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[SGD-0.5-None]",
    "[momentum-*]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[momentum-0.5-None]",
    "[Adam-*]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[Adam-0.5-None]",
    "[RMSprop-*]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[RMSprop-0.5-None]",
    "[Adagrad-*]": "optimizers/zeros_move_a_weight_that_none_leaves_alone[Adagrad-0.5-None]",
}

EXPECT = {
    "[SGD-0.0]": {
        "<2.0": {"frozen.grad": ["zero", "zero"], "frozen moved": [False, False]},
        ">=2.0": {"frozen.grad": ["None", "None"], "frozen moved": [False, False]},
    },
    "[RMSprop-0.0]": {
        "<2.0": {"frozen.grad": ["zero", "zero"], "frozen moved": [False, False]},
        ">=2.0": {"frozen.grad": ["None", "None"], "frozen moved": [False, False]},
    },
    "[Adagrad-0.0]": {
        "<2.0": {"frozen.grad": ["zero", "zero"], "frozen moved": [False, False]},
        ">=2.0": {"frozen.grad": ["None", "None"], "frozen moved": [False, False]},
    },
    "[*-0.5]": {
        "<2.0": {"frozen.grad": ["zero", "zero"], "frozen moved": [True, True]},
        ">=2.0": {"frozen.grad": ["None", "None"], "frozen moved": [False, False]},
    },
    "[momentum-0.0]": {
        "<2.0": {"frozen.grad": ["zero", "zero"], "frozen moved": [True, True]},
        ">=2.0": {"frozen.grad": ["None", "None"], "frozen moved": [False, False]},
    },
    "[Adam-0.0]": {
        "<2.0": {"frozen.grad": ["zero", "zero"], "frozen moved": [True, True]},
        ">=2.0": {"frozen.grad": ["None", "None"], "frozen moved": [False, False]},
    },
}

CLAIMS = [
    {
        "source": "S3.4 003_9b65342047a297b5.txt",
        "says": "A flag set after the optimizer was made and used does not freeze the layer.",
        "facts": {"frozen moved": [True, True]},
        "rows": "[Adam-*]",
    },
]

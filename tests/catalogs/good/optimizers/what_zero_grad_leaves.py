"""What does zero_grad() leave behind?

https://github.com/pytorch/pytorch/pull/92731
"""

import torch

PARAMS = {"optimizer": ["SGD", "Adam"], "calls": [1, 2]}


def observe(optimizer, calls):
    weight = torch.ones(1, requires_grad=True)
    weight.grad = torch.ones(1)
    chosen = getattr(torch.optim, optimizer)([weight], lr=0.1)
    for _ in range(calls):
        chosen.zero_grad()
        yield "grad", weight.grad


EXPECT = {
    "[*-1]": {"<2.0": {"grad": "zero"}, ">=2.0": {"grad": "None"}},
    "[*-2]": {"<2.0": {"grad": ["zero", "zero"]}, ">=2.0": {"grad": ["None", "None"]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/92731",
        "says": "One call leaves None.",
        "facts": {"grad": "None"},
        "rows": "[*-1]",
    },
]

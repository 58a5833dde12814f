"""Is the gradient of ctc_loss with respect to log_probs the derivative of the loss?

It is not, in any release: the backward answers as if it were asked about the logits before a log_softmax.
With a log_softmax between, which takes a softmax of sums off the gradient, the two agree and training is right.
Without it, or with another normalisation, the gradient is another one than the finite difference, without a word.
The documentation only says that log_probs come "e.g." from log_softmax.

https://github.com/pytorch/pytorch/issues/52241
https://github.com/pytorch/pytorch/issues/127608
https://github.com/pytorch/pytorch/issues/181534
https://github.com/pytorch/pytorch/pull/190863
https://pytorch.org/docs/stable/generated/torch.nn.CTCLoss.html
"""

import math

import torch
from torch.nn import functional as F

PARAMS = {"asked": ["log_probs", "logits", "logits_without_log_softmax", "probabilities", "doubled_loss"]}


def loss_of(x, asked):
    logs = {"logits": lambda: x.log_softmax(0), "probabilities": lambda: x.log()}.get(asked, lambda: x)()
    one = torch.ones(1, dtype=torch.long)
    loss = F.ctc_loss(logs.view(1, 1, 2), one.view(1, 1), one, one, reduction="sum")
    return loss * 2 if asked == "doubled_loss" else loss


def observe(asked):
    start = {"probabilities": [0.25, 0.75], "logits_without_log_softmax": [0.5, 1.0]}
    start = start.get(asked, [math.log(0.25), math.log(0.75)])
    x = torch.tensor(start, dtype=torch.double, requires_grad=True)
    loss_of(x, asked).backward()
    yield "gradient", x.grad.tolist()
    for index in range(2):
        step = torch.zeros(2, dtype=torch.double)
        step[index] = 1e-4
        with torch.no_grad():
            difference = float(loss_of(x + step, asked) - loss_of(x - step, asked)) / 2e-4
        yield "finite difference", round(difference, 4) + 0.0


EXPECT = {
    "[log_probs]": {">=1.0": {"gradient": [0.25, -0.25], "finite difference": [0.0, -1.0]}},
    "[logits]": {">=1.0": {"gradient": [0.25, -0.25], "finite difference": [0.25, -0.25]}},
    "[logits_without_log_softmax]": {">=1.0": {"gradient": [1.649, 1.718], "finite difference": [0.0, -1.0]}},
    "[probabilities]": {">=1.0": {"gradient": [1.0, -0.3333], "finite difference": [0.0, -1.333]}},
    "[doubled_loss]": {">=1.0": {"gradient": [0.5, -0.5], "finite difference": [0.0, -2.0]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/52241",
        "says": "The gradient of ctc_loss for log_probs is not the derivative of the loss.",
        "facts": {"gradient": [0.25, -0.25], "finite difference": [0.0, -1.0]},
        "rows": "[log_probs]",
    },
]

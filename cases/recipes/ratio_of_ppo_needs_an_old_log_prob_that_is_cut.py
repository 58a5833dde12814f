"""Must the old log_prob of PPO be detached, and when does the clipped loss give no gradient?

In the first epoch old and new are equal, and the ratio is 1 either way.
With the old one attached, the ratio is exp(x - x): its gradient is exactly zero, and nothing trains.
Detached, the gradient is that of the plain policy gradient.
Past the clip, on the side where the advantage already had its way, the gradient is exactly zero;
on the other side it is not.
At ratio 1 the two terms under `min` tie; how the gradient is split between them changed in 1.10, but not the sum.

https://pytorch.org/docs/stable/generated/torch.clamp.html
https://github.com/pytorch/pytorch/issues/56734
"""

import torch

PARAMS = {
    "old_log_prob": ["attached", "detach", "item"],
    "advantage": [1.0, -1.0],
    "ratio": ["one", "above", "below"],
}


def observe(device, old_log_prob, advantage, ratio):
    log_prob = torch.zeros(1, device=device, requires_grad=True)
    shift = {"one": 0.0, "above": -0.5, "below": 0.5}[ratio]
    old = log_prob + shift
    if old_log_prob == "detach":
        old = old.detach()
    elif old_log_prob == "item":
        old = old.item()
    r = (log_prob - old).exp()
    torch.min(r * advantage, r.clamp(0.8, 1.2) * advantage).sum().backward()
    yield "log_prob.grad", round(log_prob.grad.item(), 3) + 0.0


EXPECT = {
    "[attached-*-*]": {">=1.0": {"log_prob.grad": 0.0}},
    "[detach--1.0-below]": {">=1.0": {"log_prob.grad": 0.0}},
    "[detach-1.0-above]": {">=1.0": {"log_prob.grad": 0.0}},
    "[item--1.0-below]": {">=1.0": {"log_prob.grad": 0.0}},
    "[item-1.0-above]": {">=1.0": {"log_prob.grad": 0.0}},
    "[detach-1.0-one]": {">=1.0": {"log_prob.grad": 1.0}},
    "[item-1.0-one]": {">=1.0": {"log_prob.grad": 1.0}},
    "[detach-1.0-below]": {">=1.0": {"log_prob.grad": 0.607}},
    "[item-1.0-below]": {">=1.0": {"log_prob.grad": 0.607}},
    "[detach--1.0-one]": {">=1.0": {"log_prob.grad": -1.0}},
    "[item--1.0-one]": {">=1.0": {"log_prob.grad": -1.0}},
    "[detach--1.0-above]": {">=1.0": {"log_prob.grad": -1.649}},
    "[item--1.0-above]": {">=1.0": {"log_prob.grad": -1.649}},
}

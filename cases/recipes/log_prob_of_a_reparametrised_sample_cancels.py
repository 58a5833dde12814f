"""Does REINFORCE work with rsample() in place of sample()?

With `sample()` the action is a constant, and log_prob pushes the mean towards or away from it.
With `rsample()` the action moves with the mean: in log_prob of a Normal the two gradients cancel,
and the mean gets exactly zero;
only the scale is trained, towards a gradient that does not depend on the action.
A detach of the action gives the gradient of `sample()` back.

https://pytorch.org/docs/stable/distributions.html
https://github.com/Quantum-Cheese/DeepReinforcementLearning_Pytorch/issues/1
"""

import torch

PARAMS = {"action": ["sample", "rsample", "rsample_detached", "sample_under_no_grad"]}


def observe(device, action):
    mean = torch.zeros(5, device=device, requires_grad=True)
    log_std = torch.zeros(5, device=device, requires_grad=True)
    policy = torch.distributions.Normal(mean, log_std.exp())
    with torch.set_grad_enabled(action != "sample_under_no_grad"):
        a = policy.sample() if action.startswith("sample") else policy.rsample()
    if action == "rsample_detached":
        a = a.detach()
    policy.log_prob(a).sum().backward()
    yield "mean.grad", mean.grad
    yield "mean.grad is action minus mean", torch.allclose(mean.grad, a.detach())
    yield "log_std.grad is -1", torch.allclose(log_std.grad, torch.full_like(log_std, -1.0))


EXPECT = {
    "[rsample_detached]": {
        ">=1.0": {"mean.grad": "nonzero", "mean.grad is action minus mean": True, "log_std.grad is -1": False},
    },
    "[sample]": {
        ">=1.0": {"mean.grad": "nonzero", "mean.grad is action minus mean": True, "log_std.grad is -1": False},
    },
    "[sample_under_no_grad]": {
        ">=1.0": {"mean.grad": "nonzero", "mean.grad is action minus mean": True, "log_std.grad is -1": False},
    },
    "[rsample]": {">=1.0": {"mean.grad": "zero", "mean.grad is action minus mean": False, "log_std.grad is -1": True}},
}

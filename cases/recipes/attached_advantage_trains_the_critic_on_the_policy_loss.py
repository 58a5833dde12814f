"""What if the advantage R - V(s) is not detached in the policy loss of an actor-critic?

Then the policy loss differentiates V as well, and pushes the critic to make the loss small, not the value right.
The actor's gradient is the same either way.
With a trunk shared by both, the trunk gets the wrong part too.
`.item()` or `.tolist()` of the value are as good as a detach.

https://github.com/bentrevett/pytorch-rl/issues/2
https://github.com/astariul/encode-attend-navigate-pytorch/issues/2
"""

import torch

PARAMS = {"advantage": ["attached", "detach", "no_grad", "item"], "trunk": ["separate", "shared"]}


def observe(device, advantage, trunk):
    trunk_weight = torch.ones(1, device=device, requires_grad=True)
    actor = torch.full((1,), 2.0, device=device, requires_grad=True)
    critic = torch.full((1,), 0.5, device=device, requires_grad=True)
    features = trunk_weight * 1.0
    log_prob = actor * (features if trunk == "shared" else features.detach())
    with torch.set_grad_enabled(advantage != "no_grad"):
        value = critic * features
    a = 1.0 - value
    if advantage == "detach":
        a = a.detach()
    elif advantage == "item":
        a = a.item()
    (-log_prob * a).sum().backward()
    yield "actor.grad", actor.grad.tolist()
    yield "critic.grad", critic.grad.tolist() if critic.grad is not None else None
    yield "trunk.grad", trunk_weight.grad.tolist() if trunk_weight.grad is not None else None


EXPECT = {
    "[attached-separate]": {">=1.0": {"actor.grad": [-0.5], "critic.grad": [2.0], "trunk.grad": [1.0]}},
    "[attached-shared]": {">=1.0": {"actor.grad": [-0.5], "critic.grad": [2.0], "trunk.grad": [0.0]}},
    "[detach-separate]": {">=1.0": {"actor.grad": [-0.5], "critic.grad": "None", "trunk.grad": "None"}},
    "[item-separate]": {">=1.0": {"actor.grad": [-0.5], "critic.grad": "None", "trunk.grad": "None"}},
    "[no_grad-separate]": {">=1.0": {"actor.grad": [-0.5], "critic.grad": "None", "trunk.grad": "None"}},
    "[detach-shared]": {">=1.0": {"actor.grad": [-0.5], "critic.grad": "None", "trunk.grad": [-1.0]}},
    "[item-shared]": {">=1.0": {"actor.grad": [-0.5], "critic.grad": "None", "trunk.grad": [-1.0]}},
    "[no_grad-shared]": {">=1.0": {"actor.grad": [-0.5], "critic.grad": "None", "trunk.grad": [-1.0]}},
}

"""Must the TD target be detached when a target network is used, and when it is the same network?

A separate target network outside the optimizer: the network's gradient is the same with and without the detach.
The target network collects gradients of its own, which nobody steps.
The same network, or a target network by assignment: without the detach the gradient flows through both ends,
and the next state's best action, which should only be looked up, is trained as well.
`max` passes the gradient on to the entry it took: it does not cut the target.

https://github.com/boyu-ai/Hands-on-RL/issues/112
https://github.com/datawhalechina/easy-rl/pull/117
https://github.com/seungeunrho/minimalRL/pull/41
"""

import torch

PARAMS = {
    "target_network": ["same", "separate"],
    "target": ["attached", "detach", "no_grad"],
    "over_actions": ["max", "gather"],
}


def observe(device, target_network, target, over_actions):
    online = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    other = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    net = online if target_network == "same" else other
    state, following = 1.0, 3.0
    q = (online * state)[0]
    with torch.set_grad_enabled(target != "no_grad"):
        values = (net * following).unsqueeze(0)
        if over_actions == "max":
            best = values.max(1)[0]
        else:
            best = values.gather(1, values.argmax(1, keepdim=True)).squeeze(1)
        td = 0.5 + 0.9 * best
    if target == "detach":
        td = td.detach()
    yield "target.requires_grad", td.requires_grad
    ((q - td) ** 2).sum().backward()
    yield "online.grad", [round(slope, 3) for slope in online.grad.tolist()]
    yield "other.grad", other.grad


EXPECT = {
    "[same-attached-*]": {">=1.0": {"target.requires_grad": True, "online.grad": [-9.8, 26.46], "other.grad": "None"}},
    "[*-detach-*]": {">=1.0": {"target.requires_grad": False, "online.grad": [-9.8, 0.0], "other.grad": "None"}},
    "[*-no_grad-*]": {">=1.0": {"target.requires_grad": False, "online.grad": [-9.8, 0.0], "other.grad": "None"}},
    "[separate-attached-*]": {
        ">=1.0": {"target.requires_grad": True, "online.grad": [-9.8, 0.0], "other.grad": "nonzero"},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/boyu-ai/Hands-on-RL/issues/112",
        "says": "Detaching the target makes no difference to training, since the target network has no optimizer.",
        "facts": {"online.grad": [-9.8, 0.0]},
        "rows": "[separate-*]",
    },
    {
        "source": "https://github.com/seungeunrho/minimalRL/pull/41",
        "says": "The target has nothing to do with q, so it need not be detached: also with one network.",
        "facts": {"online.grad": [-9.8, 0.0]},
        "rows": "[same-attached-*]",
    },
    {
        "source": "https://github.com/boyu-ai/Hands-on-RL/issues/112",
        "says": "The maximum over actions is not differentiable, so no gradient passes it.",
        "facts": {"target.requires_grad": False},
        "rows": "[*-attached-max]",
    },
]

"""When the actor trains through the critic (DDPG, TD3, SAC), does the critic get gradients, and does it move?

The loss -Q(s, pi(s)) runs through the critic, so backward fills the critic's `.grad`;
the actor's step does not move it.
Zeroed before its own step, the critic is trained as if nothing had happened; not zeroed,
the actor's loss is in its step.
Frozen during the actor's loss, it gets nothing; unfrozen again, it trains as before.
A critic with Adam or momentum and only zeros to step on would move before 2.0: a step belongs after its own backward.

https://github.com/boyu-ai/Hands-on-RL/issues/112
https://github.com/pytorch/pytorch/pull/92731
"""

import torch

PARAMS = {
    "critic_is": ["left_alone", "zeroed", "frozen", "stepped_on_zeros"],
    "optimizer": ["SGD", "momentum", "Adam"],
}


def observe(device, critic_is, optimizer):
    actor = torch.ones(2, device=device, requires_grad=True)
    critic = torch.full((2,), 2.0, device=device, requires_grad=True)
    make = {
        "SGD": lambda weight: torch.optim.SGD([weight], lr=0.1),
        "momentum": lambda weight: torch.optim.SGD([weight], lr=0.1, momentum=0.9),
        "Adam": lambda weight: torch.optim.Adam([weight], lr=0.1),
    }[optimizer]
    optimizer_a, optimizer_c = make(actor), make(critic)
    critic.sum().backward()
    optimizer_c.step()
    optimizer_c.zero_grad()

    before = critic.detach().clone()
    critic.requires_grad_(critic_is != "frozen")
    (-critic * actor).sum().backward()
    optimizer_a.step()
    critic.requires_grad_(True)
    yield "critic.grad after the actor's loss", critic.grad
    yield "critic moved by the actor's step", not torch.equal(critic.detach(), before)
    if critic_is in ("zeroed", "stepped_on_zeros"):
        optimizer_c.zero_grad()
    if critic_is != "stepped_on_zeros":
        critic.sum().backward()
        yield "critic.grad for its own step", critic.grad.tolist()
    optimizer_c.step()
    yield "critic moved by its own step", not torch.equal(critic.detach(), before)


EXPECT = {
    "[left_alone-SGD]": {
        ">=1.0": {
            "critic.grad after the actor's loss": "nonzero",
            "critic moved by the actor's step": False,
            "critic.grad for its own step": [0.0, 0.0],
            "critic moved by its own step": False,
        },
    },
    "[left_alone-Adam]": {
        ">=1.0": {
            "critic.grad after the actor's loss": "nonzero",
            "critic moved by the actor's step": False,
            "critic.grad for its own step": [0.0, 0.0],
            "critic moved by its own step": True,
        },
    },
    "[left_alone-momentum]": {
        ">=1.0": {
            "critic.grad after the actor's loss": "nonzero",
            "critic moved by the actor's step": False,
            "critic.grad for its own step": [0.0, 0.0],
            "critic moved by its own step": True,
        },
    },
    "[zeroed-*]": {
        ">=1.0": {
            "critic.grad after the actor's loss": "nonzero",
            "critic moved by the actor's step": False,
            "critic.grad for its own step": [1.0, 1.0],
            "critic moved by its own step": True,
        },
    },
    "[frozen-*]": {
        "<2.0": {
            "critic.grad after the actor's loss": "zero",
            "critic moved by the actor's step": False,
            "critic.grad for its own step": [1.0, 1.0],
            "critic moved by its own step": True,
        },
        ">=2.0": {
            "critic.grad after the actor's loss": "None",
            "critic moved by the actor's step": False,
            "critic.grad for its own step": [1.0, 1.0],
            "critic moved by its own step": True,
        },
    },
    "[stepped_on_zeros-SGD]": {
        ">=1.0": {
            "critic.grad after the actor's loss": "nonzero",
            "critic moved by the actor's step": False,
            "critic moved by its own step": False,
        },
    },
    "[stepped_on_zeros-Adam]": {
        "<2.0": {
            "critic.grad after the actor's loss": "nonzero",
            "critic moved by the actor's step": False,
            "critic moved by its own step": True,
        },
        ">=2.0": {
            "critic.grad after the actor's loss": "nonzero",
            "critic moved by the actor's step": False,
            "critic moved by its own step": False,
        },
    },
    "[stepped_on_zeros-momentum]": {
        "<2.0": {
            "critic.grad after the actor's loss": "nonzero",
            "critic moved by the actor's step": False,
            "critic moved by its own step": True,
        },
        ">=2.0": {
            "critic.grad after the actor's loss": "nonzero",
            "critic moved by the actor's step": False,
            "critic moved by its own step": False,
        },
    },
}

"""Why does the backward of the second loss fail after the first optimizer's step, as in a GAN?

A critic judges what a generator made; both are to be stepped from one forward.
Stepping the critic between the two backwards changes weights that the second backward needs: since 1.5 it raises,
until 1.4 it ran and gave the generator a gradient made with the new weights.
Doing both backwards first, or a second forward through the critic after its step, works everywhere.
Stepping the generator first is fine, because nobody needs its weights any more; but from 1.5 to 1.7 it raised too,
because the product of matrices saved both factors in any case. Since 1.8 it saves only those that a gradient needs.

https://github.com/pytorch/pytorch/issues/39141
https://github.com/pytorch/pytorch/issues/37573
https://github.com/pytorch/pytorch/pull/30258
https://github.com/pytorch/pytorch/pull/45777
"""

import torch
from torch import nn

PARAMS = {
    "order": [
        "step between the backwards", "both backwards first", "second forward after the step", "generator first",
        "detached for the critic", "one optimizer for both", "critic frozen in between",
    ],
    "optimizer": ["SGD", "Adam"],
}  # fmt: skip # rows of names


def observe(device, order, optimizer):
    generator, critic = nn.Linear(2, 2, bias=False).to(device), nn.Linear(2, 1, bias=False).to(device)
    nn.init.constant_(generator.weight, 3)
    nn.init.constant_(critic.weight, 3)
    make = getattr(torch.optim, optimizer)
    step_generator = make(generator.parameters(), lr=0.25).step
    step_critic = make(critic.parameters(), lr=0.25).step
    fake = generator(torch.ones(1, 2, device=device))
    if order == "detached for the critic":
        critic(fake.detach()).sum().backward()
        step_critic()
        critic(fake).sum().mul(-1).backward()
    elif order == "critic frozen in between":
        critic(fake).sum().backward(retain_graph=True)
        critic.weight.requires_grad_(False)
        step_critic()
        critic(fake).sum().mul(-1).backward()
    else:
        loss = critic(fake).sum()
        first, second = (step_generator, step_critic) if order == "generator first" else (step_critic, step_generator)
        loss.backward(retain_graph=True)
        if order == "one optimizer for both":
            both = make(list(generator.parameters()) + list(critic.parameters()), lr=0.25)
            both.step()
        elif order != "both backwards first":
            first()
        if order == "second forward after the step":
            loss = critic(generator(torch.ones(1, 2, device=device))).sum()
        (-loss).backward()
        if order == "both backwards first":
            first()
        second()
    yield "generator.weight.grad", generator.weight.grad[0].tolist()


EXPECT = {
    "[one optimizer for both-SGD]": {
        "<1.5": {"generator.weight.grad": [1.5, 1.5]},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[step between the backwards-SGD]": {
        "<1.5": {"generator.weight.grad": [1.5, 1.5]},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[one optimizer for both-Adam]": {
        "<1.5": {"generator.weight.grad": [0.25, 0.25]},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[step between the backwards-Adam]": {
        "<1.5": {"generator.weight.grad": [0.25, 0.25]},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[both backwards first-*]": {">=1.0": {"generator.weight.grad": [0.0, 0.0]}},
    "[critic frozen in between-SGD]": {">=1.0": {"generator.weight.grad": [1.5, 1.5]}},
    "[second forward after the step-SGD]": {">=1.0": {"generator.weight.grad": [1.5, 1.5]}},
    "[critic frozen in between-Adam]": {">=1.0": {"generator.weight.grad": [0.25, 0.25]}},
    "[second forward after the step-Adam]": {">=1.0": {"generator.weight.grad": [0.25, 0.25]}},
    "[generator first-*]": {
        "<1.5": {"generator.weight.grad": [0.0, 0.0]},
        ">=1.5,<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"generator.weight.grad": [0.0, 0.0]},
    },
    "[detached for the critic-SGD]": {">=1.0": {"generator.weight.grad": [-1.5, -1.5]}},
    "[detached for the critic-Adam]": {">=1.0": {"generator.weight.grad": [-2.75, -2.75]}},
}

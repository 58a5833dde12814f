"""Which detaches keep SAC's actor, critic and entropy coefficient out of each other's losses?

The coefficient's loss is -log_alpha * (log_prob + target): with log_prob attached it trains the actor too.
The actor's loss is alpha * log_prob - Q: with alpha attached it trains the coefficient too.
Each has its own optimizer, so nothing moves at once; but the gradients wait in `.grad`,
and whoever zeroes only at the end of the loop steps on the sum.

https://spinningup.openai.com/en/latest/algorithms/sac.html
https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html
"""

import torch

PARAMS = {
    "log_prob_in_alphas_loss": ["attached", "detach"],
    "alpha_in_the_actors_loss": ["attached", "detach"],
}


def observe(device, log_prob_in_alphas_loss, alpha_in_the_actors_loss):
    actor = torch.full((1,), 0.5, device=device, requires_grad=True)
    critic = torch.full((1,), 2.0, device=device, requires_grad=True)
    log_alpha = torch.zeros(1, device=device, requires_grad=True)
    log_prob = -actor * 2
    used = log_prob if log_prob_in_alphas_loss == "attached" else log_prob.detach()
    (-log_alpha.exp() * (used + 3.0)).sum().backward(retain_graph=True)
    yield "actor.grad from alpha's loss", actor.grad.tolist() if actor.grad is not None else None
    yield "log_alpha.grad", log_alpha.grad.tolist()

    actor.grad, log_alpha.grad = None, None
    alpha = log_alpha.exp() if alpha_in_the_actors_loss == "attached" else log_alpha.detach().exp()
    (alpha * log_prob - critic * actor).sum().backward()
    yield "log_alpha.grad from the actor's loss", log_alpha.grad.tolist() if log_alpha.grad is not None else None
    yield "actor.grad", actor.grad.tolist()
    yield "critic.grad from the actor's loss", critic.grad.tolist()


EXPECT = {
    "[attached-attached]": {
        ">=1.0": {
            "actor.grad from alpha's loss": [2.0],
            "log_alpha.grad": [-2.0],
            "log_alpha.grad from the actor's loss": [-1.0],
            "actor.grad": [-4.0],
            "critic.grad from the actor's loss": [-0.5],
        },
    },
    "[attached-detach]": {
        ">=1.0": {
            "actor.grad from alpha's loss": [2.0],
            "log_alpha.grad": [-2.0],
            "log_alpha.grad from the actor's loss": "None",
            "actor.grad": [-4.0],
            "critic.grad from the actor's loss": [-0.5],
        },
    },
    "[detach-attached]": {
        ">=1.0": {
            "actor.grad from alpha's loss": "None",
            "log_alpha.grad": [-2.0],
            "log_alpha.grad from the actor's loss": [-1.0],
            "actor.grad": [-4.0],
            "critic.grad from the actor's loss": [-0.5],
        },
    },
    "[detach-detach]": {
        ">=1.0": {
            "actor.grad from alpha's loss": "None",
            "log_alpha.grad": [-2.0],
            "log_alpha.grad from the actor's loss": "None",
            "actor.grad": [-4.0],
            "critic.grad from the actor's loss": [-0.5],
        },
    },
}

"""Can the generator and the discriminator share one forward, with two backwards and two steps?

Up to 1.4 a step between the two backwards went unnoticed,
and the second gradient mixed old activations with new weights.
From 1.5 on the step moves the version counter, and the second backward raises if it needs a weight that was stepped.
Both backwards first and both steps afterwards works in all releases, and so does a second forward.
The release notes of 1.5 name it; no warning announced it.

https://github.com/pytorch/pytorch/issues/39141
https://github.com/pytorch/pytorch/pull/30258
https://github.com/MorvanZhou/PyTorch-Tutorial/issues/89
"""

import torch

PARAMS = {
    "optimizer": ["SGD", "momentum", "Adam"],
    "order": ["step_between", "steps_last", "forward_again"],
}


def observe(device, optimizer, order):
    generator = torch.ones(3, device=device, requires_grad=True)
    critic = torch.full((3,), 2.0, device=device, requires_grad=True)
    kind = torch.optim.Adam if optimizer == "Adam" else torch.optim.SGD
    more = {"momentum": 0.9} if optimizer == "momentum" else {}
    optimizer_g, optimizer_d = kind([generator], lr=1.0, **more), kind([critic], lr=1.0, **more)

    score = (critic * generator).sum()
    critic.grad = torch.autograd.grad(score, critic, retain_graph=True)[0]
    if order != "steps_last":
        optimizer_d.step()
    if order == "forward_again":
        score = (critic * generator).sum()
    try:
        generator.grad = torch.autograd.grad(-score, generator)[0]
        yield "generator's backward", "runs"
        yield "generator.grad", [round(slope, 2) for slope in generator.grad.tolist()]
    except RuntimeError as error:
        yield "generator's backward", type(error).__name__
    if order == "steps_last":
        optimizer_d.step()
    optimizer_g.step()
    yield "generator moved", not torch.equal(generator, torch.ones_like(generator))


WORKAROUND = {
    "[SGD-step_between]": "recipes/one_forward_serves_both_gan_steps[SGD-forward_again]",
    "[momentum-step_between]": "recipes/one_forward_serves_both_gan_steps[momentum-forward_again]",
    "[Adam-step_between]": "recipes/one_forward_serves_both_gan_steps[Adam-forward_again]",
}

EXPECT = {
    "[*-step_between]": {
        "<1.5": {"generator's backward": "runs", "generator.grad": [-1.0, -1.0, -1.0], "generator moved": True},
        ">=1.5": {"generator's backward": "RuntimeError", "generator moved": False},
    },
    "[*-steps_last]": {
        ">=1.0": {"generator's backward": "runs", "generator.grad": [-2.0, -2.0, -2.0], "generator moved": True},
    },
    "[*-forward_again]": {
        ">=1.0": {"generator's backward": "runs", "generator.grad": [-1.0, -1.0, -1.0], "generator moved": True},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/39141",
        "says": "A step between the two backwards is an error.",
        "facts": {"generator's backward": "RuntimeError"},
        "rows": "[*-step_between]",
    },
]

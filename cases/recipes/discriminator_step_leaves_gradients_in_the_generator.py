"""Why is the fake batch detached in the discriminator's step of a GAN, and is it required?

The discriminator's gradients are the same with `detach()`, under no_grad, and with neither:
its loss sees the same numbers.
Without either, backward goes on into the generator and fills its `.grad`, for time and memory that nobody asked for.
Its weights stay all the same, because the step is the discriminator's optimizer's.
What is left in `.grad` is added to the next gradient, unless the generator's optimizer zeroes it first.

https://github.com/yunjey/pytorch-tutorial/issues/56
https://github.com/pytorch/examples/issues/116
https://github.com/heykeetae/Self-Attention-GAN/issues/48
"""

import torch

PARAMS = {"fake": ["attached", "detach", "no_grad"], "zeroed": [True, False]}


def observe(device, fake, zeroed):
    generator = torch.ones(3, device=device, requires_grad=True)
    critic = torch.full((3,), 2.0, device=device, requires_grad=True)
    optimizer_g = torch.optim.SGD([generator], lr=0.5)
    optimizer_d = torch.optim.SGD([critic], lr=0.5)

    with torch.set_grad_enabled(fake != "no_grad"):
        image = generator * 3
    if fake == "detach":
        image = image.detach()
    (critic * image - critic).sum().backward()
    yield "generator.grad", generator.grad
    yield "critic.grad", critic.grad.tolist()
    optimizer_d.step()
    yield "generator after the critic's step", generator.tolist()
    yield "critic after its step", critic.tolist()

    if zeroed:
        optimizer_g.zero_grad()
    (-critic * (generator * 3)).sum().backward()
    optimizer_g.step()
    yield "generator after its own step", generator.tolist()


EXPECT = {
    "[attached-True]": {
        ">=1.0": {
            "generator.grad": "nonzero",
            "critic.grad": [2.0, 2.0, 2.0],
            "generator after the critic's step": [1.0, 1.0, 1.0],
            "critic after its step": [1.0, 1.0, 1.0],
            "generator after its own step": [2.5, 2.5, 2.5],
        },
    },
    "[attached-False]": {
        ">=1.0": {
            "generator.grad": "nonzero",
            "critic.grad": [2.0, 2.0, 2.0],
            "generator after the critic's step": [1.0, 1.0, 1.0],
            "critic after its step": [1.0, 1.0, 1.0],
            "generator after its own step": [-0.5, -0.5, -0.5],
        },
    },
    "[detach-*]": {
        ">=1.0": {
            "generator.grad": "None",
            "critic.grad": [2.0, 2.0, 2.0],
            "generator after the critic's step": [1.0, 1.0, 1.0],
            "critic after its step": [1.0, 1.0, 1.0],
            "generator after its own step": [2.5, 2.5, 2.5],
        },
    },
    "[no_grad-*]": {
        ">=1.0": {
            "generator.grad": "None",
            "critic.grad": [2.0, 2.0, 2.0],
            "generator after the critic's step": [1.0, 1.0, 1.0],
            "critic after its step": [1.0, 1.0, 1.0],
            "generator after its own step": [2.5, 2.5, 2.5],
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/yunjey/pytorch-tutorial/issues/56",
        "says": "Without detach only time and memory are lost, because only the discriminator's optimizer steps.",
        "facts": {"generator after the critic's step": [1.0, 1.0, 1.0], "critic.grad": [2.0, 2.0, 2.0]},
    },
    {
        "source": "https://github.com/heykeetae/Self-Attention-GAN/issues/48",
        "says": "Without detach the discriminator's step updates the generator as well.",
        "facts": {"generator after the critic's step": [-2.0, -2.0, -2.0]},
        "rows": "[attached-*]",
    },
    {
        "source": "https://github.com/DeepMotionEditing/deep-motion-editing/issues/90",
        "says": "With detach in the discriminator's step the generator never learns from the adversarial loss.",
        "facts": {"generator after its own step": [1.0, 1.0, 1.0]},
        "rows": "[detach-*]",
    },
]

"""Does the discriminator collect gradients in the generator's step, and how is that prevented?

The generator's loss runs through the discriminator, so backward fills the discriminator's `.grad` on its way.
Frozen by its flag, the discriminator gets none and still passes the gradient on.
Under no_grad, or with its output detached, the way is cut, and backward raises.
`autograd.grad` for the generator's weights alone leaves the discriminator untouched.
What is left is added to the discriminator's next gradient if its optimizer does not zero first.

https://github.com/eriklindernoren/PyTorch-GAN/issues/179
https://github.com/Lightning-AI/pytorch-lightning/issues/591
https://github.com/yunjey/pytorch-tutorial/issues/56
"""

import torch

PARAMS = {"critic_is": ["trainable", "frozen", "under_no_grad", "detached", "left_out"], "zeroed": [True, False]}


def observe(device, critic_is, zeroed):
    generator = torch.ones(3, device=device, requires_grad=True)
    critic = torch.full((3,), 2.0, device=device, requires_grad=True)
    optimizer_d = torch.optim.SGD([critic], lr=0.5)

    critic.requires_grad_(critic_is != "frozen")
    with torch.set_grad_enabled(critic_is != "under_no_grad"):
        score = critic * (generator * 3)
    if critic_is == "detached":
        score = score.detach()
    if critic_is == "left_out":
        generator.grad = torch.autograd.grad(score.sum(), generator)[0]
    else:
        score.sum().backward()
    yield "generator.grad", generator.grad.tolist()
    yield "critic.grad", critic.grad

    critic.requires_grad_(True)
    if zeroed:
        optimizer_d.zero_grad()
    (critic * 2).sum().backward()
    optimizer_d.step()
    yield "critic after its next step", critic.tolist()


EXPECT = {
    "[trainable-True]": {
        ">=1.0": {
            "generator.grad": [6.0, 6.0, 6.0],
            "critic.grad": "nonzero",
            "critic after its next step": [1.0, 1.0, 1.0],
        },
    },
    "[trainable-False]": {
        ">=1.0": {
            "generator.grad": [6.0, 6.0, 6.0],
            "critic.grad": "nonzero",
            "critic after its next step": [-0.5, -0.5, -0.5],
        },
    },
    "[frozen-*]": {
        ">=1.0": {
            "generator.grad": [6.0, 6.0, 6.0],
            "critic.grad": "None",
            "critic after its next step": [1.0, 1.0, 1.0],
        },
    },
    "[left_out-*]": {
        ">=1.0": {
            "generator.grad": [6.0, 6.0, 6.0],
            "critic.grad": "None",
            "critic after its next step": [1.0, 1.0, 1.0],
        },
    },
    "[detached-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[under_no_grad-*]": {">=1.0": {"raises": "RuntimeError"}},
}

CLAIMS = [
    {
        "source": "https://github.com/Lightning-AI/pytorch-lightning/issues/591",
        "says": "The discriminator can be wrapped in no_grad while the generator trains through it.",
        "facts": {"generator.grad": [6.0, 6.0, 6.0]},
        "rows": "[under_no_grad-*]",
    },
    {
        "source": "https://github.com/Lightning-AI/pytorch-lightning/issues/591",
        "says": "Without a zero_grad of its own the discriminator steps on what the generator's backward left.",
        "facts": {"critic after its next step": [-0.5, -0.5, -0.5]},
        "rows": "[trainable-False]",
    },
]

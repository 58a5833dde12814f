"""How is an image clamped while an optimizer trains it, as in style transfer?

The optimizer holds the tensor it was given.
`image = image.clamp(0, 1)` binds the name to another one: the optimizer goes on with the old,
the old one gets its gradient through the clamp, and the third round goes through a freed graph.
Clamped in place under no_grad, or through `.data`, the image is the one that the optimizer moves.
`image.clamp_(0, 1)` outside no_grad raises on the leaf.

https://pytorch.org/tutorials/advanced/neural_style_tutorial.html
https://pytorch.org/docs/stable/optim.html
"""

import torch

PARAMS = {"clamp": ["none", "rebind", "rebind_detached", "in_place", "no_grad", "data"], "optimizer": ["SGD", "Adam"]}


def observe(device, clamp, optimizer):
    image = torch.full((2,), 0.5, device=device, requires_grad=True)
    optimizer = getattr(torch.optim, optimizer)([image], lr=0.2)
    for _ in range(3):
        optimizer.zero_grad()
        try:
            (-image * 1.5).sum().backward()
        except RuntimeError as error:
            yield "backward", type(error).__name__
            break
        yield "backward", "runs"
        optimizer.step()
        if clamp == "rebind":
            image = image.clamp(0, 0.8)
        elif clamp == "rebind_detached":
            image = image.detach().clamp(0, 0.8).requires_grad_()
        elif clamp == "in_place":
            image.clamp_(0, 0.8)
        elif clamp == "no_grad":
            with torch.no_grad():
                image.clamp_(0, 0.8)
        elif clamp == "data":
            image.data.clamp_(0, 0.8)
        yield "image", round(image[0].item(), 3)
        yield "optimizer holds the image", image is optimizer.param_groups[0]["params"][0]


EXPECT = {
    "[none-SGD]": {
        ">=1.0": {
            "backward": ["runs", "runs", "runs"],
            "image": [0.8, 1.1, 1.4],
            "optimizer holds the image": [True, True, True],
        },
    },
    "[none-Adam]": {
        ">=1.0": {
            "backward": ["runs", "runs", "runs"],
            "image": [0.7, 0.9, 1.1],
            "optimizer holds the image": [True, True, True],
        },
    },
    "[rebind-SGD]": {
        ">=1.0": {
            "backward": ["runs", "runs", "RuntimeError"],
            "image": [0.8, 0.8],
            "optimizer holds the image": [False, False],
        },
    },
    "[rebind-Adam]": {
        ">=1.0": {
            "backward": ["runs", "runs", "RuntimeError"],
            "image": [0.7, 0.7],
            "optimizer holds the image": [False, False],
        },
    },
    "[rebind_detached-SGD]": {
        ">=1.0": {
            "backward": ["runs", "runs", "runs"],
            "image": [0.8, 0.8, 0.8],
            "optimizer holds the image": [False, False, False],
        },
    },
    "[rebind_detached-Adam]": {
        ">=1.0": {
            "backward": ["runs", "runs", "runs"],
            "image": [0.7, 0.7, 0.7],
            "optimizer holds the image": [False, False, False],
        },
    },
    "[in_place-*]": {">=1.0": {"backward": "runs", "raises": "RuntimeError"}},
    "[data-SGD]": {
        ">=1.0": {
            "backward": ["runs", "runs", "runs"],
            "image": [0.8, 0.8, 0.8],
            "optimizer holds the image": [True, True, True],
        },
    },
    "[no_grad-SGD]": {
        ">=1.0": {
            "backward": ["runs", "runs", "runs"],
            "image": [0.8, 0.8, 0.8],
            "optimizer holds the image": [True, True, True],
        },
    },
    "[data-Adam]": {
        ">=1.0": {
            "backward": ["runs", "runs", "runs"],
            "image": [0.7, 0.8, 0.8],
            "optimizer holds the image": [True, True, True],
        },
    },
    "[no_grad-Adam]": {
        ">=1.0": {
            "backward": ["runs", "runs", "runs"],
            "image": [0.7, 0.8, 0.8],
            "optimizer holds the image": [True, True, True],
        },
    },
}

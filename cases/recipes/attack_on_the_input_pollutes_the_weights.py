"""Does an FGSM or PGD attack leave gradients in the model's weights?

`loss.backward()` for the input's gradient fills the weights' `.grad` too, and each round of PGD adds to it.
The next training step is then one on the sum, unless the weights are zeroed, or were frozen for the attack.
`autograd.grad` for the input alone leaves the weights at None, and so does `backward(inputs=[x])`,
which came with 1.8.
`model.eval()` changes nothing about it.

https://pytorch.org/tutorials/beginner/fgsm_tutorial.html
https://github.com/pytorch/pytorch/pull/46855
https://pytorch.org/docs/stable/generated/torch.Tensor.backward.html
"""

import torch
from torch import nn

PARAMS = {"attack": ["backward", "eval", "frozen", "autograd_grad", "backward_inputs"], "rounds": [1, 3]}
TORCH = {"[backward_inputs-*]": ">=1.8"}


def observe(device, attack, rounds):
    model = nn.Linear(2, 1, bias=False).to(device)
    nn.init.constant_(model.weight, 2.0)
    model.train(attack != "eval")
    model.weight.requires_grad = attack != "frozen"
    x = torch.ones(1, 2, device=device)
    for _ in range(rounds):
        x = x.detach().requires_grad_()
        loss = model(x).sum()
        if attack == "autograd_grad":
            slope = torch.autograd.grad(loss, x)[0]
        elif attack == "backward_inputs":
            loss.backward(inputs=[x])
            slope = x.grad
        else:
            loss.backward()
            slope = x.grad
        x = x + 0.5 * slope.sign()
    yield "attacked input", x.tolist()
    yield "weight.grad after the attack", model.weight.grad.tolist() if model.weight.grad is not None else None

    model.weight.requires_grad = True
    model(torch.ones(1, 2, device=device)).sum().backward()
    yield "weight.grad for the next step", model.weight.grad.tolist()


EXPECT = {
    "[backward-1]": {
        ">=1.0": {
            "attacked input": [[1.5, 1.5]],
            "weight.grad after the attack": [[1.0, 1.0]],
            "weight.grad for the next step": [[2.0, 2.0]],
        },
    },
    "[eval-1]": {
        ">=1.0": {
            "attacked input": [[1.5, 1.5]],
            "weight.grad after the attack": [[1.0, 1.0]],
            "weight.grad for the next step": [[2.0, 2.0]],
        },
    },
    "[backward-3]": {
        ">=1.0": {
            "attacked input": [[2.5, 2.5]],
            "weight.grad after the attack": [[4.5, 4.5]],
            "weight.grad for the next step": [[5.5, 5.5]],
        },
    },
    "[eval-3]": {
        ">=1.0": {
            "attacked input": [[2.5, 2.5]],
            "weight.grad after the attack": [[4.5, 4.5]],
            "weight.grad for the next step": [[5.5, 5.5]],
        },
    },
    "[autograd_grad-1]": {
        ">=1.0": {
            "attacked input": [[1.5, 1.5]],
            "weight.grad after the attack": "None",
            "weight.grad for the next step": [[1.0, 1.0]],
        },
    },
    "[backward_inputs-1]": {
        ">=1.0": {
            "attacked input": [[1.5, 1.5]],
            "weight.grad after the attack": "None",
            "weight.grad for the next step": [[1.0, 1.0]],
        },
    },
    "[frozen-1]": {
        ">=1.0": {
            "attacked input": [[1.5, 1.5]],
            "weight.grad after the attack": "None",
            "weight.grad for the next step": [[1.0, 1.0]],
        },
    },
    "[autograd_grad-3]": {
        ">=1.0": {
            "attacked input": [[2.5, 2.5]],
            "weight.grad after the attack": "None",
            "weight.grad for the next step": [[1.0, 1.0]],
        },
    },
    "[backward_inputs-3]": {
        ">=1.0": {
            "attacked input": [[2.5, 2.5]],
            "weight.grad after the attack": "None",
            "weight.grad for the next step": [[1.0, 1.0]],
        },
    },
    "[frozen-3]": {
        ">=1.0": {
            "attacked input": [[2.5, 2.5]],
            "weight.grad after the attack": "None",
            "weight.grad for the next step": [[1.0, 1.0]],
        },
    },
}

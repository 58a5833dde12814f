"""With teacher forcing off, does the gradient flow from a later step of a decoder into the earlier ones?

Fed with the target, or with the argmax of its own output,
a decoder gets no gradient from later steps through its input.
Fed with its own soft output it does, unless that is detached; straight through, `hard + soft - soft.detach()`,
it does too.
The hidden state is a second path: detached inputs leave it open.

https://pytorch.org/tutorials/intermediate/seq2seq_translation_tutorial.html
https://pytorch.org/docs/stable/generated/torch.nn.functional.gumbel_softmax.html
"""

import torch

PARAMS = {
    "fed_with": ["target", "argmax", "soft", "soft_detached", "straight_through"],
    "hidden_state": ["carried", "detached"],
}


def observe(device, fed_with, hidden_state):
    first = torch.tensor([0.5, 0.2, 0.1], device=device, requires_grad=True)
    second = torch.tensor([1.0, 2.0, 3.0], device=device, requires_grad=True)
    target = torch.tensor([0.0, 1.0, 0.0], device=device)
    hidden = first * 2
    soft = hidden.softmax(0)
    hard = (torch.arange(3, device=device) == soft.argmax()).type_as(soft)
    fed = {
        "target": target,
        "argmax": hard,
        "soft": soft,
        "soft_detached": soft.detach(),
        "straight_through": hard + soft - soft.detach(),
    }[fed_with]
    state = hidden if hidden_state == "carried" else hidden.detach()
    yield "input.requires_grad", fed.requires_grad
    (fed * second + state * 0.1).pow(2).sum().backward()
    yield "second.grad", second.grad
    yield "first.grad from the second step's loss", first.grad


EXPECT = {
    "[argmax-carried]": {
        ">=1.0": {
            "input.requires_grad": False,
            "second.grad": "nonzero",
            "first.grad from the second step's loss": "nonzero",
        },
    },
    "[soft_detached-carried]": {
        ">=1.0": {
            "input.requires_grad": False,
            "second.grad": "nonzero",
            "first.grad from the second step's loss": "nonzero",
        },
    },
    "[target-carried]": {
        ">=1.0": {
            "input.requires_grad": False,
            "second.grad": "nonzero",
            "first.grad from the second step's loss": "nonzero",
        },
    },
    "[argmax-detached]": {
        ">=1.0": {
            "input.requires_grad": False,
            "second.grad": "nonzero",
            "first.grad from the second step's loss": "None",
        },
    },
    "[soft_detached-detached]": {
        ">=1.0": {
            "input.requires_grad": False,
            "second.grad": "nonzero",
            "first.grad from the second step's loss": "None",
        },
    },
    "[target-detached]": {
        ">=1.0": {
            "input.requires_grad": False,
            "second.grad": "nonzero",
            "first.grad from the second step's loss": "None",
        },
    },
    "[soft-*]": {
        ">=1.0": {
            "input.requires_grad": True,
            "second.grad": "nonzero",
            "first.grad from the second step's loss": "nonzero",
        },
    },
    "[straight_through-*]": {
        ">=1.0": {
            "input.requires_grad": True,
            "second.grad": "nonzero",
            "first.grad from the second step's loss": "nonzero",
        },
    },
}

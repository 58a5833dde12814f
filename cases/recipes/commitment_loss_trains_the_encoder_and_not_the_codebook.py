"""Which loss of a VQ-VAE trains the codebook, and which the encoder?

The straight-through output `z + (e - z).detach()` has the value of the code and the gradient of z:
the codebook gets None from it.
The codebook loss `(z.detach() - e)` trains the codebook alone,
the commitment loss `(z - e.detach())` the encoder alone.
Without any detach both are trained by one loss.
Wherever the codebook gets a gradient, the entries that were not chosen get zeros:
Adam and momentum may still move them.

https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html
"""

import torch

PARAMS = {"loss": ["reconstruction", "plain_code", "codebook", "commitment", "neither_detached"]}


def observe(device, loss):
    encoder = torch.tensor([1.2, 0.9], device=device, requires_grad=True)
    codebook = torch.tensor([[5.0, 5.0], [1.0, 1.0]], device=device, requires_grad=True)
    z = encoder * 1
    index = ((z - codebook) ** 2).sum(1).argmin()
    e = codebook[index]
    quantised = z + (e - z).detach()
    yield "value of the straight-through output", [round(entry, 4) for entry in quantised.tolist()]
    {
        "reconstruction": lambda: (quantised * 3).sum(),
        "plain_code": lambda: (e * 3).sum(),
        "codebook": lambda: ((z.detach() - e) ** 2).sum(),
        "commitment": lambda: ((z - e.detach()) ** 2).sum(),
        "neither_detached": lambda: ((z - e) ** 2).sum(),
    }[loss]().backward()
    yield "encoder.grad", encoder.grad
    yield "codebook.grad", codebook.grad
    yield "entry not chosen", codebook.grad[0] if codebook.grad is not None else None


EXPECT = {
    "[commitment]": {
        ">=1.0": {
            "value of the straight-through output": [1.0, 1.0],
            "encoder.grad": "nonzero",
            "codebook.grad": "None",
            "entry not chosen": "None",
        },
    },
    "[reconstruction]": {
        ">=1.0": {
            "value of the straight-through output": [1.0, 1.0],
            "encoder.grad": "nonzero",
            "codebook.grad": "None",
            "entry not chosen": "None",
        },
    },
    "[codebook]": {
        ">=1.0": {
            "value of the straight-through output": [1.0, 1.0],
            "encoder.grad": "None",
            "codebook.grad": "nonzero",
            "entry not chosen": "zero",
        },
    },
    "[plain_code]": {
        ">=1.0": {
            "value of the straight-through output": [1.0, 1.0],
            "encoder.grad": "None",
            "codebook.grad": "nonzero",
            "entry not chosen": "zero",
        },
    },
    "[neither_detached]": {
        ">=1.0": {
            "value of the straight-through output": [1.0, 1.0],
            "encoder.grad": "nonzero",
            "codebook.grad": "nonzero",
            "entry not chosen": "zero",
        },
    },
}

"""Why does the codebook of a VQ-VAE get no gradient?

The straight-through output contains the looked-up row only detached,
so neither the reconstruction loss nor a codebook loss computed on that output reaches the codebook.
The codebook loss must use the raw lookup, with the features detached; the commitment loss the other way round.

https://github.com/lucidrains/vector-quantize-pytorch/issues/40
https://github.com/facebookresearch/encodec/issues/25
"""

import torch
from torch import nn

PARAMS = {"loss": ["reconstruction", "codebook", "commitment", "codebook_on_output", "all"]}


def observe(device, loss):
    encoder = torch.tensor([[1.0, 2.0]], device=device, requires_grad=True)
    codebook = nn.Embedding(2, 2).to(device)
    with torch.no_grad():
        codebook.weight.copy_(torch.tensor([[0.0, 0.0], [1.0, 1.0]]))
    features = encoder * 1
    index = (features - codebook.weight).pow(2).sum(1, keepdim=True).argmin(0)
    raw = codebook(index)
    out = features + (raw - features).detach()
    terms = {
        "reconstruction": (out * 2).sum(),
        "codebook": (raw - features.detach()).pow(2).sum(),
        "commitment": (features - raw.detach()).pow(2).sum(),
        "codebook_on_output": (out - features.detach()).pow(2).sum(),
    }
    (sum(terms.values()) if loss == "all" else terms[loss]).backward()
    yield "encoder.grad", encoder.grad.tolist() if encoder.grad is not None else None
    yield "codebook.weight.grad", codebook.weight.grad.tolist() if codebook.weight.grad is not None else None


EXPECT = {
    "[reconstruction]": {">=1.0": {"encoder.grad": [[2.0, 2.0]], "codebook.weight.grad": "None"}},
    "[codebook]": {">=1.0": {"encoder.grad": "None", "codebook.weight.grad": [[0.0, 0.0], [0.0, -2.0]]}},
    "[commitment]": {">=1.0": {"encoder.grad": [[0.0, 2.0]], "codebook.weight.grad": "None"}},
    "[codebook_on_output]": {">=1.0": {"encoder.grad": [[0.0, -2.0]], "codebook.weight.grad": "None"}},
    "[all]": {">=1.0": {"encoder.grad": [[2.0, 2.0]], "codebook.weight.grad": [[0.0, 0.0], [0.0, -2.0]]}},
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "A codebook loss trains the codebook also if it is computed on the straight-through output.",
        "facts": {"codebook.weight.grad": [[0.0, 0.0], [0.0, -2.0]]},
        "rows": "[codebook_on_output]",
    }
]

"""Does a case get its device and its parameters?

https://example.org/
"""

import torch

PARAMS = {"what": [None, "text"]}


def observe(device, what):
    yield "where", str(torch.ones(1, device=device).device)
    yield "what", what

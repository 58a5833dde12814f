"""Does a hook fire once?

Say in two to six sentences, one a line, what is done, what comes out, since when, and why.

https://example.org/put-here-the-link-that-settles-or-disputes-this
"""

import torch

PARAMS = {"kind": ["pre", "post"]}


def observe(device, kind):
    leaf = torch.ones(3, device=device, requires_grad=True)
    yield "leaf.grad", leaf.grad
    (leaf * 2).sum().backward()
    yield "leaf.grad", leaf.grad

"""Is grad mode on inside a hook?

It is off in every hook of a backward, and on if `create_graph=True` asks for a graph of the backward.
A forward hook runs in the mode of the forward.
`create_graph=True` with `backward()` warns of a reference cycle since 1.10; nothing else changed.

https://docs.pytorch.org/docs/stable/notes/autograd.html
https://github.com/pytorch/pytorch/pull/107063
"""

import torch
from torch import nn

PARAMS = {
    "hook": ["tensor", "node", "node_before", "post_accumulate", "full_backward", "full_backward_pre", "forward"],
    "create_graph": [False, True],
}

TORCH = {
    "[node_before-*]": ">=1.13",
    "[post_accumulate-*]": ">=2.1",
    "[full_backward-*]": ">=1.8",
    "[full_backward_pre-*]": ">=2.0",
}


def observe(device, hook, create_graph):
    seen = []

    def note(*args):
        seen.append(torch.is_grad_enabled())

    weight = torch.ones(1, device=device, requires_grad=True)
    module = nn.Tanh()
    if hook in ("full_backward", "full_backward_pre", "forward"):
        getattr(module, "register_" + hook + "_hook")(note)
    hidden = module(weight * 2)
    if hook == "tensor":
        hidden.register_hook(note)
    elif hook == "node":
        hidden.grad_fn.register_hook(note)
    elif hook == "node_before":
        hidden.grad_fn.register_prehook(note)
    elif hook == "post_accumulate":
        weight.register_post_accumulate_grad_hook(note)
    hidden.sum().backward(create_graph=create_graph)
    yield "grad mode", seen
    weight.grad = None

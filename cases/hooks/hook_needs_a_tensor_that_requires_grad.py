"""When can a gradient hook be registered, and does it run on a detached branch?

A hook is refused by a tensor that does not require grad, since no gradient will ever come by.
A leaf that requires grad takes one even under no_grad.
A hook on a tensor of which only a detached copy is used is accepted and never runs.

https://pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html
"""

import torch

PARAMS = {"on": ["hidden", "detached", "leaf_under_no_grad", "used_only_detached"]}


def observe(device, on):
    weight = torch.ones(3, device=device, requires_grad=True)
    hidden = weight * 2
    calls = []
    try:
        if on in ("hidden", "used_only_detached"):
            hidden.register_hook(calls.append)
        elif on == "detached":
            hidden.detach().register_hook(calls.append)
        else:
            with torch.no_grad():
                weight.register_hook(calls.append)
        yield "register_hook", "works"
    except RuntimeError as error:
        yield "register_hook", type(error).__name__

    used = hidden.detach() if on == "used_only_detached" else hidden
    (used.sum() + weight.sum()).backward()
    yield "hook calls", len(calls)


EXPECT = {
    "[hidden]": {">=1.0": {"register_hook": "works", "hook calls": 1}},
    "[leaf_under_no_grad]": {">=1.0": {"register_hook": "works", "hook calls": 1}},
    "[detached]": {">=1.0": {"register_hook": "RuntimeError", "hook calls": 0}},
    "[used_only_detached]": {">=1.0": {"register_hook": "works", "hook calls": 0}},
}

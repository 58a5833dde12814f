"""Can a hook be registered on a view whose base was changed in place since?

A view's history is renewed lazily, when somebody asks for it.
From 2.0 to 2.14 `register_hook` on such a view did not ask first
and the process died of a segmentation fault; in 1.13 it was `retain_grad()` that did.
Reading `view.grad_fn` before registering avoids both.
#196514 renews the history at registration since 2.15.
A hook that was there before the change is lost in every release, as it belongs to the old history,
and until 2.14 it took one registered after a change of the base down with it, without an error.
Where the view itself was changed the later hook was lost too until 1.13 and runs since 2.0 (#92734).
A process of its own tries to register first, because a crash is the answer.

https://github.com/pytorch/pytorch/pull/196514
https://github.com/pytorch/pytorch/pull/92734
https://github.com/pytorch/pytorch/issues/196459
"""

import os

import torch

PARAMS = {
    "register": ["hook", "hook_after_reading_grad_fn", "second_hook", "retain_grad", "node"],
    "change": ["none", "base_in_place", "other_view_in_place", "view_in_place"],
}


def prepare(register, change, calls):
    weight = torch.ones(2, requires_grad=True)
    base = weight * 1
    view, other = base[:1], base[1:]
    if register == "second_hook":
        view.register_hook(lambda *_: calls.append("first hook"))
    if change != "none":
        {"base_in_place": base, "other_view_in_place": other, "view_in_place": view}[change].mul_(3)
    if register == "retain_grad":
        view.retain_grad()
    elif register == "node":
        view.grad_fn.register_hook(lambda *_: calls.append("hook"))
    else:
        if register == "hook_after_reading_grad_fn":
            calls.append("grad_fn read" if view.grad_fn is not None else "no grad_fn")
        view.register_hook(lambda *_: calls.append("hook"))
    return weight, view


def observe(register, change):
    calls = []
    child = os.fork()
    if child == 0:
        try:
            prepare(register, change, calls)
        finally:
            os._exit(0)
    killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    yield "registering kills the process", killed
    if not killed:
        weight, view = prepare(register, change, calls)
        (view * 5).sum().backward()
        yield "calls", calls
        yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[hook-none]": {">=1.0": {"registering kills the process": False, "calls": ["hook"], "weight.grad": [5.0, 0.0]}},
    "[node-none]": {">=1.0": {"registering kills the process": False, "calls": ["hook"], "weight.grad": [5.0, 0.0]}},
    "[node-other_view_in_place]": {
        ">=1.0": {"registering kills the process": False, "calls": ["hook"], "weight.grad": [5.0, 0.0]},
    },
    "[hook-base_in_place]": {
        "<2.0": {"registering kills the process": False, "calls": ["hook"], "weight.grad": [15.0, 0.0]},
        ">=2.0,<2.15": {"registering kills the process": True},
        ">=2.15": {"registering kills the process": False, "calls": ["hook"], "weight.grad": [15.0, 0.0]},
    },
    "[hook-other_view_in_place]": {
        "<2.0": {"registering kills the process": False, "calls": ["hook"], "weight.grad": [5.0, 0.0]},
        ">=2.0,<2.15": {"registering kills the process": True},
        ">=2.15": {"registering kills the process": False, "calls": ["hook"], "weight.grad": [5.0, 0.0]},
    },
    "[hook-view_in_place]": {
        ">=1.0": {"registering kills the process": False, "calls": ["hook"], "weight.grad": [15.0, 0.0]},
    },
    "[node-base_in_place]": {
        ">=1.0": {"registering kills the process": False, "calls": ["hook"], "weight.grad": [15.0, 0.0]},
    },
    "[node-view_in_place]": {
        ">=1.0": {"registering kills the process": False, "calls": ["hook"], "weight.grad": [15.0, 0.0]},
    },
    "[hook_after_reading_grad_fn-none]": {
        ">=1.0": {"registering kills the process": False, "calls": ["grad_fn read", "hook"], "weight.grad": [5.0, 0.0]},
    },
    "[hook_after_reading_grad_fn-other_view_in_place]": {
        ">=1.0": {"registering kills the process": False, "calls": ["grad_fn read", "hook"], "weight.grad": [5.0, 0.0]},
    },
    "[hook_after_reading_grad_fn-base_in_place]": {
        ">=1.0": {
            "registering kills the process": False,
            "calls": ["grad_fn read", "hook"],
            "weight.grad": [15.0, 0.0],
        },
    },
    "[hook_after_reading_grad_fn-view_in_place]": {
        ">=1.0": {
            "registering kills the process": False,
            "calls": ["grad_fn read", "hook"],
            "weight.grad": [15.0, 0.0],
        },
    },
    "[second_hook-none]": {
        ">=1.0": {"registering kills the process": False, "calls": ["first hook", "hook"], "weight.grad": [5.0, 0.0]},
    },
    "[second_hook-base_in_place]": {
        "<2.15": {"registering kills the process": False, "calls": [], "weight.grad": [15.0, 0.0]},
        ">=2.15": {"registering kills the process": False, "calls": ["hook"], "weight.grad": [15.0, 0.0]},
    },
    "[second_hook-other_view_in_place]": {
        "<2.15": {"registering kills the process": False, "calls": [], "weight.grad": [5.0, 0.0]},
        ">=2.15": {"registering kills the process": False, "calls": ["hook"], "weight.grad": [5.0, 0.0]},
    },
    "[second_hook-view_in_place]": {
        "<2.0": {"registering kills the process": False, "calls": [], "weight.grad": [15.0, 0.0]},
        ">=2.0": {"registering kills the process": False, "calls": ["hook"], "weight.grad": [15.0, 0.0]},
    },
    "[retain_grad-none]": {">=1.0": {"registering kills the process": False, "calls": [], "weight.grad": [5.0, 0.0]}},
    "[retain_grad-base_in_place]": {
        "<1.13": {"registering kills the process": False, "calls": [], "weight.grad": [15.0, 0.0]},
        ">=1.13,<2.0": {"registering kills the process": True},
        ">=2.0": {"registering kills the process": False, "calls": [], "weight.grad": [15.0, 0.0]},
    },
    "[retain_grad-other_view_in_place]": {
        "<1.13": {"registering kills the process": False, "calls": [], "weight.grad": [5.0, 0.0]},
        ">=1.13,<2.0": {"registering kills the process": True},
        ">=2.0": {"registering kills the process": False, "calls": [], "weight.grad": [5.0, 0.0]},
    },
    "[retain_grad-view_in_place]": {
        ">=1.0": {"registering kills the process": False, "calls": [], "weight.grad": [15.0, 0.0]},
    },
}

"""Can a hook be registered on a view whose base was changed in place since?

A view's history is renewed lazily, when somebody asks for it.
From 2.0 to at least 2.9 `register_hook` on such a view did not ask first
and the process died of a segmentation fault; in 1.13 it was `retain_grad()` that did.
Reading `view.grad_fn` before registering avoids both.
A hook that was there before the change is lost in every release, as it belongs to the old history,
and until 2.9 at least it took a second one down with it without an error.
#196514 renews the history at registration, and 2.15 has it.
The question runs in a process of its own, because a crash is the answer.

https://github.com/pytorch/pytorch/pull/196514
https://github.com/pytorch/pytorch/issues/196459
"""

import os

import torch

PARAMS = {
    "register": ["hook", "hook_after_reading_grad_fn", "second_hook", "retain_grad", "node"],
    "change": ["none", "base_in_place", "other_view_in_place", "view_in_place"],
}


def experiment(register, change, note):
    weight = torch.ones(2, requires_grad=True)
    base = weight * 1
    view, other = base[:1], base[1:]
    if register == "second_hook":
        view.register_hook(lambda *_: note("first hook ran"))
    if change != "none":
        {"base_in_place": base, "other_view_in_place": other, "view_in_place": view}[change].mul_(3)
    if register == "retain_grad":
        view.retain_grad()
    elif register == "node":
        view.grad_fn.register_hook(lambda *_: note("hook ran"))
    else:
        if register == "hook_after_reading_grad_fn":
            note("grad_fn read" if view.grad_fn is not None else "no grad_fn")
        view.register_hook(lambda *_: note("hook ran"))
    (view * 5).sum().backward()
    note("weight.grad %s" % weight.grad.tolist())


def observe(register, change):
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:

        def note(text):
            os.write(sink, (text + "\n").encode())

        try:
            experiment(register, change, note)
        finally:
            os._exit(0)
    os.close(sink)
    with os.fdopen(source) as stream:
        yield "noted", stream.read().splitlines()
    yield "killed by a signal", os.WIFSIGNALED(os.waitpid(child, 0)[1])

"""When does removing a hook take effect?

At once for backwards to come, and also for the one under way as long as its tensor was not reached yet.
A hook may remove itself while it runs, and removing twice is no error.
Until 1.9 a hook could also take away the next one on the same tensor in the middle of a backward.
Since 1.10 it cannot: #61250, made against a crash of hooks that remove themselves,
fixes the list of hooks before the first of them runs.
The handle is also a context manager that removes the hook at its end.

https://github.com/pytorch/pytorch/pull/61250
https://github.com/pytorch/pytorch/issues/58354
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html
"""

import torch

PARAMS = {
    "on": ["leaf", "hidden"],
    "remove": ["never", "before", "twice", "by_itself", "by_the_hook_before", "by_a_later_layer", "with_block"],
}


def observe(device, on, remove):
    calls = []
    weight = torch.ones(1, device=device, requires_grad=True)
    hidden = weight * 2
    last = hidden * 3
    tensor = weight if on == "leaf" else hidden
    handles = {}

    def note(name, removes):
        def hook(grad):
            calls.append(name)
            if removes in handles:
                handles[removes].remove()

        return hook

    handles["last"] = last.register_hook(note("last", "hook" if remove == "by_a_later_layer" else None))
    handles["first"] = tensor.register_hook(note("first", "hook" if remove == "by_the_hook_before" else None))
    handles["hook"] = tensor.register_hook(note("hook", "hook" if remove == "by_itself" else None))
    if remove in ("before", "twice"):
        handles["hook"].remove()
    if remove == "twice":
        handles["hook"].remove()
    if remove == "with_block":
        with handles["hook"]:
            last.backward(retain_graph=True)
    else:
        last.backward(retain_graph=True)
    last.backward()
    yield "calls", calls


EXPECT = {
    "[*-never]": {">=1.0": {"calls": ["last", "first", "hook", "last", "first", "hook"]}},
    "[*-before]": {">=1.0": {"calls": ["last", "first", "last", "first"]}},
    "[*-by_a_later_layer]": {">=1.0": {"calls": ["last", "first", "last", "first"]}},
    "[*-twice]": {">=1.0": {"calls": ["last", "first", "last", "first"]}},
    "[*-by_itself]": {">=1.0": {"calls": ["last", "first", "hook", "last", "first"]}},
    "[*-with_block]": {">=1.0": {"calls": ["last", "first", "hook", "last", "first"]}},
    "[*-by_the_hook_before]": {
        "<1.10": {"calls": ["last", "first", "last", "first"]},
        ">=1.10": {"calls": ["last", "first", "hook", "last", "first"]},
    },
}

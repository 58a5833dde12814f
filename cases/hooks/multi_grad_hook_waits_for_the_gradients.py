"""When does a multi-grad hook run if some of its tensors take no part in the loss?

It waits for the tensors that this backward computes, and gets None for the others;
if none takes part it does not run.
In mode "any", added by #117984 for 2.3, it runs once for the first gradient and gets that one alone.
A second backward runs it again.

https://github.com/pytorch/pytorch/pull/117984
https://docs.pytorch.org/docs/stable/autograd.html
"""

import torch

PARAMS = {"mode": ["default", "all", "any"], "used": ["both", "first", "neither", "both_twice", "first_hidden"]}

TORCH = {"[default-*]": ">=2.0", "[all-*]": ">=2.3", "[any-*]": ">=2.3"}


def observe(device, mode, used):
    a = torch.ones(1, device=device, requires_grad=True)
    b = torch.ones(1, device=device, requires_grad=True)
    other = torch.ones(1, device=device, requires_grad=True)
    hidden = a * 2
    seen = []

    def note(grads):
        grads = [grads] if isinstance(grads, torch.Tensor) else grads
        seen.append([None if grad is None else float(grad) for grad in grads])

    options = {} if mode == "default" else {"mode": mode}
    first = hidden if used == "first_hidden" else a
    torch.autograd.graph.register_multi_grad_hook((first, b), note, **options)
    loss = {
        "first": lambda: hidden * 3,
        "first_hidden": lambda: hidden * 3,
        "neither": lambda: other * 3,
    }.get(used, lambda: hidden * 3 + b * 5)()
    loss.backward(retain_graph=True)
    if used == "both_twice":
        loss.backward()
    yield "seen", str(seen)


EXPECT = {
    "[all-both]": {">=1.0": {"seen": "[[6.0, 5.0]]"}},
    "[default-both]": {">=1.0": {"seen": "[[6.0, 5.0]]"}},
    "[all-first]": {">=1.0": {"seen": "[[6.0, None]]"}},
    "[default-first]": {">=1.0": {"seen": "[[6.0, None]]"}},
    "[*-neither]": {">=1.0": {"seen": "[]"}},
    "[all-both_twice]": {">=1.0": {"seen": "[[6.0, 5.0], [6.0, 5.0]]"}},
    "[default-both_twice]": {">=1.0": {"seen": "[[6.0, 5.0], [6.0, 5.0]]"}},
    "[all-first_hidden]": {">=1.0": {"seen": "[[3.0, None]]"}},
    "[default-first_hidden]": {">=1.0": {"seen": "[[3.0, None]]"}},
    "[any-both]": {">=1.0": {"seen": "[[5.0]]"}},
    "[any-first]": {">=1.0": {"seen": "[[6.0]]"}},
    "[any-both_twice]": {">=1.0": {"seen": "[[5.0], [5.0]]"}},
    "[any-first_hidden]": {">=1.0": {"seen": "[[3.0]]"}},
}

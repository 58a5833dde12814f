"""Why must an RNN's hidden state be detached between batches, and is retain_graph=True the cure?

Without `detach()` the second backward runs into the graph of the first batch,
whose saved tensors are freed: it raises.
With `retain_graph=True` it runs, through all the batches so far: the graph grows, and so does the gradient.
Once the optimizer steps in between, the old graph needs weights that were overwritten:
the optimizers of 1.5 and later move the version counter, and backward raises an in-place error;
until 1.4 it ran on, with a silently wrong gradient.
So retain_graph only moves the error; the cure is to detach.

https://discuss.pytorch.org/t/6795
https://github.com/pytorch/pytorch/pull/30258
https://github.com/yunjey/pytorch-tutorial/issues/90
"""

import torch

PARAMS = {"state": ["kept", "kept_retain_graph", "detach", "detach_", "data", "clone"], "step": [False, True]}


def observe(device, state, step):
    weight = torch.full((1,), 0.5, device=device, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.1)
    hidden = torch.ones(1, device=device)
    for _ in range(4):
        if state == "detach":
            hidden = hidden.detach()
        elif state == "detach_":
            hidden.detach_()
        elif state == "data":
            hidden = hidden.data
        elif state == "clone":
            hidden = hidden.clone()
        weight.grad = None
        hidden = (hidden * weight).tanh()
        hidden.sum().backward(retain_graph=state == "kept_retain_graph")
        yield "weight.grad", weight.grad.item()
        if step:
            optimizer.step()


WORKAROUND = {
    "[kept_retain_graph-True]": "graph/history_kept_across_batches[detach-True]",
}

EXPECT = {
    "[clone-*]": {">=1.0": {"weight.grad": 0.7864, "raises": "RuntimeError"}},
    "[kept-*]": {">=1.0": {"weight.grad": 0.7864, "raises": "RuntimeError"}},
    "[kept_retain_graph-False]": {">=1.0": {"weight.grad": [0.7864, 0.8113, 0.6246, 0.424]}},
    "[kept_retain_graph-True]": {
        "<1.5": {"weight.grad": [0.7864, 0.7642, 0.434, 0.1848]},
        ">=1.5": {"weight.grad": [0.7864, 0.7642], "raises": "RuntimeError"},
    },
    "[data-False]": {">=1.0": {"weight.grad": [0.7864, 0.4383, 0.2241, 0.1127]}},
    "[detach-False]": {">=1.0": {"weight.grad": [0.7864, 0.4383, 0.2241, 0.1127]}},
    "[detach_-False]": {">=1.0": {"weight.grad": [0.7864, 0.4383, 0.2241, 0.1127]}},
    "[data-True]": {">=1.0": {"weight.grad": [0.7864, 0.445, 0.1913, 0.07229]}},
    "[detach-True]": {">=1.0": {"weight.grad": [0.7864, 0.445, 0.1913, 0.07229]}},
    "[detach_-True]": {">=1.0": {"weight.grad": [0.7864, 0.445, 0.1913, 0.07229]}},
}

CLAIMS = [
    {
        "source": "https://discuss.pytorch.org/t/6795",
        "says": "Many answers: retain_graph=True cures the error, with an optimizer's step in between too.",
        "facts": {"weight.grad": [0.7864, 0.7642, 0.434, 0.1848]},
        "rows": "[kept_retain_graph-True]",
    },
]

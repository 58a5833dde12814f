"""Why does a hidden state, or features computed once, raise in the second epoch?

What was computed with gradients belongs to the graph of its batch, and that graph is freed by its backward;
the next batch reaches into it, and backward raises "a second time".
The same holds for an RNN's hidden state, features cached before the loop, a moving average or a regulariser of
weights.
Detached, or computed under no_grad, they are constants: backward works, and the layer that made them gets no gradient
from the later batches.
`retain_graph=True` silences the first error; but once an optimizer has stepped, the saved weights have changed, and
since 1.5 that raises too, where it was silently computed with the new weights before.
Features need no weight for their backward if the layer is linear and its input takes no gradient; 1.5 to 1.7 saved
the weight and raised all the same, and 1.8 does not (no note found).

https://github.com/pytorch/pytorch/issues/22820
https://github.com/pytorch/pytorch/pull/30258
https://github.com/cornellius-gp/gpytorch/issues/228
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch
from torch import nn

PARAMS = {
    "carried": ["features", "RNN state", "average of losses", "penalty on weights"],
    "by": ["itself", "detach", "no_grad", "retain_graph", "retain_graph and no step"],
}


def observe(device, carried, by):
    first = nn.Linear(2, 2).to(device)
    second = nn.RNN(2, 2).to(device) if carried == "RNN state" else nn.Linear(2, 2).to(device)
    optimizer = torch.optim.SGD(list(first.parameters()) + list(second.parameters()), lr=0.1)
    x = torch.ones(1, 1, 2, device=device)

    with torch.set_grad_enabled(by != "no_grad"):
        kept = {
            "features": lambda: first(x).tanh(),
            "RNN state": lambda: first(x).tanh(),
            "average of losses": lambda: torch.zeros(1, device=device),
            "penalty on weights": lambda: (first.weight**2).sum(),
        }[carried]()
    for batch in range(2):
        optimizer.zero_grad()
        if by == "detach":
            kept = kept.detach()
        if carried == "features":
            loss = (second(kept) ** 2).sum()
        elif carried == "RNN state":
            out, kept = second(x, kept)
            loss = (out**2).sum()
        else:
            loss = (second(first(x)) ** 2).sum() + kept.sum()
            if carried == "average of losses":
                kept = kept * 0.9 + loss
        if by == "no_grad":
            kept = kept.detach()
        try:
            loss.backward(retain_graph="retain" in by)
            yield "backward", "works"
        except RuntimeError as error:
            yield "backward", type(error).__name__
            return
        yield "first.weight.grad arrives", first.weight.grad is not None and bool((first.weight.grad != 0).any())
        if "no step" not in by:
            optimizer.step()


EXPECT = {
    "[*-itself]": {">=1.0": {"backward": ["works", "RuntimeError"], "first.weight.grad arrives": True}},
    "[RNN state-detach]": {">=1.0": {"backward": ["works", "works"], "first.weight.grad arrives": [False, False]}},
    "[RNN state-no_grad]": {">=1.0": {"backward": ["works", "works"], "first.weight.grad arrives": [False, False]}},
    "[features-detach]": {">=1.0": {"backward": ["works", "works"], "first.weight.grad arrives": [False, False]}},
    "[features-no_grad]": {">=1.0": {"backward": ["works", "works"], "first.weight.grad arrives": [False, False]}},
    "[features-retain_graph]": {
        "<1.5": {"backward": ["works", "works"], "first.weight.grad arrives": [True, True]},
        ">=1.5,<1.8": {"backward": ["works", "RuntimeError"], "first.weight.grad arrives": True},
        ">=1.8": {"backward": ["works", "works"], "first.weight.grad arrives": [True, True]},
    },
    "[*-retain_graph and no step]": {
        ">=1.0": {"backward": ["works", "works"], "first.weight.grad arrives": [True, True]},
    },
    "[average of losses-detach]": {
        ">=1.0": {"backward": ["works", "works"], "first.weight.grad arrives": [True, True]},
    },
    "[average of losses-no_grad]": {
        ">=1.0": {"backward": ["works", "works"], "first.weight.grad arrives": [True, True]},
    },
    "[penalty on weights-detach]": {
        ">=1.0": {"backward": ["works", "works"], "first.weight.grad arrives": [True, True]},
    },
    "[penalty on weights-no_grad]": {
        ">=1.0": {"backward": ["works", "works"], "first.weight.grad arrives": [True, True]},
    },
    "[RNN state-retain_graph]": {
        "<1.5": {"backward": ["works", "works"], "first.weight.grad arrives": [True, True]},
        ">=1.5": {"backward": ["works", "RuntimeError"], "first.weight.grad arrives": True},
    },
    "[average of losses-retain_graph]": {
        "<1.5": {"backward": ["works", "works"], "first.weight.grad arrives": [True, True]},
        ">=1.5": {"backward": ["works", "RuntimeError"], "first.weight.grad arrives": True},
    },
    "[penalty on weights-retain_graph]": {
        "<1.5": {"backward": ["works", "works"], "first.weight.grad arrives": [True, True]},
        ">=1.5": {"backward": ["works", "RuntimeError"], "first.weight.grad arrives": True},
    },
}

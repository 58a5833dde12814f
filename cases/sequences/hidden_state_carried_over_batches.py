"""Why must the hidden state be detached between batches, and is retain_graph=True another way?

Carried over with its history, the second batch's backward goes on into the first batch's graph, which is freed:
an error.
With `retain_graph=True` it runs, each backward goes back to the beginning, and the graph grows without end.
A `step()` in between changes the weights under that old graph: until 1.4 nobody noticed and the gradients were wrong;
from 1.5 on a later backward raises, so that `retain_graph=True` no longer helps.
From 1.5 to 1.7 it is the second one that raises; since 1.8 the third,
because a linear layer no longer keeps its weight where its input, here the first batch, needs no gradient.
Detached, in whatever way, each batch trains the weights; that the state does not require grad is no harm.

https://github.com/pytorch/pytorch/pull/30258
https://github.com/pytorch/pytorch/pull/45777
https://github.com/OpenNMT/OpenNMT-py/issues/1148
https://github.com/jeshraghian/snntorch/issues/172
"""

import torch
from torch import nn

PARAMS = {
    "cell": ["RNN", "LSTM", "GRU", "Linear"],
    "carried": ["attached", "retain_graph", "detach", "detach_"],
    "step": [False, True],
}


def observe(device, cell, carried, step):
    net = (nn.Linear(2, 2) if cell == "Linear" else getattr(nn, cell + "Cell")(2, 2)).to(device)
    for parameter in net.parameters():
        nn.init.constant_(parameter, 0.3)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    x = torch.ones(1, 2, device=device)
    state = torch.zeros(1, 2, device=device)
    state = (state, state) if cell == "LSTM" else state
    cut = {"detach": lambda t: t.detach(), "detach_": lambda t: t.detach_()}.get(carried)
    ran = 0
    for batch in range(3):
        optimizer.zero_grad()
        state = net(x + state).tanh() if cell == "Linear" else net(x, state)
        out = state[0] if cell == "LSTM" else state
        try:
            out.sum().backward(retain_graph=carried == "retain_graph")
            yield "backward", "runs"
            ran += 1
        except RuntimeError as error:
            yield "backward", type(error).__name__
            break
        yield "weight's gradient", next(net.parameters()).grad
        if step:
            optimizer.step()
        if cut:
            state = tuple(cut(part) for part in state) if cell == "LSTM" else cut(state)
    yield "all three ran", ran == 3
    yield "state.requires_grad", (state[0] if cell == "LSTM" else state).requires_grad


EXPECT = {
    "[*-attached-*]": {
        ">=1.0": {
            "backward": ["runs", "RuntimeError"],
            "weight's gradient": "nonzero",
            "all three ran": False,
            "state.requires_grad": True,
        },
    },
    "[*-retain_graph-False]": {
        ">=1.0": {
            "backward": ["runs", "runs", "runs"],
            "weight's gradient": ["nonzero", "nonzero", "nonzero"],
            "all three ran": True,
            "state.requires_grad": True,
        },
    },
    "[*-retain_graph-True]": {
        "<1.5": {
            "backward": ["runs", "runs", "runs"],
            "weight's gradient": ["nonzero", "nonzero", "nonzero"],
            "all three ran": True,
            "state.requires_grad": True,
        },
        ">=1.5,<1.8": {
            "backward": ["runs", "RuntimeError"],
            "weight's gradient": "nonzero",
            "all three ran": False,
            "state.requires_grad": True,
        },
        ">=1.8": {
            "backward": ["runs", "runs", "RuntimeError"],
            "weight's gradient": ["nonzero", "nonzero"],
            "all three ran": False,
            "state.requires_grad": True,
        },
    },
    "[*-detach-*]": {
        ">=1.0": {
            "backward": ["runs", "runs", "runs"],
            "weight's gradient": ["nonzero", "nonzero", "nonzero"],
            "all three ran": True,
            "state.requires_grad": False,
        },
    },
    "[*-detach_-*]": {
        ">=1.0": {
            "backward": ["runs", "runs", "runs"],
            "weight's gradient": ["nonzero", "nonzero", "nonzero"],
            "all three ran": True,
            "state.requires_grad": False,
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/OpenNMT/OpenNMT-py/issues/1148",
        "says": "A hidden state that no longer requires grad after detach_ is a problem for the training.",
        "facts": {"weight's gradient": ["None", "None", "None"]},
        "rows": "[*-detach_-*]",
    },
    {
        "source": "https://github.com/jeshraghian/snntorch/issues/172",
        "says": "The optimizer cannot step between batches while the state keeps its history.",
        "facts": {"all three ran": False},
        "rows": "[*-retain_graph-True]",
    },
]

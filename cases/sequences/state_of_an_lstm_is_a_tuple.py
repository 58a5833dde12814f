"""Why does `hidden.detach()` fail for an LSTM, and which ways of detaching a tuple leave something attached?

The state of an LSTM is a tuple of two tensors, and a tuple has no `detach`: an AttributeError.
A loop variable that is rebound, `for h in state: h = h.detach()`, changes nothing; `h.detach_()` in the loop does.
A generator is lazy: unpacked it works; left alone it is no state, and the LSTM raises a TypeError.
Detaching h only leaves c, through which the second backward runs into the freed graph.

https://github.com/yunjey/pytorch-tutorial/issues/90
https://pytorch.org/docs/stable/generated/torch.nn.LSTM.html
"""

import torch
from torch import nn

PARAMS = {
    "detached": [
        "tuple.detach", "tuple_of", "loop_rebinds", "loop_detach_", "generator_unpacked", "generator",
        "h_only", "data",
    ],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, detached):
    net = nn.LSTM(2, 2).to(device)
    x = torch.ones(3, 1, 2, device=device)
    out, state = net(x)
    out.sum().backward()
    if detached == "tuple.detach":
        state = state.detach()
    elif detached == "tuple_of":
        state = tuple(part.detach() for part in state)
    elif detached == "loop_rebinds":
        for part in state:
            part = part.detach()
    elif detached == "loop_detach_":
        for part in state:
            part.detach_()
    elif detached == "generator_unpacked":
        h, c = (part.detach() for part in state)
        state = (h, c)
    elif detached == "generator":
        state = (part.detach() for part in state)
    elif detached == "h_only":
        state = (state[0].detach(), state[1])
    elif detached == "data":
        state = tuple(part.data for part in state)
    if isinstance(state, tuple):
        yield "state.requires_grad", [part.requires_grad for part in state]
    net(x, state)[0].sum().backward()
    yield "second backward", "runs"


EXPECT = {
    "[tuple.detach]": {">=1.0": {"raises": "AttributeError"}},
    "[data]": {">=1.0": {"state.requires_grad": [False, False], "second backward": "runs"}},
    "[generator_unpacked]": {">=1.0": {"state.requires_grad": [False, False], "second backward": "runs"}},
    "[loop_detach_]": {">=1.0": {"state.requires_grad": [False, False], "second backward": "runs"}},
    "[tuple_of]": {">=1.0": {"state.requires_grad": [False, False], "second backward": "runs"}},
    "[loop_rebinds]": {">=1.0": {"state.requires_grad": [True, True], "raises": "RuntimeError"}},
    "[generator]": {">=1.0": {"raises": "TypeError"}},
    "[h_only]": {">=1.0": {"state.requires_grad": [False, True], "raises": "RuntimeError"}},
}

"""May the states of a recurrence be written into a preallocated tensor, or into the state itself?

A buffer that is only written to takes them, and the gradient comes back through it.
A buffer that is also read from, `buffer[t + 1] = f(buffer[t])`, is overwritten after parts of it were saved:
backward raises if what was saved was a view of the buffer.
`hidden.copy_(...)`, or `hidden[:] = ...`, overwrites what its own backward needs; rebinding the name does not.
A list and `torch.stack` work throughout.
In 1.0 a product with a number kept its input without need, so that those with tanh raised as well;
since 1.1 they run.

https://github.com/pytorch/pytorch/pull/16583
https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/generated/torch.stack.html
"""

import torch

PARAMS = {
    "states": ["list", "buffer_written", "buffer_read", "buffer_read_cloned", "copy_", "index", "rebound"],
    "cell": ["mul", "tanh", "add"],
}


def observe(device, states, cell):
    weight = torch.full((2,), 0.5, device=device, requires_grad=True)
    function = {
        "mul": lambda h: h * weight,
        "tanh": lambda h: (h * 0.5 + weight).tanh(),
        "add": lambda h: h + weight,
    }[cell]
    h = torch.ones(2, device=device)
    buffer = torch.ones(4, 2, device=device)
    collected = []
    for t in range(3):
        if states == "buffer_read":
            buffer[t + 1] = function(buffer[t])
        elif states == "buffer_read_cloned":
            buffer[t + 1] = function(buffer[t].clone())
        elif states == "copy_":
            h.copy_(function(h))
        elif states == "index":
            h[:] = function(h)
        else:
            h = function(h)
            if states == "buffer_written":
                buffer[t + 1] = h
            collected.append(h)
    out = {"list": lambda: torch.stack(collected), "rebound": lambda: h}.get(states, lambda: buffer)()
    if states in ("copy_", "index"):
        out = h
    yield "out.requires_grad", out.requires_grad
    out.sum().backward()
    yield "weight.grad", [round(slope, 4) for slope in weight.grad.tolist()]


EXPECT = {
    "[buffer_read_cloned-mul]": {">=1.0": {"out.requires_grad": True, "weight.grad": [2.75, 2.75]}},
    "[buffer_written-mul]": {">=1.0": {"out.requires_grad": True, "weight.grad": [2.75, 2.75]}},
    "[list-mul]": {">=1.0": {"out.requires_grad": True, "weight.grad": [2.75, 2.75]}},
    "[buffer_read_cloned-tanh]": {">=1.0": {"out.requires_grad": True, "weight.grad": [1.703, 1.703]}},
    "[buffer_written-tanh]": {">=1.0": {"out.requires_grad": True, "weight.grad": [1.703, 1.703]}},
    "[list-tanh]": {">=1.0": {"out.requires_grad": True, "weight.grad": [1.703, 1.703]}},
    "[buffer_read-add]": {">=1.0": {"out.requires_grad": True, "weight.grad": [6.0, 6.0]}},
    "[buffer_read_cloned-add]": {">=1.0": {"out.requires_grad": True, "weight.grad": [6.0, 6.0]}},
    "[buffer_written-add]": {">=1.0": {"out.requires_grad": True, "weight.grad": [6.0, 6.0]}},
    "[list-add]": {">=1.0": {"out.requires_grad": True, "weight.grad": [6.0, 6.0]}},
    "[buffer_read-mul]": {">=1.0": {"out.requires_grad": True, "raises": "RuntimeError"}},
    "[copy_-mul]": {">=1.0": {"out.requires_grad": True, "raises": "RuntimeError"}},
    "[index-mul]": {">=1.0": {"out.requires_grad": True, "raises": "RuntimeError"}},
    "[buffer_read-tanh]": {
        "<1.1": {"out.requires_grad": True, "raises": "RuntimeError"},
        ">=1.1": {"out.requires_grad": True, "weight.grad": [1.703, 1.703]},
    },
    "[copy_-tanh]": {
        "<1.1": {"out.requires_grad": True, "raises": "RuntimeError"},
        ">=1.1": {"out.requires_grad": True, "weight.grad": [0.6774, 0.6774]},
    },
    "[index-tanh]": {
        "<1.1": {"out.requires_grad": True, "raises": "RuntimeError"},
        ">=1.1": {"out.requires_grad": True, "weight.grad": [0.6774, 0.6774]},
    },
    "[copy_-add]": {">=1.0": {"out.requires_grad": True, "weight.grad": [3.0, 3.0]}},
    "[index-add]": {">=1.0": {"out.requires_grad": True, "weight.grad": [3.0, 3.0]}},
    "[rebound-add]": {">=1.0": {"out.requires_grad": True, "weight.grad": [3.0, 3.0]}},
    "[rebound-mul]": {">=1.0": {"out.requires_grad": True, "weight.grad": [0.75, 0.75]}},
    "[rebound-tanh]": {">=1.0": {"out.requires_grad": True, "weight.grad": [0.6774, 0.6774]}},
}

"""Does load_state_dict write into the Parameters or replace them, and what becomes of flags, gradients, old graphs?

It writes into them: the same objects, so the optimizer keeps its hold, with their own dtype, requires_grad and
gradient.
Until 1.4 it wrote through `.data`, past the version counter, and the backward of a graph made before silently
used the new weights; since 1.5 that backward raises, as after any change in place.
`assign=True`, since 2.1, puts the tensors of the dict in their place, as new Parameters: then dtype changes,
the optimizer is left with the old ones, and a graph made before still works.

https://github.com/pytorch/pytorch/pull/31482
https://github.com/pytorch/pytorch/pull/102212
https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import torch
from torch import nn

PARAMS = {"assign": [False, True], "dtype": ["float32", "float64"]}
TORCH = {"[True-*]": ">=2.1"}


def observe(device, assign, dtype):
    layer = nn.Linear(1, 1, bias=False).to(device)
    old = layer.weight
    with torch.no_grad():
        old.fill_(2.0)
    optimizer = torch.optim.SGD(layer.parameters(), lr=1.0)
    loss = (layer.weight**2).sum()
    layer.weight.grad = torch.ones_like(layer.weight)
    state = {"weight": torch.full((1, 1), 5.0, device=device, dtype=getattr(torch, dtype))}
    options = {"assign": True} if assign else {}
    layer.load_state_dict(state, **options)

    yield "same Parameter", layer.weight is old
    yield "type", type(layer.weight).__name__
    yield "requires_grad", layer.weight.requires_grad
    yield "dtype", str(layer.weight.dtype)
    yield "grad", layer.weight.grad
    yield "shares memory with the dict", layer.weight.data_ptr() == state["weight"].data_ptr()
    old.grad = None
    try:
        loss.backward()
        yield "backward of the graph before gives", old.grad.item() / 2
    except RuntimeError as error:
        yield "backward of the graph before gives", type(error).__name__
    layer.weight.grad = torch.ones_like(layer.weight)
    optimizer.step()
    yield "optimizer moves the weight", float(layer.weight.detach()) != 5.0


EXPECT = {
    "[False-*]": {
        "<1.5": {
            "same Parameter": True,
            "type": "Parameter",
            "requires_grad": True,
            "dtype": "torch.float32",
            "grad": "nonzero",
            "shares memory with the dict": False,
            "backward of the graph before gives": 5.0,
            "optimizer moves the weight": True,
        },
        ">=1.5": {
            "same Parameter": True,
            "type": "Parameter",
            "requires_grad": True,
            "dtype": "torch.float32",
            "grad": "nonzero",
            "shares memory with the dict": False,
            "backward of the graph before gives": "RuntimeError",
            "optimizer moves the weight": True,
        },
    },
    "[True-float32]": {
        ">=1.0": {
            "same Parameter": False,
            "type": "Parameter",
            "requires_grad": True,
            "dtype": "torch.float32",
            "grad": "None",
            "shares memory with the dict": True,
            "backward of the graph before gives": 2.0,
            "optimizer moves the weight": False,
        },
    },
    "[True-float64]": {
        ">=1.0": {
            "same Parameter": False,
            "type": "Parameter",
            "requires_grad": True,
            "dtype": "torch.float64",
            "grad": "None",
            "shares memory with the dict": True,
            "backward of the graph before gives": 2.0,
            "optimizer moves the weight": False,
        },
    },
}

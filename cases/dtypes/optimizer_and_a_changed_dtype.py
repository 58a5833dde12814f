"""Does an optimizer go on after the model was converted to another dtype?

`module.double()` keeps the Parameters, so the optimizer made before still steps them, with state of the old dtype.
Where a step adds or multiplies them,
that raised until types were promoted in 1.3: SGD with momentum works since then.
In 1.3.0 all but Adamax worked, as `addcmul` took mixed dtypes by mistake; 1.3.1 refuses them again.
Rprop works since 1.13, RMSprop, Adagrad and Adadelta since 2.2 (no note found).
Adam, AdamW and Adamax raise to this day, as they interpolate, which wants one dtype.
Loading the optimizer's own state dict casts its state to the dtype of the parameters, and mends all of them.
`p.data = p.data.double()` does the same to a single tensor, and leaves its gradient behind.

https://github.com/pytorch/pytorch/pull/21613
https://github.com/pytorch/pytorch/pull/22273
https://github.com/pytorch/pytorch/pull/28231
https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.load_state_dict.html
"""

import torch
from torch import nn

PARAMS = {
    "optimizer": ["SGD", "momentum", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Adamax", "ASGD", "Rprop"],
    "change": ["double", "double and load", "data"],
}
TORCH = {"[AdamW-*]": ">=1.2"}


def observe(device, optimizer, change):
    layer = nn.Linear(2, 1, bias=False).to(device)
    kind = getattr(torch.optim, "SGD" if optimizer == "momentum" else optimizer)
    options = {"momentum": 0.9} if optimizer == "momentum" else {}
    steps = kind(layer.parameters(), lr=0.1, **options)
    layer.weight.grad = torch.ones_like(layer.weight)
    steps.step()
    if change == "data":
        layer.weight.data = layer.weight.data.double()
    else:
        layer.double()
    if change == "double and load":
        steps.load_state_dict(steps.state_dict())
    before = layer.weight.detach().clone()
    layer.weight.grad = None
    layer.weight.grad = torch.ones_like(layer.weight)
    try:
        steps.step()
    except (RuntimeError, AssertionError) as error:
        yield "step", type(error).__name__
        return
    yield "step", "works"
    yield "weight moved", not torch.equal(layer.weight, before)
    yield "weight.dtype", str(layer.weight.dtype)
    state = steps.state[layer.weight]
    kept = [key for key in sorted(state) if isinstance(state[key], torch.Tensor) and state[key].dim() > 0]
    yield "dtypes of the state", [key + " " + str(state[key].dtype) for key in kept]

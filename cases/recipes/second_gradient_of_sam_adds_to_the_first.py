"""In sharpness-aware minimisation, what must happen between the two backwards?

The weight is moved uphill, a second forward and backward are made there,
and the weight is moved back before the step.
Without zeroing in between, the step is on the sum of both gradients.
Moved between a forward and its own backward, the weight breaks the graph: an error under no_grad,
and through `.data` the old graph silently computes with the new weight.
Moved back by subtraction, the weight may miss its old value by rounding; a saved copy does not.

https://github.com/davda54/sam
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch

PARAMS = {
    "moved": ["before_the_second_forward", "between_forward_and_backward"],
    "through": ["no_grad", "data"],
    "zeroed": [True, False],
}


def observe(device, moved, through, zeroed):
    weight = torch.full((1,), 2.0, device=device, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.1)
    (weight**3).sum().backward()
    uphill, start = 0.5 * weight.grad.sign(), weight.detach().clone()
    loss = (weight**3).sum()
    if through == "data":
        weight.data += uphill
    else:
        with torch.no_grad():
            weight += uphill
    if moved == "before_the_second_forward":
        loss = (weight**3).sum()
    if zeroed:
        optimizer.zero_grad()
    loss.backward()
    yield "gradient for the step", weight.grad.tolist()
    with torch.no_grad():
        weight.copy_(start)
    optimizer.step()
    yield "weight", [round(entry, 4) for entry in weight.tolist()]


EXPECT = {
    "[*-data-True]": {">=1.0": {"gradient for the step": [18.75], "weight": [0.125]}},
    "[before_the_second_forward-no_grad-True]": {">=1.0": {"gradient for the step": [18.75], "weight": [0.125]}},
    "[*-data-False]": {">=1.0": {"gradient for the step": [30.75], "weight": [-1.075]}},
    "[before_the_second_forward-no_grad-False]": {">=1.0": {"gradient for the step": [30.75], "weight": [-1.075]}},
    "[between_forward_and_backward-no_grad-*]": {">=1.0": {"raises": "RuntimeError"}},
}

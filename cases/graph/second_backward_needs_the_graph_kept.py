"""Can backward run twice through the same graph?

The first backward frees what the graph saved, unless told `retain_graph=True`.
The second one then raises where something had been saved.
Where nothing had, as in a sum of an addition, it may run, and adds the same gradient once more.

https://pytorch.org/docs/stable/generated/torch.Tensor.backward.html
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch

PARAMS = {"function": ["mul", "square", "add", "exp"], "retain": [False, True]}


def observe(device, function, retain):
    x = torch.ones(3, device=device, requires_grad=True)
    out = {
        "mul": lambda: x * 2,
        "square": lambda: x * x,
        "add": lambda: x + 1,
        "exp": lambda: x.exp(),
    }[function]()
    loss = out.sum()
    loss.backward(retain_graph=retain)
    first = x.grad.clone()
    try:
        loss.backward()
        yield "second backward", "runs"
    except RuntimeError as error:
        yield "second backward", type(error).__name__
    yield "x.grad doubled", torch.equal(x.grad, 2 * first)


EXPECT = {
    "[mul-False]": {">=1.0": {"second backward": "RuntimeError", "x.grad doubled": False}},
    "[square-False]": {">=1.0": {"second backward": "RuntimeError", "x.grad doubled": False}},
    "[exp-False]": {">=1.0": {"second backward": "RuntimeError", "x.grad doubled": False}},
    "[*-True]": {">=1.0": {"second backward": "runs", "x.grad doubled": True}},
    "[add-False]": {">=1.0": {"second backward": "runs", "x.grad doubled": True}},
}

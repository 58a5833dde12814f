"""Is the graph still there after autograd.grad, and what does retain_graph default to?

It is freed, as by `backward()`, unless `retain_graph=True` or `create_graph=True`, which is its default.
`create_graph=True` with `retain_graph=False` frees it all the same.
A gradient for a hidden tensor frees only the part of the graph that was run through:
a later backward still reaches the leaves through the rest.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
"""

import torch

PARAMS = {
    "retain_graph": [None, False, True],
    "create_graph": [False, True],
    "input": ["leaf", "hidden"],
    "then": ["grad_again", "backward", "backward_of_hidden"],
}


def observe(device, retain_graph, create_graph, input, then):
    x = torch.ones(2, device=device, requires_grad=True)
    hidden = x * x
    loss = (hidden * hidden).sum()
    inputs = x if input == "leaf" else hidden
    torch.autograd.grad(loss, inputs, retain_graph=retain_graph, create_graph=create_graph)
    if then == "grad_again":
        yield "gradient", torch.autograd.grad(loss, inputs)[0].tolist()
    elif then == "backward":
        loss.backward()
    else:
        hidden.sum().backward()
    if then != "grad_again":
        yield "x.grad", x.grad.tolist()


EXPECT = {
    "[False-*-leaf-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[None-False-leaf-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[False-*-hidden-backward]": {">=1.0": {"raises": "RuntimeError"}},
    "[False-*-hidden-grad_again]": {">=1.0": {"raises": "RuntimeError"}},
    "[None-False-hidden-backward]": {">=1.0": {"raises": "RuntimeError"}},
    "[None-False-hidden-grad_again]": {">=1.0": {"raises": "RuntimeError"}},
    "[*-*-hidden-backward_of_hidden]": {">=1.0": {"x.grad": [2.0, 2.0]}},
    "[True-*-leaf-backward_of_hidden]": {">=1.0": {"x.grad": [2.0, 2.0]}},
    "[None-True-leaf-backward_of_hidden]": {">=1.0": {"x.grad": [2.0, 2.0]}},
    "[True-*-leaf-grad_again]": {">=1.0": {"gradient": [4.0, 4.0]}},
    "[None-True-leaf-grad_again]": {">=1.0": {"gradient": [4.0, 4.0]}},
    "[True-*-*-backward]": {">=1.0": {"x.grad": [4.0, 4.0]}},
    "[None-True-*-backward]": {">=1.0": {"x.grad": [4.0, 4.0]}},
    "[True-*-hidden-grad_again]": {">=1.0": {"gradient": [2.0, 2.0]}},
    "[None-True-hidden-grad_again]": {">=1.0": {"gradient": [2.0, 2.0]}},
}

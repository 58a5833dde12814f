"""When does the result of autograd.grad or backward require grad itself?

With `create_graph=True`, where the gradient depends on a tensor that requires grad: for x * x, not for x * 2,
because the slope of a linear function is a constant.
Without it never, and the second derivative raises.
`create_graph=True` keeps the graph as well, unless `retain_graph=False` says otherwise.
`backward(create_graph=True)` warns of a reference cycle between the parameter and its gradient since 1.10;
`autograd.grad` does not.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html
https://github.com/pytorch/pytorch/issues/7343
"""

import torch

functions = {
    "linear": lambda x: x * 2,
    "square": lambda x: x * x,
    "exp": lambda x: x.exp(),
    "relu": lambda x: x.relu(),
    "abs": lambda x: x.abs(),
    "sum": lambda x: x.sum(),
    "detached_factor": lambda x: x * x.detach(),
    "round": lambda x: x.round(),
}
PARAMS = {
    "function": ["linear", "square", "exp", "relu", "abs", "sum", "detached_factor", "round"],
    "by": ["grad", "backward"],
    "create_graph": [False, True],
}


def observe(device, function, by, create_graph):
    x = torch.ones(2, device=device, requires_grad=True)
    loss = functions[function](x).sum()
    if by == "grad":
        (gradient,) = torch.autograd.grad(loss, x, create_graph=create_graph)
    else:
        loss.backward(create_graph=create_graph)
        gradient = x.grad
    yield "gradient", gradient.tolist()
    yield "requires_grad", gradient.requires_grad
    yield "has a grad_fn", gradient.grad_fn is not None
    if gradient.requires_grad:
        (second,) = torch.autograd.grad(gradient.sum(), x, allow_unused=True)
        yield "second derivative", (second + 0).tolist() if second is not None else None

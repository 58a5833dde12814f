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


EXPECT = {
    "[linear-*-False]": {">=1.0": {"gradient": [2.0, 2.0], "requires_grad": False, "has a grad_fn": False}},
    "[square-*-False]": {">=1.0": {"gradient": [2.0, 2.0], "requires_grad": False, "has a grad_fn": False}},
    "[linear-grad-True]": {">=1.0": {"gradient": [2.0, 2.0], "requires_grad": False, "has a grad_fn": False}},
    "[linear-backward-True]": {
        "<1.10": {"gradient": [2.0, 2.0], "requires_grad": False, "has a grad_fn": False},
        ">=1.10": {"gradient": [2.0, 2.0], "requires_grad": False, "has a grad_fn": False, "warns": ["UserWarning"]},
    },
    "[square-grad-True]": {
        ">=1.0": {
            "gradient": [2.0, 2.0],
            "requires_grad": True,
            "has a grad_fn": True,
            "second derivative": [2.0, 2.0],
        },
    },
    "[square-backward-True]": {
        "<1.10": {
            "gradient": [2.0, 2.0],
            "requires_grad": True,
            "has a grad_fn": True,
            "second derivative": [2.0, 2.0],
        },
        ">=1.10": {
            "gradient": [2.0, 2.0],
            "requires_grad": True,
            "has a grad_fn": True,
            "second derivative": [2.0, 2.0],
            "warns": ["UserWarning"],
        },
    },
    "[exp-*-False]": {">=1.0": {"gradient": [2.718, 2.718], "requires_grad": False, "has a grad_fn": False}},
    "[exp-grad-True]": {
        ">=1.0": {
            "gradient": [2.718, 2.718],
            "requires_grad": True,
            "has a grad_fn": True,
            "second derivative": [2.718, 2.718],
        },
    },
    "[exp-backward-True]": {
        "<1.10": {
            "gradient": [2.718, 2.718],
            "requires_grad": True,
            "has a grad_fn": True,
            "second derivative": [2.718, 2.718],
        },
        ">=1.10": {
            "gradient": [2.718, 2.718],
            "requires_grad": True,
            "has a grad_fn": True,
            "second derivative": [2.718, 2.718],
            "warns": ["UserWarning"],
        },
    },
    "[abs-*-False]": {">=1.0": {"gradient": [1.0, 1.0], "requires_grad": False, "has a grad_fn": False}},
    "[detached_factor-*-False]": {">=1.0": {"gradient": [1.0, 1.0], "requires_grad": False, "has a grad_fn": False}},
    "[relu-*-False]": {">=1.0": {"gradient": [1.0, 1.0], "requires_grad": False, "has a grad_fn": False}},
    "[sum-*-False]": {">=1.0": {"gradient": [1.0, 1.0], "requires_grad": False, "has a grad_fn": False}},
    "[detached_factor-grad-True]": {">=1.0": {"gradient": [1.0, 1.0], "requires_grad": False, "has a grad_fn": False}},
    "[sum-grad-True]": {">=1.0": {"gradient": [1.0, 1.0], "requires_grad": False, "has a grad_fn": False}},
    "[abs-grad-True]": {
        ">=1.0": {
            "gradient": [1.0, 1.0],
            "requires_grad": True,
            "has a grad_fn": True,
            "second derivative": [0.0, 0.0],
        },
    },
    "[relu-grad-True]": {
        ">=1.0": {
            "gradient": [1.0, 1.0],
            "requires_grad": True,
            "has a grad_fn": True,
            "second derivative": [0.0, 0.0],
        },
    },
    "[abs-backward-True]": {
        "<1.10": {
            "gradient": [1.0, 1.0],
            "requires_grad": True,
            "has a grad_fn": True,
            "second derivative": [0.0, 0.0],
        },
        ">=1.10": {
            "gradient": [1.0, 1.0],
            "requires_grad": True,
            "has a grad_fn": True,
            "second derivative": [0.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[relu-backward-True]": {
        "<1.10": {
            "gradient": [1.0, 1.0],
            "requires_grad": True,
            "has a grad_fn": True,
            "second derivative": [0.0, 0.0],
        },
        ">=1.10": {
            "gradient": [1.0, 1.0],
            "requires_grad": True,
            "has a grad_fn": True,
            "second derivative": [0.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[detached_factor-backward-True]": {
        "<1.10": {"gradient": [1.0, 1.0], "requires_grad": False, "has a grad_fn": False},
        ">=1.10": {"gradient": [1.0, 1.0], "requires_grad": False, "has a grad_fn": False, "warns": ["UserWarning"]},
    },
    "[sum-backward-True]": {
        "<1.10": {"gradient": [1.0, 1.0], "requires_grad": False, "has a grad_fn": False},
        ">=1.10": {"gradient": [1.0, 1.0], "requires_grad": False, "has a grad_fn": False, "warns": ["UserWarning"]},
    },
    "[round-*-False]": {">=1.0": {"gradient": [0.0, 0.0], "requires_grad": False, "has a grad_fn": False}},
    "[round-grad-True]": {">=1.0": {"gradient": [0.0, 0.0], "requires_grad": False, "has a grad_fn": False}},
    "[round-backward-True]": {
        "<1.10": {"gradient": [0.0, 0.0], "requires_grad": False, "has a grad_fn": False},
        ">=1.10": {"gradient": [0.0, 0.0], "requires_grad": False, "has a grad_fn": False, "warns": ["UserWarning"]},
    },
}

"""Is grad mode on inside the forward and the backward of a custom function?

In the forward it is off, so operations there make no graph unless `enable_grad()` is opened.
In the backward it is off too, and on with `create_graph=True`; a saved input still requires grad.
`autograd.grad` inside the backward works under `enable_grad()`.

https://docs.pytorch.org/docs/stable/notes/extending.html
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch

PARAMS = {"call": ["backward", "create_graph", "under_no_grad", "enable_grad_inside", "autograd_inside_backward"]}


def observe(device, call):
    class Function(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            modes.append("forward %s" % torch.is_grad_enabled())
            ctx.save_for_backward(a)
            if call != "enable_grad_inside":
                return a**2
            with torch.enable_grad():
                inner = a.detach().requires_grad_() ** 2
            modes.append("inner %s" % inner.requires_grad)
            return inner

        @staticmethod
        def backward(ctx, grad):
            modes.append("backward %s" % torch.is_grad_enabled())
            (a,) = ctx.saved_tensors
            modes.append("saved %s" % a.requires_grad)
            if call != "autograd_inside_backward":
                return grad * 2 * a
            with torch.enable_grad():
                a = a.detach().requires_grad_()
                return torch.autograd.grad(a**2, a, grad)[0]

    modes = []
    weight = torch.tensor([3.0], device=device, requires_grad=True)
    with torch.set_grad_enabled(call != "under_no_grad"):
        out = Function.apply(weight)
    yield "out.requires_grad", out.requires_grad
    if out.requires_grad:
        (gradient,) = torch.autograd.grad(out, weight, create_graph=call == "create_graph")
        yield "gradient", gradient.tolist()
        yield "gradient.requires_grad", gradient.requires_grad
    yield "modes", modes


EXPECT = {
    "[autograd_inside_backward]": {
        ">=1.0": {
            "out.requires_grad": True,
            "gradient": [6.0],
            "gradient.requires_grad": False,
            "modes": ["forward False", "backward False", "saved True"],
        },
    },
    "[backward]": {
        ">=1.0": {
            "out.requires_grad": True,
            "gradient": [6.0],
            "gradient.requires_grad": False,
            "modes": ["forward False", "backward False", "saved True"],
        },
    },
    "[create_graph]": {
        ">=1.0": {
            "out.requires_grad": True,
            "gradient": [6.0],
            "gradient.requires_grad": True,
            "modes": ["forward False", "backward True", "saved True"],
        },
    },
    "[under_no_grad]": {">=1.0": {"out.requires_grad": False, "modes": ["forward False"]}},
    "[enable_grad_inside]": {
        ">=1.0": {
            "out.requires_grad": True,
            "gradient": [6.0],
            "gradient.requires_grad": False,
            "modes": ["forward False", "inner True", "backward False", "saved True"],
        },
    },
}

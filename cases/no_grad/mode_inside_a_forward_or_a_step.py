"""Are gradients on or off inside Function.forward, a forward hook, a checkpoint, or an optimizer's closure?

Most places run in the mode of their caller.
`Function.forward` and the first run of a (reentrant) checkpoint always run without gradients.
An optimizer's `step` runs without them since 1.5, and turns them on for the closure, even under a caller's no_grad.
`autograd.functional` turns them on for its function since 1.9; before, no_grad around it gave zeros.
gradcheck turns nothing on: under no_grad it finds no gradient; 1.0 passed it all the same,
and since 1.1 it says so (no note found).

https://github.com/pytorch/pytorch/pull/33640
https://github.com/pytorch/pytorch/pull/47543
https://github.com/pytorch/pytorch/issues/30987
https://pytorch.org/docs/stable/notes/extending.html
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.step.html
"""

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

PARAMS = {
    "place": [
        "function_forward",
        "forward_pre_hook",
        "forward_hook",
        "pack_hook",
        "checkpoint",
        "closure",
        "lbfgs_closure",
        "step_hook",
        "lr_lambda",
        "module_apply",
        "init_in_apply",
        "jacobian",
        "gradcheck",
    ],
    "grad": [True, False],
}

TORCH = {"[step_hook-*]": ">=2.0", "[pack_hook-*]": ">=1.10", "[jacobian-*]": ">=1.5"}


def observe(place, grad):
    modes = []

    def look(*args):
        modes.append(torch.is_grad_enabled())

    def sine(x):
        look()
        return x.sin()

    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            look()
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            return grad * 2

    def loss():
        look()
        return (x * x).sum() if place == "lbfgs_closure" else 1.0

    layer = nn.Linear(2, 2)
    x = torch.ones(1, 2, requires_grad=True)
    with torch.set_grad_enabled(grad):
        if place == "function_forward":
            Double.apply(x)
        elif place == "forward_pre_hook":
            layer.register_forward_pre_hook(look)
            layer(x)
        elif place == "forward_hook":
            layer.register_forward_hook(look)
            layer(x)
        elif place == "pack_hook":
            with torch.autograd.graph.saved_tensors_hooks(lambda saved: look() or saved, lambda saved: saved):
                x.sin()
        elif place == "checkpoint":
            checkpoint(sine, x)
        elif place == "closure":
            torch.optim.SGD([x], lr=0.1).step(loss)
        elif place == "lbfgs_closure":
            x.grad = torch.ones(1, 2)
            torch.optim.LBFGS([x], max_iter=1).step(loss)
        elif place == "step_hook":
            optimizer = torch.optim.SGD([x], lr=0.1)
            optimizer.register_step_post_hook(look)
            optimizer.step()
        elif place == "lr_lambda":
            torch.optim.lr_scheduler.LambdaLR(torch.optim.SGD([x], lr=0.1), lambda epoch: look() or 1.0)
        elif place == "module_apply":
            layer.apply(look)
        elif place == "init_in_apply":
            layer.apply(lambda module: nn.init.ones_(module.weight) is module.weight and look())
        elif place == "jacobian":
            yield "jacobian", torch.autograd.functional.jacobian(sine, x)
        else:
            point = torch.ones(1, dtype=torch.float64, requires_grad=True)
            yield "gradcheck", torch.autograd.gradcheck(sine, [point], raise_exception=False)
    yield "grad enabled", sorted(set(modes))


EXPECT = {
    "[function_forward-*]": {">=1.0": {"grad enabled": [False]}},
    "[forward_hook-False]": {">=1.0": {"grad enabled": [False]}},
    "[forward_pre_hook-False]": {">=1.0": {"grad enabled": [False]}},
    "[init_in_apply-False]": {">=1.0": {"grad enabled": [False]}},
    "[lr_lambda-False]": {">=1.0": {"grad enabled": [False]}},
    "[module_apply-False]": {">=1.0": {"grad enabled": [False]}},
    "[pack_hook-True]": {">=1.0": {"grad enabled": [False]}},
    "[step_hook-False]": {">=1.0": {"grad enabled": [False]}},
    "[closure-True]": {">=1.0": {"grad enabled": [True]}},
    "[forward_hook-True]": {">=1.0": {"grad enabled": [True]}},
    "[forward_pre_hook-True]": {">=1.0": {"grad enabled": [True]}},
    "[init_in_apply-True]": {">=1.0": {"grad enabled": [True]}},
    "[lbfgs_closure-True]": {">=1.0": {"grad enabled": [True]}},
    "[lr_lambda-True]": {">=1.0": {"grad enabled": [True]}},
    "[module_apply-True]": {">=1.0": {"grad enabled": [True]}},
    "[step_hook-True]": {">=1.0": {"grad enabled": [True]}},
    "[pack_hook-False]": {">=1.0": {"grad enabled": []}},
    "[checkpoint-*]": {"<2.1": {"grad enabled": [False]}, ">=2.1": {"grad enabled": [False], "warns": ["UserWarning"]}},
    "[closure-False]": {"<1.5": {"grad enabled": [False]}, ">=1.5": {"grad enabled": [True]}},
    "[lbfgs_closure-False]": {"<1.5": {"grad enabled": [False]}, ">=1.5": {"grad enabled": [True]}},
    "[jacobian-True]": {">=1.0": {"jacobian": "nonzero", "grad enabled": [True]}},
    "[jacobian-False]": {
        "<1.9": {"jacobian": "zero", "grad enabled": [False]},
        ">=1.9": {"jacobian": "nonzero", "grad enabled": [True]},
    },
    "[gradcheck-True]": {">=1.0": {"gradcheck": True, "grad enabled": [True]}},
    "[gradcheck-False]": {
        "<1.1": {"gradcheck": True, "grad enabled": [False]},
        ">=1.1,<1.5": {"gradcheck": False, "grad enabled": [False]},
        ">=1.5,<1.6": {"gradcheck": False, "grad enabled": [False], "warns": ["UserWarning"]},
        ">=1.6": {"gradcheck": False, "grad enabled": [False]},
    },
}

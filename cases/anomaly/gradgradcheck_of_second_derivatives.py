"""What does gradgradcheck() say of functions that cannot be differentiated twice?

It finds a backward that detaches, one that uses a saved intermediate, and one that is marked as differentiable once.
gradcheck alone passes all of them.
A linear function has no second derivative to check and passes.
The failures are GradcheckError since 1.9 (#55656).

https://github.com/pytorch/pytorch/pull/55656
https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradgradcheck.html
"""

import torch
from torch.autograd import gradcheck, gradgradcheck
from torch.autograd.function import once_differentiable

PARAMS = {
    "kind": ["differentiable", "detached", "once_differentiable", "saved_intermediate", "linear", "sin", "relu"],
    "check": ["gradcheck", "gradgradcheck"],
}


def observe(device, kind, check):
    def derive(ctx, grad):
        a, square = ctx.saved_tensors
        if kind == "linear":
            return grad * 3
        if kind == "detached":
            return grad * 3 * a.detach() ** 2
        return grad * 3 * (square if kind == "saved_intermediate" else a**2)

    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            square = a**2
            ctx.save_for_backward(a, square)
            return a * 3 if kind == "linear" else square * a

        backward = staticmethod(once_differentiable(derive) if kind == "once_differentiable" else derive)

    x = torch.tensor([0.5, 1.5], dtype=torch.double, device=device, requires_grad=True)
    function = {"sin": torch.sin, "relu": torch.relu}.get(kind, Cube.apply)
    yield "result", {"gradcheck": gradcheck, "gradgradcheck": gradgradcheck}[check](function, (x,))


EXPECT = {
    "[*-gradcheck]": {">=1.0": {"result": True}},
    "[differentiable-gradgradcheck]": {">=1.0": {"result": True}},
    "[linear-gradgradcheck]": {">=1.0": {"result": True}},
    "[relu-gradgradcheck]": {">=1.0": {"result": True}},
    "[sin-gradgradcheck]": {">=1.0": {"result": True}},
    "[detached-gradgradcheck]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "GradcheckError"}},
    "[once_differentiable-gradgradcheck]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "GradcheckError"}},
    "[saved_intermediate-gradgradcheck]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "GradcheckError"}},
}

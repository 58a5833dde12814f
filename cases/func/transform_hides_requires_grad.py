"""What is `x.requires_grad` inside `vmap`, `grad` or `jvp`, and may `requires_grad_()` be called there?

A transform wraps its input: inside `grad` it requires a gradient whether or not it did outside,
inside `vmap` and `jvp` it does not, even where the tensor that was passed in does.
`requires_grad_()`, `retain_grad()` and `backward()` raise inside, even on a leaf made there;
`autograd.grad` inside `grad` works, but what it returns is a constant for the world outside.
The gradient of a leaf that went through `vmap` arrives all the same.

https://github.com/pytorch/functorch/issues/376
https://github.com/pytorch/functorch/pull/849
https://github.com/pytorch/pytorch/issues/158610
"""

import torch

TORCH = ">=2.0"
PARAMS = {
    "transform": ["vmap", "grad", "jvp"],
    "inside": ["ask", "requires_grad_", "retain_grad", "backward", "autograd.grad", "new leaf", "register_hook"],
}


def observe(device, transform, inside):
    seen = []

    def function(a):
        seen.append(a.requires_grad)
        if inside == "requires_grad_":
            a.requires_grad_()
        elif inside == "retain_grad":
            (a * 1).retain_grad()
        elif inside == "backward":
            (a * a).sum().backward()
        elif inside == "autograd.grad":
            return torch.autograd.grad((a * a).sum(), a, create_graph=True)[0].sum()
        elif inside == "new leaf":
            leaf = torch.ones(1, device=device, requires_grad=True)
            (leaf * 2).sum().backward()
            seen.append(leaf.grad.tolist())
        elif inside == "register_hook":
            a.register_hook(lambda gradient: gradient * 10)
        return (a * a).sum()

    x = torch.full((1,), 3.0, device=device, requires_grad=True)
    try:
        if transform == "jvp":
            out = torch.func.jvp(function, (x,), (torch.ones_like(x),))[1]
        else:
            out = getattr(torch.func, transform)(function)(x)
        yield "out requires grad", out.requires_grad
        out.sum().backward()
        yield "x.grad", None if x.grad is None else x.grad.tolist()
    finally:
        yield "seen inside", seen


EXPECT = {
    "[vmap-ask]": {">=1.0": {"out requires grad": True, "x.grad": [6.0], "seen inside": [False]}},
    "[jvp-autograd.grad]": {">=1.0": {"seen inside": [False], "raises": "RuntimeError"}},
    "[jvp-backward]": {">=1.0": {"seen inside": [False], "raises": "RuntimeError"}},
    "[jvp-new leaf]": {">=1.0": {"seen inside": [False], "raises": "RuntimeError"}},
    "[jvp-register_hook]": {">=1.0": {"seen inside": [False], "raises": "RuntimeError"}},
    "[jvp-requires_grad_]": {">=1.0": {"seen inside": [False], "raises": "RuntimeError"}},
    "[jvp-retain_grad]": {">=1.0": {"seen inside": [False], "raises": "RuntimeError"}},
    "[vmap-autograd.grad]": {">=1.0": {"seen inside": [False], "raises": "RuntimeError"}},
    "[vmap-backward]": {">=1.0": {"seen inside": [False], "raises": "RuntimeError"}},
    "[vmap-new leaf]": {">=1.0": {"seen inside": [False], "raises": "RuntimeError"}},
    "[vmap-register_hook]": {">=1.0": {"seen inside": [False], "raises": "RuntimeError"}},
    "[vmap-requires_grad_]": {">=1.0": {"seen inside": [False], "raises": "RuntimeError"}},
    "[vmap-retain_grad]": {">=1.0": {"seen inside": [False], "raises": "RuntimeError"}},
    "[grad-ask]": {">=1.0": {"out requires grad": True, "x.grad": [2.0], "seen inside": [True]}},
    "[grad-backward]": {">=1.0": {"seen inside": [True], "raises": "RuntimeError"}},
    "[grad-new leaf]": {">=1.0": {"seen inside": [True], "raises": "RuntimeError"}},
    "[grad-requires_grad_]": {">=1.0": {"seen inside": [True], "raises": "RuntimeError"}},
    "[grad-retain_grad]": {">=1.0": {"seen inside": [True], "raises": "RuntimeError"}},
    "[grad-autograd.grad]": {">=1.0": {"out requires grad": False, "seen inside": [True], "raises": "RuntimeError"}},
    "[grad-register_hook]": {">=1.0": {"out requires grad": True, "x.grad": [20.0], "seen inside": [True]}},
    "[jvp-ask]": {">=1.0": {"out requires grad": True, "x.grad": [2.0], "seen inside": [False]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/158610",
        "says": "vmap switches gradients off: what comes out of it cannot be differentiated.",
        "facts": {"out requires grad": False},
        "rows": "[vmap-ask]",
    },
]

"""Does a custom operator of torch.library pass a gradient if no formula was registered for it?

The operator multiplies by three, once with torch and once with numpy, and nothing is said about its gradient.
A kernel that was registered for the cpu and calls torch passes the gradient that its parts have;
since 2.1 the backward warns that this may be wrong.
One that leaves torch gave a tensor that does not require grad, so its part of the gradient was lost silently;
from 2.1 on the result requires grad, and the part is still lost, but backward warns.
`custom_op`, since 2.4, records a node that raises in backward, until `register_autograd` gives it a formula.

https://github.com/pytorch/pytorch/pull/105078
https://github.com/pytorch/pytorch/issues/65151
https://pytorch.org/docs/stable/library.html
"""

import torch

PARAMS = {"by": ["Library", "custom_op", "custom_op with a formula"], "kernel": ["torch", "numpy"]}
TORCH = {"[Library-*]": ">=1.13", "[custom_op*]": ">=2.4"}


def by_torch(x: torch.Tensor) -> torch.Tensor:
    return x * 3


def by_numpy(x: torch.Tensor) -> torch.Tensor:
    return torch.from_numpy(x.detach().numpy() * 3)


def observe(by, kernel):
    function = by_torch if kernel == "torch" else by_numpy
    x = torch.ones(2, requires_grad=True)
    if by == "Library":
        space = "gradreg_" + kernel
        library = torch.library.Library(space, "DEF")
        library.define("triple(Tensor x) -> Tensor")
        library.impl("triple", function, "CPU")
        out = getattr(torch.ops, space).triple(x)
    else:
        name = "gradreg_{}::triple_{}".format(by.replace(" ", "_"), kernel)
        triple = torch.library.custom_op(name, function, mutates_args=())
        if by == "custom_op with a formula":
            triple.register_autograd(lambda ctx, grad: grad * 3)
        out = triple(x)
    yield "out.requires_grad", out.requires_grad
    yield "out has a grad_fn", out.grad_fn is not None
    (x + out).sum().backward()
    yield "x.grad", x.grad.tolist()


EXPECT = {
    "[Library-torch]": {
        "<2.2": {"out.requires_grad": True, "out has a grad_fn": True, "x.grad": [4.0, 4.0]},
        ">=2.2": {"out.requires_grad": True, "out has a grad_fn": True, "x.grad": [4.0, 4.0], "warns": ["UserWarning"]},
    },
    "[Library-numpy]": {
        "<2.2": {"out.requires_grad": False, "out has a grad_fn": False, "x.grad": [1.0, 1.0]},
        ">=2.2": {"out.requires_grad": True, "out has a grad_fn": True, "x.grad": [1.0, 1.0], "warns": ["UserWarning"]},
    },
    "[custom_op-*]": {">=1.0": {"out.requires_grad": True, "out has a grad_fn": True, "raises": "RuntimeError"}},
    "[custom_op with a formula-*]": {
        ">=1.0": {"out.requires_grad": True, "out has a grad_fn": True, "x.grad": [4.0, 4.0]},
    },
}

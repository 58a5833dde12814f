"""May one keep `p.grad` of the first task while the second task's backward runs, as gradient surgery does?

`first = p.grad` keeps the tensor, not its numbers.
Before 2.0 `zero_grad()` wrote zeros into that very tensor, and the next backward its own gradient:
both tasks' gradients were one.
From 2.0 on it lets go of the tensor, the next backward brings a new one, and the kept gradient stays.
A clone is right in all releases, and so is `autograd.grad`, which never touches `.grad`.
No warning announced the change.

https://github.com/pytorch/pytorch/pull/92731
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html
"""

import torch

PARAMS = {
    "kept": ["p.grad", "detach", "clone", "autograd_grad"],
    "between": ["zero_grad", "grad_is_None", "grad_zero_", "nothing"],
}


def observe(device, kept, between):
    p = torch.ones(2, device=device, requires_grad=True)
    optimizer = torch.optim.SGD([p], lr=1.0)
    loss = (p * 2).sum()
    if kept == "autograd_grad":
        first = torch.autograd.grad(loss, p)[0]
        p.grad = torch.zeros_like(p)
    else:
        loss.backward()
        first = {
            "p.grad": lambda: p.grad,
            "detach": lambda: p.grad.detach(),
            "clone": lambda: p.grad.clone(),
        }[kept]()
    if between == "zero_grad":
        optimizer.zero_grad()
    elif between == "grad_is_None":
        p.grad = None
    elif between == "grad_zero_":
        p.grad.zero_()
    (p * -5).sum().backward()
    yield "first task's gradient", first.tolist()
    yield "second task's gradient", p.grad.tolist()


WORKAROUND = {
    "[p.grad-zero_grad]": "recipes/gradient_kept_for_surgery_may_be_overwritten[clone-zero_grad]",
    "[detach-zero_grad]": "recipes/gradient_kept_for_surgery_may_be_overwritten[clone-zero_grad]",
}

EXPECT = {
    "[detach-zero_grad]": {
        "<2.0": {"first task's gradient": [-5.0, -5.0], "second task's gradient": [-5.0, -5.0]},
        ">=2.0": {"first task's gradient": [2.0, 2.0], "second task's gradient": [-5.0, -5.0]},
    },
    "[p.grad-zero_grad]": {
        "<2.0": {"first task's gradient": [-5.0, -5.0], "second task's gradient": [-5.0, -5.0]},
        ">=2.0": {"first task's gradient": [2.0, 2.0], "second task's gradient": [-5.0, -5.0]},
    },
    "[*-grad_is_None]": {">=1.0": {"first task's gradient": [2.0, 2.0], "second task's gradient": [-5.0, -5.0]}},
    "[autograd_grad-grad_zero_]": {
        ">=1.0": {"first task's gradient": [2.0, 2.0], "second task's gradient": [-5.0, -5.0]},
    },
    "[autograd_grad-nothing]": {">=1.0": {"first task's gradient": [2.0, 2.0], "second task's gradient": [-5.0, -5.0]}},
    "[autograd_grad-zero_grad]": {
        ">=1.0": {"first task's gradient": [2.0, 2.0], "second task's gradient": [-5.0, -5.0]},
    },
    "[clone-grad_zero_]": {">=1.0": {"first task's gradient": [2.0, 2.0], "second task's gradient": [-5.0, -5.0]}},
    "[clone-zero_grad]": {">=1.0": {"first task's gradient": [2.0, 2.0], "second task's gradient": [-5.0, -5.0]}},
    "[detach-grad_zero_]": {">=1.0": {"first task's gradient": [-5.0, -5.0], "second task's gradient": [-5.0, -5.0]}},
    "[p.grad-grad_zero_]": {">=1.0": {"first task's gradient": [-5.0, -5.0], "second task's gradient": [-5.0, -5.0]}},
    "[detach-nothing]": {">=1.0": {"first task's gradient": [-3.0, -3.0], "second task's gradient": [-3.0, -3.0]}},
    "[p.grad-nothing]": {">=1.0": {"first task's gradient": [-3.0, -3.0], "second task's gradient": [-3.0, -3.0]}},
    "[clone-nothing]": {">=1.0": {"first task's gradient": [2.0, 2.0], "second task's gradient": [-3.0, -3.0]}},
}

"""What does register_post_accumulate_grad_hook() hand to its hook, and on what may it be registered?

The parameter itself, with its `.grad` set, and not the gradient as the name suggests.
In a second backward the hook sees the sum so far.
It may step the optimizer and drop the gradient at once, which is what it was made for in 2.1 (#107063).
A hidden tensor and one that does not require grad are refused; `autograd.grad` does not run it.

https://github.com/pytorch/pytorch/pull/107063
https://github.com/pytorch/pytorch/pull/187339
https://github.com/pytorch/pytorch/issues/187268
"""

import torch

TORCH = ">=2.1"

PARAMS = {
    "case": [
        "argument",
        "two_backwards",
        "sets_grad_to_none",
        "step_in_hook",
        "hidden",
        "no_grad_tensor",
        "autograd.grad",
    ]
}


def observe(device, case):
    weight = torch.ones(2, device=device, requires_grad=True)
    sgd = torch.optim.SGD([weight], lr=0.5)

    def hook(tensor):
        observed.append("argument is weight" if tensor is weight else "argument is something else")
        observed.append(tensor.grad.tolist() if tensor.grad is not None else None)
        if case == "sets_grad_to_none":
            tensor.grad = None
        if case == "step_in_hook":
            sgd.step()
            sgd.zero_grad()

    observed = []
    if case == "hidden":
        (weight * 2).register_post_accumulate_grad_hook(hook)
    elif case == "no_grad_tensor":
        weight.detach().register_post_accumulate_grad_hook(hook)
    weight.register_post_accumulate_grad_hook(hook)
    if case == "autograd.grad":
        torch.autograd.grad((weight * 3).sum(), weight)
    else:
        (weight * 3).sum().backward()
    if case == "two_backwards":
        (weight * 3).sum().backward()
    for value in observed:
        yield "hook", value
    yield "weight.grad", weight.grad.tolist() if weight.grad is not None else None
    yield "weight", weight.tolist()


EXPECT = {
    "[argument]": {
        ">=1.0": {"hook": ["argument is weight", [3.0, 3.0]], "weight.grad": [3.0, 3.0], "weight": [1.0, 1.0]},
    },
    "[two_backwards]": {
        ">=1.0": {
            "hook": ["argument is weight", [3.0, 3.0], "argument is weight", [6.0, 6.0]],
            "weight.grad": [6.0, 6.0],
            "weight": [1.0, 1.0],
        },
    },
    "[sets_grad_to_none]": {
        ">=1.0": {"hook": ["argument is weight", [3.0, 3.0]], "weight.grad": "None", "weight": [1.0, 1.0]},
    },
    "[step_in_hook]": {
        ">=1.0": {"hook": ["argument is weight", [3.0, 3.0]], "weight.grad": "None", "weight": [-0.5, -0.5]},
    },
    "[hidden]": {">=1.0": {"raises": "RuntimeError"}},
    "[no_grad_tensor]": {">=1.0": {"raises": "RuntimeError"}},
    "[autograd.grad]": {">=1.0": {"weight.grad": "None", "weight": [1.0, 1.0]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/187268",
        "says": "The name suggests that the hook receives the gradient.",
        "facts": {"hook": ["argument is something else", [3.0, 3.0]]},
        "rows": "[argument]",
    }
]

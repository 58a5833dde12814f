"""May a hook change the gradient it is given in place?

It must not, say the documents, and the result depends on who else holds that tensor.
A gradient that belongs to the hook alone is scaled as intended,
and the gradient that a user handed to `backward()` is changed for the user too.
The gradient of `sum()` is one number seen as many:
1.0 multiplied that one number once per entry and gave 100 instead of 10, silently;
since 1.1 `mul_` refuses to write into such a tensor (#19317).
Another leaf that shares the gradient is spared here.

https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html
https://github.com/pytorch/pytorch/pull/19317
https://github.com/pytorch/pytorch/issues/1110
"""

import torch

PARAMS = {"gradient": ["own", "expanded_by_sum", "shared_with_another", "shared_with_a_leaf", "given_by_the_user"]}


def observe(device, gradient):
    weight = torch.ones(2, device=device, requires_grad=True)
    other = torch.ones(2, device=device, requires_grad=True)
    given = torch.ones(2, device=device)

    def hook(grad):
        grad.mul_(10)

    a, b = weight * 1, other * 1
    a.register_hook(hook)
    if gradient == "own":
        (a * a).backward(torch.ones(2, device=device))
    elif gradient == "expanded_by_sum":
        a.sum().backward()
    elif gradient == "shared_with_another":
        (a + b).backward(torch.ones(2, device=device))
    elif gradient == "shared_with_a_leaf":
        (a + other).backward(torch.ones(2, device=device))
    else:
        a.backward(given)
    yield "weight.grad", weight.grad.tolist()
    yield "other.grad", other.grad.tolist() if other.grad is not None else None
    yield "given", given.tolist()


EXPECT = {
    "[own]": {">=1.0": {"weight.grad": [20.0, 20.0], "other.grad": "None", "given": [1.0, 1.0]}},
    "[expanded_by_sum]": {
        "<1.1": {"weight.grad": [100.0, 100.0], "other.grad": "None", "given": [1.0, 1.0]},
        ">=1.1": {"raises": "RuntimeError"},
    },
    "[shared_with_a_leaf]": {">=1.0": {"weight.grad": [10.0, 10.0], "other.grad": [1.0, 1.0], "given": [1.0, 1.0]}},
    "[shared_with_another]": {">=1.0": {"weight.grad": [10.0, 10.0], "other.grad": [1.0, 1.0], "given": [1.0, 1.0]}},
    "[given_by_the_user]": {">=1.0": {"weight.grad": [10.0, 10.0], "other.grad": "None", "given": [10.0, 10.0]}},
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "A hook that changes its argument in place is refused.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[own]",
    }
]

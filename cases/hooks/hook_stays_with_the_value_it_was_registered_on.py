"""Which gradient does a hook see when the tensor is changed in place afterwards?

A hook belongs to the value that the tensor had when it was registered, and sees the gradient of that value.
A second hook registered after the change saw the old value's gradient too until 1.13;
since 2.0 it sees that of the new value (#92734, a bug fix in the notes).
Where the change came through a view of the tensor, the second hook was still given the old gradient until 2.2;
since 2.3 the tensor's hooks are renewed then as well (#117552).
No warning announced either.

https://github.com/pytorch/pytorch/pull/92734
https://github.com/pytorch/pytorch/pull/117552
https://github.com/pytorch/pytorch/pull/79996
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch

PARAMS = {"change": ["none", "mul_", "through_a_view", "detach_"], "second_hook": [False, True]}


def observe(device, change, second_hook):
    calls = []
    weight = torch.ones(2, device=device, requires_grad=True)
    hidden = weight * 2
    hidden.register_hook(lambda grad: calls.append("first %g" % float(grad[0])))
    if change == "mul_":
        hidden.mul_(3)
    elif change == "through_a_view":
        hidden[:1].mul_(3)
    elif change == "detach_":
        used = hidden * 1
        hidden.detach_()
        hidden = used
    if second_hook:
        hidden.register_hook(lambda grad: calls.append("second %g" % float(grad[0])))
    (hidden * 5).sum().backward()
    yield "calls", calls
    yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[detach_-False]": {">=1.0": {"calls": ["first 5"], "weight.grad": [10.0, 10.0]}},
    "[none-False]": {">=1.0": {"calls": ["first 5"], "weight.grad": [10.0, 10.0]}},
    "[none-True]": {">=1.0": {"calls": ["first 5", "second 5"], "weight.grad": [10.0, 10.0]}},
    "[mul_-False]": {">=1.0": {"calls": ["first 15"], "weight.grad": [30.0, 30.0]}},
    "[mul_-True]": {
        "<2.0": {"calls": ["first 15", "second 15"], "weight.grad": [30.0, 30.0]},
        ">=2.0": {"calls": ["second 5", "first 15"], "weight.grad": [30.0, 30.0]},
    },
    "[through_a_view-False]": {">=1.0": {"calls": ["first 15"], "weight.grad": [30.0, 10.0]}},
    "[through_a_view-True]": {
        "<2.3": {"calls": ["first 15", "second 15"], "weight.grad": [30.0, 10.0]},
        ">=2.3": {"calls": ["second 5", "first 15"], "weight.grad": [30.0, 10.0]},
    },
    "[detach_-True]": {">=1.0": {"calls": ["second 5", "first 5"], "weight.grad": [10.0, 10.0]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/92734",
        "says": "A hook registered after an in-place change sees the gradient of the tensor as it is now.",
        "facts": {"calls": ["second 5", "first 15"]},
        "rows": "[mul_-True]",
    }
]

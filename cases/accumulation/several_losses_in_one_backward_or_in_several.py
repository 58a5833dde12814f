"""Is one backward of a sum of losses the same as a backward for each loss?

The gradients are equal; what differs is the graph.
Through a shared trunk the second backward finds it freed, unless the first kept it with `retain_graph=True`.
`autograd.backward` takes a list of losses and walks the graph once, and a weighted sum is one backward as well.
A `step()` between the two is another matter: it changes the weights under the second backward (an error from 1.5 on).
A `zero_grad()` between the two loses the first loss.

https://pytorch.org/docs/stable/generated/torch.autograd.backward.html
https://github.com/pytorch/pytorch/pull/30258
https://github.com/pytorch/pytorch/issues/39141
"""

import torch

PARAMS = {
    "how": ["sum", "autograd_backward", "retain", "no_retain", "step_between", "zero_grad_between", "forward_again"],
    "trunk": ["shared", "separate"],
}


def observe(device, how, trunk):
    weight = torch.full((2,), 2.0, device=device, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.1)

    def hidden():
        return (weight * weight).exp().log()

    one = hidden()
    other = one if trunk == "shared" else hidden()
    first, second = one.sum(), (other * 3).sum()
    try:
        if how == "sum":
            (first + second).backward()
        elif how == "autograd_backward":
            torch.autograd.backward([first, second])
        else:
            first.backward(retain_graph=how in ("retain", "step_between", "zero_grad_between"))
            if how == "step_between":
                optimizer.step()
            elif how == "zero_grad_between":
                optimizer.zero_grad()
            elif how == "forward_again":
                second = (hidden() * 3).sum()
            second.backward()
        yield "backward", "runs"
    except RuntimeError as error:
        yield "backward", type(error).__name__
    yield "weight.grad", [round(slope, 3) for slope in weight.grad.tolist()]


EXPECT = {
    "[autograd_backward-*]": {">=1.0": {"backward": "runs", "weight.grad": [16.0, 16.0]}},
    "[forward_again-*]": {">=1.0": {"backward": "runs", "weight.grad": [16.0, 16.0]}},
    "[retain-*]": {">=1.0": {"backward": "runs", "weight.grad": [16.0, 16.0]}},
    "[sum-*]": {">=1.0": {"backward": "runs", "weight.grad": [16.0, 16.0]}},
    "[no_retain-separate]": {">=1.0": {"backward": "runs", "weight.grad": [16.0, 16.0]}},
    "[no_retain-shared]": {">=1.0": {"backward": "RuntimeError", "weight.grad": [4.0, 4.0]}},
    "[step_between-*]": {
        "<1.5": {"backward": "runs", "weight.grad": [13.6, 13.6]},
        ">=1.5": {"backward": "RuntimeError", "weight.grad": [4.0, 4.0]},
    },
    "[zero_grad_between-*]": {">=1.0": {"backward": "runs", "weight.grad": [12.0, 12.0]}},
}

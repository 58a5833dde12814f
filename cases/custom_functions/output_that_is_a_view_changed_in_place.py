"""What happens when the output of a custom function is a view and is changed in place?

Autograd then rebuilt the history from the view operations and dropped the function's own backward:
the gradient was 6 where the function asked for 30, without an error.
A view of a tensor made inside the function even lost the gradient altogether: `.grad` stayed None.
1.5 warned (#32839), or raised where the function returns several views, and 1.9 raises for all (#56093).
The view of a tensor made inside is refused since 1.8 already, as a view of a leaf (#46204).
Changing the input instead of the output, or the output under no_grad, ends the same way.
A clone in the forward avoids it.

https://github.com/pytorch/pytorch/pull/32839
https://github.com/pytorch/pytorch/pull/46204
https://github.com/pytorch/pytorch/pull/56093
https://github.com/pytorch/pytorch/issues/14707
"""

import torch

PARAMS = {
    "forward": ["identity", "view", "two_views", "clone", "new_view"],
    "change": ["output", "output_under_no_grad", "input"],
    "backward_from": ["output", "input"],
}


def observe(device, forward, change, backward_from):
    class Function(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            return {
                "identity": lambda: a,
                "view": lambda: a.view(-1),
                "two_views": lambda: (a[:1], a[1:]),
                "clone": lambda: a.clone(),
                "new_view": lambda: (a * 1).view(-1),
            }[forward]()

        @staticmethod
        def backward(ctx, *grads):
            return torch.cat(grads) * 5

    weight = torch.ones(2, device=device, requires_grad=True)
    hidden = weight * 2
    result = Function.apply(hidden)
    out = result[0] if isinstance(result, tuple) else result
    if change == "output":
        out.mul_(3)
    elif change == "input":
        hidden.mul_(3)
    else:
        with torch.no_grad():
            out.mul_(3)
    (out if backward_from == "output" else hidden).sum().backward()
    yield "weight.grad", weight.grad.tolist() if weight.grad is not None else None


CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/14707",
        "says": "The function's backward is not called if its output is a view that was changed in place, and the "
        "gradient is wrong.",
        "facts": {"weight.grad": [6.0, 6.0]},
        "rows": "[view-output-output]",
    }
]

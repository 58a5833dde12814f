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


EXPECT = {
    "[identity-output-*]": {
        "<1.5": {"weight.grad": [6.0, 6.0]},
        ">=1.5,<1.9": {"weight.grad": [6.0, 6.0], "warns": ["UserWarning"]},
        ">=1.9": {"raises": "RuntimeError"},
    },
    "[view-output-*]": {
        "<1.5": {"weight.grad": [6.0, 6.0]},
        ">=1.5,<1.9": {"weight.grad": [6.0, 6.0], "warns": ["UserWarning"]},
        ">=1.9": {"raises": "RuntimeError"},
    },
    "[identity-input-output]": {
        "<1.5": {"weight.grad": [6.0, 6.0]},
        ">=1.5,<1.9": {"weight.grad": [6.0, 6.0], "warns": ["UserWarning"]},
        ">=1.9": {"raises": "RuntimeError"},
    },
    "[view-input-output]": {
        "<1.5": {"weight.grad": [6.0, 6.0]},
        ">=1.5,<1.9": {"weight.grad": [6.0, 6.0], "warns": ["UserWarning"]},
        ">=1.9": {"raises": "RuntimeError"},
    },
    "[identity-output_under_no_grad-output]": {
        "<1.5": {"weight.grad": [2.0, 2.0]},
        ">=1.5,<1.9": {"weight.grad": [2.0, 2.0], "warns": ["UserWarning"]},
        ">=1.9": {"raises": "RuntimeError"},
    },
    "[view-output_under_no_grad-output]": {
        "<1.5": {"weight.grad": [2.0, 2.0]},
        ">=1.5,<1.9": {"weight.grad": [2.0, 2.0], "warns": ["UserWarning"]},
        ">=1.9": {"raises": "RuntimeError"},
    },
    "[*-output_under_no_grad-input]": {">=1.0": {"weight.grad": [2.0, 2.0]}},
    "[clone-output-input]": {">=1.0": {"weight.grad": [2.0, 2.0]}},
    "[*-input-input]": {">=1.0": {"weight.grad": [6.0, 6.0]}},
    "[two_views-input-output]": {"<1.5": {"weight.grad": [6.0, 0.0]}, ">=1.5": {"raises": "RuntimeError"}},
    "[two_views-output-output]": {"<1.5": {"weight.grad": [6.0, 0.0]}, ">=1.5": {"raises": "RuntimeError"}},
    "[two_views-output-input]": {"<1.5": {"weight.grad": [6.0, 2.0]}, ">=1.5": {"raises": "RuntimeError"}},
    "[two_views-output_under_no_grad-output]": {
        "<1.5": {"weight.grad": [2.0, 0.0]},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[clone-output-output]": {">=1.0": {"weight.grad": [30.0, 30.0]}},
    "[clone-input-output]": {">=1.0": {"weight.grad": [10.0, 10.0]}},
    "[clone-output_under_no_grad-output]": {">=1.0": {"weight.grad": [10.0, 10.0]}},
    "[new_view-input-output]": {">=1.0": {"weight.grad": [10.0, 10.0]}},
    "[new_view-output-output]": {
        "<1.5": {"weight.grad": "None"},
        ">=1.5,<1.8": {"weight.grad": "None", "warns": ["UserWarning"]},
        ">=1.8,<1.9": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.9": {"raises": "RuntimeError"},
    },
    "[new_view-output-input]": {
        "<1.5": {"weight.grad": [2.0, 2.0]},
        ">=1.5,<1.8": {"weight.grad": [2.0, 2.0], "warns": ["UserWarning"]},
        ">=1.8,<1.9": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.9": {"raises": "RuntimeError"},
    },
    "[new_view-output_under_no_grad-output]": {
        "<1.5": {"weight.grad": "None"},
        ">=1.5,<1.9": {"weight.grad": "None", "warns": ["UserWarning"]},
        ">=1.9": {"raises": "RuntimeError"},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/14707",
        "says": "The function's backward is not called if its output is a view that was changed in place, and the "
        "gradient is wrong.",
        "facts": {"weight.grad": [6.0, 6.0]},
        "rows": "[view-output-output]",
    }
]

"""Can two parameters end up with one and the same memory as their .grad, so that a change counts twice?

Two weights are added, as position and token embeddings are, each through a view such as `unsqueeze(0)`.
The gradients that arrive are views of one tensor, and backward keeps them without a copy,
since nobody else seems to hold them: `x.grad` and `y.grad` share their memory, in every release.
The next backward adds to that memory twice, giving 6 instead of 4,
and whatever scales gradients in place, such as clipping, scales these twice.
Without the views, or if only one weight goes through a view, each has a gradient of its own.
Setting the gradients to None before each backward, the default of zero_grad() since 2.0, hides the first effect,
not the second.
No warning tells; the issue has been open since 2020.

https://github.com/pytorch/pytorch/issues/34082
https://github.com/pytorch/pytorch/pull/34904
https://pytorch.org/docs/stable/autograd.html#default-gradient-layouts
"""

import torch

PARAMS = {
    "through": ["nothing", "view", "unsqueeze", "slice", "view of one only"],
    "then": ["second backward", "clip"],
}


def observe(device, through, then):
    x, y = [torch.ones(2, device=device, requires_grad=True) for _ in range(2)]
    views = {
        "nothing": lambda weight: weight,
        "view": lambda weight: weight.view(1, 2),
        "unsqueeze": lambda weight: weight.unsqueeze(0),
        "slice": lambda weight: weight[:],
        "view of one only": lambda weight: weight.view(2) if weight is x else weight,
    }[through]
    ((views(x) + views(y)) * 2).sum().backward()
    yield "x.grad", x.grad.tolist()
    yield "one memory", x.grad.data_ptr() == y.grad.data_ptr()
    if then == "clip":
        yield "norm", round(float(torch.nn.utils.clip_grad_norm_([x, y], 1.0)), 3)
    else:
        ((views(x) + views(y)) * 2).sum().backward()
    yield "x.grad", [round(entry, 3) for entry in x.grad.tolist()]
    yield "y.grad", [round(entry, 3) for entry in y.grad.tolist()]


EXPECT = {
    "[nothing-second backward]": {
        ">=1.0": {"x.grad": [[2.0, 2.0], [4.0, 4.0]], "one memory": False, "y.grad": [4.0, 4.0]},
    },
    "[slice-second backward]": {
        ">=1.0": {"x.grad": [[2.0, 2.0], [4.0, 4.0]], "one memory": False, "y.grad": [4.0, 4.0]},
    },
    "[view of one only-second backward]": {
        ">=1.0": {"x.grad": [[2.0, 2.0], [4.0, 4.0]], "one memory": False, "y.grad": [4.0, 4.0]},
    },
    "[nothing-clip]": {
        ">=1.0": {"x.grad": [[2.0, 2.0], [0.5, 0.5]], "one memory": False, "norm": 4.0, "y.grad": [0.5, 0.5]},
    },
    "[slice-clip]": {
        ">=1.0": {"x.grad": [[2.0, 2.0], [0.5, 0.5]], "one memory": False, "norm": 4.0, "y.grad": [0.5, 0.5]},
    },
    "[view of one only-clip]": {
        ">=1.0": {"x.grad": [[2.0, 2.0], [0.5, 0.5]], "one memory": False, "norm": 4.0, "y.grad": [0.5, 0.5]},
    },
    "[unsqueeze-second backward]": {
        ">=1.0": {"x.grad": [[2.0, 2.0], [6.0, 6.0]], "one memory": True, "y.grad": [6.0, 6.0]},
    },
    "[view-second backward]": {">=1.0": {"x.grad": [[2.0, 2.0], [6.0, 6.0]], "one memory": True, "y.grad": [6.0, 6.0]}},
    "[unsqueeze-clip]": {
        ">=1.0": {"x.grad": [[2.0, 2.0], [0.125, 0.125]], "one memory": True, "norm": 4.0, "y.grad": [0.125, 0.125]},
    },
    "[view-clip]": {
        ">=1.0": {"x.grad": [[2.0, 2.0], [0.125, 0.125]], "one memory": True, "norm": 4.0, "y.grad": [0.125, 0.125]},
    },
}

CLAIMS = [
    {
        "source": "https://pytorch.org/docs/stable/autograd.html#default-gradient-layouts",
        "says": "A second backward adds its gradient to .grad, once.",
        "facts": {"x.grad": [[2.0, 2.0], [4.0, 4.0]]},
        "rows": "[*-second backward]",
    },
    {
        "source": "https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html",
        "says": "Clipping scales all gradients once, so that together they have the norm that was asked for.",
        "facts": {"x.grad": [[2.0, 2.0], [0.5, 0.5]]},
        "rows": "[*-clip]",
    },
]

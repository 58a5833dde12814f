"""What happens when the recomputation of a checkpoint does not do what the forward did?

The classic variant differentiates what the second run did, whatever that is, as long as the shape fits;
another dtype was refused until 1.2 and is converted since 1.3 (#22273).
`use_reentrant=False` puts tensors of the second run into the graph of the first:
until 2.0 another shape or dtype gave a wrong gradient silently;
since 2.1 shape, dtype and the number of saved tensors are compared and CheckpointError is raised (#90105),
unless `determinism_check="none"`.
More saved tensors than before were an IndexError in 1.13 and 2.0 (#82776; dressed as RuntimeError until #94456 in 2.0)
and are not noticed otherwise; fewer are noticed since 2.0, as a number no longer counts as saved (no note found).
Other values or another function with the same shapes are never noticed.

https://github.com/pytorch/pytorch/pull/22273
https://github.com/pytorch/pytorch/pull/82776
https://github.com/pytorch/pytorch/pull/94456
https://github.com/pytorch/pytorch/pull/90105
https://github.com/pytorch/pytorch/issues/141896
https://docs.pytorch.org/docs/stable/checkpoint.html
"""

import torch
from torch.utils.checkpoint import checkpoint

PARAMS = {
    "variant": ["default", "non_reentrant", "no_check"],
    "recomputation": [
        "same",
        "other_value",
        "other_shape",
        "other_dtype",
        "fewer_saved",
        "more_saved",
        "other_function",
    ],
}

TORCH = {"[non_reentrant-*]": ">=1.11", "[no_check-*]": ">=2.1"}


def observe(device, variant, recomputation):
    options = {
        "default": {},
        "non_reentrant": {"use_reentrant": False},
        "no_check": {"use_reentrant": False, "determinism_check": "none"},
    }[variant]
    calls = []

    def function(a):
        calls.append(1)
        if len(calls) == 1 or recomputation == "same":
            return a.exp().exp()
        return {
            "other_value": lambda: (a + 1).exp().exp(),
            "other_shape": lambda: a.expand(2).exp().exp(),
            "other_dtype": lambda: a.double().exp().exp(),
            "fewer_saved": lambda: a.exp() * 2,
            "more_saved": lambda: a.exp().exp().exp(),
            "other_function": lambda: a.sin().sin(),
        }[recomputation]()

    x = torch.zeros(1, device=device, requires_grad=True)
    checkpoint(function, x, **options).sum().backward()
    yield "x.grad", x.grad.tolist()
    yield "dtype", str(x.grad.dtype)


CLAIMS = [
    {
        "source": "a common belief",
        "says": "The determinism check notices that the recomputation saved other tensors: here another function.",
        "facts": {"raises": "CheckpointError"},
        "rows": "[non_reentrant-other_function]",
    }
]

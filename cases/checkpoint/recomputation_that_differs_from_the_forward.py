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


EXPECT = {
    "[default-same]": {
        "<1.10": {"x.grad": [2.718], "dtype": "torch.float32"},
        ">=1.10,<1.13": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [2.718], "dtype": "torch.float32"},
        ">=2.1,<2.4": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["UserWarning"]},
    },
    "[default-more_saved]": {
        "<1.10": {"x.grad": [41.19], "dtype": "torch.float32"},
        ">=1.10,<1.13": {"x.grad": [41.19], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [41.19], "dtype": "torch.float32"},
        ">=2.1,<2.4": {"x.grad": [41.19], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [41.19], "dtype": "torch.float32", "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [41.19], "dtype": "torch.float32", "warns": ["UserWarning"]},
    },
    "[default-other_value]": {
        "<1.10": {"x.grad": [41.19], "dtype": "torch.float32"},
        ">=1.10,<1.13": {"x.grad": [41.19], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [41.19], "dtype": "torch.float32"},
        ">=2.1,<2.4": {"x.grad": [41.19], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [41.19], "dtype": "torch.float32", "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [41.19], "dtype": "torch.float32", "warns": ["UserWarning"]},
    },
    "[default-other_shape]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10,<1.13": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"raises": "RuntimeError"},
        ">=2.1,<2.4": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"raises": "RuntimeError", "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[default-other_dtype]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3,<1.10": {"x.grad": [2.718], "dtype": "torch.float32"},
        ">=1.10,<1.13": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [2.718], "dtype": "torch.float32"},
        ">=2.1,<2.4": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["UserWarning"]},
    },
    "[default-fewer_saved]": {
        "<1.10": {"x.grad": [2.0], "dtype": "torch.float32"},
        ">=1.10,<1.13": {"x.grad": [2.0], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [2.0], "dtype": "torch.float32"},
        ">=2.1,<2.4": {"x.grad": [2.0], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [2.0], "dtype": "torch.float32", "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [2.0], "dtype": "torch.float32", "warns": ["UserWarning"]},
    },
    "[default-other_function]": {
        "<1.10": {"x.grad": [1.0], "dtype": "torch.float32"},
        ">=1.10,<1.13": {"x.grad": [1.0], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [1.0], "dtype": "torch.float32"},
        ">=2.1,<2.4": {"x.grad": [1.0], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [1.0], "dtype": "torch.float32", "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [1.0], "dtype": "torch.float32", "warns": ["UserWarning"]},
    },
    "[non_reentrant-same]": {
        "<1.13": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": [2.718], "dtype": "torch.float32"},
        ">=2.4,<2.5": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [2.718], "dtype": "torch.float32"},
    },
    "[non_reentrant-other_value]": {
        "<1.13": {"x.grad": [41.19], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": [41.19], "dtype": "torch.float32"},
        ">=2.4,<2.5": {"x.grad": [41.19], "dtype": "torch.float32", "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [41.19], "dtype": "torch.float32"},
    },
    "[non_reentrant-other_shape]": {
        "<1.13": {"x.grad": [10.87], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [10.87], "dtype": "torch.float32"},
        ">=2.1,<2.4": {"raises": "CheckpointError"},
        ">=2.4,<2.5": {"raises": "CheckpointError", "warns": ["FutureWarning"]},
        ">=2.5": {"raises": "CheckpointError"},
    },
    "[non_reentrant-other_dtype]": {
        "<1.13": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [2.718], "dtype": "torch.float32"},
        ">=2.1,<2.4": {"raises": "CheckpointError"},
        ">=2.4,<2.5": {"raises": "CheckpointError", "warns": ["FutureWarning"]},
        ">=2.5": {"raises": "CheckpointError"},
    },
    "[non_reentrant-fewer_saved]": {
        "<1.13": {"x.grad": [2.0], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.13,<2.0": {"x.grad": [2.0], "dtype": "torch.float32"},
        ">=2.0,<2.1": {"raises": "RuntimeError"},
        ">=2.1,<2.4": {"raises": "CheckpointError"},
        ">=2.4,<2.5": {"raises": "CheckpointError", "warns": ["FutureWarning"]},
        ">=2.5": {"raises": "CheckpointError"},
    },
    "[non_reentrant-more_saved]": {
        "<1.13": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.13,<2.0": {"raises": "RuntimeError"},
        ">=2.0,<2.1": {"raises": "IndexError"},
        ">=2.1,<2.4": {"x.grad": [2.718], "dtype": "torch.float32"},
        ">=2.4,<2.5": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [2.718], "dtype": "torch.float32"},
    },
    "[non_reentrant-other_function]": {
        "<1.13": {"x.grad": [0.0], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": [0.0], "dtype": "torch.float32"},
        ">=2.4,<2.5": {"x.grad": [0.0], "dtype": "torch.float32", "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [0.0], "dtype": "torch.float32"},
    },
    "[no_check-more_saved]": {
        "<2.4": {"x.grad": [2.718], "dtype": "torch.float32"},
        ">=2.4,<2.5": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [2.718], "dtype": "torch.float32"},
    },
    "[no_check-other_dtype]": {
        "<2.4": {"x.grad": [2.718], "dtype": "torch.float32"},
        ">=2.4,<2.5": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [2.718], "dtype": "torch.float32"},
    },
    "[no_check-same]": {
        "<2.4": {"x.grad": [2.718], "dtype": "torch.float32"},
        ">=2.4,<2.5": {"x.grad": [2.718], "dtype": "torch.float32", "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [2.718], "dtype": "torch.float32"},
    },
    "[no_check-other_value]": {
        "<2.4": {"x.grad": [41.19], "dtype": "torch.float32"},
        ">=2.4,<2.5": {"x.grad": [41.19], "dtype": "torch.float32", "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [41.19], "dtype": "torch.float32"},
    },
    "[no_check-other_shape]": {
        "<2.4": {"x.grad": [10.87], "dtype": "torch.float32"},
        ">=2.4,<2.5": {"x.grad": [10.87], "dtype": "torch.float32", "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [10.87], "dtype": "torch.float32"},
    },
    "[no_check-fewer_saved]": {
        "<2.4": {"raises": "CheckpointError"},
        ">=2.4,<2.5": {"raises": "CheckpointError", "warns": ["FutureWarning"]},
        ">=2.5": {"raises": "CheckpointError"},
    },
    "[no_check-other_function]": {
        "<2.4": {"x.grad": [0.0], "dtype": "torch.float32"},
        ">=2.4,<2.5": {"x.grad": [0.0], "dtype": "torch.float32", "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [0.0], "dtype": "torch.float32"},
    },
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "The determinism check notices that the recomputation saved other tensors: here another function.",
        "facts": {"raises": "CheckpointError"},
        "rows": "[non_reentrant-other_function]",
    }
]

"""Does a checkpoint keep to autocast and to saved_tensors_hooks around it?

The recomputation runs in the autocast of the forward, wherever the backward is called;
that of the cpu was forgotten by `use_reentrant=False` until 1.12, and the backward raised (no note found).
Hooks around a classic checkpoint see its input.
Around `use_reentrant=False` they saw nothing until 2.0;
since 2.1 two tensors of the checkpoint itself (#90105), and one since 2.12 (#174327).
Hooks opened inside the function win over the checkpoint, which then saves everything;
in the classic variant they come into play in the backward.
Every recomputation warned on a machine without CUDA until 1.12,
and in 2.4 of an autocast class that torch itself used.

https://github.com/pytorch/pytorch/pull/90105
https://github.com/pytorch/pytorch/pull/174327
https://github.com/pytorch/pytorch/issues/141896
https://docs.pytorch.org/docs/stable/checkpoint.html
"""

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

TORCH = ">=1.11"

PARAMS = {
    "variant": ["none", "reentrant", "non_reentrant"],
    "around": ["saved_tensors_hooks", "hooks_inside", "autocast", "autocast_inside"],
}


def observe(device, variant, around):
    options = {"use_reentrant": variant == "reentrant"}
    layer = nn.Linear(2, 2).to(device)
    kind = torch.device(device).type
    packs, dtypes = [], []

    def hooks():
        return torch.autograd.graph.saved_tensors_hooks(lambda t: (packs.append(1), t)[1], lambda t: t)

    def function(a):
        if around == "hooks_inside":
            with hooks():
                return layer(a).exp()
        if around == "autocast_inside":
            with torch.autocast(kind, dtype=torch.bfloat16):
                out = layer(a)
        else:
            out = layer(a)
        dtypes.append(str(out.dtype))
        return out.exp()

    x = torch.ones(1, 2, device=device, requires_grad=True)
    call = function if variant == "none" else lambda a: checkpoint(function, a, **options)
    if around == "saved_tensors_hooks":
        with hooks():
            out = call(x)
    elif around == "autocast":
        with torch.autocast(kind, dtype=torch.bfloat16):
            out = call(x)
    else:
        out = call(x)
    yield "packs after forward", len(packs)
    out.float().sum().backward()
    yield "packs", len(packs)
    yield "dtypes", dtypes
    yield "layer.weight.grad", layer.weight.grad


EXPECT = {
    "[none-saved_tensors_hooks]": {
        ">=1.0": {"packs after forward": 3, "packs": 3, "dtypes": ["torch.float32"], "layer.weight.grad": "nonzero"},
    },
    "[non_reentrant-hooks_inside]": {
        ">=1.0": {"packs after forward": 3, "packs": 3, "dtypes": [], "layer.weight.grad": "nonzero"},
    },
    "[none-hooks_inside]": {
        ">=1.0": {"packs after forward": 3, "packs": 3, "dtypes": [], "layer.weight.grad": "nonzero"},
    },
    "[none-autocast]": {
        ">=1.0": {"packs after forward": 0, "packs": 0, "dtypes": ["torch.bfloat16"], "layer.weight.grad": "nonzero"},
    },
    "[none-autocast_inside]": {
        ">=1.0": {"packs after forward": 0, "packs": 0, "dtypes": ["torch.bfloat16"], "layer.weight.grad": "nonzero"},
    },
    "[reentrant-saved_tensors_hooks]": {
        "<1.13": {
            "packs after forward": 1,
            "packs": 1,
            "dtypes": ["torch.float32", "torch.float32"],
            "layer.weight.grad": "nonzero",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {
            "packs after forward": 1,
            "packs": 1,
            "dtypes": ["torch.float32", "torch.float32"],
            "layer.weight.grad": "nonzero",
        },
        ">=2.4,<2.5": {
            "packs after forward": 1,
            "packs": 1,
            "dtypes": ["torch.float32", "torch.float32"],
            "layer.weight.grad": "nonzero",
            "warns": ["FutureWarning"],
        },
        ">=2.5": {
            "packs after forward": 1,
            "packs": 1,
            "dtypes": ["torch.float32", "torch.float32"],
            "layer.weight.grad": "nonzero",
        },
    },
    "[reentrant-hooks_inside]": {
        "<1.13": {
            "packs after forward": 0,
            "packs": 3,
            "dtypes": [],
            "layer.weight.grad": "nonzero",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"packs after forward": 0, "packs": 3, "dtypes": [], "layer.weight.grad": "nonzero"},
        ">=2.4,<2.5": {
            "packs after forward": 0,
            "packs": 3,
            "dtypes": [],
            "layer.weight.grad": "nonzero",
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"packs after forward": 0, "packs": 3, "dtypes": [], "layer.weight.grad": "nonzero"},
    },
    "[non_reentrant-autocast_inside]": {
        "<1.13": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
        },
        ">=2.4,<2.5": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
            "warns": ["FutureWarning"],
        },
        ">=2.5": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
        },
    },
    "[reentrant-autocast]": {
        "<1.13": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
        },
        ">=2.4,<2.5": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
            "warns": ["FutureWarning"],
        },
        ">=2.5": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
        },
    },
    "[reentrant-autocast_inside]": {
        "<1.13": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
        },
        ">=2.4,<2.5": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
            "warns": ["FutureWarning"],
        },
        ">=2.5": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
        },
    },
    "[non_reentrant-saved_tensors_hooks]": {
        "<1.13": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.float32", "torch.float32"],
            "layer.weight.grad": "nonzero",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.float32", "torch.float32"],
            "layer.weight.grad": "nonzero",
        },
        ">=2.1,<2.4": {
            "packs after forward": 2,
            "packs": 2,
            "dtypes": ["torch.float32", "torch.float32"],
            "layer.weight.grad": "nonzero",
        },
        ">=2.4,<2.5": {
            "packs after forward": 2,
            "packs": 2,
            "dtypes": ["torch.float32", "torch.float32"],
            "layer.weight.grad": "nonzero",
            "warns": ["FutureWarning"],
        },
        ">=2.5,<2.12": {
            "packs after forward": 2,
            "packs": 2,
            "dtypes": ["torch.float32", "torch.float32"],
            "layer.weight.grad": "nonzero",
        },
        ">=2.12": {
            "packs after forward": 1,
            "packs": 1,
            "dtypes": ["torch.float32", "torch.float32"],
            "layer.weight.grad": "nonzero",
        },
    },
    "[non_reentrant-autocast]": {
        "<1.13": {"packs after forward": 0, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.13,<2.4": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
        },
        ">=2.4,<2.5": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
            "warns": ["FutureWarning"],
        },
        ">=2.5": {
            "packs after forward": 0,
            "packs": 0,
            "dtypes": ["torch.bfloat16", "torch.bfloat16"],
            "layer.weight.grad": "nonzero",
        },
    },
}

"""What does DistributedDataParallel do about parameters that get no gradient, are frozen, or change their flag?

One process with gloo is enough to see it.
A parameter that was registered but not used in a forward makes the next forward raise, unless
`find_unused_parameters` is set; its gradient then is None, but was a tensor of zeros until 1.4.
A parameter frozen before the wrapping is left alone. One that is frozen after it counts as unused, and one that is
unfrozen after it gets local gradients that nobody averages, silently.
Without any parameter that requires grad, the wrapping itself refuses: an AssertionError from 1.4 to 1.9, else a
RuntimeError (no note found).
`no_sync` (1.2) skips the reduction, and `static_graph` (1.11) learns the unused ones from the first step.

https://github.com/pytorch/pytorch/pull/28883
https://github.com/pytorch/pytorch/issues/28294
https://github.com/pytorch/pytorch/issues/25552
https://github.com/pytorch/pytorch/issues/22095
https://docs.pytorch.org/docs/stable/generated/torch.nn.parallel.DistributedDataParallel.html
"""

import os
import tempfile

import torch
from torch import distributed, nn

PARAMS = {
    "case": [
        "all used",
        "one unused",
        "one unused, find_unused",
        "all used, find_unused",
        "frozen before",
        "frozen before and unused",
        "frozen after",
        "frozen after, find_unused",
        "unfrozen after",
        "all frozen",
        "no_sync",
        "one unused, no_sync",
        "one unused, static_graph",
        "under no_grad",
        "two forwards",
    ]
}
TORCH = {"[*]": ">=1.1", "[*no_sync]": ">=1.2", "[one unused, static_graph]": ">=1.11"}


def observe(case):
    path = tempfile.mkstemp()[1]
    distributed.init_process_group("gloo", init_method="file://" + path, rank=0, world_size=1)
    try:
        for name, value in steps(case):
            yield name, value
    finally:
        distributed.destroy_process_group()
        if os.path.exists(path):
            os.remove(path)


def steps(case):
    model = nn.Sequential(nn.Linear(2, 2, bias=False), nn.Linear(2, 2, bias=False))
    first, second = model[0].weight, model[1].weight
    if "frozen before" in case or case == "unfrozen after":
        second.requires_grad = False
    elif case == "all frozen":
        first.requires_grad = second.requires_grad = False
    model.forward = lambda x: model[0](x) if "unused" in case.split(",")[0].split() else model[1](model[0](x))
    options = {"find_unused_parameters": True} if "find_unused" in case else {}
    if "static" in case:
        options["static_graph"] = True
    try:
        wrapped = nn.parallel.DistributedDataParallel(model, **options)
    except (RuntimeError, AssertionError) as error:
        yield "wrapping", type(error).__name__
        return
    if case == "unfrozen after":
        second.requires_grad = True
    elif "frozen after" in case:
        second.requires_grad = False
    for step in range(3):
        first.grad = second.grad = None
        try:
            with torch.set_grad_enabled(case != "under no_grad"):
                if "no_sync" in case:
                    with wrapped.no_sync():
                        out = wrapped(torch.ones(1, 2))
                else:
                    out = wrapped(torch.ones(1, 2))
                if case == "two forwards":
                    out = out + wrapped(torch.ones(1, 2))
            if out.requires_grad:
                out.sum().backward()
        except RuntimeError as error:
            yield "step", type(error).__name__
            return
        yield "step", "works"
        yield "used.grad", first.grad
        yield "other.grad", second.grad


EXPECT = {
    "[all used]": {
        ">=1.0": {
            "step": ["works", "works", "works"],
            "used.grad": ["nonzero", "nonzero", "nonzero"],
            "other.grad": ["nonzero", "nonzero", "nonzero"],
        },
    },
    "[all used, find_unused]": {
        ">=1.0": {
            "step": ["works", "works", "works"],
            "used.grad": ["nonzero", "nonzero", "nonzero"],
            "other.grad": ["nonzero", "nonzero", "nonzero"],
        },
    },
    "[no_sync]": {
        ">=1.0": {
            "step": ["works", "works", "works"],
            "used.grad": ["nonzero", "nonzero", "nonzero"],
            "other.grad": ["nonzero", "nonzero", "nonzero"],
        },
    },
    "[two forwards]": {
        ">=1.0": {
            "step": ["works", "works", "works"],
            "used.grad": ["nonzero", "nonzero", "nonzero"],
            "other.grad": ["nonzero", "nonzero", "nonzero"],
        },
    },
    "[unfrozen after]": {
        ">=1.0": {
            "step": ["works", "works", "works"],
            "used.grad": ["nonzero", "nonzero", "nonzero"],
            "other.grad": ["nonzero", "nonzero", "nonzero"],
        },
    },
    "[frozen after]": {">=1.0": {"step": ["works", "RuntimeError"], "used.grad": "nonzero", "other.grad": "None"}},
    "[one unused]": {">=1.0": {"step": ["works", "RuntimeError"], "used.grad": "nonzero", "other.grad": "None"}},
    "[frozen after, find_unused]": {
        "<1.5": {
            "step": ["works", "works", "works"],
            "used.grad": ["nonzero", "nonzero", "nonzero"],
            "other.grad": ["zero", "zero", "zero"],
        },
        ">=1.5": {
            "step": ["works", "works", "works"],
            "used.grad": ["nonzero", "nonzero", "nonzero"],
            "other.grad": ["None", "None", "None"],
        },
    },
    "[one unused, find_unused]": {
        "<1.5": {
            "step": ["works", "works", "works"],
            "used.grad": ["nonzero", "nonzero", "nonzero"],
            "other.grad": ["zero", "zero", "zero"],
        },
        ">=1.5": {
            "step": ["works", "works", "works"],
            "used.grad": ["nonzero", "nonzero", "nonzero"],
            "other.grad": ["None", "None", "None"],
        },
    },
    "[frozen before]": {
        ">=1.0": {
            "step": ["works", "works", "works"],
            "used.grad": ["nonzero", "nonzero", "nonzero"],
            "other.grad": ["None", "None", "None"],
        },
    },
    "[frozen before and unused]": {
        ">=1.0": {
            "step": ["works", "works", "works"],
            "used.grad": ["nonzero", "nonzero", "nonzero"],
            "other.grad": ["None", "None", "None"],
        },
    },
    "[one unused, no_sync]": {
        ">=1.0": {
            "step": ["works", "works", "works"],
            "used.grad": ["nonzero", "nonzero", "nonzero"],
            "other.grad": ["None", "None", "None"],
        },
    },
    "[one unused, static_graph]": {
        ">=1.0": {
            "step": ["works", "works", "works"],
            "used.grad": ["nonzero", "nonzero", "nonzero"],
            "other.grad": ["None", "None", "None"],
        },
    },
    "[all frozen]": {
        "<1.4": {"wrapping": "RuntimeError"},
        ">=1.4,<1.10": {"wrapping": "AssertionError"},
        ">=1.10": {"wrapping": "RuntimeError"},
    },
    "[under no_grad]": {
        ">=1.0": {
            "step": ["works", "works", "works"],
            "used.grad": ["None", "None", "None"],
            "other.grad": ["None", "None", "None"],
        },
    },
}

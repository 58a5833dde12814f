"""Does a load_state_dict that raises leave the module as it was?

No: what fits is copied first, and the missing, unexpected or misshapen keys are raised at the end;
`strict=True` decides whether to raise, not whether to load, and catching the error leaves a half loaded module.
`strict=False` forgives missing and unexpected keys but not another shape, and it returns the two lists of keys.
A scalar does not fit a parameter of shape (1,), and nothing is broadcast.
The two lists are returned since 1.1; before it was None.

https://github.com/pytorch/pytorch/pull/18668
https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import torch
from torch import nn

PARAMS = {
    "fault": ["none", "missing", "unexpected", "shape", "broadcastable", "scalar", "prefix"],
    "strict": [True, False],
}


def observe(device, fault, strict):
    model = nn.Linear(2, 1).to(device)
    with torch.no_grad():
        model.weight.zero_()
        model.bias.zero_()
    state = {"weight": torch.ones(1, 2, device=device), "bias": torch.ones(1, device=device)}
    if fault == "missing":
        del state["bias"]
    elif fault == "unexpected":
        state["scale"] = torch.ones(1, device=device)
    elif fault == "shape":
        state["bias"] = torch.ones(3, device=device)
    elif fault == "broadcastable":
        state["weight"] = torch.ones(1, 1, device=device)
    elif fault == "scalar":
        state["bias"] = torch.tensor(1.0, device=device)
    elif fault == "prefix":
        state = {"module." + name: tensor for name, tensor in state.items()}
    try:
        returned = model.load_state_dict(state, strict=strict)
        yield "load_state_dict", "works"
        yield "returned", [list(keys) for keys in returned] if returned else None
    except RuntimeError as error:
        yield "load_state_dict", type(error).__name__
    yield "weight loaded", bool((model.weight == 1).all())
    yield "bias loaded", bool((model.bias == 1).all())


EXPECT = {
    "[none-*]": {
        "<1.1": {"load_state_dict": "works", "returned": "None", "weight loaded": True, "bias loaded": True},
        ">=1.1": {"load_state_dict": "works", "returned": [[], []], "weight loaded": True, "bias loaded": True},
    },
    "[scalar-*]": {">=1.0": {"load_state_dict": "RuntimeError", "weight loaded": True, "bias loaded": False}},
    "[shape-*]": {">=1.0": {"load_state_dict": "RuntimeError", "weight loaded": True, "bias loaded": False}},
    "[missing-True]": {">=1.0": {"load_state_dict": "RuntimeError", "weight loaded": True, "bias loaded": False}},
    "[missing-False]": {
        "<1.1": {"load_state_dict": "works", "returned": "None", "weight loaded": True, "bias loaded": False},
        ">=1.1": {"load_state_dict": "works", "returned": [["bias"], []], "weight loaded": True, "bias loaded": False},
    },
    "[unexpected-True]": {">=1.0": {"load_state_dict": "RuntimeError", "weight loaded": True, "bias loaded": True}},
    "[unexpected-False]": {
        "<1.1": {"load_state_dict": "works", "returned": "None", "weight loaded": True, "bias loaded": True},
        ">=1.1": {"load_state_dict": "works", "returned": [[], ["scale"]], "weight loaded": True, "bias loaded": True},
    },
    "[broadcastable-*]": {">=1.0": {"load_state_dict": "RuntimeError", "weight loaded": False, "bias loaded": True}},
    "[prefix-True]": {">=1.0": {"load_state_dict": "RuntimeError", "weight loaded": False, "bias loaded": False}},
    "[prefix-False]": {
        "<1.1": {"load_state_dict": "works", "returned": "None", "weight loaded": False, "bias loaded": False},
        ">=1.1": {
            "load_state_dict": "works",
            "returned": [["weight", "bias"], ["module.weight", "module.bias"]],
            "weight loaded": False,
            "bias loaded": False,
        },
    },
}

CLAIMS = [
    {
        "source": "often said, no page checked",
        "says": "A load_state_dict that raises has not changed the module.",
        "facts": {"weight loaded": False},
        "rows": "[unexpected-True]",
    },
]

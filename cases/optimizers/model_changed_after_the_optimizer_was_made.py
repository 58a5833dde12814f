"""Does an optimizer still train a model that was converted, loaded or patched after the optimizer was made?

A conversion such as double() or to() swaps the data and keeps the parameter objects, so the optimizer goes on;
the documentation claimed the opposite for years.
Averages made before the conversion keep the old dtype, and the next step of Adam fails;
in 1.3.0 alone it ran, mixing the dtypes, and 1.3.1 refuses again (no note found).
Whatever makes new objects leaves the optimizer behind, without a word: a new Parameter, a deepcopy, a new layer,
load_state_dict(assign=True) since 2.1, and conversions under overwrite_module_params_on_conversion; swapping
keeps the object.
The step count in the state was an int until 1.11, and is a float32 tensor since 1.12.

https://github.com/pytorch/pytorch/issues/7844
https://github.com/pytorch/pytorch/issues/188346
https://github.com/pytorch/pytorch/pull/71333
https://pytorch.org/docs/stable/optim.html
"""

import copy

import torch
from torch import nn

TORCH = {
    "[load_state_dict assign]": ">=2.1",
    "[double, overwrite_module_params]": ">=1.2",
    "[double, swap_module_params]": ">=2.3",
}

PARAMS = {
    "change": [
        "nothing", "double", "half", "to the same dtype", "double, overwrite_module_params",
        "double, swap_module_params", "load_state_dict", "load_state_dict assign", "new Parameter", "data assigned",
        "data of another dtype", "copy_", "requires_grad off and on", "share_memory", "deepcopy", "init", "new layer",
        "double after a step",
    ],
}  # fmt: skip # rows of names


def observe(device, change):
    model = nn.Linear(2, 1, bias=False).to(device)
    nn.init.constant_(model.weight, 3)
    first = model.weight
    optimizer = torch.optim.Adam(model.parameters(), lr=0.25)
    if change == "double after a step":
        model(torch.ones(1, 2, device=device)).sum().backward()
        optimizer.step()
        optimizer.zero_grad()
    ones = torch.ones(1, 2, device=device)

    if change in ("double, overwrite_module_params", "double, swap_module_params"):
        switch = getattr(torch.__future__, "set_" + change.split(", ")[1] + "_on_conversion")
        switch(True)
        model.double()
        switch(False)
    elif change.startswith("double"):
        model.double()
    elif change == "half":
        model.half().float()
    elif change == "to the same dtype":
        model.to(device, torch.float32)
    elif change.startswith("load_state_dict"):
        state = {"weight": torch.full_like(model.weight, 2).detach()}
        model.load_state_dict(state, **({"assign": True} if "assign" in change else {}))
    elif change == "new Parameter":
        model.weight = nn.Parameter(ones * 2)
    elif change.startswith("data"):
        model.weight.data = ones.double() if change == "data of another dtype" else ones * 2
    elif change == "copy_":
        with torch.no_grad():
            model.weight.copy_(ones * 2)
    elif change == "requires_grad off and on":
        model.weight.requires_grad_(False)
        model.weight.requires_grad_(True)
    elif change == "share_memory":
        model.share_memory()
    elif change == "deepcopy":
        model = copy.deepcopy(model)
    elif change == "init":
        nn.init.constant_(model.weight, 1)
    elif change == "new layer":
        model = nn.Linear(2, 1, bias=False).to(device)

    yield "model.weight is the same object", model.weight is first
    before = model.weight.detach().clone()
    model(ones.to(before.dtype)).sum().backward()
    optimizer.step()
    yield "optimizer moved model.weight", not torch.equal(model.weight, before)
    yield "dtype of the weight", str(model.weight.dtype)
    kept = optimizer.state.get(model.weight, {})
    yield "state of the weight", sorted(name + ": " + str(getattr(kept[name], "dtype", "int")) for name in kept)


EXPECT = {
    "[copy_]": {
        "<1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: int"],
        },
        ">=1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: torch.float32"],
        },
    },
    "[data assigned]": {
        "<1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: int"],
        },
        ">=1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: torch.float32"],
        },
    },
    "[half]": {
        "<1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: int"],
        },
        ">=1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: torch.float32"],
        },
    },
    "[init]": {
        "<1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: int"],
        },
        ">=1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: torch.float32"],
        },
    },
    "[load_state_dict]": {
        "<1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: int"],
        },
        ">=1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: torch.float32"],
        },
    },
    "[nothing]": {
        "<1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: int"],
        },
        ">=1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: torch.float32"],
        },
    },
    "[requires_grad off and on]": {
        "<1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: int"],
        },
        ">=1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: torch.float32"],
        },
    },
    "[share_memory]": {
        "<1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: int"],
        },
        ">=1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: torch.float32"],
        },
    },
    "[to the same dtype]": {
        "<1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: int"],
        },
        ">=1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float32",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: torch.float32"],
        },
    },
    "[data of another dtype]": {
        "<1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float64",
            "state of the weight": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: int"],
        },
        ">=1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float64",
            "state of the weight": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: torch.float32"],
        },
    },
    "[double]": {
        "<1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float64",
            "state of the weight": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: int"],
        },
        ">=1.12": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float64",
            "state of the weight": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: torch.float32"],
        },
    },
    "[double, overwrite_module_params]": {
        ">=1.0": {
            "model.weight is the same object": False,
            "optimizer moved model.weight": False,
            "dtype of the weight": "torch.float64",
            "state of the weight": [],
        },
    },
    "[double, swap_module_params]": {
        ">=1.0": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float64",
            "state of the weight": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: torch.float32"],
        },
    },
    "[deepcopy]": {
        ">=1.0": {
            "model.weight is the same object": False,
            "optimizer moved model.weight": False,
            "dtype of the weight": "torch.float32",
            "state of the weight": [],
        },
    },
    "[load_state_dict assign]": {
        ">=1.0": {
            "model.weight is the same object": False,
            "optimizer moved model.weight": False,
            "dtype of the weight": "torch.float32",
            "state of the weight": [],
        },
    },
    "[new Parameter]": {
        ">=1.0": {
            "model.weight is the same object": False,
            "optimizer moved model.weight": False,
            "dtype of the weight": "torch.float32",
            "state of the weight": [],
        },
    },
    "[new layer]": {
        ">=1.0": {
            "model.weight is the same object": False,
            "optimizer moved model.weight": False,
            "dtype of the weight": "torch.float32",
            "state of the weight": [],
        },
    },
    "[double after a step]": {
        "<1.3": {"model.weight is the same object": True, "raises": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "model.weight is the same object": True,
            "optimizer moved model.weight": True,
            "dtype of the weight": "torch.float64",
            "state of the weight": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: int"],
        },
        ">=1.3.1": {"model.weight is the same object": True, "raises": "RuntimeError"},
    },
}

CLAIMS = [
    {
        "source": "https://pytorch.org/docs/1.0.0/optim.html",
        "says": "After a conversion such as .cuda() the parameters of a model are other objects than before.",
        "facts": {"model.weight is the same object": False},
        "rows": "[double]",
    },
]

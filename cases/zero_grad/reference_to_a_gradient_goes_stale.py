"""Is weight.grad the same tensor in every iteration, so that I can keep a reference to it?

As long as it is not None: backward adds in place, so the kept tensor follows.
After None the next backward makes a new tensor. zero_grad() does that since 2.0, and references kept over it go
stale.
With create_graph=True backward does not add in place, and the kept tensor is stale as well;
since 1.10 that comes with a warning of a reference cycle.

https://github.com/pytorch/pytorch/pull/92731
https://github.com/pytorch/pytorch/issues/4661
https://pytorch.org/docs/stable/generated/torch.Tensor.backward.html
"""

import torch

TORCH = {"[set_to_none*]": ">=1.7"}

PARAMS = {
    "between": [
        "nothing", "zero_grad", "set_to_none_False", "set_to_none_True", "None", "zero_", "create_graph", "step",
        "requires_grad_off_and_on", "data_assigned",
    ],
}  # fmt: skip # rows of names


def observe(device, between):
    weight = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.5)
    (weight * 3).sum().backward()
    kept = weight.grad
    if between == "zero_grad":
        optimizer.zero_grad()
    elif between.startswith("set_to_none"):
        optimizer.zero_grad(set_to_none=between.endswith("True"))
    elif between == "None":
        weight.grad = None
    elif between == "zero_":
        weight.grad.zero_()
    elif between == "step":
        optimizer.step()
    elif between == "requires_grad_off_and_on":
        weight.requires_grad_(False)
        weight.requires_grad_(True)
    elif between == "data_assigned":
        weight.data = torch.tensor([5.0, 6.0], device=device)
    (weight * 3).sum().backward(create_graph=between == "create_graph")
    yield "weight.grad is the kept tensor", weight.grad is kept
    yield "kept tensor", kept.tolist()
    yield "weight.grad", weight.grad.tolist()


WORKAROUND = {
    "[zero_grad]": "zero_grad/reference_to_a_gradient_goes_stale[None]",
}

EXPECT = {
    "[data_assigned]": {
        ">=1.0": {"weight.grad is the kept tensor": True, "kept tensor": [6.0, 6.0], "weight.grad": [6.0, 6.0]},
    },
    "[nothing]": {
        ">=1.0": {"weight.grad is the kept tensor": True, "kept tensor": [6.0, 6.0], "weight.grad": [6.0, 6.0]},
    },
    "[requires_grad_off_and_on]": {
        ">=1.0": {"weight.grad is the kept tensor": True, "kept tensor": [6.0, 6.0], "weight.grad": [6.0, 6.0]},
    },
    "[step]": {">=1.0": {"weight.grad is the kept tensor": True, "kept tensor": [6.0, 6.0], "weight.grad": [6.0, 6.0]}},
    "[zero_grad]": {
        "<2.0": {"weight.grad is the kept tensor": True, "kept tensor": [3.0, 3.0], "weight.grad": [3.0, 3.0]},
        ">=2.0": {"weight.grad is the kept tensor": False, "kept tensor": [3.0, 3.0], "weight.grad": [3.0, 3.0]},
    },
    "[set_to_none_False]": {
        ">=1.0": {"weight.grad is the kept tensor": True, "kept tensor": [3.0, 3.0], "weight.grad": [3.0, 3.0]},
    },
    "[zero_]": {
        ">=1.0": {"weight.grad is the kept tensor": True, "kept tensor": [3.0, 3.0], "weight.grad": [3.0, 3.0]},
    },
    "[None]": {
        ">=1.0": {"weight.grad is the kept tensor": False, "kept tensor": [3.0, 3.0], "weight.grad": [3.0, 3.0]},
    },
    "[set_to_none_True]": {
        ">=1.0": {"weight.grad is the kept tensor": False, "kept tensor": [3.0, 3.0], "weight.grad": [3.0, 3.0]},
    },
    "[create_graph]": {
        "<1.10": {"weight.grad is the kept tensor": False, "kept tensor": [3.0, 3.0], "weight.grad": [6.0, 6.0]},
        ">=1.10": {
            "weight.grad is the kept tensor": False,
            "kept tensor": [3.0, 3.0],
            "weight.grad": [6.0, 6.0],
            "warns": ["UserWarning"],
        },
    },
}

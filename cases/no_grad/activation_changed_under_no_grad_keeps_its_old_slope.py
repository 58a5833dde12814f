"""If a hidden tensor is changed in place under no_grad, does the backward know?

The values change, the graph does not: nothing is recorded, so the gradient is that of the unchanged computation.
Only if the operation before had saved the tensor is the change noticed, by the version counter, and an error raised.
Through `.data` not even that: the backward takes the changed values for the saved ones.

https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/generated/torch.no_grad.html
"""

import torch

PARAMS = {
    "made_by": ["mul", "exp"],
    "change": ["mul_", "zero_", "fill_", "copy_", "clamp_", "index", "data", "with_gradients"],
}


def observe(device, made_by, change):
    weight = torch.ones(2, device=device, requires_grad=True)
    hidden = weight * 2 if made_by == "mul" else weight.exp()
    with torch.set_grad_enabled(change == "with_gradients"):
        if change == "index":
            hidden[0] = 10
        elif change == "data":
            hidden.data.mul_(10)
        elif change == "with_gradients":
            hidden.mul_(10)
        else:
            argument = {"mul_": [10], "fill_": [10], "copy_": [torch.ones_like(weight)], "clamp_": [0, 0.5]}
            getattr(hidden, change)(*argument.get(change, []))
    yield "hidden", hidden.tolist()
    hidden.sum().backward()
    yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[mul-data]": {">=1.0": {"hidden": [20.0, 20.0], "weight.grad": [2.0, 2.0]}},
    "[mul-mul_]": {">=1.0": {"hidden": [20.0, 20.0], "weight.grad": [2.0, 2.0]}},
    "[mul-zero_]": {">=1.0": {"hidden": [0.0, 0.0], "weight.grad": [2.0, 2.0]}},
    "[mul-fill_]": {">=1.0": {"hidden": [10.0, 10.0], "weight.grad": [2.0, 2.0]}},
    "[mul-copy_]": {">=1.0": {"hidden": [1.0, 1.0], "weight.grad": [2.0, 2.0]}},
    "[mul-clamp_]": {">=1.0": {"hidden": [0.5, 0.5], "weight.grad": [2.0, 2.0]}},
    "[mul-index]": {">=1.0": {"hidden": [10.0, 2.0], "weight.grad": [2.0, 2.0]}},
    "[mul-with_gradients]": {">=1.0": {"hidden": [20.0, 20.0], "weight.grad": [20.0, 20.0]}},
    "[exp-mul_]": {">=1.0": {"hidden": [27.18, 27.18], "raises": "RuntimeError"}},
    "[exp-with_gradients]": {">=1.0": {"hidden": [27.18, 27.18], "raises": "RuntimeError"}},
    "[exp-zero_]": {">=1.0": {"hidden": [0.0, 0.0], "raises": "RuntimeError"}},
    "[exp-fill_]": {">=1.0": {"hidden": [10.0, 10.0], "raises": "RuntimeError"}},
    "[exp-copy_]": {">=1.0": {"hidden": [1.0, 1.0], "raises": "RuntimeError"}},
    "[exp-clamp_]": {">=1.0": {"hidden": [0.5, 0.5], "raises": "RuntimeError"}},
    "[exp-index]": {">=1.0": {"hidden": [10.0, 2.718], "raises": "RuntimeError"}},
    "[exp-data]": {">=1.0": {"hidden": [27.18, 27.18], "weight.grad": [27.18, 27.18]}},
}

"""After `y[index] = value`, who gets which gradient?

The value gets the gradient of the part that it was written to, summed where it was broadcast,
and the tensor itself keeps the gradient of the rest: what was overwritten gets zero.
That holds for numbers, slices, lists, masks and tensors as indices, and a plain tensor begins to require grad by it.
But in 1.10 and 1.11 a tensor without dimensions, written into a slice, was written as a number:
its gradient was lost without a word, and a plain tensor did not even begin to require grad.
Until 1.9.1 it was right, and the pull requests below mended it for 1.12; no note found for what broke it in 1.10.
A value with a dimension was never affected.
Where a list names an entry twice, one of the two values wins, and both get a gradient.

https://github.com/pytorch/pytorch/issues/77565
https://github.com/pytorch/pytorch/pull/78246
https://github.com/pytorch/pytorch/pull/78746
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_put_.html
"""

import torch

indices = {
    "number": lambda: 0,
    "negative": lambda: -1,
    "slice": lambda: slice(0, 2),
    "step": lambda: slice(0, 3, 2),
    "all": lambda: slice(None),
    "dots": lambda: Ellipsis,
    "list": lambda: [0, 2],
    "list_twice": lambda: [0, 0],
    "tensor": lambda: torch.tensor([0, 2]),
    "scalar_tensor": lambda: torch.tensor(1),
    "mask": lambda: torch.tensor([1, 0, 1]) == 1,
    "empty_mask": lambda: torch.tensor([1, 0, 1]) == 5,
    "empty_list": lambda: [],
    "true": lambda: True,
    "none": lambda: None,
    "tuple": lambda: (slice(0, 2),),
}
PARAMS = {
    "index": [
        "number",
        "negative",
        "slice",
        "step",
        "all",
        "dots",
        "list",
        "list_twice",
        "tensor",
        "scalar_tensor",
        "mask",
        "empty_mask",
        "empty_list",
        "true",
        "none",
        "tuple",
    ],
    "base": ["hidden", "plain"],
    "value": ["scalar_tensor", "vector", "number"],
}


def observe(index, base, value):
    weight = torch.ones(3, requires_grad=True)
    scalar = torch.tensor(5.0, requires_grad=True)
    y = weight * 2 if base == "hidden" else torch.full((3,), 2.0)
    y[indices[index]()] = {"scalar_tensor": scalar * 1, "vector": scalar.view(1), "number": 5.0}[value]
    yield "y", y.tolist()
    yield "y.requires_grad", y.requires_grad
    if y.requires_grad:
        y.mul(torch.tensor([1.0, 10.0, 100.0])).sum().backward()
        yield "weight.grad", weight.grad.tolist() if weight.grad is not None else None
        yield "value's grad", scalar.grad.item() if scalar.grad is not None else None

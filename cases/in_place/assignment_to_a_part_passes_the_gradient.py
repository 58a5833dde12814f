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


EXPECT = {
    "[number-hidden-scalar_tensor]": {
        ">=1.0": {
            "y": [5.0, 2.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 200.0],
            "value's grad": 1.0,
        },
    },
    "[number-hidden-vector]": {
        ">=1.0": {
            "y": [5.0, 2.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 200.0],
            "value's grad": 1.0,
        },
    },
    "[list_twice-hidden-number]": {
        ">=1.0": {
            "y": [5.0, 2.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 200.0],
            "value's grad": "None",
        },
    },
    "[number-hidden-number]": {
        ">=1.0": {
            "y": [5.0, 2.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 200.0],
            "value's grad": "None",
        },
    },
    "[number-plain-scalar_tensor]": {
        ">=1.0": {"y": [5.0, 2.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 1.0},
    },
    "[number-plain-vector]": {
        ">=1.0": {"y": [5.0, 2.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 1.0},
    },
    "[list_twice-plain-number]": {">=1.0": {"y": [5.0, 2.0, 2.0], "y.requires_grad": False}},
    "[number-plain-number]": {">=1.0": {"y": [5.0, 2.0, 2.0], "y.requires_grad": False}},
    "[negative-hidden-scalar_tensor]": {
        ">=1.0": {
            "y": [2.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [2.0, 20.0, 0.0],
            "value's grad": 100.0,
        },
    },
    "[negative-hidden-vector]": {
        ">=1.0": {
            "y": [2.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [2.0, 20.0, 0.0],
            "value's grad": 100.0,
        },
    },
    "[negative-hidden-number]": {
        ">=1.0": {
            "y": [2.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [2.0, 20.0, 0.0],
            "value's grad": "None",
        },
    },
    "[negative-plain-scalar_tensor]": {
        ">=1.0": {"y": [2.0, 2.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 100.0},
    },
    "[negative-plain-vector]": {
        ">=1.0": {"y": [2.0, 2.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 100.0},
    },
    "[negative-plain-number]": {">=1.0": {"y": [2.0, 2.0, 5.0], "y.requires_grad": False}},
    "[slice-hidden-scalar_tensor]": {
        "<1.10": {
            "y": [5.0, 5.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 200.0],
            "value's grad": 11.0,
        },
        ">=1.10,<1.12": {
            "y": [5.0, 5.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 200.0],
            "value's grad": "None",
        },
        ">=1.12": {
            "y": [5.0, 5.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 200.0],
            "value's grad": 11.0,
        },
    },
    "[tuple-hidden-scalar_tensor]": {
        "<1.10": {
            "y": [5.0, 5.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 200.0],
            "value's grad": 11.0,
        },
        ">=1.10,<1.12": {
            "y": [5.0, 5.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 200.0],
            "value's grad": "None",
        },
        ">=1.12": {
            "y": [5.0, 5.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 200.0],
            "value's grad": 11.0,
        },
    },
    "[slice-hidden-vector]": {
        ">=1.0": {
            "y": [5.0, 5.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 200.0],
            "value's grad": 11.0,
        },
    },
    "[tuple-hidden-vector]": {
        ">=1.0": {
            "y": [5.0, 5.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 200.0],
            "value's grad": 11.0,
        },
    },
    "[slice-hidden-number]": {
        ">=1.0": {
            "y": [5.0, 5.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 200.0],
            "value's grad": "None",
        },
    },
    "[tuple-hidden-number]": {
        ">=1.0": {
            "y": [5.0, 5.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 200.0],
            "value's grad": "None",
        },
    },
    "[slice-plain-scalar_tensor]": {
        "<1.10": {"y": [5.0, 5.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 11.0},
        ">=1.10,<1.12": {"y": [5.0, 5.0, 2.0], "y.requires_grad": False},
        ">=1.12": {"y": [5.0, 5.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 11.0},
    },
    "[tuple-plain-scalar_tensor]": {
        "<1.10": {"y": [5.0, 5.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 11.0},
        ">=1.10,<1.12": {"y": [5.0, 5.0, 2.0], "y.requires_grad": False},
        ">=1.12": {"y": [5.0, 5.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 11.0},
    },
    "[slice-plain-vector]": {
        ">=1.0": {"y": [5.0, 5.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 11.0},
    },
    "[tuple-plain-vector]": {
        ">=1.0": {"y": [5.0, 5.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 11.0},
    },
    "[slice-plain-number]": {">=1.0": {"y": [5.0, 5.0, 2.0], "y.requires_grad": False}},
    "[tuple-plain-number]": {">=1.0": {"y": [5.0, 5.0, 2.0], "y.requires_grad": False}},
    "[step-hidden-scalar_tensor]": {
        "<1.10": {
            "y": [5.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 0.0],
            "value's grad": 101.0,
        },
        ">=1.10,<1.12": {
            "y": [5.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 0.0],
            "value's grad": "None",
        },
        ">=1.12": {
            "y": [5.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 0.0],
            "value's grad": 101.0,
        },
    },
    "[list-hidden-scalar_tensor]": {
        ">=1.0": {
            "y": [5.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 0.0],
            "value's grad": 101.0,
        },
    },
    "[list-hidden-vector]": {
        ">=1.0": {
            "y": [5.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 0.0],
            "value's grad": 101.0,
        },
    },
    "[mask-hidden-scalar_tensor]": {
        ">=1.0": {
            "y": [5.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 0.0],
            "value's grad": 101.0,
        },
    },
    "[mask-hidden-vector]": {
        ">=1.0": {
            "y": [5.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 0.0],
            "value's grad": 101.0,
        },
    },
    "[step-hidden-vector]": {
        ">=1.0": {
            "y": [5.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 0.0],
            "value's grad": 101.0,
        },
    },
    "[tensor-hidden-scalar_tensor]": {
        ">=1.0": {
            "y": [5.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 0.0],
            "value's grad": 101.0,
        },
    },
    "[tensor-hidden-vector]": {
        ">=1.0": {
            "y": [5.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 0.0],
            "value's grad": 101.0,
        },
    },
    "[list-hidden-number]": {
        ">=1.0": {
            "y": [5.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 0.0],
            "value's grad": "None",
        },
    },
    "[mask-hidden-number]": {
        ">=1.0": {
            "y": [5.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 0.0],
            "value's grad": "None",
        },
    },
    "[step-hidden-number]": {
        ">=1.0": {
            "y": [5.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 0.0],
            "value's grad": "None",
        },
    },
    "[tensor-hidden-number]": {
        ">=1.0": {
            "y": [5.0, 2.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 0.0],
            "value's grad": "None",
        },
    },
    "[step-plain-scalar_tensor]": {
        "<1.10": {"y": [5.0, 2.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 101.0},
        ">=1.10,<1.12": {"y": [5.0, 2.0, 5.0], "y.requires_grad": False},
        ">=1.12": {"y": [5.0, 2.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 101.0},
    },
    "[list-plain-scalar_tensor]": {
        ">=1.0": {"y": [5.0, 2.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 101.0},
    },
    "[list-plain-vector]": {
        ">=1.0": {"y": [5.0, 2.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 101.0},
    },
    "[mask-plain-scalar_tensor]": {
        ">=1.0": {"y": [5.0, 2.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 101.0},
    },
    "[mask-plain-vector]": {
        ">=1.0": {"y": [5.0, 2.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 101.0},
    },
    "[step-plain-vector]": {
        ">=1.0": {"y": [5.0, 2.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 101.0},
    },
    "[tensor-plain-scalar_tensor]": {
        ">=1.0": {"y": [5.0, 2.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 101.0},
    },
    "[tensor-plain-vector]": {
        ">=1.0": {"y": [5.0, 2.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 101.0},
    },
    "[list-plain-number]": {">=1.0": {"y": [5.0, 2.0, 5.0], "y.requires_grad": False}},
    "[mask-plain-number]": {">=1.0": {"y": [5.0, 2.0, 5.0], "y.requires_grad": False}},
    "[step-plain-number]": {">=1.0": {"y": [5.0, 2.0, 5.0], "y.requires_grad": False}},
    "[tensor-plain-number]": {">=1.0": {"y": [5.0, 2.0, 5.0], "y.requires_grad": False}},
    "[all-hidden-scalar_tensor]": {
        "<1.10": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": [0.0, 0.0, 0.0], "value's grad": 111.0},
        ">=1.10,<1.12": {
            "y": [5.0, 5.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 0.0],
            "value's grad": "None",
        },
        ">=1.12": {
            "y": [5.0, 5.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 0.0],
            "value's grad": 111.0,
        },
    },
    "[dots-hidden-scalar_tensor]": {
        "<1.10": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": [0.0, 0.0, 0.0], "value's grad": 111.0},
        ">=1.10,<1.12": {
            "y": [5.0, 5.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 0.0],
            "value's grad": "None",
        },
        ">=1.12": {
            "y": [5.0, 5.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 0.0],
            "value's grad": 111.0,
        },
    },
    "[none-hidden-scalar_tensor]": {
        "<1.10": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": [0.0, 0.0, 0.0], "value's grad": 111.0},
        ">=1.10,<1.12": {
            "y": [5.0, 5.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 0.0],
            "value's grad": "None",
        },
        ">=1.12": {
            "y": [5.0, 5.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 0.0],
            "value's grad": 111.0,
        },
    },
    "[true-hidden-scalar_tensor]": {
        "<1.10": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": [0.0, 0.0, 0.0], "value's grad": 111.0},
        ">=1.10,<1.12": {
            "y": [5.0, 5.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 0.0],
            "value's grad": "None",
        },
        ">=1.12": {
            "y": [5.0, 5.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 0.0],
            "value's grad": 111.0,
        },
    },
    "[all-hidden-vector]": {
        ">=1.0": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": [0.0, 0.0, 0.0], "value's grad": 111.0},
    },
    "[dots-hidden-vector]": {
        ">=1.0": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": [0.0, 0.0, 0.0], "value's grad": 111.0},
    },
    "[none-hidden-vector]": {
        ">=1.0": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": [0.0, 0.0, 0.0], "value's grad": 111.0},
    },
    "[true-hidden-vector]": {
        ">=1.0": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": [0.0, 0.0, 0.0], "value's grad": 111.0},
    },
    "[all-hidden-number]": {
        ">=1.0": {
            "y": [5.0, 5.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 0.0],
            "value's grad": "None",
        },
    },
    "[dots-hidden-number]": {
        ">=1.0": {
            "y": [5.0, 5.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 0.0],
            "value's grad": "None",
        },
    },
    "[none-hidden-number]": {
        ">=1.0": {
            "y": [5.0, 5.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 0.0],
            "value's grad": "None",
        },
    },
    "[true-hidden-number]": {
        ">=1.0": {
            "y": [5.0, 5.0, 5.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 0.0, 0.0],
            "value's grad": "None",
        },
    },
    "[all-plain-scalar_tensor]": {
        "<1.10": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 111.0},
        ">=1.10,<1.12": {"y": [5.0, 5.0, 5.0], "y.requires_grad": False},
        ">=1.12": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 111.0},
    },
    "[dots-plain-scalar_tensor]": {
        "<1.10": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 111.0},
        ">=1.10,<1.12": {"y": [5.0, 5.0, 5.0], "y.requires_grad": False},
        ">=1.12": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 111.0},
    },
    "[none-plain-scalar_tensor]": {
        "<1.10": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 111.0},
        ">=1.10,<1.12": {"y": [5.0, 5.0, 5.0], "y.requires_grad": False},
        ">=1.12": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 111.0},
    },
    "[true-plain-scalar_tensor]": {
        "<1.10": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 111.0},
        ">=1.10,<1.12": {"y": [5.0, 5.0, 5.0], "y.requires_grad": False},
        ">=1.12": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 111.0},
    },
    "[all-plain-vector]": {
        ">=1.0": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 111.0},
    },
    "[dots-plain-vector]": {
        ">=1.0": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 111.0},
    },
    "[none-plain-vector]": {
        ">=1.0": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 111.0},
    },
    "[true-plain-vector]": {
        ">=1.0": {"y": [5.0, 5.0, 5.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 111.0},
    },
    "[all-plain-number]": {">=1.0": {"y": [5.0, 5.0, 5.0], "y.requires_grad": False}},
    "[dots-plain-number]": {">=1.0": {"y": [5.0, 5.0, 5.0], "y.requires_grad": False}},
    "[none-plain-number]": {">=1.0": {"y": [5.0, 5.0, 5.0], "y.requires_grad": False}},
    "[true-plain-number]": {">=1.0": {"y": [5.0, 5.0, 5.0], "y.requires_grad": False}},
    "[list_twice-hidden-scalar_tensor]": {
        ">=1.0": {
            "y": [5.0, 2.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 200.0],
            "value's grad": 2.0,
        },
    },
    "[list_twice-hidden-vector]": {
        ">=1.0": {
            "y": [5.0, 2.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [0.0, 20.0, 200.0],
            "value's grad": 2.0,
        },
    },
    "[list_twice-plain-scalar_tensor]": {
        ">=1.0": {"y": [5.0, 2.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 2.0},
    },
    "[list_twice-plain-vector]": {
        ">=1.0": {"y": [5.0, 2.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 2.0},
    },
    "[scalar_tensor-hidden-scalar_tensor]": {
        ">=1.0": {
            "y": [2.0, 5.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [2.0, 0.0, 200.0],
            "value's grad": 10.0,
        },
    },
    "[scalar_tensor-hidden-vector]": {
        ">=1.0": {
            "y": [2.0, 5.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [2.0, 0.0, 200.0],
            "value's grad": 10.0,
        },
    },
    "[scalar_tensor-hidden-number]": {
        ">=1.0": {
            "y": [2.0, 5.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [2.0, 0.0, 200.0],
            "value's grad": "None",
        },
    },
    "[scalar_tensor-plain-scalar_tensor]": {
        ">=1.0": {"y": [2.0, 5.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 10.0},
    },
    "[scalar_tensor-plain-vector]": {
        ">=1.0": {"y": [2.0, 5.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 10.0},
    },
    "[scalar_tensor-plain-number]": {">=1.0": {"y": [2.0, 5.0, 2.0], "y.requires_grad": False}},
    "[empty_list-hidden-scalar_tensor]": {
        ">=1.0": {
            "y": [2.0, 2.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [2.0, 20.0, 200.0],
            "value's grad": 0.0,
        },
    },
    "[empty_list-hidden-vector]": {
        ">=1.0": {
            "y": [2.0, 2.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [2.0, 20.0, 200.0],
            "value's grad": 0.0,
        },
    },
    "[empty_mask-hidden-scalar_tensor]": {
        ">=1.0": {
            "y": [2.0, 2.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [2.0, 20.0, 200.0],
            "value's grad": 0.0,
        },
    },
    "[empty_mask-hidden-vector]": {
        ">=1.0": {
            "y": [2.0, 2.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [2.0, 20.0, 200.0],
            "value's grad": 0.0,
        },
    },
    "[empty_list-hidden-number]": {
        ">=1.0": {
            "y": [2.0, 2.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [2.0, 20.0, 200.0],
            "value's grad": "None",
        },
    },
    "[empty_mask-hidden-number]": {
        ">=1.0": {
            "y": [2.0, 2.0, 2.0],
            "y.requires_grad": True,
            "weight.grad": [2.0, 20.0, 200.0],
            "value's grad": "None",
        },
    },
    "[empty_list-plain-scalar_tensor]": {
        ">=1.0": {"y": [2.0, 2.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 0.0},
    },
    "[empty_list-plain-vector]": {
        ">=1.0": {"y": [2.0, 2.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 0.0},
    },
    "[empty_mask-plain-scalar_tensor]": {
        ">=1.0": {"y": [2.0, 2.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 0.0},
    },
    "[empty_mask-plain-vector]": {
        ">=1.0": {"y": [2.0, 2.0, 2.0], "y.requires_grad": True, "weight.grad": "None", "value's grad": 0.0},
    },
    "[empty_list-plain-number]": {">=1.0": {"y": [2.0, 2.0, 2.0], "y.requires_grad": False}},
    "[empty_mask-plain-number]": {">=1.0": {"y": [2.0, 2.0, 2.0], "y.requires_grad": False}},
}

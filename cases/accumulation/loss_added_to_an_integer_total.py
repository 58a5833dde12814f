"""What happens to a running loss that is kept in an integer tensor?

`total = torch.tensor(0)` makes an integer tensor, since 0 is an integer.
Adding a float to it in place cut the fraction off until 1.2, silently, or refused two tensors of different types;
with the type promotion of 1.3 it became an error instead, and out of place a float result.
Division in place went on to cut off until 1.5, with a warning, and raises since 1.6.
The same happens to counts kept in integers that are multiplied by a momentum.
Writing a float through an index of tensors cut off too,
until 1.2, and raises since 1.3.1; in 1.3.0 it wrote bytes that
mean nothing.
`torch.tensor(0.0)`, or a Python number and `.item()`, are right in all releases.

https://github.com/pytorch/pytorch/pull/22273
https://github.com/pytorch/pytorch/pull/28231
https://github.com/pytorch/pytorch/releases/tag/v1.3.0
https://github.com/pytorch/pytorch/releases/tag/v1.5.0
https://pytorch.org/docs/stable/tensor_attributes.html
"""

import torch

PARAMS = {
    "total": [
        "plus_equals_item", "plus_equals_tensor", "plus_item", "plus_tensor", "add_", "mul_", "times_equals",
        "divide_equals", "float_total", "python_number", "entry", "index_put",
    ],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[index_put]": "!=1.3.0"}


def observe(device, total):
    weight = torch.full((1,), 0.75, device=device, requires_grad=True)
    count = torch.zeros(1, dtype=torch.long, device=device)
    history = torch.zeros(3, dtype=torch.long, device=device)
    if total == "float_total":
        count = torch.zeros(1, device=device)
    elif total == "python_number":
        count = 0
    for step in range(3):
        loss = (weight * 2).detach()
        if total in ("plus_equals_item", "python_number"):
            count += loss.item()
        elif total in ("plus_equals_tensor", "float_total"):
            count += loss
        elif total == "plus_item":
            count = count + loss.item()
        elif total == "plus_tensor":
            count = count + loss
        elif total == "add_":
            count.add_(loss.item())
        elif total == "mul_":
            count.add_(10).mul_(0.9)
        elif total == "times_equals":
            count += 10
            count *= 0.9
        elif total == "divide_equals":
            count += 10
            count /= 4
        elif total == "entry":
            history[step] = loss
        else:
            history[torch.tensor([step], device=device)] = loss
    out = history if total in ("entry", "index_put") else count
    yield "total", float(out.sum()) if torch.is_tensor(out) else out
    yield "dtype", str(out.dtype) if torch.is_tensor(out) else "a number"


EXPECT = {
    "[add_]": {"<1.3": {"total": 3.0, "dtype": "torch.int64"}, ">=1.3": {"raises": "RuntimeError"}},
    "[plus_equals_item]": {"<1.3": {"total": 3.0, "dtype": "torch.int64"}, ">=1.3": {"raises": "RuntimeError"}},
    "[plus_equals_tensor]": {">=1.0": {"raises": "RuntimeError"}},
    "[plus_item]": {"<1.3": {"total": 3.0, "dtype": "torch.int64"}, ">=1.3": {"total": 4.5, "dtype": "torch.float32"}},
    "[plus_tensor]": {"<1.3": {"raises": "RuntimeError"}, ">=1.3": {"total": 4.5, "dtype": "torch.float32"}},
    "[mul_]": {"<1.3": {"total": 0.0, "dtype": "torch.int64"}, ">=1.3": {"raises": "RuntimeError"}},
    "[times_equals]": {"<1.3": {"total": 0.0, "dtype": "torch.int64"}, ">=1.3": {"raises": "RuntimeError"}},
    "[divide_equals]": {
        "<1.5": {"total": 3.0, "dtype": "torch.int64"},
        ">=1.5,<1.6": {"total": 3.0, "dtype": "torch.int64", "warns": ["UserWarning"]},
        ">=1.6": {"raises": "RuntimeError"},
    },
    "[float_total]": {">=1.0": {"total": 4.5, "dtype": "torch.float32"}},
    "[python_number]": {">=1.0": {"total": 4.5, "dtype": "a number"}},
    "[entry]": {">=1.0": {"total": 3.0, "dtype": "torch.int64"}},
    "[index_put]": {"<1.3.1": {"total": 3.0, "dtype": "torch.int64"}, ">=1.3.1": {"raises": "RuntimeError"}},
}

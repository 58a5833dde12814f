"""Does the gradient flow when a parameter is written into a part of a tensor of zeros?

It does, by whichever kind of index: the tensor of zeros gets a history when the parameter is written into it.
A value without dimensions that is written over a slice lost its gradient in 1.10 and 1.11, and 1.12 mended it:
the value arrived, and the gradient did not, without an error or a warning (no note found for what broke it).
Through `.data`, under no_grad, or as a number, the history is cut.

https://github.com/pytorch/pytorch/issues/77565
https://github.com/pytorch/pytorch/pull/78246
https://pytorch.org/docs/stable/generated/torch.Tensor.index_put_.html
"""

import torch

PARAMS = {
    "parameter": ["no_dimension", "one_entry", "entry_of_a_row"],
    "index": [
        "column", "entry", "slice", "list", "mask", "tensor_index", "ellipsis", "all", "fill_", "copy_",
        "item", "data",
    ],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, parameter, index):
    value = {"no_dimension": 2.0, "one_entry": [2.0], "entry_of_a_row": [2.0, 2.0]}[parameter]
    leaf = torch.tensor(value, device=device, requires_grad=True)
    p = leaf[0] if parameter == "entry_of_a_row" else leaf
    z = torch.zeros(3, 2, device=device)
    if index == "column":
        z[:, 0] = p
    elif index == "entry":
        z[1, 1] = p
    elif index == "slice":
        z[1:] = p
    elif index == "list":
        z[:, [0]] = p
    elif index == "mask":
        z[torch.eye(3, device=device)[:, :2] == 1] = p
    elif index == "tensor_index":
        z[torch.tensor([0, 2], device=device)] = p
    elif index == "ellipsis":
        z[...] = p
    elif index == "all":
        z[:] = p
    elif index == "fill_":
        z.fill_(p.reshape(()))
    elif index == "copy_":
        z.copy_(p)
    elif index == "item":
        z[0, 0] = p.item()
    else:
        z.data[0] = p
    yield "z.requires_grad", z.requires_grad
    yield "sum of z", z.detach().sum().item()
    if z.requires_grad:
        z.sum().backward()
        yield "gradient", leaf.grad.sum().item()


EXPECT = {
    "[entry_of_a_row-column]": {
        "<1.10": {"z.requires_grad": True, "sum of z": 6.0, "gradient": 3.0},
        ">=1.10,<1.12": {"z.requires_grad": False, "sum of z": 6.0},
        ">=1.12": {"z.requires_grad": True, "sum of z": 6.0, "gradient": 3.0},
    },
    "[no_dimension-column]": {
        "<1.10": {"z.requires_grad": True, "sum of z": 6.0, "gradient": 3.0},
        ">=1.10,<1.12": {"z.requires_grad": False, "sum of z": 6.0},
        ">=1.12": {"z.requires_grad": True, "sum of z": 6.0, "gradient": 3.0},
    },
    "[*-entry]": {">=1.0": {"z.requires_grad": True, "sum of z": 2.0, "gradient": 1.0}},
    "[entry_of_a_row-slice]": {
        "<1.10": {"z.requires_grad": True, "sum of z": 8.0, "gradient": 4.0},
        ">=1.10,<1.12": {"z.requires_grad": False, "sum of z": 8.0},
        ">=1.12": {"z.requires_grad": True, "sum of z": 8.0, "gradient": 4.0},
    },
    "[no_dimension-slice]": {
        "<1.10": {"z.requires_grad": True, "sum of z": 8.0, "gradient": 4.0},
        ">=1.10,<1.12": {"z.requires_grad": False, "sum of z": 8.0},
        ">=1.12": {"z.requires_grad": True, "sum of z": 8.0, "gradient": 4.0},
    },
    "[*-list]": {">=1.0": {"z.requires_grad": True, "sum of z": 6.0, "gradient": 3.0}},
    "[one_entry-column]": {">=1.0": {"z.requires_grad": True, "sum of z": 6.0, "gradient": 3.0}},
    "[*-mask]": {">=1.0": {"z.requires_grad": True, "sum of z": 4.0, "gradient": 2.0}},
    "[*-tensor_index]": {">=1.0": {"z.requires_grad": True, "sum of z": 8.0, "gradient": 4.0}},
    "[one_entry-slice]": {">=1.0": {"z.requires_grad": True, "sum of z": 8.0, "gradient": 4.0}},
    "[entry_of_a_row-all]": {
        "<1.10": {"z.requires_grad": True, "sum of z": 12.0, "gradient": 6.0},
        ">=1.10,<1.12": {"z.requires_grad": False, "sum of z": 12.0},
        ">=1.12": {"z.requires_grad": True, "sum of z": 12.0, "gradient": 6.0},
    },
    "[entry_of_a_row-ellipsis]": {
        "<1.10": {"z.requires_grad": True, "sum of z": 12.0, "gradient": 6.0},
        ">=1.10,<1.12": {"z.requires_grad": False, "sum of z": 12.0},
        ">=1.12": {"z.requires_grad": True, "sum of z": 12.0, "gradient": 6.0},
    },
    "[no_dimension-all]": {
        "<1.10": {"z.requires_grad": True, "sum of z": 12.0, "gradient": 6.0},
        ">=1.10,<1.12": {"z.requires_grad": False, "sum of z": 12.0},
        ">=1.12": {"z.requires_grad": True, "sum of z": 12.0, "gradient": 6.0},
    },
    "[no_dimension-ellipsis]": {
        "<1.10": {"z.requires_grad": True, "sum of z": 12.0, "gradient": 6.0},
        ">=1.10,<1.12": {"z.requires_grad": False, "sum of z": 12.0},
        ">=1.12": {"z.requires_grad": True, "sum of z": 12.0, "gradient": 6.0},
    },
    "[*-copy_]": {">=1.0": {"z.requires_grad": True, "sum of z": 12.0, "gradient": 6.0}},
    "[*-fill_]": {">=1.0": {"z.requires_grad": True, "sum of z": 12.0, "gradient": 6.0}},
    "[one_entry-all]": {">=1.0": {"z.requires_grad": True, "sum of z": 12.0, "gradient": 6.0}},
    "[one_entry-ellipsis]": {">=1.0": {"z.requires_grad": True, "sum of z": 12.0, "gradient": 6.0}},
    "[*-item]": {">=1.0": {"z.requires_grad": False, "sum of z": 2.0}},
    "[*-data]": {">=1.0": {"z.requires_grad": False, "sum of z": 4.0}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/77565",
        "says": "Assigning a parameter without dimensions to a column loses its gradient.",
        "facts": {"z.requires_grad": False},
        "rows": "[no_dimension-column]",
    },
]

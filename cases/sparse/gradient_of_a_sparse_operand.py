"""Which operations on sparse tensors have a gradient, and is it sparse?

A sparse leaf may require grad, and gets a gradient whose layout depends on the operation:
`sparse.mm` and `to_dense` (since 1.1) give it values only where the sparse tensor has entries, while `mm` and `add`,
which raised until 1.13, in 1.8 already in forward, give a dense one since 2.0, nonzero also where there is no entry.
`to_sparse` of a dense tensor has a gradient since 1.2, `mul` with a dense one since 1.13, after an error of changing
type (NotImplementedError in 1.9 alone).
`coalesce` and `sparse.sum` were out of order from 1.2 to 1.8, and `norm` lost its gradient in 1.13.
Pointwise functions raised at first: `sqrt` has a forward since 1.8, `relu` and `sum` raise another type since 1.9.
`index_select` has a forward since 1.3,
and fails with one type or another since, in 1.9, 1.11 and 1.13 with a new one.
The dense side of a product always gets a dense gradient.
In 2.1 `to_dense` got the keyword `masked_grad` to say which gradient is meant. For most steps no note found.

https://github.com/pytorch/pytorch/pull/20458
https://github.com/pytorch/pytorch/pull/52874
https://github.com/pytorch/pytorch/pull/81556
https://github.com/pytorch/pytorch/pull/85336
https://github.com/pytorch/pytorch/pull/96095
https://github.com/pytorch/pytorch/issues/95550
https://docs.pytorch.org/docs/stable/sparse.html
"""

import torch

PARAMS = {
    "operation": [
        "to_dense",
        "sparse.mm",
        "mm",
        "matmul",
        "sparse.addmm",
        "sparse.sum",
        "sum",
        "mul number",
        "mul dense",
        "add sparse",
        "add dense",
        "coalesce",
        "values",
        "transpose",
        "sqrt",
        "relu",
        "to float64",
        "sparse.softmax",
        "norm",
        "to_sparse of a dense",
        "sparse_coo_tensor of values",
        "index_select",
        "square",
    ]
}
TORCH = {"[sparse.softmax]": ">=1.7", "[add sparse]": ">=1.2"}


def observe(device, operation):
    entries = torch.tensor([[0, 1], [1, 0]], device=device)
    values = torch.tensor([3.0, 4.0], device=device)
    x = torch.sparse_coo_tensor(entries, values, (2, 2), device=device).coalesce().requires_grad_()
    dense = torch.ones(2, 2, device=device, requires_grad=True)
    leaf = x
    if operation == "to_sparse of a dense":
        leaf = dense
    elif operation == "sparse_coo_tensor of values":
        leaf = values.requires_grad_()
    try:
        out = {
            "to_dense": lambda: x.to_dense(),
            "sparse.mm": lambda: torch.sparse.mm(x, dense),
            "mm": lambda: torch.mm(x, dense),
            "matmul": lambda: x @ dense,
            "sparse.addmm": lambda: torch.sparse.addmm(dense, x, dense),
            "sparse.sum": lambda: torch.sparse.sum(x),
            "sum": lambda: x.sum(),
            "mul number": lambda: x * 2,
            "mul dense": lambda: x * dense,
            "add sparse": lambda: x + x,
            "add dense": lambda: dense + x,
            "coalesce": lambda: x.coalesce(),
            "values": lambda: x.values(),
            "transpose": lambda: x.t(),
            "sqrt": lambda: x.sqrt(),
            "relu": lambda: x.relu(),
            "to float64": lambda: x.double(),
            "sparse.softmax": lambda: torch.sparse.softmax(x, 1),
            "norm": lambda: x.norm(),
            "to_sparse of a dense": lambda: dense.to_sparse(),
            "sparse_coo_tensor of values": lambda: torch.sparse_coo_tensor(entries, values, (2, 2)),
            "index_select": lambda: x.index_select(0, entries[0, :1]),
            "square": lambda: x * x,
        }[operation]()
        yield "out is sparse", out.is_sparse
        yield "out.requires_grad", out.requires_grad
        loss = torch.sparse.sum(out) if out.is_sparse else out.sum()
        loss.backward()
    except (RuntimeError, NotImplementedError, TypeError) as error:
        yield "refused", type(error).__name__
        return
    yield "gradient is sparse", None if leaf.grad is None else leaf.grad.is_sparse
    if leaf.grad is not None:
        grad = leaf.grad.to_dense() if leaf.grad.is_sparse else leaf.grad
        yield "gradient", grad.view(-1).tolist()


EXPECT = {
    "[to_dense]": {
        "<1.1": {"out is sparse": False, "out.requires_grad": True, "refused": "RuntimeError"},
        ">=1.1,<2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
        },
        ">=2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[sparse.addmm]": {
        "<2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 2.0, 2.0, 0.0],
        },
        ">=2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 2.0, 2.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[sparse.mm]": {
        "<2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 2.0, 2.0, 0.0],
        },
        ">=2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 2.0, 2.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[matmul]": {
        "<1.8": {"out is sparse": False, "out.requires_grad": True, "refused": "RuntimeError"},
        ">=1.8,<2.0": {"refused": "RuntimeError"},
        ">=2.0,<2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": False,
            "gradient": [2.0, 2.0, 2.0, 2.0],
        },
        ">=2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": False,
            "gradient": [2.0, 2.0, 2.0, 2.0],
            "warns": ["UserWarning"],
        },
    },
    "[mm]": {
        "<1.8": {"out is sparse": False, "out.requires_grad": True, "refused": "RuntimeError"},
        ">=1.8,<2.0": {"refused": "RuntimeError"},
        ">=2.0,<2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": False,
            "gradient": [2.0, 2.0, 2.0, 2.0],
        },
        ">=2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": False,
            "gradient": [2.0, 2.0, 2.0, 2.0],
            "warns": ["UserWarning"],
        },
    },
    "[sparse.sum]": {
        "<1.2": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
        },
        ">=1.2,<1.9": {"out is sparse": False, "out.requires_grad": True, "refused": "RuntimeError"},
        ">=1.9,<2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
        },
        ">=2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[sum]": {
        "<1.9": {"refused": "RuntimeError"},
        ">=1.9,<2.0": {"refused": "NotImplementedError"},
        ">=2.0,<2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": False,
            "gradient": [1.0, 1.0, 1.0, 1.0],
        },
        ">=2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": False,
            "gradient": [1.0, 1.0, 1.0, 1.0],
            "warns": ["UserWarning"],
        },
    },
    "[add sparse]": {
        "<2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 2.0, 2.0, 0.0],
        },
        ">=2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 2.0, 2.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[mul number]": {
        "<2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 2.0, 2.0, 0.0],
        },
        ">=2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 2.0, 2.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[mul dense]": {
        "<1.9": {"refused": "RuntimeError"},
        ">=1.9,<1.10": {"refused": "NotImplementedError"},
        ">=1.10,<1.13": {"refused": "RuntimeError"},
        ">=1.13,<2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
        },
        ">=2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[add dense]": {
        "<2.0": {"out is sparse": False, "out.requires_grad": True, "refused": "RuntimeError"},
        ">=2.0,<2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": False,
            "gradient": [1.0, 1.0, 1.0, 1.0],
        },
        ">=2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": False,
            "gradient": [1.0, 1.0, 1.0, 1.0],
            "warns": ["UserWarning"],
        },
    },
    "[coalesce]": {
        "<1.2": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
        },
        ">=1.2,<1.9": {"out is sparse": True, "out.requires_grad": True, "refused": "RuntimeError"},
        ">=1.9,<2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
        },
        ">=2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[values]": {
        "<2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
        },
        ">=2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[to float64]": {
        "<2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
        },
        ">=2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[transpose]": {
        "<2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
        },
        ">=2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[sqrt]": {
        "<1.8": {"refused": "RuntimeError"},
        ">=1.8,<2.11": {"out is sparse": True, "out.requires_grad": True, "refused": "RuntimeError"},
        ">=2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "refused": "RuntimeError",
            "warns": ["UserWarning"],
        },
    },
    "[relu]": {
        "<1.9": {"refused": "RuntimeError"},
        ">=1.9,<2.0": {"refused": "NotImplementedError"},
        ">=2.0,<2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
        },
        ">=2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 1.0, 1.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[sparse.softmax]": {
        "<2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 0.0, 0.0, 0.0],
        },
        ">=2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 0.0, 0.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
    "[norm]": {
        "<1.13": {
            "out is sparse": False,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 0.6, 0.8, 0.0],
        },
        ">=1.13,<2.11": {"out is sparse": False, "out.requires_grad": True, "refused": "NotImplementedError"},
        ">=2.11": {
            "out is sparse": False,
            "out.requires_grad": True,
            "refused": "NotImplementedError",
            "warns": ["UserWarning"],
        },
    },
    "[to_sparse of a dense]": {
        "<1.2": {"out is sparse": True, "out.requires_grad": True, "refused": "RuntimeError"},
        ">=1.2,<2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": False,
            "gradient": [1.0, 1.0, 1.0, 1.0],
        },
        ">=2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": False,
            "gradient": [1.0, 1.0, 1.0, 1.0],
            "warns": ["UserWarning"],
        },
    },
    "[sparse_coo_tensor of values]": {
        "<2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": False,
            "gradient": [1.0, 1.0],
        },
        ">=2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": False,
            "gradient": [1.0, 1.0],
            "warns": ["UserWarning"],
        },
    },
    "[index_select]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<1.9": {"out is sparse": True, "out.requires_grad": True, "refused": "RuntimeError"},
        ">=1.9,<1.11": {"out is sparse": True, "out.requires_grad": True, "refused": "NotImplementedError"},
        ">=1.11,<1.13": {"out is sparse": True, "out.requires_grad": True, "refused": "RuntimeError"},
        ">=1.13,<2.11": {"out is sparse": True, "out.requires_grad": True, "refused": "NotImplementedError"},
        ">=2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "refused": "NotImplementedError",
            "warns": ["UserWarning"],
        },
    },
    "[square]": {
        "<2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 6.0, 8.0, 0.0],
        },
        ">=2.11": {
            "out is sparse": True,
            "out.requires_grad": True,
            "gradient is sparse": True,
            "gradient": [0.0, 6.0, 8.0, 0.0],
            "warns": ["UserWarning"],
        },
    },
}

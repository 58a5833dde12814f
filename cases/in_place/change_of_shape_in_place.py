"""May the shape or the memory of a tensor in the graph be changed in place: transpose_, squeeze_, resize_, set_?

Views made in place (`t_`, `squeeze_`, `unsqueeze_`, `as_strided_`) are recorded like other in-place functions,
and refused for a leaf that requires grad.
`resize_` is refused for what requires grad, under no_grad too; `set_` of a hidden tensor works and breaks its
backward.
Assigning to `.data` is never refused: a leaf gets a gradient of its new shape, a hidden tensor's backward raises.
A change of the shape of `x.data` or `x.detach()` was a change of x in 1.0, an error from 1.1 to 1.12,
and since 1.13 it is a change of the alias alone: the same line has three meanings, and the third is silent.

https://github.com/pytorch/pytorch/pull/13645
https://github.com/pytorch/pytorch/pull/83590
https://github.com/pytorch/pytorch/issues/823
"""

import torch

changes = {
    "t_": lambda x: x.t_(),
    "transpose_": lambda x: x.transpose_(0, 1),
    "squeeze_": lambda x: x.squeeze_(),
    "unsqueeze_": lambda x: x.unsqueeze_(0),
    "as_strided_": lambda x: x.as_strided_((2,), (1,)),
    "resize_same": lambda x: x.resize_(1, 2),
    "resize_smaller": lambda x: x.resize_(1),
    "resize_reshape": lambda x: x.resize_(2),
    "resize_as_": lambda x: x.resize_as_(torch.ones(2, 1)),
    "set_": lambda x: x.set_(torch.zeros(1, 2)),
    "set_empty": lambda x: x.set_(),
    "detach_": lambda x: x.detach_(),
    "swap_data": lambda x: setattr(x, "data", torch.zeros(3)),
}
PARAMS = {
    "change": [
        "t_",
        "transpose_",
        "squeeze_",
        "unsqueeze_",
        "as_strided_",
        "resize_same",
        "resize_smaller",
        "resize_reshape",
        "resize_as_",
        "set_",
        "set_empty",
        "detach_",
        "swap_data",
    ],
    "tensor": ["leaf", "leaf_no_grad", "hidden", "data", "detach"],
}


def observe(device, change, tensor):
    leaf = torch.ones(1, 2, device=device, requires_grad=True)
    x = {"hidden": leaf * 2, "data": leaf.data, "detach": leaf.detach()}.get(tensor, leaf)
    with torch.set_grad_enabled(tensor != "leaf_no_grad"):
        try:
            changes[change](x)
            yield "change", "works"
        except RuntimeError as error:
            yield "change", type(error).__name__
    yield "x's shape", list(x.shape)
    yield "leaf's shape", list(leaf.shape)
    if x.requires_grad and x.numel() > 0:
        (x * 3).sum().backward()
        yield "leaf.grad", leaf.grad.flatten().tolist()
        yield "leaf.grad's shape", list(leaf.grad.shape)


EXPECT = {
    "[as_strided_-leaf]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[resize_as_-leaf]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[resize_as_-leaf_no_grad]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[resize_reshape-leaf]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[resize_reshape-leaf_no_grad]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[resize_same-leaf]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[resize_same-leaf_no_grad]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[resize_smaller-leaf]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[resize_smaller-leaf_no_grad]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[set_-leaf]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[set_empty-leaf]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[squeeze_-leaf]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[t_-leaf]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[transpose_-leaf]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[unsqueeze_-leaf]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[t_-leaf_no_grad]": {
        ">=1.0": {
            "change": "works",
            "x's shape": [2, 1],
            "leaf's shape": [2, 1],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [2, 1],
        },
    },
    "[transpose_-leaf_no_grad]": {
        ">=1.0": {
            "change": "works",
            "x's shape": [2, 1],
            "leaf's shape": [2, 1],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [2, 1],
        },
    },
    "[t_-hidden]": {
        ">=1.0": {
            "change": "works",
            "x's shape": [2, 1],
            "leaf's shape": [1, 2],
            "leaf.grad": [6.0, 6.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[transpose_-hidden]": {
        ">=1.0": {
            "change": "works",
            "x's shape": [2, 1],
            "leaf's shape": [1, 2],
            "leaf.grad": [6.0, 6.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[resize_as_-data]": {
        "<1.1": {"change": "works", "x's shape": [2, 1], "leaf's shape": [2, 1]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [2, 1], "leaf's shape": [1, 2]},
    },
    "[resize_as_-detach]": {
        "<1.1": {"change": "works", "x's shape": [2, 1], "leaf's shape": [2, 1]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [2, 1], "leaf's shape": [1, 2]},
    },
    "[t_-data]": {
        "<1.1": {"change": "works", "x's shape": [2, 1], "leaf's shape": [2, 1]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [2, 1], "leaf's shape": [1, 2]},
    },
    "[t_-detach]": {
        "<1.1": {"change": "works", "x's shape": [2, 1], "leaf's shape": [2, 1]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [2, 1], "leaf's shape": [1, 2]},
    },
    "[transpose_-data]": {
        "<1.1": {"change": "works", "x's shape": [2, 1], "leaf's shape": [2, 1]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [2, 1], "leaf's shape": [1, 2]},
    },
    "[transpose_-detach]": {
        "<1.1": {"change": "works", "x's shape": [2, 1], "leaf's shape": [2, 1]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [2, 1], "leaf's shape": [1, 2]},
    },
    "[as_strided_-leaf_no_grad]": {
        ">=1.0": {
            "change": "works",
            "x's shape": [2],
            "leaf's shape": [2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [2],
        },
    },
    "[squeeze_-leaf_no_grad]": {
        ">=1.0": {
            "change": "works",
            "x's shape": [2],
            "leaf's shape": [2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [2],
        },
    },
    "[as_strided_-hidden]": {
        ">=1.0": {
            "change": "works",
            "x's shape": [2],
            "leaf's shape": [1, 2],
            "leaf.grad": [6.0, 6.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[squeeze_-hidden]": {
        ">=1.0": {
            "change": "works",
            "x's shape": [2],
            "leaf's shape": [1, 2],
            "leaf.grad": [6.0, 6.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[as_strided_-data]": {
        "<1.1": {"change": "works", "x's shape": [2], "leaf's shape": [2]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [2], "leaf's shape": [1, 2]},
    },
    "[as_strided_-detach]": {
        "<1.1": {"change": "works", "x's shape": [2], "leaf's shape": [2]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [2], "leaf's shape": [1, 2]},
    },
    "[resize_reshape-data]": {
        "<1.1": {"change": "works", "x's shape": [2], "leaf's shape": [2]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [2], "leaf's shape": [1, 2]},
    },
    "[resize_reshape-detach]": {
        "<1.1": {"change": "works", "x's shape": [2], "leaf's shape": [2]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [2], "leaf's shape": [1, 2]},
    },
    "[squeeze_-data]": {
        "<1.1": {"change": "works", "x's shape": [2], "leaf's shape": [2]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [2], "leaf's shape": [1, 2]},
    },
    "[squeeze_-detach]": {
        "<1.1": {"change": "works", "x's shape": [2], "leaf's shape": [2]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [2], "leaf's shape": [1, 2]},
    },
    "[unsqueeze_-leaf_no_grad]": {
        ">=1.0": {
            "change": "works",
            "x's shape": [1, 1, 2],
            "leaf's shape": [1, 1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 1, 2],
        },
    },
    "[unsqueeze_-hidden]": {
        ">=1.0": {
            "change": "works",
            "x's shape": [1, 1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [6.0, 6.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[unsqueeze_-data]": {
        "<1.1": {"change": "works", "x's shape": [1, 1, 2], "leaf's shape": [1, 1, 2]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [1, 1, 2], "leaf's shape": [1, 2]},
    },
    "[unsqueeze_-detach]": {
        "<1.1": {"change": "works", "x's shape": [1, 1, 2], "leaf's shape": [1, 1, 2]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [1, 1, 2], "leaf's shape": [1, 2]},
    },
    "[resize_as_-hidden]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [6.0, 6.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[resize_reshape-hidden]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [6.0, 6.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[resize_same-hidden]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [6.0, 6.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[resize_smaller-hidden]": {
        ">=1.0": {
            "change": "RuntimeError",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [6.0, 6.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[detach_-*]": {">=1.0": {"change": "works", "x's shape": [1, 2], "leaf's shape": [1, 2]}},
    "[resize_same-data]": {">=1.0": {"change": "works", "x's shape": [1, 2], "leaf's shape": [1, 2]}},
    "[resize_same-detach]": {">=1.0": {"change": "works", "x's shape": [1, 2], "leaf's shape": [1, 2]}},
    "[resize_smaller-data]": {
        "<1.1": {"change": "works", "x's shape": [1], "leaf's shape": [1]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [1], "leaf's shape": [1, 2]},
    },
    "[resize_smaller-detach]": {
        "<1.1": {"change": "works", "x's shape": [1], "leaf's shape": [1]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [1], "leaf's shape": [1, 2]},
    },
    "[set_-leaf_no_grad]": {
        ">=1.0": {
            "change": "works",
            "x's shape": [1, 2],
            "leaf's shape": [1, 2],
            "leaf.grad": [3.0, 3.0],
            "leaf.grad's shape": [1, 2],
        },
    },
    "[set_-hidden]": {
        ">=1.0": {"change": "works", "x's shape": [1, 2], "leaf's shape": [1, 2], "raises": "RuntimeError"},
    },
    "[set_-data]": {
        "<1.1": {"change": "works", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [1, 2], "leaf's shape": [1, 2]},
    },
    "[set_-detach]": {
        "<1.1": {"change": "works", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [1, 2], "leaf's shape": [1, 2]},
    },
    "[set_empty-leaf_no_grad]": {">=1.0": {"change": "works", "x's shape": [0], "leaf's shape": [0]}},
    "[set_empty-hidden]": {">=1.0": {"change": "works", "x's shape": [0], "leaf's shape": [1, 2]}},
    "[set_empty-data]": {
        "<1.1": {"change": "works", "x's shape": [0], "leaf's shape": [0]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [0], "leaf's shape": [1, 2]},
    },
    "[set_empty-detach]": {
        "<1.1": {"change": "works", "x's shape": [0], "leaf's shape": [0]},
        ">=1.1,<1.13": {"change": "RuntimeError", "x's shape": [1, 2], "leaf's shape": [1, 2]},
        ">=1.13": {"change": "works", "x's shape": [0], "leaf's shape": [1, 2]},
    },
    "[swap_data-leaf]": {
        ">=1.0": {
            "change": "works",
            "x's shape": [3],
            "leaf's shape": [3],
            "leaf.grad": [3.0, 3.0, 3.0],
            "leaf.grad's shape": [3],
        },
    },
    "[swap_data-leaf_no_grad]": {
        ">=1.0": {
            "change": "works",
            "x's shape": [3],
            "leaf's shape": [3],
            "leaf.grad": [3.0, 3.0, 3.0],
            "leaf.grad's shape": [3],
        },
    },
    "[swap_data-hidden]": {
        ">=1.0": {"change": "works", "x's shape": [3], "leaf's shape": [1, 2], "raises": "RuntimeError"},
    },
    "[swap_data-data]": {">=1.0": {"change": "works", "x's shape": [3], "leaf's shape": [1, 2]}},
    "[swap_data-detach]": {">=1.0": {"change": "works", "x's shape": [3], "leaf's shape": [1, 2]}},
}

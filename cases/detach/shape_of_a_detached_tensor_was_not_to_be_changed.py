"""May a detached tensor, or `.data`, be resized or reshaped in place, and does the original follow?

A detached tensor shares the memory of the original; whether it shares the shape too has had three answers.
In 1.0 it did: `x.data.resize_(4)` gave x itself another shape, and old code relied on it.
From 1.1 to 1.12 any such call raised an error, so that nobody would rely on it any more;
1.13 lifted the error, and now only the detached tensor changes.
No warning announced any of it; the release notes of 1.1 mention the first change, none was found for the second.

https://github.com/pytorch/pytorch/pull/13827
https://github.com/pytorch/pytorch/pull/83590
https://github.com/jwyang/faster-rcnn.pytorch/issues/543
"""

import torch

PARAMS = {
    "change": ["resize_", "resize_as_", "unsqueeze_", "squeeze_", "transpose_", "t_", "as_strided_", "set_"],
    "of": ["detach", "data"],
}


def observe(device, change, of):
    x = torch.ones(1, 2, device=device, requires_grad=True) * 1
    alias = x.detach() if of == "detach" else x.data
    {
        "resize_": lambda: alias.resize_(4),
        "resize_as_": lambda: alias.resize_as_(torch.ones(4, device=device)),
        "unsqueeze_": lambda: alias.unsqueeze_(0),
        "squeeze_": lambda: alias.squeeze_(0),
        "transpose_": lambda: alias.transpose_(0, 1),
        "t_": lambda: alias.t_(),
        "as_strided_": lambda: alias.as_strided_((1,), (1,)),
        "set_": lambda: alias.set_(torch.ones(3, device=device)),
    }[change]()
    yield "shape of the detached tensor", list(alias.shape)
    yield "shape of the original", list(x.shape)


EXPECT = {
    "[resize_-*]": {
        "<1.1": {"shape of the detached tensor": [4], "shape of the original": [4]},
        ">=1.1,<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"shape of the detached tensor": [4], "shape of the original": [1, 2]},
    },
    "[resize_as_-*]": {
        "<1.1": {"shape of the detached tensor": [4], "shape of the original": [4]},
        ">=1.1,<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"shape of the detached tensor": [4], "shape of the original": [1, 2]},
    },
    "[unsqueeze_-*]": {
        "<1.1": {"shape of the detached tensor": [1, 1, 2], "shape of the original": [1, 1, 2]},
        ">=1.1,<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"shape of the detached tensor": [1, 1, 2], "shape of the original": [1, 2]},
    },
    "[squeeze_-*]": {
        "<1.1": {"shape of the detached tensor": [2], "shape of the original": [2]},
        ">=1.1,<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"shape of the detached tensor": [2], "shape of the original": [1, 2]},
    },
    "[t_-*]": {
        "<1.1": {"shape of the detached tensor": [2, 1], "shape of the original": [2, 1]},
        ">=1.1,<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"shape of the detached tensor": [2, 1], "shape of the original": [1, 2]},
    },
    "[transpose_-*]": {
        "<1.1": {"shape of the detached tensor": [2, 1], "shape of the original": [2, 1]},
        ">=1.1,<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"shape of the detached tensor": [2, 1], "shape of the original": [1, 2]},
    },
    "[as_strided_-*]": {
        "<1.1": {"shape of the detached tensor": [1], "shape of the original": [1]},
        ">=1.1,<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"shape of the detached tensor": [1], "shape of the original": [1, 2]},
    },
    "[set_-*]": {
        "<1.1": {"shape of the detached tensor": [3], "shape of the original": [3]},
        ">=1.1,<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"shape of the detached tensor": [3], "shape of the original": [1, 2]},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/jwyang/faster-rcnn.pytorch/issues/543",
        "says": "Resizing through .data works, and gives the tensor itself its new shape.",
        "facts": {"shape of the original": [4]},
        "rows": "[resize_-data]",
    },
]

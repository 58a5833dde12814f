"""Why can the gradient of sgn not be read as a list?

sgn moves in steps, so its gradient is 0 everywhere.
Since 1.13 it is a tensor of zeros that owns no memory, as autograd uses where it can tell that a gradient is all
zeros; until 1.12 these were ordinary zeros.
Arithmetic with it works and so does an optimizer's step, but what reads its memory raises, and so does what writes
into it: tolist, fill_ and clip_grad_norm_.
`numpy()` may even show whatever happens to lie in memory.
For the change of 1.13 no note found; no warning announced it.

https://github.com/pytorch/pytorch/pull/64837
https://github.com/pytorch/pytorch/issues/69687
https://github.com/pytorch/pytorch/pull/158837
https://pytorch.org/docs/stable/generated/torch.sgn.html
"""

import torch

PARAMS = {"use": ["tolist", "item", "add", "clone", "bool", "repr", "norm", "fill", "step", "deepcopy_source"]}
TORCH = ">=1.7"


def observe(use):
    x = torch.ones(1, requires_grad=True)
    torch.sgn(x).sum().backward()
    yield "x.grad", x.grad + 0.0
    done = {
        "tolist": lambda: x.grad.tolist(),
        "item": lambda: x.grad.item(),
        "add": lambda: (x.grad + 1).tolist(),
        "clone": lambda: x.grad.clone().tolist(),
        "bool": lambda: bool(x.grad == 0),
        "repr": lambda: repr(x.grad),
        "norm": lambda: float(torch.nn.utils.clip_grad_norm_([x], 1.0)),
        "fill": lambda: x.grad.fill_(2.0).tolist(),
        "step": lambda: torch.optim.SGD([x], lr=1.0, momentum=0.5, weight_decay=0.5).step(),
        "deepcopy_source": lambda: torch.zeros(1).copy_(x.grad).tolist(),
    }[use]()
    yield "what comes out", done
    yield "x", x.tolist()


EXPECT = {
    "[tolist]": {
        "<1.13": {"x.grad": "zero", "what comes out": [0.0], "x": [1.0]},
        ">=1.13": {"x.grad": "zero", "raises": "RuntimeError"},
    },
    "[item]": {">=1.0": {"x.grad": "zero", "what comes out": 0.0, "x": [1.0]}},
    "[add]": {">=1.0": {"x.grad": "zero", "what comes out": [1.0], "x": [1.0]}},
    "[clone]": {">=1.0": {"x.grad": "zero", "what comes out": [0.0], "x": [1.0]}},
    "[deepcopy_source]": {">=1.0": {"x.grad": "zero", "what comes out": [0.0], "x": [1.0]}},
    "[bool]": {">=1.0": {"x.grad": "zero", "what comes out": True, "x": [1.0]}},
    "[repr]": {">=1.0": {"x.grad": "zero", "what comes out": "tensor([0.])", "x": [1.0]}},
    "[norm]": {
        "<1.13": {"x.grad": "zero", "what comes out": 0.0, "x": [1.0]},
        ">=1.13": {"x.grad": "zero", "raises": "RuntimeError"},
    },
    "[fill]": {
        "<1.13": {"x.grad": "zero", "what comes out": [2.0], "x": [1.0]},
        ">=1.13": {"x.grad": "zero", "raises": "RuntimeError"},
    },
    "[step]": {">=1.0": {"x.grad": "zero", "what comes out": "None", "x": [0.5]}},
}

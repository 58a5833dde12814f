"""May a tensor that requires grad be turned into a number, an array, or a new tensor?

`numpy()` refuses, in all releases, and names `detach()` as the way.
`float()` and `item()` quietly drop the history; since 2.8 `float()` of a leaf that requires grad warns.
`torch.tensor(x)` makes a copy without history, and has always warned that `clone().detach()` is meant.

https://github.com/pytorch/pytorch/pull/143261
https://pytorch.org/docs/stable/generated/torch.tensor.html
https://pytorch.org/docs/stable/generated/torch.Tensor.numpy.html
"""

import torch

PARAMS = {"to": ["numpy", "float", "item", "tolist", "tensor"], "detached": [False, True]}


def observe(device, to, detached):
    x = torch.ones(1, device=device, requires_grad=True)
    if detached:
        x = x.detach()
    try:
        {
            "numpy": lambda: x.cpu().numpy(),
            "float": lambda: float(x),
            "item": lambda: x.item(),
            "tolist": lambda: x.tolist(),
            "tensor": lambda: torch.tensor(x),
        }[to]()
        yield "conversion", "works"
    except RuntimeError as error:
        yield "conversion", type(error).__name__


EXPECT = {
    "[numpy-False]": {">=1.0": {"conversion": "RuntimeError"}},
    "[item-*]": {">=1.0": {"conversion": "works"}},
    "[tolist-*]": {">=1.0": {"conversion": "works"}},
    "[numpy-True]": {">=1.0": {"conversion": "works"}},
    "[float-True]": {">=1.0": {"conversion": "works"}},
    "[float-False]": {
        "<2.8": {"conversion": "works", "warns": []},
        ">=2.8": {"conversion": "works", "warns": ["UserWarning"]},
    },
    "[tensor-*]": {">=1.0": {"conversion": "works", "warns": ["UserWarning"]}},
}

"""May a tensor that requires grad be turned into a number, an array, or a new tensor?

`numpy()` refuses, in all releases, and names `detach()` as the way.
`float()` and `item()` quietly drop the history; since 2.8 `float()` of a tensor that requires grad warns, and with it
`complex()`, `math.sqrt` and a new tensor made of a list of tensors.
`int()`, `bool()`, `item()`, a comparison and a format do not warn in any release.
numpy's array protocol refuses like `numpy()`; `as_tensor(x)` returns x itself.
`torch.tensor(x)` makes a copy without history, and has always warned that `clone().detach()` is meant.

https://github.com/pytorch/pytorch/pull/143261
https://pytorch.org/docs/stable/generated/torch.tensor.html
https://pytorch.org/docs/stable/generated/torch.Tensor.numpy.html
"""

import math

import torch

PARAMS = {
    "to": [
        "numpy",
        "float",
        "item",
        "tolist",
        "tensor",
        "int",
        "bool",
        "complex",
        "index",
        "sqrt",
        "format",
        "compare",
        "array",
        "as_tensor",
        "list of tensors",
        "round",
        "range",
        "FloatTensor",
        "new_tensor",
        "full",
    ],
    "detached": [False, True],
}


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
            "int": lambda: int(x),
            "bool": lambda: bool(x),
            "complex": lambda: complex(x),
            "index": lambda: [0, 1][x.long()],
            "sqrt": lambda: math.sqrt(x),
            "format": lambda: "{:.2f}".format(x[0]),
            "compare": lambda: max(x, 0.5),
            "array": lambda: x.__array__(),
            "as_tensor": lambda: torch.as_tensor(x),
            "list of tensors": lambda: torch.tensor([x, x]),
            "round": lambda: round(x[0]),
            "range": lambda: range(x.long()),
            "FloatTensor": lambda: torch.FloatTensor([x]),
            "new_tensor": lambda: x.new_tensor(x),
            "full": lambda: torch.full((2,), x[0]),
        }[to]()
        yield "conversion", "works"
    except (RuntimeError, TypeError) as error:
        yield "conversion", type(error).__name__


EXPECT = {
    "[array-False]": {">=1.0": {"conversion": "RuntimeError"}},
    "[numpy-False]": {">=1.0": {"conversion": "RuntimeError"}},
    "[as_tensor-*]": {">=1.0": {"conversion": "works"}},
    "[bool-*]": {">=1.0": {"conversion": "works"}},
    "[compare-*]": {">=1.0": {"conversion": "works"}},
    "[format-*]": {">=1.0": {"conversion": "works"}},
    "[index-*]": {">=1.0": {"conversion": "works"}},
    "[int-*]": {">=1.0": {"conversion": "works"}},
    "[item-*]": {">=1.0": {"conversion": "works"}},
    "[range-*]": {">=1.0": {"conversion": "works"}},
    "[tolist-*]": {">=1.0": {"conversion": "works"}},
    "[FloatTensor-True]": {">=1.0": {"conversion": "works"}},
    "[array-True]": {">=1.0": {"conversion": "works"}},
    "[complex-True]": {">=1.0": {"conversion": "works"}},
    "[float-True]": {">=1.0": {"conversion": "works"}},
    "[full-True]": {">=1.0": {"conversion": "works"}},
    "[list of tensors-True]": {">=1.0": {"conversion": "works"}},
    "[numpy-True]": {">=1.0": {"conversion": "works"}},
    "[sqrt-True]": {">=1.0": {"conversion": "works"}},
    "[FloatTensor-False]": {
        "<2.8": {"conversion": "works"},
        ">=2.8": {"conversion": "works", "warns": ["UserWarning"]},
    },
    "[complex-False]": {"<2.8": {"conversion": "works"}, ">=2.8": {"conversion": "works", "warns": ["UserWarning"]}},
    "[float-False]": {"<2.8": {"conversion": "works"}, ">=2.8": {"conversion": "works", "warns": ["UserWarning"]}},
    "[list of tensors-False]": {
        "<2.8": {"conversion": "works"},
        ">=2.8": {"conversion": "works", "warns": ["UserWarning"]},
    },
    "[sqrt-False]": {"<2.8": {"conversion": "works"}, ">=2.8": {"conversion": "works", "warns": ["UserWarning"]}},
    "[new_tensor-*]": {">=1.0": {"conversion": "works", "warns": ["UserWarning"]}},
    "[tensor-*]": {">=1.0": {"conversion": "works", "warns": ["UserWarning"]}},
    "[round-*]": {">=1.0": {"conversion": "TypeError"}},
    "[full-False]": {">=1.0": {"conversion": "TypeError"}},
}

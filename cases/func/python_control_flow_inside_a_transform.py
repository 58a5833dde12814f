"""May a function under `vmap` or `grad` branch on values, call `.item()`, `nonzero` or write in place?

`grad` runs with one real value and allows nearly all of it (`.tolist()` raised until 2.9 and works since 2.10),
but no write into its input.
`vmap` runs the function once for the whole batch, so a Python branch, `.item()`, `.tolist()`, boolean masks
and shapes that depend on data raise; `torch.where` is the way out.
Writing a batched value into a tensor that is not batched raises as well, into one made from the input it works.

https://docs.pytorch.org/docs/stable/func.ux_limitations.html
https://github.com/pytorch/functorch/issues/257
https://github.com/pytorch/pytorch/pull/165184
"""

import torch

TORCH = ">=2.0"
PARAMS = {
    "what": [
        "branch", "item", "float", "tolist", "mask", "nonzero", "where", "while", "write into zeros",
        "write into new_zeros", "indexed write", "in place on input", "shape", "isinstance", "sort", "bincount",
    ],
    "transform": ["vmap", "grad"],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, what, transform):
    def function(a):
        if what == "branch":
            return a * 2 if a.sum() > 1 else a * 3
        if what == "while":
            while a.sum() < 5:
                a = a * 2
            return a
        return {
            "item": lambda: a * a.sum().item(),
            "float": lambda: a * float(a.sum()),
            "tolist": lambda: a * a.tolist()[0],
            "mask": lambda: a[a > 1],
            "nonzero": lambda: a * a.nonzero().shape[0],
            "where": lambda: torch.where(a > 1, a * 2, a * 3),
            "write into zeros": lambda: torch.zeros(2, device=device).add_(a),
            "write into new_zeros": lambda: a.new_zeros(2).add_(a),
            "indexed write": lambda: torch.zeros_like(a).index_fill_(0, torch.zeros(1, device=device).long(), 1.0) * a,
            "in place on input": lambda: a.mul_(2),
            "shape": lambda: a * a.shape[0] * a.dim(),
            "isinstance": lambda: a * (2 if isinstance(a, torch.Tensor) else 3),
            "sort": lambda: a.sort()[0],
            "bincount": lambda: a * torch.bincount(a.detach().long(), minlength=4)[:1],
        }[what]()

    x = torch.tensor([[1.0, 2.0], [0.25, 0.5]], device=device)
    if transform == "vmap":
        yield "answer", torch.func.vmap(function)(x).tolist()
    else:
        yield "answer", torch.func.grad(lambda a: function(a).sum())(x[0]).tolist()


EXPECT = {
    "[branch-vmap]": {">=1.0": {"raises": "RuntimeError"}},
    "[float-vmap]": {">=1.0": {"raises": "RuntimeError"}},
    "[in place on input-grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[item-vmap]": {">=1.0": {"raises": "RuntimeError"}},
    "[mask-vmap]": {">=1.0": {"raises": "RuntimeError"}},
    "[nonzero-vmap]": {">=1.0": {"raises": "RuntimeError"}},
    "[tolist-vmap]": {">=1.0": {"raises": "RuntimeError"}},
    "[while-vmap]": {">=1.0": {"raises": "RuntimeError"}},
    "[write into zeros-vmap]": {">=1.0": {"raises": "RuntimeError"}},
    "[branch-grad]": {">=1.0": {"answer": [2.0, 2.0]}},
    "[isinstance-grad]": {">=1.0": {"answer": [2.0, 2.0]}},
    "[nonzero-grad]": {">=1.0": {"answer": [2.0, 2.0]}},
    "[shape-grad]": {">=1.0": {"answer": [2.0, 2.0]}},
    "[while-grad]": {">=1.0": {"answer": [2.0, 2.0]}},
    "[item-grad]": {">=1.0": {"answer": [3.0, 3.0]}},
    "[float-grad]": {"<2.8": {"answer": [3.0, 3.0]}, ">=2.8": {"answer": [3.0, 3.0], "warns": ["UserWarning"]}},
    "[tolist-grad]": {"<2.10": {"raises": "RuntimeError"}, ">=2.10": {"answer": [1.0, 1.0]}},
    "[mask-grad]": {">=1.0": {"answer": [0.0, 1.0]}},
    "[where-vmap]": {">=1.0": {"answer": [[3.0, 4.0], [0.75, 1.5]]}},
    "[where-grad]": {">=1.0": {"answer": [3.0, 2.0]}},
    "[sort-grad]": {">=1.0": {"answer": [1.0, 1.0]}},
    "[write into new_zeros-grad]": {">=1.0": {"answer": [1.0, 1.0]}},
    "[write into zeros-grad]": {">=1.0": {"answer": [1.0, 1.0]}},
    "[sort-vmap]": {">=1.0": {"answer": [[1.0, 2.0], [0.25, 0.5]]}},
    "[write into new_zeros-vmap]": {">=1.0": {"answer": [[1.0, 2.0], [0.25, 0.5]]}},
    "[indexed write-vmap]": {">=1.0": {"answer": [[1.0, 0.0], [0.25, 0.0]]}},
    "[indexed write-grad]": {">=1.0": {"answer": [1.0, 0.0]}},
    "[in place on input-vmap]": {">=1.0": {"answer": [[2.0, 4.0], [0.5, 1.0]]}},
    "[isinstance-vmap]": {">=1.0": {"answer": [[2.0, 4.0], [0.5, 1.0]]}},
    "[shape-vmap]": {">=1.0": {"answer": [[2.0, 4.0], [0.5, 1.0]]}},
    "[bincount-vmap]": {">=1.0": {"answer": [[0.0, 0.0], [0.5, 1.0]], "warns": ["UserWarning"]}},
    "[bincount-grad]": {">=1.0": {"answer": [0.0, 0.0]}},
}

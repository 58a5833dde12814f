"""May a function under `vmap` or `grad` branch on values, call `.item()`, `nonzero` or write in place?

`grad` runs with one real value and allows nearly all of it (`.tolist()` raised until 2.9 or later),
but no write into its input.
`vmap` runs the function once for the whole batch, so a Python branch, `.item()`, `.tolist()`, boolean masks
and shapes that depend on data raise; `torch.where` is the way out.
Writing a batched value into a tensor that is not batched raises as well, into one made from the input it works.

https://docs.pytorch.org/docs/stable/func.ux_limitations.html
https://github.com/pytorch/functorch/issues/257
"""

import torch

TORCH = ">=2.0"
PARAMS = {
    "what": [
        "branch", "item", "float", "tolist", "mask", "nonzero", "where", "while", "write into zeros",
        "write into new_zeros", "indexed write", "in place on input", "shape", "isinstance", "sort", "bincount",
    ],
    "transform": ["vmap", "grad"],
}  # fmt: skip


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

"""Can the out= argument be used with tensors that require grad?

No: writing into `out` is not recorded, so a function refuses if its inputs or `out` require grad.
Under no_grad it works, and `out` may even be a leaf that requires grad.
tensordot has taken `out` since 1.8, refused like the others at first;
since 1.10, when it learned to resize `out`, the write is recorded all the same, and `out` gets a history.
`full` refused every `out` that requires grad until 1.12.1, even under no_grad;
since 1.13 it accepts a hidden tensor, and under no_grad a leaf, whose flag it turns off (no note found for 1.13).
No warning announced either.

https://github.com/pytorch/pytorch/pull/47278
https://github.com/pytorch/pytorch/pull/56286
https://docs.pytorch.org/docs/stable/notes/autograd.html
https://docs.pytorch.org/docs/stable/generated/torch.tensordot.html
"""

import torch

ones = torch.ones
functions = {
    "add": lambda x, out: torch.add(x, 1, out=out),
    "mul": lambda x, out: torch.mul(x, 2, out=out),
    "exp": lambda x, out: torch.exp(x, out=out),
    "mm": lambda x, out: torch.mm(x, ones(2, 2), out=out),
    "matmul": lambda x, out: torch.matmul(x, ones(2, 2), out=out),
    "cat": lambda x, out: torch.cat([x[:1], x[1:]], out=out),
    "stack": lambda x, out: torch.stack([x[0], x[1]], out=out),
    "sum": lambda x, out: torch.sum(x[None], 0, out=out),
    "index_select": lambda x, out: torch.index_select(x, 0, torch.tensor([1, 0]), out=out),
    "tensordot": lambda x, out: torch.tensordot(x, ones(2, 2), dims=([1], [0]), out=out),
    "where_sign": lambda x, out: torch.sign(x, out=out),
    "full": lambda x, out: torch.full((2, 2), 2.0, out=out),
}
PARAMS = {
    "function": [
        "add",
        "mul",
        "exp",
        "mm",
        "matmul",
        "cat",
        "stack",
        "sum",
        "index_select",
        "tensordot",
        "where_sign",
        "full",
    ],
    "tracked": ["nothing", "input", "out", "hidden_out", "both_no_grad"],
}
TORCH = {"[tensordot-*]": ">=1.8"}


def observe(function, tracked):
    x = torch.ones(2, 2, requires_grad=tracked in ("input", "both_no_grad"))
    out = torch.zeros(2, 2, requires_grad=tracked in ("out", "hidden_out", "both_no_grad"))
    if tracked == "hidden_out":
        out = out * 1
    with torch.set_grad_enabled(tracked != "both_no_grad"):
        functions[function](x, out)
    yield "out was written", out.detach().sum().item() != 0
    yield "out.requires_grad", out.requires_grad
    yield "out has a grad_fn", out.grad_fn is not None


EXPECT = {
    "[*-nothing]": {">=1.0": {"out was written": True, "out.requires_grad": False, "out has a grad_fn": False}},
    "[full-input]": {">=1.0": {"out was written": True, "out.requires_grad": False, "out has a grad_fn": False}},
    "[*-out]": {">=1.0": {"raises": "RuntimeError"}},
    "[add-hidden_out]": {">=1.0": {"raises": "RuntimeError"}},
    "[add-input]": {">=1.0": {"raises": "RuntimeError"}},
    "[cat-hidden_out]": {">=1.0": {"raises": "RuntimeError"}},
    "[cat-input]": {">=1.0": {"raises": "RuntimeError"}},
    "[exp-hidden_out]": {">=1.0": {"raises": "RuntimeError"}},
    "[exp-input]": {">=1.0": {"raises": "RuntimeError"}},
    "[index_select-hidden_out]": {">=1.0": {"raises": "RuntimeError"}},
    "[index_select-input]": {">=1.0": {"raises": "RuntimeError"}},
    "[matmul-hidden_out]": {">=1.0": {"raises": "RuntimeError"}},
    "[matmul-input]": {">=1.0": {"raises": "RuntimeError"}},
    "[mm-hidden_out]": {">=1.0": {"raises": "RuntimeError"}},
    "[mm-input]": {">=1.0": {"raises": "RuntimeError"}},
    "[mul-hidden_out]": {">=1.0": {"raises": "RuntimeError"}},
    "[mul-input]": {">=1.0": {"raises": "RuntimeError"}},
    "[stack-hidden_out]": {">=1.0": {"raises": "RuntimeError"}},
    "[stack-input]": {">=1.0": {"raises": "RuntimeError"}},
    "[sum-hidden_out]": {">=1.0": {"raises": "RuntimeError"}},
    "[sum-input]": {">=1.0": {"raises": "RuntimeError"}},
    "[where_sign-hidden_out]": {">=1.0": {"raises": "RuntimeError"}},
    "[where_sign-input]": {">=1.0": {"raises": "RuntimeError"}},
    "[add-both_no_grad]": {">=1.0": {"out was written": True, "out.requires_grad": True, "out has a grad_fn": False}},
    "[cat-both_no_grad]": {">=1.0": {"out was written": True, "out.requires_grad": True, "out has a grad_fn": False}},
    "[exp-both_no_grad]": {">=1.0": {"out was written": True, "out.requires_grad": True, "out has a grad_fn": False}},
    "[index_select-both_no_grad]": {
        ">=1.0": {"out was written": True, "out.requires_grad": True, "out has a grad_fn": False},
    },
    "[matmul-both_no_grad]": {
        ">=1.0": {"out was written": True, "out.requires_grad": True, "out has a grad_fn": False},
    },
    "[mm-both_no_grad]": {">=1.0": {"out was written": True, "out.requires_grad": True, "out has a grad_fn": False}},
    "[mul-both_no_grad]": {">=1.0": {"out was written": True, "out.requires_grad": True, "out has a grad_fn": False}},
    "[stack-both_no_grad]": {">=1.0": {"out was written": True, "out.requires_grad": True, "out has a grad_fn": False}},
    "[sum-both_no_grad]": {">=1.0": {"out was written": True, "out.requires_grad": True, "out has a grad_fn": False}},
    "[tensordot-both_no_grad]": {
        ">=1.0": {"out was written": True, "out.requires_grad": True, "out has a grad_fn": False},
    },
    "[where_sign-both_no_grad]": {
        ">=1.0": {"out was written": True, "out.requires_grad": True, "out has a grad_fn": False},
    },
    "[tensordot-hidden_out]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"out was written": True, "out.requires_grad": True, "out has a grad_fn": True},
    },
    "[tensordot-input]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"out was written": True, "out.requires_grad": True, "out has a grad_fn": True},
    },
    "[full-hidden_out]": {
        "<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"out was written": True, "out.requires_grad": True, "out has a grad_fn": True},
    },
    "[full-both_no_grad]": {
        "<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"out was written": True, "out.requires_grad": False, "out has a grad_fn": False},
    },
}

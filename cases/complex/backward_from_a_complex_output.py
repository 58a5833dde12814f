"""Can backward() start at a complex loss?

Without an argument it may not since 2.1, since a gradient is only defined for a real loss.
From 1.6 to 2.0 it ran, as if the real part had been meant; a real leaf behind an imaginary loss got zeros from 1.7
on.
With an explicit gradient it may, in all these releases.
1.6 gave the gradient of the other convention, conjugated, and raised for a real leaf and for abs; 1.7 fixed the
convention.
1.6 warned that complex autograd was unfinished; nothing warned of 2.1.

https://github.com/pytorch/pytorch/pull/45270
https://github.com/pytorch/pytorch/pull/92753
https://github.com/pytorch/pytorch/issues/92750
https://github.com/pytorch/pytorch/issues/104514
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch

TORCH = ">=1.6"

PARAMS = {
    "leaf": ["complex", "real"],
    "start": ["backward", "grad", "gradient_one", "gradient_i", "real", "imag", "abs", "real_gradient", "vector"],
}


def observe(device, leaf, start):
    x = torch.tensor([2.0 + (1j if leaf == "complex" else 0)], device=device).requires_grad_()
    loss = (x * 0.5j).sum()
    one = torch.tensor(1 + 0j, device=device)
    if start == "grad":
        x.grad = torch.autograd.grad(loss, x)[0]
    elif start == "gradient_one":
        loss.backward(one)
    elif start == "gradient_i":
        loss.backward(one * 1j)
    elif start == "real_gradient":
        loss.backward(torch.tensor(1.0, device=device))
    elif start == "vector":
        (x * 0.5j).expand(2).backward(torch.tensor([1 + 0j, 1j], device=device))
    elif start == "backward":
        loss.backward()
    else:
        getattr(torch, start)(loss).backward()
    yield "type of the gradient", str(x.grad.dtype)
    yield "x.grad", torch.view_as_real(x.grad).tolist() if x.grad.is_complex() else x.grad.tolist()


EXPECT = {
    "[complex-backward]": {
        "<1.7": {"type of the gradient": "torch.complex64", "x.grad": [[0.0, 0.5]], "warns": ["UserWarning"]},
        ">=1.7,<2.1": {"type of the gradient": "torch.complex64", "x.grad": [[0.0, -0.5]]},
        ">=2.1": {"raises": "RuntimeError"},
    },
    "[complex-grad]": {
        "<1.7": {"type of the gradient": "torch.complex64", "x.grad": [[0.0, 0.5]], "warns": ["UserWarning"]},
        ">=1.7,<2.1": {"type of the gradient": "torch.complex64", "x.grad": [[0.0, -0.5]]},
        ">=2.1": {"raises": "RuntimeError"},
    },
    "[complex-gradient_one]": {
        "<1.7": {"type of the gradient": "torch.complex64", "x.grad": [[0.0, 0.5]], "warns": ["UserWarning"]},
        ">=1.7": {"type of the gradient": "torch.complex64", "x.grad": [[0.0, -0.5]]},
    },
    "[complex-gradient_i]": {
        "<1.7": {"type of the gradient": "torch.complex64", "x.grad": [[-0.5, 0.0]], "warns": ["UserWarning"]},
        ">=1.7": {"type of the gradient": "torch.complex64", "x.grad": [[0.5, 0.0]]},
    },
    "[complex-real]": {
        "<1.7": {"type of the gradient": "torch.complex64", "x.grad": [[0.0, 0.5]]},
        ">=1.7": {"type of the gradient": "torch.complex64", "x.grad": [[0.0, -0.5]]},
    },
    "[complex-imag]": {">=1.0": {"type of the gradient": "torch.complex64", "x.grad": [[0.5, 0.0]]}},
    "[complex-abs]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"type of the gradient": "torch.complex64", "x.grad": [[0.4472, 0.2236]]},
    },
    "[*-real_gradient]": {">=1.0": {"raises": "RuntimeError"}},
    "[complex-vector]": {
        "<1.7": {"type of the gradient": "torch.complex64", "x.grad": [[-0.5, 0.5]], "warns": ["UserWarning"]},
        ">=1.7": {"type of the gradient": "torch.complex64", "x.grad": [[0.5, -0.5]]},
    },
    "[real-backward]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7,<2.1": {"type of the gradient": "torch.float32", "x.grad": [0.0]},
        ">=2.1": {"raises": "RuntimeError"},
    },
    "[real-grad]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7,<2.1": {"type of the gradient": "torch.float32", "x.grad": [0.0]},
        ">=2.1": {"raises": "RuntimeError"},
    },
    "[real-gradient_one]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"type of the gradient": "torch.float32", "x.grad": [0.0]},
    },
    "[real-real]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"type of the gradient": "torch.float32", "x.grad": [0.0]},
    },
    "[real-abs]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"type of the gradient": "torch.float32", "x.grad": [0.5]},
    },
    "[real-gradient_i]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"type of the gradient": "torch.float32", "x.grad": [0.5]},
    },
    "[real-imag]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"type of the gradient": "torch.float32", "x.grad": [0.5]},
    },
    "[real-vector]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"type of the gradient": "torch.float32", "x.grad": [0.5]},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/92750",
        "says": "backward() of a complex scalar runs, and a real leaf gets a gradient of zero.",
        "facts": {"x.grad": [0.0]},
        "rows": "[real-backward]",
    },
]

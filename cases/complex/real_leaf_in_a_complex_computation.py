"""What gradient does a real leaf get when complex numbers are computed from it?

A real one: the imaginary part of what arrives is dropped, since a real leaf can only move along the real line.
1.6 refused most of them or gave a complex gradient; 1.7 mended products, casts and where, 1.8 sums, powers, cat,
stack and matmul, 1.9 polar.
real() of a real tensor raised until 1.10, and is the tensor itself since 1.11: no note found.
Until 1.11 some of these casts announced it with a warning.

https://github.com/pytorch/pytorch/pull/45270
https://github.com/pytorch/pytorch/pull/52488
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch

TORCH = {"[complex]": ">=1.7", "[polar_*]": ">=1.7", "[fft]": ">=1.8", "[rfft]": ">=1.8", "[*]": ">=1.6"}

PARAMS = {
    "operation": [
        "mul",
        "add",
        "div",
        "pow",
        "to_complex",
        "complex",
        "polar_abs",
        "polar_angle",
        "view_as_complex",
        "cat",
        "stack",
        "where",
        "index_put",
        "matmul",
        "fft",
        "rfft",
        "copy_",
        "real_of_real",
        "conj_of_real",
    ]
}


def observe(device, operation):
    x = torch.tensor([2.0, 3.0], device=device, requires_grad=True)
    w = torch.tensor([1 + 2j, 1 - 1j], device=device)
    square = torch.tensor([[1j, 2.0], [1.0, 1.0]], device=device)
    out = {
        "mul": lambda: x * w,
        "add": lambda: x + w,
        "div": lambda: w / x,
        "pow": lambda: x**w,
        "to_complex": lambda: x.to(torch.complex64) * w,
        "complex": lambda: torch.complex(x, x * 2),
        "polar_abs": lambda: torch.polar(x, torch.ones_like(x).detach()),
        "polar_angle": lambda: torch.polar(torch.ones_like(x).detach(), x) + w,
        "view_as_complex": lambda: torch.view_as_complex(x.view(1, 2)) * w,
        "cat": lambda: torch.cat([x, w]) * (1 + 1j),
        "stack": lambda: torch.stack([x.to(torch.complex64), w]) * 2,
        "where": lambda: torch.where(x > 2, x.to(torch.complex64), w),
        "index_put": lambda: (w * 1).index_put((torch.tensor([0, 1], device=device),), x.to(torch.complex64)),
        "matmul": lambda: square.matmul(x.to(torch.complex64)),
        "fft": lambda: torch.fft.fft(x)[1:],
        "rfft": lambda: torch.fft.rfft(x)[1:],
        "copy_": lambda: (w * 1).copy_(x) * w,
        "real_of_real": lambda: torch.real(x) * w,
        "conj_of_real": lambda: torch.conj(x) * w,
    }[operation]()
    out.abs().sum().backward()
    yield "type of the gradient", str(x.grad.dtype)
    yield "x.grad", torch.view_as_real(x.grad).tolist() if x.grad.is_complex() else x.grad.tolist()


EXPECT = {
    "[conj_of_real]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"type of the gradient": "torch.float32", "x.grad": [2.236, 1.414]},
    },
    "[mul]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"type of the gradient": "torch.float32", "x.grad": [2.236, 1.414]},
    },
    "[add]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"type of the gradient": "torch.float32", "x.grad": [0.8321, 0.9701]},
    },
    "[div]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"type of the gradient": "torch.float32", "x.grad": [-0.559, -0.1571]},
    },
    "[pow]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"type of the gradient": "torch.float32", "x.grad": [1.0, 1.0]},
    },
    "[to_complex]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7,<1.12": {"type of the gradient": "torch.float32", "x.grad": [2.236, 1.414], "warns": ["UserWarning"]},
        ">=1.12": {"type of the gradient": "torch.float32", "x.grad": [2.236, 1.414]},
    },
    "[complex]": {">=1.0": {"type of the gradient": "torch.float32", "x.grad": [2.236, 2.236]}},
    "[polar_abs]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"type of the gradient": "torch.float32", "x.grad": [1.0, 1.0]},
    },
    "[polar_angle]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"type of the gradient": "torch.float32", "x.grad": [-0.5869, 0.9883]},
    },
    "[view_as_complex]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"type of the gradient": "torch.float32", "x.grad": [2.025, 3.037]},
    },
    "[cat]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"type of the gradient": "torch.float32", "x.grad": [1.414, 1.414]},
    },
    "[stack]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8,<1.12": {"type of the gradient": "torch.float32", "x.grad": [2.0, 2.0], "warns": ["UserWarning"]},
        ">=1.12": {"type of the gradient": "torch.float32", "x.grad": [2.0, 2.0]},
    },
    "[where]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7,<1.12": {"type of the gradient": "torch.float32", "x.grad": [0.0, 1.0], "warns": ["UserWarning"]},
        ">=1.12": {"type of the gradient": "torch.float32", "x.grad": [0.0, 1.0]},
    },
    "[index_put]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7,<1.12": {"type of the gradient": "torch.float32", "x.grad": [1.0, 1.0], "warns": ["UserWarning"]},
        ">=1.12": {"type of the gradient": "torch.float32", "x.grad": [1.0, 1.0]},
    },
    "[matmul]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8,<1.12": {"type of the gradient": "torch.float32", "x.grad": [1.316, 2.897], "warns": ["UserWarning"]},
        ">=1.12": {"type of the gradient": "torch.float32", "x.grad": [1.316, 2.897]},
    },
    "[fft]": {">=1.0": {"type of the gradient": "torch.float32", "x.grad": [-1.0, 1.0]}},
    "[rfft]": {">=1.0": {"type of the gradient": "torch.float32", "x.grad": [-1.0, 1.0]}},
    "[copy_]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7,<1.10": {"type of the gradient": "torch.float32", "x.grad": [2.236, 1.414], "warns": ["UserWarning"]},
        ">=1.10": {"type of the gradient": "torch.float32", "x.grad": [2.236, 1.414]},
    },
    "[real_of_real]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"type of the gradient": "torch.float32", "x.grad": [2.236, 1.414]},
    },
}

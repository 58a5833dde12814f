"""What is the gradient of abs, angle, sqrt and log at a complex zero?

None of them is differentiable there; what is printed is a choice, as [real, imaginary].
`abs` chooses 0 and so does `angle`; `sqrt` gave nan for both parts until 1.13, and inf and nan since 2.0
(no note found).

https://pytorch.org/docs/stable/notes/autograd.html
https://github.com/pytorch/pytorch/pull/45270
"""

import torch

TORCH = ">=1.8"

PARAMS = {
    "function": [
        "abs",
        "abs_squared",
        "angle",
        "sgn",
        "sqrt",
        "log",
        "reciprocal",
        "pow_0",
        "pow_half",
        "pow_2",
        "pow_z",
        "norm",
        "vector_norm",
        "tanh",
        "prod",
        "div_by_abs",
        "polar_of_abs_and_angle",
        "view_as_real_norm",
    ]
}


def observe(device, function):
    z = torch.tensor([0j, 0j], device=device).requires_grad_()
    out = {
        "abs_squared": lambda: z.abs() ** 2,
        "pow_0": lambda: z**0,
        "pow_half": lambda: z**0.5,
        "pow_2": lambda: z**2,
        "pow_z": lambda: z**z,
        "norm": lambda: torch.norm(z),
        "vector_norm": lambda: (z * z.conj()).sum().real.sqrt(),
        "div_by_abs": lambda: z / z.abs(),
        "polar_of_abs_and_angle": lambda: torch.polar(z.abs(), z.angle()),
        "view_as_real_norm": lambda: torch.view_as_real(z).norm(),
    }.get(function, lambda: getattr(torch, function)(z))()
    out = torch.real(out) if out.is_complex() else out
    out.sum().backward()
    yield "z.grad", (torch.view_as_real(z.grad) + 0)[0].tolist()

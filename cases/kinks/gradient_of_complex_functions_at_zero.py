"""What are the gradients of abs, angle, sgn and roots of a complex number at zero?

The modulus has a corner at zero, and its gradient there is 0; the angle is undefined there.
sgn divides by the modulus, so that it may give nan.
Complex autograd came in pieces: most functions learnt it by 1.8, prod and polar in 1.9, and raised before.
The gradient is the conjugate one, so that a step against it goes downhill.
The roots and the logarithm gave nan for both parts at zero until 1.13, and give infinities since 2.0: no note
found.

https://github.com/pytorch/pytorch/pull/48125
https://github.com/pytorch/pytorch/pull/52488
https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/complex_numbers.html
"""

import torch

PARAMS = {
    "function": [
        "abs", "angle", "sgn", "norm", "square", "sqrt", "log", "reciprocal", "pow_0.5", "pow_0", "real_abs", "exp",
        "abs_squared", "sum_abs", "polar", "prod", "conj_product", "tanh", "vdot", "division",
    ],
    "at": ["zero", "minus_one", "i"],
}  # fmt: skip
TORCH = ">=1.8"

table = {
    "abs": lambda z: z.abs(),
    "angle": lambda z: z.angle(),
    "sgn": lambda z: torch.view_as_real(torch.sgn(z)),
    "norm": lambda z: z.norm(),
    "square": lambda z: torch.view_as_real(z**2),
    "sqrt": lambda z: torch.view_as_real(z.sqrt()),
    "log": lambda z: torch.view_as_real(z.log()),
    "reciprocal": lambda z: torch.view_as_real(1 / z),
    "pow_0.5": lambda z: torch.view_as_real(z**0.5),
    "pow_0": lambda z: torch.view_as_real(z**0),
    "real_abs": lambda z: z.real.abs(),
    "exp": lambda z: torch.view_as_real(z.exp()),
    "abs_squared": lambda z: z.abs() ** 2,
    "sum_abs": lambda z: z.sum().abs(),
    "polar": lambda z: torch.view_as_real(torch.polar(z.real, z.imag)),
    "prod": lambda z: torch.view_as_real(torch.cat([z, z]).prod()),
    "conj_product": lambda z: (z * z.conj()).real,
    "tanh": lambda z: torch.view_as_real(z.tanh()),
    "vdot": lambda z: torch.view_as_real(torch.vdot(z, z)),
    "division": lambda z: torch.view_as_real(z / z),
}


def observe(device, function, at):
    parts = {"zero": [[0.0, 0.0]], "minus_one": [[-1.0, 0.0]], "i": [[0.0, 1.0]]}[at]
    parts = torch.tensor(parts, device=device, requires_grad=True)
    out = table[function](torch.view_as_complex(parts))
    yield "value", [round(number, 4) + 0.0 for number in out.detach().reshape(-1).tolist()]
    out.sum().backward()
    yield "gradient", [round(slope, 4) + 0.0 for slope in (parts.grad + 0.0).view(-1).tolist()]

"""What do `jacobian`, `hessian` and the products of `torch.autograd.functional` give for independent outputs?

A function may ignore its input, use it without a graph (`detach`), or be linear, so that the Hessian is zero.
Without `strict` all of them answer with zeros, silently; with `strict=True` they raise instead.
This has been so since they came in 1.5.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jacobian.html
https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.hessian.html
https://github.com/pytorch/pytorch/issues/49830
"""

import torch

TORCH = ">=1.5"
PARAMS = {
    "name": ["jacobian", "hessian", "vjp", "jvp", "vhp", "hvp"],
    "function": ["constant", "detached", "linear", "square"],
    "strict": [False, True],
}


def observe(device, name, function, strict):
    x, v = torch.full((2,), 3.0, device=device), torch.ones(2, device=device)
    call = {
        "constant": lambda a: torch.ones((), device=device),
        "detached": lambda a: (a.detach() ** 2).sum(),
        "linear": lambda a: (a * 2).sum(),
        "square": lambda a: (a**2).sum(),
    }[function]
    extra = () if name in ("jacobian", "hessian") else (torch.ones((), device=device) if name == "vjp" else v,)
    answer = getattr(torch.autograd.functional, name)(call, x, *extra, strict=strict)
    yield "answer", (answer[1] if isinstance(answer, tuple) else answer).tolist()


CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jacobian.html",
        "says": "Without strict, an output independent of the input gives a Jacobian of zeros, the expected value.",
        "facts": {"answer": [0.0, 0.0]},
        "rows": "[jacobian-constant-False]",
    },
]

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


EXPECT = {
    "[hvp-constant-False]": {">=1.0": {"answer": [0.0, 0.0]}},
    "[hvp-detached-False]": {">=1.0": {"answer": [0.0, 0.0]}},
    "[hvp-linear-False]": {">=1.0": {"answer": [0.0, 0.0]}},
    "[jacobian-constant-False]": {">=1.0": {"answer": [0.0, 0.0]}},
    "[jacobian-detached-False]": {">=1.0": {"answer": [0.0, 0.0]}},
    "[vhp-constant-False]": {">=1.0": {"answer": [0.0, 0.0]}},
    "[vhp-detached-False]": {">=1.0": {"answer": [0.0, 0.0]}},
    "[vhp-linear-False]": {">=1.0": {"answer": [0.0, 0.0]}},
    "[vjp-constant-False]": {">=1.0": {"answer": [0.0, 0.0]}},
    "[vjp-detached-False]": {">=1.0": {"answer": [0.0, 0.0]}},
    "[*-constant-True]": {">=1.0": {"raises": "RuntimeError"}},
    "[*-detached-True]": {">=1.0": {"raises": "RuntimeError"}},
    "[hessian-linear-True]": {">=1.0": {"raises": "RuntimeError"}},
    "[hvp-linear-True]": {">=1.0": {"raises": "RuntimeError"}},
    "[vhp-linear-True]": {">=1.0": {"raises": "RuntimeError"}},
    "[hvp-square-*]": {">=1.0": {"answer": [2.0, 2.0]}},
    "[jacobian-linear-*]": {">=1.0": {"answer": [2.0, 2.0]}},
    "[vhp-square-*]": {">=1.0": {"answer": [2.0, 2.0]}},
    "[vjp-linear-*]": {">=1.0": {"answer": [2.0, 2.0]}},
    "[jacobian-square-*]": {">=1.0": {"answer": [6.0, 6.0]}},
    "[vjp-square-*]": {">=1.0": {"answer": [6.0, 6.0]}},
    "[hessian-constant-False]": {">=1.0": {"answer": [[0.0, 0.0], [0.0, 0.0]]}},
    "[hessian-detached-False]": {">=1.0": {"answer": [[0.0, 0.0], [0.0, 0.0]]}},
    "[hessian-linear-False]": {">=1.0": {"answer": [[0.0, 0.0], [0.0, 0.0]]}},
    "[hessian-square-*]": {">=1.0": {"answer": [[2.0, 0.0], [0.0, 2.0]]}},
    "[jvp-constant-False]": {">=1.0": {"answer": 0.0}},
    "[jvp-detached-False]": {">=1.0": {"answer": 0.0}},
    "[jvp-linear-*]": {">=1.0": {"answer": 4.0}},
    "[jvp-square-*]": {">=1.0": {"answer": 12.0}},
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jacobian.html",
        "says": "Without strict, an output independent of the input gives a Jacobian of zeros, the expected value.",
        "facts": {"answer": [0.0, 0.0]},
        "rows": "[jacobian-constant-False]",
    },
]

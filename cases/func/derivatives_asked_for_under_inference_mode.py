"""What do `jacobian`, `hessian`, `vjp` and their kin answer inside `torch.inference_mode()`?

Zeros, without a word, or an error of the batching rules: the modes of the transforms undo `no_grad` but not
inference mode.
The issue was reported of `torch.func` in March 2026,
and #177596 makes its transforms leave inference mode while they work,
so that the derivatives are right since 2.12, and no inference tensors.
The pullback of a `vjp` that was made outside had always worked, but its answer was an inference tensor.
For `torch.autograd.functional` the same was reported in 2024 (#128264), a change was not merged (#130307),
and its zeros are still there.
A model that runs under inference mode and needs forces, the gradients with respect to positions, meets this.

https://github.com/pytorch/pytorch/issues/177318
https://github.com/pytorch/pytorch/pull/177596
https://github.com/pytorch/pytorch/issues/128264
https://github.com/pytorch/pytorch/pull/130307
"""

import torch

TORCH = {"[functional.*]": ">=1.10", "[func.*]": ">=2.0"}

PARAMS = {
    "transform": [
        "functional.jacobian", "functional.hessian", "functional.vjp", "functional.jvp", "functional.hvp",
        "func.vjp", "func.vjp made outside", "func.jacrev", "func.jacfwd", "func.hessian", "func.vmap of grad",
    ],
}  # fmt: skip # rows of names


def cube(x):
    return (x**3).sum()


def observe(device, transform):
    x = torch.full((2,), 2.0, device=device)
    one = torch.ones((), device=device)
    direction = torch.ones(2, device=device)
    functional = torch.autograd.functional
    pullback = torch.func.vjp(cube, x)[1] if transform == "func.vjp made outside" else None
    with torch.inference_mode():
        derivative = {
            "functional.jacobian": lambda: functional.jacobian(cube, x),
            "functional.hessian": lambda: functional.hessian(cube, x),
            "functional.vjp": lambda: functional.vjp(cube, x, one)[1],
            "functional.jvp": lambda: functional.jvp(cube, x, direction)[1],
            "functional.hvp": lambda: functional.hvp(cube, x, direction)[1],
            "func.vjp": lambda: torch.func.vjp(cube, x)[1](one)[0],
            "func.vjp made outside": lambda: pullback(one)[0],
            "func.jacrev": lambda: torch.func.jacrev(cube)(x),
            "func.jacfwd": lambda: torch.func.jacfwd(cube)(x),
            "func.hessian": lambda: torch.func.hessian(cube)(x),
            "func.vmap of grad": lambda: torch.func.vmap(torch.func.grad(lambda a: a**3))(x),
        }[transform]()
        yield "derivative", derivative.tolist()
        yield "an inference tensor", derivative.is_inference()


EXPECT = {
    "[functional.hvp]": {">=1.0": {"derivative": [0.0, 0.0], "an inference tensor": True}},
    "[functional.jacobian]": {">=1.0": {"derivative": [0.0, 0.0], "an inference tensor": True}},
    "[functional.vjp]": {">=1.0": {"derivative": [0.0, 0.0], "an inference tensor": True}},
    "[functional.hessian]": {">=1.0": {"derivative": [[0.0, 0.0], [0.0, 0.0]], "an inference tensor": True}},
    "[functional.jvp]": {">=1.0": {"derivative": 0.0, "an inference tensor": True}},
    "[func.jacrev]": {
        "<2.12": {"derivative": [0.0, 0.0], "an inference tensor": True},
        ">=2.12": {"derivative": [12.0, 12.0], "an inference tensor": False},
    },
    "[func.vjp]": {
        "<2.12": {"derivative": [0.0, 0.0], "an inference tensor": True},
        ">=2.12": {"derivative": [12.0, 12.0], "an inference tensor": False},
    },
    "[func.vmap of grad]": {
        "<2.12": {"derivative": [0.0, 0.0], "an inference tensor": True},
        ">=2.12": {"derivative": [12.0, 12.0], "an inference tensor": False},
    },
    "[func.vjp made outside]": {
        "<2.12": {"derivative": [12.0, 12.0], "an inference tensor": True},
        ">=2.12": {"derivative": [12.0, 12.0], "an inference tensor": False},
    },
    "[func.jacfwd]": {
        "<2.12": {"raises": "RuntimeError"},
        ">=2.12": {"derivative": [12.0, 12.0], "an inference tensor": False},
    },
    "[func.hessian]": {
        "<2.12": {"raises": "RuntimeError"},
        ">=2.12": {"derivative": [[12.0, 0.0], [0.0, 12.0]], "an inference tensor": False},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/177318",
        "says": "The transforms answer zeros under inference_mode, without an error.",
        "facts": {"derivative": [0.0, 0.0]},
        "rows": "[func.jacrev]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/128264",
        "says": "autograd.functional.jacobian answers zeros under inference_mode.",
        "facts": {"derivative": [0.0, 0.0]},
        "rows": "[functional.jacobian]",
    },
]

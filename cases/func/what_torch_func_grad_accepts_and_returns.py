"""What does `torch.func.grad` make of outputs, inputs and unused arguments of every kind?

The output must be one number: a vector, a tuple or a Python number is refused.
An argument that the function does not use has a gradient of zeros, never None,
and so has a function that returns a constant; in this it differs from `torch.autograd.grad`.
Integers are refused as inputs to differentiate, dictionaries and lists are returned in the same shape.
Nested, `grad(grad(f))` is the second derivative, and inner and outer variables are not confused;
what `has_aux` hands out is an ordinary tensor, without a graph.

https://docs.pytorch.org/docs/stable/generated/torch.func.grad.html
https://docs.pytorch.org/docs/stable/func.ux_limitations.html
"""

import torch

TORCH = ">=2.0"
PARAMS = {
    "what": [
        "scalar", "vector output", "one element output", "tuple output", "number output", "unused", "constant",
        "integer", "integer unused", "dict", "list", "argnums", "nested", "confusion", "has_aux", "keyword",
        "complex", "view of input", "same twice", "empty", "number input", "leaf input",
    ],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, what):
    grad, x = torch.func.grad, torch.tensor(3.0, device=device)
    two = torch.tensor([3.0, 4.0], device=device)
    answer = {
        "scalar": lambda: grad(lambda a: a * a)(x),
        "vector output": lambda: grad(lambda a: a * a)(two),
        "one element output": lambda: grad(lambda a: (a * a).sum().view(1))(two),
        "tuple output": lambda: grad(lambda a: (a * a, a))(x),
        "number output": lambda: grad(lambda a: 3.0)(x),
        "unused": lambda: grad(lambda a, b: a * a, argnums=1)(x, x),
        "constant": lambda: grad(lambda a: torch.ones((), device=device))(x),
        "integer": lambda: grad(lambda a: (a * a).float())(x.long()),
        "integer unused": lambda: grad(lambda a, b: a * b)(x, x.long()),
        "dict": lambda: grad(lambda a: a["w"] * a["b"])({"w": x, "b": x * 2})["w"],
        "list": lambda: grad(lambda a: a[0] * a[1])([x, x * 2])[0],
        "argnums": lambda: grad(lambda a, b: a * b * b, argnums=(0, 1))(x, x)[1],
        "nested": lambda: grad(grad(lambda a: a**3))(x),
        "confusion": lambda: grad(lambda a: a * grad(lambda b: a + b)(x))(x),
        "has_aux": lambda: grad(lambda a: (a * a, a * 2), has_aux=True)(x)[1],
        "keyword": lambda: grad(lambda a, scale: a * scale)(x, scale=x),
        "complex": lambda: grad(lambda a: (a * a).abs())(torch.complex(x, x)),
        "view of input": lambda: grad(lambda a: a.view(2, 1)[0].sum())(two),
        "same twice": lambda: grad(lambda a, b: a * b)(x, x),
        "empty": lambda: grad(lambda a: a.sum())(two[:0]),
        "number input": lambda: grad(lambda a: a * 2)(3.0),
        "leaf input": lambda: grad(lambda a: a * a)(x.requires_grad_()),
    }[what]()
    yield "answer", torch.view_as_real(answer).tolist() if answer.is_complex() else answer.tolist()
    yield "requires grad", answer.requires_grad


EXPECT = {
    "[dict]": {">=1.0": {"answer": 6.0, "requires grad": False}},
    "[has_aux]": {">=1.0": {"answer": 6.0, "requires grad": False}},
    "[list]": {">=1.0": {"answer": 6.0, "requires grad": False}},
    "[scalar]": {">=1.0": {"answer": 6.0, "requires grad": False}},
    "[integer]": {">=1.0": {"raises": "RuntimeError"}},
    "[number output]": {">=1.0": {"raises": "RuntimeError"}},
    "[one element output]": {">=1.0": {"raises": "RuntimeError"}},
    "[tuple output]": {">=1.0": {"raises": "RuntimeError"}},
    "[vector output]": {">=1.0": {"raises": "RuntimeError"}},
    "[constant]": {">=1.0": {"answer": 0.0, "requires grad": False}},
    "[unused]": {">=1.0": {"answer": 0.0, "requires grad": False}},
    "[integer unused]": {">=1.0": {"answer": 3.0, "requires grad": False}},
    "[keyword]": {">=1.0": {"answer": 3.0, "requires grad": False}},
    "[same twice]": {">=1.0": {"answer": 3.0, "requires grad": False}},
    "[argnums]": {">=1.0": {"answer": 18.0, "requires grad": False}},
    "[nested]": {">=1.0": {"answer": 18.0, "requires grad": False}},
    "[confusion]": {">=1.0": {"answer": 1.0, "requires grad": False}},
    "[complex]": {">=1.0": {"answer": [6.0, 6.0], "requires grad": False}},
    "[view of input]": {">=1.0": {"answer": [1.0, 0.0], "requires grad": False}},
    "[empty]": {">=1.0": {"answer": [], "requires grad": False}},
    "[number input]": {">=1.0": {"raises": "ValueError"}},
    "[leaf input]": {">=1.0": {"answer": 6.0, "requires grad": True}},
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html",
        "says": "An unused input has the gradient None: taken over to torch.func.",
        "facts": {"answer": "None"},
        "rows": "[unused]",
    },
]

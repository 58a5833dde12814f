"""What type has the gradient when a float32 leaf meets another type of number?

The gradient always has the type of its leaf: it is cast on the way back, however wide the computation was.
What changed is which mixtures are allowed at all: arithmetic and powers since 1.3, cat and stack since 1.6, where
since 1.12, matmul not to this day.
where took mixtures in 1.3.0 by accident, with results that were wrong for some, and refused them again in 1.3.1.
A power with a tensor of another floating type failed until 1.5 (in 1.3.0 it ran, with a gradient of 0) and works
since 1.6, as does a copy into float16.
A power with a tensor of bools for its exponent can be computed, but its backward raises in all releases, a
NotImplementedError since 2.14.
For powers and copies no note found.

https://github.com/pytorch/pytorch/pull/22273
https://github.com/pytorch/pytorch/pull/35030
https://github.com/pytorch/pytorch/pull/76691
https://github.com/pytorch/pytorch/issues/28709
https://pytorch.org/docs/stable/tensor_attributes.html
"""

import torch

PARAMS = {
    "operation": ["mul", "div", "where", "cat", "pow", "matmul", "stack", "copy_"],
    "other": ["float64", "float16", "int64", "bool"],
}

TORCH = {"[*-bool]": ">=1.2"}


def observe(device, operation, other):
    x = torch.tensor([2.0, 3.0], device=device, requires_grad=True)
    y = torch.ones(2, device=device).to(getattr(torch, other))
    out = {
        "mul": lambda: x * y,
        "div": lambda: x / y,
        "where": lambda: torch.where(x > 2, x, y),
        "cat": lambda: torch.cat([x, y]),
        "pow": lambda: x**y,
        "matmul": lambda: x.matmul(y),
        "stack": lambda: torch.stack([x, y]),
        "copy_": lambda: y.clone().copy_(x),
    }[operation]()
    yield "type of the result", str(out.dtype)
    yield "requires_grad", out.requires_grad
    if out.requires_grad:
        out.sum().backward()
        yield "type of the gradient", str(x.grad.dtype)
        yield "x.grad", x.grad.tolist()


EXPECT = {
    "[div-float64]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {
            "type of the result": "torch.float64",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[mul-float64]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {
            "type of the result": "torch.float64",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[div-bool]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[div-float16]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[div-int64]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[mul-bool]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[mul-float16]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[mul-int64]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[pow-int64]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[where-float64]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [0.0, 1.0],
        },
        ">=1.3.1,<1.12": {"raises": "RuntimeError"},
        ">=1.12": {
            "type of the result": "torch.float64",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [0.0, 1.0],
        },
    },
    "[where-bool]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [0.0, 1.0],
        },
        ">=1.3.1,<1.12": {"raises": "RuntimeError"},
        ">=1.12": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [0.0, 1.0],
        },
    },
    "[where-float16]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [0.0, 1.0],
        },
        ">=1.3.1,<1.12": {"raises": "RuntimeError"},
        ">=1.12": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [0.0, 1.0],
        },
    },
    "[where-int64]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [0.0, 1.0],
        },
        ">=1.3.1,<1.12": {"raises": "RuntimeError"},
        ">=1.12": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [0.0, 1.0],
        },
    },
    "[cat-float64]": {
        "<1.6": {"raises": "RuntimeError"},
        ">=1.6": {
            "type of the result": "torch.float64",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[stack-float64]": {
        "<1.6": {"raises": "RuntimeError"},
        ">=1.6": {
            "type of the result": "torch.float64",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[cat-bool]": {
        "<1.6": {"raises": "RuntimeError"},
        ">=1.6": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[cat-float16]": {
        "<1.6": {"raises": "RuntimeError"},
        ">=1.6": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[cat-int64]": {
        "<1.6": {"raises": "RuntimeError"},
        ">=1.6": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[stack-bool]": {
        "<1.6": {"raises": "RuntimeError"},
        ">=1.6": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[stack-float16]": {
        "<1.6": {"raises": "RuntimeError"},
        ">=1.6": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[stack-int64]": {
        "<1.6": {"raises": "RuntimeError"},
        ">=1.6": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[pow-float64]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [0.0, 0.0],
        },
        ">=1.3.1,<1.6": {"type of the result": "torch.float32", "requires_grad": True, "raises": "RuntimeError"},
        ">=1.6": {
            "type of the result": "torch.float64",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[pow-float16]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3,<1.6": {"type of the result": "torch.float32", "requires_grad": True, "raises": "RuntimeError"},
        ">=1.6": {
            "type of the result": "torch.float32",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[pow-bool]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3,<2.14": {"type of the result": "torch.float32", "requires_grad": True, "raises": "RuntimeError"},
        ">=2.14": {"type of the result": "torch.float32", "requires_grad": True, "raises": "NotImplementedError"},
    },
    "[matmul-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[copy_-float64]": {
        ">=1.0": {
            "type of the result": "torch.float64",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[copy_-float16]": {
        "<1.6": {"type of the result": "torch.float16", "requires_grad": True, "raises": "RuntimeError"},
        ">=1.6": {
            "type of the result": "torch.float16",
            "requires_grad": True,
            "type of the gradient": "torch.float32",
            "x.grad": [1.0, 1.0],
        },
    },
    "[copy_-int64]": {">=1.0": {"type of the result": "torch.int64", "requires_grad": False}},
    "[copy_-bool]": {">=1.0": {"type of the result": "torch.bool", "requires_grad": False}},
}

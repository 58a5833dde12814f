"""Which dtype does a gradient have when dtypes are mixed?

Always that of the leaf: the cast that type promotion inserts is differentiated too.
A float32 leaf times a float64 tensor gives a float64 product and a float32 gradient; integers and booleans get none.
Before types were promoted, mixing raised, with a tensor without dimensions only in backward (1.0 to 1.2).
`add`, `mul`, `div` and `pow` learned it in 1.3, the last details of `pow` and `div` in 1.6; `cat` and `stack` in 1.6,
`max` in 1.7, `where` in 1.12, `addcmul` and `copy_` of a number in 1.13; matrix products never did.
In 1.3.0 `where` and `addcmul` took mixed dtypes by mistake, and could give wrong numbers; 1.3.1 refuses them again.
The backward of `pow` with a bool exponent raises to this day: it subtracts, which a bool refuses,
with a NotImplementedError since 2.14; `max` refuses complex numbers with a TypeError since 2.15.
A Python number or a tensor without dimensions of the same kind does not promote.

https://github.com/pytorch/pytorch/pull/22273
https://github.com/pytorch/pytorch/issues/28709
https://github.com/pytorch/pytorch/pull/28231
https://github.com/pytorch/pytorch/issues/35014
https://github.com/pytorch/pytorch/pull/39777
https://github.com/pytorch/pytorch/pull/76691
https://github.com/pytorch/pytorch/pull/74234
https://github.com/pytorch/pytorch/pull/192348
https://github.com/pytorch/pytorch/pull/192350
https://github.com/pytorch/pytorch/issues/9515
https://docs.pytorch.org/docs/stable/tensor_attributes.html
"""

import torch

PARAMS = {
    "function": ["mul", "add", "div", "pow", "where", "cat", "stack", "mm", "addcmul", "lerp", "max", "copy_", "mul_"],
    "other": ["float64", "float16", "int64", "bool", "complex64", "number", "0-dim float64"],
}
TORCH = {"[*-bool]": ">=1.2", "[*-complex64]": ">=1.8"}


def observe(device, function, other):
    x = torch.ones(2, 2, device=device, requires_grad=True)
    if other == "number":
        o = 2.0
    elif other == "0-dim float64":
        o = torch.tensor(2.0, dtype=torch.float64, device=device)
    else:
        o = torch.ones(2, 2, device=device).to(getattr(torch, other))
    if isinstance(o, torch.Tensor) and (o.is_floating_point() or other == "complex64"):
        o.requires_grad_()
    try:
        out = {
            "mul": lambda: x * o,
            "add": lambda: x + o,
            "div": lambda: x / o,
            "pow": lambda: x**o,
            "where": lambda: torch.where(x > 0, x, o),
            "cat": lambda: torch.cat([x, o]),
            "stack": lambda: torch.stack([x, o]),
            "mm": lambda: x.mm(o),
            "addcmul": lambda: torch.addcmul(x, x, o),
            "lerp": lambda: torch.lerp(x, o, 0.5),
            "max": lambda: torch.max(x, o),
            "copy_": lambda: (x * 1).copy_(o),
            "mul_": lambda: (x * 1).mul_(o),
        }[function]()
    except (RuntimeError, TypeError, IndexError) as error:
        yield "refused", type(error).__name__
        return
    yield "out.dtype", str(out.dtype)
    if out.dtype.is_floating_point:
        out.sum().backward()
    else:
        torch.view_as_real(out).sum().backward()
    yield "x.grad.dtype", None if x.grad is None else str(x.grad.dtype)
    if isinstance(o, torch.Tensor):
        yield "other.grad.dtype", None if o.grad is None else str(o.grad.dtype)


EXPECT = {
    "[add-float64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[div-float64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[mul-float64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[add-float16]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float16"},
    },
    "[mul-float16]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float16"},
    },
    "[mul_-float16]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float16"},
    },
    "[add-bool]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[add-int64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[div-bool]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[div-int64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[mul-bool]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[mul-int64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[mul_-bool]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[mul_-int64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[pow-int64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[add-complex64]": {
        ">=1.0": {
            "out.dtype": "torch.complex64",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.complex64",
        },
    },
    "[cat-complex64]": {
        ">=1.0": {
            "out.dtype": "torch.complex64",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.complex64",
        },
    },
    "[div-complex64]": {
        ">=1.0": {
            "out.dtype": "torch.complex64",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.complex64",
        },
    },
    "[mul-complex64]": {
        ">=1.0": {
            "out.dtype": "torch.complex64",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.complex64",
        },
    },
    "[pow-complex64]": {
        ">=1.0": {
            "out.dtype": "torch.complex64",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.complex64",
        },
    },
    "[add-number]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[div-number]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[mul-number]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[mul_-number]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[pow-number]": {">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"}},
    "[add-0-dim float64]": {
        "<1.3": {"out.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[div-0-dim float64]": {
        "<1.3": {"out.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[mul-0-dim float64]": {
        "<1.3": {"out.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[mul_-0-dim float64]": {
        "<1.3": {"out.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[div-float16]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<1.6": {"out.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.6": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float16"},
    },
    "[pow-float16]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<1.6": {"out.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.6": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float16"},
    },
    "[pow-float64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "out.dtype": "torch.float32",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.float64",
        },
        ">=1.3.1,<1.6": {"out.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.6": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[pow-bool]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<2.14": {"out.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=2.14": {"out.dtype": "torch.float32", "raises": "NotImplementedError"},
    },
    "[mul_-float64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[pow-0-dim float64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[where-float64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "out.dtype": "torch.float32",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.float64",
        },
        ">=1.3.1,<1.12": {"refused": "RuntimeError"},
        ">=1.12": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[where-float16]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "out.dtype": "torch.float32",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.float16",
        },
        ">=1.3.1,<1.12": {"refused": "RuntimeError"},
        ">=1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float16"},
    },
    "[where-bool]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<1.3.1": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
        ">=1.3.1,<1.12": {"refused": "RuntimeError"},
        ">=1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[where-int64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<1.3.1": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
        ">=1.3.1,<1.12": {"refused": "RuntimeError"},
        ">=1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[where-complex64]": {
        "<1.12": {"refused": "RuntimeError"},
        ">=1.12": {"out.dtype": "torch.complex64", "raises": "RuntimeError"},
    },
    "[where-number]": {
        "<1.7": {"refused": "TypeError"},
        ">=1.7,<1.12": {"refused": "RuntimeError"},
        ">=1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"},
    },
    "[where-0-dim float64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "out.dtype": "torch.float32",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.float64",
        },
        ">=1.3.1,<1.12": {"refused": "RuntimeError"},
        ">=1.12": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[cat-float64]": {
        "<1.6": {"refused": "RuntimeError"},
        ">=1.6": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[stack-float64]": {
        "<1.6": {"refused": "RuntimeError"},
        ">=1.6": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[cat-float16]": {
        "<1.6": {"refused": "RuntimeError"},
        ">=1.6": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float16"},
    },
    "[stack-float16]": {
        "<1.6": {"refused": "RuntimeError"},
        ">=1.6": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float16"},
    },
    "[cat-bool]": {
        "<1.6": {"refused": "RuntimeError"},
        ">=1.6": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[cat-int64]": {
        "<1.6": {"refused": "RuntimeError"},
        ">=1.6": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[stack-bool]": {
        "<1.6": {"refused": "RuntimeError"},
        ">=1.6": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[stack-int64]": {
        "<1.6": {"refused": "RuntimeError"},
        ">=1.6": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[addcmul-number]": {">=1.0": {"refused": "TypeError"}},
    "[cat-number]": {">=1.0": {"refused": "TypeError"}},
    "[lerp-number]": {">=1.0": {"refused": "TypeError"}},
    "[max-number]": {">=1.0": {"refused": "TypeError"}},
    "[mm-number]": {">=1.0": {"refused": "TypeError"}},
    "[stack-number]": {">=1.0": {"refused": "TypeError"}},
    "[cat-0-dim float64]": {">=1.0": {"refused": "RuntimeError"}},
    "[lerp-bool]": {">=1.0": {"refused": "RuntimeError"}},
    "[lerp-complex64]": {">=1.0": {"refused": "RuntimeError"}},
    "[lerp-float16]": {">=1.0": {"refused": "RuntimeError"}},
    "[lerp-float64]": {">=1.0": {"refused": "RuntimeError"}},
    "[lerp-int64]": {">=1.0": {"refused": "RuntimeError"}},
    "[mm-bool]": {">=1.0": {"refused": "RuntimeError"}},
    "[mm-complex64]": {">=1.0": {"refused": "RuntimeError"}},
    "[mm-float16]": {">=1.0": {"refused": "RuntimeError"}},
    "[mm-float64]": {">=1.0": {"refused": "RuntimeError"}},
    "[mm-int64]": {">=1.0": {"refused": "RuntimeError"}},
    "[mul_-complex64]": {">=1.0": {"refused": "RuntimeError"}},
    "[stack-0-dim float64]": {">=1.0": {"refused": "RuntimeError"}},
    "[stack-complex64]": {
        "<1.13": {"out.dtype": "torch.complex64", "raises": "RuntimeError"},
        ">=1.13": {
            "out.dtype": "torch.complex64",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.complex64",
        },
    },
    "[mm-0-dim float64]": {
        "<1.1": {"refused": "RuntimeError"},
        ">=1.1,<1.7": {"refused": "IndexError"},
        ">=1.7": {"refused": "RuntimeError"},
    },
    "[addcmul-float64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "out.dtype": "torch.float32",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.float64",
        },
        ">=1.3.1,<1.13": {"refused": "RuntimeError"},
        ">=1.13": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[addcmul-float16]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "out.dtype": "torch.float32",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.float16",
        },
        ">=1.3.1,<1.13": {"refused": "RuntimeError"},
        ">=1.13": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float16"},
    },
    "[addcmul-bool]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<1.3.1": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
        ">=1.3.1,<1.13": {"refused": "RuntimeError"},
        ">=1.13": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[addcmul-int64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<1.3.1": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
        ">=1.3.1,<1.13": {"refused": "RuntimeError"},
        ">=1.13": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[addcmul-complex64]": {
        "<1.13": {"refused": "RuntimeError"},
        ">=1.13": {
            "out.dtype": "torch.complex64",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.complex64",
        },
    },
    "[addcmul-0-dim float64]": {
        "<1.3": {"refused": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "out.dtype": "torch.float32",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.float64",
        },
        ">=1.3.1,<1.13": {"refused": "RuntimeError"},
        ">=1.13": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[lerp-0-dim float64]": {
        "<1.2": {"refused": "RuntimeError"},
        ">=1.2,<1.3": {"out.dtype": "torch.float32", "raises": "RuntimeError"},
        ">=1.3": {"refused": "RuntimeError"},
    },
    "[max-float64]": {
        "<1.7": {"refused": "RuntimeError"},
        ">=1.7": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[max-float16]": {
        "<1.7": {"refused": "RuntimeError"},
        ">=1.7": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float16"},
    },
    "[max-bool]": {
        "<1.7": {"refused": "RuntimeError"},
        ">=1.7": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[max-int64]": {
        "<1.7": {"refused": "RuntimeError"},
        ">=1.7": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[max-complex64]": {"<2.15": {"refused": "RuntimeError"}, ">=2.15": {"refused": "TypeError"}},
    "[max-0-dim float64]": {
        "<1.7": {"refused": "RuntimeError"},
        ">=1.7": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[copy_-0-dim float64]": {
        ">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[copy_-float64]": {
        ">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float64"},
    },
    "[copy_-float16]": {
        ">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "torch.float16"},
    },
    "[copy_-bool]": {
        ">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[copy_-int64]": {
        ">=1.0": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "other.grad.dtype": "None"},
    },
    "[copy_-complex64]": {
        ">=1.0": {
            "out.dtype": "torch.float32",
            "x.grad.dtype": "torch.float32",
            "other.grad.dtype": "torch.complex64",
            "warns": ["UserWarning"],
        },
    },
    "[copy_-number]": {
        "<1.13": {"refused": "TypeError"},
        ">=1.13": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32"},
    },
}

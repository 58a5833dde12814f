"""Which casts and roundings cut the gradient, and which only round it?

A cast from one floating point dtype to another is a step of the graph: the gradient comes back in the leaf's dtype,
rounded if the way was through a lower precision.
Until 1.3 the cast to bfloat16 ended the graph, silently; since 1.4 it is like the others (no note found).
A cast to integers or booleans, a comparison and `argmax` end it: the result does not require grad, without a warning.
In 1.5.0 alone the integers of `argmax` required grad, and the backward failed; 1.5.1 put that right.
A comparison gives booleans since 1.2, before it was uint8.
`round`, `floor`, `sign` and `trunc` stay in the graph, with a gradient of zero.
`.data`, `detach` and `item` end it as well.

https://github.com/pytorch/pytorch/pull/21113
https://github.com/pytorch/pytorch/pull/37789
https://github.com/pytorch/pytorch/issues/38209
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to.html
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch

PARAMS = {
    "by": [
        "double",
        "half",
        "bfloat16",
        "half and back",
        "long",
        "int and back",
        "bool",
        "long and back",
        "round",
        "floor",
        "trunc",
        "sign",
        "x > 0",
        "argmax",
        "type",
        "to same",
        "complex64",
        "to with copy",
        "view as integers",
        "frac",
        "fmod",
        "argsort",
        "one_hot of argmax",
        "item",
        "type_as integers",
    ]
}
TORCH = {"[bfloat16]": ">=1.2", "[bool]": ">=1.2", "[complex64]": ">=1.8", "[view as integers]": ">=1.8"}


def observe(device, by):
    x = torch.tensor([1.5, 2.25], device=device, requires_grad=True)
    out = {
        "double": lambda: x.double(),
        "half": lambda: x.half(),
        "bfloat16": lambda: x.to(torch.bfloat16),
        "half and back": lambda: x.half().float(),
        "long": lambda: x.long(),
        "int and back": lambda: x.int().float(),
        "bool": lambda: x.to(torch.bool),
        "long and back": lambda: x.long().float() * x,
        "round": lambda: x.round(),
        "floor": lambda: x.floor(),
        "trunc": lambda: x.trunc(),
        "sign": lambda: x.sign(),
        "x > 0": lambda: x > 0,
        "argmax": lambda: x.argmax(),
        "type": lambda: x.type(torch.DoubleTensor),
        "to same": lambda: x.to(torch.float32),
        "complex64": lambda: torch.view_as_real(x.to(torch.complex64)),
        "to with copy": lambda: x.to(torch.float32, copy=True),
        "view as integers": lambda: x.view(torch.int32),
        "frac": lambda: x.frac(),
        "fmod": lambda: x.fmod(1),
        "argsort": lambda: x.argsort().float(),
        "one_hot of argmax": lambda: torch.zeros_like(x).scatter_(0, x.argmax(0, True), 1.0),
        "item": lambda: torch.tensor(x[0].item()),
        "type_as integers": lambda: x.type_as(torch.tensor([1])),
    }[by]()
    yield "dtype", str(out.dtype)
    yield "requires_grad", out.requires_grad
    yield "is x itself", out is x
    if out.requires_grad:
        (out.double() * 0.1).sum().backward()
        yield "x.grad", [round(number, 5) for number in x.grad.tolist()]
        yield "x.grad.dtype", str(x.grad.dtype)


EXPECT = {
    "[double]": {
        ">=1.0": {
            "dtype": "torch.float64",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.1, 0.1],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[type]": {
        ">=1.0": {
            "dtype": "torch.float64",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.1, 0.1],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[half]": {
        ">=1.0": {
            "dtype": "torch.float16",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.09998, 0.09998],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[bfloat16]": {
        "<1.4": {"dtype": "torch.bfloat16", "requires_grad": False, "is x itself": False},
        ">=1.4": {
            "dtype": "torch.bfloat16",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.1001, 0.1001],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[half and back]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.09998, 0.09998],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[long]": {">=1.0": {"dtype": "torch.int64", "requires_grad": False, "is x itself": False}},
    "[type_as integers]": {">=1.0": {"dtype": "torch.int64", "requires_grad": False, "is x itself": False}},
    "[argsort]": {">=1.0": {"dtype": "torch.float32", "requires_grad": False, "is x itself": False}},
    "[int and back]": {">=1.0": {"dtype": "torch.float32", "requires_grad": False, "is x itself": False}},
    "[item]": {">=1.0": {"dtype": "torch.float32", "requires_grad": False, "is x itself": False}},
    "[one_hot of argmax]": {">=1.0": {"dtype": "torch.float32", "requires_grad": False, "is x itself": False}},
    "[bool]": {">=1.0": {"dtype": "torch.bool", "requires_grad": False, "is x itself": False}},
    "[long and back]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.1, 0.2],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[floor]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.0, 0.0],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[round]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.0, 0.0],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[sign]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.0, 0.0],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[trunc]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.0, 0.0],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[x > 0]": {
        "<1.2": {"dtype": "torch.uint8", "requires_grad": False, "is x itself": False},
        ">=1.2": {"dtype": "torch.bool", "requires_grad": False, "is x itself": False},
    },
    "[argmax]": {
        "<1.5": {"dtype": "torch.int64", "requires_grad": False, "is x itself": False},
        ">=1.5,<1.5.1": {"dtype": "torch.int64", "requires_grad": True, "is x itself": False, "raises": "RuntimeError"},
        ">=1.5.1": {"dtype": "torch.int64", "requires_grad": False, "is x itself": False},
    },
    "[to same]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is x itself": True,
            "x.grad": [0.1, 0.1],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[complex64]": {
        "<1.12": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.1, 0.1],
            "x.grad.dtype": "torch.float32",
            "warns": ["UserWarning"],
        },
        ">=1.12": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.1, 0.1],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[fmod]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.1, 0.1],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[frac]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.1, 0.1],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[to with copy]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is x itself": False,
            "x.grad": [0.1, 0.1],
            "x.grad.dtype": "torch.float32",
        },
    },
    "[view as integers]": {">=1.0": {"dtype": "torch.int32", "requires_grad": False, "is x itself": False}},
}

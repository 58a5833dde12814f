"""What becomes of tensors that a transformed function captures, or of inputs that require grad themselves?

A captured parameter is a constant for `torch.func.grad`: its `.grad` is left alone,
but the result is connected with it, and an outer `backward` reaches it.
The same goes for an input that requires a gradient: the derivative can be differentiated by `backward`.
A captured tensor may be read, but not written under `grad`, whatever the value;
under `vmap` an ordinary value may be written into it, and stays, a batched one raises.
A value that escapes through a list is usable after `grad` and dead after `vmap`.

https://docs.pytorch.org/docs/stable/func.ux_limitations.html
https://docs.pytorch.org/docs/stable/generated/torch.func.grad.html
"""

import torch

TORCH = ">=2.0"
PARAMS = {
    "what": ["parameter", "parameter, then backward", "input, then backward", "write own value", "write constant",
             "escaped", "input changed", "copy changed"],
    "transform": ["grad", "vmap"],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, what, transform):
    parameter = torch.nn.Parameter(torch.full((1,), 2.0, device=device))
    buffer, kept = torch.ones(1, device=device), []

    def function(a):
        if what == "write own value":
            buffer.add_(a)
        elif what == "write constant":
            buffer.add_(1)
        elif what == "escaped":
            kept.append(a * 2)
        elif what == "input changed":
            a.mul_(2)
        elif what == "copy changed":
            a = a.clone()
            a.mul_(2)
        return (a * a * parameter).sum()

    x = torch.full((1,), 3.0, device=device, requires_grad=what.startswith("input,"))
    answer = getattr(torch.func, transform)(function)(x)
    yield "answer", answer.tolist()
    yield "answer requires grad", answer.requires_grad
    yield "parameter.grad", parameter.grad
    if what.endswith("backward"):
        answer.sum().backward()
        yield "parameter.grad afterwards", parameter.grad.tolist()
        yield "x.grad", None if x.grad is None else x.grad.tolist()
    yield "x", x.tolist()
    yield "buffer", buffer.tolist()
    if what == "escaped":
        yield "escaped, doubled", (kept[0] * 2).sum().item()


EXPECT = {
    "[parameter-grad]": {
        ">=1.0": {
            "answer": [12.0],
            "answer requires grad": True,
            "parameter.grad": "None",
            "x": [3.0],
            "buffer": [1.0],
        },
    },
    "[parameter-vmap]": {
        ">=1.0": {
            "answer": [18.0],
            "answer requires grad": True,
            "parameter.grad": "None",
            "x": [3.0],
            "buffer": [1.0],
        },
    },
    "[parameter, then backward-grad]": {
        ">=1.0": {
            "answer": [12.0],
            "answer requires grad": True,
            "parameter.grad": "None",
            "parameter.grad afterwards": [6.0],
            "x.grad": "None",
            "x": [3.0],
            "buffer": [1.0],
        },
    },
    "[parameter, then backward-vmap]": {
        ">=1.0": {
            "answer": [18.0],
            "answer requires grad": True,
            "parameter.grad": "None",
            "parameter.grad afterwards": [9.0],
            "x.grad": "None",
            "x": [3.0],
            "buffer": [1.0],
        },
    },
    "[input, then backward-grad]": {
        ">=1.0": {
            "answer": [12.0],
            "answer requires grad": True,
            "parameter.grad": "None",
            "parameter.grad afterwards": [6.0],
            "x.grad": [4.0],
            "x": [3.0],
            "buffer": [1.0],
        },
    },
    "[input, then backward-vmap]": {
        ">=1.0": {
            "answer": [18.0],
            "answer requires grad": True,
            "parameter.grad": "None",
            "parameter.grad afterwards": [9.0],
            "x.grad": [12.0],
            "x": [3.0],
            "buffer": [1.0],
        },
    },
    "[write own value-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[input changed-grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[write constant-grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[write constant-vmap]": {
        ">=1.0": {
            "answer": [18.0],
            "answer requires grad": True,
            "parameter.grad": "None",
            "x": [3.0],
            "buffer": [2.0],
        },
    },
    "[escaped-grad]": {
        ">=1.0": {
            "answer": [12.0],
            "answer requires grad": True,
            "parameter.grad": "None",
            "x": [3.0],
            "buffer": [1.0],
            "escaped, doubled": 12.0,
        },
    },
    "[escaped-vmap]": {
        ">=1.0": {
            "answer": [18.0],
            "answer requires grad": True,
            "parameter.grad": "None",
            "x": [3.0],
            "buffer": [1.0],
            "raises": "RuntimeError",
        },
    },
    "[input changed-vmap]": {
        ">=1.0": {
            "answer": [72.0],
            "answer requires grad": True,
            "parameter.grad": "None",
            "x": [6.0],
            "buffer": [1.0],
        },
    },
    "[copy changed-grad]": {
        ">=1.0": {
            "answer": [48.0],
            "answer requires grad": True,
            "parameter.grad": "None",
            "x": [3.0],
            "buffer": [1.0],
        },
    },
    "[copy changed-vmap]": {
        ">=1.0": {
            "answer": [72.0],
            "answer requires grad": True,
            "parameter.grad": "None",
            "x": [3.0],
            "buffer": [1.0],
        },
    },
}

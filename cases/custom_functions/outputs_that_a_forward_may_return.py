"""What may the forward of a custom function return?

A tensor or a tuple of tensors; until 1.8 anything else was a TypeError.
Since 1.9 (#52422) other objects pass through, and the backward gets None for them.
The same change made a list, a dict or a nested tuple pass through as an object:
the tensors inside come back without a graph, and no error or warning tells.

https://github.com/pytorch/pytorch/pull/52422
https://github.com/pytorch/pytorch/issues/52415
https://github.com/pytorch/pytorch/issues/87713
"""

import torch

PARAMS = {
    "returns": [
        "tensor",
        "tuple",
        "list",
        "None_too",
        "number_too",
        "text_too",
        "only_number",
        "only_None",
        "nested",
        "dict",
    ],
}


def observe(device, returns):
    class Function(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            out = a * 2
            return {
                "tensor": lambda: out,
                "tuple": lambda: (out, a * 3),
                "list": lambda: [out, a * 3],
                "None_too": lambda: (out, None),
                "number_too": lambda: (out, 5),
                "text_too": lambda: (out, "text"),
                "only_number": lambda: 5,
                "only_None": lambda: None,
                "nested": lambda: (out, (a * 3,)),
                "dict": lambda: {"out": out},
            }[returns]()

        @staticmethod
        def backward(ctx, *grads):
            grads_seen.append([None if grad is None else grad.tolist() for grad in grads])
            return grads[0] * 2

    grads_seen = []
    weight = torch.ones(1, device=device, requires_grad=True)
    result = Function.apply(weight)
    yield "type", type(result).__name__
    out = result[0] if isinstance(result, (tuple, list)) else result["out"] if isinstance(result, dict) else result
    if isinstance(result, (tuple, list)):
        yield "second", type(result[1]).__name__
    if isinstance(out, torch.Tensor):
        yield "out.requires_grad", out.requires_grad
        if out.requires_grad:
            out.backward()
    yield "grads of backward", str(grads_seen)
    yield "weight.grad", weight.grad.tolist() if weight.grad is not None else None


EXPECT = {
    "[tensor]": {
        ">=1.0": {"type": "Tensor", "out.requires_grad": True, "grads of backward": "[[[1.0]]]", "weight.grad": [2.0]},
    },
    "[tuple]": {
        ">=1.0": {
            "type": "tuple",
            "second": "Tensor",
            "out.requires_grad": True,
            "grads of backward": "[[[1.0], [0.0]]]",
            "weight.grad": [2.0],
        },
    },
    "[list]": {
        "<1.9": {"raises": "TypeError"},
        ">=1.9": {
            "type": "list",
            "second": "Tensor",
            "out.requires_grad": False,
            "grads of backward": "[]",
            "weight.grad": "None",
        },
    },
    "[None_too]": {
        "<1.9": {"raises": "TypeError"},
        ">=1.9": {
            "type": "tuple",
            "second": "NoneType",
            "out.requires_grad": True,
            "grads of backward": "[[[1.0], None]]",
            "weight.grad": [2.0],
        },
    },
    "[number_too]": {
        "<1.9": {"raises": "TypeError"},
        ">=1.9": {
            "type": "tuple",
            "second": "int",
            "out.requires_grad": True,
            "grads of backward": "[[[1.0], None]]",
            "weight.grad": [2.0],
        },
    },
    "[text_too]": {
        "<1.9": {"raises": "TypeError"},
        ">=1.9": {
            "type": "tuple",
            "second": "str",
            "out.requires_grad": True,
            "grads of backward": "[[[1.0], None]]",
            "weight.grad": [2.0],
        },
    },
    "[only_number]": {
        "<1.9": {"raises": "TypeError"},
        ">=1.9": {"type": "int", "grads of backward": "[]", "weight.grad": "None"},
    },
    "[only_None]": {
        "<1.9": {"raises": "TypeError"},
        ">=1.9": {"type": "NoneType", "grads of backward": "[]", "weight.grad": "None"},
    },
    "[nested]": {
        "<1.9": {"raises": "TypeError"},
        ">=1.9": {
            "type": "tuple",
            "second": "tuple",
            "out.requires_grad": True,
            "grads of backward": "[[[1.0], None]]",
            "weight.grad": [2.0],
        },
    },
    "[dict]": {
        "<1.9": {"raises": "TypeError"},
        ">=1.9": {"type": "dict", "out.requires_grad": False, "grads of backward": "[]", "weight.grad": "None"},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/87713",
        "says": "A custom function may return a list of tensors in place of a tuple.",
        "facts": {"out.requires_grad": True},
        "rows": "[list]",
    }
]

"""Does x.view(dtype) keep the graph?

Reading the same memory as another dtype has no derivative where the numbers change their meaning:
`view(torch.int32)` does not require grad, and the graph ends there, silently.
So does it for the same dtype, `x.view(torch.float32)` of a float32 tensor, in all releases that have it.
Real and complex views of each other, `view_as_real` and `view_as_complex`, are views with gradients
(in 1.6 it is only `abs` of a complex tensor that had no gradient yet; it has one since 1.7).
`view(dtype)` came with 1.8, for dtypes of the same size only; other sizes raised until 1.10,
and are accepted since 1.11.

https://github.com/pytorch/pytorch/pull/39955
https://github.com/pytorch/pytorch/pull/47951
https://github.com/pytorch/pytorch/pull/66493
https://github.com/pytorch/pytorch/issues/68208
https://github.com/pytorch/pytorch/issues/118180
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.view.html
"""

import torch

functions = {
    "same": lambda x: x.view(torch.float32),
    "int32": lambda x: x.view(torch.int32),
    "int64": lambda x: x.view(torch.int64),
    "float64": lambda x: x.view(torch.float64),
    "bfloat16": lambda x: x.view(torch.bfloat16),
    "complex64": lambda x: x.view(torch.complex64),
    "as_complex": lambda x: torch.view_as_complex(x),
    "as_complex_and_back": lambda x: torch.view_as_real(torch.view_as_complex(x)),
    "converted": lambda x: x.to(torch.float64),
    "long": lambda x: x.long(),
}
TORCH = {"[[!alc]*]": ">=1.8", "[complex64]": ">=1.8", "[as_complex*]": ">=1.6"}
PARAMS = {
    "function": [
        "same",
        "int32",
        "int64",
        "float64",
        "bfloat16",
        "complex64",
        "as_complex",
        "as_complex_and_back",
        "converted",
        "long",
    ],
}


def observe(device, function):
    x = torch.ones(2, 2, device=device, requires_grad=True)
    hidden = x * 1
    out = functions[function](hidden)
    yield "out.requires_grad", out.requires_grad
    yield "base is the tensor", out._base is hidden
    yield "shares the memory", out.data_ptr() == hidden.data_ptr()
    if out.requires_grad:
        out.abs().sum().backward()
        yield "x.grad", x.grad


EXPECT = {
    "[int32]": {">=1.0": {"out.requires_grad": False, "base is the tensor": False, "shares the memory": True}},
    "[same]": {">=1.0": {"out.requires_grad": False, "base is the tensor": False, "shares the memory": True}},
    "[bfloat16]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"out.requires_grad": False, "base is the tensor": False, "shares the memory": True},
    },
    "[complex64]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"out.requires_grad": False, "base is the tensor": False, "shares the memory": True},
    },
    "[float64]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"out.requires_grad": False, "base is the tensor": False, "shares the memory": True},
    },
    "[int64]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"out.requires_grad": False, "base is the tensor": False, "shares the memory": True},
    },
    "[as_complex]": {
        "<1.7": {
            "out.requires_grad": True,
            "base is the tensor": True,
            "shares the memory": True,
            "raises": "RuntimeError",
        },
        ">=1.7": {
            "out.requires_grad": True,
            "base is the tensor": True,
            "shares the memory": True,
            "x.grad": "nonzero",
        },
    },
    "[as_complex_and_back]": {
        ">=1.0": {
            "out.requires_grad": True,
            "base is the tensor": True,
            "shares the memory": True,
            "x.grad": "nonzero",
        },
    },
    "[converted]": {
        ">=1.0": {
            "out.requires_grad": True,
            "base is the tensor": False,
            "shares the memory": False,
            "x.grad": "nonzero",
        },
    },
    "[long]": {">=1.0": {"out.requires_grad": False, "base is the tensor": False, "shares the memory": False}},
}

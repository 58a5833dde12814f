"""Does autocast take float16 on the cpu, or other dtypes?

bfloat16 only, until 2.1: anything else warned that autocast would be off (UserWarning), and then the product raised.
float16 came with 2.2, when the cpu had learned to multiply half precision matrices;
since then float32 and float64 do what the warning says: autocast is off, and nothing raises.
A float64 input is left alone, whatever the dtype of autocast.
Without a dtype it is bfloat16 on the cpu; in 1.10.0 and 1.10.1 it could not read its own default,
warned and stayed in float32, which 1.10.2 put right.

https://github.com/pytorch/pytorch/pull/69620
https://github.com/pytorch/pytorch/pull/63534
https://github.com/pytorch/pytorch/pull/112484
https://github.com/pytorch/pytorch/pull/135299
https://docs.pytorch.org/docs/stable/amp.html
"""

import torch

PARAMS = {"dtype": ["default", "bfloat16", "float16", "float32", "float64"], "input": ["float32", "float64"]}
TORCH = ">=1.10"


def observe(dtype, input):
    x = torch.ones(2, 2, dtype=getattr(torch, input), requires_grad=True)
    options = {} if dtype == "default" else {"dtype": getattr(torch, dtype)}
    with torch.autocast("cpu", **options):
        out = x.mm(x)
    yield "out.dtype", str(out.dtype)
    out.sum().backward()
    yield "x.grad.dtype", str(x.grad.dtype)


EXPECT = {
    "[default-float32]": {
        "<1.10.2": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.10.2": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.float32"},
    },
    "[default-float64]": {
        "<1.10.2": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float64", "warns": ["UserWarning"]},
        ">=1.10.2": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float64"},
    },
    "[bfloat16-float32]": {">=1.0": {"out.dtype": "torch.bfloat16", "x.grad.dtype": "torch.float32"}},
    "[bfloat16-float64]": {">=1.0": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float64"}},
    "[float16-float32]": {
        "<2.2": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.2": {"out.dtype": "torch.float16", "x.grad.dtype": "torch.float32"},
    },
    "[float16-float64]": {
        "<2.2": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.2": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float64"},
    },
    "[float32-float32]": {
        "<2.2": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.2": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "warns": ["UserWarning"]},
    },
    "[float64-float32]": {
        "<2.2": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.2": {"out.dtype": "torch.float32", "x.grad.dtype": "torch.float32", "warns": ["UserWarning"]},
    },
    "[float32-float64]": {
        "<2.2": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.2": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float64", "warns": ["UserWarning"]},
    },
    "[float64-float64]": {
        "<2.2": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.2": {"out.dtype": "torch.float64", "x.grad.dtype": "torch.float64", "warns": ["UserWarning"]},
    },
}

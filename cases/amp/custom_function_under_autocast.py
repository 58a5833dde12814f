"""In which dtype do the forward and backward of a custom Function run under autocast on the cpu?

Without decorators forward runs under autocast, and backward does so only if it is called inside the block.
`custom_fwd` and `custom_bwd` of `torch.amp`, since 2.4, make backward run as forward did;
`cast_inputs` casts floating point inputs on the way in and switches autocast off inside, in backward too.
The gradient that arrives at the leaf has its dtype in any case.

https://docs.pytorch.org/docs/stable/notes/amp_examples.html
https://github.com/pytorch/pytorch/commit/b5bf757ed99301ad2db1d0b8c41edd26f1d6bfbf
"""

import torch

PARAMS = {"decorators": ["none", "custom_fwd", "cast_inputs"], "backward": ["inside", "outside"]}
TORCH = {"[*]": ">=1.10", "[custom_fwd-*]": ">=2.4", "[cast_inputs-*]": ">=2.4"}


def observe(device, decorators, backward):
    kind, dtypes = torch.device(device).type, {}

    def forward_function(ctx, x):
        ctx.save_for_backward(x)
        dtypes["x in forward"], dtypes["product in forward"] = x.dtype, x.mm(x).dtype
        return x * 1

    def backward_function(ctx, grad):
        dtypes["grad in backward"], dtypes["product in backward"] = grad.dtype, grad.float().mm(grad.float()).dtype
        return grad * 1

    if decorators != "none":
        cast = {"cast_inputs": torch.float64} if decorators == "cast_inputs" else {}
        forward_function = torch.amp.custom_fwd(forward_function, device_type=kind, **cast)
        backward_function = torch.amp.custom_bwd(backward_function, device_type=kind)

    class Probe(torch.autograd.Function):
        forward = staticmethod(forward_function)
        backward = staticmethod(backward_function)

    x = torch.ones(2, 2, device=device, requires_grad=True)
    with torch.autocast(kind, dtype=torch.bfloat16):
        out = Probe.apply(x).sum()
        if backward == "inside":
            out.backward()
    if backward == "outside":
        out.backward()
    for name in ("x in forward", "product in forward", "grad in backward", "product in backward"):
        yield name, str(dtypes[name])
    yield "x.grad.dtype", str(x.grad.dtype)


EXPECT = {
    "[custom_fwd-*]": {
        ">=1.0": {
            "x.grad.dtype": "torch.float32",
            "grad in backward": "torch.float32",
            "product in backward": "torch.bfloat16",
            "product in forward": "torch.bfloat16",
            "x in forward": "torch.float32",
        },
    },
    "[none-inside]": {
        ">=1.0": {
            "x.grad.dtype": "torch.float32",
            "grad in backward": "torch.float32",
            "product in backward": "torch.bfloat16",
            "product in forward": "torch.bfloat16",
            "x in forward": "torch.float32",
        },
    },
    "[none-outside]": {
        ">=1.0": {
            "x.grad.dtype": "torch.float32",
            "grad in backward": "torch.float32",
            "product in backward": "torch.float32",
            "product in forward": "torch.bfloat16",
            "x in forward": "torch.float32",
        },
    },
    "[cast_inputs-*]": {
        ">=1.0": {
            "x.grad.dtype": "torch.float32",
            "grad in backward": "torch.float64",
            "product in backward": "torch.float32",
            "product in forward": "torch.float64",
            "x in forward": "torch.float64",
        },
    },
}

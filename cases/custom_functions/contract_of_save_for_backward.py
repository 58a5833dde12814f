"""What may be saved with save_for_backward(), and when may it be read?

Tensors and None; a number or a list is a TypeError at the call.
A second call replaces what the first saved, and one in the backward changes nothing.
Inside the forward nothing can be read yet, in the backward as often as one likes,
and from `grad_fn.saved_tensors` until the backward freed it.
Every `apply` has a ctx of its own.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.FunctionCtx.save_for_backward.html
https://github.com/pytorch/tutorials/issues/2797
"""

import torch

PARAMS = {
    "use": [
        "None",
        "number",
        "list",
        "called_twice",
        "read_in_forward",
        "read_twice",
        "nothing_saved",
        "called_in_backward",
        "read_from_grad_fn",
        "read_from_grad_fn_afterwards",
        "apply_twice",
    ],
}


def observe(device, use):
    class Function(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            if use == "called_twice":
                ctx.save_for_backward(a * 100)
            if use != "nothing_saved":
                ctx.save_for_backward(a, *{"None": [None], "number": [5], "list": [[a, a]]}.get(use, []))
            if use == "read_in_forward":
                seen.append(len(ctx.saved_tensors))
            return a**2

        @staticmethod
        def backward(ctx, grad):
            seen.append(len(ctx.saved_tensors))
            if use == "read_twice":
                seen.append(len(ctx.saved_tensors))
            if use == "called_in_backward":
                ctx.save_for_backward(grad)
                seen.append(len(ctx.saved_tensors))
            return grad * 2 * ctx.saved_tensors[0] if seen[-1] else grad

    seen = []
    weight = torch.tensor([3.0], device=device, requires_grad=True)
    out = Function.apply(weight)
    node = out.grad_fn
    if use == "apply_twice":
        out = out + Function.apply(weight * 2)
    if use == "read_from_grad_fn":
        yield "grad_fn.saved_tensors", [t.tolist() for t in node.saved_tensors]
    out.backward()
    yield "saved", seen
    yield "weight.grad", weight.grad.tolist()
    if use == "read_from_grad_fn_afterwards":
        yield "grad_fn.saved_tensors", [t.tolist() for t in node.saved_tensors]


EXPECT = {
    "[None]": {">=1.0": {"saved": [2], "weight.grad": [6.0]}},
    "[list]": {">=1.0": {"raises": "TypeError"}},
    "[number]": {">=1.0": {"raises": "TypeError"}},
    "[called_twice]": {">=1.0": {"saved": [1], "weight.grad": [6.0]}},
    "[read_in_forward]": {">=1.0": {"saved": [0, 1], "weight.grad": [6.0]}},
    "[called_in_backward]": {">=1.0": {"saved": [1, 1], "weight.grad": [6.0]}},
    "[read_twice]": {">=1.0": {"saved": [1, 1], "weight.grad": [6.0]}},
    "[nothing_saved]": {">=1.0": {"saved": [0], "weight.grad": [1.0]}},
    "[read_from_grad_fn]": {">=1.0": {"grad_fn.saved_tensors": [[3.0]], "saved": [1], "weight.grad": [6.0]}},
    "[read_from_grad_fn_afterwards]": {">=1.0": {"saved": [1], "weight.grad": [6.0], "raises": "RuntimeError"}},
    "[apply_twice]": {">=1.0": {"saved": [1, 1], "weight.grad": [30.0]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/tutorials/issues/2797",
        "says": "The tutorial said that arbitrary objects can be cached with save_for_backward.",
        "facts": {"saved": [2]},
        "rows": "[number]",
    }
]

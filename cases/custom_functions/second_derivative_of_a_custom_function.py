"""Can a custom function be differentiated twice?

Yes, if its backward is made of differentiable operations on saved inputs or outputs.
A saved intermediate has no history, so the first gradient does not require grad
and the second derivative raises; had another factor required grad it would silently be too small.
Returning the intermediate as an output is the documented way out,
and here it must be given a gradient of its own: without, the second derivative is zero.
`once_differentiable`, a detached tensor and no_grad inside end the graph with the first gradient.

https://docs.pytorch.org/tutorials/intermediate/custom_function_double_backward_tutorial.html
https://docs.pytorch.org/docs/stable/notes/extending.html
"""

import torch
from torch.autograd.function import once_differentiable

PARAMS = {
    "kind": [
        "saved_input",
        "saved_output",
        "saved_intermediate",
        "intermediate_returned",
        "once_differentiable",
        "no_grad_inside",
        "detached",
        "linear",
    ],
}


def observe(device, kind):
    def derive(ctx, grad, *_):
        if kind == "linear":
            return grad * 3
        (saved,) = ctx.saved_tensors
        if kind == "saved_output":
            return grad * saved * 3 / 2
        if kind in ("saved_intermediate", "intermediate_returned"):
            return grad * saved * 3
        if kind == "detached":
            return grad * 3 * saved.detach() ** 2
        if kind == "no_grad_inside":
            with torch.no_grad():
                return grad * 3 * saved**2
        return grad * 3 * saved**2

    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            square = a**2
            out = square * a
            kept = {"saved_output": out, "saved_intermediate": square, "intermediate_returned": square}.get(kind, a)
            ctx.save_for_backward(kept)
            return (out, square) if kind == "intermediate_returned" else out

        backward = staticmethod(once_differentiable(derive) if kind == "once_differentiable" else derive)

    x = torch.tensor([2.0], device=device, requires_grad=True)
    result = Cube.apply(x)
    out = result[0] if isinstance(result, tuple) else result
    (first,) = torch.autograd.grad(out.sum(), x, create_graph=True)
    yield "first", first.tolist()
    yield "first.requires_grad", first.requires_grad
    (second,) = torch.autograd.grad(first.sum(), x)
    yield "second", second.tolist()


EXPECT = {
    "[saved_input]": {">=1.0": {"first": [12.0], "first.requires_grad": True, "second": [12.0]}},
    "[saved_output]": {">=1.0": {"first": [12.0], "first.requires_grad": True, "second": [18.0]}},
    "[detached]": {">=1.0": {"first": [12.0], "first.requires_grad": False, "raises": "RuntimeError"}},
    "[no_grad_inside]": {">=1.0": {"first": [12.0], "first.requires_grad": False, "raises": "RuntimeError"}},
    "[once_differentiable]": {">=1.0": {"first": [12.0], "first.requires_grad": False, "raises": "RuntimeError"}},
    "[saved_intermediate]": {">=1.0": {"first": [12.0], "first.requires_grad": False, "raises": "RuntimeError"}},
    "[intermediate_returned]": {">=1.0": {"first": [12.0], "first.requires_grad": True, "second": [0.0]}},
    "[linear]": {">=1.0": {"first": [3.0], "first.requires_grad": False, "raises": "RuntimeError"}},
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "Intermediates may be saved for backward like inputs; double backward works.",
        "facts": {"second": [12.0]},
        "rows": "[saved_intermediate]",
    }
]

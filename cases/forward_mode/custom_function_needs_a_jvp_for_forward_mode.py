"""Does a custom autograd Function work in forward mode?

Only with a static method `jvp` of its own; without it forward mode raises a `NotImplementedError`.
`jvp` gets the tangents in the order of the inputs, and sees what forward left on `ctx`;
tensors are saved with `save_for_forward`: what `save_for_backward` saved is not there yet when jvp runs.
What jvp returns is believed: a wrong factor becomes a wrong tangent; only None is refused.

https://docs.pytorch.org/docs/stable/notes/extending.html#forward-mode-ad
https://github.com/pytorch/pytorch/pull/64061
https://github.com/pytorch/pytorch/pull/71569
https://github.com/pytorch/pytorch/issues/121084
"""

import torch
import torch.autograd.forward_ad as forward_ad

PARAMS = {"jvp": ["missing", "attribute", "save_for_forward", "save_for_backward", "wrong", "None", "setup_context"]}
TORCH = {"[*]": ">=1.11", "[setup_context]": ">=2.0"}


def observe(device, jvp):
    class Square(torch.autograd.Function):
        @staticmethod
        def backward(ctx, gradient):
            return gradient * 2 * ctx.x

    def keep(ctx, a):
        ctx.x = a
        ctx.save_for_backward(a)
        if jvp == "save_for_forward":
            ctx.save_for_forward(a)

    def forward(ctx, a):
        keep(ctx, a)
        return a * a

    def tangent_of(ctx, tangent):
        saved = ctx.saved_tensors[0] if jvp.startswith("save_for") else ctx.x
        return None if jvp == "None" else tangent * (3 if jvp == "wrong" else 2) * saved

    if jvp == "setup_context":
        Square.forward = staticmethod(lambda a: a * a)
        Square.setup_context = staticmethod(lambda ctx, inputs, output: keep(ctx, inputs[0]))
    else:
        Square.forward = staticmethod(forward)
    if jvp != "missing":
        Square.jvp = staticmethod(tangent_of)

    with forward_ad.dual_level():
        x = forward_ad.make_dual(torch.full((1,), 3.0, device=device), torch.ones(1, device=device))
        tangent = forward_ad.unpack_dual(Square.apply(x)).tangent
        yield "tangent", None if tangent is None else tangent.tolist()


EXPECT = {
    "[missing]": {">=1.0": {"raises": "NotImplementedError"}},
    "[attribute]": {">=1.0": {"tangent": [6.0]}},
    "[save_for_forward]": {">=1.0": {"tangent": [6.0]}},
    "[setup_context]": {">=1.0": {"tangent": [6.0]}},
    "[save_for_backward]": {">=1.0": {"raises": "IndexError"}},
    "[wrong]": {">=1.0": {"tangent": [9.0]}},
    "[None]": {">=1.0": {"raises": "RuntimeError"}},
}

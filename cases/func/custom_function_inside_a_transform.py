"""Which custom autograd Functions work under `torch.func.grad`, `vmap` and `jvp`?

The old style, with `ctx` as the first argument of forward, raises under every transform.
With `setup_context` it works under `grad`; `vmap` needs a `vmap` method or `generate_vmap_rule = True`,
and `jvp` a method `jvp`.
The backward, wrong on purpose by a factor, is the one that is used.

https://docs.pytorch.org/docs/stable/notes/extending.func.html
https://github.com/pytorch/pytorch/issues/170496
"""

import torch

TORCH = ">=2.0"
PARAMS = {
    "style": ["old", "setup_context", "generated rule", "vmap method"],
    "transform": ["grad", "vmap", "jvp", "jacrev", "hessian"],
}


def observe(device, style, transform):
    def remember(ctx, inputs, output):
        ctx.save_for_backward(inputs[0])
        ctx.save_for_forward(inputs[0])

    class Square(torch.autograd.Function):
        generate_vmap_rule = style == "generated rule"

        @staticmethod
        def backward(ctx, gradient):
            return gradient * 20 * ctx.saved_tensors[0]

    def forward(ctx, a):
        remember(ctx, (a,), None)
        return a * a

    if style == "old":
        Square.forward = staticmethod(forward)
    else:
        Square.forward = staticmethod(lambda a: a * a)
        Square.setup_context = staticmethod(remember)
        Square.jvp = staticmethod(lambda ctx, tangent: tangent * 20 * ctx.saved_tensors[0])
    if style == "vmap method":
        Square.vmap = staticmethod(lambda info, in_dims, a: (Square.apply(a), in_dims[0]))

    x = torch.full((2,), 3.0, device=device)
    if transform == "vmap":
        yield "answer", torch.func.vmap(Square.apply)(x).tolist()
    elif transform == "jvp":
        yield "answer", torch.func.jvp(Square.apply, (x,), (torch.ones_like(x),))[1].tolist()
    else:
        yield "answer", getattr(torch.func, transform)(lambda a: Square.apply(a).sum())(x).tolist()

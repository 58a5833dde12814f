"""Does a custom function that returns its input give back the same tensor, and does its backward run?

The output is a view of the input, never the same tensor, and its backward runs,
unless the function marked the input as changed: then it is the very tensor.
An input that does not require grad came back as it was until 1.10 and as a view since 1.11,
which #72008 calls technically backwards incompatible.
In 1.11 to 1.13 even a marked one came back as another object, which #91214 took back in 2.0.
A captured leaf or a detached tensor gets the function's history as well.

https://github.com/pytorch/pytorch/pull/72008
https://github.com/pytorch/pytorch/pull/91214
https://docs.pytorch.org/docs/stable/notes/extending.html
https://github.com/pytorch/pytorch/releases/tag/v2.0.0
"""

import torch

PARAMS = {
    "forward": ["identity", "mark_dirty", "view", "twice", "clone", "captured_leaf", "detached"],
    "given": ["constant", "leaf", "hidden"],
}


def observe(device, forward, given):
    captured = torch.tensor([9.0], device=device, requires_grad=True)

    class Function(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            if forward == "mark_dirty":
                ctx.mark_dirty(a)
                return a.mul_(3)
            return {
                "identity": lambda: a,
                "view": lambda: a.view(-1),
                "twice": lambda: (a, a),
                "clone": lambda: a.clone(),
                "captured_leaf": lambda: captured,
                "detached": lambda: a.detach(),
            }[forward]()

        @staticmethod
        def backward(ctx, *grads):
            return sum(grads) * 5

    weight = torch.ones(1, device=device, requires_grad=given != "constant")
    x = weight * 2 if given == "hidden" else weight
    result = Function.apply(x)
    out = result[0] if isinstance(result, tuple) else result
    yield "same tensor", out is x
    yield "a view of the input", out._base is x
    yield "out.requires_grad", out.requires_grad
    if out.requires_grad:
        out.sum().backward()
        yield "weight.grad", weight.grad.tolist() if weight.grad is not None else None


EXPECT = {
    "[identity-constant]": {
        "<1.11": {"same tensor": True, "a view of the input": False, "out.requires_grad": False},
        ">=1.11": {"same tensor": False, "a view of the input": True, "out.requires_grad": False},
    },
    "[twice-constant]": {
        "<1.11": {"same tensor": True, "a view of the input": False, "out.requires_grad": False},
        ">=1.11": {"same tensor": False, "a view of the input": True, "out.requires_grad": False},
    },
    "[identity-leaf]": {
        ">=1.0": {"same tensor": False, "a view of the input": True, "out.requires_grad": True, "weight.grad": [5.0]},
    },
    "[twice-leaf]": {
        ">=1.0": {"same tensor": False, "a view of the input": True, "out.requires_grad": True, "weight.grad": [5.0]},
    },
    "[view-leaf]": {
        ">=1.0": {"same tensor": False, "a view of the input": True, "out.requires_grad": True, "weight.grad": [5.0]},
    },
    "[identity-hidden]": {
        ">=1.0": {"same tensor": False, "a view of the input": True, "out.requires_grad": True, "weight.grad": [10.0]},
    },
    "[twice-hidden]": {
        ">=1.0": {"same tensor": False, "a view of the input": True, "out.requires_grad": True, "weight.grad": [10.0]},
    },
    "[view-hidden]": {
        ">=1.0": {"same tensor": False, "a view of the input": True, "out.requires_grad": True, "weight.grad": [10.0]},
    },
    "[mark_dirty-constant]": {
        "<1.11": {"same tensor": True, "a view of the input": False, "out.requires_grad": False},
        ">=1.11,<2.0": {"same tensor": False, "a view of the input": True, "out.requires_grad": False},
        ">=2.0": {"same tensor": True, "a view of the input": False, "out.requires_grad": False},
    },
    "[mark_dirty-leaf]": {">=1.0": {"raises": "RuntimeError"}},
    "[mark_dirty-hidden]": {
        ">=1.0": {"same tensor": True, "a view of the input": False, "out.requires_grad": True, "weight.grad": [10.0]},
    },
    "[view-constant]": {">=1.0": {"same tensor": False, "a view of the input": True, "out.requires_grad": False}},
    "[captured_leaf-constant]": {
        ">=1.0": {"same tensor": False, "a view of the input": False, "out.requires_grad": False},
    },
    "[clone-constant]": {">=1.0": {"same tensor": False, "a view of the input": False, "out.requires_grad": False}},
    "[detached-constant]": {">=1.0": {"same tensor": False, "a view of the input": False, "out.requires_grad": False}},
    "[captured_leaf-leaf]": {
        ">=1.0": {"same tensor": False, "a view of the input": False, "out.requires_grad": True, "weight.grad": [5.0]},
    },
    "[clone-leaf]": {
        ">=1.0": {"same tensor": False, "a view of the input": False, "out.requires_grad": True, "weight.grad": [5.0]},
    },
    "[detached-leaf]": {
        ">=1.0": {"same tensor": False, "a view of the input": False, "out.requires_grad": True, "weight.grad": [5.0]},
    },
    "[captured_leaf-hidden]": {
        ">=1.0": {"same tensor": False, "a view of the input": False, "out.requires_grad": True, "weight.grad": [10.0]},
    },
    "[clone-hidden]": {
        ">=1.0": {"same tensor": False, "a view of the input": False, "out.requires_grad": True, "weight.grad": [10.0]},
    },
    "[detached-hidden]": {
        ">=1.0": {"same tensor": False, "a view of the input": False, "out.requires_grad": True, "weight.grad": [10.0]},
    },
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "A function that returns its input hands back the same tensor.",
        "facts": {"same tensor": True},
        "rows": "[identity-*]",
    }
]

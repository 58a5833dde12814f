"""What does mark_dirty() change, and what happens without it?

Marked and returned, a hidden tensor keeps its identity and gets the function's history;
a leaf that requires grad is refused.
Not marked, the change of values happens all the same:
the input is a different tensor afterwards, without history, and the output a view of it.
Marked but not returned raises since 1.5 (#33069), and so do two outputs of which one is a marked view;
before, the input silently kept its old history.
One of the views of a chunk counts as a view there since 1.7 only (#39299);
alone it was silently given its old gradient until 1.9, and is refused since 1.10 with an internal assertion
(#58285), since 2.8 with a proper message (#153094).
A constant that a function returns comes back as another object since 1.11 (#72008);
a marked one did so in 1.11 to 1.13 only (#91214 in 2.0).

https://github.com/pytorch/pytorch/pull/33069
https://github.com/pytorch/pytorch/pull/39299
https://github.com/pytorch/pytorch/pull/58285
https://github.com/pytorch/pytorch/pull/72008
https://github.com/pytorch/pytorch/pull/91214
https://github.com/pytorch/pytorch/pull/153094
https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.FunctionCtx.mark_dirty.html
"""

import torch

PARAMS = {
    "mark": ["dirty", "not_marked", "dirty_but_not_returned", "dirty_two_outputs"],
    "given": ["constant", "leaf", "hidden", "view", "one_of_two_views", "detached"],
}


def observe(device, mark, given):
    class Function(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            if mark != "not_marked":
                ctx.mark_dirty(a)
            a.mul_(3)
            if mark == "dirty_two_outputs":
                return a, a * 2
            return a.clone() if mark == "dirty_but_not_returned" else a

        @staticmethod
        def backward(ctx, grad, *_):
            return grad * 5

    weight = torch.ones(2, device=device, requires_grad=given != "constant")
    hidden = weight * 1
    x = {
        "hidden": lambda: hidden,
        "view": lambda: hidden[:1],
        "one_of_two_views": lambda: hidden.chunk(2)[0],
        "detached": weight.detach,
    }.get(given, lambda: weight)()
    result = Function.apply(x)
    out = result[0] if isinstance(result, tuple) else result
    yield "same tensor", out is x
    yield "x", x.tolist()
    yield "out.requires_grad", out.requires_grad
    if out.requires_grad:
        (hidden if given in ("view", "one_of_two_views") else out).sum().backward()
        yield "weight.grad", weight.grad.tolist() if weight.grad is not None else None


EXPECT = {
    "[dirty-constant]": {
        "<1.11": {"same tensor": True, "x": [3.0, 3.0], "out.requires_grad": False},
        ">=1.11,<2.0": {"same tensor": False, "x": [3.0, 3.0], "out.requires_grad": False},
        ">=2.0": {"same tensor": True, "x": [3.0, 3.0], "out.requires_grad": False},
    },
    "[dirty-detached]": {
        "<1.11": {"same tensor": True, "x": [3.0, 3.0], "out.requires_grad": False},
        ">=1.11,<2.0": {"same tensor": False, "x": [3.0, 3.0], "out.requires_grad": False},
        ">=2.0": {"same tensor": True, "x": [3.0, 3.0], "out.requires_grad": False},
    },
    "[dirty_two_outputs-constant]": {
        "<1.11": {"same tensor": True, "x": [3.0, 3.0], "out.requires_grad": False},
        ">=1.11,<2.0": {"same tensor": False, "x": [3.0, 3.0], "out.requires_grad": False},
        ">=2.0": {"same tensor": True, "x": [3.0, 3.0], "out.requires_grad": False},
    },
    "[dirty_two_outputs-detached]": {
        "<1.11": {"same tensor": True, "x": [3.0, 3.0], "out.requires_grad": False},
        ">=1.11,<2.0": {"same tensor": False, "x": [3.0, 3.0], "out.requires_grad": False},
        ">=2.0": {"same tensor": True, "x": [3.0, 3.0], "out.requires_grad": False},
    },
    "[dirty-leaf]": {">=1.0": {"raises": "RuntimeError"}},
    "[dirty_two_outputs-leaf]": {">=1.0": {"raises": "RuntimeError"}},
    "[dirty-hidden]": {
        ">=1.0": {"same tensor": True, "x": [3.0, 3.0], "out.requires_grad": True, "weight.grad": [5.0, 5.0]},
    },
    "[dirty_two_outputs-hidden]": {
        ">=1.0": {"same tensor": True, "x": [3.0, 3.0], "out.requires_grad": True, "weight.grad": [5.0, 5.0]},
    },
    "[dirty-view]": {">=1.0": {"same tensor": True, "x": [3.0], "out.requires_grad": True, "weight.grad": [5.0, 1.0]}},
    "[dirty-one_of_two_views]": {
        "<1.10": {"same tensor": True, "x": [3.0], "out.requires_grad": True, "weight.grad": [1.0, 1.0]},
        ">=1.10": {"raises": "RuntimeError"},
    },
    "[not_marked-constant]": {
        "<1.11": {"same tensor": True, "x": [3.0, 3.0], "out.requires_grad": False},
        ">=1.11": {"same tensor": False, "x": [3.0, 3.0], "out.requires_grad": False},
    },
    "[not_marked-detached]": {
        "<1.11": {"same tensor": True, "x": [3.0, 3.0], "out.requires_grad": False},
        ">=1.11": {"same tensor": False, "x": [3.0, 3.0], "out.requires_grad": False},
    },
    "[not_marked-hidden]": {
        ">=1.0": {"same tensor": False, "x": [3.0, 3.0], "out.requires_grad": True, "weight.grad": [5.0, 5.0]},
    },
    "[not_marked-leaf]": {
        ">=1.0": {"same tensor": False, "x": [3.0, 3.0], "out.requires_grad": True, "weight.grad": [5.0, 5.0]},
    },
    "[not_marked-one_of_two_views]": {
        ">=1.0": {"same tensor": False, "x": [3.0], "out.requires_grad": True, "weight.grad": [1.0, 1.0]},
    },
    "[not_marked-view]": {
        ">=1.0": {"same tensor": False, "x": [3.0], "out.requires_grad": True, "weight.grad": [1.0, 1.0]},
    },
    "[dirty_but_not_returned-constant]": {
        "<1.5": {"same tensor": False, "x": [3.0, 3.0], "out.requires_grad": False},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[dirty_but_not_returned-detached]": {
        "<1.5": {"same tensor": False, "x": [3.0, 3.0], "out.requires_grad": False},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[dirty_but_not_returned-hidden]": {
        "<1.5": {"same tensor": False, "x": [3.0, 3.0], "out.requires_grad": True, "weight.grad": [5.0, 5.0]},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[dirty_but_not_returned-leaf]": {
        "<1.5": {"same tensor": False, "x": [3.0, 3.0], "out.requires_grad": True, "weight.grad": [5.0, 5.0]},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[dirty_but_not_returned-one_of_two_views]": {
        "<1.5": {"same tensor": False, "x": [3.0], "out.requires_grad": True, "weight.grad": [1.0, 1.0]},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[dirty_but_not_returned-view]": {
        "<1.5": {"same tensor": False, "x": [3.0], "out.requires_grad": True, "weight.grad": [1.0, 1.0]},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[dirty_two_outputs-view]": {
        "<1.5": {"same tensor": True, "x": [3.0], "out.requires_grad": True, "weight.grad": [5.0, 1.0]},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[dirty_two_outputs-one_of_two_views]": {
        "<1.7": {"same tensor": True, "x": [3.0], "out.requires_grad": True, "weight.grad": [1.0, 1.0]},
        ">=1.7": {"raises": "RuntimeError"},
    },
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "A tensor that a forward changes in place without marking it is an error.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[not_marked-hidden]",
    }
]

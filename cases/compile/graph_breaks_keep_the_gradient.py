"""Does a graph break lose the gradient, and what does `fullgraph=True` make of it?

`.item()`, a branch on a value or `requires_grad_()` on an input may break the graph into two.
The gradient goes through both parts as if nothing had been compiled;
with `fullgraph=True` the same function is refused at its first call.
Which of these break the graph changes from release to release (`.item()` under `fullgraph=True` is traced since 2.10);
the gradient does not change, but for `requires_grad_()` on an input: 2.1 dropped it without a word, also with
`fullgraph=True`, and 2.2 breaks the graph for it. The branch was a `UserError` until 2.6,
and is `Unsupported` since 2.7 (no note found).
Measured since 2.1, because 2.0 refuses Python 3.11, with which these releases are measured.

https://docs.pytorch.org/docs/stable/torch.compiler_faq.html
https://docs.pytorch.org/docs/stable/generated/torch.compile.html
https://github.com/pytorch/pytorch/issues/107861
https://github.com/pytorch/pytorch/pull/110053
https://github.com/pytorch/pytorch/pull/163121
"""

import torch

TORCH = ">=2.1"
PARAMS = {"what": ["item", "branch", "graph_break", "requires_grad_"], "fullgraph": [False, True]}


def observe(device, what, fullgraph):
    import torch._dynamo

    graph_break = torch._dynamo.graph_break

    def function(x):
        if what == "requires_grad_":
            x.requires_grad_()
        y = x * 2
        if what == "graph_break":
            graph_break()
        elif what == "item":
            y = y * y.sum().item()
        elif what == "branch":
            y = y * 2 if y.sum() > 0 else y * 3
        return y * 5

    x = torch.ones(1, device=device, requires_grad=what != "requires_grad_")
    out = torch.compile(function, backend="aot_eager", fullgraph=fullgraph)(x)
    yield "requires grad", out.requires_grad
    yield "x requires grad", x.requires_grad
    if out.requires_grad:
        out.sum().backward()
        yield "x.grad", x.grad.tolist()


EXPECT = {
    "[branch-False]": {">=1.0": {"requires grad": True, "x requires grad": True, "x.grad": [20.0]}},
    "[item-False]": {">=1.0": {"requires grad": True, "x requires grad": True, "x.grad": [20.0]}},
    "[item-True]": {
        "<2.10": {"raises": "Unsupported"},
        ">=2.10": {"requires grad": True, "x requires grad": True, "x.grad": [20.0]},
    },
    "[branch-True]": {"<2.7": {"raises": "UserError"}, ">=2.7": {"raises": "Unsupported"}},
    "[graph_break-False]": {">=1.0": {"requires grad": True, "x requires grad": True, "x.grad": [10.0]}},
    "[graph_break-True]": {">=1.0": {"raises": "Unsupported"}},
    "[requires_grad_-False]": {
        "<2.2": {"requires grad": False, "x requires grad": False},
        ">=2.2": {"requires grad": True, "x requires grad": True, "x.grad": [10.0]},
    },
    "[requires_grad_-True]": {
        "<2.2": {"requires grad": False, "x requires grad": False},
        ">=2.2": {"raises": "Unsupported"},
    },
}

"""Can one differentiate with respect to, or from, a place in the graph without keeping the tensor?

`torch.autograd.graph.get_gradient_edge(y)` names the place of y in the graph, and keeps none of its memory.
autograd.grad and `backward(inputs=)` take an edge as an input since 2.2.
As an output, autograd.grad takes one since 2.5 (no note found), `torch.autograd.backward` since 2.7;
before, AttributeError until 2.4, and in backward AssertionError in 2.5 and 2.6.
Of a tensor that was changed in place the edge is that of the time of the call.
A plain tensor has none, and asking raises.

https://github.com/pytorch/pytorch/pull/144744
https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.get_gradient_edge.html
"""

import torch

TORCH = ">=2.2"
PARAMS = {
    "use": [
        "grad_input",
        "grad_input_tensor_deleted",
        "grad_output",
        "backward_output",
        "backward_inputs",
        "leaf_input",
        "edge_before_in_place",
        "edge_after_in_place",
        "plain",
        "same_edge",
        "non_scalar_output",
    ],
}


def observe(device, use):
    edge_of = torch.autograd.graph.get_gradient_edge
    x = torch.ones(2, device=device, requires_grad=True)
    y = x * 2
    if use == "edge_before_in_place":
        edge = edge_of(y)
    if use in ("edge_before_in_place", "edge_after_in_place"):
        y.mul_(5)
    out = (y * y).sum()
    if use == "plain":
        yield "edge", str(edge_of(torch.ones(2, device=device)) is None)
    elif use == "same_edge":
        yield "two edges are equal", edge_of(y) == edge_of(y)
        yield "node is the grad_fn", edge_of(y).node is y.grad_fn
    elif use == "grad_input_tensor_deleted":
        edge = edge_of(y)
        del y
        yield "gradient", torch.autograd.grad(out, [edge])[0].tolist()
    elif use == "grad_output":
        yield "gradient", torch.autograd.grad(edge_of(out), x)[0].tolist()
    elif use == "non_scalar_output":
        yield "gradient", torch.autograd.grad(edge_of(y), x, torch.ones(2, device=device))[0].tolist()
    elif use == "backward_output":
        torch.autograd.backward(edge_of(out))
        yield "x.grad", x.grad.tolist()
    elif use == "backward_inputs":
        out.backward(inputs=[edge_of(x)])
        yield "x.grad", x.grad.tolist()
    else:
        if use != "edge_before_in_place":
            edge = edge_of(x if use == "leaf_input" else y)
        yield "gradient", torch.autograd.grad(out, edge)[0].tolist()


EXPECT = {
    "[grad_input]": {">=1.0": {"gradient": [4.0, 4.0]}},
    "[grad_input_tensor_deleted]": {">=1.0": {"gradient": [4.0, 4.0]}},
    "[grad_output]": {"<2.5": {"raises": "AttributeError"}, ">=2.5": {"gradient": [8.0, 8.0]}},
    "[backward_output]": {
        "<2.5": {"raises": "AttributeError"},
        ">=2.5,<2.7": {"raises": "AssertionError"},
        ">=2.7": {"x.grad": [8.0, 8.0]},
    },
    "[backward_inputs]": {">=1.0": {"x.grad": [8.0, 8.0]}},
    "[leaf_input]": {">=1.0": {"gradient": [8.0, 8.0]}},
    "[edge_before_in_place]": {">=1.0": {"gradient": [100.0, 100.0]}},
    "[edge_after_in_place]": {">=1.0": {"gradient": [20.0, 20.0]}},
    "[plain]": {">=1.0": {"raises": "RuntimeError"}},
    "[same_edge]": {">=1.0": {"two edges are equal": True, "node is the grad_fn": True}},
    "[non_scalar_output]": {"<2.5": {"raises": "AttributeError"}, ">=2.5": {"gradient": [2.0, 2.0]}},
}

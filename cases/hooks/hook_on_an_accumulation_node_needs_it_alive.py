"""Does a hook on a parameter's AccumulateGrad node run if nobody keeps the node?

To be called after the gradient was accumulated people used to register on
`p.view_as(p).grad_fn.next_functions[0][0]`.
That node lives only as long as somebody refers to it or a graph contains it:
otherwise the next forward makes a new one, and the hook is silently gone.
`register_post_accumulate_grad_hook`, since 2.1, does not depend on it;
a tensor hook neither, but runs before the accumulation.

https://github.com/pytorch/pytorch/issues/76464
https://github.com/pytorch/pytorch/pull/107063
"""

import torch

PARAMS = {"hook": ["node", "tensor", "post_accumulate"], "kept": ["graph", "node", "nothing"]}

TORCH = {"[post_accumulate-*]": ">=2.1"}


def observe(device, hook, kept):
    calls = []
    weight = torch.ones(2, device=device, requires_grad=True)
    graph = weight.view_as(weight)
    node = graph.grad_fn.next_functions[0][0]
    if hook == "node":
        node.register_hook(lambda *_: calls.append(weight.grad is not None))
    elif hook == "tensor":
        weight.register_hook(lambda grad: calls.append(weight.grad is not None))
    else:
        weight.register_post_accumulate_grad_hook(lambda tensor: calls.append(tensor.grad is not None))
    if kept != "graph":
        del graph
    if kept != "node":
        del node
    (weight * 2).sum().backward()
    yield "gradient there at each call", calls


EXPECT = {
    "[post_accumulate-*]": {">=1.0": {"gradient there at each call": [True]}},
    "[node-graph]": {">=1.0": {"gradient there at each call": [True]}},
    "[node-node]": {">=1.0": {"gradient there at each call": [True]}},
    "[node-nothing]": {">=1.0": {"gradient there at each call": []}},
    "[tensor-*]": {">=1.0": {"gradient there at each call": [False]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/76464",
        "says": "Registering on the AccumulateGrad node works as a hook after the accumulation.",
        "facts": {"gradient there at each call": [True]},
        "rows": "[node-*]",
    }
]

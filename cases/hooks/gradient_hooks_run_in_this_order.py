"""In which order do the hooks of a backward run?

On one tensor hooks run in the order in which they were registered.
Hooks on a tensor run before those on its graph node, and the node's own pre-hooks before it, its hooks after it.
For a leaf that is: the tensor's hooks, the accumulation, post-accumulate hooks,
and last the hooks of the AccumulateGrad node.
In 1.13, which brought `register_prehook()`, a pre-hook that was registered first ran before the tensor's hook;
#85849 in 2.0 put tensor hooks first always, without a warning.

https://github.com/pytorch/pytorch/pull/85849
https://github.com/pytorch/pytorch/pull/91667
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch

PARAMS = {
    "hooks": [
        "tensor,node",
        "tensor,node_before,node",
        "leaf,accumulate_node",
        "leaf,accumulate_before,accumulate_node,post_accumulate",
        "tensor,second_tensor,leaf",
    ],
    "registered": ["in_order", "reversed"],
}

TORCH = {"[tensor,node_before,node-*]": ">=1.13", "[leaf,accumulate_before,*]": ">=2.1"}


def observe(device, hooks, registered):
    calls = []

    def note(name):
        return lambda *_: calls.append(name)

    weight = torch.ones(2, device=device, requires_grad=True)
    hidden = weight * 2
    node = hidden.grad_fn
    accumulate = node.next_functions[0][0]
    register = {
        "tensor": lambda: hidden.register_hook(note("tensor")),
        "second_tensor": lambda: hidden.register_hook(note("second_tensor")),
        "node": lambda: node.register_hook(note("node")),
        "node_before": lambda: node.register_prehook(note("node_before")),
        "leaf": lambda: weight.register_hook(note("leaf")),
        "accumulate_node": lambda: accumulate.register_hook(note("accumulate_node")),
        "accumulate_before": lambda: accumulate.register_prehook(note("accumulate_before")),
        "post_accumulate": lambda: weight.register_post_accumulate_grad_hook(note("post_accumulate")),
    }
    names = hooks.split(",")
    for name in names if registered == "in_order" else reversed(names):
        register[name]()
    hidden.sum().backward()
    yield "order", calls


EXPECT = {
    "[tensor,node-*]": {">=1.0": {"order": ["tensor", "node"]}},
    "[tensor,node_before,node-in_order]": {">=1.0": {"order": ["tensor", "node_before", "node"]}},
    "[tensor,node_before,node-reversed]": {
        "<2.0": {"order": ["node_before", "tensor", "node"]},
        ">=2.0": {"order": ["tensor", "node_before", "node"]},
    },
    "[leaf,accumulate_node-*]": {">=1.0": {"order": ["leaf", "accumulate_node"]}},
    "[leaf,accumulate_before,accumulate_node,post_accumulate-*]": {
        ">=1.0": {"order": ["leaf", "accumulate_before", "post_accumulate", "accumulate_node"]},
    },
    "[tensor,second_tensor,leaf-in_order]": {">=1.0": {"order": ["tensor", "second_tensor", "leaf"]}},
    "[tensor,second_tensor,leaf-reversed]": {">=1.0": {"order": ["second_tensor", "tensor", "leaf"]}},
}

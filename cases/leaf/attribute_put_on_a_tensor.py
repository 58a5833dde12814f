"""Does an attribute that was put on a tensor stay, when the tensor comes back from autograd?

A tensor in Python is a shell around the tensor inside; autograd keeps the inside only.
When the shell was deleted and the tensor comes back, as the base of a view, as `.grad`, or as the leaf of an
AccumulateGrad node, it was a new shell without the attribute until 1.9;
since 1.10 the shell is kept alive with its inside, and the attribute, and the subclass, come back.
What is computed anew, views, copies and detached tensors, never has it.

https://github.com/pytorch/pytorch/pull/56017
https://github.com/pytorch/pytorch/issues/126676
"""

import torch

PARAMS = {
    "way": [
        "base",
        "base_kept",
        "grad",
        "grad_kept",
        "leaf_of_node",
        "view",
        "detach",
        "data",
        "clone",
        "to_same_dtype",
        "hook",
        "parameter",
        "result_of_in_place",
    ],
}


def observe(device, way):
    x = torch.ones(2, device=device, requires_grad=True)
    hidden = x * 2
    hidden.note = "mine"
    x.note = "mine"
    if way == "base":
        view = hidden[:1]
        del hidden
        found = view._base
    elif way == "base_kept":
        found = hidden[:1]._base
    elif way in ("grad", "grad_kept"):
        x.grad = torch.zeros(2, device=device)
        kept = x.grad
        kept.note = "mine"
        if way == "grad":
            del kept
        hidden.sum().backward()
        found = x.grad
    elif way == "leaf_of_node":
        node = hidden.grad_fn.next_functions[0][0]
        del x
        found = node.variable
    elif way == "hook":
        got = []
        x.register_hook(got.append)
        gradient = torch.ones(2, device=device)
        gradient.note = "mine"
        (x * 1).view(2).backward(gradient)
        found = got[0]
    elif way == "parameter":
        found = torch.nn.Parameter(x)
    elif way == "result_of_in_place":
        found = hidden.add_(1)
    else:
        found = {
            "view": lambda: hidden.view(2),
            "detach": lambda: hidden.detach(),
            "data": lambda: hidden.data,
            "clone": lambda: hidden.clone(),
            "to_same_dtype": lambda: hidden.to(torch.float32),
        }[way]()
    yield "has the attribute", hasattr(found, "note")


EXPECT = {
    "[base]": {"<1.10": {"has the attribute": False}, ">=1.10": {"has the attribute": True}},
    "[grad]": {"<1.10": {"has the attribute": False}, ">=1.10": {"has the attribute": True}},
    "[leaf_of_node]": {"<1.10": {"has the attribute": False}, ">=1.10": {"has the attribute": True}},
    "[base_kept]": {">=1.0": {"has the attribute": True}},
    "[grad_kept]": {">=1.0": {"has the attribute": True}},
    "[result_of_in_place]": {">=1.0": {"has the attribute": True}},
    "[to_same_dtype]": {">=1.0": {"has the attribute": True}},
    "[clone]": {">=1.0": {"has the attribute": False}},
    "[data]": {">=1.0": {"has the attribute": False}},
    "[detach]": {">=1.0": {"has the attribute": False}},
    "[hook]": {">=1.0": {"has the attribute": False}},
    "[parameter]": {">=1.0": {"has the attribute": False}},
    "[view]": {">=1.0": {"has the attribute": False}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/56017",
        "says": "The Python object of a tensor lives as long as the tensor, attributes included.",
        "facts": {"has the attribute": True},
        "rows": "[base]",
    },
]

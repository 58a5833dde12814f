"""Do zero_grad(), grad = None, grad.zero_() and the other ways of clearing a gradient leave the same behind?

zero_grad() without an argument leaves zeros until 1.13 and None since 2.0; set_to_none (since 1.7) says which.
Zeros are written in place: whoever kept the tensor, or shares it with another weight, sees them. None leaves
the old tensor alone.
zero_grad() detaches a gradient that has a graph; grad.zero_() and grad.data.zero_() keep its requires_grad.
Since 1.10 backward(create_graph=True) warns of a reference cycle.
A sparse gradient stays sparse. Its .data.zero_() worked in 1.0 and raised from 1.1 on, because a detached sparse
tensor may not change its indices; since 1.13 it runs again, but clears a copy: the gradient is left as it was, in
silence (no note found for the return).
In 1.0 zeros_like of a sparse gradient was of another type, and could not be assigned (no note found).
A gradient that is still None is skipped by zero_grad(); its methods are an AttributeError, zeros_like a TypeError.

https://github.com/pytorch/pytorch/pull/92731
https://github.com/pytorch/pytorch/pull/42754
https://github.com/pytorch/pytorch/pull/13827
https://github.com/pytorch/pytorch/issues/15070
https://github.com/pytorch/pytorch/issues/98976
https://github.com/pytorch/pytorch/issues/4661
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html
"""

import torch
from torch import nn

TORCH = {"[*set_to_none*]": ">=1.7"}

PARAMS = {
    "way": [
        "optimizer.zero_grad()", "module.zero_grad()", "optimizer.zero_grad(set_to_none=False)",
        "module.zero_grad(set_to_none=False)", "optimizer.zero_grad(set_to_none=True)",
        "module.zero_grad(set_to_none=True)", "grad = None", "grad.zero_()", "grad.data.zero_()",
        "grad.detach_().zero_()", "grad = zeros_like(grad)",
    ],
    "gradient": ["plain", "with_a_graph", "sparse", "shared", "none"],
}  # fmt: skip # rows of names


def observe(device, way, gradient):
    module = nn.Embedding(2, 2, sparse=gradient == "sparse").to(device)
    nn.init.constant_(module.weight, 3)
    weight, other = module.weight, torch.ones(2, 2, device=device, requires_grad=True)
    optimizer = torch.optim.SGD(module.parameters(), lr=0.5)
    if gradient != "none":
        loss = module(torch.tensor([0], device=device)).pow(2).sum()
        loss.backward(create_graph=gradient == "with_a_graph")
    if gradient == "shared":
        other.grad = weight.grad
    kept = weight.grad

    if way.startswith(("optimizer", "module")):
        owner = optimizer if way.startswith("optimizer") else module
        owner.zero_grad(**({"set_to_none": "True" in way} if "set_to_none" in way else {}))
    elif way == "grad = None":
        weight.grad = None
    elif way == "grad = zeros_like(grad)":
        weight.grad = torch.zeros_like(weight.grad)
    else:
        {
            "grad.zero_()": lambda: weight.grad.zero_(),
            "grad.data.zero_()": lambda: weight.grad.data.zero_(),
            "grad.detach_().zero_()": lambda: weight.grad.detach_().zero_(),
        }[way]()

    yield "weight.grad", weight.grad
    yield "weight.grad is sparse", weight.grad is not None and weight.grad.is_sparse
    yield "weight.grad requires grad", weight.grad is not None and weight.grad.requires_grad
    yield "reference kept from before", kept
    yield "other.grad", other.grad


WORKAROUND = {
    "[*zero_grad()-plain]": "zero_grad/what_each_way_of_clearing_a_gradient_leaves[grad = None-plain]",
    "[*zero_grad()-with_a_graph]": "zero_grad/what_each_way_of_clearing_a_gradient_leaves[grad = None-with_a_graph]",
    "[*zero_grad()-sparse]": "zero_grad/what_each_way_of_clearing_a_gradient_leaves[grad = None-sparse]",
    "[*zero_grad()-shared]": "zero_grad/what_each_way_of_clearing_a_gradient_leaves[grad = None-shared]",
    "[grad.data.zero_()-sparse]": "zero_grad/what_each_way_of_clearing_a_gradient_leaves[grad.zero_()-sparse]",
}

EXPECT = {
    "[module.zero_grad()-plain]": {
        "<2.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
        ">=2.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
    },
    "[optimizer.zero_grad()-plain]": {
        "<2.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
        ">=2.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
    },
    "[module.zero_grad()-with_a_graph]": {
        "<1.10": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
        ">=1.10,<2.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=2.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[optimizer.zero_grad()-with_a_graph]": {
        "<1.10": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
        ">=1.10,<2.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=2.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[module.zero_grad()-sparse]": {
        "<2.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": True,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
        ">=2.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
    },
    "[optimizer.zero_grad()-sparse]": {
        "<2.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": True,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
        ">=2.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
    },
    "[module.zero_grad()-shared]": {
        "<2.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "zero",
        },
        ">=2.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "nonzero",
        },
    },
    "[optimizer.zero_grad()-shared]": {
        "<2.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "zero",
        },
        ">=2.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "nonzero",
        },
    },
    "[grad = None-none]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "None",
            "other.grad": "None",
        },
    },
    "[module.zero_grad()-none]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "None",
            "other.grad": "None",
        },
    },
    "[module.zero_grad(set_to_none=False)-none]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "None",
            "other.grad": "None",
        },
    },
    "[module.zero_grad(set_to_none=True)-none]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "None",
            "other.grad": "None",
        },
    },
    "[optimizer.zero_grad()-none]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "None",
            "other.grad": "None",
        },
    },
    "[optimizer.zero_grad(set_to_none=False)-none]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "None",
            "other.grad": "None",
        },
    },
    "[optimizer.zero_grad(set_to_none=True)-none]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "None",
            "other.grad": "None",
        },
    },
    "[grad.data.zero_()-plain]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
    },
    "[grad.detach_().zero_()-plain]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
    },
    "[grad.zero_()-plain]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
    },
    "[module.zero_grad(set_to_none=False)-plain]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
    },
    "[optimizer.zero_grad(set_to_none=False)-plain]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
    },
    "[grad.detach_().zero_()-with_a_graph]": {
        "<1.10": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
        ">=1.10": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[module.zero_grad(set_to_none=False)-with_a_graph]": {
        "<1.10": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
        ">=1.10": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[optimizer.zero_grad(set_to_none=False)-with_a_graph]": {
        "<1.10": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
        ">=1.10": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[grad.detach_().zero_()-sparse]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": True,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
    },
    "[grad.zero_()-sparse]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": True,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
    },
    "[module.zero_grad(set_to_none=False)-sparse]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": True,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
    },
    "[optimizer.zero_grad(set_to_none=False)-sparse]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": True,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
    },
    "[grad.data.zero_()-shared]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "zero",
        },
    },
    "[grad.detach_().zero_()-shared]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "zero",
        },
    },
    "[grad.zero_()-shared]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "zero",
        },
    },
    "[module.zero_grad(set_to_none=False)-shared]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "zero",
        },
    },
    "[optimizer.zero_grad(set_to_none=False)-shared]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "zero",
        },
    },
    "[grad = None-plain]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
    },
    "[grad = None-sparse]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
    },
    "[module.zero_grad(set_to_none=True)-plain]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
    },
    "[module.zero_grad(set_to_none=True)-sparse]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
    },
    "[optimizer.zero_grad(set_to_none=True)-plain]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
    },
    "[optimizer.zero_grad(set_to_none=True)-sparse]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
    },
    "[grad = None-with_a_graph]": {
        "<1.10": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
        ">=1.10": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[module.zero_grad(set_to_none=True)-with_a_graph]": {
        "<1.10": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
        ">=1.10": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[optimizer.zero_grad(set_to_none=True)-with_a_graph]": {
        "<1.10": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
        ">=1.10": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[grad = None-shared]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "nonzero",
        },
    },
    "[module.zero_grad(set_to_none=True)-shared]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "nonzero",
        },
    },
    "[optimizer.zero_grad(set_to_none=True)-shared]": {
        ">=1.0": {
            "weight.grad": "None",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "nonzero",
        },
    },
    "[grad.data.zero_()-with_a_graph]": {
        "<1.10": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": True,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
        ">=1.10": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": True,
            "reference kept from before": "zero",
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[grad.zero_()-with_a_graph]": {
        "<1.10": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": True,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
        ">=1.10": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": True,
            "reference kept from before": "zero",
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[grad.data.zero_()-none]": {">=1.0": {"raises": "AttributeError"}},
    "[grad.detach_().zero_()-none]": {">=1.0": {"raises": "AttributeError"}},
    "[grad.zero_()-none]": {">=1.0": {"raises": "AttributeError"}},
    "[grad.data.zero_()-sparse]": {
        "<1.1": {
            "weight.grad": "zero",
            "weight.grad is sparse": True,
            "weight.grad requires grad": False,
            "reference kept from before": "zero",
            "other.grad": "None",
        },
        ">=1.1,<1.13": {"raises": "RuntimeError"},
        ">=1.13": {
            "weight.grad": "nonzero",
            "weight.grad is sparse": True,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
    },
    "[grad = zeros_like(grad)-plain]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
    },
    "[grad = zeros_like(grad)-with_a_graph]": {
        "<1.10": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
        ">=1.10": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[grad = zeros_like(grad)-sparse]": {
        "<1.1": {"raises": "RuntimeError"},
        ">=1.1": {
            "weight.grad": "zero",
            "weight.grad is sparse": True,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "None",
        },
    },
    "[grad = zeros_like(grad)-shared]": {
        ">=1.0": {
            "weight.grad": "zero",
            "weight.grad is sparse": False,
            "weight.grad requires grad": False,
            "reference kept from before": "nonzero",
            "other.grad": "nonzero",
        },
    },
    "[grad = zeros_like(grad)-none]": {">=1.0": {"raises": "TypeError"}},
}

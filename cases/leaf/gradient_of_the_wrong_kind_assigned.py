"""Which gradients may be assigned to x.grad by hand?

It must be a tensor of the same shape, dtype and device, or None; another shape or dtype raises, broadcast or not.
Something that is no tensor raised RuntimeError until 1.9 and TypeError since 1.10 (no note found).
From 2.10 on a tensor has a `grad_dtype`, which may be changed to allow another dtype.
A sparse gradient is accepted for a dense tensor since 1.1 (no note found), and one that requires grad itself in all
releases.
An expanded gradient is accepted and cannot be added to: the next backward raises since 1.1 (no note found),
and in 1.0 the sum was wrong, 7 where 4 is right.
A hidden tensor and one that does not require grad take one as well; the tensor itself is refused.

https://github.com/pytorch/pytorch/pull/164751
https://github.com/pytorch/pytorch/issues/181798
https://github.com/pytorch/pytorch/issues/17935
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.grad.html
"""

import torch

gradients = {
    "right": lambda x: torch.ones(2),
    "none": lambda x: None,
    "shape": lambda x: torch.ones(3),
    "broadcast": lambda x: torch.ones(1),
    "more_dimensions": lambda x: torch.ones(1, 2),
    "double": lambda x: torch.ones(2, dtype=torch.float64),
    "half": lambda x: torch.ones(2).half(),
    "integer": lambda x: torch.ones(2, dtype=torch.int64),
    "number": lambda x: 1.0,
    "list": lambda x: [1.0, 1.0],
    "itself": lambda x: x,
    "its_data": lambda x: x.data,
    "view_of_itself": lambda x: x.view(2),
    "tracked": lambda x: torch.ones(2, requires_grad=True),
    "sparse": lambda x: torch.ones(2).to_sparse(),
    "expanded": lambda x: torch.ones(1).expand(2),
    "meta": lambda x: torch.ones(2, device="meta"),
}
PARAMS = {
    "gradient": [
        "right",
        "none",
        "shape",
        "broadcast",
        "more_dimensions",
        "double",
        "half",
        "integer",
        "number",
        "list",
        "itself",
        "its_data",
        "view_of_itself",
        "tracked",
        "sparse",
        "expanded",
        "meta",
    ],
    "target": ["leaf", "hidden", "plain"],
}
TORCH = {"[meta-*]": ">=1.9"}


def observe(gradient, target):
    x = torch.ones(2, requires_grad=target != "plain")
    if target == "hidden":
        x = x * 1
        x.retain_grad()
    gradient = gradients[gradient](x)
    try:
        x.grad = gradient
        yield "assignment", "works"
    except (RuntimeError, TypeError) as error:
        yield "assignment", type(error).__name__
        return
    yield "x.grad is what was assigned", x.grad is gradient
    if target != "plain":
        (x * 3).sum().backward()
        yield "x.grad after backward", x.grad.to_dense().tolist() if x.grad.is_sparse else x.grad.tolist()


EXPECT = {
    "[expanded-hidden]": {
        ">=1.0": {"assignment": "works", "x.grad is what was assigned": True, "x.grad after backward": [4.0, 4.0]},
    },
    "[its_data-hidden]": {
        ">=1.0": {"assignment": "works", "x.grad is what was assigned": True, "x.grad after backward": [4.0, 4.0]},
    },
    "[its_data-leaf]": {
        ">=1.0": {"assignment": "works", "x.grad is what was assigned": True, "x.grad after backward": [4.0, 4.0]},
    },
    "[right-hidden]": {
        ">=1.0": {"assignment": "works", "x.grad is what was assigned": True, "x.grad after backward": [4.0, 4.0]},
    },
    "[right-leaf]": {
        ">=1.0": {"assignment": "works", "x.grad is what was assigned": True, "x.grad after backward": [4.0, 4.0]},
    },
    "[tracked-hidden]": {
        ">=1.0": {"assignment": "works", "x.grad is what was assigned": True, "x.grad after backward": [4.0, 4.0]},
    },
    "[tracked-leaf]": {
        ">=1.0": {"assignment": "works", "x.grad is what was assigned": True, "x.grad after backward": [4.0, 4.0]},
    },
    "[view_of_itself-hidden]": {
        ">=1.0": {"assignment": "works", "x.grad is what was assigned": True, "x.grad after backward": [4.0, 4.0]},
    },
    "[view_of_itself-leaf]": {
        ">=1.0": {"assignment": "works", "x.grad is what was assigned": True, "x.grad after backward": [4.0, 4.0]},
    },
    "[expanded-plain]": {">=1.0": {"assignment": "works", "x.grad is what was assigned": True}},
    "[its_data-plain]": {">=1.0": {"assignment": "works", "x.grad is what was assigned": True}},
    "[none-plain]": {">=1.0": {"assignment": "works", "x.grad is what was assigned": True}},
    "[right-plain]": {">=1.0": {"assignment": "works", "x.grad is what was assigned": True}},
    "[tracked-plain]": {">=1.0": {"assignment": "works", "x.grad is what was assigned": True}},
    "[view_of_itself-plain]": {">=1.0": {"assignment": "works", "x.grad is what was assigned": True}},
    "[none-hidden]": {
        ">=1.0": {"assignment": "works", "x.grad is what was assigned": True, "x.grad after backward": [3.0, 3.0]},
    },
    "[none-leaf]": {
        ">=1.0": {"assignment": "works", "x.grad is what was assigned": True, "x.grad after backward": [3.0, 3.0]},
    },
    "[broadcast-*]": {">=1.0": {"assignment": "RuntimeError"}},
    "[double-*]": {">=1.0": {"assignment": "RuntimeError"}},
    "[half-*]": {">=1.0": {"assignment": "RuntimeError"}},
    "[integer-*]": {">=1.0": {"assignment": "RuntimeError"}},
    "[itself-*]": {">=1.0": {"assignment": "RuntimeError"}},
    "[meta-*]": {">=1.0": {"assignment": "RuntimeError"}},
    "[more_dimensions-*]": {">=1.0": {"assignment": "RuntimeError"}},
    "[shape-*]": {">=1.0": {"assignment": "RuntimeError"}},
    "[list-*]": {"<1.10": {"assignment": "RuntimeError"}, ">=1.10": {"assignment": "TypeError"}},
    "[number-*]": {"<1.10": {"assignment": "RuntimeError"}, ">=1.10": {"assignment": "TypeError"}},
    "[sparse-leaf]": {
        "<1.1": {"assignment": "RuntimeError"},
        ">=1.1": {"assignment": "works", "x.grad is what was assigned": True, "x.grad after backward": [4.0, 4.0]},
    },
    "[sparse-hidden]": {
        "<1.1": {"assignment": "RuntimeError"},
        ">=1.1": {"assignment": "works", "x.grad is what was assigned": True, "raises": "RuntimeError"},
    },
    "[sparse-plain]": {
        "<1.1": {"assignment": "RuntimeError"},
        ">=1.1": {"assignment": "works", "x.grad is what was assigned": True},
    },
    "[expanded-leaf]": {
        "<1.1": {"assignment": "works", "x.grad is what was assigned": True, "x.grad after backward": [7.0, 7.0]},
        ">=1.1": {"assignment": "works", "x.grad is what was assigned": True, "raises": "RuntimeError"},
    },
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.grad_dtype.html",
        "says": "The gradient must have the tensor's grad_dtype, by default its own dtype.",
        "facts": {"assignment": "RuntimeError"},
        "rows": "[double-leaf]",
    },
]

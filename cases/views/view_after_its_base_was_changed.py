"""A view is made, then its base is changed in place: what does the view know?

It shares the memory, so its values change, and its history is rewritten when it is next asked for:
the gradient through the view includes the change of the base.
Several views made by one call cannot be rewritten; using one after the base changed raises,
for unbind since 1.5, for iteration since 1.7, for split and chunk since 1.10.
Before, split and chunk raised as well until 1.7, for backward needed the old base;
in 1.8 and 1.9 they gave a silently wrong gradient, as if the base had not changed (no note found),
and the `unsafe_` functions, which exist since 1.7, do so still.
If the base was plain and is written with something tracked, such a part required no grad until 1.6,
and in 1.7 to 1.9 it required grad, but its backward reached nobody, silently; since 1.10 it raises.
A list as an index makes a copy; in 1.2 alone its backward kept the base without need and raised.
A view that does not know its base, like one through `.data`, sees the new values and nothing else.

https://github.com/pytorch/pytorch/pull/31990
https://github.com/pytorch/pytorch/pull/40884
https://github.com/pytorch/pytorch/pull/39299
https://github.com/pytorch/pytorch/pull/58285
https://github.com/pytorch/pytorch/pull/25594
https://github.com/pytorch/pytorch/issues/36403
https://docs.pytorch.org/docs/stable/tensor_view.html
"""

import torch

views = {
    "select": lambda h: h[0],
    "slice": lambda h: h[:1],
    "view": lambda h: h.view(4),
    "t": lambda h: h.t(),
    "expand": lambda h: h.expand(3, 2, 2),
    "diagonal": lambda h: h.diagonal(),
    "as_strided": lambda h: h.as_strided((4,), (1,)),
    "unbind": lambda h: h.unbind()[0],
    "iterate": lambda h: list(h)[0],
    "split": lambda h: h.split(1)[0],
    "chunk": lambda h: h.chunk(2)[0],
    "unsafe_chunk": lambda h: h.unsafe_chunk(2)[0],
    "tensor_split": lambda h: h.tensor_split(2)[0],
    "detach": lambda h: h.detach(),
    "data": lambda h: h.data,
    "index_list": lambda h: h[[0]],
}
PARAMS = {
    "view": [
        "select",
        "slice",
        "view",
        "t",
        "expand",
        "diagonal",
        "as_strided",
        "unbind",
        "iterate",
        "split",
        "chunk",
        "unsafe_chunk",
        "tensor_split",
        "detach",
        "data",
        "index_list",
    ],
    "change": ["number", "tracked", "no_grad"],
}
TORCH = {"[unsafe_chunk-*]": ">=1.7", "[tensor_split-*]": ">=1.8"}


def observe(device, view, change):
    weight = torch.ones(2, 2, device=device, requires_grad=True)
    hidden = weight * 2 if change != "tracked" else torch.full((2, 2), 2.0, device=device)
    part = views[view](hidden)
    with torch.set_grad_enabled(change != "no_grad"):
        hidden.mul_(weight * 5 if change == "tracked" else 5)
    yield "view sees it", part.flatten()[0].item() == 10
    yield "view.requires_grad", part.requires_grad
    if part.requires_grad:
        part.sum().backward()
        yield "weight.grad", weight.grad.flatten().tolist() if weight.grad is not None else None


EXPECT = {
    "[select-number]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 0.0, 0.0]},
    },
    "[select-tracked]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 0.0, 0.0]},
    },
    "[slice-number]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 0.0, 0.0]},
    },
    "[slice-tracked]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 0.0, 0.0]},
    },
    "[tensor_split-number]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 0.0, 0.0]},
    },
    "[tensor_split-tracked]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 0.0, 0.0]},
    },
    "[select-no_grad]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
    },
    "[slice-no_grad]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
    },
    "[tensor_split-no_grad]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
    },
    "[as_strided-number]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 10.0, 10.0]},
    },
    "[as_strided-tracked]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 10.0, 10.0]},
    },
    "[t-number]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 10.0, 10.0]},
    },
    "[t-tracked]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 10.0, 10.0]},
    },
    "[view-number]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 10.0, 10.0]},
    },
    "[view-tracked]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 10.0, 10.0]},
    },
    "[as_strided-no_grad]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 2.0, 2.0]},
    },
    "[t-no_grad]": {">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[view-no_grad]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 2.0, 2.0]},
    },
    "[expand-number]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [30.0, 30.0, 30.0, 30.0]},
    },
    "[expand-tracked]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [30.0, 30.0, 30.0, 30.0]},
    },
    "[expand-no_grad]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [6.0, 6.0, 6.0, 6.0]},
    },
    "[diagonal-number]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 0.0, 0.0, 10.0]},
    },
    "[diagonal-tracked]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 0.0, 0.0, 10.0]},
    },
    "[diagonal-no_grad]": {
        ">=1.0": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 0.0, 0.0, 2.0]},
    },
    "[unbind-number]": {
        "<1.5": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 0.0, 0.0]},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[unbind-tracked]": {
        "<1.5": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 0.0, 0.0]},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[unbind-no_grad]": {
        "<1.5": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
        ">=1.5": {"raises": "RuntimeError"},
    },
    "[iterate-number]": {
        "<1.7": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 0.0, 0.0]},
        ">=1.7": {"raises": "RuntimeError"},
    },
    "[iterate-tracked]": {
        "<1.7": {"view sees it": True, "view.requires_grad": True, "weight.grad": [10.0, 10.0, 0.0, 0.0]},
        ">=1.7": {"raises": "RuntimeError"},
    },
    "[iterate-no_grad]": {
        "<1.7": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
        ">=1.7": {"raises": "RuntimeError"},
    },
    "[chunk-no_grad]": {
        "<1.8": {"view sees it": True, "view.requires_grad": True, "raises": "RuntimeError"},
        ">=1.8,<1.10": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
        ">=1.10": {"raises": "RuntimeError"},
    },
    "[chunk-number]": {
        "<1.8": {"view sees it": True, "view.requires_grad": True, "raises": "RuntimeError"},
        ">=1.8,<1.10": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
        ">=1.10": {"raises": "RuntimeError"},
    },
    "[split-no_grad]": {
        "<1.8": {"view sees it": True, "view.requires_grad": True, "raises": "RuntimeError"},
        ">=1.8,<1.10": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
        ">=1.10": {"raises": "RuntimeError"},
    },
    "[split-number]": {
        "<1.8": {"view sees it": True, "view.requires_grad": True, "raises": "RuntimeError"},
        ">=1.8,<1.10": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
        ">=1.10": {"raises": "RuntimeError"},
    },
    "[chunk-tracked]": {
        "<1.7": {"view sees it": True, "view.requires_grad": False},
        ">=1.7,<1.10": {"view sees it": True, "view.requires_grad": True, "weight.grad": "None"},
        ">=1.10": {"raises": "RuntimeError"},
    },
    "[split-tracked]": {
        "<1.7": {"view sees it": True, "view.requires_grad": False},
        ">=1.7,<1.10": {"view sees it": True, "view.requires_grad": True, "weight.grad": "None"},
        ">=1.10": {"raises": "RuntimeError"},
    },
    "[unsafe_chunk-no_grad]": {
        "<1.8": {"view sees it": True, "view.requires_grad": True, "raises": "RuntimeError"},
        ">=1.8": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
    },
    "[unsafe_chunk-number]": {
        "<1.8": {"view sees it": True, "view.requires_grad": True, "raises": "RuntimeError"},
        ">=1.8": {"view sees it": True, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
    },
    "[data-*]": {">=1.0": {"view sees it": True, "view.requires_grad": False}},
    "[detach-*]": {">=1.0": {"view sees it": True, "view.requires_grad": False}},
    "[unsafe_chunk-tracked]": {">=1.0": {"view sees it": True, "view.requires_grad": False}},
    "[index_list-no_grad]": {
        "<1.2": {"view sees it": False, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
        ">=1.2,<1.3": {"view sees it": False, "view.requires_grad": True, "raises": "RuntimeError"},
        ">=1.3": {"view sees it": False, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
    },
    "[index_list-number]": {
        "<1.2": {"view sees it": False, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
        ">=1.2,<1.3": {"view sees it": False, "view.requires_grad": True, "raises": "RuntimeError"},
        ">=1.3": {"view sees it": False, "view.requires_grad": True, "weight.grad": [2.0, 2.0, 0.0, 0.0]},
    },
    "[index_list-tracked]": {">=1.0": {"view sees it": False, "view.requires_grad": False}},
}

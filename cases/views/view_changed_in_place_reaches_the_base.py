"""If a view of a tensor is changed in place, does the gradient of the tensor account for it?

It does: the history of the base is rewritten, so that the changed part goes through the change,
and the rest does not.
`hidden[0] *= 5` gives 10 where the rest has 2, whatever kind of view is changed.
Two exceptions: one is a view whose windows overlap:
`unfold` writes an entry twice and counts it once, silently, in all releases.
The other are the views that one call makes together: what iteration gives cannot be changed since 1.7;
a chunk was no view until 1.6, and the gradient silently missed its change, was right in 1.7 and 1.8, with a warning,
and cannot be changed since 1.9.
Under no_grad the values change all the same, and the gradient knows nothing of it.
A reshape that had to copy, or an index with a list, changes only the copy.

https://github.com/pytorch/pytorch/pull/40884
https://github.com/pytorch/pytorch/pull/39299
https://github.com/pytorch/pytorch/pull/56093
https://github.com/pytorch/pytorch/issues/77565
https://github.com/pytorch/pytorch/issues/108618
https://github.com/pytorch/pytorch/issues/98143
https://docs.pytorch.org/docs/stable/tensor_view.html
"""

import torch

views = {
    "itself": lambda h: h,
    "view": lambda h: h.view(4),
    "reshape": lambda h: h.reshape(4),
    "reshape_copy": lambda h: h.t().reshape(4),
    "flatten": lambda h: h.flatten(),
    "t": lambda h: h.t(),
    "transpose": lambda h: h.transpose(0, 1),
    "permute": lambda h: h.permute(1, 0),
    "select": lambda h: h[0],
    "select_twice": lambda h: h[0][0],
    "slice": lambda h: h[:1],
    "narrow": lambda h: h.narrow(0, 0, 1),
    "dots": lambda h: h[...],
    "none": lambda h: h[None],
    "index_list": lambda h: h[[0]],
    "diagonal": lambda h: h.diagonal(),
    "squeeze": lambda h: h[:1].squeeze(),
    "unsqueeze": lambda h: h.unsqueeze(0),
    "unfold": lambda h: h.unfold(0, 1, 1),
    "unfold_overlapping": lambda h: h.view(4).unfold(0, 2, 1),
    "as_strided": lambda h: h.as_strided((2,), (1,)),
    "expand_same": lambda h: h.expand(2, 2),
    "contiguous": lambda h: h.contiguous(),
    "contiguous_copy": lambda h: h.t().contiguous(),
    "view_of_view": lambda h: h.view(4)[:2],
    "detach": lambda h: h.detach(),
    "data": lambda h: h.data,
    "chunk_1": lambda h: h.chunk(1)[0],
    "iterate": lambda h: next(iter(h)),
}
PARAMS = {
    "view": [
        "itself",
        "view",
        "reshape",
        "reshape_copy",
        "flatten",
        "t",
        "transpose",
        "permute",
        "select",
        "select_twice",
        "slice",
        "narrow",
        "dots",
        "none",
        "index_list",
        "diagonal",
        "squeeze",
        "unsqueeze",
        "unfold",
        "unfold_overlapping",
        "as_strided",
        "expand_same",
        "contiguous",
        "contiguous_copy",
        "view_of_view",
        "detach",
        "data",
        "chunk_1",
        "iterate",
    ],
    "grad": [True, False],
}


def observe(device, view, grad):
    weight = torch.ones(2, 2, device=device, requires_grad=True)
    hidden = weight * 2
    with torch.set_grad_enabled(grad):
        views[view](hidden).mul_(5)
    yield "hidden", hidden.flatten().tolist()
    hidden.sum().backward()
    yield "weight.grad", weight.grad.flatten().tolist()


EXPECT = {
    "[contiguous-True]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [10.0, 10.0, 10.0, 10.0]}},
    "[dots-True]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [10.0, 10.0, 10.0, 10.0]}},
    "[expand_same-True]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [10.0, 10.0, 10.0, 10.0]}},
    "[flatten-True]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [10.0, 10.0, 10.0, 10.0]}},
    "[itself-True]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [10.0, 10.0, 10.0, 10.0]}},
    "[none-True]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [10.0, 10.0, 10.0, 10.0]}},
    "[permute-True]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [10.0, 10.0, 10.0, 10.0]}},
    "[reshape-True]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [10.0, 10.0, 10.0, 10.0]}},
    "[t-True]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [10.0, 10.0, 10.0, 10.0]}},
    "[transpose-True]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [10.0, 10.0, 10.0, 10.0]}},
    "[unfold-True]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [10.0, 10.0, 10.0, 10.0]}},
    "[unsqueeze-True]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [10.0, 10.0, 10.0, 10.0]}},
    "[view-True]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [10.0, 10.0, 10.0, 10.0]}},
    "[data-*]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[detach-*]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[chunk_1-False]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[contiguous-False]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[dots-False]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[expand_same-False]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[flatten-False]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[itself-False]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[none-False]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[permute-False]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[reshape-False]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[t-False]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[transpose-False]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[unfold-False]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[unsqueeze-False]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[view-False]": {">=1.0": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[contiguous_copy-*]": {">=1.0": {"hidden": [2.0, 2.0, 2.0, 2.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[index_list-*]": {">=1.0": {"hidden": [2.0, 2.0, 2.0, 2.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[reshape_copy-*]": {">=1.0": {"hidden": [2.0, 2.0, 2.0, 2.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[as_strided-True]": {">=1.0": {"hidden": [10.0, 10.0, 2.0, 2.0], "weight.grad": [10.0, 10.0, 2.0, 2.0]}},
    "[narrow-True]": {">=1.0": {"hidden": [10.0, 10.0, 2.0, 2.0], "weight.grad": [10.0, 10.0, 2.0, 2.0]}},
    "[select-True]": {">=1.0": {"hidden": [10.0, 10.0, 2.0, 2.0], "weight.grad": [10.0, 10.0, 2.0, 2.0]}},
    "[slice-True]": {">=1.0": {"hidden": [10.0, 10.0, 2.0, 2.0], "weight.grad": [10.0, 10.0, 2.0, 2.0]}},
    "[squeeze-True]": {">=1.0": {"hidden": [10.0, 10.0, 2.0, 2.0], "weight.grad": [10.0, 10.0, 2.0, 2.0]}},
    "[view_of_view-True]": {">=1.0": {"hidden": [10.0, 10.0, 2.0, 2.0], "weight.grad": [10.0, 10.0, 2.0, 2.0]}},
    "[as_strided-False]": {">=1.0": {"hidden": [10.0, 10.0, 2.0, 2.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[iterate-False]": {">=1.0": {"hidden": [10.0, 10.0, 2.0, 2.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[narrow-False]": {">=1.0": {"hidden": [10.0, 10.0, 2.0, 2.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[select-False]": {">=1.0": {"hidden": [10.0, 10.0, 2.0, 2.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[slice-False]": {">=1.0": {"hidden": [10.0, 10.0, 2.0, 2.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[squeeze-False]": {">=1.0": {"hidden": [10.0, 10.0, 2.0, 2.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[view_of_view-False]": {">=1.0": {"hidden": [10.0, 10.0, 2.0, 2.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[select_twice-True]": {">=1.0": {"hidden": [10.0, 2.0, 2.0, 2.0], "weight.grad": [10.0, 2.0, 2.0, 2.0]}},
    "[select_twice-False]": {">=1.0": {"hidden": [10.0, 2.0, 2.0, 2.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[diagonal-True]": {">=1.0": {"hidden": [10.0, 2.0, 2.0, 10.0], "weight.grad": [10.0, 2.0, 2.0, 10.0]}},
    "[diagonal-False]": {">=1.0": {"hidden": [10.0, 2.0, 2.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[unfold_overlapping-True]": {
        ">=1.0": {"hidden": [10.0, 50.0, 50.0, 10.0], "weight.grad": [10.0, 10.0, 10.0, 10.0]},
    },
    "[unfold_overlapping-False]": {">=1.0": {"hidden": [10.0, 50.0, 50.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]}},
    "[chunk_1-True]": {
        "<1.7": {"hidden": [10.0, 10.0, 10.0, 10.0], "weight.grad": [2.0, 2.0, 2.0, 2.0]},
        ">=1.7,<1.9": {
            "hidden": [10.0, 10.0, 10.0, 10.0],
            "weight.grad": [10.0, 10.0, 10.0, 10.0],
            "warns": ["UserWarning"],
        },
        ">=1.9": {"raises": "RuntimeError"},
    },
    "[iterate-True]": {
        "<1.7": {"hidden": [10.0, 10.0, 2.0, 2.0], "weight.grad": [10.0, 10.0, 2.0, 2.0]},
        ">=1.7": {"raises": "RuntimeError"},
    },
}

"""Which of several equal entries do max, sort, topk and their kin point at, and so which one gets the gradient?

Functions that return an index pass the whole gradient to the entry at that index.
The documentation promises the first one only for argmax and argmin since 1.7, and for a stable sort.
`max(dim)` and `min(dim)` pointed at the last one until 1.5 and at the first since 1.6; argmax and argmin followed
in 1.7.
`topk` changed in 1.2, the order of twenty equal entries after a sort in 1.7, `median(dim)` in 1.8 and `mode` in
1.9.
No warning announced any of these, and for topk, max, sort and mode no note found.

https://github.com/pytorch/pytorch/issues/22853
https://github.com/pytorch/pytorch/pull/42004
https://github.com/pytorch/pytorch/pull/45847
https://pytorch.org/docs/stable/generated/torch.argmax.html
https://pytorch.org/docs/stable/generated/torch.sort.html
https://pytorch.org/docs/stable/generated/torch.topk.html
"""

import torch

PARAMS = {
    "function": [
        "max", "min", "argmax", "argmin", "argmax_all", "median", "nanmedian", "mode", "kthvalue_1", "kthvalue_2",
        "kthvalue_3", "topk_1", "topk_2", "topk_2_smallest", "topk_3_unsorted", "sort", "sort_descending",
        "sort_stable",
        "argsort", "argsort_descending", "cummax", "cummin", "max_pool1d", "adaptive_max_pool1d",
    ],
    "entries": ["all_equal", "two_of_four", "twenty_equal"],
}  # fmt: skip
TORCH = {
    "[argmax_all-*]": ">=1.0",
    "[nanmedian-*]": ">=1.8",
    "[sort_stable-*]": ">=1.9",
    "[cummax-*]": ">=1.5",
    "[cummin-*]": ">=1.5",
}


def observe(device, function, entries):
    x = {"all_equal": [1.0] * 4, "two_of_four": [0.0, 1.0, 1.0, 0.0], "twenty_equal": [1.0] * 20}[entries]
    x = torch.tensor(x, device=device)
    index = {
        "max": lambda: x.max(0)[1],
        "min": lambda: x.min(0)[1],
        "argmax": lambda: x.argmax(0),
        "argmin": lambda: x.argmin(0),
        "argmax_all": lambda: x.argmax(),
        "median": lambda: x.median(0)[1],
        "nanmedian": lambda: x.nanmedian(0)[1],
        "mode": lambda: x.mode(0)[1],
        "kthvalue_1": lambda: x.kthvalue(1)[1],
        "kthvalue_2": lambda: x.kthvalue(2)[1],
        "kthvalue_3": lambda: x.kthvalue(3)[1],
        "topk_1": lambda: x.topk(1)[1],
        "topk_2": lambda: x.topk(2)[1],
        "topk_2_smallest": lambda: x.topk(2, largest=False)[1],
        "topk_3_unsorted": lambda: x.topk(3, sorted=False)[1],
        "sort": lambda: x.sort()[1],
        "sort_descending": lambda: x.sort(descending=True)[1],
        "sort_stable": lambda: x.sort(stable=True)[1],
        "argsort": lambda: x.argsort(),
        "argsort_descending": lambda: x.argsort(descending=True),
        "cummax": lambda: x.cummax(0)[1],
        "cummin": lambda: x.cummin(0)[1],
        "max_pool1d": lambda: torch.nn.functional.max_pool1d(x.view(1, 1, -1), 4, return_indices=True)[1].view(-1),
        "adaptive_max_pool1d": lambda: torch.nn.functional.adaptive_max_pool1d(
            x.view(1, 1, -1), 2, return_indices=True
        )[1].view(-1),
    }[function]()
    yield "index", index.tolist()

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
}  # fmt: skip # a table; a value a line would be a screen
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


EXPECT = {
    "[max-all_equal]": {"<1.6": {"index": 3}, ">=1.6": {"index": 0}},
    "[min-all_equal]": {"<1.6": {"index": 3}, ">=1.6": {"index": 0}},
    "[min-two_of_four]": {"<1.6": {"index": 3}, ">=1.6": {"index": 0}},
    "[max-two_of_four]": {"<1.6": {"index": 2}, ">=1.6": {"index": 1}},
    "[max-twenty_equal]": {"<1.6": {"index": 19}, ">=1.6": {"index": 0}},
    "[min-twenty_equal]": {"<1.6": {"index": 19}, ">=1.6": {"index": 0}},
    "[argmax-all_equal]": {"<1.7": {"index": 3}, ">=1.7": {"index": 0}},
    "[argmax_all-all_equal]": {"<1.7": {"index": 3}, ">=1.7": {"index": 0}},
    "[argmin-all_equal]": {"<1.7": {"index": 3}, ">=1.7": {"index": 0}},
    "[argmin-two_of_four]": {"<1.7": {"index": 3}, ">=1.7": {"index": 0}},
    "[argmax-two_of_four]": {"<1.7": {"index": 2}, ">=1.7": {"index": 1}},
    "[argmax_all-two_of_four]": {"<1.7": {"index": 2}, ">=1.7": {"index": 1}},
    "[argmax-twenty_equal]": {"<1.7": {"index": 19}, ">=1.7": {"index": 0}},
    "[argmax_all-twenty_equal]": {"<1.7": {"index": 19}, ">=1.7": {"index": 0}},
    "[argmin-twenty_equal]": {"<1.7": {"index": 19}, ">=1.7": {"index": 0}},
    "[median-all_equal]": {"<1.8": {"index": 0}, ">=1.8": {"index": 1}},
    "[median-two_of_four]": {"<1.8": {"index": 0}, ">=1.8": {"index": 3}},
    "[median-twenty_equal]": {"<1.8": {"index": 0}, ">=1.8": {"index": 9}},
    "[kthvalue_1-all_equal]": {">=1.0": {"index": 1}},
    "[nanmedian-all_equal]": {">=1.0": {"index": 1}},
    "[kthvalue_1-two_of_four]": {">=1.0": {"index": 3}},
    "[mode-all_equal]": {">=1.0": {"index": 3}},
    "[mode-two_of_four]": {">=1.0": {"index": 3}},
    "[nanmedian-two_of_four]": {">=1.0": {"index": 3}},
    "[nanmedian-twenty_equal]": {">=1.0": {"index": 9}},
    "[mode-twenty_equal]": {"<1.9": {"index": 19}, ">=1.9": {"index": 1}},
    "[kthvalue_1-twenty_equal]": {">=1.0": {"index": 16}},
    "[kthvalue_2-all_equal]": {">=1.0": {"index": 0}},
    "[kthvalue_2-two_of_four]": {">=1.0": {"index": 0}},
    "[kthvalue_2-twenty_equal]": {">=1.0": {"index": 15}},
    "[kthvalue_3-all_equal]": {">=1.0": {"index": 2}},
    "[kthvalue_3-two_of_four]": {">=1.0": {"index": 2}},
    "[kthvalue_3-twenty_equal]": {">=1.0": {"index": 13}},
    "[topk_1-all_equal]": {"<1.2": {"index": [3]}, ">=1.2": {"index": [2]}},
    "[topk_1-two_of_four]": {">=1.0": {"index": [1]}},
    "[topk_1-twenty_equal]": {"<1.2": {"index": [19]}, ">=1.2": {"index": [12]}},
    "[topk_2-all_equal]": {">=1.0": {"index": [2, 3]}},
    "[topk_2-two_of_four]": {"<1.2": {"index": [2, 1]}, ">=1.2": {"index": [1, 2]}},
    "[topk_2-twenty_equal]": {"<1.2": {"index": [7, 19]}, ">=1.2": {"index": [12, 14]}},
    "[topk_2_smallest-all_equal]": {"<1.2": {"index": [1, 0]}, ">=1.2": {"index": [2, 3]}},
    "[topk_2_smallest-two_of_four]": {">=1.0": {"index": [3, 0]}},
    "[topk_2_smallest-twenty_equal]": {"<1.2": {"index": [16, 15]}, ">=1.2": {"index": [12, 14]}},
    "[topk_3_unsorted-all_equal]": {"<1.2": {"index": [0, 2, 3]}, ">=1.2": {"index": [2, 3, 0]}},
    "[topk_3_unsorted-two_of_four]": {"<1.2": {"index": [0, 2, 1]}, ">=1.2": {"index": [1, 2, 0]}},
    "[topk_3_unsorted-twenty_equal]": {"<1.2": {"index": [8, 7, 19]}, ">=1.2": {"index": [12, 14, 13]}},
    "[argsort-all_equal]": {">=1.0": {"index": [0, 1, 2, 3]}},
    "[argsort_descending-all_equal]": {">=1.0": {"index": [0, 1, 2, 3]}},
    "[cummax-all_equal]": {">=1.0": {"index": [0, 1, 2, 3]}},
    "[cummin-all_equal]": {">=1.0": {"index": [0, 1, 2, 3]}},
    "[sort-all_equal]": {">=1.0": {"index": [0, 1, 2, 3]}},
    "[sort_descending-all_equal]": {">=1.0": {"index": [0, 1, 2, 3]}},
    "[sort_stable-all_equal]": {">=1.0": {"index": [0, 1, 2, 3]}},
    "[argsort-two_of_four]": {">=1.0": {"index": [0, 3, 1, 2]}},
    "[sort-two_of_four]": {">=1.0": {"index": [0, 3, 1, 2]}},
    "[sort_stable-two_of_four]": {">=1.0": {"index": [0, 3, 1, 2]}},
    "[argsort-twenty_equal]": {
        "<1.7": {"index": [11, 9, 18, 17, 16, 15, 14, 13, 12, 0, 10, 1, 8, 7, 6, 5, 4, 3, 2, 19]},
        ">=1.7": {"index": [10, 19, 18, 17, 16, 15, 14, 13, 12, 11, 0, 9, 8, 7, 6, 5, 4, 3, 2, 1]},
    },
    "[argsort_descending-twenty_equal]": {
        "<1.7": {"index": [11, 9, 18, 17, 16, 15, 14, 13, 12, 0, 10, 1, 8, 7, 6, 5, 4, 3, 2, 19]},
        ">=1.7": {"index": [10, 19, 18, 17, 16, 15, 14, 13, 12, 11, 0, 9, 8, 7, 6, 5, 4, 3, 2, 1]},
    },
    "[sort-twenty_equal]": {
        "<1.7": {"index": [11, 9, 18, 17, 16, 15, 14, 13, 12, 0, 10, 1, 8, 7, 6, 5, 4, 3, 2, 19]},
        ">=1.7": {"index": [10, 19, 18, 17, 16, 15, 14, 13, 12, 11, 0, 9, 8, 7, 6, 5, 4, 3, 2, 1]},
    },
    "[sort_descending-twenty_equal]": {
        "<1.7": {"index": [11, 9, 18, 17, 16, 15, 14, 13, 12, 0, 10, 1, 8, 7, 6, 5, 4, 3, 2, 19]},
        ">=1.7": {"index": [10, 19, 18, 17, 16, 15, 14, 13, 12, 11, 0, 9, 8, 7, 6, 5, 4, 3, 2, 1]},
    },
    "[argsort_descending-two_of_four]": {">=1.0": {"index": [1, 2, 0, 3]}},
    "[sort_descending-two_of_four]": {">=1.0": {"index": [1, 2, 0, 3]}},
    "[cummax-twenty_equal]": {
        ">=1.0": {"index": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]},
    },
    "[cummin-twenty_equal]": {
        ">=1.0": {"index": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]},
    },
    "[sort_stable-twenty_equal]": {
        ">=1.0": {"index": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]},
    },
    "[cummax-two_of_four]": {">=1.0": {"index": [0, 1, 2, 2]}},
    "[cummin-two_of_four]": {">=1.0": {"index": [0, 0, 0, 3]}},
    "[max_pool1d-all_equal]": {
        "<1.9": {"index": [0]},
        ">=1.9,<1.9.1": {"index": [0], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"index": [0]},
        ">=1.11,<1.12": {"index": [0], "warns": ["UserWarning"]},
        ">=1.12": {"index": [0]},
    },
    "[max_pool1d-two_of_four]": {
        "<1.9": {"index": [1]},
        ">=1.9,<1.9.1": {"index": [1], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"index": [1]},
        ">=1.11,<1.12": {"index": [1], "warns": ["UserWarning"]},
        ">=1.12": {"index": [1]},
    },
    "[max_pool1d-twenty_equal]": {
        "<1.9": {"index": [0, 4, 8, 12, 16]},
        ">=1.9,<1.9.1": {"index": [0, 4, 8, 12, 16], "warns": ["UserWarning"]},
        ">=1.9.1,<1.11": {"index": [0, 4, 8, 12, 16]},
        ">=1.11,<1.12": {"index": [0, 4, 8, 12, 16], "warns": ["UserWarning"]},
        ">=1.12": {"index": [0, 4, 8, 12, 16]},
    },
    "[adaptive_max_pool1d-all_equal]": {">=1.0": {"index": [0, 2]}},
    "[adaptive_max_pool1d-two_of_four]": {">=1.0": {"index": [1, 2]}},
    "[adaptive_max_pool1d-twenty_equal]": {">=1.0": {"index": [0, 10]}},
}

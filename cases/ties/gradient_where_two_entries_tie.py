"""Which entry gets the gradient when two of them are equal?

There is no right answer at a tie, only a convention, and the conventions changed.
`max()` over a whole tensor gave the full gradient to each of the equal entries until 1.5, in 1.6 to one of them,
and divides it since 1.7; `median()` and `min()` likewise, and the infinity norm since 1.8.
`max(dim)` gives all of it to the one entry whose index it returns: the last until 1.5, the first since 1.6; argmax
points at the first since 1.7, and topk since 1.2.
The entry-wise maximum of two equal tensors gave everything to the second, and halves it since 1.10; fmax and fmin
since 2.14.
unique has no derivative and raises, a NotImplementedError since 1.10.
aminmax raised in the backward until 2.11, and gives each end its gradient since 2.12.
For 1.2 and 1.6 no note found; no warning announced any of these.

https://github.com/pytorch/pytorch/pull/42004
https://github.com/pytorch/pytorch/pull/43519
https://github.com/pytorch/pytorch/pull/48611
https://github.com/pytorch/pytorch/pull/59482
https://github.com/pytorch/pytorch/pull/59669
https://github.com/pytorch/pytorch/pull/191142
https://github.com/pytorch/pytorch/pull/175215
https://github.com/pytorch/pytorch/issues/56734
https://docs.pytorch.org/docs/stable/generated/torch.amax.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "function": [
        "max", "min", "median", "max_dim", "maximum", "norm_inf", "sort",
        "min_dim", "median_dim", "minimum", "amax", "amin", "aminmax", "nanmedian", "nanmedian_dim", "mode",
        "kthvalue",
        "topk", "topk_smallest", "sort_descending", "msort", "quantile", "nanquantile", "cummax", "cummin",
        "fmax", "fmin",
        "norm_minus_inf", "norm_inf_dim", "vector_norm_inf", "dist_inf", "cdist_inf", "pairwise_distance_inf",
        "max_pool1d", "adaptive_max_pool1d", "max_pool2d", "embedding_bag_max", "scatter_reduce_amax",
        "index_reduce_amax", "segment_reduce_max", "logsumexp", "cat_max", "stack_max_dim", "where",
        "clamp_min_tensor",
        "unique", "relu_difference", "gather_argmax", "index_argmax", "max_keepdim_2d",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[amax]": ">=1.7",
    "[amin]": ">=1.7",
    "[aminmax]": ">=1.10",
    "[nanmedian*]": ">=1.8",
    "[msort]": ">=1.8",
    "[quantile]": ">=1.7",
    "[nanquantile]": ">=1.7",
    "[cummax]": ">=1.5",
    "[cummin]": ">=1.5",
    "[fmax]": ">=1.8",
    "[fmin]": ">=1.8",
    "[vector_norm_inf]": ">=1.9",
    "[cdist_inf]": ">=1.1",
    "[scatter_reduce_amax]": ">=1.12",
    "[index_reduce_amax]": ">=1.12",
    "[segment_reduce_max]": ">=1.13",
    "[clamp_min_tensor]": ">=1.9",
}
inf = float("inf")


def observe(device, function):
    a = torch.ones(2, device=device, requires_grad=True)
    b = torch.ones(2, device=device, requires_grad=True)
    zeros = torch.zeros(2, dtype=torch.long, device=device)
    out = {
        "max": lambda: a.max(),
        "min": lambda: a.min(),
        "median": lambda: a.median(),
        "max_dim": lambda: a.max(0)[0],
        "maximum": lambda: torch.max(a, b).sum(),
        "norm_inf": lambda: a.norm(inf),
        "sort": lambda: a.sort()[0].sum(),
        "min_dim": lambda: a.min(0)[0],
        "median_dim": lambda: a.median(0)[0],
        "minimum": lambda: torch.min(a, b).sum(),
        "amax": lambda: a.amax(0),
        "amin": lambda: a.amin(0),
        "aminmax": lambda: sum(a.aminmax()),
        "nanmedian": lambda: a.nanmedian(),
        "nanmedian_dim": lambda: a.nanmedian(0)[0],
        "mode": lambda: a.mode(0)[0],
        "kthvalue": lambda: a.kthvalue(1)[0],
        "topk": lambda: a.topk(1)[0].sum(),
        "topk_smallest": lambda: a.topk(1, largest=False)[0].sum(),
        "sort_descending": lambda: a.sort(descending=True)[0][0],
        "msort": lambda: torch.msort(a)[0],
        "quantile": lambda: a.quantile(0.25),
        "nanquantile": lambda: torch.nanquantile(a, 0.25),
        "cummax": lambda: a.cummax(0)[0].sum(),
        "cummin": lambda: a.cummin(0)[0].sum(),
        "fmax": lambda: torch.fmax(a, b).sum(),
        "fmin": lambda: torch.fmin(a, b).sum(),
        "norm_minus_inf": lambda: a.norm(-inf),
        "norm_inf_dim": lambda: a.norm(inf, dim=0),
        "vector_norm_inf": lambda: torch.linalg.vector_norm(a, inf),
        "dist_inf": lambda: torch.dist(a, b - 2, inf),
        "cdist_inf": lambda: torch.cdist(a.unsqueeze(0), b.unsqueeze(0) - 2, inf).sum(),
        "pairwise_distance_inf": lambda: F.pairwise_distance(a.unsqueeze(0), b.unsqueeze(0) - 2, inf).sum(),
        "max_pool1d": lambda: F.max_pool1d(a.view(1, 1, 2), 2).sum(),
        "adaptive_max_pool1d": lambda: F.adaptive_max_pool1d(a.view(1, 1, 2), 1).sum(),
        "max_pool2d": lambda: F.max_pool2d(a.view(1, 1, 1, 2), (1, 2)).sum(),
        "embedding_bag_max": lambda: F.embedding_bag(
            torch.arange(2, device=device).unsqueeze(0), a.view(2, 1), mode="max"
        ).sum(),
        "scatter_reduce_amax": lambda: b.scatter_reduce(0, zeros, a, "amax").sum(),
        "index_reduce_amax": lambda: b.index_reduce(0, zeros, a, "amax").sum(),
        "segment_reduce_max": lambda: torch.segment_reduce(a, "max", lengths=zeros[:1] + 2).sum(),
        "logsumexp": lambda: a.logsumexp(0),
        "cat_max": lambda: torch.cat([a, b]).max(),
        "stack_max_dim": lambda: torch.stack([a, b]).max(0)[0].sum(),
        "where": lambda: torch.where(a > b, a, b).sum(),
        "clamp_min_tensor": lambda: torch.clamp(a, min=b).sum(),
        "unique": lambda: a.unique().sum(),
        "relu_difference": lambda: (b + torch.relu(a - b)).sum(),
        "gather_argmax": lambda: a.gather(0, a.argmax(0, keepdim=True)).sum(),
        "index_argmax": lambda: a[a.argmax()],
        "max_keepdim_2d": lambda: a.view(1, 2).max(1, keepdim=True)[0].sum(),
    }[function]()
    out.backward()
    yield "a.grad", a.grad.tolist()
    yield "b.grad", b.grad.tolist() if b.grad is not None else None


EXPECT = {
    "[max]": {
        "<1.6": {"a.grad": [1.0, 1.0], "b.grad": "None"},
        ">=1.6,<1.7": {"a.grad": [1.0, 0.0], "b.grad": "None"},
        ">=1.7": {"a.grad": [0.5, 0.5], "b.grad": "None"},
    },
    "[median]": {
        "<1.6": {"a.grad": [1.0, 1.0], "b.grad": "None"},
        ">=1.6,<1.7": {"a.grad": [1.0, 0.0], "b.grad": "None"},
        ">=1.7": {"a.grad": [0.5, 0.5], "b.grad": "None"},
    },
    "[min]": {
        "<1.6": {"a.grad": [1.0, 1.0], "b.grad": "None"},
        ">=1.6,<1.7": {"a.grad": [1.0, 0.0], "b.grad": "None"},
        ">=1.7": {"a.grad": [0.5, 0.5], "b.grad": "None"},
    },
    "[max_dim]": {"<1.6": {"a.grad": [0.0, 1.0], "b.grad": "None"}, ">=1.6": {"a.grad": [1.0, 0.0], "b.grad": "None"}},
    "[max_keepdim_2d]": {
        "<1.6": {"a.grad": [0.0, 1.0], "b.grad": "None"},
        ">=1.6": {"a.grad": [1.0, 0.0], "b.grad": "None"},
    },
    "[min_dim]": {"<1.6": {"a.grad": [0.0, 1.0], "b.grad": "None"}, ">=1.6": {"a.grad": [1.0, 0.0], "b.grad": "None"}},
    "[maximum]": {
        "<1.10": {"a.grad": [0.0, 0.0], "b.grad": [1.0, 1.0]},
        ">=1.10": {"a.grad": [0.5, 0.5], "b.grad": [0.5, 0.5]},
    },
    "[minimum]": {
        "<1.10": {"a.grad": [0.0, 0.0], "b.grad": [1.0, 1.0]},
        ">=1.10": {"a.grad": [0.5, 0.5], "b.grad": [0.5, 0.5]},
    },
    "[norm_inf]": {"<1.8": {"a.grad": [1.0, 1.0], "b.grad": "None"}, ">=1.8": {"a.grad": [0.5, 0.5], "b.grad": "None"}},
    "[norm_inf_dim]": {
        "<1.8": {"a.grad": [1.0, 1.0], "b.grad": "None"},
        ">=1.8": {"a.grad": [0.5, 0.5], "b.grad": "None"},
    },
    "[norm_minus_inf]": {
        "<1.8": {"a.grad": [1.0, 1.0], "b.grad": "None"},
        ">=1.8": {"a.grad": [0.5, 0.5], "b.grad": "None"},
    },
    "[cummax]": {">=1.0": {"a.grad": [1.0, 1.0], "b.grad": "None"}},
    "[cummin]": {">=1.0": {"a.grad": [1.0, 1.0], "b.grad": "None"}},
    "[sort]": {">=1.0": {"a.grad": [1.0, 1.0], "b.grad": "None"}},
    "[adaptive_max_pool1d]": {">=1.0": {"a.grad": [1.0, 0.0], "b.grad": "None"}},
    "[embedding_bag_max]": {">=1.0": {"a.grad": [1.0, 0.0], "b.grad": "None"}},
    "[kthvalue]": {">=1.0": {"a.grad": [1.0, 0.0], "b.grad": "None"}},
    "[median_dim]": {">=1.0": {"a.grad": [1.0, 0.0], "b.grad": "None"}},
    "[msort]": {">=1.0": {"a.grad": [1.0, 0.0], "b.grad": "None"}},
    "[nanmedian_dim]": {">=1.0": {"a.grad": [1.0, 0.0], "b.grad": "None"}},
    "[sort_descending]": {">=1.0": {"a.grad": [1.0, 0.0], "b.grad": "None"}},
    "[topk_smallest]": {">=1.0": {"a.grad": [1.0, 0.0], "b.grad": "None"}},
    "[amax]": {">=1.0": {"a.grad": [0.5, 0.5], "b.grad": "None"}},
    "[amin]": {">=1.0": {"a.grad": [0.5, 0.5], "b.grad": "None"}},
    "[logsumexp]": {">=1.0": {"a.grad": [0.5, 0.5], "b.grad": "None"}},
    "[nanmedian]": {">=1.0": {"a.grad": [0.5, 0.5], "b.grad": "None"}},
    "[segment_reduce_max]": {">=1.0": {"a.grad": [0.5, 0.5], "b.grad": "None"}},
    "[vector_norm_inf]": {">=1.0": {"a.grad": [0.5, 0.5], "b.grad": "None"}},
    "[aminmax]": {"<2.12": {"raises": "RuntimeError"}, ">=2.12": {"a.grad": [1.0, 1.0], "b.grad": "None"}},
    "[mode]": {">=1.0": {"a.grad": [0.0, 1.0], "b.grad": "None"}},
    "[topk]": {"<1.2": {"a.grad": [0.0, 1.0], "b.grad": "None"}, ">=1.2": {"a.grad": [1.0, 0.0], "b.grad": "None"}},
    "[nanquantile]": {">=1.0": {"a.grad": [0.75, 0.25], "b.grad": "None"}},
    "[quantile]": {">=1.0": {"a.grad": [0.75, 0.25], "b.grad": "None"}},
    "[clamp_min_tensor]": {
        "<2.14": {"a.grad": [1.0, 1.0], "b.grad": [0.0, 0.0]},
        ">=2.14": {"a.grad": [0.5, 0.5], "b.grad": [0.5, 0.5]},
    },
    "[fmax]": {
        "<2.14": {"a.grad": [1.0, 1.0], "b.grad": [0.0, 0.0]},
        ">=2.14": {"a.grad": [0.5, 0.5], "b.grad": [0.5, 0.5]},
    },
    "[fmin]": {
        "<2.14": {"a.grad": [1.0, 1.0], "b.grad": [0.0, 0.0]},
        ">=2.14": {"a.grad": [0.5, 0.5], "b.grad": [0.5, 0.5]},
    },
    "[dist_inf]": {
        "<1.8": {"a.grad": [1.0, 1.0], "b.grad": [-1.0, -1.0]},
        ">=1.8": {"a.grad": [0.5, 0.5], "b.grad": [-0.5, -0.5]},
    },
    "[pairwise_distance_inf]": {
        "<1.8": {"a.grad": [1.0, 1.0], "b.grad": [-1.0, -1.0]},
        ">=1.8": {"a.grad": [0.5, 0.5], "b.grad": [-0.5, -0.5]},
    },
    "[cdist_inf]": {">=1.0": {"a.grad": [1.0, 1.0], "b.grad": [-1.0, -1.0]}},
    "[max_pool1d]": {
        "<1.9": {"a.grad": [1.0, 0.0], "b.grad": "None"},
        ">=1.9,<1.9.1": {"a.grad": [1.0, 0.0], "b.grad": "None", "warns": ["UserWarning"]},
        ">=1.9.1": {"a.grad": [1.0, 0.0], "b.grad": "None"},
    },
    "[max_pool2d]": {
        "<1.9": {"a.grad": [1.0, 0.0], "b.grad": "None"},
        ">=1.9,<1.9.1": {"a.grad": [1.0, 0.0], "b.grad": "None", "warns": ["UserWarning"]},
        ">=1.9.1": {"a.grad": [1.0, 0.0], "b.grad": "None"},
    },
    "[scatter_reduce_amax]": {
        "<2.0": {"a.grad": [0.3333, 0.3333], "b.grad": [0.3333, 1.0], "warns": ["UserWarning"]},
        ">=2.0": {"a.grad": [0.3333, 0.3333], "b.grad": [0.3333, 1.0]},
    },
    "[index_reduce_amax]": {">=1.0": {"a.grad": [0.3333, 0.3333], "b.grad": [0.3333, 1.0], "warns": ["UserWarning"]}},
    "[cat_max]": {
        "<1.6": {"a.grad": [1.0, 1.0], "b.grad": [1.0, 1.0]},
        ">=1.6,<1.7": {"a.grad": [1.0, 0.0], "b.grad": [0.0, 0.0]},
        ">=1.7": {"a.grad": [0.25, 0.25], "b.grad": [0.25, 0.25]},
    },
    "[stack_max_dim]": {
        "<1.6": {"a.grad": [0.0, 0.0], "b.grad": [1.0, 1.0]},
        ">=1.6": {"a.grad": [1.0, 1.0], "b.grad": [0.0, 0.0]},
    },
    "[relu_difference]": {">=1.0": {"a.grad": [0.0, 0.0], "b.grad": [1.0, 1.0]}},
    "[where]": {">=1.0": {"a.grad": [0.0, 0.0], "b.grad": [1.0, 1.0]}},
    "[unique]": {"<1.10": {"raises": "RuntimeError"}, ">=1.10": {"raises": "NotImplementedError"}},
    "[gather_argmax]": {
        "<1.7": {"a.grad": [0.0, 1.0], "b.grad": "None"},
        ">=1.7": {"a.grad": [1.0, 0.0], "b.grad": "None"},
    },
    "[index_argmax]": {
        "<1.7": {"a.grad": [0.0, 1.0], "b.grad": "None"},
        ">=1.7": {"a.grad": [1.0, 0.0], "b.grad": "None"},
    },
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/2.8/generated/torch.amax.html",
        "says": "max and amax evenly distribute the gradient between equal values: max over everything.",
        "facts": {"a.grad": [0.5, 0.5]},
        "rows": "[max]",
    },
    {
        "source": "https://docs.pytorch.org/docs/2.8/generated/torch.amax.html",
        "says": "max and amax evenly distribute the gradient between equal values: also max over a dimension.",
        "facts": {"a.grad": [0.5, 0.5]},
        "rows": "[max_dim]",
    },
]

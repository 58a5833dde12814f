"""What do reductions make of nan and infinite entries, and where does the gradient go?

Sums and means carry nan, and their gradient does not notice: it is 1, or 1/n, for every entry.
The functions whose names begin with nan leave it out, and give it a gradient of 0.
max() ignored nan or not, depending on the release: its gradient was 0 for all until 1.5, an error in 1.6, and goes
to the nan since 1.7.
Sorting puts nan last, as if it were the largest, since 1.0.1, kthvalue since 1.1 and topk since 1.2: no notes
found.
The infinity norm ignored nan until 1.4, and is nan since 1.5; the median is nan since 1.8.
Equal infinities share a gradient under the infinity norm since 1.8 and under maximum since 1.10.
In 1.10 the gradient of cumprod lost some of its nan, and that of renorm all of them.
Since 2.14 two equal infinities share under fmax and get nothing at the bounds of clamp; the nan that fmax ignores
got a gradient of 1 in 2.14 only, and 0 again since 2.15.
aminmax raised in the backward, and has a derivative since 2.12.
No warning announced a change.

https://github.com/pytorch/pytorch/pull/43519
https://github.com/pytorch/pytorch/pull/45847
https://github.com/pytorch/pytorch/pull/48611
https://github.com/pytorch/pytorch/pull/59669
https://github.com/pytorch/pytorch/pull/60642
https://github.com/pytorch/pytorch/pull/191142
https://github.com/pytorch/pytorch/pull/193035
https://github.com/pytorch/pytorch/pull/175215
https://pytorch.org/docs/stable/generated/torch.nansum.html
https://pytorch.org/docs/stable/generated/torch.nan_to_num.html
"""

import torch

PARAMS = {
    "function": [
        "sum", "mean", "prod", "max", "min", "max_dim", "min_dim", "amax", "amin", "median", "median_dim",
        "nanmedian",
        "mode", "kthvalue", "topk", "sort", "cumsum", "cumprod", "cummax", "cummin", "norm", "norm_1", "norm_inf",
        "std",
        "var", "logsumexp", "nansum", "nanmean", "nan_to_num", "quantile", "nanquantile", "aminmax", "fmax",
        "maximum",
        "clamp", "cosine_similarity", "softmax", "renorm",
    ],
    "entries": ["nan", "inf", "inf_and_minus_inf"],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[amax-*]": ">=1.7", "[amin-*]": ">=1.7", "[nanmedian-*]": ">=1.8", "[cummax-*]": ">=1.5", "[cummin-*]": ">=1.5",
    "[nansum-*]": ">=1.7", "[nanmean-*]": ">=1.10", "[nan_to_num-*]": ">=1.8", "[quantile-*]": ">=1.7",
    "[nanquantile-*]": ">=1.7", "[aminmax-*]": ">=1.10", "[fmax-*]": ">=1.8", "[maximum-*]": ">=1.7",
    "[median-nan]": ">=1.7", "[median_dim-nan]": ">=1.7",
}  # fmt: skip # a table; a value a line would be a screen
inf = float("inf")


def observe(device, function, entries):
    x = {"nan": [1.0, float("nan"), 3.0], "inf": [1.0, inf, 3.0], "inf_and_minus_inf": [-inf, 2.0, inf]}[entries]
    x = torch.tensor(x, device=device, requires_grad=True)
    two = torch.full((3,), 2.0, device=device)
    out = {
        "sum": lambda: x.sum(),
        "mean": lambda: x.mean(),
        "prod": lambda: x.prod(),
        "max": lambda: x.max(),
        "min": lambda: x.min(),
        "max_dim": lambda: x.max(0)[0],
        "min_dim": lambda: x.min(0)[0],
        "amax": lambda: x.amax(0),
        "amin": lambda: x.amin(0),
        "median": lambda: x.median(),
        "median_dim": lambda: x.median(0)[0],
        "nanmedian": lambda: x.nanmedian(),
        "mode": lambda: x.mode(0)[0],
        "kthvalue": lambda: x.kthvalue(2)[0],
        "topk": lambda: x.topk(1)[0],
        "sort": lambda: x.sort()[0] * torch.tensor([1.0, 10.0, 100.0], device=device),
        "cumsum": lambda: x.cumsum(0),
        "cumprod": lambda: x.cumprod(0),
        "cummax": lambda: x.cummax(0)[0],
        "cummin": lambda: x.cummin(0)[0],
        "norm": lambda: x.norm(),
        "norm_1": lambda: x.norm(1),
        "norm_inf": lambda: x.norm(inf),
        "std": lambda: x.std(),
        "var": lambda: x.var(),
        "logsumexp": lambda: x.logsumexp(0),
        "nansum": lambda: x.nansum(),
        "nanmean": lambda: x.nanmean(),
        "nan_to_num": lambda: torch.nan_to_num(x, 0.0, 9.0, -9.0),
        "quantile": lambda: x.quantile(0.5),
        "nanquantile": lambda: x.nanquantile(0.5),
        "aminmax": lambda: torch.stack(x.aminmax()),
        "fmax": lambda: torch.fmax(x, two),
        "maximum": lambda: torch.maximum(x, two),
        "clamp": lambda: x.clamp(0, 2),
        "cosine_similarity": lambda: torch.nn.functional.cosine_similarity(x, two, dim=0),
        "softmax": lambda: x.softmax(0)[:1],
        "renorm": lambda: x.view(1, 3).renorm(2, 0, 1.0),
    }[function]()
    yield "value", [round(number, 4) + 0.0 for number in out.detach().reshape(-1).tolist()]
    out.sum().backward()
    yield "gradient", [round(slope, 4) + 0.0 for slope in x.grad.tolist()]


EXPECT = {
    "[nansum-inf_and_minus_inf]": {">=1.0": {"value": ["nan"], "gradient": [1.0, 1.0, 1.0]}},
    "[sum-inf_and_minus_inf]": {">=1.0": {"value": ["nan"], "gradient": [1.0, 1.0, 1.0]}},
    "[sum-nan]": {">=1.0": {"value": ["nan"], "gradient": [1.0, 1.0, 1.0]}},
    "[nansum-inf]": {">=1.0": {"value": ["inf"], "gradient": [1.0, 1.0, 1.0]}},
    "[norm_1-inf]": {">=1.0": {"value": ["inf"], "gradient": [1.0, 1.0, 1.0]}},
    "[sum-inf]": {">=1.0": {"value": ["inf"], "gradient": [1.0, 1.0, 1.0]}},
    "[mean-inf_and_minus_inf]": {">=1.0": {"value": ["nan"], "gradient": [0.3333, 0.3333, 0.3333]}},
    "[mean-nan]": {">=1.0": {"value": ["nan"], "gradient": [0.3333, 0.3333, 0.3333]}},
    "[nanmean-inf_and_minus_inf]": {">=1.0": {"value": ["nan"], "gradient": [0.3333, 0.3333, 0.3333]}},
    "[mean-inf]": {">=1.0": {"value": ["inf"], "gradient": [0.3333, 0.3333, 0.3333]}},
    "[nanmean-inf]": {">=1.0": {"value": ["inf"], "gradient": [0.3333, 0.3333, 0.3333]}},
    "[cosine_similarity-*]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan", "nan"]}},
    "[softmax-*]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan", "nan"]}},
    "[std-*]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan", "nan"]}},
    "[amax-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan", "nan"]}},
    "[amin-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan", "nan"]}},
    "[logsumexp-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan", "nan"]}},
    "[norm-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan", "nan"]}},
    "[prod-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan", "nan"]}},
    "[var-inf_and_minus_inf]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan", "nan"]}},
    "[var-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan", "nan"]}},
    "[prod-inf]": {">=1.0": {"value": ["inf"], "gradient": ["inf", "nan", "inf"]}},
    "[prod-inf_and_minus_inf]": {">=1.0": {"value": ["-inf"], "gradient": ["nan", "-inf", "nan"]}},
    "[max-nan]": {
        "<1.6": {"value": ["nan"], "gradient": [0.0, 0.0, 0.0]},
        ">=1.6,<1.7": {"value": ["nan"], "raises": "RuntimeError"},
        ">=1.7": {"value": ["nan"], "gradient": [0.0, 1.0, 0.0]},
    },
    "[min-nan]": {
        "<1.6": {"value": ["nan"], "gradient": [0.0, 0.0, 0.0]},
        ">=1.6,<1.7": {"value": ["nan"], "raises": "RuntimeError"},
        ">=1.7": {"value": ["nan"], "gradient": [0.0, 1.0, 0.0]},
    },
    "[amax-inf]": {">=1.0": {"value": ["inf"], "gradient": [0.0, 1.0, 0.0]}},
    "[max-inf]": {">=1.0": {"value": ["inf"], "gradient": [0.0, 1.0, 0.0]}},
    "[max_dim-inf]": {">=1.0": {"value": ["inf"], "gradient": [0.0, 1.0, 0.0]}},
    "[norm_inf-inf]": {">=1.0": {"value": ["inf"], "gradient": [0.0, 1.0, 0.0]}},
    "[topk-inf]": {">=1.0": {"value": ["inf"], "gradient": [0.0, 1.0, 0.0]}},
    "[amax-inf_and_minus_inf]": {">=1.0": {"value": ["inf"], "gradient": [0.0, 0.0, 1.0]}},
    "[max-inf_and_minus_inf]": {">=1.0": {"value": ["inf"], "gradient": [0.0, 0.0, 1.0]}},
    "[max_dim-inf_and_minus_inf]": {">=1.0": {"value": ["inf"], "gradient": [0.0, 0.0, 1.0]}},
    "[topk-inf_and_minus_inf]": {">=1.0": {"value": ["inf"], "gradient": [0.0, 0.0, 1.0]}},
    "[amin-inf]": {">=1.0": {"value": [1.0], "gradient": [1.0, 0.0, 0.0]}},
    "[min-inf]": {">=1.0": {"value": [1.0], "gradient": [1.0, 0.0, 0.0]}},
    "[min_dim-inf]": {">=1.0": {"value": [1.0], "gradient": [1.0, 0.0, 0.0]}},
    "[mode-inf]": {">=1.0": {"value": [1.0], "gradient": [1.0, 0.0, 0.0]}},
    "[mode-nan]": {">=1.0": {"value": [1.0], "gradient": [1.0, 0.0, 0.0]}},
    "[nanmedian-nan]": {">=1.0": {"value": [1.0], "gradient": [1.0, 0.0, 0.0]}},
    "[amin-inf_and_minus_inf]": {">=1.0": {"value": ["-inf"], "gradient": [1.0, 0.0, 0.0]}},
    "[min-inf_and_minus_inf]": {">=1.0": {"value": ["-inf"], "gradient": [1.0, 0.0, 0.0]}},
    "[min_dim-inf_and_minus_inf]": {">=1.0": {"value": ["-inf"], "gradient": [1.0, 0.0, 0.0]}},
    "[mode-inf_and_minus_inf]": {">=1.0": {"value": ["-inf"], "gradient": [1.0, 0.0, 0.0]}},
    "[max_dim-nan]": {">=1.0": {"value": ["nan"], "gradient": [0.0, 1.0, 0.0]}},
    "[min_dim-nan]": {">=1.0": {"value": ["nan"], "gradient": [0.0, 1.0, 0.0]}},
    "[quantile-nan]": {">=1.0": {"value": ["nan"], "gradient": [0.0, 1.0, 0.0]}},
    "[median-nan]": {
        "<1.8": {"value": [3.0], "gradient": [0.0, 0.0, 1.0]},
        ">=1.8": {"value": ["nan"], "gradient": [0.0, 1.0, 0.0]},
    },
    "[median_dim-nan]": {
        "<1.8": {"value": [3.0], "gradient": [0.0, 0.0, 1.0]},
        ">=1.8": {"value": ["nan"], "gradient": [0.0, 1.0, 0.0]},
    },
    "[kthvalue-inf]": {">=1.0": {"value": [3.0], "gradient": [0.0, 0.0, 1.0]}},
    "[median-inf]": {">=1.0": {"value": [3.0], "gradient": [0.0, 0.0, 1.0]}},
    "[median_dim-inf]": {">=1.0": {"value": [3.0], "gradient": [0.0, 0.0, 1.0]}},
    "[nanmedian-inf]": {">=1.0": {"value": [3.0], "gradient": [0.0, 0.0, 1.0]}},
    "[nanquantile-inf]": {">=1.0": {"value": [3.0], "gradient": [0.0, 0.0, 1.0]}},
    "[quantile-inf]": {">=1.0": {"value": [3.0], "gradient": [0.0, 0.0, 1.0]}},
    "[kthvalue-inf_and_minus_inf]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0, 0.0]}},
    "[median-inf_and_minus_inf]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0, 0.0]}},
    "[median_dim-inf_and_minus_inf]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0, 0.0]}},
    "[nanmedian-inf_and_minus_inf]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0, 0.0]}},
    "[nanquantile-inf_and_minus_inf]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0, 0.0]}},
    "[quantile-inf_and_minus_inf]": {">=1.0": {"value": [2.0], "gradient": [0.0, 1.0, 0.0]}},
    "[kthvalue-nan]": {
        "<1.1": {"value": [1.0], "gradient": [1.0, 0.0, 0.0]},
        ">=1.1": {"value": [3.0], "gradient": [0.0, 0.0, 1.0]},
    },
    "[topk-nan]": {
        "<1.2": {"value": [3.0], "gradient": [0.0, 0.0, 1.0]},
        ">=1.2": {"value": ["nan"], "gradient": [0.0, 1.0, 0.0]},
    },
    "[sort-nan]": {
        "<1.0.1": {"value": [1.0, "nan", 300.0], "gradient": [1.0, 10.0, 100.0]},
        ">=1.0.1": {"value": [1.0, 30.0, "nan"], "gradient": [1.0, 100.0, 10.0]},
    },
    "[sort-inf]": {">=1.0": {"value": [1.0, 30.0, "inf"], "gradient": [1.0, 100.0, 10.0]}},
    "[sort-inf_and_minus_inf]": {">=1.0": {"value": ["-inf", 20.0, "inf"], "gradient": [1.0, 10.0, 100.0]}},
    "[cumsum-nan]": {">=1.0": {"value": [1.0, "nan", "nan"], "gradient": [3.0, 2.0, 1.0]}},
    "[cumsum-inf]": {">=1.0": {"value": [1.0, "inf", "inf"], "gradient": [3.0, 2.0, 1.0]}},
    "[cumsum-inf_and_minus_inf]": {">=1.0": {"value": ["-inf", "-inf", "nan"], "gradient": [3.0, 2.0, 1.0]}},
    "[cumprod-nan]": {">=1.0": {"value": [1.0, "nan", "nan"], "gradient": ["nan", "nan", "nan"]}},
    "[cumprod-inf]": {
        "<1.10": {"value": [1.0, "inf", "inf"], "gradient": ["inf", "nan", "nan"]},
        ">=1.10": {"value": [1.0, "inf", "inf"], "gradient": ["inf", "nan", "inf"]},
    },
    "[cumprod-inf_and_minus_inf]": {
        "<1.10": {"value": ["-inf", "-inf", "-inf"], "gradient": ["nan", "nan", "nan"]},
        ">=1.10": {"value": ["-inf", "-inf", "-inf"], "gradient": ["nan", "-inf", "nan"]},
    },
    "[cummax-nan]": {">=1.0": {"value": [1.0, "nan", "nan"], "gradient": [1.0, 2.0, 0.0]}},
    "[cummin-nan]": {">=1.0": {"value": [1.0, "nan", "nan"], "gradient": [1.0, 2.0, 0.0]}},
    "[cummax-inf]": {">=1.0": {"value": [1.0, "inf", "inf"], "gradient": [1.0, 2.0, 0.0]}},
    "[cummax-inf_and_minus_inf]": {">=1.0": {"value": ["-inf", 2.0, "inf"], "gradient": [1.0, 1.0, 1.0]}},
    "[cummin-inf]": {">=1.0": {"value": [1.0, 1.0, 1.0], "gradient": [3.0, 0.0, 0.0]}},
    "[cummin-inf_and_minus_inf]": {">=1.0": {"value": ["-inf", "-inf", "-inf"], "gradient": [3.0, 0.0, 0.0]}},
    "[logsumexp-inf]": {">=1.0": {"value": ["inf"], "gradient": [0.0, "nan", 0.0]}},
    "[norm-inf]": {">=1.0": {"value": ["inf"], "gradient": [0.0, "nan", 0.0]}},
    "[norm-inf_and_minus_inf]": {">=1.0": {"value": ["inf"], "gradient": ["nan", 0.0, "nan"]}},
    "[norm_1-nan]": {">=1.0": {"value": ["nan"], "gradient": [1.0, 0.0, 1.0]}},
    "[norm_1-inf_and_minus_inf]": {">=1.0": {"value": ["inf"], "gradient": [-1.0, 1.0, 1.0]}},
    "[norm_inf-nan]": {
        "<1.5": {"value": [3.0], "gradient": [0.0, 0.0, 1.0]},
        ">=1.5": {"value": ["nan"], "gradient": [0.0, 0.0, 0.0]},
    },
    "[norm_inf-inf_and_minus_inf]": {
        "<1.8": {"value": ["inf"], "gradient": [-1.0, 0.0, 1.0]},
        ">=1.8": {"value": ["inf"], "gradient": [-0.5, 0.0, 0.5]},
    },
    "[var-inf]": {">=1.0": {"value": ["nan"], "gradient": ["-inf", "nan", "-inf"]}},
    "[logsumexp-inf_and_minus_inf]": {">=1.0": {"value": ["inf"], "gradient": [0.0, 0.0, "nan"]}},
    "[nansum-nan]": {">=1.0": {"value": [4.0], "gradient": [1.0, 0.0, 1.0]}},
    "[nanmean-nan]": {">=1.0": {"value": [2.0], "gradient": [0.5, 0.0, 0.5]}},
    "[nanquantile-nan]": {">=1.0": {"value": [2.0], "gradient": [0.5, 0.0, 0.5]}},
    "[nan_to_num-nan]": {">=1.0": {"value": [1.0, 0.0, 3.0], "gradient": [1.0, 0.0, 1.0]}},
    "[nan_to_num-inf]": {">=1.0": {"value": [1.0, 9.0, 3.0], "gradient": [1.0, 0.0, 1.0]}},
    "[nan_to_num-inf_and_minus_inf]": {">=1.0": {"value": [-9.0, 2.0, 9.0], "gradient": [0.0, 1.0, 0.0]}},
    "[aminmax-nan]": {
        "<2.12": {"value": ["nan", "nan"], "raises": "RuntimeError"},
        ">=2.12": {"value": ["nan", "nan"], "gradient": ["nan", "nan", "nan"]},
    },
    "[aminmax-inf]": {
        "<2.12": {"value": [1.0, "inf"], "raises": "RuntimeError"},
        ">=2.12": {"value": [1.0, "inf"], "gradient": [1.0, 1.0, 0.0]},
    },
    "[aminmax-inf_and_minus_inf]": {
        "<2.12": {"value": ["-inf", "inf"], "raises": "RuntimeError"},
        ">=2.12": {"value": ["-inf", "inf"], "gradient": [1.0, 0.0, 1.0]},
    },
    "[fmax-nan]": {
        "<2.14": {"value": [2.0, 2.0, 3.0], "gradient": [0.0, 0.0, 1.0]},
        ">=2.14,<2.15": {"value": [2.0, 2.0, 3.0], "gradient": [0.0, 1.0, 1.0]},
        ">=2.15": {"value": [2.0, 2.0, 3.0], "gradient": [0.0, 0.0, 1.0]},
    },
    "[fmax-inf]": {">=1.0": {"value": [2.0, "inf", 3.0], "gradient": [0.0, 1.0, 1.0]}},
    "[maximum-inf]": {">=1.0": {"value": [2.0, "inf", 3.0], "gradient": [0.0, 1.0, 1.0]}},
    "[fmax-inf_and_minus_inf]": {
        "<2.14": {"value": [2.0, 2.0, "inf"], "gradient": [0.0, 1.0, 1.0]},
        ">=2.14": {"value": [2.0, 2.0, "inf"], "gradient": [0.0, 0.5, 1.0]},
    },
    "[maximum-nan]": {">=1.0": {"value": [2.0, "nan", 3.0], "gradient": [0.0, 1.0, 1.0]}},
    "[maximum-inf_and_minus_inf]": {
        "<1.10": {"value": [2.0, 2.0, "inf"], "gradient": [0.0, 0.0, 1.0]},
        ">=1.10": {"value": [2.0, 2.0, "inf"], "gradient": [0.0, 0.5, 1.0]},
    },
    "[clamp-nan]": {">=1.0": {"value": [1.0, "nan", 2.0], "gradient": [1.0, 0.0, 0.0]}},
    "[clamp-inf]": {">=1.0": {"value": [1.0, 2.0, 2.0], "gradient": [1.0, 0.0, 0.0]}},
    "[clamp-inf_and_minus_inf]": {
        "<2.14": {"value": [0.0, 2.0, 2.0], "gradient": [0.0, 1.0, 0.0]},
        ">=2.14": {"value": [0.0, 2.0, 2.0], "gradient": [0.0, 0.0, 0.0]},
    },
    "[renorm-nan]": {
        "<1.10": {"value": [1.0, "nan", 3.0], "gradient": ["nan", "nan", "nan"]},
        ">=1.10": {"value": [1.0, "nan", 3.0], "gradient": [1.0, 1.0, 1.0]},
    },
    "[renorm-inf]": {">=1.0": {"value": [0.0, "nan", 0.0], "gradient": ["nan", "nan", "nan"]}},
    "[renorm-inf_and_minus_inf]": {">=1.0": {"value": ["nan", 0.0, "nan"], "gradient": ["nan", "nan", "nan"]}},
}

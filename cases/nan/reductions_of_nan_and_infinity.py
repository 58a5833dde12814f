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
No warning announced a change.

https://github.com/pytorch/pytorch/pull/43519
https://github.com/pytorch/pytorch/pull/45847
https://github.com/pytorch/pytorch/pull/48611
https://github.com/pytorch/pytorch/pull/59669
https://github.com/pytorch/pytorch/pull/60642
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
}  # fmt: skip
TORCH = {
    "[amax-*]": ">=1.7", "[amin-*]": ">=1.7", "[nanmedian-*]": ">=1.8", "[cummax-*]": ">=1.5", "[cummin-*]": ">=1.5",
    "[nansum-*]": ">=1.7", "[nanmean-*]": ">=1.10", "[nan_to_num-*]": ">=1.8", "[quantile-*]": ">=1.7",
    "[nanquantile-*]": ">=1.7", "[aminmax-*]": ">=1.10", "[fmax-*]": ">=1.8", "[maximum-*]": ">=1.7",
    "[median-nan]": ">=1.7", "[median_dim-nan]": ">=1.7",
}  # fmt: skip
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

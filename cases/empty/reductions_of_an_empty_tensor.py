"""What do sum, mean, max and other reductions answer for an empty tensor, and can they be backpropagated?

A sum of nothing is 0 and a product 1, with a gradient that is empty too; the mean is nan.
A maximum of nothing does not exist: the function raises; argmax, mode and kthvalue an IndexError since 1.9.
Some changed their mind: the norm of minus infinity was inf until 1.0 and 0 from 1.1 on, the infinity norm was 0
until 1.13, and both raise since 2.0; median raised until 1.8, crashed in 1.9 and answers nan since 1.10.
Others raised at first: cumsum and cumprod, in the backward, until 1.4, trace until 1.7, diff until 1.10.
Since 2.2 std and var warn. No other change was announced by a warning.
The determinant of a matrix without entries is 1; its gradient was missing from 1.13 to 2.11, and is there since
2.12; that of the 0-norm is missing since 1.13.
Not shown are the cells that crash, softmax in 1.0.1 and median in 1.9, or answer with unwritten memory, amax around
1.10.
Where no pull request is linked no note found.

https://github.com/pytorch/pytorch/pull/109824
https://github.com/pytorch/pytorch/pull/31694
https://github.com/pytorch/pytorch/pull/52565
https://github.com/pytorch/pytorch/pull/171225
https://github.com/pytorch/pytorch/issues/34907
https://github.com/pytorch/pytorch/issues/52783
https://github.com/pytorch/pytorch/issues/73905
https://github.com/pytorch/pytorch/issues/71629
https://pytorch.org/docs/stable/generated/torch.sum.html
"""

import torch

PARAMS = {
    "function": [
        "sum", "mean", "prod", "max", "min", "amax", "amin", "aminmax", "argmax", "median", "nanmedian", "mode",
        "std",
        "var", "var_mean", "norm", "norm_0", "norm_1", "norm_0.5", "norm_inf", "norm_minus_inf", "vector_norm",
        "vector_norm_inf", "logsumexp", "cumsum", "cumprod", "cummax", "logcumsumexp", "softmax", "log_softmax",
        "sort",
        "topk_0", "topk_1", "kthvalue", "quantile", "nansum", "nanmean", "dist", "trace", "all", "any", "dot",
        "unique",
        "clip_grad_norm", "diff", "det", "cat", "clamp_max",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[amax]": ">=1.7,!=1.9.*,!=1.10.*,!=1.11.*,!=1.12.*", "[amin]": ">=1.7,!=1.9.*,!=1.10.*,!=1.11.*,!=1.12.*",
    "[aminmax]": ">=1.10", "[median]": "!=1.9.0,!=1.9.1", "[nanmedian]": ">=1.10",
    "[var_mean]": ">=1.2", "[vector_norm*]": ">=1.9", "[cummax]": ">=1.5", "[logcumsumexp]": ">=1.6",
    "[*softmax]": "!=1.0.1", "[quantile]": ">=1.7", "[nansum]": ">=1.7", "[nanmean]": ">=1.10", "[diff]": ">=1.8",
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, function):
    x = torch.zeros(0, device=device, requires_grad=True)
    out = {
        "sum": lambda: x.sum(),
        "mean": lambda: x.mean(),
        "prod": lambda: x.prod(),
        "max": lambda: x.max(),
        "min": lambda: x.min(),
        "amax": lambda: x.amax(),
        "amin": lambda: x.amin(),
        "aminmax": lambda: torch.stack(x.aminmax()),
        "argmax": lambda: x.argmax(),
        "median": lambda: x.median(),
        "nanmedian": lambda: x.nanmedian(),
        "mode": lambda: x.mode()[0],
        "std": lambda: x.std(),
        "var": lambda: x.var(),
        "var_mean": lambda: torch.stack(torch.var_mean(x)),
        "norm": lambda: x.norm(),
        "norm_0": lambda: x.norm(0),
        "norm_1": lambda: x.norm(1),
        "norm_0.5": lambda: x.norm(0.5),
        "norm_inf": lambda: x.norm(float("inf")),
        "norm_minus_inf": lambda: x.norm(float("-inf")),
        "vector_norm": lambda: torch.linalg.vector_norm(x),
        "vector_norm_inf": lambda: torch.linalg.vector_norm(x, float("inf")),
        "logsumexp": lambda: x.logsumexp(0),
        "cumsum": lambda: x.cumsum(0),
        "cumprod": lambda: x.cumprod(0),
        "cummax": lambda: x.cummax(0)[0],
        "logcumsumexp": lambda: x.logcumsumexp(0),
        "softmax": lambda: x.softmax(0),
        "log_softmax": lambda: x.log_softmax(0),
        "sort": lambda: x.sort()[0],
        "topk_0": lambda: x.topk(0)[0],
        "topk_1": lambda: x.topk(1)[0],
        "kthvalue": lambda: x.kthvalue(1)[0],
        "quantile": lambda: x.quantile(0.5),
        "nansum": lambda: x.nansum(),
        "nanmean": lambda: x.nanmean(),
        "dist": lambda: torch.dist(x, x.detach()),
        "trace": lambda: x.view(0, 0).trace(),
        "all": lambda: (x == 0).all(),
        "any": lambda: (x == 0).any(),
        "dot": lambda: x.dot(x),
        "unique": lambda: x.detach().unique().requires_grad_(),
        "clip_grad_norm": lambda: clip(x),
        "diff": lambda: torch.diff(x),
        "det": lambda: torch.det(x.view(0, 0)),
        "cat": lambda: torch.cat([x, torch.ones(1, device=device)]),
        "clamp_max": lambda: x.clamp(max=0),
    }[function]()
    yield "value", (out.detach().float() + 0.0).tolist()
    out.sum().backward()
    yield "shape of the gradient", None if x.grad is None else list(x.grad.shape)


def clip(x):
    x.sum().backward()
    return torch.as_tensor(torch.nn.utils.clip_grad_norm_([x], 1.0)) + x.sum()


EXPECT = {
    "[clip_grad_norm]": {">=1.0": {"value": 0.0, "shape of the gradient": [0]}},
    "[dist]": {">=1.0": {"value": 0.0, "shape of the gradient": [0]}},
    "[dot]": {">=1.0": {"value": 0.0, "shape of the gradient": [0]}},
    "[nansum]": {">=1.0": {"value": 0.0, "shape of the gradient": [0]}},
    "[norm]": {">=1.0": {"value": 0.0, "shape of the gradient": [0]}},
    "[norm_0.5]": {">=1.0": {"value": 0.0, "shape of the gradient": [0]}},
    "[norm_1]": {">=1.0": {"value": 0.0, "shape of the gradient": [0]}},
    "[sum]": {">=1.0": {"value": 0.0, "shape of the gradient": [0]}},
    "[vector_norm]": {">=1.0": {"value": 0.0, "shape of the gradient": [0]}},
    "[mean]": {">=1.0": {"value": "nan", "shape of the gradient": [0]}},
    "[nanmean]": {">=1.0": {"value": "nan", "shape of the gradient": [0]}},
    "[nanmedian]": {">=1.0": {"value": "nan", "shape of the gradient": [0]}},
    "[prod]": {">=1.0": {"value": 1.0, "shape of the gradient": [0]}},
    "[amax]": {">=1.0": {"raises": "RuntimeError"}},
    "[amin]": {">=1.0": {"raises": "RuntimeError"}},
    "[aminmax]": {">=1.0": {"raises": "RuntimeError"}},
    "[max]": {">=1.0": {"raises": "RuntimeError"}},
    "[min]": {">=1.0": {"raises": "RuntimeError"}},
    "[quantile]": {">=1.0": {"raises": "RuntimeError"}},
    "[topk_1]": {">=1.0": {"raises": "RuntimeError"}},
    "[vector_norm_inf]": {">=1.0": {"raises": "RuntimeError"}},
    "[argmax]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "IndexError"}},
    "[kthvalue]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "IndexError"}},
    "[mode]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "IndexError"}},
    "[median]": {"<1.10": {"raises": "RuntimeError"}, ">=1.10": {"value": "nan", "shape of the gradient": [0]}},
    "[std]": {
        "<2.2": {"value": "nan", "shape of the gradient": [0]},
        ">=2.2": {"value": "nan", "shape of the gradient": [0], "warns": ["UserWarning"]},
    },
    "[var]": {
        "<2.2": {"value": "nan", "shape of the gradient": [0]},
        ">=2.2": {"value": "nan", "shape of the gradient": [0], "warns": ["UserWarning"]},
    },
    "[var_mean]": {
        "<2.2": {"value": ["nan", "nan"], "shape of the gradient": [0]},
        ">=2.2": {"value": ["nan", "nan"], "shape of the gradient": [0], "warns": ["UserWarning"]},
    },
    "[norm_0]": {
        "<1.13": {"value": 0.0, "shape of the gradient": [0]},
        ">=1.13": {"value": 0.0, "shape of the gradient": "None"},
    },
    "[norm_inf]": {"<2.0": {"value": 0.0, "shape of the gradient": [0]}, ">=2.0": {"raises": "RuntimeError"}},
    "[norm_minus_inf]": {
        "<1.1": {"value": "inf", "shape of the gradient": [0]},
        ">=1.1,<2.0": {"value": 0.0, "shape of the gradient": [0]},
        ">=2.0": {"raises": "RuntimeError"},
    },
    "[logsumexp]": {">=1.0": {"value": "-inf", "shape of the gradient": [0]}},
    "[cumprod]": {
        "<1.5": {"value": [], "raises": "RuntimeError"},
        ">=1.5": {"value": [], "shape of the gradient": [0]},
    },
    "[cumsum]": {"<1.5": {"value": [], "raises": "RuntimeError"}, ">=1.5": {"value": [], "shape of the gradient": [0]}},
    "[clamp_max]": {">=1.0": {"value": [], "shape of the gradient": [0]}},
    "[cummax]": {">=1.0": {"value": [], "shape of the gradient": [0]}},
    "[log_softmax]": {">=1.0": {"value": [], "shape of the gradient": [0]}},
    "[logcumsumexp]": {">=1.0": {"value": [], "shape of the gradient": [0]}},
    "[softmax]": {">=1.0": {"value": [], "shape of the gradient": [0]}},
    "[sort]": {">=1.0": {"value": [], "shape of the gradient": [0]}},
    "[topk_0]": {">=1.0": {"value": [], "shape of the gradient": [0]}},
    "[trace]": {"<1.8": {"raises": "RuntimeError"}, ">=1.8": {"value": 0.0, "shape of the gradient": [0]}},
    "[all]": {">=1.0": {"value": 1.0, "raises": "RuntimeError"}},
    "[any]": {">=1.0": {"value": 0.0, "raises": "RuntimeError"}},
    "[unique]": {">=1.0": {"value": [], "shape of the gradient": "None"}},
    "[diff]": {"<1.11": {"raises": "RuntimeError"}, ">=1.11": {"value": [], "shape of the gradient": [0]}},
    "[det]": {
        "<1.13": {"value": 1.0, "shape of the gradient": [0]},
        ">=1.13,<2.12": {"value": 1.0, "shape of the gradient": "None"},
        ">=2.12": {"value": 1.0, "shape of the gradient": [0]},
    },
    "[cat]": {">=1.0": {"value": [1.0], "shape of the gradient": [0]}},
}

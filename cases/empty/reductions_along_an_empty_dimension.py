"""What do reductions along a dimension answer when that dimension, or another one, is empty?

Along the empty dimension there is nothing to reduce: sums are 0, means nan, and a maximum raises.
Along another dimension each reduction is of real numbers, and there are none of them: the answer is empty.
Older releases raised for the second, too: layer_norm until 1.1, median until 1.7, and max, min, amax, argmax, mode
and kthvalue until 1.8.
In 1.9 the error for the first became an IndexError.
The backward of cumsum raised until 1.4.
The infinity norm along the empty one was 0 until 1.13, and raises since 2.0: no note found.
No warning announced a change; for layer_norm and median no note found.

https://github.com/pytorch/pytorch/pull/31694
https://github.com/pytorch/pytorch/pull/35062
https://github.com/pytorch/pytorch/pull/52565
https://github.com/pytorch/pytorch/issues/28380
https://github.com/pytorch/pytorch/issues/42429
https://pytorch.org/docs/stable/generated/torch.max.html
"""

import torch

PARAMS = {
    "function": [
        "sum", "mean", "prod", "max", "min", "amax", "argmax", "median", "mode", "std", "var", "norm", "norm_inf",
        "logsumexp", "cumsum", "cummax", "softmax", "log_softmax", "sort", "topk", "kthvalue", "quantile", "all",
        "layer_norm", "normalize", "cosine_similarity",
    ],
    "along": ["the_empty_one", "the_other_one"],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[amax-*]": ">=1.7",
    "[cummax-*]": ">=1.5",
    "[quantile-*]": ">=1.7",
    "[*softmax-*]": "!=1.0.1",
    "[layer_norm-*]": ">=1.1",
}

table = {
    "sum": lambda x: x.sum(1),
    "mean": lambda x: x.mean(1),
    "prod": lambda x: x.prod(1),
    "max": lambda x: x.max(1)[0],
    "min": lambda x: x.min(1)[0],
    "amax": lambda x: x.amax(1),
    "argmax": lambda x: x.argmax(1),
    "median": lambda x: x.median(1)[0],
    "mode": lambda x: x.mode(1)[0],
    "std": lambda x: x.std(1),
    "var": lambda x: x.var(1),
    "norm": lambda x: x.norm(2, 1),
    "norm_inf": lambda x: x.norm(float("inf"), 1),
    "logsumexp": lambda x: x.logsumexp(1),
    "cumsum": lambda x: x.cumsum(1),
    "cummax": lambda x: x.cummax(1)[0],
    "softmax": lambda x: x.softmax(1),
    "log_softmax": lambda x: x.log_softmax(1),
    "sort": lambda x: x.sort(1)[0],
    "topk": lambda x: x.topk(1, 1)[0],
    "kthvalue": lambda x: x.kthvalue(1, 1)[0],
    "quantile": lambda x: x.quantile(0.5, 1),
    "all": lambda x: (x == 0).all(1),
    "layer_norm": lambda x: torch.nn.functional.layer_norm(x, x.shape[1:]),
    "normalize": lambda x: torch.nn.functional.normalize(x),
    "cosine_similarity": lambda x: torch.nn.functional.cosine_similarity(x, x),
}


def observe(device, function, along):
    shape = (2, 0) if along == "the_empty_one" else (0, 3)
    x = torch.zeros(shape, device=device, requires_grad=True)
    out = table[function](x)
    yield "shape", list(out.shape)
    yield "value", (out.detach().float() + 0.0).tolist()
    out.sum().backward()
    yield "shape of the gradient", list(x.grad.shape)


EXPECT = {
    "[cosine_similarity-the_empty_one]": {
        ">=1.0": {"shape": [2], "value": [0.0, 0.0], "shape of the gradient": [2, 0]},
    },
    "[norm-the_empty_one]": {">=1.0": {"shape": [2], "value": [0.0, 0.0], "shape of the gradient": [2, 0]}},
    "[sum-the_empty_one]": {">=1.0": {"shape": [2], "value": [0.0, 0.0], "shape of the gradient": [2, 0]}},
    "[cosine_similarity-the_other_one]": {">=1.0": {"shape": [0], "value": [], "shape of the gradient": [0, 3]}},
    "[logsumexp-the_other_one]": {">=1.0": {"shape": [0], "value": [], "shape of the gradient": [0, 3]}},
    "[mean-the_other_one]": {">=1.0": {"shape": [0], "value": [], "shape of the gradient": [0, 3]}},
    "[norm-the_other_one]": {">=1.0": {"shape": [0], "value": [], "shape of the gradient": [0, 3]}},
    "[norm_inf-the_other_one]": {">=1.0": {"shape": [0], "value": [], "shape of the gradient": [0, 3]}},
    "[prod-the_other_one]": {">=1.0": {"shape": [0], "value": [], "shape of the gradient": [0, 3]}},
    "[sum-the_other_one]": {">=1.0": {"shape": [0], "value": [], "shape of the gradient": [0, 3]}},
    "[mean-the_empty_one]": {">=1.0": {"shape": [2], "value": ["nan", "nan"], "shape of the gradient": [2, 0]}},
    "[prod-the_empty_one]": {">=1.0": {"shape": [2], "value": [1.0, 1.0], "shape of the gradient": [2, 0]}},
    "[amax-the_empty_one]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "IndexError"}},
    "[argmax-the_empty_one]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "IndexError"}},
    "[kthvalue-the_empty_one]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "IndexError"}},
    "[max-the_empty_one]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "IndexError"}},
    "[median-the_empty_one]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "IndexError"}},
    "[min-the_empty_one]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "IndexError"}},
    "[mode-the_empty_one]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "IndexError"}},
    "[amax-the_other_one]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"shape": [0], "value": [], "shape of the gradient": [0, 3]},
    },
    "[kthvalue-the_other_one]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"shape": [0], "value": [], "shape of the gradient": [0, 3]},
    },
    "[max-the_other_one]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"shape": [0], "value": [], "shape of the gradient": [0, 3]},
    },
    "[min-the_other_one]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"shape": [0], "value": [], "shape of the gradient": [0, 3]},
    },
    "[mode-the_other_one]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"shape": [0], "value": [], "shape of the gradient": [0, 3]},
    },
    "[argmax-the_other_one]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"shape": [0], "value": [], "raises": "RuntimeError"},
    },
    "[median-the_other_one]": {
        "<1.8": {"raises": "RuntimeError"},
        ">=1.8": {"shape": [0], "value": [], "shape of the gradient": [0, 3]},
    },
    "[std-the_empty_one]": {
        "<2.2": {"shape": [2], "value": ["nan", "nan"], "shape of the gradient": [2, 0]},
        ">=2.2": {"shape": [2], "value": ["nan", "nan"], "shape of the gradient": [2, 0], "warns": ["UserWarning"]},
    },
    "[var-the_empty_one]": {
        "<2.2": {"shape": [2], "value": ["nan", "nan"], "shape of the gradient": [2, 0]},
        ">=2.2": {"shape": [2], "value": ["nan", "nan"], "shape of the gradient": [2, 0], "warns": ["UserWarning"]},
    },
    "[std-the_other_one]": {
        "<2.2": {"shape": [0], "value": [], "shape of the gradient": [0, 3]},
        ">=2.2": {"shape": [0], "value": [], "shape of the gradient": [0, 3], "warns": ["UserWarning"]},
    },
    "[var-the_other_one]": {
        "<2.2": {"shape": [0], "value": [], "shape of the gradient": [0, 3]},
        ">=2.2": {"shape": [0], "value": [], "shape of the gradient": [0, 3], "warns": ["UserWarning"]},
    },
    "[norm_inf-the_empty_one]": {
        "<2.0": {"shape": [2], "value": [0.0, 0.0], "shape of the gradient": [2, 0]},
        ">=2.0": {"raises": "RuntimeError"},
    },
    "[logsumexp-the_empty_one]": {">=1.0": {"shape": [2], "value": ["-inf", "-inf"], "shape of the gradient": [2, 0]}},
    "[cumsum-the_empty_one]": {
        "<1.5": {"shape": [2, 0], "value": [[], []], "raises": "RuntimeError"},
        ">=1.5": {"shape": [2, 0], "value": [[], []], "shape of the gradient": [2, 0]},
    },
    "[cummax-the_other_one]": {">=1.0": {"shape": [0, 3], "value": [], "shape of the gradient": [0, 3]}},
    "[cumsum-the_other_one]": {">=1.0": {"shape": [0, 3], "value": [], "shape of the gradient": [0, 3]}},
    "[log_softmax-the_other_one]": {">=1.0": {"shape": [0, 3], "value": [], "shape of the gradient": [0, 3]}},
    "[normalize-the_other_one]": {">=1.0": {"shape": [0, 3], "value": [], "shape of the gradient": [0, 3]}},
    "[softmax-the_other_one]": {">=1.0": {"shape": [0, 3], "value": [], "shape of the gradient": [0, 3]}},
    "[sort-the_other_one]": {">=1.0": {"shape": [0, 3], "value": [], "shape of the gradient": [0, 3]}},
    "[cummax-the_empty_one]": {">=1.0": {"shape": [2, 0], "value": [[], []], "shape of the gradient": [2, 0]}},
    "[layer_norm-the_empty_one]": {">=1.0": {"shape": [2, 0], "value": [[], []], "shape of the gradient": [2, 0]}},
    "[log_softmax-the_empty_one]": {">=1.0": {"shape": [2, 0], "value": [[], []], "shape of the gradient": [2, 0]}},
    "[normalize-the_empty_one]": {">=1.0": {"shape": [2, 0], "value": [[], []], "shape of the gradient": [2, 0]}},
    "[softmax-the_empty_one]": {">=1.0": {"shape": [2, 0], "value": [[], []], "shape of the gradient": [2, 0]}},
    "[sort-the_empty_one]": {">=1.0": {"shape": [2, 0], "value": [[], []], "shape of the gradient": [2, 0]}},
    "[quantile-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[topk-the_empty_one]": {">=1.0": {"raises": "RuntimeError"}},
    "[topk-the_other_one]": {">=1.0": {"shape": [0, 1], "value": [], "shape of the gradient": [0, 3]}},
    "[all-the_empty_one]": {">=1.0": {"shape": [2], "value": [1.0, 1.0], "raises": "RuntimeError"}},
    "[all-the_other_one]": {">=1.0": {"shape": [0], "value": [], "raises": "RuntimeError"}},
    "[layer_norm-the_other_one]": {
        "<1.2": {"raises": "RuntimeError"},
        ">=1.2": {"shape": [0, 3], "value": [], "shape of the gradient": [0, 3]},
    },
}

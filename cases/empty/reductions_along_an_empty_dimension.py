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
}  # fmt: skip
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

"""Which functions answer with a position or a count, so that no gradient passes?

An index, a count or a bool does not change smoothly, so the result does not require grad and the gradient ends
there.
Some functions were slow to say so: histc required grad, and raised at the backward, until 1.10; nonzero did in 1.2
only and argmax in 1.5.0 only, mended in 1.3 and 1.5.1.
An internal error met searchsorted and bucketize in 1.6, unique in 1.6 and 1.7, count_nonzero in 1.7; they work
since 1.7 and 1.8.
unique and bincount with weights still require grad and raise, a NotImplementedError since 1.10.
Only for the type of the error a note was found; for the others no note found.
A drawn sample requires grad and has a gradient of zero; kthvalue and mode pick a value, and pass it on.

https://github.com/pytorch/pytorch/pull/47930
https://github.com/pytorch/pytorch/pull/59482
https://pytorch.org/docs/stable/generated/torch.histc.html
"""

import torch

PARAMS = {
    "function": [
        "argmax",
        "argsort",
        "topk_indices",
        "nonzero",
        "where_condition_only",
        "unique",
        "unique_consecutive",
        "bincount",
        "bincount_weights",
        "histc",
        "histogram",
        "bucketize",
        "searchsorted",
        "multinomial",
        "bernoulli",
        "poisson",
        "one_hot",
        "count_nonzero",
        "isnan",
        "eq",
        "any",
        "long",
        "int_and_back",
        "numel",
        "kthvalue",
        "mode",
        "max_dim_indices",
    ]
}

TORCH = {
    "[unique_consecutive]": ">=1.1",
    "[where_condition_only]": ">=1.2",
    "[histogram]": ">=1.10",
    "[bucketize]": ">=1.6",
    "[searchsorted]": ">=1.6",
    "[one_hot]": ">=1.1",
    "[count_nonzero]": ">=1.7",
}


def observe(device, function):
    x = torch.tensor([1.0, 3.0, 2.0], device=device, requires_grad=True)
    edges = torch.tensor([0.0, 1.5, 4.0], device=device)
    out = {
        "argmax": lambda: x.argmax(),
        "argsort": lambda: x.argsort(),
        "topk_indices": lambda: x.topk(2)[1],
        "nonzero": lambda: x.nonzero(),
        "where_condition_only": lambda: torch.where(x > 1)[0],
        "unique": lambda: torch.unique(x),
        "unique_consecutive": lambda: torch.unique_consecutive(x),
        "bincount": lambda: torch.bincount(x.long()),
        "bincount_weights": lambda: torch.bincount(torch.tensor([0, 1, 1], device=device), weights=x),
        "histc": lambda: torch.histc(x, bins=4, min=0, max=4),
        "histogram": lambda: torch.histogram(x, edges)[0],
        "bucketize": lambda: torch.bucketize(x, edges),
        "searchsorted": lambda: torch.searchsorted(edges, x),
        "multinomial": lambda: torch.multinomial(x, 1),
        "bernoulli": lambda: torch.bernoulli(x / 3),
        "poisson": lambda: torch.poisson(x),
        "one_hot": lambda: torch.nn.functional.one_hot(x.long()),
        "count_nonzero": lambda: torch.count_nonzero(x),
        "isnan": lambda: torch.isnan(x),
        "eq": lambda: x == 1,
        "any": lambda: (x > 1).any(),
        "long": lambda: x.long(),
        "int_and_back": lambda: x.int().float(),
        "numel": lambda: torch.tensor(x.numel()),
        "kthvalue": lambda: x.kthvalue(2)[0],
        "mode": lambda: x.mode()[0],
        "max_dim_indices": lambda: x.max(0)[1],
    }[function]()
    yield "requires_grad", out.requires_grad
    if out.requires_grad:
        out.sum().backward()
        yield "x.grad", x.grad.tolist()


EXPECT = {
    "[argmax]": {
        "<1.5": {"requires_grad": False},
        ">=1.5,<1.5.1": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.5.1": {"requires_grad": False},
    },
    "[any]": {">=1.0": {"requires_grad": False}},
    "[argsort]": {">=1.0": {"requires_grad": False}},
    "[bincount]": {">=1.0": {"requires_grad": False}},
    "[eq]": {">=1.0": {"requires_grad": False}},
    "[int_and_back]": {">=1.0": {"requires_grad": False}},
    "[isnan]": {">=1.0": {"requires_grad": False}},
    "[long]": {">=1.0": {"requires_grad": False}},
    "[max_dim_indices]": {">=1.0": {"requires_grad": False}},
    "[multinomial]": {">=1.0": {"requires_grad": False}},
    "[numel]": {">=1.0": {"requires_grad": False}},
    "[one_hot]": {">=1.0": {"requires_grad": False}},
    "[topk_indices]": {">=1.0": {"requires_grad": False}},
    "[where_condition_only]": {">=1.0": {"requires_grad": False}},
    "[nonzero]": {
        "<1.2": {"requires_grad": False},
        ">=1.2,<1.3": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.3,<1.6": {"requires_grad": False},
        ">=1.6,<1.8": {"requires_grad": False, "warns": ["UserWarning"]},
        ">=1.8": {"requires_grad": False},
    },
    "[unique]": {
        "<1.6": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.6,<1.8": {"raises": "RuntimeError"},
        ">=1.8,<1.10": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.10": {"requires_grad": True, "raises": "NotImplementedError"},
    },
    "[unique_consecutive]": {
        "<1.6": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.6,<1.8": {"raises": "RuntimeError"},
        ">=1.8,<1.10": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.10": {"requires_grad": True, "raises": "NotImplementedError"},
    },
    "[bincount_weights]": {">=1.0": {"requires_grad": True, "raises": "RuntimeError"}},
    "[histogram]": {">=1.0": {"requires_grad": True, "raises": "RuntimeError"}},
    "[histc]": {
        "<1.10": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"requires_grad": True, "raises": "NotImplementedError"},
        ">=1.11": {"requires_grad": False},
    },
    "[bucketize]": {"<1.7": {"raises": "RuntimeError"}, ">=1.7": {"requires_grad": False}},
    "[searchsorted]": {"<1.7": {"raises": "RuntimeError"}, ">=1.7": {"requires_grad": False}},
    "[bernoulli]": {">=1.0": {"requires_grad": True, "x.grad": [0.0, 0.0, 0.0]}},
    "[poisson]": {">=1.0": {"requires_grad": True, "x.grad": [0.0, 0.0, 0.0]}},
    "[count_nonzero]": {"<1.8": {"raises": "RuntimeError"}, ">=1.8": {"requires_grad": False}},
    "[kthvalue]": {">=1.0": {"requires_grad": True, "x.grad": [0.0, 0.0, 1.0]}},
    "[mode]": {">=1.0": {"requires_grad": True, "x.grad": [1.0, 0.0, 0.0]}},
}

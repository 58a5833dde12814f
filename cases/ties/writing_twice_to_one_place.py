"""Who gets the gradient when an index names the same place twice?

Writing twice to one place keeps one of the values, and which one is not promised; on the cpu it is the last one.
The formula for the gradient does not know who won: it hands the gradient of the place to both writers,
also to the one whose value was lost. So the gradients of scatter, index_put and index_copy are wrong for repeated
indices.
Adding and averaging are right, and amax and amin divide the gradient among the equal ones.
A product passes gradients on as products of the other factors.
scatter_reduce warned that it was young until 2.0; apart from that none of these changed: no note found, none needed.

https://pytorch.org/docs/stable/generated/torch.Tensor.scatter_.html
https://pytorch.org/docs/stable/generated/torch.Tensor.scatter_reduce_.html
https://pytorch.org/docs/stable/generated/torch.Tensor.index_put_.html
"""

import torch

PARAMS = {
    "function": [
        "assign", "index_put", "index_put_accumulate", "scatter", "scatter_add", "scatter_sum", "scatter_mean",
        "scatter_prod", "scatter_amax", "scatter_amin", "scatter_amax_without_self", "index_add", "index_copy",
        "index_reduce_prod", "index_reduce_mean", "put", "put_accumulate", "masked_scatter", "gather", "index_select",
        "take", "advanced_index", "embedding", "expand", "repeat_interleave", "scatter_reduce_argument",
    ],
    "source": ["different", "equal", "with_zero"],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[scatter_sum-*]": ">=1.12",
    "[scatter_mean-*]": ">=1.12",
    "[scatter_prod-*]": ">=1.12",
    "[scatter_am*]": ">=1.12",
    "[index_reduce_*]": ">=1.12",
    "[put-*]": ">=1.8",
    "[put_accumulate-*]": ">=1.8",
    "[repeat_interleave-*]": ">=1.1",
    "[scatter_reduce_argument-*]": ">=1.7",
}

table = {
    "assign": lambda t, i, s: t.__setitem__(i, s),
    "index_put": lambda t, i, s: t.index_put_((i,), s),
    "index_put_accumulate": lambda t, i, s: t.index_put_((i,), s, accumulate=True),
    "scatter": lambda t, i, s: t.scatter_(0, i, s),
    "scatter_add": lambda t, i, s: t.scatter_add_(0, i, s),
    "scatter_sum": lambda t, i, s: t.scatter_reduce_(0, i, s, "sum"),
    "scatter_mean": lambda t, i, s: t.scatter_reduce_(0, i, s, "mean"),
    "scatter_prod": lambda t, i, s: t.scatter_reduce_(0, i, s, "prod"),
    "scatter_amax": lambda t, i, s: t.scatter_reduce_(0, i, s, "amax"),
    "scatter_amin": lambda t, i, s: t.scatter_reduce_(0, i, s, "amin"),
    "scatter_amax_without_self": lambda t, i, s: t.scatter_reduce_(0, i, s, "amax", include_self=False),
    "index_add": lambda t, i, s: t.index_add_(0, i, s),
    "index_copy": lambda t, i, s: t.index_copy_(0, i, s),
    "index_reduce_prod": lambda t, i, s: t.index_reduce_(0, i, s, "prod"),
    "index_reduce_mean": lambda t, i, s: t.index_reduce_(0, i, s, "mean"),
    "put": lambda t, i, s: t.put_(i, s),
    "put_accumulate": lambda t, i, s: t.put_(i, s, accumulate=True),
    "masked_scatter": lambda t, i, s: t.masked_scatter_(t == t, s),
    "gather": lambda t, i, s: t[:2].copy_(s.gather(0, i)[:2]),
    "index_select": lambda t, i, s: t.copy_(s.index_select(0, i)),
    "take": lambda t, i, s: t.copy_(s.take(i)),
    "advanced_index": lambda t, i, s: t.copy_(s[i]),
    "embedding": lambda t, i, s: t.copy_(torch.nn.functional.embedding(i, s.view(3, 1)).view(3)),
    "expand": lambda t, i, s: t.copy_(s[:1].expand(3)),
    "repeat_interleave": lambda t, i, s: t.copy_(s[:1].repeat_interleave(3)),
    "scatter_reduce_argument": lambda t, i, s: t.scatter_(0, i, s, reduce="multiply"),
}


def observe(device, function, source):
    target = torch.tensor([2.0, 3.0, 4.0], device=device, requires_grad=True)
    values = {"different": [5.0, 6.0, 7.0], "equal": [2.0, 2.0, 2.0], "with_zero": [0.0, 6.0, 0.0]}[source]
    values = torch.tensor(values, device=device, requires_grad=True)
    out = target.clone()
    table[function](out, torch.tensor([0, 0, 1], device=device), values)
    yield "result", out.tolist()
    (out * torch.tensor([1.0, 10.0, 100.0], device=device)).sum().backward()
    yield "target.grad", target.grad.tolist()
    yield "source.grad", None if values.grad is None else values.grad.tolist()


EXPECT = {
    "[assign-different]": {
        ">=1.0": {"result": [6.0, 7.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[index_copy-different]": {
        ">=1.0": {"result": [6.0, 7.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[index_put-different]": {
        ">=1.0": {"result": [6.0, 7.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[put-different]": {
        ">=1.0": {"result": [6.0, 7.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[scatter-different]": {
        ">=1.0": {"result": [6.0, 7.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[assign-equal]": {
        ">=1.0": {"result": [2.0, 2.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[index_copy-equal]": {
        ">=1.0": {"result": [2.0, 2.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[index_put-equal]": {
        ">=1.0": {"result": [2.0, 2.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[put-equal]": {
        ">=1.0": {"result": [2.0, 2.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[scatter-equal]": {
        ">=1.0": {"result": [2.0, 2.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[assign-with_zero]": {
        ">=1.0": {"result": [6.0, 0.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[index_copy-with_zero]": {
        ">=1.0": {"result": [6.0, 0.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[index_put-with_zero]": {
        ">=1.0": {"result": [6.0, 0.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[put-with_zero]": {
        ">=1.0": {"result": [6.0, 0.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[scatter-with_zero]": {
        ">=1.0": {"result": [6.0, 0.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[index_add-different]": {
        ">=1.0": {"result": [13.0, 10.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[index_put_accumulate-different]": {
        ">=1.0": {"result": [13.0, 10.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[put_accumulate-different]": {
        ">=1.0": {"result": [13.0, 10.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[scatter_add-different]": {
        ">=1.0": {"result": [13.0, 10.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[index_add-equal]": {
        ">=1.0": {"result": [6.0, 5.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[index_put_accumulate-equal]": {
        ">=1.0": {"result": [6.0, 5.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[put_accumulate-equal]": {
        ">=1.0": {"result": [6.0, 5.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[scatter_add-equal]": {
        ">=1.0": {"result": [6.0, 5.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[index_add-with_zero]": {
        ">=1.0": {"result": [8.0, 3.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[index_put_accumulate-with_zero]": {
        ">=1.0": {"result": [8.0, 3.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[put_accumulate-with_zero]": {
        ">=1.0": {"result": [8.0, 3.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[scatter_add-with_zero]": {
        ">=1.0": {"result": [8.0, 3.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[scatter_sum-different]": {
        "<2.0": {
            "result": [13.0, 10.0, 4.0],
            "target.grad": [1.0, 10.0, 100.0],
            "source.grad": [1.0, 1.0, 10.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"result": [13.0, 10.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[scatter_sum-equal]": {
        "<2.0": {
            "result": [6.0, 5.0, 4.0],
            "target.grad": [1.0, 10.0, 100.0],
            "source.grad": [1.0, 1.0, 10.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"result": [6.0, 5.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[scatter_sum-with_zero]": {
        "<2.0": {
            "result": [8.0, 3.0, 4.0],
            "target.grad": [1.0, 10.0, 100.0],
            "source.grad": [1.0, 1.0, 10.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"result": [8.0, 3.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [1.0, 1.0, 10.0]},
    },
    "[scatter_mean-different]": {
        "<2.0": {
            "result": [4.333, 5.0, 4.0],
            "target.grad": [0.3333, 5.0, 100.0],
            "source.grad": [0.3333, 0.3333, 5.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {
            "result": [4.333, 5.0, 4.0],
            "target.grad": [0.3333, 5.0, 100.0],
            "source.grad": [0.3333, 0.3333, 5.0],
        },
    },
    "[scatter_mean-equal]": {
        "<2.0": {
            "result": [2.0, 2.5, 4.0],
            "target.grad": [0.3333, 5.0, 100.0],
            "source.grad": [0.3333, 0.3333, 5.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"result": [2.0, 2.5, 4.0], "target.grad": [0.3333, 5.0, 100.0], "source.grad": [0.3333, 0.3333, 5.0]},
    },
    "[scatter_mean-with_zero]": {
        "<2.0": {
            "result": [2.667, 1.5, 4.0],
            "target.grad": [0.3333, 5.0, 100.0],
            "source.grad": [0.3333, 0.3333, 5.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {
            "result": [2.667, 1.5, 4.0],
            "target.grad": [0.3333, 5.0, 100.0],
            "source.grad": [0.3333, 0.3333, 5.0],
        },
    },
    "[scatter_prod-different]": {
        "<2.0": {
            "result": [60.0, 21.0, 4.0],
            "target.grad": [30.0, 70.0, 100.0],
            "source.grad": [12.0, 10.0, 30.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"result": [60.0, 21.0, 4.0], "target.grad": [30.0, 70.0, 100.0], "source.grad": [12.0, 10.0, 30.0]},
    },
    "[scatter_prod-equal]": {
        "<2.0": {
            "result": [8.0, 6.0, 4.0],
            "target.grad": [4.0, 20.0, 100.0],
            "source.grad": [4.0, 4.0, 30.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"result": [8.0, 6.0, 4.0], "target.grad": [4.0, 20.0, 100.0], "source.grad": [4.0, 4.0, 30.0]},
    },
    "[scatter_prod-with_zero]": {
        "<2.0": {
            "result": [0.0, 0.0, 4.0],
            "target.grad": [0.0, 0.0, 100.0],
            "source.grad": [12.0, 0.0, 30.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"result": [0.0, 0.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [12.0, 0.0, 30.0]},
    },
    "[scatter_amax-different]": {
        "<2.0": {
            "result": [6.0, 7.0, 4.0],
            "target.grad": [0.0, 0.0, 100.0],
            "source.grad": [0.0, 1.0, 10.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"result": [6.0, 7.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [0.0, 1.0, 10.0]},
    },
    "[scatter_amax_without_self-different]": {
        "<2.0": {
            "result": [6.0, 7.0, 4.0],
            "target.grad": [0.0, 0.0, 100.0],
            "source.grad": [0.0, 1.0, 10.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"result": [6.0, 7.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [0.0, 1.0, 10.0]},
    },
    "[scatter_amax-equal]": {
        "<2.0": {
            "result": [2.0, 3.0, 4.0],
            "target.grad": [0.3333, 10.0, 100.0],
            "source.grad": [0.3333, 0.3333, 0.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {
            "result": [2.0, 3.0, 4.0],
            "target.grad": [0.3333, 10.0, 100.0],
            "source.grad": [0.3333, 0.3333, 0.0],
        },
    },
    "[scatter_amax-with_zero]": {
        "<2.0": {
            "result": [6.0, 3.0, 4.0],
            "target.grad": [0.0, 10.0, 100.0],
            "source.grad": [0.0, 1.0, 0.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"result": [6.0, 3.0, 4.0], "target.grad": [0.0, 10.0, 100.0], "source.grad": [0.0, 1.0, 0.0]},
    },
    "[scatter_amin-different]": {
        "<2.0": {
            "result": [2.0, 3.0, 4.0],
            "target.grad": [1.0, 10.0, 100.0],
            "source.grad": [0.0, 0.0, 0.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"result": [2.0, 3.0, 4.0], "target.grad": [1.0, 10.0, 100.0], "source.grad": [0.0, 0.0, 0.0]},
    },
    "[scatter_amin-equal]": {
        "<2.0": {
            "result": [2.0, 2.0, 4.0],
            "target.grad": [0.3333, 0.0, 100.0],
            "source.grad": [0.3333, 0.3333, 10.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {
            "result": [2.0, 2.0, 4.0],
            "target.grad": [0.3333, 0.0, 100.0],
            "source.grad": [0.3333, 0.3333, 10.0],
        },
    },
    "[scatter_amin-with_zero]": {
        "<2.0": {
            "result": [0.0, 0.0, 4.0],
            "target.grad": [0.0, 0.0, 100.0],
            "source.grad": [1.0, 0.0, 10.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"result": [0.0, 0.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [1.0, 0.0, 10.0]},
    },
    "[scatter_amax_without_self-equal]": {
        "<2.0": {
            "result": [2.0, 2.0, 4.0],
            "target.grad": [0.0, 0.0, 100.0],
            "source.grad": [0.3333, 0.3333, 10.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"result": [2.0, 2.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [0.3333, 0.3333, 10.0]},
    },
    "[scatter_amax_without_self-with_zero]": {
        "<2.0": {
            "result": [6.0, 0.0, 4.0],
            "target.grad": [0.0, 0.0, 100.0],
            "source.grad": [0.0, 1.0, 10.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"result": [6.0, 0.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [0.0, 1.0, 10.0]},
    },
    "[index_reduce_prod-different]": {
        ">=1.0": {
            "result": [60.0, 21.0, 4.0],
            "target.grad": [30.0, 70.0, 100.0],
            "source.grad": [12.0, 10.0, 30.0],
            "warns": ["UserWarning"],
        },
    },
    "[index_reduce_prod-equal]": {
        ">=1.0": {
            "result": [8.0, 6.0, 4.0],
            "target.grad": [4.0, 20.0, 100.0],
            "source.grad": [4.0, 4.0, 30.0],
            "warns": ["UserWarning"],
        },
    },
    "[index_reduce_prod-with_zero]": {
        ">=1.0": {
            "result": [0.0, 0.0, 4.0],
            "target.grad": [0.0, 0.0, 100.0],
            "source.grad": [12.0, 0.0, 30.0],
            "warns": ["UserWarning"],
        },
    },
    "[index_reduce_mean-different]": {
        ">=1.0": {
            "result": [4.333, 5.0, 4.0],
            "target.grad": [0.3333, 5.0, 100.0],
            "source.grad": [0.3333, 0.3333, 5.0],
            "warns": ["UserWarning"],
        },
    },
    "[index_reduce_mean-equal]": {
        ">=1.0": {
            "result": [2.0, 2.5, 4.0],
            "target.grad": [0.3333, 5.0, 100.0],
            "source.grad": [0.3333, 0.3333, 5.0],
            "warns": ["UserWarning"],
        },
    },
    "[index_reduce_mean-with_zero]": {
        ">=1.0": {
            "result": [2.667, 1.5, 4.0],
            "target.grad": [0.3333, 5.0, 100.0],
            "source.grad": [0.3333, 0.3333, 5.0],
            "warns": ["UserWarning"],
        },
    },
    "[masked_scatter-different]": {
        ">=1.0": {"result": [5.0, 6.0, 7.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [1.0, 10.0, 100.0]},
    },
    "[masked_scatter-equal]": {
        ">=1.0": {"result": [2.0, 2.0, 2.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [1.0, 10.0, 100.0]},
    },
    "[masked_scatter-with_zero]": {
        ">=1.0": {"result": [0.0, 6.0, 0.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [1.0, 10.0, 100.0]},
    },
    "[gather-different]": {
        ">=1.0": {"result": [5.0, 5.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [11.0, 0.0, 0.0]},
    },
    "[gather-equal]": {
        ">=1.0": {"result": [2.0, 2.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [11.0, 0.0, 0.0]},
    },
    "[gather-with_zero]": {
        ">=1.0": {"result": [0.0, 0.0, 4.0], "target.grad": [0.0, 0.0, 100.0], "source.grad": [11.0, 0.0, 0.0]},
    },
    "[advanced_index-different]": {
        ">=1.0": {"result": [5.0, 5.0, 6.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [11.0, 100.0, 0.0]},
    },
    "[embedding-different]": {
        ">=1.0": {"result": [5.0, 5.0, 6.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [11.0, 100.0, 0.0]},
    },
    "[index_select-different]": {
        ">=1.0": {"result": [5.0, 5.0, 6.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [11.0, 100.0, 0.0]},
    },
    "[take-different]": {
        ">=1.0": {"result": [5.0, 5.0, 6.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [11.0, 100.0, 0.0]},
    },
    "[advanced_index-equal]": {
        ">=1.0": {"result": [2.0, 2.0, 2.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [11.0, 100.0, 0.0]},
    },
    "[embedding-equal]": {
        ">=1.0": {"result": [2.0, 2.0, 2.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [11.0, 100.0, 0.0]},
    },
    "[index_select-equal]": {
        ">=1.0": {"result": [2.0, 2.0, 2.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [11.0, 100.0, 0.0]},
    },
    "[take-equal]": {
        ">=1.0": {"result": [2.0, 2.0, 2.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [11.0, 100.0, 0.0]},
    },
    "[advanced_index-with_zero]": {
        ">=1.0": {"result": [0.0, 0.0, 6.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [11.0, 100.0, 0.0]},
    },
    "[embedding-with_zero]": {
        ">=1.0": {"result": [0.0, 0.0, 6.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [11.0, 100.0, 0.0]},
    },
    "[index_select-with_zero]": {
        ">=1.0": {"result": [0.0, 0.0, 6.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [11.0, 100.0, 0.0]},
    },
    "[take-with_zero]": {
        ">=1.0": {"result": [0.0, 0.0, 6.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [11.0, 100.0, 0.0]},
    },
    "[expand-different]": {
        ">=1.0": {"result": [5.0, 5.0, 5.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [111.0, 0.0, 0.0]},
    },
    "[repeat_interleave-different]": {
        ">=1.0": {"result": [5.0, 5.0, 5.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [111.0, 0.0, 0.0]},
    },
    "[expand-equal]": {
        ">=1.0": {"result": [2.0, 2.0, 2.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [111.0, 0.0, 0.0]},
    },
    "[repeat_interleave-equal]": {
        ">=1.0": {"result": [2.0, 2.0, 2.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [111.0, 0.0, 0.0]},
    },
    "[expand-with_zero]": {
        ">=1.0": {"result": [0.0, 0.0, 0.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [111.0, 0.0, 0.0]},
    },
    "[repeat_interleave-with_zero]": {
        ">=1.0": {"result": [0.0, 0.0, 0.0], "target.grad": [0.0, 0.0, 0.0], "source.grad": [111.0, 0.0, 0.0]},
    },
    "[scatter_reduce_argument-different]": {
        "<2.0": {"result": [60.0, 21.0, 4.0], "raises": "RuntimeError"},
        ">=2.0": {"result": [60.0, 21.0, 4.0], "raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[scatter_reduce_argument-equal]": {
        "<2.0": {"result": [8.0, 6.0, 4.0], "raises": "RuntimeError"},
        ">=2.0": {"result": [8.0, 6.0, 4.0], "raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[scatter_reduce_argument-with_zero]": {
        "<2.0": {"result": [0.0, 0.0, 4.0], "raises": "RuntimeError"},
        ">=2.0": {"result": [0.0, 0.0, 4.0], "raises": "RuntimeError", "warns": ["UserWarning"]},
    },
}

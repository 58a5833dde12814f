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
}  # fmt: skip
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

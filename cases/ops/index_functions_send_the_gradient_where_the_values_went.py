"""Where does the gradient go through gather, scatter, index_add and the other index functions?

Each entry of the source gets the gradient of the place it was written to, and each overwritten entry gets zero.
An index that occurs twice adds two gradients up where values were read;
where values were written over each other, each of them gets the gradient of the place, though only one survives.
`scatter` with a reduction has no derivative and never had one; `scatter_reduce`, from 1.12 on, has.

https://pytorch.org/docs/stable/generated/torch.Tensor.scatter_.html
https://pytorch.org/docs/stable/generated/torch.Tensor.index_put_.html
"""

import torch

PARAMS = {
    "function": [
        "gather",
        "take",
        "take_along_dim",
        "index_select",
        "index",
        "masked_select",
        "scatter",
        "scatter_twice",
        "scatter_add",
        "scatter_multiply",
        "scatter_reduce_sum",
        "scatter_reduce_prod",
        "scatter_reduce_amax",
        "scatter_reduce_mean",
        "index_add",
        "index_add_alpha",
        "index_copy",
        "index_copy_twice",
        "index_fill",
        "index_fill_value",
        "index_put",
        "index_put_twice",
        "index_put_accumulate",
        "put_",
        "put_accumulate",
        "masked_fill",
        "masked_scatter",
        "where",
        "select_scatter",
        "segment_reduce",
    ]
}

TORCH = {
    "[take_along_dim]": ">=1.9",
    "[scatter_multiply]": ">=1.10",
    "[scatter_reduce_*]": ">=1.12",
    "[index_add_alpha]": ">=1.9",
    "[select_scatter]": ">=1.11",
    "[segment_reduce]": ">=1.9",
}


def observe(device, function):
    base = torch.tensor([2.0, 3.0, 4.0], device=device, requires_grad=True)
    source = torch.tensor([5.0, 6.0], device=device, requires_grad=True)
    number = torch.tensor(7.0, device=device, requires_grad=True)
    weights = torch.tensor([1.0, 10.0, 100.0], device=device)
    one = torch.tensor([2, 0], device=device)
    twice = torch.tensor([1, 1], device=device)
    mask = torch.tensor([1, 0, 1], device=device) > 0
    h = base * 1

    def reduce(kind):
        return lambda: h.scatter_reduce(0, twice, source, kind)

    out = {
        "gather": lambda: h.gather(0, twice),
        "take": lambda: h.take(twice),
        "take_along_dim": lambda: torch.take_along_dim(h, twice),
        "index_select": lambda: h.index_select(0, twice),
        "index": lambda: h[twice],
        "masked_select": lambda: h.masked_select(mask),
        "scatter": lambda: h.scatter(0, one, source),
        "scatter_twice": lambda: h.scatter(0, twice, source),
        "scatter_add": lambda: h.scatter_add(0, twice, source),
        "scatter_multiply": lambda: h.scatter(0, one, source, reduce="multiply"),
        "scatter_reduce_sum": reduce("sum"),
        "scatter_reduce_prod": reduce("prod"),
        "scatter_reduce_amax": reduce("amax"),
        "scatter_reduce_mean": reduce("mean"),
        "index_add": lambda: h.index_add(0, twice, source),
        "index_add_alpha": lambda: h.index_add(0, one, source, alpha=2),
        "index_copy": lambda: h.index_copy(0, one, source),
        "index_copy_twice": lambda: h.index_copy(0, twice, source),
        "index_fill": lambda: h.index_fill(0, one, 7.0),
        "index_fill_value": lambda: h.index_fill(0, one, number),
        "index_put": lambda: h.index_put((one,), source),
        "index_put_twice": lambda: h.index_put((twice,), source),
        "index_put_accumulate": lambda: h.index_put_((twice,), source, accumulate=True),
        "put_": lambda: h.put_(one, source),
        "put_accumulate": lambda: h.put_(twice, source, accumulate=True),
        "masked_fill": lambda: h.masked_fill(mask, number),
        "masked_scatter": lambda: h.masked_scatter(mask, source),
        "where": lambda: torch.where(mask, h, number.expand(3)),
        "select_scatter": lambda: torch.select_scatter(h, number, 0, 1),
        "segment_reduce": lambda: torch.segment_reduce(h, "max", lengths=torch.tensor([1, 2], device=device)),
    }[function]()
    (out * weights[: out.numel()]).sum().backward()
    for name, leaf in (("base", base), ("source", source), ("number", number)):
        yield name + ".grad", None if leaf.grad is None else leaf.grad.tolist()


EXPECT = {
    "[gather]": {">=1.0": {"base.grad": [0.0, 11.0, 0.0], "number.grad": "None", "source.grad": "None"}},
    "[index]": {">=1.0": {"base.grad": [0.0, 11.0, 0.0], "number.grad": "None", "source.grad": "None"}},
    "[index_select]": {">=1.0": {"base.grad": [0.0, 11.0, 0.0], "number.grad": "None", "source.grad": "None"}},
    "[take]": {">=1.0": {"base.grad": [0.0, 11.0, 0.0], "number.grad": "None", "source.grad": "None"}},
    "[take_along_dim]": {">=1.0": {"base.grad": [0.0, 11.0, 0.0], "number.grad": "None", "source.grad": "None"}},
    "[masked_select]": {">=1.0": {"base.grad": [1.0, 0.0, 10.0], "number.grad": "None", "source.grad": "None"}},
    "[segment_reduce]": {">=1.0": {"base.grad": [1.0, 0.0, 10.0], "number.grad": "None", "source.grad": "None"}},
    "[index_copy]": {">=1.0": {"base.grad": [0.0, 10.0, 0.0], "number.grad": "None", "source.grad": [100.0, 1.0]}},
    "[index_put]": {">=1.0": {"base.grad": [0.0, 10.0, 0.0], "number.grad": "None", "source.grad": [100.0, 1.0]}},
    "[put_]": {">=1.0": {"base.grad": [0.0, 10.0, 0.0], "number.grad": "None", "source.grad": [100.0, 1.0]}},
    "[scatter]": {">=1.0": {"base.grad": [0.0, 10.0, 0.0], "number.grad": "None", "source.grad": [100.0, 1.0]}},
    "[index_copy_twice]": {
        ">=1.0": {"base.grad": [1.0, 0.0, 100.0], "number.grad": "None", "source.grad": [10.0, 10.0]},
    },
    "[index_put_twice]": {
        ">=1.0": {"base.grad": [1.0, 0.0, 100.0], "number.grad": "None", "source.grad": [10.0, 10.0]},
    },
    "[scatter_twice]": {">=1.0": {"base.grad": [1.0, 0.0, 100.0], "number.grad": "None", "source.grad": [10.0, 10.0]}},
    "[index_add]": {">=1.0": {"base.grad": [1.0, 10.0, 100.0], "number.grad": "None", "source.grad": [10.0, 10.0]}},
    "[index_put_accumulate]": {
        ">=1.0": {"base.grad": [1.0, 10.0, 100.0], "number.grad": "None", "source.grad": [10.0, 10.0]},
    },
    "[put_accumulate]": {
        ">=1.0": {"base.grad": [1.0, 10.0, 100.0], "number.grad": "None", "source.grad": [10.0, 10.0]},
    },
    "[scatter_add]": {">=1.0": {"base.grad": [1.0, 10.0, 100.0], "number.grad": "None", "source.grad": [10.0, 10.0]}},
    "[scatter_multiply]": {
        "<2.0": {"raises": "RuntimeError"},
        ">=2.0": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[scatter_reduce_sum]": {
        "<2.0": {
            "base.grad": [1.0, 10.0, 100.0],
            "number.grad": "None",
            "source.grad": [10.0, 10.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"base.grad": [1.0, 10.0, 100.0], "number.grad": "None", "source.grad": [10.0, 10.0]},
    },
    "[scatter_reduce_prod]": {
        "<2.0": {
            "base.grad": [1.0, 300.0, 100.0],
            "number.grad": "None",
            "source.grad": [180.0, 150.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"base.grad": [1.0, 300.0, 100.0], "number.grad": "None", "source.grad": [180.0, 150.0]},
    },
    "[scatter_reduce_amax]": {
        "<2.0": {
            "base.grad": [1.0, 0.0, 100.0],
            "number.grad": "None",
            "source.grad": [0.0, 10.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"base.grad": [1.0, 0.0, 100.0], "number.grad": "None", "source.grad": [0.0, 10.0]},
    },
    "[scatter_reduce_mean]": {
        "<2.0": {
            "base.grad": [1.0, 3.333, 100.0],
            "number.grad": "None",
            "source.grad": [3.333, 3.333],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"base.grad": [1.0, 3.333, 100.0], "number.grad": "None", "source.grad": [3.333, 3.333]},
    },
    "[index_add_alpha]": {
        ">=1.0": {"base.grad": [1.0, 10.0, 100.0], "number.grad": "None", "source.grad": [200.0, 2.0]},
    },
    "[index_fill]": {">=1.0": {"base.grad": [0.0, 10.0, 0.0], "number.grad": "None", "source.grad": "None"}},
    "[index_fill_value]": {">=1.0": {"base.grad": [0.0, 10.0, 0.0], "number.grad": 101.0, "source.grad": "None"}},
    "[masked_fill]": {">=1.0": {"base.grad": [0.0, 10.0, 0.0], "number.grad": 101.0, "source.grad": "None"}},
    "[masked_scatter]": {">=1.0": {"base.grad": [0.0, 10.0, 0.0], "number.grad": "None", "source.grad": [1.0, 100.0]}},
    "[select_scatter]": {">=1.0": {"base.grad": [1.0, 0.0, 100.0], "number.grad": 10.0, "source.grad": "None"}},
    "[where]": {">=1.0": {"base.grad": [1.0, 0.0, 100.0], "number.grad": 10.0, "source.grad": "None"}},
}

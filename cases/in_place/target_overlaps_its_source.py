"""What happens when an in-place function reads what it is writing: x[1:] += x[:-1]?

The result depends on the order of the writes, so it is refused since 1.3 where the overlap is easily seen;
for `cat(out=)` since 1.5, for index_copy_ since 1.8, and for a transposed source, `x += x.t()`, since 1.10.
Before, it gave what it gave, and no warning came first.
Exactly the same memory is allowed.
What is not checked is wrong without an error: a column of a matrix subtracted from the matrix.

https://github.com/pytorch/pytorch/issues/135487
https://github.com/pytorch/pytorch/issues/17935
https://github.com/pytorch/pytorch/pull/24058
https://github.com/pytorch/pytorch/pull/30577
https://github.com/pytorch/pytorch/pull/48651
https://github.com/pytorch/pytorch/issues/48401
https://github.com/pytorch/pytorch/pull/59014
"""

import torch

changes = {
    "add_shifted": lambda x: x.view(4)[1:].add_(x.view(4)[:-1]),
    "mul_shifted": lambda x: x.view(4)[1:].mul_(x.view(4)[:-1]),
    "copy_shifted": lambda x: x.view(4)[1:].copy_(x.view(4)[:-1]),
    "assign_shifted": lambda x: x.view(4).__setitem__(slice(1, None), x.view(4)[:-1]),
    "add_itself": lambda x: x.add_(x),
    "add_transposed": lambda x: x.add_(x.t()),
    "copy_transposed": lambda x: x.copy_(x.t()),
    "sub_column": lambda x: x.sub_(x[:, :1]),
    "sub_first_entry": lambda x: x.sub_(x[0, 0]),
    "div_row": lambda x: x.div_(x[:1]),
    "row": lambda x: x[:1].sub_(x[:1, :1]),
    "out": lambda x: torch.add(x.view(4)[:-1], 1, out=x.view(4)[1:]),
    "out_itself": lambda x: torch.add(x, 1, out=x),
    "cat_out": lambda x: torch.cat([x[1:], x[:1]], out=x),
    "cumsum_out": lambda x: torch.cumsum(x, 0, out=x),
    "index_copy": lambda x: x.index_copy_(0, torch.tensor([1, 0]), x),
    "index_itself": lambda x: x.__setitem__([0, 1], x[[1, 0]]),
    "mask": lambda x: x.masked_fill_(x > 2, 0),
}
PARAMS = {
    "change": [
        "add_shifted",
        "mul_shifted",
        "copy_shifted",
        "assign_shifted",
        "add_itself",
        "add_transposed",
        "copy_transposed",
        "sub_column",
        "sub_first_entry",
        "div_row",
        "row",
        "out",
        "out_itself",
        "cat_out",
        "cumsum_out",
        "index_copy",
        "index_itself",
        "mask",
    ],
}


def observe(change):
    x = torch.tensor([[2.0, 3.0], [5.0, 7.0]])
    changes[change](x)
    yield "x", [round(value, 3) for value in x.flatten().tolist()]


EXPECT = {
    "[add_shifted]": {"<1.3": {"x": [2.0, 5.0, 10.0, 17.0]}, ">=1.3": {"raises": "RuntimeError"}},
    "[mul_shifted]": {"<1.3": {"x": [2.0, 6.0, 30.0, 210.0]}, ">=1.3": {"raises": "RuntimeError"}},
    "[assign_shifted]": {"<1.3": {"x": [2.0, 2.0, 2.0, 2.0]}, ">=1.3": {"raises": "RuntimeError"}},
    "[copy_shifted]": {"<1.3": {"x": [2.0, 2.0, 2.0, 2.0]}, ">=1.3": {"raises": "RuntimeError"}},
    "[add_itself]": {">=1.0": {"x": [4.0, 6.0, 10.0, 14.0]}},
    "[add_transposed]": {"<1.10": {"x": [4.0, 8.0, 13.0, 14.0]}, ">=1.10": {"raises": "RuntimeError"}},
    "[copy_transposed]": {"<1.10": {"x": [2.0, 5.0, 5.0, 7.0]}, ">=1.10": {"raises": "RuntimeError"}},
    "[sub_column]": {">=1.0": {"x": [0.0, 3.0, 0.0, 7.0]}},
    "[row]": {"<1.3": {"x": [0.0, 3.0, 5.0, 7.0]}, ">=1.3": {"raises": "RuntimeError"}},
    "[sub_first_entry]": {"<1.3": {"x": [0.0, 3.0, 5.0, 7.0]}, ">=1.3": {"raises": "RuntimeError"}},
    "[div_row]": {"<1.3": {"x": [1.0, 1.0, 5.0, 7.0]}, ">=1.3": {"raises": "RuntimeError"}},
    "[out]": {"<1.3": {"x": [2.0, 3.0, 4.0, 5.0]}, ">=1.3": {"raises": "RuntimeError"}},
    "[out_itself]": {">=1.0": {"x": [3.0, 4.0, 6.0, 8.0]}},
    "[cat_out]": {"<1.5": {"x": [5.0, 7.0, 5.0, 7.0]}, ">=1.5": {"raises": "RuntimeError"}},
    "[cumsum_out]": {">=1.0": {"x": [2.0, 3.0, 7.0, 10.0]}},
    "[index_copy]": {"<1.8": {"x": [2.0, 3.0, 2.0, 3.0]}, ">=1.8": {"raises": "RuntimeError"}},
    "[index_itself]": {">=1.0": {"x": [5.0, 7.0, 2.0, 3.0]}},
    "[mask]": {">=1.0": {"x": [2.0, 0.0, 0.0, 0.0]}},
}

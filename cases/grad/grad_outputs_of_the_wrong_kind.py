"""Which grad_outputs does torch.autograd.grad accept?

One for each output, of its shape; None stands for 1, for a scalar only.
A wrong shape is refused; one that differs only by dimensions of one was accepted until 1.2 and is refused since 1.3.
Another floating dtype was refused until 1.2 and is converted since 1.3, integers since 1.6 (no note found for these).
Too few, and a number (TypeError), raise; one too many is not noticed.
No warning announced any of it.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
https://github.com/pytorch/pytorch/issues/17893
https://github.com/pytorch/pytorch/pull/25349
"""

import torch

ones = torch.ones
calls = {
    "none": lambda y, s: ([y], None),
    "none_in_list": lambda y, s: ([y], [None]),
    "scalar_none": lambda y, s: ([s], None),
    "scalar_none_in_list": lambda y, s: ([s], [None]),
    "right": lambda y, s: ([y], [ones(2)]),
    "no_lists": lambda y, s: (y, ones(2)),
    "tuple": lambda y, s: ((y,), (ones(2),)),
    "two": lambda y, s: ([y, s], [ones(2), torch.tensor(1.0)]),
    "two_one_none": lambda y, s: ([y, s], [ones(2), None]),
    "too_few": lambda y, s: ([y, s], [ones(2)]),
    "too_many": lambda y, s: ([s], [torch.tensor(1.0), torch.tensor(1.0)]),
    "same_output_twice": lambda y, s: ([s, s], None),
    "broadcast": lambda y, s: ([y], [torch.tensor(1.0)]),
    "wrong_shape": lambda y, s: ([y], [ones(3)]),
    "more_dimensions": lambda y, s: ([y], [ones(1, 2)]),
    "scalar_given_1": lambda y, s: ([s], [ones(1)]),
    "double": lambda y, s: ([y], [ones(2, dtype=torch.float64)]),
    "integer": lambda y, s: ([y], [torch.tensor([1, 1])]),
    "number": lambda y, s: ([s], [1.0]),
    "tracked": lambda y, s: ([y], [ones(2, requires_grad=True)]),
    "plain_output": lambda y, s: ([ones(2).sum()], None),
    "plain_output_too": lambda y, s: ([s, ones(1)], None),
    "no_outputs": lambda y, s: ([], None),
}
PARAMS = {
    "call": [
        "none",
        "none_in_list",
        "scalar_none",
        "scalar_none_in_list",
        "right",
        "no_lists",
        "tuple",
        "two",
        "two_one_none",
        "too_few",
        "too_many",
        "same_output_twice",
        "broadcast",
        "wrong_shape",
        "more_dimensions",
        "scalar_given_1",
        "double",
        "integer",
        "number",
        "tracked",
        "plain_output",
        "plain_output_too",
        "no_outputs",
    ],
}


def observe(call):
    x = ones(2, requires_grad=True)
    y = x * 2
    outputs, grad_outputs = calls[call](y, y.sum())
    (gradient,) = torch.autograd.grad(outputs, [x], grad_outputs)
    yield "gradient", gradient.tolist()
    yield "dtype", str(gradient.dtype)
    yield "requires_grad", gradient.requires_grad


EXPECT = {
    "[broadcast]": {">=1.0": {"raises": "RuntimeError"}},
    "[no_outputs]": {">=1.0": {"raises": "RuntimeError"}},
    "[none]": {">=1.0": {"raises": "RuntimeError"}},
    "[none_in_list]": {">=1.0": {"raises": "RuntimeError"}},
    "[plain_output]": {">=1.0": {"raises": "RuntimeError"}},
    "[plain_output_too]": {">=1.0": {"raises": "RuntimeError"}},
    "[too_few]": {">=1.0": {"raises": "RuntimeError"}},
    "[wrong_shape]": {">=1.0": {"raises": "RuntimeError"}},
    "[no_lists]": {">=1.0": {"gradient": [2.0, 2.0], "dtype": "torch.float32", "requires_grad": False}},
    "[right]": {">=1.0": {"gradient": [2.0, 2.0], "dtype": "torch.float32", "requires_grad": False}},
    "[scalar_none]": {">=1.0": {"gradient": [2.0, 2.0], "dtype": "torch.float32", "requires_grad": False}},
    "[scalar_none_in_list]": {">=1.0": {"gradient": [2.0, 2.0], "dtype": "torch.float32", "requires_grad": False}},
    "[too_many]": {">=1.0": {"gradient": [2.0, 2.0], "dtype": "torch.float32", "requires_grad": False}},
    "[tracked]": {">=1.0": {"gradient": [2.0, 2.0], "dtype": "torch.float32", "requires_grad": False}},
    "[tuple]": {">=1.0": {"gradient": [2.0, 2.0], "dtype": "torch.float32", "requires_grad": False}},
    "[same_output_twice]": {">=1.0": {"gradient": [4.0, 4.0], "dtype": "torch.float32", "requires_grad": False}},
    "[two]": {">=1.0": {"gradient": [4.0, 4.0], "dtype": "torch.float32", "requires_grad": False}},
    "[two_one_none]": {">=1.0": {"gradient": [4.0, 4.0], "dtype": "torch.float32", "requires_grad": False}},
    "[more_dimensions]": {
        "<1.3": {"gradient": [2.0, 2.0], "dtype": "torch.float32", "requires_grad": False},
        ">=1.3": {"raises": "RuntimeError"},
    },
    "[scalar_given_1]": {
        "<1.3": {"gradient": [2.0, 2.0], "dtype": "torch.float32", "requires_grad": False},
        ">=1.3": {"raises": "RuntimeError"},
    },
    "[double]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {"gradient": [2.0, 2.0], "dtype": "torch.float32", "requires_grad": False},
    },
    "[integer]": {
        "<1.6": {"raises": "RuntimeError"},
        ">=1.6": {"gradient": [2.0, 2.0], "dtype": "torch.float32", "requires_grad": False},
    },
    "[number]": {">=1.0": {"raises": "TypeError"}},
}

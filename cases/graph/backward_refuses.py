"""What makes backward() refuse, and with which error?

A tensor of more than one entry needs a `gradient=` of its shape; a scalar gets 1.
A tensor without history and a result of integers are refused (RuntimeError);
a number or a list as `gradient` raises TypeError, and a Python number has no `backward` (AttributeError).
A gradient of another floating dtype was refused until 1.2 and is converted since 1.3,
one of integers or bools since 1.6 (no note found for either).
One that broadcasts to the shape of the result is refused; with additional dimensions of one,
as `ones(1)` for a scalar, it was accepted until 1.2 and is refused since 1.3.
The result of `//` had a gradient of zero until 1.4, raises since 1.5, had the zero again from 1.10 to 1.12,
whose warning said that its rounding would change, and raises since 1.13, which changed it.
The other changes came without a warning; the keyword `grad_variables` of `torch.autograd.backward` always warned.

https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html
https://docs.pytorch.org/docs/stable/generated/torch.autograd.backward.html
https://docs.pytorch.org/docs/stable/generated/torch.floor_divide.html
https://github.com/pytorch/pytorch/issues/17893
https://github.com/pytorch/pytorch/pull/25349
https://github.com/pytorch/pytorch/pull/50281
https://github.com/pytorch/pytorch/pull/78411
"""

import torch

ones = torch.ones
backwards = {
    "scalar": lambda y: y.sum().backward(),
    "one_entry": lambda y: y[:1].backward(),
    "one_entry_2d": lambda y: y[:1].view(1, 1).backward(),
    "non_scalar": lambda y: y.backward(),
    "empty": lambda y: y[:0].backward(),
    "non_scalar_gradient": lambda y: y.backward(ones(2)),
    "gradient_by_name": lambda y: y.backward(gradient=ones(2)),
    "gradient_for_scalar": lambda y: y.sum().backward(torch.tensor(3.0)),
    "gradient_1_for_scalar": lambda y: y.sum().backward(ones(1)),
    "gradient_scalar_for_1": lambda y: y[:1].backward(torch.tensor(3.0)),
    "gradient_broadcast": lambda y: y.backward(torch.tensor(1.0)),
    "gradient_wrong_shape": lambda y: y.backward(ones(3)),
    "gradient_more_dimensions": lambda y: y.backward(ones(1, 2)),
    "gradient_integer": lambda y: y.backward(torch.tensor([1, 1])),
    "gradient_bool": lambda y: y.backward(ones(2) > 0),
    "gradient_double": lambda y: y.backward(ones(2, dtype=torch.float64)),
    "gradient_number": lambda y: y.sum().backward(1.0),
    "gradient_list": lambda y: y.backward([1.0, 1.0]),
    "gradient_tracked": lambda y: y.backward(ones(2, requires_grad=True)),
    "gradient_expanded": lambda y: y.backward(ones(1).expand(2)),
    "detached": lambda y: y.detach().sum().backward(),
    "plain": lambda y: ones(2).sum().backward(),
    "integer": lambda y: y.long().sum().backward(),
    "rounded": lambda y: y.round().sum().backward(),
    "floor_divided": lambda y: (y // 2).sum().backward(),
    "argmax": lambda y: y.argmax().backward(),
    "item": lambda y: torch.tensor(y.sum().item()).backward(),
    "float": lambda y: float(y.sum()).backward(),
    "autograd_two": lambda y: torch.autograd.backward([y.sum(), y.sum()]),
    "autograd_two_gradients": lambda y: torch.autograd.backward([y, y.sum()], [ones(2), None]),
    "autograd_too_many_gradients": lambda y: torch.autograd.backward([y.sum()], [None, None]),
    "autograd_tensor": lambda y: torch.autograd.backward(y.sum()),
    "autograd_empty": lambda y: torch.autograd.backward([]),
    "autograd_one_plain": lambda y: torch.autograd.backward([y.sum(), ones(1)]),
    "grad_variables": lambda y: torch.autograd.backward([y], grad_variables=[ones(2)]),
    "nan": lambda y: (y * float("nan")).sum().backward(),
}
PARAMS = {
    "backward": [
        "scalar",
        "one_entry",
        "one_entry_2d",
        "non_scalar",
        "empty",
        "non_scalar_gradient",
        "gradient_by_name",
        "gradient_for_scalar",
        "gradient_1_for_scalar",
        "gradient_scalar_for_1",
        "gradient_broadcast",
        "gradient_wrong_shape",
        "gradient_more_dimensions",
        "gradient_integer",
        "gradient_bool",
        "gradient_double",
        "gradient_number",
        "gradient_list",
        "gradient_tracked",
        "gradient_expanded",
        "detached",
        "plain",
        "integer",
        "rounded",
        "floor_divided",
        "argmax",
        "item",
        "float",
        "autograd_two",
        "autograd_two_gradients",
        "autograd_too_many_gradients",
        "autograd_tensor",
        "autograd_empty",
        "autograd_one_plain",
        "grad_variables",
        "nan",
    ],
}


def observe(backward):
    x = ones(2, requires_grad=True)
    backwards[backward](x * 2)
    yield "x.grad", x.grad.tolist() if x.grad is not None else None
    yield "dtype", str(x.grad.dtype) if x.grad is not None else None


EXPECT = {
    "[autograd_tensor]": {">=1.0": {"x.grad": [2.0, 2.0], "dtype": "torch.float32"}},
    "[autograd_too_many_gradients]": {">=1.0": {"x.grad": [2.0, 2.0], "dtype": "torch.float32"}},
    "[gradient_by_name]": {">=1.0": {"x.grad": [2.0, 2.0], "dtype": "torch.float32"}},
    "[gradient_expanded]": {">=1.0": {"x.grad": [2.0, 2.0], "dtype": "torch.float32"}},
    "[gradient_tracked]": {">=1.0": {"x.grad": [2.0, 2.0], "dtype": "torch.float32"}},
    "[non_scalar_gradient]": {">=1.0": {"x.grad": [2.0, 2.0], "dtype": "torch.float32"}},
    "[scalar]": {">=1.0": {"x.grad": [2.0, 2.0], "dtype": "torch.float32"}},
    "[one_entry]": {">=1.0": {"x.grad": [2.0, 0.0], "dtype": "torch.float32"}},
    "[one_entry_2d]": {">=1.0": {"x.grad": [2.0, 0.0], "dtype": "torch.float32"}},
    "[argmax]": {">=1.0": {"raises": "RuntimeError"}},
    "[autograd_one_plain]": {">=1.0": {"raises": "RuntimeError"}},
    "[detached]": {">=1.0": {"raises": "RuntimeError"}},
    "[empty]": {">=1.0": {"raises": "RuntimeError"}},
    "[gradient_broadcast]": {">=1.0": {"raises": "RuntimeError"}},
    "[gradient_scalar_for_1]": {">=1.0": {"raises": "RuntimeError"}},
    "[gradient_wrong_shape]": {">=1.0": {"raises": "RuntimeError"}},
    "[integer]": {">=1.0": {"raises": "RuntimeError"}},
    "[item]": {">=1.0": {"raises": "RuntimeError"}},
    "[non_scalar]": {">=1.0": {"raises": "RuntimeError"}},
    "[plain]": {">=1.0": {"raises": "RuntimeError"}},
    "[gradient_for_scalar]": {">=1.0": {"x.grad": [6.0, 6.0], "dtype": "torch.float32"}},
    "[gradient_1_for_scalar]": {
        "<1.3": {"x.grad": [2.0, 2.0], "dtype": "torch.float32"},
        ">=1.3": {"raises": "RuntimeError"},
    },
    "[gradient_more_dimensions]": {
        "<1.3": {"x.grad": [2.0, 2.0], "dtype": "torch.float32"},
        ">=1.3": {"raises": "RuntimeError"},
    },
    "[gradient_bool]": {"<1.6": {"raises": "RuntimeError"}, ">=1.6": {"x.grad": [2.0, 2.0], "dtype": "torch.float32"}},
    "[gradient_integer]": {
        "<1.6": {"raises": "RuntimeError"},
        ">=1.6": {"x.grad": [2.0, 2.0], "dtype": "torch.float32"},
    },
    "[gradient_double]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {"x.grad": [2.0, 2.0], "dtype": "torch.float32"},
    },
    "[gradient_list]": {">=1.0": {"raises": "TypeError"}},
    "[gradient_number]": {">=1.0": {"raises": "TypeError"}},
    "[rounded]": {">=1.0": {"x.grad": [0.0, 0.0], "dtype": "torch.float32"}},
    "[floor_divided]": {
        "<1.5": {"x.grad": [0.0, 0.0], "dtype": "torch.float32"},
        ">=1.5,<1.9": {"raises": "RuntimeError"},
        ">=1.9,<1.10": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.10,<1.13": {"x.grad": [0.0, 0.0], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=1.13": {"raises": "RuntimeError"},
    },
    "[float]": {"<2.8": {"raises": "AttributeError"}, ">=2.8": {"raises": "AttributeError", "warns": ["UserWarning"]}},
    "[autograd_two]": {">=1.0": {"x.grad": [4.0, 4.0], "dtype": "torch.float32"}},
    "[autograd_two_gradients]": {">=1.0": {"x.grad": [4.0, 4.0], "dtype": "torch.float32"}},
    "[autograd_empty]": {">=1.0": {"x.grad": "None", "dtype": "None"}},
    "[grad_variables]": {
        "<2.4": {"x.grad": [2.0, 2.0], "dtype": "torch.float32", "warns": ["UserWarning"]},
        ">=2.4": {"x.grad": [2.0, 2.0], "dtype": "torch.float32", "warns": ["FutureWarning"]},
    },
    "[nan]": {">=1.0": {"x.grad": ["nan", "nan"], "dtype": "torch.float32"}},
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html",
        "says": "A tensor of several entries needs a gradient of matching type.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[gradient_double]",
    },
]

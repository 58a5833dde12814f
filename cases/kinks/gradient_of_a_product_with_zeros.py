"""Is the gradient of a product right where one or two of the factors are zero?

The gradient of a factor is the product of the others; dividing the whole product by the factor fails at zero.
prod counts the zeros, and answers rightly for none, one and two of them; cumprod does too.
The second derivative is where shortcuts show: that of prod raised for two or more zeros until 2.1, and is right
since 2.2; that of det is nan.
det of a singular matrix is the same question for matrices: with a graph its gradient was right until 1.9, nan for
two zeros and an error for three from 1.10 to 1.12 (a LinAlgError since 1.11), and right again since 1.13.
No warning announced any of it.

https://github.com/pytorch/pytorch/pull/113969
https://github.com/pytorch/pytorch/pull/58195
https://github.com/pytorch/pytorch/pull/68571
https://github.com/pytorch/pytorch/pull/79487
https://pytorch.org/docs/stable/generated/torch.prod.html
https://pytorch.org/docs/stable/generated/torch.cumprod.html
"""

import torch

PARAMS = {
    "function": ["prod", "prod_dim", "prod_keepdim", "cumprod", "by_hand", "exp_of_sum_of_logs", "det", "scatter_prod"],
    "zeros": [0, 1, 2, 3],
}
TORCH = {"[scatter_prod-*]": ">=1.12"}


def observe(device, function, zeros):
    x = torch.tensor({0: [2.0, 3.0, 4.0], 1: [2.0, 0.0, 4.0], 2: [0.0, 3.0, 0.0], 3: [0.0, 0.0, 0.0]}[zeros])
    x = x.to(device).requires_grad_()
    out = {
        "prod": lambda: x.prod(),
        "prod_dim": lambda: x.prod(0),
        "prod_keepdim": lambda: x.view(1, 3).prod(1, keepdim=True).sum(),
        "cumprod": lambda: x.cumprod(0)[2],
        "by_hand": lambda: x[0] * x[1] * x[2],
        "exp_of_sum_of_logs": lambda: x.log().sum().exp(),
        "det": lambda: torch.det(torch.diag(x)),
        "scatter_prod": lambda: (
            torch.ones(1, device=device)
            .scatter_reduce(0, torch.zeros(3, dtype=torch.long, device=device), x, "prod")
            .sum()
        ),
    }[function]()
    yield "value", round(out.item(), 4) + 0.0
    (grad,) = torch.autograd.grad(out, x, create_graph=True)
    yield "gradient", [round(slope, 4) + 0.0 for slope in grad.tolist()]
    grad.sum().backward()
    yield "second derivative", [round(slope, 4) + 0.0 for slope in x.grad.tolist()]


EXPECT = {
    "[by_hand-0]": {">=1.0": {"value": 24.0, "gradient": [12.0, 8.0, 6.0], "second derivative": [7.0, 6.0, 5.0]}},
    "[cumprod-0]": {">=1.0": {"value": 24.0, "gradient": [12.0, 8.0, 6.0], "second derivative": [7.0, 6.0, 5.0]}},
    "[det-0]": {">=1.0": {"value": 24.0, "gradient": [12.0, 8.0, 6.0], "second derivative": [7.0, 6.0, 5.0]}},
    "[exp_of_sum_of_logs-0]": {
        ">=1.0": {"value": 24.0, "gradient": [12.0, 8.0, 6.0], "second derivative": [7.0, 6.0, 5.0]},
    },
    "[prod-0]": {">=1.0": {"value": 24.0, "gradient": [12.0, 8.0, 6.0], "second derivative": [7.0, 6.0, 5.0]}},
    "[prod_dim-0]": {">=1.0": {"value": 24.0, "gradient": [12.0, 8.0, 6.0], "second derivative": [7.0, 6.0, 5.0]}},
    "[prod_keepdim-0]": {">=1.0": {"value": 24.0, "gradient": [12.0, 8.0, 6.0], "second derivative": [7.0, 6.0, 5.0]}},
    "[by_hand-1]": {">=1.0": {"value": 0.0, "gradient": [0.0, 8.0, 0.0], "second derivative": [4.0, 6.0, 2.0]}},
    "[cumprod-1]": {">=1.0": {"value": 0.0, "gradient": [0.0, 8.0, 0.0], "second derivative": [4.0, 6.0, 2.0]}},
    "[det-1]": {">=1.0": {"value": 0.0, "gradient": [0.0, 8.0, 0.0], "second derivative": [4.0, 6.0, 2.0]}},
    "[prod-1]": {">=1.0": {"value": 0.0, "gradient": [0.0, 8.0, 0.0], "second derivative": [4.0, 6.0, 2.0]}},
    "[prod_dim-1]": {">=1.0": {"value": 0.0, "gradient": [0.0, 8.0, 0.0], "second derivative": [4.0, 6.0, 2.0]}},
    "[prod_keepdim-1]": {">=1.0": {"value": 0.0, "gradient": [0.0, 8.0, 0.0], "second derivative": [4.0, 6.0, 2.0]}},
    "[prod-2]": {
        "<2.2": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "raises": "RuntimeError"},
        ">=2.2": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "second derivative": [3.0, 0.0, 3.0]},
    },
    "[prod-3]": {
        "<2.2": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "raises": "RuntimeError"},
        ">=2.2": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "second derivative": [0.0, 0.0, 0.0]},
    },
    "[by_hand-2]": {">=1.0": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "second derivative": [3.0, 0.0, 3.0]}},
    "[cumprod-2]": {">=1.0": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "second derivative": [3.0, 0.0, 3.0]}},
    "[prod_dim-2]": {">=1.0": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "second derivative": [3.0, 0.0, 3.0]}},
    "[prod_keepdim-2]": {">=1.0": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "second derivative": [3.0, 0.0, 3.0]}},
    "[by_hand-3]": {">=1.0": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "second derivative": [0.0, 0.0, 0.0]}},
    "[cumprod-3]": {">=1.0": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "second derivative": [0.0, 0.0, 0.0]}},
    "[prod_dim-3]": {">=1.0": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "second derivative": [0.0, 0.0, 0.0]}},
    "[prod_keepdim-3]": {">=1.0": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "second derivative": [0.0, 0.0, 0.0]}},
    "[exp_of_sum_of_logs-1]": {
        ">=1.0": {"value": 0.0, "gradient": [0.0, "nan", 0.0], "second derivative": ["nan", "nan", "nan"]},
    },
    "[exp_of_sum_of_logs-2]": {
        ">=1.0": {"value": 0.0, "gradient": ["nan", 0.0, "nan"], "second derivative": ["nan", "nan", "nan"]},
    },
    "[exp_of_sum_of_logs-3]": {
        ">=1.0": {"value": 0.0, "gradient": ["nan", "nan", "nan"], "second derivative": ["nan", "nan", "nan"]},
    },
    "[det-2]": {
        "<1.10": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "second derivative": ["nan", "nan", "nan"]},
        ">=1.10,<1.13": {"value": 0.0, "gradient": ["nan", "nan", "nan"], "second derivative": ["nan", "nan", "nan"]},
        ">=1.13": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "second derivative": ["nan", "nan", "nan"]},
    },
    "[det-3]": {
        "<1.10": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "second derivative": ["nan", "nan", "nan"]},
        ">=1.10,<1.11": {"value": 0.0, "raises": "RuntimeError"},
        ">=1.11,<1.13": {"value": 0.0, "raises": "_LinAlgError"},
        ">=1.13": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "second derivative": ["nan", "nan", "nan"]},
    },
    "[scatter_prod-0]": {
        "<2.0": {
            "value": 24.0,
            "gradient": [12.0, 8.0, 6.0],
            "second derivative": [7.0, 6.0, 5.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"value": 24.0, "gradient": [12.0, 8.0, 6.0], "second derivative": [7.0, 6.0, 5.0]},
    },
    "[scatter_prod-1]": {
        "<2.0": {
            "value": 0.0,
            "gradient": [0.0, 8.0, 0.0],
            "second derivative": [4.0, 6.0, 2.0],
            "warns": ["UserWarning"],
        },
        ">=2.0": {"value": 0.0, "gradient": [0.0, 8.0, 0.0], "second derivative": [4.0, 6.0, 2.0]},
    },
    "[scatter_prod-2]": {
        "<2.0": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.0": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "raises": "RuntimeError"},
    },
    "[scatter_prod-3]": {
        "<2.0": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.0": {"value": 0.0, "gradient": [0.0, 0.0, 0.0], "raises": "RuntimeError"},
    },
}

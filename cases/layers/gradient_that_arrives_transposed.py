"""Is the gradient right when the output of a layer is transposed afterwards, so that its gradient arrives transposed?

After `f(x).t()` the gradient of f comes back with the strides of a transpose, while x is contiguous.
gelu on the cpu then wrote its gradient elsewhere and answered with memory that nobody had written:
zeros, leftovers, huge numbers, and not a word.
So it was from 1.10, when its arithmetic went to oneDNN (#58525), to 2.1; it was reported twice,
and since 2.2 the wrapper of oneDNN is corrected (#108038).
No warning told of either change.
`contiguous()` after gelu did not help, since its backward hands on what arrives.
float64, which oneDNN does not compute, was right, and so were the other functions, in all releases.

https://github.com/pytorch/pytorch/pull/58525
https://github.com/pytorch/pytorch/issues/107876
https://github.com/pytorch/pytorch/pull/108038
https://github.com/pytorch/pytorch/issues/112006
https://pytorch.org/docs/stable/generated/torch.nn.functional.gelu.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "function": [
        "gelu", "gelu_and_contiguous", "gelu_of_float64", "silu", "relu", "sigmoid", "elu", "softplus",
        "log_softmax", "layer_norm",
    ],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[silu]": ">=1.7", "[gelu*]": ">=1.2"}

functions = {
    "gelu": lambda x: F.gelu(x),
    "gelu_and_contiguous": lambda x: F.gelu(x).contiguous(),
    "gelu_of_float64": lambda x: F.gelu(x),
    "silu": lambda x: F.silu(x),
    "relu": lambda x: F.relu(x),
    "sigmoid": lambda x: torch.sigmoid(x),
    "elu": lambda x: F.elu(x),
    "softplus": lambda x: F.softplus(x),
    "log_softmax": lambda x: x.log_softmax(1),
    "layer_norm": lambda x: F.layer_norm(x, (3,)),
}


def observe(device, function):
    f = functions[function]
    kind = torch.double if function == "gelu_of_float64" else torch.float
    start = torch.tensor([[-1.0, 0.5, 1.0], [2.0, -0.5, 3.0]], dtype=torch.double, device=device)
    factors = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], dtype=torch.double, device=device)
    for scale in [1, 10]:
        x = start.clone().to(kind).requires_grad_()
        (f(x).t() * (factors * scale).to(kind)).sum().backward()
        exact = start.clone().requires_grad_()
        (f(exact) * (factors * scale).t().contiguous()).sum().backward()
        yield "x.grad is right", torch.allclose(x.grad.double(), exact.grad, rtol=1e-3, atol=1e-3)


EXPECT = {
    "[gelu]": {
        "<1.10": {"x.grad is right": [True, True]},
        ">=1.10,<2.2": {"x.grad is right": [False, False]},
        ">=2.2": {"x.grad is right": [True, True]},
    },
    "[gelu_and_contiguous]": {
        "<1.10": {"x.grad is right": [True, True]},
        ">=1.10,<2.2": {"x.grad is right": [False, False]},
        ">=2.2": {"x.grad is right": [True, True]},
    },
    "[elu]": {">=1.0": {"x.grad is right": [True, True]}},
    "[gelu_of_float64]": {">=1.0": {"x.grad is right": [True, True]}},
    "[layer_norm]": {">=1.0": {"x.grad is right": [True, True]}},
    "[log_softmax]": {">=1.0": {"x.grad is right": [True, True]}},
    "[relu]": {">=1.0": {"x.grad is right": [True, True]}},
    "[sigmoid]": {">=1.0": {"x.grad is right": [True, True]}},
    "[silu]": {">=1.0": {"x.grad is right": [True, True]}},
    "[softplus]": {">=1.0": {"x.grad is right": [True, True]}},
}

CLAIMS = [
    {
        "source": "https://pytorch.org/docs/stable/generated/torch.nn.functional.gelu.html",
        "says": "gelu is x times the normal distribution function of x, and its gradient accordingly, in any layout.",
        "facts": {"x.grad is right": [True, True]},
        "rows": "[gelu*]",
    },
]

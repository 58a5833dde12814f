"""What is the difference between .data and detach() for a tensor that is written into before backward?

Both give a tensor without history that shares the memory.
A write through `detach()` moves the original's version counter, and backward raises if it needs the old values;
sigmoid, exp, tanh and sqrt do, a product with a constant or a sum does not.
Through `.data` nobody is told: with zeros for the saved output, sigmoid's gradient is zero and tanh's is one.
No release since 1.0 has changed this.

https://github.com/pytorch/pytorch/issues/6990
https://github.com/pytorch/pytorch/pull/7000
https://github.com/pytorch/pytorch/issues/7860
"""

import torch

functions = {
    "sigmoid": lambda a: a.sigmoid(),
    "tanh": lambda a: a.tanh(),
    "exp": lambda a: a.exp(),
    "sqrt": lambda a: a.sqrt(),
    "softmax": lambda a: a.softmax(0),
    "mul": lambda a: a * 2,
    "sum": lambda a: a.sum(),
}
PARAMS = {
    "function": ["sigmoid", "tanh", "exp", "sqrt", "softmax", "mul", "sum"],
    "through": ["data", "detach", "no_grad", "itself"],
}


def observe(device, function, through):
    a = torch.tensor([1.0, 4.0], device=device, requires_grad=True)
    out = functions[function](a)
    with torch.set_grad_enabled(through != "no_grad"):
        {"data": out.data, "detach": out.detach(), "no_grad": out, "itself": out}[through].zero_()
    out.sum().backward()
    yield "a.grad", a.grad.tolist()


EXPECT = {
    "[exp-data]": {">=1.0": {"a.grad": [0.0, 0.0]}},
    "[mul-itself]": {">=1.0": {"a.grad": [0.0, 0.0]}},
    "[sigmoid-data]": {">=1.0": {"a.grad": [0.0, 0.0]}},
    "[softmax-data]": {">=1.0": {"a.grad": [0.0, 0.0]}},
    "[sum-itself]": {">=1.0": {"a.grad": [0.0, 0.0]}},
    "[exp-detach]": {">=1.0": {"raises": "RuntimeError"}},
    "[exp-itself]": {">=1.0": {"raises": "RuntimeError"}},
    "[exp-no_grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[sigmoid-detach]": {">=1.0": {"raises": "RuntimeError"}},
    "[sigmoid-itself]": {">=1.0": {"raises": "RuntimeError"}},
    "[sigmoid-no_grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[softmax-detach]": {">=1.0": {"raises": "RuntimeError"}},
    "[softmax-itself]": {">=1.0": {"raises": "RuntimeError"}},
    "[softmax-no_grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[sqrt-detach]": {">=1.0": {"raises": "RuntimeError"}},
    "[sqrt-itself]": {">=1.0": {"raises": "RuntimeError"}},
    "[sqrt-no_grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[tanh-detach]": {">=1.0": {"raises": "RuntimeError"}},
    "[tanh-itself]": {">=1.0": {"raises": "RuntimeError"}},
    "[tanh-no_grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[sum-data]": {">=1.0": {"a.grad": [1.0, 1.0]}},
    "[sum-detach]": {">=1.0": {"a.grad": [1.0, 1.0]}},
    "[sum-no_grad]": {">=1.0": {"a.grad": [1.0, 1.0]}},
    "[tanh-data]": {">=1.0": {"a.grad": [1.0, 1.0]}},
    "[sqrt-data]": {">=1.0": {"a.grad": ["inf", "inf"]}},
    "[mul-data]": {">=1.0": {"a.grad": [2.0, 2.0]}},
    "[mul-detach]": {">=1.0": {"a.grad": [2.0, 2.0]}},
    "[mul-no_grad]": {">=1.0": {"a.grad": [2.0, 2.0]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/7860",
        "says": "From the migration guide one may think that a write through detach() always raises.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[*-detach]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/6990",
        "says": "With .data the same write gives a silently wrong gradient of zero.",
        "facts": {"a.grad": [0.0, 0.0]},
        "rows": "[sigmoid-data]",
    },
]

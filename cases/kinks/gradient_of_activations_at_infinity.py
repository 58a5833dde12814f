"""Which activation functions give nan, as value or as gradient, for infinite, nan and very large inputs?

Each function is asked at minus and plus infinity, at nan, and at minus and plus 200, where exp overflows.
Products of zero and infinity inside the formula make nan even where the limit is finite, as in silu(-inf).
nan should come through, and mostly does; softshrink swallowed it until 2.5, and was mended after.
gelu(inf) is nan on the cpu since 2.1, when the library oneDNN took over, and so depends on the processor.
logsigmoid(-inf) was nan until 1.10, and is -inf since 1.11.
hardsigmoid had a slope everywhere in 1.5, and has none beyond its edges since 1.6.
The slopes of softshrink and rrelu at nan changed in 1.5, when they were rewritten: no note found.
No warning announced a change.

https://github.com/pytorch/pytorch/pull/36351
https://github.com/pytorch/pytorch/pull/66441
https://github.com/pytorch/pytorch/pull/138421
https://github.com/pytorch/pytorch/issues/185770
https://pytorch.org/docs/stable/nn.functional.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "function": [
        "relu", "relu6", "leaky_relu", "elu", "celu", "selu", "prelu", "rrelu_eval", "hardtanh", "clamp",
        "hardshrink",
        "softshrink", "tanhshrink", "hardsigmoid", "hardswish", "threshold", "softplus", "logsigmoid", "softsign",
        "silu", "mish", "gelu", "gelu_tanh", "sigmoid", "tanh", "abs", "x_sigmoid", "x_tanh_softplus",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[silu]": ">=1.7",
    "[mish]": ">=1.9",
    "[gelu]": ">=1.2",
    "[gelu_tanh]": ">=1.12",
    "[hardswish]": ">=1.6",
    "[hardsigmoid]": ">=1.5",
}

table = {
    "relu": lambda x: F.relu(x),
    "relu6": lambda x: F.relu6(x),
    "leaky_relu": lambda x: F.leaky_relu(x, 0.25),
    "elu": lambda x: F.elu(x),
    "celu": lambda x: F.celu(x),
    "selu": lambda x: F.selu(x),
    "prelu": lambda x: F.prelu(x, torch.full((1,), 0.25, device=x.device)),
    "rrelu_eval": lambda x: F.rrelu(x, 0.25, 0.75),
    "hardtanh": lambda x: F.hardtanh(x),
    "clamp": lambda x: x.clamp(-1, 1),
    "hardshrink": lambda x: F.hardshrink(x),
    "softshrink": lambda x: F.softshrink(x),
    "tanhshrink": lambda x: F.tanhshrink(x),
    "hardsigmoid": lambda x: F.hardsigmoid(x),
    "hardswish": lambda x: F.hardswish(x),
    "threshold": lambda x: F.threshold(x, 0.0, 0.0),
    "softplus": lambda x: F.softplus(x),
    "logsigmoid": lambda x: F.logsigmoid(x),
    "softsign": lambda x: F.softsign(x),
    "silu": lambda x: F.silu(x),
    "mish": lambda x: F.mish(x),
    "gelu": lambda x: F.gelu(x),
    "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
    "sigmoid": lambda x: torch.sigmoid(x),
    "tanh": lambda x: torch.tanh(x),
    "abs": lambda x: x.abs(),
    "x_sigmoid": lambda x: x * torch.sigmoid(x),
    "x_tanh_softplus": lambda x: x * torch.tanh(F.softplus(x)),
}


def observe(device, function):
    x = [float("-inf"), float("inf"), float("nan"), -200.0, 200.0]
    x = torch.tensor(x, device=device, requires_grad=True)
    out = table[function](x)
    out.sum().backward()
    yield "value at -inf, inf, nan, -200, 200", [round(number, 4) + 0.0 for number in out.tolist()]
    yield "gradient at -inf, inf, nan, -200, 200", [round(slope, 4) + 0.0 for slope in x.grad.tolist()]


EXPECT = {
    "[relu]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": [0.0, "inf", "nan", 0.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": [0.0, 1.0, 1.0, 0.0, 1.0],
        },
    },
    "[threshold]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": [0.0, "inf", "nan", 0.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": [0.0, 1.0, 1.0, 0.0, 1.0],
        },
    },
    "[relu6]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": [0.0, 6.0, "nan", 0.0, 6.0],
            "gradient at -inf, inf, nan, -200, 200": [0.0, 0.0, 1.0, 0.0, 0.0],
        },
    },
    "[leaky_relu]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": ["-inf", "inf", "nan", -50.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": [0.25, 1.0, 0.25, 0.25, 1.0],
        },
    },
    "[prelu]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": ["-inf", "inf", "nan", -50.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": [0.25, 1.0, 0.25, 0.25, 1.0],
        },
    },
    "[celu]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": [-1.0, "inf", "nan", -1.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": [0.0, 1.0, 1.0, 0.0, 1.0],
        },
    },
    "[elu]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": [-1.0, "inf", "nan", -1.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": [0.0, 1.0, 1.0, 0.0, 1.0],
        },
    },
    "[selu]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": [-1.758, "inf", "nan", -1.758, 210.1],
            "gradient at -inf, inf, nan, -200, 200": [0.0, 1.051, 1.051, 0.0, 1.051],
        },
    },
    "[rrelu_eval]": {
        "<1.5": {
            "value at -inf, inf, nan, -200, 200": ["-inf", "inf", "nan", -100.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": [0.5, 1.0, 1.0, 0.5, 1.0],
        },
        ">=1.5": {
            "value at -inf, inf, nan, -200, 200": ["-inf", "inf", "nan", -100.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": [0.5, 1.0, 0.5, 0.5, 1.0],
        },
    },
    "[hardtanh]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": [-1.0, 1.0, "nan", -1.0, 1.0],
            "gradient at -inf, inf, nan, -200, 200": [0.0, 0.0, 1.0, 0.0, 0.0],
        },
    },
    "[clamp]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": [-1.0, 1.0, "nan", -1.0, 1.0],
            "gradient at -inf, inf, nan, -200, 200": [0.0, 0.0, 0.0, 0.0, 0.0],
        },
    },
    "[hardshrink]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": ["-inf", "inf", "nan", -200.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": [1.0, 1.0, 1.0, 1.0, 1.0],
        },
    },
    "[softshrink]": {
        "<1.5": {
            "value at -inf, inf, nan, -200, 200": ["-inf", "inf", 0.0, -199.5, 199.5],
            "gradient at -inf, inf, nan, -200, 200": [1.0, 1.0, 0.0, 1.0, 1.0],
        },
        ">=1.5,<2.6": {
            "value at -inf, inf, nan, -200, 200": ["-inf", "inf", 0.0, -199.5, 199.5],
            "gradient at -inf, inf, nan, -200, 200": [1.0, 1.0, 1.0, 1.0, 1.0],
        },
        ">=2.6": {
            "value at -inf, inf, nan, -200, 200": ["-inf", "inf", "nan", -199.5, 199.5],
            "gradient at -inf, inf, nan, -200, 200": [1.0, 1.0, 1.0, 1.0, 1.0],
        },
    },
    "[tanhshrink]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": ["-inf", "inf", "nan", -199.0, 199.0],
            "gradient at -inf, inf, nan, -200, 200": [1.0, 1.0, "nan", 1.0, 1.0],
        },
    },
    "[hardsigmoid]": {
        "<1.6": {
            "value at -inf, inf, nan, -200, 200": [0.0, 1.0, "nan", 0.0, 1.0],
            "gradient at -inf, inf, nan, -200, 200": [0.1667, 0.1667, 0.0, 0.1667, 0.1667],
        },
        ">=1.6": {
            "value at -inf, inf, nan, -200, 200": [0.0, 1.0, "nan", 0.0, 1.0],
            "gradient at -inf, inf, nan, -200, 200": [0.0, 0.0, 0.0, 0.0, 0.0],
        },
    },
    "[hardswish]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": ["nan", "inf", "nan", 0.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": [0.0, 1.0, 1.0, 0.0, 1.0],
        },
    },
    "[softplus]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": [0.0, "inf", "nan", 0.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": [0.0, 1.0, "nan", 0.0, 1.0],
        },
    },
    "[logsigmoid]": {
        "<1.11": {
            "value at -inf, inf, nan, -200, 200": ["nan", 0.0, "nan", -200.0, 0.0],
            "gradient at -inf, inf, nan, -200, 200": ["nan", 0.0, "nan", 1.0, 0.0],
        },
        ">=1.11": {
            "value at -inf, inf, nan, -200, 200": ["-inf", 0.0, "nan", -200.0, 0.0],
            "gradient at -inf, inf, nan, -200, 200": [1.0, 0.0, "nan", 1.0, 0.0],
        },
    },
    "[softsign]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": ["nan", "nan", "nan", -0.995, 0.995],
            "gradient at -inf, inf, nan, -200, 200": ["nan", "nan", "nan", 0.0, 0.0],
        },
    },
    "[gelu_tanh]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": ["nan", "inf", "nan", 0.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": ["nan", "nan", "nan", 0.0, 1.0],
        },
    },
    "[mish]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": ["nan", "inf", "nan", 0.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": ["nan", "nan", "nan", 0.0, 1.0],
        },
    },
    "[silu]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": ["nan", "inf", "nan", 0.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": ["nan", "nan", "nan", 0.0, 1.0],
        },
    },
    "[x_sigmoid]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": ["nan", "inf", "nan", 0.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": ["nan", "nan", "nan", 0.0, 1.0],
        },
    },
    "[x_tanh_softplus]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": ["nan", "inf", "nan", 0.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": ["nan", "nan", "nan", 0.0, 1.0],
        },
    },
    "[gelu]": {
        "<2.1": {
            "value at -inf, inf, nan, -200, 200": ["nan", "inf", "nan", 0.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": ["nan", "nan", "nan", 0.0, 1.0],
        },
        ">=2.1": {
            "value at -inf, inf, nan, -200, 200": ["nan", "nan", "nan", 0.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": ["nan", "nan", "nan", 0.0, 1.0],
        },
    },
    "[sigmoid]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": [0.0, 1.0, "nan", 0.0, 1.0],
            "gradient at -inf, inf, nan, -200, 200": [0.0, 0.0, "nan", 0.0, 0.0],
        },
    },
    "[tanh]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": [-1.0, 1.0, "nan", -1.0, 1.0],
            "gradient at -inf, inf, nan, -200, 200": [0.0, 0.0, "nan", 0.0, 0.0],
        },
    },
    "[abs]": {
        ">=1.0": {
            "value at -inf, inf, nan, -200, 200": ["inf", "inf", "nan", 200.0, 200.0],
            "gradient at -inf, inf, nan, -200, 200": [-1.0, 1.0, 0.0, -1.0, 1.0],
        },
    },
}

"""What slope do activation functions take at their corners, and near zero?

A corner has two slopes, and which of them is the gradient is a convention of each function.
relu, relu6, hardtanh, threshold, leaky_relu and prelu take the slope to the left of zero; hardshrink and softshrink
are flat at their edges.
hardsigmoid gave slope 1/6 everywhere in 1.5, at both edges in 1.6 and 1.7, and 0 there since 1.8.
softplus is linear beyond a threshold; its backward compared the output with it instead of the input until 1.8, and
since 1.9 the threshold itself has the slope of the curve.
hardswish gave -0.5 and 1.5 at its edges until 2.7, and the slopes outside, 0 and 1, since 2.8.
gelu is computed by the library oneDNN since 2.1, and differs in the last digit at -3: no note found.
No warning announced any of these.

https://github.com/pytorch/pytorch/pull/36351
https://github.com/pytorch/pytorch/pull/51454
https://github.com/pytorch/pytorch/pull/56484
https://github.com/pytorch/pytorch/pull/143899
https://github.com/pytorch/pytorch/issues/49922
https://github.com/pytorch/pytorch/issues/51408
https://github.com/pytorch/pytorch/issues/55587
https://pytorch.org/docs/stable/nn.functional.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "function": [
        "relu", "relu6", "leaky_relu", "leaky_relu_slope_0", "elu", "elu_alpha_2", "celu", "celu_alpha_2", "selu",
        "prelu", "prelu_negative", "rrelu_eval", "hardtanh", "hardshrink", "softshrink", "tanhshrink", "hardsigmoid",
        "hardswish", "threshold", "threshold_jump", "softplus", "logsigmoid", "softsign", "silu", "mish", "gelu",
        "gelu_tanh", "glu", "sigmoid", "tanh", "abs", "relu_in_place", "leaky_relu_in_place", "elu_in_place",
        "hardswish_in_place", "hardsigmoid_in_place",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[silu]": ">=1.7",
    "[mish]": ">=1.9",
    "[gelu]": ">=1.2",
    "[gelu_tanh]": ">=1.12",
    "[hardswish*]": ">=1.6",
    "[hardsigmoid*]": ">=1.5",
    "[hardsigmoid_in_place]": ">=1.7",
}

table = {
    "relu": lambda x: F.relu(x),
    "relu6": lambda x: F.relu6(x),
    "leaky_relu": lambda x: F.leaky_relu(x, 0.25),
    "leaky_relu_slope_0": lambda x: F.leaky_relu(x, 0.0),
    "elu": lambda x: F.elu(x),
    "elu_alpha_2": lambda x: F.elu(x, 2.0),
    "celu": lambda x: F.celu(x),
    "celu_alpha_2": lambda x: F.celu(x, 2.0),
    "selu": lambda x: F.selu(x),
    "prelu": lambda x: F.prelu(x, torch.full((1,), 0.25, device=x.device)),
    "prelu_negative": lambda x: F.prelu(x, torch.full((1,), -2.0, device=x.device)),
    "rrelu_eval": lambda x: F.rrelu(x, 0.25, 0.75),
    "hardtanh": lambda x: F.hardtanh(x, -3, 3),
    "hardshrink": lambda x: F.hardshrink(x, 3),
    "softshrink": lambda x: F.softshrink(x, 3),
    "tanhshrink": lambda x: F.tanhshrink(x),
    "hardsigmoid": lambda x: F.hardsigmoid(x),
    "hardswish": lambda x: F.hardswish(x),
    "threshold": lambda x: F.threshold(x, 0.0, 0.0),
    "threshold_jump": lambda x: F.threshold(x, 3.0, 20.0),
    "softplus": lambda x: F.softplus(x, 1, 3),
    "logsigmoid": lambda x: F.logsigmoid(x),
    "softsign": lambda x: F.softsign(x),
    "silu": lambda x: F.silu(x),
    "mish": lambda x: F.mish(x),
    "gelu": lambda x: F.gelu(x),
    "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
    "glu": lambda x: F.glu(torch.cat([x, torch.zeros_like(x)])),
    "sigmoid": lambda x: torch.sigmoid(x),
    "tanh": lambda x: torch.tanh(x),
    "abs": lambda x: x.abs(),
    "relu_in_place": lambda x: F.relu(x + 0, inplace=True),
    "leaky_relu_in_place": lambda x: F.leaky_relu(x + 0, 0.25, inplace=True),
    "elu_in_place": lambda x: F.elu(x + 0, inplace=True),
    "hardswish_in_place": lambda x: F.hardswish(x + 0, inplace=True),
    "hardsigmoid_in_place": lambda x: F.hardsigmoid(x + 0, inplace=True),
}


def observe(device, function):
    x = torch.tensor([-4.0, -3.0, -0.0, 0.0, 3.0, 6.0], device=device, requires_grad=True)
    out = table[function](x)
    out.sum().backward()
    yield "value at -4, -3, -0, 0, 3, 6", [round(number, 4) + 0.0 for number in out.tolist()]
    yield "gradient at -4, -3, -0, 0, 3, 6", [round(slope, 4) + 0.0 for slope in x.grad.tolist()]


EXPECT = {
    "[leaky_relu_slope_0]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 1.0, 1.0],
        },
    },
    "[relu]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 1.0, 1.0],
        },
    },
    "[relu_in_place]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 1.0, 1.0],
        },
    },
    "[threshold]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 1.0, 1.0],
        },
    },
    "[relu6]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 1.0, 0.0],
        },
    },
    "[leaky_relu]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-1.0, -0.75, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.25, 0.25, 0.25, 0.25, 1.0, 1.0],
        },
    },
    "[leaky_relu_in_place]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-1.0, -0.75, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.25, 0.25, 0.25, 0.25, 1.0, 1.0],
        },
    },
    "[prelu]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-1.0, -0.75, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.25, 0.25, 0.25, 0.25, 1.0, 1.0],
        },
    },
    "[celu]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-0.9817, -0.9502, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0183, 0.0498, 1.0, 1.0, 1.0, 1.0],
        },
    },
    "[elu]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-0.9817, -0.9502, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0183, 0.0498, 1.0, 1.0, 1.0, 1.0],
        },
    },
    "[elu_in_place]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-0.9817, -0.9502, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0183, 0.0498, 1.0, 1.0, 1.0, 1.0],
        },
    },
    "[elu_alpha_2]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-1.963, -1.9, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0366, 0.0996, 2.0, 2.0, 1.0, 1.0],
        },
    },
    "[celu_alpha_2]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-1.729, -1.554, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.1353, 0.2231, 1.0, 1.0, 1.0, 1.0],
        },
    },
    "[selu]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-1.726, -1.671, 0.0, 0.0, 3.152, 6.304],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0322, 0.0875, 1.758, 1.758, 1.051, 1.051],
        },
    },
    "[prelu_negative]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [8.0, 6.0, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [-2.0, -2.0, -2.0, -2.0, 1.0, 1.0],
        },
    },
    "[rrelu_eval]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-2.0, -1.5, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.5, 0.5, 0.5, 0.5, 1.0, 1.0],
        },
    },
    "[hardtanh]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-3.0, -3.0, 0.0, 0.0, 3.0, 3.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 1.0, 1.0, 0.0, 0.0],
        },
    },
    "[hardshrink]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-4.0, 0.0, 0.0, 0.0, 0.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [1.0, 0.0, 0.0, 0.0, 0.0, 1.0],
        },
    },
    "[softshrink]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-1.0, 0.0, 0.0, 0.0, 0.0, 3.0],
            "gradient at -4, -3, -0, 0, 3, 6": [1.0, 0.0, 0.0, 0.0, 0.0, 1.0],
        },
    },
    "[tanhshrink]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-3.001, -2.005, 0.0, 0.0, 2.005, 5.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.9987, 0.9901, 0.0, 0.0, 0.9901, 1.0],
        },
    },
    "[hardsigmoid]": {
        "<1.6": {
            "value at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.5, 0.5, 1.0, 1.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667],
        },
        ">=1.6,<1.8": {
            "value at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.5, 0.5, 1.0, 1.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.1667, 0.1667, 0.1667, 0.1667, 0.0],
        },
        ">=1.8": {
            "value at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.5, 0.5, 1.0, 1.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.1667, 0.1667, 0.0, 0.0],
        },
    },
    "[hardswish]": {
        "<2.8": {
            "value at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, -0.5, 0.5, 0.5, 1.5, 1.0],
        },
        ">=2.8": {
            "value at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.5, 0.5, 1.0, 1.0],
        },
    },
    "[hardswish_in_place]": {
        "<2.8": {
            "value at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, -0.5, 0.5, 0.5, 1.5, 1.0],
        },
        ">=2.8": {
            "value at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.5, 0.5, 1.0, 1.0],
        },
    },
    "[threshold_jump]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [20.0, 20.0, 20.0, 20.0, 20.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
        },
    },
    "[softplus]": {
        "<1.9": {
            "value at -4, -3, -0, 0, 3, 6": [0.0181, 0.0486, 0.6931, 0.6931, 3.049, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.018, 0.0474, 0.5, 0.5, 1.0, 1.0],
        },
        ">=1.9": {
            "value at -4, -3, -0, 0, 3, 6": [0.0181, 0.0486, 0.6931, 0.6931, 3.049, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.018, 0.0474, 0.5, 0.5, 0.9526, 1.0],
        },
    },
    "[logsigmoid]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-4.018, -3.049, -0.6931, -0.6931, -0.0486, -0.0025],
            "gradient at -4, -3, -0, 0, 3, 6": [0.982, 0.9526, 0.5, 0.5, 0.0474, 0.0025],
        },
    },
    "[softsign]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-0.8, -0.75, 0.0, 0.0, 0.75, 0.8571],
            "gradient at -4, -3, -0, 0, 3, 6": [0.04, 0.0625, 1.0, 1.0, 0.0625, 0.0204],
        },
    },
    "[silu]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-0.0719, -0.1423, 0.0, 0.0, 2.858, 5.985],
            "gradient at -4, -3, -0, 0, 3, 6": [-0.0527, -0.0881, 0.5, 0.5, 1.088, 1.012],
        },
    },
    "[mish]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-0.0726, -0.1456, 0.0, 0.0, 2.986, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [-0.0538, -0.0934, 0.6, 0.6, 1.021, 1.0],
        },
    },
    "[gelu]": {
        "<2.1": {
            "value at -4, -3, -0, 0, 3, 6": [-0.0001, -0.004, 0.0, 0.0, 2.996, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [-0.0005, -0.0119, 0.5, 0.5, 1.012, 1.0],
        },
        ">=2.1": {
            "value at -4, -3, -0, 0, 3, 6": [-0.0001, -0.0041, 0.0, 0.0, 2.996, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [-0.0005, -0.0119, 0.5, 0.5, 1.012, 1.0],
        },
    },
    "[gelu_tanh]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-0.0001, -0.0036, 0.0, 0.0, 2.996, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [-0.0003, -0.0116, 0.5, 0.5, 1.012, 1.0],
        },
    },
    "[glu]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-2.0, -1.5, 0.0, 0.0, 1.5, 3.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
        },
    },
    "[sigmoid]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [0.018, 0.0474, 0.5, 0.5, 0.9526, 0.9975],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0177, 0.0452, 0.25, 0.25, 0.0452, 0.0025],
        },
    },
    "[tanh]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [-0.9993, -0.9951, 0.0, 0.0, 0.9951, 1.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0013, 0.0099, 1.0, 1.0, 0.0099, 0.0],
        },
    },
    "[abs]": {
        ">=1.0": {
            "value at -4, -3, -0, 0, 3, 6": [4.0, 3.0, 0.0, 0.0, 3.0, 6.0],
            "gradient at -4, -3, -0, 0, 3, 6": [-1.0, -1.0, 0.0, 0.0, 1.0, 1.0],
        },
    },
    "[hardsigmoid_in_place]": {
        "<1.8": {
            "value at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.5, 0.5, 1.0, 1.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.1667, 0.1667, 0.1667, 0.1667, 0.0],
        },
        ">=1.8": {
            "value at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.5, 0.5, 1.0, 1.0],
            "gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.0, 0.1667, 0.1667, 0.0, 0.0],
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/49922",
        "says": "hardsigmoid still has a gradient at its edge, where relu and hardtanh have none.",
        "facts": {"gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.1667, 0.1667, 0.1667, 0.1667, 0.0]},
        "rows": "[hardsigmoid]",
    },
]

"""Why does the moving average of the weights require grad, or grow with every step?

Outside no_grad `average = 0.9 * average + 0.1 * weight` is a computation like any other,
recorded from the first step on.
The result requires grad, and each step hangs on to the one before, so memory grows until the graph is cut.
In place on a plain tensor the same happens to the tensor itself; on a parameter that requires grad it raises.
Under no_grad, from `.data` or from a detached weight the average stays a plain number.

https://github.com/lucidrains/ema-pytorch/issues/25
https://pytorch.org/docs/stable/generated/torch.no_grad.html
"""

import torch

PARAMS = {
    "source": ["weight", "detach", "data", "no_grad"],
    "average_is": ["rebound", "in_place", "in_place_parameter", "lerp_"],
}


def observe(device, source, average_is):
    weight = torch.full((3,), 2.0, device=device, requires_grad=True)
    average = torch.ones(3, device=device)
    if average_is == "in_place_parameter":
        average = torch.nn.Parameter(average)
    grown = []
    for _ in range(3):
        grown.append(average)
        with torch.set_grad_enabled(source != "no_grad"):
            value = {"detach": weight.detach(), "data": weight.data}.get(source, weight)
            if average_is == "rebound":
                average = 0.9 * average + 0.1 * value
            elif average_is == "lerp_":
                average.lerp_(value, 0.1)
            else:
                average.mul_(0.9).add_(0.1 * value)
        yield "average.requires_grad", average.requires_grad
    yield "hangs on to the steps before", average.grad_fn is not None
    yield "average", [round(entry, 4) for entry in average.tolist()]


EXPECT = {
    "[weight-in_place]": {
        ">=1.0": {
            "average.requires_grad": [True, True, True],
            "hangs on to the steps before": True,
            "average": [1.271, 1.271, 1.271],
        },
    },
    "[weight-lerp_]": {
        ">=1.0": {
            "average.requires_grad": [True, True, True],
            "hangs on to the steps before": True,
            "average": [1.271, 1.271, 1.271],
        },
    },
    "[weight-rebound]": {
        ">=1.0": {
            "average.requires_grad": [True, True, True],
            "hangs on to the steps before": True,
            "average": [1.271, 1.271, 1.271],
        },
    },
    "[data-in_place_parameter]": {">=1.0": {"raises": "RuntimeError"}},
    "[detach-in_place_parameter]": {">=1.0": {"raises": "RuntimeError"}},
    "[weight-in_place_parameter]": {">=1.0": {"raises": "RuntimeError"}},
    "[data-in_place]": {
        ">=1.0": {
            "average.requires_grad": [False, False, False],
            "hangs on to the steps before": False,
            "average": [1.271, 1.271, 1.271],
        },
    },
    "[data-lerp_]": {
        ">=1.0": {
            "average.requires_grad": [False, False, False],
            "hangs on to the steps before": False,
            "average": [1.271, 1.271, 1.271],
        },
    },
    "[data-rebound]": {
        ">=1.0": {
            "average.requires_grad": [False, False, False],
            "hangs on to the steps before": False,
            "average": [1.271, 1.271, 1.271],
        },
    },
    "[detach-in_place]": {
        ">=1.0": {
            "average.requires_grad": [False, False, False],
            "hangs on to the steps before": False,
            "average": [1.271, 1.271, 1.271],
        },
    },
    "[detach-lerp_]": {
        ">=1.0": {
            "average.requires_grad": [False, False, False],
            "hangs on to the steps before": False,
            "average": [1.271, 1.271, 1.271],
        },
    },
    "[detach-rebound]": {
        ">=1.0": {
            "average.requires_grad": [False, False, False],
            "hangs on to the steps before": False,
            "average": [1.271, 1.271, 1.271],
        },
    },
    "[no_grad-in_place]": {
        ">=1.0": {
            "average.requires_grad": [False, False, False],
            "hangs on to the steps before": False,
            "average": [1.271, 1.271, 1.271],
        },
    },
    "[no_grad-lerp_]": {
        ">=1.0": {
            "average.requires_grad": [False, False, False],
            "hangs on to the steps before": False,
            "average": [1.271, 1.271, 1.271],
        },
    },
    "[no_grad-rebound]": {
        ">=1.0": {
            "average.requires_grad": [False, False, False],
            "hangs on to the steps before": False,
            "average": [1.271, 1.271, 1.271],
        },
    },
    "[no_grad-in_place_parameter]": {
        ">=1.0": {
            "average.requires_grad": [True, True, True],
            "hangs on to the steps before": False,
            "average": [1.271, 1.271, 1.271],
        },
    },
}

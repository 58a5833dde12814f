"""What happens when a label names a class that does not exist, or has the wrong type?

On the cpu it raises, a RuntimeError until 1.3 and an IndexError since 1.4; on a gpu it is a failed assertion, and
not shown.
The label -100 is the default of ignore_index, and any other negative label is an error.
Labels of a floating type are probabilities since 1.10 where the shapes agree, and an error otherwise.
For the type of the error no note found.

https://github.com/pytorch/pytorch/pull/61044
https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "loss": ["cross_entropy", "nll", "nll_2d", "multi_margin"],
    "label": [
        "class", "too_large", "minus_one", "minus_100", "ignored_class", "int32", "float", "one_hot", "bool", "column",
    ],
}  # fmt: skip # a table; a value a line would be a screen


def observe(loss, label):
    x = torch.zeros(2, 2, requires_grad=True)
    target = {
        "too_large": [0, 2], "minus_one": [0, -1], "minus_100": [0, -100], "column": [[0], [1]],
        "one_hot": [[1.0, 0.0], [0.0, 1.0]],
    }.get(label, [0, 1])  # fmt: skip # a table; a value a line would be a screen
    target = torch.tensor(target)
    if label in ("int32", "float", "bool"):
        target = {"int32": target.int, "float": target.float, "bool": lambda: target == 1}[label]()
    options = {"ignore_index": 1} if label == "ignored_class" and loss != "multi_margin" else {}
    out = {
        "cross_entropy": lambda: F.cross_entropy(x, target, **options),
        "nll": lambda: F.nll_loss(x.log_softmax(1), target, **options),
        "nll_2d": lambda: F.nll_loss(x.log_softmax(1).view(2, 2, 1, 1), target.view(2, 1, -1), **options),
        "multi_margin": lambda: F.multi_margin_loss(x, target, **options),
    }[loss]()
    yield "loss", round(out.item(), 4) + 0.0
    out.backward()
    yield "gradient", [round(slope, 4) + 0.0 for slope in x.grad.view(-1).tolist()]


EXPECT = {
    "[cross_entropy-class]": {">=1.0": {"loss": 0.6931, "gradient": [-0.25, 0.25, 0.25, -0.25]}},
    "[nll-class]": {">=1.0": {"loss": 0.6931, "gradient": [-0.25, 0.25, 0.25, -0.25]}},
    "[nll_2d-class]": {">=1.0": {"loss": 0.6931, "gradient": [-0.25, 0.25, 0.25, -0.25]}},
    "[nll_2d-column]": {">=1.0": {"loss": 0.6931, "gradient": [-0.25, 0.25, 0.25, -0.25]}},
    "[cross_entropy-minus_one]": {"<1.4": {"raises": "RuntimeError"}, ">=1.4": {"raises": "IndexError"}},
    "[cross_entropy-too_large]": {"<1.4": {"raises": "RuntimeError"}, ">=1.4": {"raises": "IndexError"}},
    "[nll-minus_one]": {"<1.4": {"raises": "RuntimeError"}, ">=1.4": {"raises": "IndexError"}},
    "[nll-too_large]": {"<1.4": {"raises": "RuntimeError"}, ">=1.4": {"raises": "IndexError"}},
    "[nll_2d-minus_one]": {"<1.4": {"raises": "RuntimeError"}, ">=1.4": {"raises": "IndexError"}},
    "[nll_2d-too_large]": {"<1.4": {"raises": "RuntimeError"}, ">=1.4": {"raises": "IndexError"}},
    "[cross_entropy-ignored_class]": {">=1.0": {"loss": 0.6931, "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[cross_entropy-minus_100]": {">=1.0": {"loss": 0.6931, "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[nll-ignored_class]": {">=1.0": {"loss": 0.6931, "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[nll-minus_100]": {">=1.0": {"loss": 0.6931, "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[nll_2d-ignored_class]": {">=1.0": {"loss": 0.6931, "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[nll_2d-minus_100]": {">=1.0": {"loss": 0.6931, "gradient": [-0.5, 0.5, 0.0, 0.0]}},
    "[*-bool]": {">=1.0": {"raises": "RuntimeError"}},
    "[*-float]": {">=1.0": {"raises": "RuntimeError"}},
    "[*-int32]": {">=1.0": {"raises": "RuntimeError"}},
    "[cross_entropy-column]": {">=1.0": {"raises": "RuntimeError"}},
    "[multi_margin-column]": {">=1.0": {"raises": "RuntimeError"}},
    "[multi_margin-minus_100]": {">=1.0": {"raises": "RuntimeError"}},
    "[multi_margin-minus_one]": {">=1.0": {"raises": "RuntimeError"}},
    "[multi_margin-one_hot]": {">=1.0": {"raises": "RuntimeError"}},
    "[multi_margin-too_large]": {">=1.0": {"raises": "RuntimeError"}},
    "[nll-column]": {">=1.0": {"raises": "RuntimeError"}},
    "[nll-one_hot]": {">=1.0": {"raises": "RuntimeError"}},
    "[nll_2d-one_hot]": {">=1.0": {"raises": "RuntimeError"}},
    "[cross_entropy-one_hot]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"loss": 0.6931, "gradient": [-0.25, 0.25, 0.25, -0.25]},
    },
    "[multi_margin-class]": {">=1.0": {"loss": 0.5, "gradient": [-0.25, 0.25, 0.25, -0.25]}},
    "[multi_margin-ignored_class]": {">=1.0": {"loss": 0.5, "gradient": [-0.25, 0.25, 0.25, -0.25]}},
}

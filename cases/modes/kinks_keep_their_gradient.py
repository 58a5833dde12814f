"""Is the gradient at a kink, a tie or a border the same when the backward is decomposed by the compiler?

"aot_eager" and "inductor" take a backward apart into simpler operators; where a function has no derivative,
the value that is chosen could differ from that of the kernel which eager PyTorch calls.
atan2 at the origin gave nan until 2.9, and gives 0 since 2.10, compiled or not.
At the bounds of clamp the gradient passed until 2.13, and is 0 since 2.14.

https://docs.pytorch.org/docs/stable/notes/autograd.html#gradients-for-non-differentiable-functions
https://github.com/pytorch/pytorch/issues/100075
https://github.com/pytorch/pytorch/issues/182012
https://github.com/pytorch/pytorch/issues/136662
https://github.com/pytorch/pytorch/pull/166787
https://github.com/pytorch/pytorch/pull/191142
"""

import torch
import torch.nn.functional as functional

TORCH = ">=2.0"
PARAMS = {
    "function": [
        "abs", "relu", "clamp", "sqrt times zero", "norm at zero", "max", "amax", "maximum", "prod with a zero",
        "where", "pow zero", "atan2", "diagonal_scatter", "hardtanh", "std of equals", "softmax of infinity",
        "add to a column twice",
    ]
}  # fmt: skip # a table of names


def step(x, function):
    if function == "abs":
        return x.abs()
    if function == "relu":
        return functional.relu(x)
    if function == "clamp":
        return x.clamp(0.0, 1.0)
    if function == "sqrt times zero":
        return x.sqrt() * 0
    if function == "norm at zero":
        return x[0].norm()
    if function == "max":
        return x.max()
    if function == "amax":
        return x.amax()
    if function == "maximum":
        return torch.maximum(x, torch.zeros_like(x))
    if function == "prod with a zero":
        return x.prod()
    if function == "where":
        return torch.where(x > 0, x.log(), x * 0)
    if function == "pow zero":
        return x**0.0
    if function == "atan2":
        return torch.atan2(x, x * 0)
    if function == "diagonal_scatter":
        return torch.diagonal_scatter(x, x[0] * 2, 0)
    if function == "hardtanh":
        return functional.hardtanh(x)
    if function == "std of equals":
        return x[1].std()
    if function == "softmax of infinity":
        return (x[0] / 0.0 * 0 + x[1]).softmax(0)
    y = torch.zeros_like(x)
    y[:, 0] += x[:, 1].abs()
    y[:, 0] += x[:, 1].abs()
    return y


def observe(device, function):
    x = torch.tensor([[0.0, 0.0], [1.0, 1.0]], device=device, requires_grad=True)
    step(x, function).sum().backward()
    yield "x.grad", x.grad.tolist()


EXPECT = {
    "[abs]": {">=1.0": {"x.grad": [[0.0, 0.0], [1.0, 1.0]]}},
    "[relu]": {">=1.0": {"x.grad": [[0.0, 0.0], [1.0, 1.0]]}},
    "[clamp]": {"<2.14": {"x.grad": [[1.0, 1.0], [1.0, 1.0]]}, ">=2.14": {"x.grad": [[0.0, 0.0], [0.0, 0.0]]}},
    "[sqrt times zero]": {">=1.0": {"x.grad": [["nan", "nan"], [0.0, 0.0]]}},
    "[norm at zero]": {">=1.0": {"x.grad": [[0.0, 0.0], [0.0, 0.0]]}},
    "[pow zero]": {">=1.0": {"x.grad": [[0.0, 0.0], [0.0, 0.0]]}},
    "[prod with a zero]": {">=1.0": {"x.grad": [[0.0, 0.0], [0.0, 0.0]]}},
    "[std of equals]": {">=1.0": {"x.grad": [[0.0, 0.0], [0.0, 0.0]]}},
    "[amax]": {">=1.0": {"x.grad": [[0.0, 0.0], [0.5, 0.5]]}},
    "[max]": {">=1.0": {"x.grad": [[0.0, 0.0], [0.5, 0.5]]}},
    "[maximum]": {">=1.0": {"x.grad": [[0.5, 0.5], [1.0, 1.0]]}},
    "[where]": {">=1.0": {"x.grad": [["nan", "nan"], [1.0, 1.0]]}},
    "[atan2]": {"<2.10": {"x.grad": [["nan", "nan"], [0.0, 0.0]]}, ">=2.10": {"x.grad": [[0.0, 0.0], [0.0, 0.0]]}},
    "[diagonal_scatter]": {">=1.0": {"x.grad": [[2.0, 3.0], [1.0, 0.0]]}},
    "[hardtanh]": {">=1.0": {"x.grad": [[1.0, 1.0], [0.0, 0.0]]}},
    "[softmax of infinity]": {">=1.0": {"x.grad": [["nan", "nan"], ["nan", "nan"]]}},
    "[add to a column twice]": {">=1.0": {"x.grad": [[0.0, 0.0], [0.0, 2.0]]}},
}

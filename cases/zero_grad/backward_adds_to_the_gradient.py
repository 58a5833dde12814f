"""Why do I need zero_grad()? What happens to the gradient without it?

中文：为什么需要 zero_grad()？不调用它，梯度会怎样？
backward() adds to .grad, so without zero_grad() the gradient of step n is the sum of all so far.
torch.autograd.grad returns the gradient and adds to nothing.
Two lines of a popular answer never ran: grad.data.zero_() before the first backward is an AttributeError, because
.grad is None there, and `weight -= ...` outside of no_grad is a RuntimeError, a change in place of a leaf that
requires grad.

https://pytorch.org/docs/stable/generated/torch.Tensor.backward.html
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html
"""

import torch

PARAMS = {
    "loop": [
        "backward alone", "zero_grad", "autograd.grad", "grad.data.zero_ first", "update without no_grad",
        "update under no_grad", "update of data",
    ],
}  # fmt: skip # rows of names


def observe(device, loop):
    weight = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.5)
    for _ in range(3):
        if loop == "grad.data.zero_ first":
            weight.grad.data.zero_()
        loss = (weight * 3).sum()
        if loop == "autograd.grad":
            yield "gradient", torch.autograd.grad(loss, weight)[0].tolist()
            continue
        loss.backward()
        yield "gradient", weight.grad.tolist()
        if loop == "zero_grad":
            optimizer.zero_grad()
        elif loop == "update without no_grad":
            weight -= 0.5 * weight.grad.data
        elif loop == "update under no_grad":
            with torch.no_grad():
                weight -= 0.5 * weight.grad
        elif loop == "update of data":
            weight.data -= 0.5 * weight.grad
    yield "weight", weight.tolist()


EXPECT = {
    "[backward alone]": {">=1.0": {"gradient": [[3.0, 3.0], [6.0, 6.0], [9.0, 9.0]], "weight": [1.0, 2.0]}},
    "[autograd.grad]": {">=1.0": {"gradient": [[3.0, 3.0], [3.0, 3.0], [3.0, 3.0]], "weight": [1.0, 2.0]}},
    "[zero_grad]": {">=1.0": {"gradient": [[3.0, 3.0], [3.0, 3.0], [3.0, 3.0]], "weight": [1.0, 2.0]}},
    "[grad.data.zero_ first]": {">=1.0": {"raises": "AttributeError"}},
    "[update without no_grad]": {">=1.0": {"gradient": [3.0, 3.0], "raises": "RuntimeError"}},
    "[update of data]": {">=1.0": {"gradient": [[3.0, 3.0], [6.0, 6.0], [9.0, 9.0]], "weight": [-8.0, -7.0]}},
    "[update under no_grad]": {">=1.0": {"gradient": [[3.0, 3.0], [6.0, 6.0], [9.0, 9.0]], "weight": [-8.0, -7.0]}},
}

CLAIMS = [
    {
        "source": "a popular answer to the Stack Overflow question on zero_grad()",
        "says": "A loop may start with weight.grad.data.zero_().",
        "facts": {"gradient": [[3.0, 3.0], [3.0, 3.0], [3.0, 3.0]]},
        "rows": "[grad.data.zero_ first]",
    },
    {
        "source": "a popular answer to the Stack Overflow question on zero_grad()",
        "says": "weight -= lr * weight.grad.data updates the weight, with no no_grad around it.",
        "facts": {"weight": [-8.0, -7.0]},
        "rows": "[update without no_grad]",
    },
]

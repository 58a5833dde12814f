"""Does a weight recover from one step on a gradient that is nan or inf, when the next gradients are fine?

No: SGD writes nan or inf into the weight at once, and with averages of gradients or squares the same happens;
nothing later brings a finite number back.
Rprop alone looks at signs, and stays finite.
A step that is left out, as a GradScaler leaves it out, costs that step and nothing else.

https://pytorch.org/docs/stable/amp.html
https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
"""

import torch

PARAMS = {
    "optimizer": ["SGD", "momentum", "Adam", "Adamax", "RMSprop", "Adagrad", "Adadelta", "Rprop"],
    "gradient": ["nan", "inf", "skipped"],
}


def observe(device, optimizer, gradient):
    weight = torch.ones(2, device=device, requires_grad=True)
    if optimizer == "momentum":
        optimizer = torch.optim.SGD([weight], lr=0.1, momentum=0.9)
    else:
        optimizer = getattr(torch.optim, optimizer)([weight], lr=0.1)
    for value in (1.0, float("nan" if gradient == "nan" else "inf"), 1.0, 1.0):
        weight.grad = torch.full_like(weight, value)
        if gradient == "skipped" and not value < float("inf"):
            optimizer.zero_grad()
        else:
            optimizer.step()
        yield "weight is finite", bool(weight.detach().abs().max() < float("inf"))


EXPECT = {
    "[Adadelta-inf]": {">=1.0": {"weight is finite": [True, False, False, False]}},
    "[Adadelta-nan]": {">=1.0": {"weight is finite": [True, False, False, False]}},
    "[Adagrad-inf]": {">=1.0": {"weight is finite": [True, False, False, False]}},
    "[Adagrad-nan]": {">=1.0": {"weight is finite": [True, False, False, False]}},
    "[Adam-inf]": {">=1.0": {"weight is finite": [True, False, False, False]}},
    "[Adam-nan]": {">=1.0": {"weight is finite": [True, False, False, False]}},
    "[Adamax-inf]": {">=1.0": {"weight is finite": [True, False, False, False]}},
    "[Adamax-nan]": {">=1.0": {"weight is finite": [True, False, False, False]}},
    "[RMSprop-inf]": {">=1.0": {"weight is finite": [True, False, False, False]}},
    "[RMSprop-nan]": {">=1.0": {"weight is finite": [True, False, False, False]}},
    "[SGD-inf]": {">=1.0": {"weight is finite": [True, False, False, False]}},
    "[SGD-nan]": {">=1.0": {"weight is finite": [True, False, False, False]}},
    "[momentum-inf]": {">=1.0": {"weight is finite": [True, False, False, False]}},
    "[momentum-nan]": {">=1.0": {"weight is finite": [True, False, False, False]}},
    "[*-skipped]": {">=1.0": {"weight is finite": [True, True, True, True]}},
    "[Rprop-inf]": {">=1.0": {"weight is finite": [True, True, True, True]}},
    "[Rprop-nan]": {">=1.0": {"weight is finite": [True, True, True, True]}},
}

"""May I change the hyperparameters in optimizer.param_groups while training: momentum, amsgrad, decay, foreach?

Those that need no state of their own take effect at the next step: lr, weight_decay, betas, maximize, foreach, fused,
and SGD's momentum, whose buffer is made when it is missed.
amsgrad in Adam and AdamW, momentum and centered in RMSprop are a KeyError, in every release:
their state is made in the first step only. Unknown names are ignored.
The gradient is not renewed here: until 1.4 SGD and Adam added the decay to it in place, so that it piled up with each
step; since 1.5 they leave the gradient alone.

https://github.com/ultralytics/yolov3/issues/80
https://github.com/pytorch/pytorch/pull/68733
https://github.com/pytorch/pytorch/pull/30257
https://pytorch.org/docs/stable/optim.html
"""

import torch

TORCH = {"[* maximize]": ">=1.11", "[* foreach]": ">=1.12", "[* fused]": ">=2.4", "[AdamW *]": ">=1.2"}

PARAMS = {
    "switched_on": [
        "SGD momentum", "SGD nesterov", "SGD weight_decay", "SGD dampening", "SGD maximize", "SGD foreach", "SGD fused",
        "Adam amsgrad", "Adam weight_decay", "Adam betas", "Adam maximize", "Adam foreach", "Adam fused",
        "AdamW amsgrad", "RMSprop momentum", "RMSprop centered", "Adagrad lr_decay", "Adagrad fused", "SGD lr",
        "SGD unknown",
    ],
}  # fmt: skip # rows of names


def observe(device, switched_on):
    weight = torch.full((2, 2), 3.0, device=device, requires_grad=True)
    kind, name = switched_on.split()
    optimizer = getattr(torch.optim, kind)([weight], lr=0.05)
    weight.grad = torch.ones_like(weight)
    optimizer.step()
    yield "weight", round(weight[0, 0].item(), 4)

    values = {"momentum": 0.5, "weight_decay": 0.5, "dampening": 0.5, "betas": (0.5, 0.5), "lr_decay": 1.0, "lr": 0.5}
    optimizer.param_groups[0][name] = values.get(name, True)
    for _ in range(2):
        optimizer.step()
        yield "weight", round(weight[0, 0].item(), 4)


EXPECT = {
    "[SGD momentum]": {">=1.0": {"weight": [2.95, 2.9, 2.825]}},
    "[Adam foreach]": {">=1.0": {"weight": [2.95, 2.9, 2.85]}},
    "[Adam fused]": {">=1.0": {"weight": [2.95, 2.9, 2.85]}},
    "[SGD dampening]": {">=1.0": {"weight": [2.95, 2.9, 2.85]}},
    "[SGD foreach]": {">=1.0": {"weight": [2.95, 2.9, 2.85]}},
    "[SGD fused]": {">=1.0": {"weight": [2.95, 2.9, 2.85]}},
    "[SGD nesterov]": {">=1.0": {"weight": [2.95, 2.9, 2.85]}},
    "[SGD unknown]": {">=1.0": {"weight": [2.95, 2.9, 2.85]}},
    "[SGD weight_decay]": {"<1.5": {"weight": [2.95, 2.826, 2.632]}, ">=1.5": {"weight": [2.95, 2.826, 2.706]}},
    "[SGD maximize]": {">=1.0": {"weight": [2.95, 3.0, 3.05]}},
    "[Adam amsgrad]": {">=1.0": {"weight": 2.95, "raises": "KeyError"}},
    "[Adam weight_decay]": {"<1.5": {"weight": [2.95, 2.903, 2.856]}, ">=1.5": {"weight": [2.95, 2.903, 2.855]}},
    "[Adam betas]": {">=1.0": {"weight": [2.95, 2.905, 2.857]}},
    "[Adam maximize]": {">=1.0": {"weight": [2.95, 2.953, 2.973]}},
    "[AdamW amsgrad]": {">=1.0": {"weight": 2.949, "raises": "KeyError"}},
    "[RMSprop centered]": {">=1.0": {"weight": 2.5, "raises": "KeyError"}},
    "[RMSprop momentum]": {">=1.0": {"weight": 2.5, "raises": "KeyError"}},
    "[Adagrad lr_decay]": {">=1.0": {"weight": [2.95, 2.932, 2.923]}},
    "[Adagrad fused]": {">=1.0": {"weight": [2.95, 2.915, 2.886]}},
    "[SGD lr]": {">=1.0": {"weight": [2.95, 2.45, 1.95]}},
}

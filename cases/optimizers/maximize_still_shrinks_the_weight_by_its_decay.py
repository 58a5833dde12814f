"""With maximize=True, does weight decay still pull a weight towards zero?

Yes, but not in SGD until 1.12: there the whole update was negated, so that the decay pushed the weight away from zero.
Since 1.13 only the gradient is negated, before the decay is added, as in the others: with a gradient of zeros
the weight shrinks as it does without maximize. No warning announced it.
The documentation of SGD went on to say otherwise: its formula negated the whole update, decay and all.
With a real gradient the weight grows along it, except under AdamW, where this decay is larger than the step.

https://github.com/pytorch/pytorch/pull/81859
https://github.com/pytorch/pytorch/issues/149476
https://github.com/pytorch/pytorch/pull/75330
https://pytorch.org/docs/stable/generated/torch.optim.SGD.html
"""

import torch

TORCH = {
    "[SGD-*]": ">=1.11",
    "[Adam-*]": ">=1.11",
    "[AdamW-*]": ">=1.11",
    "[NAdam-*]": ">=2.4",
    "[RAdam-*]": ">=2.4",
    "[Adamax-*]": ">=1.12",
    "[Adagrad-*]": ">=1.12",
    "[Adadelta-*]": ">=1.12",
    "[RMSprop-*]": ">=1.13",
    "[ASGD-*]": ">=1.13",
    "[Adafactor-*]": ">=2.5",
}

PARAMS = {
    "optimizer": [
        "SGD", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "ASGD", "Adafactor",
    ],
    "grad": ["zero", "nonzero"],
}  # fmt: skip # rows of names


def observe(device, optimizer, grad):
    weight = torch.full((2, 2), 3.0, device=device, requires_grad=True)
    optimizer = getattr(torch.optim, optimizer)([weight], lr=0.05, weight_decay=0.5, maximize=True)
    weight.grad = torch.full_like(weight, 2 if grad == "nonzero" else 0)
    optimizer.step()
    yield "weight", "grew" if weight[0, 0].item() > 3 else "shrank" if weight[0, 0].item() < 3 else "stayed"
    yield "weight after a step", weight[0, 0].item()


EXPECT = {
    "[SGD-zero]": {
        "<1.13": {"weight": "grew", "weight after a step": 3.075},
        ">=1.13": {"weight": "shrank", "weight after a step": 2.925},
    },
    "[SGD-nonzero]": {
        "<1.13": {"weight": "grew", "weight after a step": 3.175},
        ">=1.13": {"weight": "grew", "weight after a step": 3.025},
    },
    "[Adagrad-zero]": {">=1.0": {"weight": "shrank", "weight after a step": 2.95}},
    "[Adam-zero]": {">=1.0": {"weight": "shrank", "weight after a step": 2.95}},
    "[Adamax-zero]": {">=1.0": {"weight": "shrank", "weight after a step": 2.95}},
    "[Adagrad-nonzero]": {">=1.0": {"weight": "grew", "weight after a step": 3.05}},
    "[Adam-nonzero]": {">=1.0": {"weight": "grew", "weight after a step": 3.05}},
    "[Adamax-nonzero]": {">=1.0": {"weight": "grew", "weight after a step": 3.05}},
    "[ASGD-zero]": {">=1.0": {"weight": "shrank", "weight after a step": 2.925}},
    "[Adafactor-zero]": {">=1.0": {"weight": "shrank", "weight after a step": 2.925}},
    "[AdamW-zero]": {">=1.0": {"weight": "shrank", "weight after a step": 2.925}},
    "[RAdam-zero]": {">=1.0": {"weight": "shrank", "weight after a step": 2.925}},
    "[AdamW-nonzero]": {">=1.0": {"weight": "shrank", "weight after a step": 2.975}},
    "[NAdam-zero]": {">=1.0": {"weight": "shrank", "weight after a step": 2.947}},
    "[NAdam-nonzero]": {">=1.0": {"weight": "grew", "weight after a step": 3.053}},
    "[ASGD-nonzero]": {">=1.0": {"weight": "grew", "weight after a step": 3.025}},
    "[RAdam-nonzero]": {">=1.0": {"weight": "grew", "weight after a step": 3.025}},
    "[Adadelta-zero]": {">=1.0": {"weight": "shrank", "weight after a step": 3.0}},
    "[Adadelta-nonzero]": {">=1.0": {"weight": "grew", "weight after a step": 3.0}},
    "[RMSprop-zero]": {">=1.0": {"weight": "shrank", "weight after a step": 2.5}},
    "[RMSprop-nonzero]": {">=1.0": {"weight": "grew", "weight after a step": 3.5}},
    "[Adafactor-nonzero]": {">=1.0": {"weight": "grew", "weight after a step": 3.075}},
}

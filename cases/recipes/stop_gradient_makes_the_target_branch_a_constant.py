"""Where does SimSiam or BYOL stop the gradient, and is a detach inside the loss enough?

Two views pass one encoder; the prediction of one must match the projection of the other.
With `z.detach()` in the loss, or with z computed under no_grad, the gradient is that of a constant target,
to the last bit.
Without it the encoder is trained through both branches, and gets a different gradient.
Detaching the prediction instead leaves the encoder only the branch that should have been constant,
and the predictor nothing.

https://github.com/facebookresearch/simsiam
https://github.com/PatrickHua/SimSiam/issues/22
https://github.com/PatrickHua/SimSiam/issues/39
https://github.com/lightly-ai/lightly/issues/559
"""

import torch

PARAMS = {"stop": ["nowhere", "detach_target", "no_grad_target", "detach_prediction"], "symmetric": [False, True]}


def observe(device, stop, symmetric):
    encoder = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    predictor = torch.tensor([3.0, 1.0], device=device, requires_grad=True)
    views = [torch.tensor([1.0, 3.0], device=device), torch.tensor([2.0, 1.0], device=device)]

    def loss(one, other, constant=None):
        prediction = predictor * (encoder * one)
        with torch.set_grad_enabled(stop != "no_grad_target"):
            target = encoder * other
        if constant is not None:
            target = constant
        elif stop == "detach_target":
            target = target.detach()
        elif stop == "detach_prediction":
            prediction = prediction.detach()
        return -torch.nn.functional.cosine_similarity(prediction, target, dim=0)

    pairs = [views, views[::-1]] if symmetric else [views]
    fixed = sum(loss(one, other, (encoder * other).detach()) for one, other in pairs)
    expected = torch.autograd.grad(fixed, encoder)[0]
    sum(loss(one, other) for one, other in pairs).backward()
    yield "encoder's gradient as with a constant target", torch.allclose(encoder.grad, expected)
    yield "encoder.grad", encoder.grad
    yield "predictor.grad", predictor.grad


EXPECT = {
    "[nowhere-*]": {
        ">=1.0": {
            "encoder's gradient as with a constant target": False,
            "encoder.grad": "nonzero",
            "predictor.grad": "nonzero",
        },
    },
    "[detach_target-*]": {
        ">=1.0": {
            "encoder's gradient as with a constant target": True,
            "encoder.grad": "nonzero",
            "predictor.grad": "nonzero",
        },
    },
    "[no_grad_target-*]": {
        ">=1.0": {
            "encoder's gradient as with a constant target": True,
            "encoder.grad": "nonzero",
            "predictor.grad": "nonzero",
        },
    },
    "[detach_prediction-*]": {
        ">=1.0": {
            "encoder's gradient as with a constant target": False,
            "encoder.grad": "nonzero",
            "predictor.grad": "None",
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/PatrickHua/SimSiam/issues/22",
        "says": "Detaching z inside the loss is the stop-gradient of the paper.",
        "facts": {"encoder's gradient as with a constant target": True},
        "rows": "[detach_target-*]",
    },
    {
        "source": "https://github.com/PatrickHua/SimSiam/issues/39",
        "says": "With a detach in the loss alone the stop-gradient is missing, and both paths are trained.",
        "facts": {"encoder's gradient as with a constant target": False},
        "rows": "[detach_target-*]",
    },
]

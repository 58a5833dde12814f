"""Can a tangent be differentiated in reverse mode, and does it record a graph under `no_grad`?

The tangent of x**3 along v is 3 x**2 v: it depends on x and on v, and both get gradients by `backward`,
when they require one, as they would from any other tensor.
Under `no_grad` the tangent is there, but no graph; the graph of the primal is the ordinary one,
and `x.grad` after `backward` of the primal knows nothing of the tangent.

https://docs.pytorch.org/tutorials/intermediate/forward_ad_usage.html
https://docs.pytorch.org/docs/stable/autograd.html#forward-mode-automatic-differentiation
"""

import torch
import torch.autograd.forward_ad as forward_ad

TORCH = ">=1.10"
PARAMS = {"leaf": ["primal", "tangent", "both", "neither"], "mode": ["plain", "no_grad"]}


def observe(device, leaf, mode):
    x = torch.full((1,), 2.0, device=device, requires_grad=leaf in ("primal", "both"))
    v = torch.full((1,), 5.0, device=device, requires_grad=leaf in ("tangent", "both"))
    with forward_ad.dual_level(), torch.set_grad_enabled(mode == "plain"):
        out = forward_ad.unpack_dual(forward_ad.make_dual(x, v) ** 3)
        yield "primal requires grad", out.primal.requires_grad
        yield "tangent", out.tangent.tolist()
        yield "tangent requires grad", out.tangent.requires_grad
        out.tangent.sum().backward()
    yield "x.grad", None if x.grad is None else x.grad.tolist()
    yield "v.grad", None if v.grad is None else v.grad.tolist()


EXPECT = {
    "[primal-plain]": {
        ">=1.0": {
            "primal requires grad": True,
            "tangent": [60.0],
            "tangent requires grad": True,
            "x.grad": [60.0],
            "v.grad": "None",
        },
    },
    "[*-no_grad]": {
        ">=1.0": {
            "primal requires grad": False,
            "tangent": [60.0],
            "tangent requires grad": False,
            "raises": "RuntimeError",
        },
    },
    "[neither-plain]": {
        ">=1.0": {
            "primal requires grad": False,
            "tangent": [60.0],
            "tangent requires grad": False,
            "raises": "RuntimeError",
        },
    },
    "[tangent-plain]": {
        ">=1.0": {
            "primal requires grad": False,
            "tangent": [60.0],
            "tangent requires grad": True,
            "x.grad": "None",
            "v.grad": [12.0],
        },
    },
    "[both-plain]": {
        ">=1.0": {
            "primal requires grad": True,
            "tangent": [60.0],
            "tangent requires grad": True,
            "x.grad": [60.0],
            "v.grad": [12.0],
        },
    },
}

"""Is first-order MAML the same as detaching the inner gradient, or the adapted weights?

One inner step, w' = w - 0.1 * gradient of w**3, and the meta-loss w'**2 is differentiated with respect to w.
With `create_graph=True` the step's own derivative counts: (1 - 0.6 w) * 2 w'.
Without it, or with the inner gradient detached, the step is a constant shift: 2 w', which is first-order MAML.
Detaching the adapted weight instead (as `track_higher_grads=False` of the library `higher` does) cuts the graph,
and the meta-loss raises; a step in place on `.data` gives 2 w' again, because the leaf itself was moved.

https://github.com/facebookresearch/higher/issues/63
https://github.com/facebookresearch/higher/issues/102
https://arxiv.org/abs/1703.03400
"""

import torch

PARAMS = {"inner": ["create_graph", "no_graph", "detached_gradient", "detached_weight", "in_place"]}


def observe(device, inner):
    weight = torch.full((1,), 2.0, device=device, requires_grad=True)
    gradient = torch.autograd.grad(weight**3, weight, create_graph=inner == "create_graph")[0]
    if inner == "detached_gradient":
        gradient = gradient.detach()
    if inner == "in_place":
        weight.data.sub_(0.1 * gradient)
        adapted = weight
    else:
        adapted = weight - 0.1 * gradient
    if inner == "detached_weight":
        adapted = adapted.detach()
    yield "adapted", adapted.tolist()
    yield "adapted requires grad", adapted.requires_grad
    (adapted**2).sum().backward()
    yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[create_graph]": {">=1.0": {"adapted": [0.8], "adapted requires grad": True, "weight.grad": [-0.32]}},
    "[detached_gradient]": {">=1.0": {"adapted": [0.8], "adapted requires grad": True, "weight.grad": [1.6]}},
    "[in_place]": {">=1.0": {"adapted": [0.8], "adapted requires grad": True, "weight.grad": [1.6]}},
    "[no_graph]": {">=1.0": {"adapted": [0.8], "adapted requires grad": True, "weight.grad": [1.6]}},
    "[detached_weight]": {">=1.0": {"adapted": [0.8], "adapted requires grad": False, "raises": "RuntimeError"}},
}

CLAIMS = [
    {
        "source": "https://github.com/facebookresearch/higher/issues/63",
        "says": "Not tracking higher gradients gives first-order MAML.",
        "facts": {"adapted requires grad": True, "weight.grad": [1.6]},
        "rows": "[detached_weight]",
    },
]

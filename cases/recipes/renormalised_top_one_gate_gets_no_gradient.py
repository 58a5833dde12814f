"""Does the router of a mixture of experts learn when only the best expert is used?

The choice itself, `argmax` or the index of `topk`, has no gradient;
the router learns only through the weight that multiplies the expert.
Multiplied by its softmax probability, it learns.
Chosen without a weight, it gets None.
With the weights renormalised over the chosen experts, top-1 multiplies by exactly 1,
and the gradient is exactly zero;
top-2 leaves the router a gradient on the two that were chosen.

https://pytorch.org/docs/stable/generated/torch.topk.html
https://pytorch.org/docs/stable/generated/torch.nn.functional.gumbel_softmax.html
"""

import torch

PARAMS = {"gate": ["unweighted", "weighted", "renormalised", "straight_through"], "top": [1, 2]}


def observe(device, gate, top):
    scores = torch.tensor([0.5, 2.0, 1.0], device=device, requires_grad=True)
    experts = torch.tensor([1.0, 3.0, 7.0], device=device, requires_grad=True)
    probabilities = scores.softmax(0)
    chosen, index = probabilities.topk(top)
    hard = torch.zeros_like(probabilities).scatter(0, index, 1.0)
    out = {
        "unweighted": lambda: experts[index].sum(),
        "weighted": lambda: (experts[index] * chosen).sum(),
        "renormalised": lambda: (experts[index] * scores[index].softmax(0)).sum(),
        "straight_through": lambda: (experts * (hard - probabilities.detach() + probabilities)).sum(),
    }[gate]()
    out.backward()
    yield "router's gradient", scores.grad
    yield "experts with a gradient", [slope != 0 for slope in experts.grad.tolist()]


EXPECT = {
    "[unweighted-1]": {">=1.0": {"router's gradient": "None", "experts with a gradient": [False, True, False]}},
    "[unweighted-2]": {">=1.0": {"router's gradient": "None", "experts with a gradient": [False, True, True]}},
    "[straight_through-1]": {
        ">=1.0": {"router's gradient": "nonzero", "experts with a gradient": [False, True, False]},
    },
    "[weighted-1]": {">=1.0": {"router's gradient": "nonzero", "experts with a gradient": [False, True, False]}},
    "[renormalised-2]": {">=1.0": {"router's gradient": "nonzero", "experts with a gradient": [False, True, True]}},
    "[straight_through-2]": {">=1.0": {"router's gradient": "nonzero", "experts with a gradient": [False, True, True]}},
    "[weighted-2]": {">=1.0": {"router's gradient": "nonzero", "experts with a gradient": [False, True, True]}},
    "[renormalised-1]": {">=1.0": {"router's gradient": "zero", "experts with a gradient": [False, True, False]}},
}

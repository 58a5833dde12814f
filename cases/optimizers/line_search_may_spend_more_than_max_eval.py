"""Does LBFGS keep to max_eval when it searches along the line?

`max_eval` bounds the evaluations of one step.
With `line_search_fn="strong_wolfe"` a search of up to 25 evaluations was finished first,
and the bound was looked at afterwards,
so a step took more closures, and went further, than it was allowed (#91581).
Until 2.9 that was so; since 2.10 the search is told what is left (the change proposed in #135026),
so the same call with a small `max_eval` ends at another point: silently, no warning told of it.

https://github.com/pytorch/pytorch/issues/91581
https://github.com/pytorch/pytorch/pull/135026
"""

import torch

TORCH = ">=1.2"

PARAMS = {"line_search": ["strong_wolfe", None], "max_eval": [2, 5, 12]}


def observe(device, line_search, max_eval):
    weight = torch.tensor([1.0, -2.0], device=device, requires_grad=True)
    optimizer = torch.optim.LBFGS([weight], lr=1e-4, max_iter=20, max_eval=max_eval, line_search_fn=line_search)
    calls = []

    def closure():
        calls.append(1)
        optimizer.zero_grad()
        loss = (weight**2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    yield "calls of the closure", len(calls)
    yield "weight", [round(value, 3) for value in weight.tolist()]


EXPECT = {
    "[strong_wolfe-2]": {
        "<2.10": {"calls of the closure": 6, "weight": [0.817, -1.633]},
        ">=2.10": {"calls of the closure": 3, "weight": [1.0, -2.0]},
    },
    "[strong_wolfe-5]": {">=1.0": {"calls of the closure": 6, "weight": [0.817, -1.633]}},
    "[strong_wolfe-12]": {
        "<2.10": {"calls of the closure": 16, "weight": [0.256, -0.512]},
        ">=2.10": {"calls of the closure": 13, "weight": [0.367, -0.734]},
    },
    "[None-2]": {
        "<2.8": {"calls of the closure": 2, "weight": [1.0, -2.0]},
        ">=2.8,<2.9": {"calls of the closure": 2, "weight": [1.0, -2.0], "warns": ["UserWarning"]},
        ">=2.9": {"calls of the closure": 2, "weight": [1.0, -2.0]},
    },
    "[None-5]": {
        "<2.8": {"calls of the closure": 5, "weight": [1.0, -1.999]},
        ">=2.8,<2.9": {"calls of the closure": 5, "weight": [1.0, -1.999], "warns": ["UserWarning"]},
        ">=2.9": {"calls of the closure": 5, "weight": [1.0, -1.999]},
    },
    "[None-12]": {
        "<2.8": {"calls of the closure": 12, "weight": [0.999, -1.998]},
        ">=2.8,<2.9": {"calls of the closure": 12, "weight": [0.999, -1.998], "warns": ["UserWarning"]},
        ">=2.9": {"calls of the closure": 12, "weight": [0.999, -1.998]},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/91581",
        "says": "With strong_wolfe a small max_eval is exceeded.",
        "facts": {"calls of the closure": 6},
        "rows": "[strong_wolfe-2]",
    },
]

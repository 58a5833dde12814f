"""Is the entropy of a distribution finite, and its gradient, when an action is masked out and has probability zero?

Zero times the logarithm of zero is nan if computed as written.
Categorical with logits of -inf had a nan entropy until 1.6, and nan gradients for all actions, the allowed ones
too; since 1.7 the logits are clamped, and both are finite.
Given as probabilities they have always been finite, since those are clamped away from zero.
Bernoulli with a logit of -inf has a nan entropy to this day, and so has the entropy written out by hand.
The divergence of such a Categorical from another is finite while its gradient is not.
The one of Bernoulli has a finite gradient since 1.13, where it is computed from the logits (#79944).
No warning announced the changes.

https://github.com/pytorch/pytorch/pull/41002
https://github.com/pytorch/pytorch/issues/40553
https://github.com/pytorch/pytorch/issues/15288
https://github.com/pytorch/pytorch/pull/79944
https://pytorch.org/docs/stable/distributions.html#categorical
"""

import torch
from torch import distributions as d

PARAMS = {
    "of": [
        "Categorical_logits", "Categorical_probs", "OneHotCategorical_logits", "Bernoulli_logits", "Bernoulli_probs",
        "kl_Categorical_logits", "kl_Categorical_probs", "kl_Bernoulli_probs", "p log p", "softmax log_softmax",
        "large_negative_logit",
    ],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, of):
    start = [0.5, 0.5, 0.0] if "prob" in of or of == "p log p" else [0.0, 0.0, -float("inf")]
    if of == "large_negative_logit":
        start[2] = -1e9
    x = torch.tensor(start, device=device, requires_grad=True)
    even = torch.ones(3, device=device) / 3
    entropy = {
        "Categorical_logits": lambda: d.Categorical(logits=x).entropy(),
        "Categorical_probs": lambda: d.Categorical(probs=x).entropy(),
        "OneHotCategorical_logits": lambda: d.OneHotCategorical(logits=x).entropy(),
        "Bernoulli_logits": lambda: d.Bernoulli(logits=x).entropy().sum(),
        "Bernoulli_probs": lambda: d.Bernoulli(probs=x).entropy().sum(),
        "kl_Categorical_logits": lambda: d.kl_divergence(d.Categorical(logits=x), d.Categorical(probs=even)),
        "kl_Categorical_probs": lambda: d.kl_divergence(d.Categorical(probs=x), d.Categorical(probs=even)),
        "kl_Bernoulli_probs": lambda: d.kl_divergence(d.Bernoulli(probs=x), d.Bernoulli(probs=even)).sum(),
        "p log p": lambda: -(x * x.log()).sum(),
        "softmax log_softmax": lambda: -(x.softmax(0) * x.log_softmax(0)).sum(),
        "large_negative_logit": lambda: d.Categorical(logits=x).entropy(),
    }[of]()
    yield "entropy", round(float(entropy.detach()), 3)
    entropy.backward()
    yield "gradient is finite", bool((x.grad.abs() < float("inf")).all())
    yield "gradient of the likely ones is finite", bool((x.grad[:2].abs() < float("inf")).all())


EXPECT = {
    "[Categorical_logits]": {
        "<1.7": {"entropy": "nan", "gradient is finite": False, "gradient of the likely ones is finite": False},
        ">=1.7": {"entropy": 0.693, "gradient is finite": True, "gradient of the likely ones is finite": True},
    },
    "[OneHotCategorical_logits]": {
        "<1.7": {"entropy": "nan", "gradient is finite": False, "gradient of the likely ones is finite": False},
        ">=1.7": {"entropy": 0.693, "gradient is finite": True, "gradient of the likely ones is finite": True},
    },
    "[Categorical_probs]": {
        ">=1.0": {"entropy": 0.693, "gradient is finite": True, "gradient of the likely ones is finite": True},
    },
    "[large_negative_logit]": {
        ">=1.0": {"entropy": 0.693, "gradient is finite": True, "gradient of the likely ones is finite": True},
    },
    "[Bernoulli_logits]": {
        ">=1.0": {"entropy": "nan", "gradient is finite": False, "gradient of the likely ones is finite": True},
    },
    "[p log p]": {
        ">=1.0": {"entropy": "nan", "gradient is finite": False, "gradient of the likely ones is finite": True},
    },
    "[Bernoulli_probs]": {
        ">=1.0": {"entropy": 1.386, "gradient is finite": True, "gradient of the likely ones is finite": True},
    },
    "[kl_Categorical_logits]": {
        ">=1.0": {"entropy": 0.405, "gradient is finite": False, "gradient of the likely ones is finite": False},
    },
    "[kl_Categorical_probs]": {
        ">=1.0": {"entropy": 0.405, "gradient is finite": True, "gradient of the likely ones is finite": True},
    },
    "[kl_Bernoulli_probs]": {
        "<1.13": {"entropy": 0.523, "gradient is finite": False, "gradient of the likely ones is finite": True},
        ">=1.13": {"entropy": 0.523, "gradient is finite": True, "gradient of the likely ones is finite": True},
    },
    "[softmax log_softmax]": {
        ">=1.0": {"entropy": "nan", "gradient is finite": False, "gradient of the likely ones is finite": False},
    },
}

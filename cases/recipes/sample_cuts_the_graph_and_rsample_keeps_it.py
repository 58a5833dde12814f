"""Does a gradient flow through sample(), rsample() and log_prob() of a distribution?

`sample()` never requires grad, `rsample()` does where the distribution is reparametrised, and raises where it is not.
`log_prob` of a fixed sample is differentiable in the parameters, whatever the sample came from: that is REINFORCE.
`log_prob` of an `rsample()` differentiates through the sample as well;
for the location of a Normal the two ways cancel, and its gradient is exactly zero.

https://pytorch.org/docs/stable/distributions.html
https://github.com/Quantum-Cheese/DeepReinforcementLearning_Pytorch/issues/1
"""

import torch
from torch import distributions as d

PARAMS = {
    "distribution": [
        "Normal", "Uniform", "Laplace", "Gumbel", "Exponential", "Gamma", "Beta", "Dirichlet", "StudentT",
        "Bernoulli", "Categorical", "OneHotCategorical", "Poisson", "RelaxedBernoulli", "MultivariateNormal",
        "SigmoidNormal",
    ],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, distribution):
    p = torch.tensor([0.4, 0.6], device=device, requires_grad=True)
    one = torch.ones(2, device=device)
    made = {
        "Normal": lambda: d.Normal(p, one),
        "Uniform": lambda: d.Uniform(p - 1, p + 1),
        "Laplace": lambda: d.Laplace(p, one),
        "Gumbel": lambda: d.Gumbel(p, one),
        "Exponential": lambda: d.Exponential(p),
        "Gamma": lambda: d.Gamma(p + 1, one),
        "Beta": lambda: d.Beta(p + 1, one),
        "Dirichlet": lambda: d.Dirichlet(p + 1),
        "StudentT": lambda: d.StudentT(p + 3),
        "Bernoulli": lambda: d.Bernoulli(p),
        "Categorical": lambda: d.Categorical(logits=p),
        "OneHotCategorical": lambda: d.OneHotCategorical(logits=p),
        "Poisson": lambda: d.Poisson(p),
        "RelaxedBernoulli": lambda: d.RelaxedBernoulli(torch.tensor(1.0, device=device), probs=p),
        "MultivariateNormal": lambda: d.MultivariateNormal(p, torch.eye(2, device=device)),
        "SigmoidNormal": lambda: d.TransformedDistribution(d.Normal(p, 0.1 * one), [d.SigmoidTransform()]),
    }[distribution]()
    sample = made.sample()
    yield "sample().requires_grad", sample.requires_grad
    score = made.log_prob(sample).sum()
    yield "log_prob(sample()) requires grad", score.requires_grad
    slope = torch.autograd.grad(score, p, retain_graph=True, allow_unused=True)[0]
    yield "gradient from log_prob(sample())", "None" if slope is None else "a tensor"
    try:
        sample = made.rsample()
        yield "rsample()", "differentiable" if sample.requires_grad else "without gradient"
    except NotImplementedError as error:
        yield "rsample()", type(error).__name__


EXPECT = {
    "[Beta]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "differentiable",
        },
    },
    "[Dirichlet]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "differentiable",
        },
    },
    "[Exponential]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "differentiable",
        },
    },
    "[Gamma]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "differentiable",
        },
    },
    "[Gumbel]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "differentiable",
        },
    },
    "[Laplace]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "differentiable",
        },
    },
    "[MultivariateNormal]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "differentiable",
        },
    },
    "[Normal]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "differentiable",
        },
    },
    "[RelaxedBernoulli]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "differentiable",
        },
    },
    "[SigmoidNormal]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "differentiable",
        },
    },
    "[StudentT]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "differentiable",
        },
    },
    "[Uniform]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "differentiable",
        },
    },
    "[Bernoulli]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "NotImplementedError",
        },
    },
    "[Categorical]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "NotImplementedError",
        },
    },
    "[OneHotCategorical]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "NotImplementedError",
        },
    },
    "[Poisson]": {
        ">=1.0": {
            "sample().requires_grad": False,
            "log_prob(sample()) requires grad": True,
            "gradient from log_prob(sample())": "a tensor",
            "rsample()": "NotImplementedError",
        },
    },
}

"""What is log_prob of a value outside the support, such as a clipped action or a soft label?

Until 1.7 arguments were not checked unless asked for: a Uniform answered -inf, most others some number, or nan.
From 1.8 on `validate_args` is on by default, and a ValueError comes instead, from parameters that make no sense too.
The release notes of 1.8 name it as backward-incompatible; no warning announced it.
`validate_args=False` gives the old answers back; a Beta checked all the same in 1.8.0, which 1.8.1 mended.

https://github.com/pytorch/pytorch/releases/tag/v1.8.0
https://github.com/pytorch/pytorch/pull/53763
https://github.com/pytorch/pytorch/issues/59228
https://github.com/pytorch/pytorch/issues/14672
"""

import torch
from torch import distributions as d

PARAMS = {
    "value": ["Uniform", "Exponential", "Gamma", "Beta", "Bernoulli", "Categorical", "Normal_nan", "negative_scale"],
    "validate_args": [None, False],
}


def observe(device, value, validate_args):
    one = torch.ones(1, device=device, requires_grad=True)
    check, two = {"validate_args": validate_args}, torch.cat([one, one])
    score = {
        "Uniform": lambda: d.Uniform(one - 1, one, **check).log_prob(torch.full_like(one, 2.0)),
        "Exponential": lambda: d.Exponential(one, **check).log_prob(torch.full_like(one, -1.0)),
        "Gamma": lambda: d.Gamma(one + 1, one, **check).log_prob(torch.full_like(one, -1.0)),
        "Beta": lambda: d.Beta(one + 1, one + 1, **check).log_prob(torch.full_like(one, 1.5)),
        "Bernoulli": lambda: d.Bernoulli(one / 2, **check).log_prob(torch.full_like(one, 0.3)),
        "Categorical": lambda: d.Categorical(logits=two, **check).log_prob(torch.full_like(one, 0.3)),
        "Normal_nan": lambda: d.Normal(one, one, **check).log_prob(torch.full_like(one, float("nan"))),
        "negative_scale": lambda: d.Normal(one, -one, **check).log_prob(torch.zeros_like(one)),
    }[value]()
    yield "log_prob", str(float(score.detach().sum()))[:7]
    score.sum().backward()
    yield "gradient", one.grad


EXPECT = {
    "[Uniform-None]": {"<1.8": {"log_prob": "-inf", "gradient": "zero"}, ">=1.8": {"raises": "ValueError"}},
    "[Uniform-False]": {">=1.0": {"log_prob": "-inf", "gradient": "zero"}},
    "[Exponential-None]": {"<1.8": {"log_prob": "1.0", "gradient": "nonzero"}, ">=1.8": {"raises": "ValueError"}},
    "[Exponential-False]": {">=1.0": {"log_prob": "1.0", "gradient": "nonzero"}},
    "[Beta-None]": {"<1.8": {"log_prob": "nan", "gradient": "nonfinite"}, ">=1.8": {"raises": "ValueError"}},
    "[Gamma-None]": {"<1.8": {"log_prob": "nan", "gradient": "nonfinite"}, ">=1.8": {"raises": "ValueError"}},
    "[Normal_nan-None]": {"<1.8": {"log_prob": "nan", "gradient": "nonfinite"}, ">=1.8": {"raises": "ValueError"}},
    "[Gamma-False]": {">=1.0": {"log_prob": "nan", "gradient": "nonfinite"}},
    "[Normal_nan-False]": {">=1.0": {"log_prob": "nan", "gradient": "nonfinite"}},
    "[Beta-False]": {
        "<1.8": {"log_prob": "nan", "gradient": "nonfinite"},
        ">=1.8,<1.8.1": {"raises": "ValueError"},
        ">=1.8.1": {"log_prob": "nan", "gradient": "nonfinite"},
    },
    "[Bernoulli-None]": {"<1.8": {"log_prob": "-0.6931", "gradient": "nonzero"}, ">=1.8": {"raises": "ValueError"}},
    "[Bernoulli-False]": {">=1.0": {"log_prob": "-0.6931", "gradient": "nonzero"}},
    "[Categorical-None]": {"<1.8": {"log_prob": "-0.6931", "gradient": "zero"}, ">=1.8": {"raises": "ValueError"}},
    "[Categorical-False]": {">=1.0": {"log_prob": "-0.6931", "gradient": "zero"}},
    "[negative_scale-None]": {"<1.8": {"log_prob": "nan", "gradient": "nonzero"}, ">=1.8": {"raises": "ValueError"}},
    "[negative_scale-False]": {">=1.0": {"log_prob": "nan", "gradient": "nonzero"}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/59228",
        "says": "A value outside the support is refused.",
        "facts": {"raises": "ValueError"},
        "rows": "[*-None]",
    },
]

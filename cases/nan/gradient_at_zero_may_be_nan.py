"""Is the gradient finite where the function has a corner, or a slope that is infinite, at zero?

`norm()` answers 0, a subgradient, since 0.3; sqrt of a sum of squares, which is the same number, answers nan.
`torch.where` does not save the side that is not taken: 0 times infinity is nan.
Some answers became finite over the releases: a power of zero in 1.5, the standard deviation of equal numbers in
1.7, sinc in 1.9, the Frobenius norm of linalg in 1.12, and atan2 at the origin, and with it the angle of a point,
in 2.10; the l1 loss chose slope 1 until 1.3, and 0 since 1.4.
xlogy gave nan until 1.9, 0 from 1.10 to 1.12, and nan again since 1.13.
The spectral norm picks a slope that is not 0 since 1.9.
For the l1 loss, the two norms and the first change of xlogy no note found; no warning announced any of it.

https://github.com/pytorch/pytorch/pull/2775
https://github.com/pytorch/pytorch/pull/32062
https://github.com/pytorch/pytorch/pull/45468
https://github.com/pytorch/pytorch/pull/56763
https://github.com/pytorch/pytorch/pull/82713
https://github.com/pytorch/pytorch/pull/166787
https://github.com/pytorch/pytorch/issues/4320
https://github.com/pytorch/pytorch/issues/7172
https://github.com/pytorch/pytorch/issues/27134
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch
from torch import nn

PARAMS = {
    "function": [
        "abs", "norm", "sqrt_of_squares", "where_sqrt", "std", "atan2", "l1_loss", "power_of_zero", "x_log_x",
        "sqrt_of_squares_eps", "std_dim", "std_biased", "std_by_hand", "pairwise_distance", "mse_root", "normalize",
        "cosine_similarity", "x_over_norm", "x_over_abs", "hypot", "log1p_of_abs", "softplus_sqrt", "xlogy", "sinc",
        "sin_x_over_x", "polar_angle", "spectral_norm", "nuclear_norm", "frobenius", "logsumexp", "log_softmax",
        "prod", "cumprod", "det", "layer_norm", "batch_norm", "group_norm", "rms_norm", "instance_norm",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[hypot]": ">=1.7",
    "[xlogy]": ">=1.8",
    "[sinc]": ">=1.8",
    "[spectral_norm]": ">=1.7",
    "[nuclear_norm]": ">=1.7",
    "[frobenius]": ">=1.7",
    "[rms_norm]": ">=2.4",
}


def observe(device, function):
    x = torch.zeros(2, device=device, requires_grad=True)
    row, one = x.view(1, 2), torch.ones(2, device=device)
    out = {
        "abs": lambda: x.abs(),
        "norm": lambda: x.norm(),
        "sqrt_of_squares": lambda: (x**2).sum().sqrt(),
        "where_sqrt": lambda: torch.where(x > 0, x.sqrt(), torch.zeros_like(x)),
        "std": lambda: x.std(),
        "atan2": lambda: torch.atan2(x, x),
        "l1_loss": lambda: nn.functional.l1_loss(x, torch.zeros_like(x)),
        "power_of_zero": lambda: torch.pow(0.0, x),
        "x_log_x": lambda: x * x.log(),
        "sqrt_of_squares_eps": lambda: ((x**2).sum() + 1e-12).sqrt(),
        "std_dim": lambda: row.std(1),
        "std_biased": lambda: row.std(1, False),
        "std_by_hand": lambda: ((x - x.mean()) ** 2).mean().sqrt(),
        "pairwise_distance": lambda: nn.functional.pairwise_distance(row, row.detach()),
        "mse_root": lambda: nn.functional.mse_loss(x, torch.zeros_like(x)).sqrt(),
        "normalize": lambda: nn.functional.normalize(row),
        "cosine_similarity": lambda: nn.functional.cosine_similarity(row, one.view(1, 2)),
        "x_over_norm": lambda: x / x.norm(),
        "x_over_abs": lambda: x / x.abs(),
        "hypot": lambda: torch.hypot(x, x),
        "log1p_of_abs": lambda: x.abs().log1p(),
        "softplus_sqrt": lambda: nn.functional.softplus(x).sqrt(),
        "xlogy": lambda: torch.xlogy(x, x),
        "sinc": lambda: torch.sinc(x),
        "sin_x_over_x": lambda: x.sin() / x,
        "polar_angle": lambda: torch.atan2(x[:1], x[1:]),
        "spectral_norm": lambda: torch.linalg.norm(x.expand(2, 2), 2),
        "nuclear_norm": lambda: torch.linalg.norm(x.expand(2, 2), "nuc"),
        "frobenius": lambda: torch.linalg.norm(x.expand(2, 2), "fro"),
        "logsumexp": lambda: x.logsumexp(0),
        "log_softmax": lambda: x.log_softmax(0)[:1],
        "prod": lambda: x.prod(),
        "cumprod": lambda: x.cumprod(0),
        "det": lambda: torch.det(x.expand(2, 2)),
        "layer_norm": lambda: nn.functional.layer_norm(x, (2,))[:1],
        "batch_norm": lambda: nn.functional.batch_norm(x.view(2, 1), None, None, training=True)[:1],
        "group_norm": lambda: nn.functional.group_norm(x.view(1, 2, 1), 1)[:, :1],
        "rms_norm": lambda: nn.functional.rms_norm(x, (2,)),
        "instance_norm": lambda: nn.functional.instance_norm(x.view(1, 1, 2))[:, :, :1],
    }[function]()
    out.sum().backward()
    yield "x.grad", x.grad


EXPECT = {
    "[abs]": {">=1.0": {"x.grad": "zero"}},
    "[det]": {">=1.0": {"x.grad": "zero"}},
    "[log1p_of_abs]": {">=1.0": {"x.grad": "zero"}},
    "[norm]": {">=1.0": {"x.grad": "zero"}},
    "[prod]": {">=1.0": {"x.grad": "zero"}},
    "[sqrt_of_squares_eps]": {">=1.0": {"x.grad": "zero"}},
    "[hypot]": {">=1.0": {"x.grad": "nonfinite"}},
    "[mse_root]": {">=1.0": {"x.grad": "nonfinite"}},
    "[sin_x_over_x]": {">=1.0": {"x.grad": "nonfinite"}},
    "[sqrt_of_squares]": {">=1.0": {"x.grad": "nonfinite"}},
    "[std_by_hand]": {">=1.0": {"x.grad": "nonfinite"}},
    "[where_sqrt]": {">=1.0": {"x.grad": "nonfinite"}},
    "[x_log_x]": {">=1.0": {"x.grad": "nonfinite"}},
    "[x_over_abs]": {">=1.0": {"x.grad": "nonfinite"}},
    "[x_over_norm]": {">=1.0": {"x.grad": "nonfinite"}},
    "[std]": {"<1.7": {"x.grad": "nonfinite"}, ">=1.7": {"x.grad": "zero"}},
    "[std_biased]": {"<1.7": {"x.grad": "nonfinite"}, ">=1.7": {"x.grad": "zero"}},
    "[std_dim]": {"<1.7": {"x.grad": "nonfinite"}, ">=1.7": {"x.grad": "zero"}},
    "[atan2]": {"<2.10": {"x.grad": "nonfinite"}, ">=2.10": {"x.grad": "zero"}},
    "[polar_angle]": {"<2.10": {"x.grad": "nonfinite"}, ">=2.10": {"x.grad": "zero"}},
    "[l1_loss]": {"<1.4": {"x.grad": "nonzero"}, ">=1.4": {"x.grad": "zero"}},
    "[power_of_zero]": {"<1.5": {"x.grad": "nonfinite"}, ">=1.5": {"x.grad": "zero"}},
    "[batch_norm]": {">=1.0": {"x.grad": "nonzero"}},
    "[cosine_similarity]": {">=1.0": {"x.grad": "nonzero"}},
    "[cumprod]": {">=1.0": {"x.grad": "nonzero"}},
    "[group_norm]": {">=1.0": {"x.grad": "nonzero"}},
    "[instance_norm]": {">=1.0": {"x.grad": "nonzero"}},
    "[layer_norm]": {">=1.0": {"x.grad": "nonzero"}},
    "[log_softmax]": {">=1.0": {"x.grad": "nonzero"}},
    "[logsumexp]": {">=1.0": {"x.grad": "nonzero"}},
    "[normalize]": {">=1.0": {"x.grad": "nonzero"}},
    "[nuclear_norm]": {">=1.0": {"x.grad": "nonzero"}},
    "[pairwise_distance]": {">=1.0": {"x.grad": "nonzero"}},
    "[rms_norm]": {">=1.0": {"x.grad": "nonzero"}},
    "[softplus_sqrt]": {">=1.0": {"x.grad": "nonzero"}},
    "[xlogy]": {
        "<1.10": {"x.grad": "nonfinite"},
        ">=1.10,<1.13": {"x.grad": "zero"},
        ">=1.13": {"x.grad": "nonfinite"},
    },
    "[sinc]": {"<1.9": {"x.grad": "nonfinite"}, ">=1.9": {"x.grad": "zero"}},
    "[spectral_norm]": {"<1.9": {"x.grad": "zero"}, ">=1.9": {"x.grad": "nonzero"}},
    "[frobenius]": {"<1.12": {"x.grad": "nonfinite"}, ">=1.12": {"x.grad": "zero"}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/4320",
        "says": "torch.std gives nan gradients where all entries are equal.",
        "facts": {"x.grad": "nonfinite"},
        "rows": "[std]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/pull/2775",
        "says": "The gradient of norm() at zero is zero, and that of the square root of the sum of squares is nan: the norm.",
        "facts": {"x.grad": "zero"},
        "rows": "[norm]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/pull/2775",
        "says": "The gradient of norm() at zero is zero, and that of the square root of the sum of squares is nan: the root.",
        "facts": {"x.grad": "nonfinite"},
        "rows": "[sqrt_of_squares]",
    },
]

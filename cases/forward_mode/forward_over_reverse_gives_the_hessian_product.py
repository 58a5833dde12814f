"""For which functions can forward mode run through a backward, to give a Hessian-vector product?

The gradient of each function is computed from a dual number, and its tangent is the Hessian times the direction.
That needs a forward formula for the backward of the function, which came later than the one for the function itself;
where it is missing, a `NotImplementedError` says so.
In 1.10 `exp`, `pow`, `matmul` and `eigvalsh` had one, 1.11 brought it for most, 1.12 for `elu`, `logsumexp`, `norm`;
1.12.1 mended convolution (no note found), and 1.13 brought the losses, `softplus`, `hardswish`, `embedding`, `logdet`.
Softmax, layer norm and batch norm work since 2.0: their formulas are decompositions in TorchScript,
which 1.13 has for older Pythons only, and these releases are measured with 3.11 (#91100).
2.1 brought `logsigmoid`, and lost attention, which is fused on the CPU since then and has neither formula.
`mse_loss` still raises, of an immutable zero tensor inside.
The same product by differentiating twice in reverse mode is given beside it.

https://github.com/pytorch/pytorch/issues/75432
https://github.com/pytorch/pytorch/issues/75219
https://github.com/pytorch/pytorch/issues/91100
https://github.com/pytorch/pytorch/issues/123996
https://github.com/pytorch/pytorch/pull/70460
https://github.com/pytorch/pytorch/pull/74205
https://github.com/pytorch/pytorch/pull/78740
https://github.com/pytorch/pytorch/pull/79743
https://github.com/pytorch/pytorch/pull/80334
https://github.com/pytorch/pytorch/pull/84358
https://github.com/pytorch/pytorch/pull/99288
https://github.com/pytorch/pytorch/pull/103826
https://docs.pytorch.org/tutorials/intermediate/jacobians_hessians.html
"""

import torch
import torch.autograd.forward_ad as forward_ad
from torch.nn import functional

TORCH = {"[*]": ">=1.10", "[attention]": ">=2.0"}
PARAMS = {
    "function": [
        "exp", "pow", "tanh", "sigmoid", "relu", "gelu", "silu", "softplus", "elu", "hardswish", "softmax",
        "log_softmax", "logsumexp", "prod", "norm", "matmul", "conv2d", "batch_norm", "layer_norm", "max_pool2d",
        "avg_pool2d", "embedding", "index", "cumprod", "mse", "smooth_l1", "with_logits", "binary_cross_entropy",
        "inverse", "logdet", "svdvals", "eigvalsh", "cholesky", "attention", "mish", "logsigmoid", "kl_div",
        "upsample", "gru",
    ]
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, function):
    x = torch.tensor([[0.75, 0.25], [0.25, 0.5]], dtype=torch.float64, device=device)
    ones, index = torch.ones_like(x), torch.tensor([1, 0], device=device)
    weight = torch.tensor([[1.0, 2.0], [3.0, 5.0]], dtype=torch.float64, device=device)
    gru = torch.nn.GRU(2, 1).to(device).double()
    call = (
        {
            "pow": lambda a: a**3,
            "softmax": lambda a: a.softmax(1),
            "log_softmax": lambda a: a.log_softmax(1),
            "logsumexp": lambda a: a.logsumexp(1),
            "matmul": lambda a: a.matmul(a),
            "conv2d": lambda a: functional.conv2d(a.view(1, 1, 2, 2), ones.view(1, 1, 2, 2)),
            "batch_norm": lambda a: functional.batch_norm(a.view(4, 1), None, None, training=True),
            "layer_norm": lambda a: functional.layer_norm(a.view(1, 4), (4,)),
            "max_pool2d": lambda a: functional.max_pool2d(a.view(1, 1, 2, 2), 2),
            "avg_pool2d": lambda a: functional.avg_pool2d(a.view(1, 1, 2, 2), 2),
            "embedding": lambda a: functional.embedding(index, a),
            "index": lambda a: a[index],
            "cumprod": lambda a: a.cumprod(1),
            "mse": lambda a: functional.mse_loss(a, ones),
            "smooth_l1": lambda a: functional.smooth_l1_loss(a, ones),
            "with_logits": lambda a: functional.binary_cross_entropy_with_logits(a, ones),
            "binary_cross_entropy": lambda a: functional.binary_cross_entropy(a, ones / 2),
            "kl_div": lambda a: functional.kl_div(a, ones, reduction="sum"),
            "svdvals": lambda a: torch.linalg.svdvals(a),
            "eigvalsh": lambda a: torch.linalg.eigvalsh(a),
            "cholesky": lambda a: torch.linalg.cholesky(a),
            "attention": lambda a: functional.scaled_dot_product_attention(*[a.view(1, 1, 2, 2)] * 3),
            "upsample": lambda a: functional.interpolate(
                a.view(1, 1, 2, 2), scale_factor=2.0, mode="bilinear", align_corners=True
            ),
            "gru": lambda a: gru(a.view(2, 1, 2))[0] * 0,
        }.get(function)
        or getattr(torch, function, None)
        or getattr(functional, function)
    )
    with forward_ad.dual_level():
        dual = forward_ad.make_dual(x.clone().requires_grad_(), x + ones)
        gradient = torch.autograd.grad(call(dual).pow(3).sum(), dual, create_graph=True)[0]
        tangent = forward_ad.unpack_dual(gradient).tangent
        yield "forward over reverse", None if tangent is None else float((tangent.detach() * weight).sum())
    leaf = x.clone().requires_grad_()
    gradient = torch.autograd.grad(call(leaf).pow(3).sum(), leaf, create_graph=True)[0]
    yield "reverse twice", float(torch.autograd.grad((gradient * weight).sum(), leaf)[0].mul(x + ones).sum())


EXPECT = {
    "[exp]": {">=1.0": {"forward over reverse": 571.0, "reverse twice": 571.0}},
    "[pow]": {">=1.0": {"forward over reverse": 21.07, "reverse twice": 21.07}},
    "[tanh]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 17.74, "reverse twice": 17.74},
    },
    "[sigmoid]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 2.29, "reverse twice": 2.29},
    },
    "[index]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 39.75, "reverse twice": 39.75},
    },
    "[relu]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 39.75, "reverse twice": 39.75},
    },
    "[gelu]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 23.24, "reverse twice": 23.24},
    },
    "[silu]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 15.17, "reverse twice": 15.17},
    },
    "[softplus]": {
        "<1.13": {"raises": "NotImplementedError"},
        ">=1.13": {"forward over reverse": 41.92, "reverse twice": 41.92},
    },
    "[elu]": {
        "<1.12": {"raises": "NotImplementedError"},
        ">=1.12": {"forward over reverse": 39.75, "reverse twice": 39.75},
    },
    "[hardswish]": {
        "<1.13": {"raises": "NotImplementedError"},
        ">=1.13": {"forward over reverse": 11.47, "reverse twice": 11.47},
    },
    "[softmax]": {
        "<2.0": {"raises": "NotImplementedError"},
        ">=2.0": {"forward over reverse": 0.0315, "reverse twice": 0.0315},
    },
    "[log_softmax]": {
        "<2.0": {"raises": "NotImplementedError"},
        ">=2.0": {"forward over reverse": 0.26, "reverse twice": 0.26},
    },
    "[logsumexp]": {
        "<1.12": {"raises": "NotImplementedError"},
        ">=1.12": {"forward over reverse": 52.72, "reverse twice": 52.72},
    },
    "[prod]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 0.05053, "reverse twice": 0.05053},
    },
    "[norm]": {
        "<1.12": {"raises": "NotImplementedError"},
        ">=1.12": {"forward over reverse": 82.49, "reverse twice": 82.49},
    },
    "[matmul]": {">=1.0": {"forward over reverse": 126.4, "reverse twice": 126.4}},
    "[conv2d]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11,<1.12.1": {"raises": "RuntimeError"},
        ">=1.12.1": {"forward over reverse": 664.1, "reverse twice": 664.1},
    },
    "[batch_norm]": {
        "<2.0": {"raises": "NotImplementedError"},
        ">=2.0": {"forward over reverse": 49.71, "reverse twice": 49.71},
    },
    "[layer_norm]": {
        "<2.0": {"raises": "NotImplementedError"},
        ">=2.0": {"forward over reverse": 49.71, "reverse twice": 49.71},
    },
    "[max_pool2d]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 7.875, "reverse twice": 7.875},
    },
    "[avg_pool2d]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 10.38, "reverse twice": 10.38},
    },
    "[embedding]": {
        "<1.13": {"raises": "NotImplementedError"},
        ">=1.13": {"forward over reverse": 39.75, "reverse twice": 39.75},
    },
    "[cumprod]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 19.27, "reverse twice": 19.27},
    },
    "[mse]": {"<1.13": {"raises": "NotImplementedError"}, ">=1.13": {"raises": "RuntimeError"}},
    "[smooth_l1]": {
        "<1.13": {"raises": "NotImplementedError"},
        ">=1.13": {"forward over reverse": 1.717, "reverse twice": 1.717},
    },
    "[with_logits]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 2.543, "reverse twice": 2.543},
    },
    "[binary_cross_entropy]": {
        "<1.13": {"raises": "NotImplementedError"},
        ">=1.13": {"forward over reverse": 50.26, "reverse twice": 50.26},
    },
    "[inverse]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 3251.0, "reverse twice": 3251.0},
    },
    "[logdet]": {
        "<1.13": {"raises": "NotImplementedError"},
        ">=1.13": {"forward over reverse": -414.3, "reverse twice": -414.3},
    },
    "[svdvals]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 77.25, "reverse twice": 77.25},
    },
    "[eigvalsh]": {">=1.0": {"forward over reverse": 77.25, "reverse twice": 77.25}},
    "[cholesky]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 5.482, "reverse twice": 5.482},
    },
    "[attention]": {
        "<2.1": {"forward over reverse": 36.36, "reverse twice": 36.36},
        ">=2.1": {"raises": "NotImplementedError"},
    },
    "[mish]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 25.54, "reverse twice": 25.54},
    },
    "[logsigmoid]": {
        "<2.1": {"raises": "NotImplementedError"},
        ">=2.1": {"forward over reverse": -10.49, "reverse twice": -10.49},
    },
    "[kl_div]": {
        "<1.13": {"raises": "NotImplementedError"},
        ">=1.13": {"forward over reverse": -664.1, "reverse twice": -664.1},
    },
    "[upsample]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 158.8, "reverse twice": 158.8},
    },
    "[gru]": {
        "<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"forward over reverse": 0.0, "reverse twice": 0.0},
    },
}

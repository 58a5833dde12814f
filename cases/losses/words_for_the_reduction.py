"""Which words does a loss take for its reduction, and what do the old flags still do?

"mean", "sum" and "none" are the words; "elementwise_mean" was the first name of "mean", and "batchmean" divides by
the batch's size.
The flags size_average and reduce are deprecated and still work, with a warning.
A word that a loss does not know raises a ValueError.
None is no word: until 1.1 the error was a TypeError, from putting the message together, and a ValueError since 1.2;
poisson_nll still raises the TypeError.
poisson_nll took any word for a sum, "mean" in 1.0.0 and the others in 1.0; since 1.1 it is like the other losses.
kl_div with "mean" divides by all entries, which is not the divergence, and warns in all releases.
For these changes no note found.

https://pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html
https://pytorch.org/docs/stable/generated/torch.nn.MSELoss.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "loss": ["mse", "l1", "smooth_l1", "kl_div", "nll", "cross_entropy", "bce", "bce_logits", "poisson_nll", "hinge"],
    "word": ["mean", "sum", "none", "elementwise_mean", "batchmean", "average", "None", "size_average", "reduce"],
}


def observe(device, loss, word):
    x = torch.tensor([[0.25, 0.5], [0.75, 0.25]], device=device, requires_grad=True)
    t, label = torch.ones(2, 2, device=device), torch.tensor([0, 1], device=device)
    options = {
        "None": {"reduction": None},
        "size_average": {"size_average": False},
        "reduce": {"reduce": False},
    }.get(word, {"reduction": word})
    out = {
        "mse": lambda: F.mse_loss(x, t, **options),
        "l1": lambda: F.l1_loss(x, t, **options),
        "smooth_l1": lambda: F.smooth_l1_loss(x, t, **options),
        "kl_div": lambda: F.kl_div(x, t, **options),
        "nll": lambda: F.nll_loss(x, label, **options),
        "cross_entropy": lambda: F.cross_entropy(x, label, **options),
        "bce": lambda: F.binary_cross_entropy(x, t, **options),
        "bce_logits": lambda: F.binary_cross_entropy_with_logits(x, t, **options),
        "poisson_nll": lambda: F.poisson_nll_loss(x, t, **options),
        "hinge": lambda: F.hinge_embedding_loss(x, t, **options),
    }[loss]()
    yield "shape", list(out.shape)
    yield "loss", [round(number, 4) + 0.0 for number in out.detach().reshape(-1).tolist()]
    out.sum().backward()
    yield "gradient", [round(slope, 4) + 0.0 for slope in x.grad.view(-1).tolist()]


EXPECT = {
    "[mse-mean]": {">=1.0": {"shape": [], "loss": [0.3594], "gradient": [-0.375, -0.25, -0.125, -0.375]}},
    "[mse-sum]": {">=1.0": {"shape": [], "loss": [1.438], "gradient": [-1.5, -1.0, -0.5, -1.5]}},
    "[mse-none]": {
        ">=1.0": {"shape": [2, 2], "loss": [0.5625, 0.25, 0.0625, 0.5625], "gradient": [-1.5, -1.0, -0.5, -1.5]},
    },
    "[mse-elementwise_mean]": {
        ">=1.0": {"shape": [], "loss": [0.3594], "gradient": [-0.375, -0.25, -0.125, -0.375], "warns": ["UserWarning"]},
    },
    "[bce-average]": {">=1.0": {"raises": "ValueError"}},
    "[bce-batchmean]": {">=1.0": {"raises": "ValueError"}},
    "[bce_logits-average]": {">=1.0": {"raises": "ValueError"}},
    "[bce_logits-batchmean]": {">=1.0": {"raises": "ValueError"}},
    "[cross_entropy-average]": {">=1.0": {"raises": "ValueError"}},
    "[cross_entropy-batchmean]": {">=1.0": {"raises": "ValueError"}},
    "[hinge-average]": {">=1.0": {"raises": "ValueError"}},
    "[hinge-batchmean]": {">=1.0": {"raises": "ValueError"}},
    "[kl_div-average]": {">=1.0": {"raises": "ValueError"}},
    "[l1-average]": {">=1.0": {"raises": "ValueError"}},
    "[l1-batchmean]": {">=1.0": {"raises": "ValueError"}},
    "[mse-average]": {">=1.0": {"raises": "ValueError"}},
    "[mse-batchmean]": {">=1.0": {"raises": "ValueError"}},
    "[nll-average]": {">=1.0": {"raises": "ValueError"}},
    "[nll-batchmean]": {">=1.0": {"raises": "ValueError"}},
    "[smooth_l1-average]": {">=1.0": {"raises": "ValueError"}},
    "[smooth_l1-batchmean]": {">=1.0": {"raises": "ValueError"}},
    "[bce-None]": {"<1.2": {"raises": "TypeError"}, ">=1.2": {"raises": "ValueError"}},
    "[bce_logits-None]": {"<1.2": {"raises": "TypeError"}, ">=1.2": {"raises": "ValueError"}},
    "[cross_entropy-None]": {"<1.2": {"raises": "TypeError"}, ">=1.2": {"raises": "ValueError"}},
    "[hinge-None]": {"<1.2": {"raises": "TypeError"}, ">=1.2": {"raises": "ValueError"}},
    "[kl_div-None]": {"<1.2": {"raises": "TypeError"}, ">=1.2": {"raises": "ValueError"}},
    "[l1-None]": {"<1.2": {"raises": "TypeError"}, ">=1.2": {"raises": "ValueError"}},
    "[mse-None]": {"<1.2": {"raises": "TypeError"}, ">=1.2": {"raises": "ValueError"}},
    "[nll-None]": {"<1.2": {"raises": "TypeError"}, ">=1.2": {"raises": "ValueError"}},
    "[smooth_l1-None]": {"<1.2": {"raises": "TypeError"}, ">=1.2": {"raises": "ValueError"}},
    "[mse-size_average]": {
        ">=1.0": {"shape": [], "loss": [1.438], "gradient": [-1.5, -1.0, -0.5, -1.5], "warns": ["UserWarning"]},
    },
    "[mse-reduce]": {
        ">=1.0": {
            "shape": [2, 2],
            "loss": [0.5625, 0.25, 0.0625, 0.5625],
            "gradient": [-1.5, -1.0, -0.5, -1.5],
            "warns": ["UserWarning"],
        },
    },
    "[l1-mean]": {">=1.0": {"shape": [], "loss": [0.5625], "gradient": [-0.25, -0.25, -0.25, -0.25]}},
    "[l1-sum]": {">=1.0": {"shape": [], "loss": [2.25], "gradient": [-1.0, -1.0, -1.0, -1.0]}},
    "[l1-none]": {">=1.0": {"shape": [2, 2], "loss": [0.75, 0.5, 0.25, 0.75], "gradient": [-1.0, -1.0, -1.0, -1.0]}},
    "[l1-elementwise_mean]": {
        ">=1.0": {"shape": [], "loss": [0.5625], "gradient": [-0.25, -0.25, -0.25, -0.25], "warns": ["UserWarning"]},
    },
    "[l1-size_average]": {
        ">=1.0": {"shape": [], "loss": [2.25], "gradient": [-1.0, -1.0, -1.0, -1.0], "warns": ["UserWarning"]},
    },
    "[l1-reduce]": {
        ">=1.0": {
            "shape": [2, 2],
            "loss": [0.75, 0.5, 0.25, 0.75],
            "gradient": [-1.0, -1.0, -1.0, -1.0],
            "warns": ["UserWarning"],
        },
    },
    "[smooth_l1-mean]": {">=1.0": {"shape": [], "loss": [0.1797], "gradient": [-0.1875, -0.125, -0.0625, -0.1875]}},
    "[smooth_l1-sum]": {">=1.0": {"shape": [], "loss": [0.7188], "gradient": [-0.75, -0.5, -0.25, -0.75]}},
    "[smooth_l1-none]": {
        ">=1.0": {"shape": [2, 2], "loss": [0.2812, 0.125, 0.0312, 0.2812], "gradient": [-0.75, -0.5, -0.25, -0.75]},
    },
    "[smooth_l1-elementwise_mean]": {
        ">=1.0": {
            "shape": [],
            "loss": [0.1797],
            "gradient": [-0.1875, -0.125, -0.0625, -0.1875],
            "warns": ["UserWarning"],
        },
    },
    "[smooth_l1-size_average]": {
        ">=1.0": {"shape": [], "loss": [0.7188], "gradient": [-0.75, -0.5, -0.25, -0.75], "warns": ["UserWarning"]},
    },
    "[smooth_l1-reduce]": {
        ">=1.0": {
            "shape": [2, 2],
            "loss": [0.2812, 0.125, 0.0312, 0.2812],
            "gradient": [-0.75, -0.5, -0.25, -0.75],
            "warns": ["UserWarning"],
        },
    },
    "[kl_div-elementwise_mean]": {
        ">=1.0": {"shape": [], "loss": [-0.4375], "gradient": [-0.25, -0.25, -0.25, -0.25], "warns": ["UserWarning"]},
    },
    "[kl_div-mean]": {
        ">=1.0": {"shape": [], "loss": [-0.4375], "gradient": [-0.25, -0.25, -0.25, -0.25], "warns": ["UserWarning"]},
    },
    "[kl_div-sum]": {">=1.0": {"shape": [], "loss": [-1.75], "gradient": [-1.0, -1.0, -1.0, -1.0]}},
    "[kl_div-none]": {
        ">=1.0": {"shape": [2, 2], "loss": [-0.25, -0.5, -0.75, -0.25], "gradient": [-1.0, -1.0, -1.0, -1.0]},
    },
    "[kl_div-batchmean]": {">=1.0": {"shape": [], "loss": [-0.875], "gradient": [-0.5, -0.5, -0.5, -0.5]}},
    "[kl_div-size_average]": {
        ">=1.0": {"shape": [], "loss": [-1.75], "gradient": [-1.0, -1.0, -1.0, -1.0], "warns": ["UserWarning"]},
    },
    "[kl_div-reduce]": {
        ">=1.0": {
            "shape": [2, 2],
            "loss": [-0.25, -0.5, -0.75, -0.25],
            "gradient": [-1.0, -1.0, -1.0, -1.0],
            "warns": ["UserWarning"],
        },
    },
    "[nll-mean]": {">=1.0": {"shape": [], "loss": [-0.25], "gradient": [-0.5, 0.0, 0.0, -0.5]}},
    "[nll-sum]": {">=1.0": {"shape": [], "loss": [-0.5], "gradient": [-1.0, 0.0, 0.0, -1.0]}},
    "[nll-none]": {">=1.0": {"shape": [2], "loss": [-0.25, -0.25], "gradient": [-1.0, 0.0, 0.0, -1.0]}},
    "[nll-elementwise_mean]": {
        ">=1.0": {"shape": [], "loss": [-0.25], "gradient": [-0.5, 0.0, 0.0, -0.5], "warns": ["UserWarning"]},
    },
    "[nll-size_average]": {
        ">=1.0": {"shape": [], "loss": [-0.5], "gradient": [-1.0, 0.0, 0.0, -1.0], "warns": ["UserWarning"]},
    },
    "[nll-reduce]": {
        ">=1.0": {"shape": [2], "loss": [-0.25, -0.25], "gradient": [-1.0, 0.0, 0.0, -1.0], "warns": ["UserWarning"]},
    },
    "[cross_entropy-mean]": {">=1.0": {"shape": [], "loss": [0.9], "gradient": [-0.2811, 0.2811, 0.3112, -0.3112]}},
    "[cross_entropy-sum]": {">=1.0": {"shape": [], "loss": [1.8], "gradient": [-0.5622, 0.5622, 0.6225, -0.6225]}},
    "[cross_entropy-none]": {
        ">=1.0": {"shape": [2], "loss": [0.8259, 0.9741], "gradient": [-0.5622, 0.5622, 0.6225, -0.6225]},
    },
    "[cross_entropy-elementwise_mean]": {
        ">=1.0": {"shape": [], "loss": [0.9], "gradient": [-0.2811, 0.2811, 0.3112, -0.3112], "warns": ["UserWarning"]},
    },
    "[cross_entropy-size_average]": {
        ">=1.0": {"shape": [], "loss": [1.8], "gradient": [-0.5622, 0.5622, 0.6225, -0.6225], "warns": ["UserWarning"]},
    },
    "[cross_entropy-reduce]": {
        ">=1.0": {
            "shape": [2],
            "loss": [0.8259, 0.9741],
            "gradient": [-0.5622, 0.5622, 0.6225, -0.6225],
            "warns": ["UserWarning"],
        },
    },
    "[bce-mean]": {">=1.0": {"shape": [], "loss": [0.9384], "gradient": [-1.0, -0.5, -0.3333, -1.0]}},
    "[bce-sum]": {">=1.0": {"shape": [], "loss": [3.753], "gradient": [-4.0, -2.0, -1.333, -4.0]}},
    "[bce-none]": {
        ">=1.0": {"shape": [2, 2], "loss": [1.386, 0.6931, 0.2877, 1.386], "gradient": [-4.0, -2.0, -1.333, -4.0]},
    },
    "[bce-elementwise_mean]": {
        ">=1.0": {"shape": [], "loss": [0.9384], "gradient": [-1.0, -0.5, -0.3333, -1.0], "warns": ["UserWarning"]},
    },
    "[bce-size_average]": {
        ">=1.0": {"shape": [], "loss": [3.753], "gradient": [-4.0, -2.0, -1.333, -4.0], "warns": ["UserWarning"]},
    },
    "[bce-reduce]": {
        ">=1.0": {
            "shape": [2, 2],
            "loss": [1.386, 0.6931, 0.2877, 1.386],
            "gradient": [-4.0, -2.0, -1.333, -4.0],
            "warns": ["UserWarning"],
        },
    },
    "[bce_logits-mean]": {">=1.0": {"shape": [], "loss": [0.5032], "gradient": [-0.1095, -0.0944, -0.0802, -0.1095]}},
    "[bce_logits-sum]": {">=1.0": {"shape": [], "loss": [2.013], "gradient": [-0.4378, -0.3775, -0.3208, -0.4378]}},
    "[bce_logits-none]": {
        ">=1.0": {
            "shape": [2, 2],
            "loss": [0.5759, 0.4741, 0.3869, 0.5759],
            "gradient": [-0.4378, -0.3775, -0.3208, -0.4378],
        },
    },
    "[bce_logits-elementwise_mean]": {
        ">=1.0": {
            "shape": [],
            "loss": [0.5032],
            "gradient": [-0.1095, -0.0944, -0.0802, -0.1095],
            "warns": ["UserWarning"],
        },
    },
    "[bce_logits-size_average]": {
        ">=1.0": {
            "shape": [],
            "loss": [2.013],
            "gradient": [-0.4378, -0.3775, -0.3208, -0.4378],
            "warns": ["UserWarning"],
        },
    },
    "[bce_logits-reduce]": {
        ">=1.0": {
            "shape": [2, 2],
            "loss": [0.5759, 0.4741, 0.3869, 0.5759],
            "gradient": [-0.4378, -0.3775, -0.3208, -0.4378],
            "warns": ["UserWarning"],
        },
    },
    "[poisson_nll-mean]": {
        "<1.0.1": {"shape": [], "loss": [4.584], "gradient": [0.284, 0.6487, 1.117, 0.284]},
        ">=1.0.1": {"shape": [], "loss": [1.146], "gradient": [0.071, 0.1622, 0.2793, 0.071]},
    },
    "[poisson_nll-sum]": {">=1.0": {"shape": [], "loss": [4.584], "gradient": [0.284, 0.6487, 1.117, 0.284]}},
    "[poisson_nll-none]": {
        "<1.1": {"shape": [], "loss": [4.584], "gradient": [0.284, 0.6487, 1.117, 0.284]},
        ">=1.1": {"shape": [2, 2], "loss": [1.034, 1.149, 1.367, 1.034], "gradient": [0.284, 0.6487, 1.117, 0.284]},
    },
    "[poisson_nll-average]": {
        "<1.1": {"shape": [], "loss": [4.584], "gradient": [0.284, 0.6487, 1.117, 0.284]},
        ">=1.1": {"raises": "ValueError"},
    },
    "[poisson_nll-batchmean]": {
        "<1.1": {"shape": [], "loss": [4.584], "gradient": [0.284, 0.6487, 1.117, 0.284]},
        ">=1.1": {"raises": "ValueError"},
    },
    "[poisson_nll-elementwise_mean]": {
        "<1.1": {"shape": [], "loss": [4.584], "gradient": [0.284, 0.6487, 1.117, 0.284]},
        ">=1.1": {"raises": "ValueError"},
    },
    "[poisson_nll-None]": {
        "<1.1": {"shape": [], "loss": [4.584], "gradient": [0.284, 0.6487, 1.117, 0.284]},
        ">=1.1": {"raises": "TypeError"},
    },
    "[poisson_nll-size_average]": {
        ">=1.0": {"shape": [], "loss": [4.584], "gradient": [0.284, 0.6487, 1.117, 0.284], "warns": ["UserWarning"]},
    },
    "[poisson_nll-reduce]": {
        "<1.1": {"shape": [], "loss": [4.584], "gradient": [0.284, 0.6487, 1.117, 0.284], "warns": ["UserWarning"]},
        ">=1.1": {
            "shape": [2, 2],
            "loss": [1.034, 1.149, 1.367, 1.034],
            "gradient": [0.284, 0.6487, 1.117, 0.284],
            "warns": ["UserWarning"],
        },
    },
    "[hinge-mean]": {">=1.0": {"shape": [], "loss": [0.4375], "gradient": [0.25, 0.25, 0.25, 0.25]}},
    "[hinge-sum]": {">=1.0": {"shape": [], "loss": [1.75], "gradient": [1.0, 1.0, 1.0, 1.0]}},
    "[hinge-none]": {">=1.0": {"shape": [2, 2], "loss": [0.25, 0.5, 0.75, 0.25], "gradient": [1.0, 1.0, 1.0, 1.0]}},
    "[hinge-elementwise_mean]": {
        ">=1.0": {"shape": [], "loss": [0.4375], "gradient": [0.25, 0.25, 0.25, 0.25], "warns": ["UserWarning"]},
    },
    "[hinge-size_average]": {
        ">=1.0": {"shape": [], "loss": [1.75], "gradient": [1.0, 1.0, 1.0, 1.0], "warns": ["UserWarning"]},
    },
    "[hinge-reduce]": {
        ">=1.0": {
            "shape": [2, 2],
            "loss": [0.25, 0.5, 0.75, 0.25],
            "gradient": [1.0, 1.0, 1.0, 1.0],
            "warns": ["UserWarning"],
        },
    },
}

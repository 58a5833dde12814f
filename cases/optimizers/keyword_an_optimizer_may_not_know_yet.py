"""Which release taught which optimizer foreach, fused, maximize, capturable and differentiable?

Each keyword is given alone, and one step is made; a keyword that is not known is a TypeError.
foreach came to all in 1.12.
maximize came to SGD, Adam and AdamW in 1.11, to Adagrad, Adadelta and Adamax in 1.12, to RMSprop, Rprop, ASGD and
SparseAdam in 1.13, to NAdam and RAdam in 2.4, and to LBFGS in 2.14.
differentiable came to SGD, Adam and RMSprop in 1.13, to the others in 2.0. A differentiable step on a leaf that
requires grad raises: it would be a change in place.
capturable came to Adam and AdamW in 1.12, to NAdam in 2.1, to ASGD in 2.2 (for the loop in 2.3), to Adamax and RAdam
in 2.3, to Adadelta, RMSprop and Rprop in 2.4; it is always refused for tensors on the cpu.
fused is known to Adam since 1.13, to AdamW since 2.0 and to SGD since 2.3, and refused on the cpu until 2.3
(by SGD with a NotImplementedError, since the kernel is missing);
it works there since 2.4 for SGD, Adam, AdamW and Adagrad.
decoupled_weight_decay is known to NAdam since 2.1, to RAdam since 2.2, and to Adam since 2.7.

https://github.com/pytorch/pytorch/pull/70484
https://github.com/pytorch/pytorch/pull/70146
https://github.com/pytorch/pytorch/pull/77409
https://github.com/pytorch/pytorch/pull/126765
https://github.com/pytorch/pytorch/pull/187309
https://github.com/pytorch/pytorch/pull/82205
https://github.com/pytorch/pytorch/pull/106615
https://github.com/pytorch/pytorch/pull/107507
https://github.com/pytorch/pytorch/pull/107857
https://github.com/pytorch/pytorch/pull/121264
https://github.com/pytorch/pytorch/pull/122264
https://github.com/pytorch/pytorch/pull/123074
https://github.com/pytorch/pytorch/pull/124905
https://github.com/pytorch/pytorch/issues/150183
"""

import torch

TORCH = {"[AdamW*]": ">=1.2", "[NAdam*]": ">=1.10", "[RAdam*]": ">=1.10", "[Adafactor*]": ">=2.5", "[Muon*]": ">=2.9"}

PARAMS = {
    "optimizer": [
        "SGD", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "ASGD", "Rprop",
        "Adafactor", "Muon", "SparseAdam", "LBFGS",
    ],
    "keyword": ["foreach", "fused", "maximize", "capturable", "differentiable", "decoupled_weight_decay"],
}  # fmt: skip # rows of names


def observe(device, optimizer, keyword):
    weight = torch.tensor([[1.0, 2.0]], device=device, requires_grad=True)
    try:
        optimizer = getattr(torch.optim, optimizer)([weight], lr=0.05, **{keyword: True})
    except (TypeError, RuntimeError, ValueError, NotImplementedError) as error:
        yield "made", type(error).__name__
        return
    yield "made", True
    weight.grad = torch.tensor([[0.5, -0.5]], device=device)
    if type(optimizer).__name__ == "SparseAdam":
        weight.grad = weight.grad.to_sparse()
    with torch.no_grad():
        optimizer.step(lambda: torch.zeros(()))
    yield "weight after a step", weight[0].tolist()


EXPECT = {
    "[ASGD-foreach]": {"<1.12": {"made": "TypeError"}, ">=1.12": {"made": True, "weight after a step": [0.975, 2.025]}},
    "[RAdam-foreach]": {
        "<1.12": {"made": "TypeError"},
        ">=1.12": {"made": True, "weight after a step": [0.975, 2.025]},
    },
    "[SGD-foreach]": {"<1.12": {"made": "TypeError"}, ">=1.12": {"made": True, "weight after a step": [0.975, 2.025]}},
    "[SGD-fused]": {
        "<2.3": {"made": "TypeError"},
        ">=2.3,<2.4": {"made": True, "raises": "NotImplementedError"},
        ">=2.4": {"made": True, "weight after a step": [0.975, 2.025]},
    },
    "[SGD-maximize]": {"<1.11": {"made": "TypeError"}, ">=1.11": {"made": True, "weight after a step": [1.025, 1.975]}},
    "[Muon-*]": {">=1.0": {"made": "TypeError"}},
    "[ASGD-decoupled_weight_decay]": {">=1.0": {"made": "TypeError"}},
    "[ASGD-fused]": {">=1.0": {"made": "TypeError"}},
    "[Adadelta-decoupled_weight_decay]": {">=1.0": {"made": "TypeError"}},
    "[Adadelta-fused]": {">=1.0": {"made": "TypeError"}},
    "[Adafactor-capturable]": {">=1.0": {"made": "TypeError"}},
    "[Adafactor-decoupled_weight_decay]": {">=1.0": {"made": "TypeError"}},
    "[Adafactor-differentiable]": {">=1.0": {"made": "TypeError"}},
    "[Adafactor-fused]": {">=1.0": {"made": "TypeError"}},
    "[Adagrad-capturable]": {">=1.0": {"made": "TypeError"}},
    "[Adagrad-decoupled_weight_decay]": {">=1.0": {"made": "TypeError"}},
    "[AdamW-decoupled_weight_decay]": {">=1.0": {"made": "TypeError"}},
    "[Adamax-decoupled_weight_decay]": {">=1.0": {"made": "TypeError"}},
    "[Adamax-fused]": {">=1.0": {"made": "TypeError"}},
    "[LBFGS-capturable]": {">=1.0": {"made": "TypeError"}},
    "[LBFGS-decoupled_weight_decay]": {">=1.0": {"made": "TypeError"}},
    "[LBFGS-differentiable]": {">=1.0": {"made": "TypeError"}},
    "[LBFGS-foreach]": {">=1.0": {"made": "TypeError"}},
    "[LBFGS-fused]": {">=1.0": {"made": "TypeError"}},
    "[NAdam-fused]": {">=1.0": {"made": "TypeError"}},
    "[RAdam-fused]": {">=1.0": {"made": "TypeError"}},
    "[RMSprop-decoupled_weight_decay]": {">=1.0": {"made": "TypeError"}},
    "[RMSprop-fused]": {">=1.0": {"made": "TypeError"}},
    "[Rprop-decoupled_weight_decay]": {">=1.0": {"made": "TypeError"}},
    "[Rprop-fused]": {">=1.0": {"made": "TypeError"}},
    "[SGD-capturable]": {">=1.0": {"made": "TypeError"}},
    "[SGD-decoupled_weight_decay]": {">=1.0": {"made": "TypeError"}},
    "[SparseAdam-capturable]": {">=1.0": {"made": "TypeError"}},
    "[SparseAdam-decoupled_weight_decay]": {">=1.0": {"made": "TypeError"}},
    "[SparseAdam-differentiable]": {">=1.0": {"made": "TypeError"}},
    "[SparseAdam-foreach]": {">=1.0": {"made": "TypeError"}},
    "[SparseAdam-fused]": {">=1.0": {"made": "TypeError"}},
    "[Adam-differentiable]": {"<1.13": {"made": "TypeError"}, ">=1.13": {"made": True, "raises": "RuntimeError"}},
    "[RMSprop-differentiable]": {"<1.13": {"made": "TypeError"}, ">=1.13": {"made": True, "raises": "RuntimeError"}},
    "[SGD-differentiable]": {"<1.13": {"made": "TypeError"}, ">=1.13": {"made": True, "raises": "RuntimeError"}},
    "[Adagrad-foreach]": {
        "<1.12": {"made": "TypeError"},
        ">=1.12": {"made": True, "weight after a step": [0.95, 2.05]},
    },
    "[Adam-foreach]": {"<1.12": {"made": "TypeError"}, ">=1.12": {"made": True, "weight after a step": [0.95, 2.05]}},
    "[Adamax-foreach]": {"<1.12": {"made": "TypeError"}, ">=1.12": {"made": True, "weight after a step": [0.95, 2.05]}},
    "[Rprop-foreach]": {"<1.12": {"made": "TypeError"}, ">=1.12": {"made": True, "weight after a step": [0.95, 2.05]}},
    "[Adam-fused]": {
        "<1.13": {"made": "TypeError"},
        ">=1.13,<2.4": {"made": "RuntimeError"},
        ">=2.4": {"made": True, "weight after a step": [0.95, 2.05]},
    },
    "[Adam-maximize]": {"<1.11": {"made": "TypeError"}, ">=1.11": {"made": True, "weight after a step": [1.05, 1.95]}},
    "[Adam-capturable]": {"<1.12": {"made": "TypeError"}, ">=1.12": {"made": True, "raises": "AssertionError"}},
    "[AdamW-capturable]": {"<1.12": {"made": "TypeError"}, ">=1.12": {"made": True, "raises": "AssertionError"}},
    "[Adam-decoupled_weight_decay]": {
        "<2.7": {"made": "TypeError"},
        ">=2.7": {"made": True, "weight after a step": [0.95, 2.05]},
    },
    "[AdamW-foreach]": {
        "<1.12": {"made": "TypeError"},
        ">=1.12": {"made": True, "weight after a step": [0.9495, 2.049]},
    },
    "[AdamW-fused]": {
        "<2.0": {"made": "TypeError"},
        ">=2.0,<2.4": {"made": "RuntimeError"},
        ">=2.4": {"made": True, "weight after a step": [0.9495, 2.049]},
    },
    "[AdamW-maximize]": {
        "<1.11": {"made": "TypeError"},
        ">=1.11": {"made": True, "weight after a step": [1.049, 1.949]},
    },
    "[ASGD-differentiable]": {"<2.0": {"made": "TypeError"}, ">=2.0": {"made": True, "raises": "RuntimeError"}},
    "[Adadelta-differentiable]": {"<2.0": {"made": "TypeError"}, ">=2.0": {"made": True, "raises": "RuntimeError"}},
    "[Adagrad-differentiable]": {"<2.0": {"made": "TypeError"}, ">=2.0": {"made": True, "raises": "RuntimeError"}},
    "[AdamW-differentiable]": {"<2.0": {"made": "TypeError"}, ">=2.0": {"made": True, "raises": "RuntimeError"}},
    "[Adamax-differentiable]": {"<2.0": {"made": "TypeError"}, ">=2.0": {"made": True, "raises": "RuntimeError"}},
    "[NAdam-differentiable]": {"<2.0": {"made": "TypeError"}, ">=2.0": {"made": True, "raises": "RuntimeError"}},
    "[RAdam-differentiable]": {"<2.0": {"made": "TypeError"}, ">=2.0": {"made": True, "raises": "RuntimeError"}},
    "[Rprop-differentiable]": {"<2.0": {"made": "TypeError"}, ">=2.0": {"made": True, "raises": "RuntimeError"}},
    "[NAdam-foreach]": {
        "<1.12": {"made": "TypeError"},
        ">=1.12": {"made": True, "weight after a step": [0.9472, 2.053]},
    },
    "[NAdam-maximize]": {"<2.4": {"made": "TypeError"}, ">=2.4": {"made": True, "weight after a step": [1.053, 1.947]}},
    "[NAdam-capturable]": {"<2.1": {"made": "TypeError"}, ">=2.1": {"made": True, "raises": "AssertionError"}},
    "[NAdam-decoupled_weight_decay]": {
        "<2.1": {"made": "TypeError"},
        ">=2.1": {"made": True, "weight after a step": [0.9472, 2.053]},
    },
    "[RAdam-maximize]": {"<2.4": {"made": "TypeError"}, ">=2.4": {"made": True, "weight after a step": [1.025, 1.975]}},
    "[Adamax-capturable]": {"<2.3": {"made": "TypeError"}, ">=2.3": {"made": True, "raises": "AssertionError"}},
    "[RAdam-capturable]": {"<2.3": {"made": "TypeError"}, ">=2.3": {"made": True, "raises": "AssertionError"}},
    "[RAdam-decoupled_weight_decay]": {
        "<2.2": {"made": "TypeError"},
        ">=2.2": {"made": True, "weight after a step": [0.975, 2.025]},
    },
    "[Adagrad-maximize]": {
        "<1.12": {"made": "TypeError"},
        ">=1.12": {"made": True, "weight after a step": [1.05, 1.95]},
    },
    "[Adamax-maximize]": {
        "<1.12": {"made": "TypeError"},
        ">=1.12": {"made": True, "weight after a step": [1.05, 1.95]},
    },
    "[Adagrad-fused]": {"<2.4": {"made": "TypeError"}, ">=2.4": {"made": True, "weight after a step": [0.95, 2.05]}},
    "[Adadelta-foreach]": {
        "<1.12": {"made": "TypeError"},
        ">=1.12": {"made": True, "weight after a step": [0.9998, 2.0]},
    },
    "[Adadelta-maximize]": {
        "<1.12": {"made": "TypeError"},
        ">=1.12": {"made": True, "weight after a step": [1.0, 2.0]},
    },
    "[Adadelta-capturable]": {"<2.4": {"made": "TypeError"}, ">=2.4": {"made": True, "raises": "AssertionError"}},
    "[RMSprop-capturable]": {"<2.4": {"made": "TypeError"}, ">=2.4": {"made": True, "raises": "AssertionError"}},
    "[Rprop-capturable]": {"<2.4": {"made": "TypeError"}, ">=2.4": {"made": True, "raises": "AssertionError"}},
    "[RMSprop-foreach]": {"<1.12": {"made": "TypeError"}, ">=1.12": {"made": True, "weight after a step": [0.5, 2.5]}},
    "[RMSprop-maximize]": {"<1.13": {"made": "TypeError"}, ">=1.13": {"made": True, "weight after a step": [1.5, 1.5]}},
    "[ASGD-maximize]": {
        "<1.13": {"made": "TypeError"},
        ">=1.13": {"made": True, "weight after a step": [1.025, 1.975]},
    },
    "[ASGD-capturable]": {
        "<2.2": {"made": "TypeError"},
        ">=2.2,<2.3": {"made": True, "raises": "RuntimeError"},
        ">=2.3": {"made": True, "raises": "AssertionError"},
    },
    "[Rprop-maximize]": {"<1.13": {"made": "TypeError"}, ">=1.13": {"made": True, "weight after a step": [1.05, 1.95]}},
    "[SparseAdam-maximize]": {
        "<1.13": {"made": "TypeError"},
        ">=1.13": {"made": True, "weight after a step": [1.05, 1.95]},
    },
    "[Adafactor-foreach]": {">=1.0": {"made": True, "weight after a step": [0.9209, 2.079]}},
    "[Adafactor-maximize]": {">=1.0": {"made": True, "weight after a step": [1.079, 1.921]}},
    "[LBFGS-maximize]": {
        "<2.14": {"made": "TypeError"},
        ">=2.14": {"made": True, "weight after a step": [1.025, 1.975]},
    },
}

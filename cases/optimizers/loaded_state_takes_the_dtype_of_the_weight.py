"""Which dtype has the state after load_state_dict(), when the weight has another dtype than before?

Every state tensor but the step count is cast to the dtype of the weight, so a float16 weight gets float16 averages.
The step count stays float32, since it became a tensor: in 1.12 for most, in 2.4 for Adadelta, RMSprop and Rprop.
ASGD's eta and mu and NAdam's mu_product became tensors in 1.12 and are cast too since then, although the optimizer
itself makes them float32.
In 1.0 Adagrad could not make its state for a float16 weight on the cpu, since 1.1 it can (no note found).
No warning announced any of it.

https://github.com/pytorch/pytorch/pull/71333
https://github.com/pytorch/pytorch/pull/71335
https://github.com/pytorch/pytorch/pull/122252
https://github.com/pytorch/pytorch/pull/122261
https://github.com/pytorch/pytorch/pull/122264
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.load_state_dict.html
"""

import torch

TORCH = {
    "[AdamW-*]": ">=1.2",
    "[NAdam-*]": ">=1.10",
    "[RAdam-*]": ">=1.10",
    "[Adafactor-*]": ">=2.5",
    "[Muon-*]": ">=2.9",
}

PARAMS = {
    "optimizer": [
        "momentum", "Adam", "amsgrad", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop",
        "centered", "ASGD", "Rprop", "Adafactor", "Muon",
    ],
    "dtype": ["float64", "float16"],
}  # fmt: skip # rows of names

kinds = {
    "momentum": ("SGD", {"momentum": 0.9}),
    "amsgrad": ("Adam", {"amsgrad": True}),
    "centered": ("RMSprop", {"centered": True}),
}  # fmt: skip # rows of names


def observe(device, optimizer, dtype):
    kind, options = kinds.get(optimizer, (optimizer, {}))
    trained = torch.ones(2, 2, device=device, requires_grad=True)
    old = getattr(torch.optim, kind)([trained], lr=0.05, **options)
    trained.grad = torch.ones_like(trained)
    old.step()

    weight = torch.ones(2, 2, device=device).to(getattr(torch, dtype)).requires_grad_()
    new = getattr(torch.optim, kind)([weight], lr=0.05, **options)
    new.load_state_dict(old.state_dict())
    kept = sorted(new.state[weight].items())
    yield "state", [name + ": " + str(getattr(value, "dtype", type(value).__name__)) for name, value in kept]


EXPECT = {
    "[Muon-float64]": {">=1.0": {"state": ["momentum_buffer: torch.float64"]}},
    "[momentum-float64]": {">=1.0": {"state": ["momentum_buffer: torch.float64"]}},
    "[Muon-float16]": {">=1.0": {"state": ["momentum_buffer: torch.float16"]}},
    "[momentum-float16]": {">=1.0": {"state": ["momentum_buffer: torch.float16"]}},
    "[Adam-float64]": {
        "<1.12": {"state": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: int"]},
        ">=1.12": {"state": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: torch.float32"]},
    },
    "[AdamW-float64]": {
        "<1.12": {"state": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: int"]},
        ">=1.12": {"state": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: torch.float32"]},
    },
    "[RAdam-float64]": {
        "<1.12": {"state": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: int"]},
        ">=1.12": {"state": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: torch.float32"]},
    },
    "[Adam-float16]": {
        "<1.12": {"state": ["exp_avg: torch.float16", "exp_avg_sq: torch.float16", "step: int"]},
        ">=1.12": {"state": ["exp_avg: torch.float16", "exp_avg_sq: torch.float16", "step: torch.float32"]},
    },
    "[AdamW-float16]": {
        "<1.12": {"state": ["exp_avg: torch.float16", "exp_avg_sq: torch.float16", "step: int"]},
        ">=1.12": {"state": ["exp_avg: torch.float16", "exp_avg_sq: torch.float16", "step: torch.float32"]},
    },
    "[RAdam-float16]": {
        "<1.12": {"state": ["exp_avg: torch.float16", "exp_avg_sq: torch.float16", "step: int"]},
        ">=1.12": {"state": ["exp_avg: torch.float16", "exp_avg_sq: torch.float16", "step: torch.float32"]},
    },
    "[amsgrad-float64]": {
        "<1.12": {
            "state": [
                "exp_avg: torch.float64",
                "exp_avg_sq: torch.float64",
                "max_exp_avg_sq: torch.float64",
                "step: int",
            ],
        },
        ">=1.12": {
            "state": [
                "exp_avg: torch.float64",
                "exp_avg_sq: torch.float64",
                "max_exp_avg_sq: torch.float64",
                "step: torch.float32",
            ],
        },
    },
    "[amsgrad-float16]": {
        "<1.12": {
            "state": [
                "exp_avg: torch.float16",
                "exp_avg_sq: torch.float16",
                "max_exp_avg_sq: torch.float16",
                "step: int",
            ],
        },
        ">=1.12": {
            "state": [
                "exp_avg: torch.float16",
                "exp_avg_sq: torch.float16",
                "max_exp_avg_sq: torch.float16",
                "step: torch.float32",
            ],
        },
    },
    "[NAdam-float64]": {
        "<1.12": {"state": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "mu_product: float", "step: int"]},
        ">=1.12": {
            "state": [
                "exp_avg: torch.float64",
                "exp_avg_sq: torch.float64",
                "mu_product: torch.float64",
                "step: torch.float32",
            ],
        },
    },
    "[NAdam-float16]": {
        "<1.12": {"state": ["exp_avg: torch.float16", "exp_avg_sq: torch.float16", "mu_product: float", "step: int"]},
        ">=1.12": {
            "state": [
                "exp_avg: torch.float16",
                "exp_avg_sq: torch.float16",
                "mu_product: torch.float16",
                "step: torch.float32",
            ],
        },
    },
    "[Adamax-float64]": {
        "<1.12": {"state": ["exp_avg: torch.float64", "exp_inf: torch.float64", "step: int"]},
        ">=1.12": {"state": ["exp_avg: torch.float64", "exp_inf: torch.float64", "step: torch.float32"]},
    },
    "[Adamax-float16]": {
        "<1.12": {"state": ["exp_avg: torch.float16", "exp_inf: torch.float16", "step: int"]},
        ">=1.12": {"state": ["exp_avg: torch.float16", "exp_inf: torch.float16", "step: torch.float32"]},
    },
    "[Adagrad-float64]": {
        "<1.12": {"state": ["step: int", "sum: torch.float64"]},
        ">=1.12": {"state": ["step: torch.float32", "sum: torch.float64"]},
    },
    "[Adagrad-float16]": {
        "<1.1": {"raises": "RuntimeError"},
        ">=1.1,<1.12": {"state": ["step: int", "sum: torch.float16"]},
        ">=1.12": {"state": ["step: torch.float32", "sum: torch.float16"]},
    },
    "[Adadelta-float64]": {
        "<2.4": {"state": ["acc_delta: torch.float64", "square_avg: torch.float64", "step: int"]},
        ">=2.4": {"state": ["acc_delta: torch.float64", "square_avg: torch.float64", "step: torch.float32"]},
    },
    "[Adadelta-float16]": {
        "<2.4": {"state": ["acc_delta: torch.float16", "square_avg: torch.float16", "step: int"]},
        ">=2.4": {"state": ["acc_delta: torch.float16", "square_avg: torch.float16", "step: torch.float32"]},
    },
    "[RMSprop-float64]": {
        "<2.4": {"state": ["square_avg: torch.float64", "step: int"]},
        ">=2.4": {"state": ["square_avg: torch.float64", "step: torch.float32"]},
    },
    "[RMSprop-float16]": {
        "<2.4": {"state": ["square_avg: torch.float16", "step: int"]},
        ">=2.4": {"state": ["square_avg: torch.float16", "step: torch.float32"]},
    },
    "[centered-float64]": {
        "<2.4": {"state": ["grad_avg: torch.float64", "square_avg: torch.float64", "step: int"]},
        ">=2.4": {"state": ["grad_avg: torch.float64", "square_avg: torch.float64", "step: torch.float32"]},
    },
    "[centered-float16]": {
        "<2.4": {"state": ["grad_avg: torch.float16", "square_avg: torch.float16", "step: int"]},
        ">=2.4": {"state": ["grad_avg: torch.float16", "square_avg: torch.float16", "step: torch.float32"]},
    },
    "[ASGD-float64]": {
        "<1.12": {"state": ["ax: torch.float64", "eta: float", "mu: float", "step: int"]},
        ">=1.12": {"state": ["ax: torch.float64", "eta: torch.float64", "mu: torch.float64", "step: torch.float32"]},
    },
    "[ASGD-float16]": {
        "<1.12": {"state": ["ax: torch.float16", "eta: float", "mu: float", "step: int"]},
        ">=1.12": {"state": ["ax: torch.float16", "eta: torch.float16", "mu: torch.float16", "step: torch.float32"]},
    },
    "[Rprop-float64]": {
        "<2.4": {"state": ["prev: torch.float64", "step: int", "step_size: torch.float64"]},
        ">=2.4": {"state": ["prev: torch.float64", "step: torch.float32", "step_size: torch.float64"]},
    },
    "[Rprop-float16]": {
        "<2.4": {"state": ["prev: torch.float16", "step: int", "step_size: torch.float16"]},
        ">=2.4": {"state": ["prev: torch.float16", "step: torch.float32", "step_size: torch.float16"]},
    },
    "[Adafactor-float64]": {
        ">=1.0": {"state": ["col_var: torch.float64", "row_var: torch.float64", "step: torch.float32"]},
    },
    "[Adafactor-float16]": {
        ">=1.0": {"state": ["col_var: torch.float16", "row_var: torch.float16", "step: torch.float32"]},
    },
}

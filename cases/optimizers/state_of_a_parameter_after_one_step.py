"""What does an optimizer keep for a parameter, and is the step count an int or a tensor?

The averages have the dtype of the weight, the step count is a number of its own.
It was an int until 1.11; in 1.12 it became a float32 tensor for Adam, AdamW, NAdam, RAdam, Adamax, Adagrad and ASGD,
and in 2.4 also for Adadelta, RMSprop and Rprop; NAdam's mu_product and ASGD's eta and mu followed in 1.12.
Only Adagrad has state before the first step; SGD without momentum keeps none, but for an entry of None from 1.8 to
2.3.
Half precision on the cpu arrived kernel by kernel (no note found for the early ones): Adagrad can make its float16
state since 1.1, SGD and ASGD step a bfloat16 weight since 1.3 and a float16 one since 1.6.
Most optimizers step bfloat16 since 1.10; float16 works in Adadelta, RAdam and Rprop since
2.1, in the others since 2.2.
No warning announced any of it.

https://github.com/pytorch/pytorch/pull/71333
https://github.com/pytorch/pytorch/pull/71335
https://github.com/pytorch/pytorch/pull/122252
https://github.com/pytorch/pytorch/pull/122261
https://github.com/pytorch/pytorch/pull/122264
https://github.com/pytorch/pytorch/pull/45597
https://github.com/pytorch/pytorch/pull/122131
https://github.com/pytorch/pytorch/pull/103319
https://pytorch.org/docs/stable/optim.html
"""

import torch

TORCH = {
    "[AdamW*]": ">=1.2",
    "[NAdam*]": ">=1.10",
    "[RAdam*]": ">=1.10",
    "[Adafactor*]": ">=2.5",
    "[Muon*]": ">=2.9",
    "[*-bfloat16]": ">=1.2",
}

PARAMS = {
    "optimizer": [
        "SGD", "momentum", "Adam", "amsgrad", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop",
        "centered", "ASGD", "Adafactor", "Muon", "Rprop",
    ],
    "dtype": ["float32", "float64", "float16", "bfloat16"],
}  # fmt: skip # rows of names

kinds = {
    "momentum": ("SGD", {"momentum": 0.9}),
    "amsgrad": ("Adam", {"amsgrad": True}),
    "centered": ("RMSprop", {"centered": True}),
}  # fmt: skip # rows of names


def observe(device, optimizer, dtype):
    weight = torch.ones(2, 2, device=device).to(getattr(torch, dtype)).requires_grad_()
    kind, options = kinds.get(optimizer, (optimizer, {}))
    optimizer = getattr(torch.optim, kind)([weight], lr=0.1, **options)
    yield "before the first step", sorted(optimizer.state.get(weight, {}))

    weight.grad = torch.ones_like(weight)
    optimizer.step()
    kept = sorted(optimizer.state[weight].items())
    yield "after it", [name + ": " + str(getattr(value, "dtype", type(value).__name__)) for name, value in kept]
    yield "weight moved", bool((weight != 1).all())


EXPECT = {
    "[SGD-float32]": {
        "<1.8": {"before the first step": [], "after it": [], "weight moved": True},
        ">=1.8,<2.4": {"before the first step": [], "after it": ["momentum_buffer: NoneType"], "weight moved": True},
        ">=2.4": {"before the first step": [], "after it": [], "weight moved": True},
    },
    "[SGD-float64]": {
        "<1.8": {"before the first step": [], "after it": [], "weight moved": True},
        ">=1.8,<2.4": {"before the first step": [], "after it": ["momentum_buffer: NoneType"], "weight moved": True},
        ">=2.4": {"before the first step": [], "after it": [], "weight moved": True},
    },
    "[SGD-float16]": {
        "<1.6": {"before the first step": [], "raises": "RuntimeError"},
        ">=1.6,<1.8": {"before the first step": [], "after it": [], "weight moved": True},
        ">=1.8,<2.4": {"before the first step": [], "after it": ["momentum_buffer: NoneType"], "weight moved": True},
        ">=2.4": {"before the first step": [], "after it": [], "weight moved": True},
    },
    "[SGD-bfloat16]": {
        "<1.3": {"before the first step": [], "raises": "RuntimeError"},
        ">=1.3,<1.8": {"before the first step": [], "after it": [], "weight moved": True},
        ">=1.8,<2.4": {"before the first step": [], "after it": ["momentum_buffer: NoneType"], "weight moved": True},
        ">=2.4": {"before the first step": [], "after it": [], "weight moved": True},
    },
    "[Muon-float32]": {
        ">=1.0": {"before the first step": [], "after it": ["momentum_buffer: torch.float32"], "weight moved": True},
    },
    "[momentum-float32]": {
        ">=1.0": {"before the first step": [], "after it": ["momentum_buffer: torch.float32"], "weight moved": True},
    },
    "[Muon-float64]": {
        ">=1.0": {"before the first step": [], "after it": ["momentum_buffer: torch.float64"], "weight moved": True},
    },
    "[momentum-float64]": {
        ">=1.0": {"before the first step": [], "after it": ["momentum_buffer: torch.float64"], "weight moved": True},
    },
    "[momentum-float16]": {
        "<1.6": {"before the first step": [], "raises": "RuntimeError"},
        ">=1.6": {"before the first step": [], "after it": ["momentum_buffer: torch.float16"], "weight moved": True},
    },
    "[momentum-bfloat16]": {
        "<1.3": {"before the first step": [], "raises": "RuntimeError"},
        ">=1.3": {"before the first step": [], "after it": ["momentum_buffer: torch.bfloat16"], "weight moved": True},
    },
    "[Adam-float32]": {
        "<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[AdamW-float32]": {
        "<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[RAdam-float32]": {
        "<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adam-float64]": {
        "<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[AdamW-float64]": {
        "<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[RAdam-float64]": {
        "<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adam-float16]": {
        "<2.2": {"before the first step": [], "raises": "RuntimeError"},
        ">=2.2": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float16", "exp_avg_sq: torch.float16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[AdamW-float16]": {
        "<2.2": {"before the first step": [], "raises": "RuntimeError"},
        ">=2.2": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float16", "exp_avg_sq: torch.float16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adam-bfloat16]": {
        "<1.10": {"before the first step": [], "raises": "RuntimeError"},
        ">=1.10,<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.bfloat16", "exp_avg_sq: torch.bfloat16", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.bfloat16", "exp_avg_sq: torch.bfloat16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[AdamW-bfloat16]": {
        "<1.10": {"before the first step": [], "raises": "RuntimeError"},
        ">=1.10,<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.bfloat16", "exp_avg_sq: torch.bfloat16", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.bfloat16", "exp_avg_sq: torch.bfloat16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[amsgrad-float32]": {
        "<1.12": {
            "before the first step": [],
            "after it": [
                "exp_avg: torch.float32",
                "exp_avg_sq: torch.float32",
                "max_exp_avg_sq: torch.float32",
                "step: int",
            ],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": [
                "exp_avg: torch.float32",
                "exp_avg_sq: torch.float32",
                "max_exp_avg_sq: torch.float32",
                "step: torch.float32",
            ],
            "weight moved": True,
        },
    },
    "[amsgrad-float64]": {
        "<1.12": {
            "before the first step": [],
            "after it": [
                "exp_avg: torch.float64",
                "exp_avg_sq: torch.float64",
                "max_exp_avg_sq: torch.float64",
                "step: int",
            ],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": [
                "exp_avg: torch.float64",
                "exp_avg_sq: torch.float64",
                "max_exp_avg_sq: torch.float64",
                "step: torch.float32",
            ],
            "weight moved": True,
        },
    },
    "[amsgrad-float16]": {
        "<2.2": {"before the first step": [], "raises": "RuntimeError"},
        ">=2.2": {
            "before the first step": [],
            "after it": [
                "exp_avg: torch.float16",
                "exp_avg_sq: torch.float16",
                "max_exp_avg_sq: torch.float16",
                "step: torch.float32",
            ],
            "weight moved": True,
        },
    },
    "[amsgrad-bfloat16]": {
        "<1.10": {"before the first step": [], "raises": "RuntimeError"},
        ">=1.10,<1.12": {
            "before the first step": [],
            "after it": [
                "exp_avg: torch.bfloat16",
                "exp_avg_sq: torch.bfloat16",
                "max_exp_avg_sq: torch.bfloat16",
                "step: int",
            ],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": [
                "exp_avg: torch.bfloat16",
                "exp_avg_sq: torch.bfloat16",
                "max_exp_avg_sq: torch.bfloat16",
                "step: torch.float32",
            ],
            "weight moved": True,
        },
    },
    "[NAdam-float32]": {
        "<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float32", "exp_avg_sq: torch.float32", "mu_product: float", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": [
                "exp_avg: torch.float32",
                "exp_avg_sq: torch.float32",
                "mu_product: torch.float32",
                "step: torch.float32",
            ],
            "weight moved": True,
        },
    },
    "[NAdam-float64]": {
        "<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float64", "exp_avg_sq: torch.float64", "mu_product: float", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": [
                "exp_avg: torch.float64",
                "exp_avg_sq: torch.float64",
                "mu_product: torch.float32",
                "step: torch.float32",
            ],
            "weight moved": True,
        },
    },
    "[NAdam-float16]": {
        "<2.2": {"before the first step": [], "raises": "RuntimeError"},
        ">=2.2": {
            "before the first step": [],
            "after it": [
                "exp_avg: torch.float16",
                "exp_avg_sq: torch.float16",
                "mu_product: torch.float32",
                "step: torch.float32",
            ],
            "weight moved": True,
        },
    },
    "[NAdam-bfloat16]": {
        "<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.bfloat16", "exp_avg_sq: torch.bfloat16", "mu_product: float", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": [
                "exp_avg: torch.bfloat16",
                "exp_avg_sq: torch.bfloat16",
                "mu_product: torch.float32",
                "step: torch.float32",
            ],
            "weight moved": True,
        },
    },
    "[RAdam-float16]": {
        "<2.1": {"before the first step": [], "raises": "RuntimeError"},
        ">=2.1": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float16", "exp_avg_sq: torch.float16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[RAdam-bfloat16]": {
        "<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.bfloat16", "exp_avg_sq: torch.bfloat16", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.bfloat16", "exp_avg_sq: torch.bfloat16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adamax-float32]": {
        "<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float32", "exp_inf: torch.float32", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float32", "exp_inf: torch.float32", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adamax-float64]": {
        "<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float64", "exp_inf: torch.float64", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float64", "exp_inf: torch.float64", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adamax-float16]": {
        "<2.2": {"before the first step": [], "raises": "RuntimeError"},
        ">=2.2": {
            "before the first step": [],
            "after it": ["exp_avg: torch.float16", "exp_inf: torch.float16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adamax-bfloat16]": {
        "<1.10": {"before the first step": [], "raises": "RuntimeError"},
        ">=1.10,<1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.bfloat16", "exp_inf: torch.bfloat16", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["exp_avg: torch.bfloat16", "exp_inf: torch.bfloat16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adagrad-float32]": {
        "<1.12": {
            "before the first step": ["step", "sum"],
            "after it": ["step: int", "sum: torch.float32"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": ["step", "sum"],
            "after it": ["step: torch.float32", "sum: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adagrad-float64]": {
        "<1.12": {
            "before the first step": ["step", "sum"],
            "after it": ["step: int", "sum: torch.float64"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": ["step", "sum"],
            "after it": ["step: torch.float32", "sum: torch.float64"],
            "weight moved": True,
        },
    },
    "[Adagrad-float16]": {
        "<1.1": {"raises": "RuntimeError"},
        ">=1.1,<2.2": {"before the first step": ["step", "sum"], "raises": "RuntimeError"},
        ">=2.2": {
            "before the first step": ["step", "sum"],
            "after it": ["step: torch.float32", "sum: torch.float16"],
            "weight moved": True,
        },
    },
    "[Adagrad-bfloat16]": {
        "<1.10": {"before the first step": ["step", "sum"], "raises": "RuntimeError"},
        ">=1.10,<1.12": {
            "before the first step": ["step", "sum"],
            "after it": ["step: int", "sum: torch.bfloat16"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": ["step", "sum"],
            "after it": ["step: torch.float32", "sum: torch.bfloat16"],
            "weight moved": True,
        },
    },
    "[Adadelta-float32]": {
        "<2.4": {
            "before the first step": [],
            "after it": ["acc_delta: torch.float32", "square_avg: torch.float32", "step: int"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["acc_delta: torch.float32", "square_avg: torch.float32", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adadelta-float64]": {
        "<2.4": {
            "before the first step": [],
            "after it": ["acc_delta: torch.float64", "square_avg: torch.float64", "step: int"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["acc_delta: torch.float64", "square_avg: torch.float64", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adadelta-float16]": {
        "<2.1": {"before the first step": [], "raises": "RuntimeError"},
        ">=2.1,<2.4": {
            "before the first step": [],
            "after it": ["acc_delta: torch.float16", "square_avg: torch.float16", "step: int"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["acc_delta: torch.float16", "square_avg: torch.float16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adadelta-bfloat16]": {
        "<1.10": {"before the first step": [], "raises": "RuntimeError"},
        ">=1.10,<2.4": {
            "before the first step": [],
            "after it": ["acc_delta: torch.bfloat16", "square_avg: torch.bfloat16", "step: int"],
            "weight moved": False,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["acc_delta: torch.bfloat16", "square_avg: torch.bfloat16", "step: torch.float32"],
            "weight moved": False,
        },
    },
    "[RMSprop-float32]": {
        "<2.4": {
            "before the first step": [],
            "after it": ["square_avg: torch.float32", "step: int"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["square_avg: torch.float32", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[RMSprop-float64]": {
        "<2.4": {
            "before the first step": [],
            "after it": ["square_avg: torch.float64", "step: int"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["square_avg: torch.float64", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[RMSprop-float16]": {
        "<2.2": {"before the first step": [], "raises": "RuntimeError"},
        ">=2.2,<2.4": {
            "before the first step": [],
            "after it": ["square_avg: torch.float16", "step: int"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["square_avg: torch.float16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[RMSprop-bfloat16]": {
        "<1.10": {"before the first step": [], "raises": "RuntimeError"},
        ">=1.10,<2.4": {
            "before the first step": [],
            "after it": ["square_avg: torch.bfloat16", "step: int"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["square_avg: torch.bfloat16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[centered-float32]": {
        "<2.4": {
            "before the first step": [],
            "after it": ["grad_avg: torch.float32", "square_avg: torch.float32", "step: int"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["grad_avg: torch.float32", "square_avg: torch.float32", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[centered-float64]": {
        "<2.4": {
            "before the first step": [],
            "after it": ["grad_avg: torch.float64", "square_avg: torch.float64", "step: int"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["grad_avg: torch.float64", "square_avg: torch.float64", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[centered-float16]": {
        "<2.2": {"before the first step": [], "raises": "RuntimeError"},
        ">=2.2,<2.4": {
            "before the first step": [],
            "after it": ["grad_avg: torch.float16", "square_avg: torch.float16", "step: int"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["grad_avg: torch.float16", "square_avg: torch.float16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[centered-bfloat16]": {
        "<1.10": {"before the first step": [], "raises": "RuntimeError"},
        ">=1.10,<2.4": {
            "before the first step": [],
            "after it": ["grad_avg: torch.bfloat16", "square_avg: torch.bfloat16", "step: int"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["grad_avg: torch.bfloat16", "square_avg: torch.bfloat16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[ASGD-float32]": {
        "<1.12": {
            "before the first step": [],
            "after it": ["ax: torch.float32", "eta: float", "mu: float", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["ax: torch.float32", "eta: torch.float32", "mu: torch.float32", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[ASGD-float64]": {
        "<1.12": {
            "before the first step": [],
            "after it": ["ax: torch.float64", "eta: float", "mu: float", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["ax: torch.float64", "eta: torch.float32", "mu: torch.float32", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[ASGD-float16]": {
        "<1.6": {"before the first step": [], "raises": "RuntimeError"},
        ">=1.6,<1.12": {
            "before the first step": [],
            "after it": ["ax: torch.float16", "eta: float", "mu: float", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["ax: torch.float16", "eta: torch.float32", "mu: torch.float32", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[ASGD-bfloat16]": {
        "<1.3": {"before the first step": [], "raises": "RuntimeError"},
        ">=1.3,<1.12": {
            "before the first step": [],
            "after it": ["ax: torch.bfloat16", "eta: float", "mu: float", "step: int"],
            "weight moved": True,
        },
        ">=1.12": {
            "before the first step": [],
            "after it": ["ax: torch.bfloat16", "eta: torch.float32", "mu: torch.float32", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adafactor-float32]": {
        ">=1.0": {
            "before the first step": [],
            "after it": ["col_var: torch.float32", "row_var: torch.float32", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adafactor-float64]": {
        ">=1.0": {
            "before the first step": [],
            "after it": ["col_var: torch.float64", "row_var: torch.float64", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adafactor-float16]": {
        ">=1.0": {
            "before the first step": [],
            "after it": ["col_var: torch.float16", "row_var: torch.float16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Adafactor-bfloat16]": {
        ">=1.0": {
            "before the first step": [],
            "after it": ["col_var: torch.bfloat16", "row_var: torch.bfloat16", "step: torch.float32"],
            "weight moved": True,
        },
    },
    "[Muon-float16]": {
        ">=1.0": {"before the first step": [], "after it": ["momentum_buffer: torch.float16"], "weight moved": True},
    },
    "[Muon-bfloat16]": {
        ">=1.0": {"before the first step": [], "after it": ["momentum_buffer: torch.bfloat16"], "weight moved": True},
    },
    "[Rprop-float32]": {
        "<2.4": {
            "before the first step": [],
            "after it": ["prev: torch.float32", "step: int", "step_size: torch.float32"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["prev: torch.float32", "step: torch.float32", "step_size: torch.float32"],
            "weight moved": True,
        },
    },
    "[Rprop-float64]": {
        "<2.4": {
            "before the first step": [],
            "after it": ["prev: torch.float64", "step: int", "step_size: torch.float64"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["prev: torch.float64", "step: torch.float32", "step_size: torch.float64"],
            "weight moved": True,
        },
    },
    "[Rprop-float16]": {
        "<2.1": {"before the first step": [], "raises": "RuntimeError"},
        ">=2.1,<2.4": {
            "before the first step": [],
            "after it": ["prev: torch.float16", "step: int", "step_size: torch.float16"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["prev: torch.float16", "step: torch.float32", "step_size: torch.float16"],
            "weight moved": True,
        },
    },
    "[Rprop-bfloat16]": {
        "<1.10": {"before the first step": [], "raises": "RuntimeError"},
        ">=1.10,<2.4": {
            "before the first step": [],
            "after it": ["prev: torch.bfloat16", "step: int", "step_size: torch.bfloat16"],
            "weight moved": True,
        },
        ">=2.4": {
            "before the first step": [],
            "after it": ["prev: torch.bfloat16", "step: torch.float32", "step_size: torch.bfloat16"],
            "weight moved": True,
        },
    },
}

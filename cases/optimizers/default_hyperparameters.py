"""Did the defaults of an optimizer's hyperparameters change?

Hardly. In 1.3 Adagrad got a visible eps of 1e-10 (it was fixed before), and LBFGS a tolerance_grad of 1e-7 where it
was 1e-5: since 1.2 that limit holds for the largest entry of the gradient and no longer for its sum.
In 2.2 SGD got a learning rate of 0.001, where it had refused to do without.
AdamW decays by 0.01 unless told otherwise, Muon by 0.1, all others do not decay.

https://github.com/pytorch/pytorch/pull/24980
https://github.com/pytorch/pytorch/pull/25240
https://github.com/pytorch/pytorch/pull/114467
https://pytorch.org/docs/stable/optim.html
https://pytorch.org/docs/stable/generated/torch.optim.LBFGS.html
"""

import torch

TORCH = {"[AdamW]": ">=1.2", "[NAdam]": ">=1.10", "[RAdam]": ">=1.10", "[Adafactor]": ">=2.5", "[Muon]": ">=2.9"}

PARAMS = {
    "optimizer": [
        "SGD", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "ASGD", "Rprop",
        "SparseAdam", "LBFGS", "Adafactor", "Muon",
    ],
}  # fmt: skip # rows of names


def observe(optimizer):
    weight = torch.ones(2, 2, requires_grad=True)
    defaults = getattr(torch.optim, optimizer)([weight]).defaults
    numbers = [name for name in sorted(defaults) if type(defaults[name]) in (int, float, tuple)]
    yield "defaults", [name + "=" + str(defaults[name]) for name in numbers]


EXPECT = {
    "[SGD]": {
        "<2.2": {"raises": "ValueError"},
        ">=2.2": {"defaults": ["dampening=0", "lr=0.001", "momentum=0", "weight_decay=0"]},
    },
    "[Adam]": {">=1.0": {"defaults": ["betas=(0.9, 0.999)", "eps=1e-08", "lr=0.001", "weight_decay=0"]}},
    "[RAdam]": {">=1.0": {"defaults": ["betas=(0.9, 0.999)", "eps=1e-08", "lr=0.001", "weight_decay=0"]}},
    "[AdamW]": {">=1.0": {"defaults": ["betas=(0.9, 0.999)", "eps=1e-08", "lr=0.001", "weight_decay=0.01"]}},
    "[NAdam]": {
        ">=1.0": {
            "defaults": ["betas=(0.9, 0.999)", "eps=1e-08", "lr=0.002", "momentum_decay=0.004", "weight_decay=0"],
        },
    },
    "[Adamax]": {">=1.0": {"defaults": ["betas=(0.9, 0.999)", "eps=1e-08", "lr=0.002", "weight_decay=0"]}},
    "[Adagrad]": {
        "<1.3": {"defaults": ["initial_accumulator_value=0", "lr=0.01", "lr_decay=0", "weight_decay=0"]},
        ">=1.3": {"defaults": ["eps=1e-10", "initial_accumulator_value=0", "lr=0.01", "lr_decay=0", "weight_decay=0"]},
    },
    "[Adadelta]": {">=1.0": {"defaults": ["eps=1e-06", "lr=1.0", "rho=0.9", "weight_decay=0"]}},
    "[RMSprop]": {">=1.0": {"defaults": ["alpha=0.99", "eps=1e-08", "lr=0.01", "momentum=0", "weight_decay=0"]}},
    "[ASGD]": {">=1.0": {"defaults": ["alpha=0.75", "lambd=0.0001", "lr=0.01", "t0=1000000.0", "weight_decay=0"]}},
    "[Rprop]": {">=1.0": {"defaults": ["etas=(0.5, 1.2)", "lr=0.01", "step_sizes=(1e-06, 50)"]}},
    "[SparseAdam]": {">=1.0": {"defaults": ["betas=(0.9, 0.999)", "eps=1e-08", "lr=0.001"]}},
    "[LBFGS]": {
        "<1.3": {
            "defaults": [
                "history_size=100",
                "lr=1",
                "max_eval=25",
                "max_iter=20",
                "tolerance_change=1e-09",
                "tolerance_grad=1e-05",
            ],
        },
        ">=1.3": {
            "defaults": [
                "history_size=100",
                "lr=1",
                "max_eval=25",
                "max_iter=20",
                "tolerance_change=1e-09",
                "tolerance_grad=1e-07",
            ],
        },
    },
    "[Adafactor]": {
        ">=1.0": {"defaults": ["beta2_decay=-0.8", "d=1.0", "eps=(None, 0.001)", "lr=0.01", "weight_decay=0.0"]},
    },
    "[Muon]": {
        ">=1.0": {
            "defaults": [
                "eps=1e-07",
                "lr=0.001",
                "momentum=0.95",
                "ns_coefficients=(3.4445, -4.775, 2.0315)",
                "ns_steps=5",
                "weight_decay=0.1",
            ],
        },
    },
}

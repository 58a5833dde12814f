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

"""Does an optimizer treat a complex parameter as the pair of its real and imaginary parts?

That is what stepping as if there were two real parameters means, and it shows in the averages: an Adam that squares
a complex gradient as a complex number is another method.
Adadelta did not move at all and Adagrad moved wrongly until 1.10; both are right since 1.11.
Adam, AdamW and RMSprop moved wrongly, Adamax and Rprop raised until 1.12; all are right since 1.13.
NAdam followed in 2.2; LBFGS raised until 2.2, and is right since 2.3 (no note found).
SGD and ASGD have always been right, being linear in the gradient.

https://github.com/pytorch/pytorch/pull/66587
https://github.com/pytorch/pytorch/pull/66671
https://github.com/pytorch/pytorch/pull/110634
https://github.com/pytorch/pytorch/issues/59998
https://github.com/pytorch/pytorch/issues/65711
https://github.com/pytorch/pytorch/issues/110606
https://pytorch.org/docs/stable/optim.html
"""

import torch

TORCH = {"[NAdam]": ">=1.10", "[RAdam]": ">=1.10", "[*]": ">=1.8"}

PARAMS = {
    "optimizer": [
        "SGD",
        "Adam",
        "AdamW",
        "Adamax",
        "NAdam",
        "RAdam",
        "RMSprop",
        "Rprop",
        "Adagrad",
        "Adadelta",
        "ASGD",
        "LBFGS",
    ]
}


def observe(device, optimizer):
    kind = getattr(torch.optim, optimizer)
    start = [[1.0, 2.0], [-3.0, 0.5]]
    z = torch.view_as_complex(torch.tensor(start, device=device)).requires_grad_()
    pair = torch.tensor(start, device=device, requires_grad=True)
    arguments = {"lr": 0.1, "momentum": 0.9} if optimizer == "SGD" else {"lr": 0.1}

    def train(tensor, loss):
        chosen = kind([tensor], **arguments)

        def closure():
            chosen.zero_grad()
            out = loss()
            out.backward()
            return out

        for _ in range(2):
            chosen.step(closure)

    train(pair, lambda: ((torch.view_as_complex(pair) - 1j).abs() ** 2).sum())
    train(z, lambda: ((z - 1j).abs() ** 2).sum())
    after = torch.view_as_real(z.detach())
    yield "moved", bool((after != torch.tensor(start, device=device)).all())
    yield "as the pair of its parts", bool(torch.allclose(after, pair.detach(), atol=1e-5))


EXPECT = {
    "[ASGD]": {">=1.0": {"moved": True, "as the pair of its parts": True}},
    "[RAdam]": {">=1.0": {"moved": True, "as the pair of its parts": True}},
    "[SGD]": {">=1.0": {"moved": True, "as the pair of its parts": True}},
    "[Adam]": {
        "<1.13": {"moved": True, "as the pair of its parts": False},
        ">=1.13": {"moved": True, "as the pair of its parts": True},
    },
    "[AdamW]": {
        "<1.13": {"moved": True, "as the pair of its parts": False},
        ">=1.13": {"moved": True, "as the pair of its parts": True},
    },
    "[RMSprop]": {
        "<1.13": {"moved": True, "as the pair of its parts": False},
        ">=1.13": {"moved": True, "as the pair of its parts": True},
    },
    "[Adamax]": {"<1.13": {"raises": "RuntimeError"}, ">=1.13": {"moved": True, "as the pair of its parts": True}},
    "[Rprop]": {"<1.13": {"raises": "RuntimeError"}, ">=1.13": {"moved": True, "as the pair of its parts": True}},
    "[NAdam]": {
        "<2.2": {"moved": True, "as the pair of its parts": False},
        ">=2.2": {"moved": True, "as the pair of its parts": True},
    },
    "[Adagrad]": {
        "<1.11": {"moved": True, "as the pair of its parts": False},
        ">=1.11": {"moved": True, "as the pair of its parts": True},
    },
    "[Adadelta]": {
        "<1.11": {"moved": False, "as the pair of its parts": False},
        ">=1.11": {"moved": True, "as the pair of its parts": True},
    },
    "[LBFGS]": {
        "<2.3": {"raises": "RuntimeError"},
        ">=2.3,<2.8": {"moved": True, "as the pair of its parts": True},
        ">=2.8,<2.9": {"moved": True, "as the pair of its parts": True, "warns": ["UserWarning"]},
        ">=2.9": {"moved": True, "as the pair of its parts": True},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/59998",
        "says": "Adam squares a complex gradient as a complex number, which is not Adam on the two parts.",
        "facts": {"as the pair of its parts": False},
        "rows": "[Adam]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/110606",
        "says": "NAdam and RAdam do not support complex parameters: RAdam.",
        "facts": {"as the pair of its parts": False},
        "rows": "[RAdam]",
    },
]

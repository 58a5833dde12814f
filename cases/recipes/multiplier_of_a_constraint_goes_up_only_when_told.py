"""How does a Lagrange multiplier, or any other adversary, go up on the loss that the weights go down on?

In one optimizer with the weights it goes down like everything else, away from the constraint.
Ways to turn it: the sign of its gradient, an optimizer of its own on the negated loss,
`maximize=True` (from 1.11 on),
or a learning-rate sign, which every optimizer refuses.
Adam sees only the sign of the first gradient, so each way gives the same number there.
Weight decay pulls towards zero in either direction; only SGD with `maximize=True` turned the sign of the decay too,
in 1.11 and 1.12, and adds it after the turn since 1.13, silently.

https://pytorch.org/docs/stable/generated/torch.optim.SGD.html
https://github.com/pytorch/pytorch/issues/68052
https://github.com/pytorch/pytorch/pull/68164
https://github.com/pytorch/pytorch/pull/81859
"""

import torch

PARAMS = {
    "turned_by": ["nothing", "sign_of_grad", "hook", "negated_loss", "maximize", "negative_lr"],
    "optimizer": ["SGD", "SGD_decay", "Adam", "Adam_decay"],
}
TORCH = {"[maximize-*]": ">=1.11"}


def observe(device, turned_by, optimizer):
    weight = torch.full((1,), 2.0, device=device, requires_grad=True)
    multiplier = torch.ones(1, device=device, requires_grad=True)
    options = {"lr": -0.1 if turned_by == "negative_lr" else 0.1}
    if optimizer.endswith("decay"):
        options["weight_decay"] = 0.5
    if turned_by == "maximize":
        options["maximize"] = True
    descent = torch.optim.SGD([weight], lr=0.1)
    ascent = (torch.optim.SGD if optimizer.startswith("SGD") else torch.optim.Adam)([multiplier], **options)
    if turned_by == "hook":
        multiplier.register_hook(lambda grad: -grad)

    loss = (weight**2 + multiplier * (weight - 1)).sum()
    if turned_by == "negated_loss":
        multiplier.grad = torch.autograd.grad(-loss, multiplier, retain_graph=True)[0]
        weight.grad = torch.autograd.grad(loss, weight)[0]
    else:
        loss.backward()
    if turned_by == "sign_of_grad":
        multiplier.grad.neg_()
    descent.step()
    ascent.step()
    yield "weight", [round(entry, 4) for entry in weight.tolist()]
    yield "multiplier", [round(entry, 4) for entry in multiplier.tolist()]


EXPECT = {
    "[nothing-Adam]": {">=1.0": {"weight": [1.5], "multiplier": [0.9]}},
    "[nothing-Adam_decay]": {">=1.0": {"weight": [1.5], "multiplier": [0.9]}},
    "[nothing-SGD]": {">=1.0": {"weight": [1.5], "multiplier": [0.9]}},
    "[nothing-SGD_decay]": {">=1.0": {"weight": [1.5], "multiplier": [0.85]}},
    "[hook-Adam]": {">=1.0": {"weight": [1.5], "multiplier": [1.1]}},
    "[hook-Adam_decay]": {">=1.0": {"weight": [1.5], "multiplier": [1.1]}},
    "[hook-SGD]": {">=1.0": {"weight": [1.5], "multiplier": [1.1]}},
    "[maximize-Adam]": {">=1.0": {"weight": [1.5], "multiplier": [1.1]}},
    "[maximize-Adam_decay]": {">=1.0": {"weight": [1.5], "multiplier": [1.1]}},
    "[maximize-SGD]": {">=1.0": {"weight": [1.5], "multiplier": [1.1]}},
    "[negated_loss-Adam]": {">=1.0": {"weight": [1.5], "multiplier": [1.1]}},
    "[negated_loss-Adam_decay]": {">=1.0": {"weight": [1.5], "multiplier": [1.1]}},
    "[negated_loss-SGD]": {">=1.0": {"weight": [1.5], "multiplier": [1.1]}},
    "[sign_of_grad-Adam]": {">=1.0": {"weight": [1.5], "multiplier": [1.1]}},
    "[sign_of_grad-Adam_decay]": {">=1.0": {"weight": [1.5], "multiplier": [1.1]}},
    "[sign_of_grad-SGD]": {">=1.0": {"weight": [1.5], "multiplier": [1.1]}},
    "[hook-SGD_decay]": {">=1.0": {"weight": [1.5], "multiplier": [1.05]}},
    "[negated_loss-SGD_decay]": {">=1.0": {"weight": [1.5], "multiplier": [1.05]}},
    "[sign_of_grad-SGD_decay]": {">=1.0": {"weight": [1.5], "multiplier": [1.05]}},
    "[maximize-SGD_decay]": {
        "<1.13": {"weight": [1.5], "multiplier": [1.15]},
        ">=1.13": {"weight": [1.5], "multiplier": [1.05]},
    },
    "[negative_lr-*]": {">=1.0": {"raises": "ValueError"}},
}

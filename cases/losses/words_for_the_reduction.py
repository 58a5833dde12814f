"""Which words does a loss take for its reduction, and what do the old flags still do?

"mean", "sum" and "none" are the words; "elementwise_mean" was the first name of "mean", and "batchmean" divides by
the batch's size.
The flags size_average and reduce are deprecated and still work, with a warning.
A word that a loss does not know raises a ValueError.
None is no word: until 1.1 the error was a TypeError, from putting the message together, and a ValueError since 1.2;
poisson_nll still raises the TypeError.
poisson_nll took any word for a sum, "mean" in 1.0.0 and the others in 1.0; since 1.1 it is like the other losses.
kl_div with "mean" divides by all entries, which is not the divergence, and warns since 1.1 or so.
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

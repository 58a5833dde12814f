"""What do losses and their gradients give where nothing is left to average, or at a probability of 0 or 1?

The mean over no targets is nan: of an empty batch always, in cross entropy with all targets ignored since 1.11
(0 before), where the gradient is zeros all the same; with a weight of zero it became nan too.
Binary cross entropy of a certain but wrong prediction was 27.63 until 1.4 and is 100 since 1.5; its gradient
stays huge
and finite. With logits both are exact.
`ctc_loss` of a target that is too long is infinite; `zero_infinity=True`, since 1.1, makes it and its gradient zero.
A target of another shape is broadcast, and warns since 1.1 (UserWarning).

https://github.com/pytorch/pytorch/issues/70348
https://github.com/pytorch/pytorch/pull/64572
https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html
https://docs.pytorch.org/docs/stable/generated/torch.nn.CTCLoss.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "at": [
        "cross_entropy, all ignored",
        "cross_entropy, all ignored, sum",
        "cross_entropy, empty batch",
        "cross_entropy, a class of zero weight",
        "cross_entropy of -inf",
        "mse_loss, empty batch",
        "mse_loss of another shape",
        "l1_loss of another shape",
        "binary_cross_entropy at 0 and 1",
        "bce_with_logits at 100",
        "nll_loss of a target out of range",
        "ctc_loss too long",
        "ctc_loss too long, zero_infinity",
        "kl_div of -inf",
        "triplet at one point",
        "cosine_embedding_loss of zeros",
    ]
}
TORCH = {"[ctc_loss too long, zero_infinity]": ">=1.1"}


def observe(device, at):
    x = torch.tensor([[0.0, 1.0]], device=device, requires_grad=True)
    none = torch.ones(0, 2, device=device, requires_grad=True)
    ignored = torch.tensor([-100], device=device)
    long = torch.zeros(1, 1, 3, device=device).requires_grad_()
    lengths = torch.tensor([1]), torch.tensor([2])
    leaf, loss = {
        "cross_entropy, all ignored": lambda: (x, F.cross_entropy(x, ignored)),
        "cross_entropy, all ignored, sum": lambda: (x, F.cross_entropy(x, ignored, reduction="sum")),
        "cross_entropy, empty batch": lambda: (none, F.cross_entropy(none, ignored[:0])),
        "cross_entropy, a class of zero weight": lambda: (x, F.cross_entropy(x, ignored * 0, torch.zeros_like(x[0]))),
        "cross_entropy of -inf": lambda: (x, F.cross_entropy(x.log(), ignored * 0 + 1)),
        "mse_loss, empty batch": lambda: (none, F.mse_loss(none, torch.ones_like(none))),
        "mse_loss of another shape": lambda: (x, F.mse_loss(x.t(), torch.ones_like(x[0]))),
        "l1_loss of another shape": lambda: (x, F.l1_loss(x.t(), torch.ones_like(x[0]))),
        "binary_cross_entropy at 0 and 1": lambda: (x, F.binary_cross_entropy(x, 1 - x.detach())),
        "bce_with_logits at 100": lambda: (x, F.binary_cross_entropy_with_logits(x * 100, torch.zeros_like(x))),
        "nll_loss of a target out of range": lambda: (x, F.nll_loss(x, ignored * 0 + 5)),
        "ctc_loss too long": lambda: (long, F.ctc_loss(long.log_softmax(2), torch.tensor([[1, 1]]), *lengths)),
        "ctc_loss too long, zero_infinity": lambda: (
            long,
            F.ctc_loss(long.log_softmax(2), torch.tensor([[1, 1]]), *lengths, zero_infinity=True),
        ),
        "kl_div of -inf": lambda: (x, F.kl_div(x.log(), torch.zeros_like(x), reduction="sum")),
        "triplet at one point": lambda: (x, F.triplet_margin_loss(x, x, x)),
        "cosine_embedding_loss of zeros": lambda: (x, F.cosine_embedding_loss(x * 0, x * 0, x.new_ones(1))),
    }[at]()
    yield "loss", float(loss.detach())
    loss.backward()
    yield "gradient", leaf.grad.view(-1).tolist()

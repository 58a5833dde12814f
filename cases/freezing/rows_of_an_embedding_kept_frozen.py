"""How can some rows of an embedding be kept frozen while the others train?

`requires_grad` is a flag of the whole tensor, so rows have to be kept in another way.
Zeroing their gradient, by a hook or by hand, is enough for plain SGD alone: weight decay and the averages of Adam
move a row whose gradient is zero. A row that no batch contains is no better off.
`padding_idx` gives its row a zero gradient from the start, so that the averages leave it, but decay moves it.
Two embeddings, or a copy back after the step, are safe with every optimizer.
With sparse gradients the row is not in the gradient at all: plain SGD leaves it, Adam and weight decay raise,
and momentum, which remembers the row from before, moves it.
From 1.1 to 1.12 sparse momentum raised in its second step, because the buffer was made by `detach()` and
a detached tensor might not change its indices; since 1.13 it may.

https://discuss.pytorch.org/t/updating-part-of-an-embedding-matrix-only-for-out-of-vocab-words/33297/2
https://github.com/pytorch/pytorch/pull/13827
https://github.com/pytorch/pytorch/pull/83590
https://pytorch.org/docs/stable/generated/torch.nn.Embedding.html
"""

import torch
from torch import nn

PARAMS = {
    "kept_by": [
        "nothing",
        "hook",
        "zeroed_by_hand",
        "padding_idx",
        "copied_back",
        "sparse",
        "two_tables",
        "never_used",
    ],
    "optimizer": ["SGD", "SGD_decay", "momentum_late", "Adam_late", "AdamW"],
}

TORCH = {"[*-AdamW]": ">=1.2"}


def observe(device, kept_by, optimizer):
    frozen = torch.ones(1, 2, device=device)
    table = nn.Embedding(3, 2, padding_idx=0 if kept_by == "padding_idx" else None, sparse=kept_by == "sparse")
    table = table.to(device)
    with torch.no_grad():
        table.weight.fill_(1.0)
    make = {
        "SGD": lambda: torch.optim.SGD(table.parameters(), lr=0.1),
        "SGD_decay": lambda: torch.optim.SGD(table.parameters(), lr=0.1, weight_decay=0.5),
        "momentum_late": lambda: torch.optim.SGD(table.parameters(), lr=0.1, momentum=0.9),
        "Adam_late": lambda: torch.optim.Adam(table.parameters(), lr=0.1),
        "AdamW": lambda: torch.optim.AdamW(table.parameters(), lr=0.1),
    }
    chosen = make[optimizer]()
    if optimizer.endswith("late"):
        table(torch.tensor([0, 1, 2], device=device)).sum().backward()
        chosen.step()
        table.weight.grad = None
    if kept_by == "hook":
        table.weight.register_hook(lambda grad: grad * torch.tensor([[0.0], [1.0], [1.0]], device=device))
    before = table.weight.detach().clone()
    rows = torch.tensor([1, 2] if kept_by in ("sparse", "two_tables", "never_used") else [0, 1, 2], device=device)
    out = table(rows).sum()
    if kept_by == "two_tables":
        out = torch.cat([frozen, table(rows)]).sum()
    out.backward()
    if kept_by == "zeroed_by_hand":
        table.weight.grad[0] = 0
    chosen.step()
    if kept_by == "copied_back":
        with torch.no_grad():
            table.weight[0] = before[0]
    row = frozen if kept_by == "two_tables" else table.weight[:1]
    yield "kept row moved", bool((row != before[:1]).any()) if kept_by != "two_tables" else bool((row != 1).any())
    yield "other rows moved", bool((table.weight[1:] != before[1:]).all())


EXPECT = {
    "[nothing-*]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[hook-AdamW]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[hook-Adam_late]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[hook-SGD_decay]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[hook-momentum_late]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[never_used-AdamW]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[never_used-Adam_late]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[never_used-SGD_decay]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[never_used-momentum_late]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[padding_idx-AdamW]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[padding_idx-SGD_decay]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[zeroed_by_hand-AdamW]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[zeroed_by_hand-Adam_late]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[zeroed_by_hand-SGD_decay]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[zeroed_by_hand-momentum_late]": {">=1.0": {"kept row moved": True, "other rows moved": True}},
    "[copied_back-*]": {">=1.0": {"kept row moved": False, "other rows moved": True}},
    "[two_tables-*]": {">=1.0": {"kept row moved": False, "other rows moved": True}},
    "[hook-SGD]": {">=1.0": {"kept row moved": False, "other rows moved": True}},
    "[never_used-SGD]": {">=1.0": {"kept row moved": False, "other rows moved": True}},
    "[padding_idx-Adam_late]": {">=1.0": {"kept row moved": False, "other rows moved": True}},
    "[padding_idx-SGD]": {">=1.0": {"kept row moved": False, "other rows moved": True}},
    "[padding_idx-momentum_late]": {">=1.0": {"kept row moved": False, "other rows moved": True}},
    "[sparse-SGD]": {">=1.0": {"kept row moved": False, "other rows moved": True}},
    "[zeroed_by_hand-SGD]": {">=1.0": {"kept row moved": False, "other rows moved": True}},
    "[sparse-AdamW]": {">=1.0": {"raises": "RuntimeError"}},
    "[sparse-Adam_late]": {">=1.0": {"raises": "RuntimeError"}},
    "[sparse-SGD_decay]": {">=1.0": {"raises": "RuntimeError"}},
    "[sparse-momentum_late]": {
        "<1.1": {"kept row moved": True, "other rows moved": True},
        ">=1.1,<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"kept row moved": True, "other rows moved": True},
    },
}

CLAIMS = [
    {
        "source": "https://discuss.pytorch.org/t/updating-part-of-an-embedding-matrix-only-for-out-of-vocab-words/33297/2",
        "says": "The usual optimizers leave entries alone whose gradient is always zero: SGD with weight decay.",
        "facts": {"kept row moved": False},
        "rows": "[hook-SGD_decay]",
    },
    {
        "source": "https://discuss.pytorch.org/t/updating-part-of-an-embedding-matrix-only-for-out-of-vocab-words/33297/2",
        "says": "The usual optimizers leave entries alone whose gradient is always zero: plain SGD.",
        "facts": {"kept row moved": False},
        "rows": "[hook-SGD]",
    },
    {
        "source": "https://discuss.pytorch.org/t/updating-part-of-an-embedding-matrix-only-for-out-of-vocab-words/33297/2",
        "says": "The usual optimizers leave entries alone whose gradient is always zero: AdamW, which decays.",
        "facts": {"kept row moved": False},
        "rows": "[hook-AdamW]",
    },
]

"""Which optimizers take the sparse gradient of an embedding, and which rows do they move?

A table of three rows is trained on row 0, then on row 1; row 2 is never looked up.
With a dense gradient the absent rows have zeros: Adam and momentum move row 0 in the second step, decay moves
every row.
Of the sparse gradients SparseAdam, SGD and Adagrad move the present rows only; most others raise a RuntimeError,
and so does weight decay, which is not compatible with them. AdamW and Muon have a weight decay by default.
In 1.7 SparseAdam could not be given `model.parameters()`: its check used the generator up (mended in 1.8).
Momentum turns the sparse gradient into a dense direction: row 0 moves on.
From 1.1 to 1.12 the second step failed, since the buffer was a detached sparse tensor, whose indices may not change;
since 1.13 it works again, as in 1.0 (no note found).
Since 2.11 Adagrad's sparse step comes with a warning that sparse invariants are not checked (no note found).

https://github.com/pytorch/pytorch/issues/47594
https://github.com/pytorch/pytorch/pull/47724
https://github.com/pytorch/pytorch/pull/13827
https://github.com/pytorch/pytorch/issues/15070
https://github.com/pytorch/pytorch/issues/18404
https://github.com/pytorch/pytorch/issues/1285
https://pytorch.org/docs/stable/generated/torch.nn.Embedding.html
"""

import torch
from torch import nn

TORCH = {"[AdamW*]": ">=1.2", "[NAdam*]": ">=1.10", "[RAdam*]": ">=1.10", "[Adafactor*]": ">=2.5", "[Muon*]": ">=2.9"}

PARAMS = {
    "optimizer": [
        "SGD", "momentum", "SGD+decay", "SparseAdam", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad",
        "Adagrad+decay", "Adadelta", "RMSprop", "ASGD", "Rprop", "LBFGS", "Adafactor", "Muon",
    ],
    "gradient": ["sparse", "dense"],
}  # fmt: skip # rows of names


def observe(device, optimizer, gradient):
    table = nn.Embedding(3, 2, sparse=gradient == "sparse").to(device)
    nn.init.constant_(table.weight, 3)
    name, _, decay = optimizer.partition("+")
    options = {"momentum": {"momentum": 0.9}, "LBFGS": {"max_iter": 1}}.get(name, {})
    options = dict(options, weight_decay=0.5) if decay else options
    optimizer = getattr(torch.optim, "SGD" if name == "momentum" else name)(table.parameters(), lr=0.05, **options)
    for row in (0, 1):
        optimizer.zero_grad()
        table(torch.tensor([row], device=device)).sum().backward()
        before = table.weight.detach().clone()
        optimizer.step(lambda: torch.zeros(()))
        moved = (table.weight != before).any(1)
        yield "rows that moved", [index for index in range(3) if moved[index]]


EXPECT = {
    "[SGD-*]": {">=1.0": {"rows that moved": [[0], [1]]}},
    "[Adadelta-dense]": {">=1.0": {"rows that moved": [[0], [1]]}},
    "[Adafactor-dense]": {">=1.0": {"rows that moved": [[0], [1]]}},
    "[Adagrad-dense]": {">=1.0": {"rows that moved": [[0], [1]]}},
    "[RMSprop-dense]": {">=1.0": {"rows that moved": [[0], [1]]}},
    "[Rprop-dense]": {">=1.0": {"rows that moved": [[0], [1]]}},
    "[momentum-sparse]": {
        "<1.1": {"rows that moved": [[0], [0, 1]]},
        ">=1.1,<1.13": {"rows that moved": [0], "raises": "RuntimeError"},
        ">=1.13": {"rows that moved": [[0], [0, 1]]},
    },
    "[LBFGS-*]": {">=1.0": {"rows that moved": [[0], [0, 1]]}},
    "[Adam-dense]": {">=1.0": {"rows that moved": [[0], [0, 1]]}},
    "[Adamax-dense]": {">=1.0": {"rows that moved": [[0], [0, 1]]}},
    "[NAdam-dense]": {">=1.0": {"rows that moved": [[0], [0, 1]]}},
    "[RAdam-dense]": {">=1.0": {"rows that moved": [[0], [0, 1]]}},
    "[momentum-dense]": {">=1.0": {"rows that moved": [[0], [0, 1]]}},
    "[ASGD-sparse]": {">=1.0": {"raises": "RuntimeError"}},
    "[Adadelta-sparse]": {">=1.0": {"raises": "RuntimeError"}},
    "[Adafactor-sparse]": {">=1.0": {"raises": "RuntimeError"}},
    "[Adagrad+decay-sparse]": {">=1.0": {"raises": "RuntimeError"}},
    "[Adam-sparse]": {">=1.0": {"raises": "RuntimeError"}},
    "[AdamW-sparse]": {">=1.0": {"raises": "RuntimeError"}},
    "[Adamax-sparse]": {">=1.0": {"raises": "RuntimeError"}},
    "[Muon-sparse]": {">=1.0": {"raises": "RuntimeError"}},
    "[NAdam-sparse]": {">=1.0": {"raises": "RuntimeError"}},
    "[RAdam-sparse]": {">=1.0": {"raises": "RuntimeError"}},
    "[RMSprop-sparse]": {">=1.0": {"raises": "RuntimeError"}},
    "[Rprop-sparse]": {">=1.0": {"raises": "RuntimeError"}},
    "[SGD+decay-sparse]": {">=1.0": {"raises": "RuntimeError"}},
    "[ASGD-dense]": {">=1.0": {"rows that moved": [[0, 1, 2], [0, 1, 2]]}},
    "[Adagrad+decay-dense]": {">=1.0": {"rows that moved": [[0, 1, 2], [0, 1, 2]]}},
    "[AdamW-dense]": {">=1.0": {"rows that moved": [[0, 1, 2], [0, 1, 2]]}},
    "[Muon-dense]": {">=1.0": {"rows that moved": [[0, 1, 2], [0, 1, 2]]}},
    "[SGD+decay-dense]": {">=1.0": {"rows that moved": [[0, 1, 2], [0, 1, 2]]}},
    "[SparseAdam-sparse]": {
        "<1.7": {"rows that moved": [[0], [1]]},
        ">=1.7,<1.8": {"raises": "ValueError"},
        ">=1.8": {"rows that moved": [[0], [1]]},
    },
    "[SparseAdam-dense]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7,<1.8": {"raises": "ValueError"},
        ">=1.8": {"raises": "RuntimeError"},
    },
    "[Adagrad-sparse]": {
        "<2.11": {"rows that moved": [[0], [1]]},
        ">=2.11": {"rows that moved": [[0], [1]], "warns": ["UserWarning"]},
    },
}

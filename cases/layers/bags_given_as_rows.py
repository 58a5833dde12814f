"""Does an EmbeddingBag with include_last_offset=True make a bag of each row of a 2D input?

It did not: the offsets that the layer made for the rows were read as if the last were an end,
so one bag too few came out, the words of the last row were in no bag,
and their gradient came from memory that was none of theirs: any number, another one in each run.
Nothing warned; a loss over the whole output is simply computed from fewer rows.
A mean and a maximum raised until 1.6, and in 1.7 and 1.8 the gradient of the mean was twice what its value says
(no note found).
Since 2.0, most likely with #90358, the maximum took the words of the last row into the only bag as well.
Since 2.10 (#168159) the flag is left out of account for a 2D input.

https://github.com/pytorch/pytorch/pull/168159
https://github.com/pytorch/pytorch/pull/90358
https://github.com/pytorch/pytorch/issues/106374
https://github.com/pytorch/pytorch/issues/167974
"""

import torch
import torch.nn.functional as F

TORCH = ">=1.5"

PARAMS = {"mode": ["sum", "mean", "max"], "include_last_offset": [False, True]}


def observe(device, mode, include_last_offset):
    weight = torch.tensor([[1.0], [2.0], [3.0], [4.0]], device=device, requires_grad=True)
    words = torch.tensor([[0, 1], [2, 3]], device=device)
    bags = F.embedding_bag(words, weight, mode=mode, include_last_offset=include_last_offset)
    yield "bags", bags.flatten().tolist()
    bags.sum().backward()
    yield "gradient of the words of the first row", weight.grad[:2].flatten().tolist()


EXPECT = {
    "[sum-False]": {">=1.0": {"bags": [3.0, 7.0], "gradient of the words of the first row": [1.0, 1.0]}},
    "[sum-True]": {
        "<2.10": {"bags": [3.0], "gradient of the words of the first row": [1.0, 1.0]},
        ">=2.10": {"bags": [3.0, 7.0], "gradient of the words of the first row": [1.0, 1.0]},
    },
    "[mean-False]": {">=1.0": {"bags": [1.5, 3.5], "gradient of the words of the first row": [0.5, 0.5]}},
    "[mean-True]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7,<1.9": {"bags": [0.75], "gradient of the words of the first row": [0.5, 0.5]},
        ">=1.9,<2.10": {"bags": [0.75], "gradient of the words of the first row": [0.25, 0.25]},
        ">=2.10": {"bags": [1.5, 3.5], "gradient of the words of the first row": [0.5, 0.5]},
    },
    "[max-False]": {">=1.0": {"bags": [2.0, 4.0], "gradient of the words of the first row": [0.0, 1.0]}},
    "[max-True]": {
        "<1.7": {"bags": [2.0], "raises": "RuntimeError"},
        ">=1.7,<2.0": {"bags": [2.0], "gradient of the words of the first row": [0.0, 1.0]},
        ">=2.0,<2.10": {"bags": [4.0], "gradient of the words of the first row": [0.0, 0.0]},
        ">=2.10": {"bags": [2.0, 4.0], "gradient of the words of the first row": [0.0, 1.0]},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/167974",
        "says": "With a 2D input and include_last_offset=True the last bag is missing.",
        "facts": {"bags": [3.0]},
        "rows": "[sum-True]",
    },
]

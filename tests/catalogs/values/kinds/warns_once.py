"""Is a warning that C++ gives once a process recorded in every row?

https://example.org/
"""

import torch

PARAMS = {"turn": ["a", "b", "c"]}


def observe(turn):
    torch.meshgrid(torch.ones(1), torch.ones(1))
    yield "done", True

"""Are rows seeded alike?

https://example.org/
"""

import random

import torch

PARAMS = {"turn": [1, 2, 3]}


def observe(turn):
    yield "torch", [float(number) for number in torch.rand(3)]
    yield "random", random.random()

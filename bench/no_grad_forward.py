"""Forward in grad mode and under no_grad, in turns, on one thread; runs inside a pinned environment, Python 3.7.

Prints {model: [ratio of each repetition: no_grad over grad mode]}.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import torch
from torch import nn

REPETITIONS, SECONDS = 101, 0.01


def models() -> Iterator[tuple[str, nn.Module, torch.Tensor]]:
    """A multi-layer perceptron and a small convolutional net, each with a batch."""
    mlp = nn.Sequential(nn.Linear(196, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10))
    convolution = nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.AdaptiveAvgPool2d(1),
    )  # fmt: skip # a layer a line says nothing more
    yield "MLP, batch 1", mlp, torch.randn(1, 196)
    yield "MLP, batch 64", mlp, torch.randn(64, 196)
    yield "conv net, batch 8", convolution, torch.randn(8, 3, 32, 32)


def timed(model: nn.Module, batch: torch.Tensor, times: int) -> float:
    """Processor seconds of some forwards in the current mode; another program on the core does not count."""
    began = time.process_time()
    for _ in range(times):
        model(batch)
    return time.process_time() - began


def ratios(model: nn.Module, batch: torch.Tensor) -> Iterator[float]:
    """One ratio a repetition, the order within it changing from one to the next."""
    times = max(1, int(SECONDS / (timed(model, batch, 10) / 10)))
    for number in range(REPETITIONS):
        seconds = {}
        for mode in (True, False) if number % 2 else (False, True):
            with torch.set_grad_enabled(mode):
                seconds[mode] = timed(model, batch, times)
        yield seconds[False] / seconds[True]


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.manual_seed(0)
    print(json.dumps({name: list(ratios(model, batch)) for name, model, batch in models()}))

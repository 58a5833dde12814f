"""Does running a batch norm network twice before one backward raise, alone and under DistributedDataParallel?

Alone it works in all releases: the running averages change in place, but training mode does not save them.
Under DistributedDataParallel each forward first broadcasts the buffers of rank 0, in place, even with one
process and in evaluation mode, which invalidates what the first forward saved: backward raised until 2.11.
Since 2.12 it works: the broadcast still writes in place, but past the version counter, so that nothing is checked.
`broadcast_buffers=False` was the usual way out; since 2.13 it warns (FutureWarning) and asks for
`forward_sync_buffers`.

https://github.com/pytorch/pytorch/issues/22095
https://github.com/pytorch/pytorch/issues/65907
https://github.com/pytorch/pytorch/issues/175024
https://github.com/pytorch/pytorch/pull/175851
https://github.com/pytorch/pytorch/pull/178054
"""

import contextlib
import os
import tempfile

import torch
from torch import distributed, nn

PARAMS = {
    "wrapped": ["no", "DDP", "DDP without broadcast"],
    "modes": ["train train", "eval eval", "eval train", "train eval"],
}
TORCH = {"[*]": ">=1.1"}


@contextlib.contextmanager
def group():
    path = tempfile.mkstemp()[1]
    distributed.init_process_group("gloo", init_method="file://" + path, rank=0, world_size=1)
    try:
        yield
    finally:
        distributed.destroy_process_group()
        if os.path.exists(path):
            os.remove(path)


def observe(wrapped, modes):
    with group():
        model = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
        if wrapped == "DDP":
            model = nn.parallel.DistributedDataParallel(model)
        elif wrapped == "DDP without broadcast":
            model = nn.parallel.DistributedDataParallel(model, broadcast_buffers=False)
        x = torch.tensor([[1.0, 2.0], [3.0, 5.0]], requires_grad=True)
        loss = 0.0
        for mode in modes.split():
            model.train(mode == "train")
            loss = loss + (model(x) ** 2).sum()
        try:
            loss.backward()
            yield "backward", "works"
        except RuntimeError as error:
            yield "backward", type(error).__name__


EXPECT = {
    "[no-*]": {">=1.0": {"backward": "works"}},
    "[DDP-*]": {"<2.12": {"backward": "RuntimeError"}, ">=2.12": {"backward": "works"}},
    "[DDP without broadcast-*]": {
        "<2.13": {"backward": "works"},
        ">=2.13": {"backward": "works", "warns": ["FutureWarning"]},
    },
}

"""Are per-sample gradients from `vmap(grad(...))` equal to a loop of backwards?

The gradients of each sample's loss come out with the batch in front, and equal the ones of a loop.
Batch norm in training mode writes its buffers, which is refused;
in eval mode, with group norm, or without running statistics it works.
A GRU fails: it writes the samples into a hidden state that it made itself, without a batch.

https://docs.pytorch.org/tutorials/intermediate/per_sample_grads.html
https://docs.pytorch.org/docs/stable/func.batch_norm.html
"""

import torch
from torch import nn

TORCH = ">=2.0"
PARAMS = {
    "net": ["linear", "conv", "embedding", "batch_norm", "batch_norm_eval", "batch_norm_no_stats", "group_norm", "gru"]
}


def observe(device, net):
    layers = {
        "linear": lambda: [nn.Linear(4, 2)],
        "conv": lambda: [nn.Unflatten(1, (1, 4)), nn.Conv1d(1, 2, 2), nn.Flatten()],
        "embedding": lambda: [nn.Embedding(5, 2), nn.Flatten()],
        "batch_norm": lambda: [nn.BatchNorm1d(4), nn.Linear(4, 2)],
        "batch_norm_eval": lambda: [nn.BatchNorm1d(4).eval(), nn.Linear(4, 2)],
        "batch_norm_no_stats": lambda: [nn.Unflatten(1, (2, 2)), nn.BatchNorm1d(2, track_running_stats=False)],
        "group_norm": lambda: [nn.GroupNorm(2, 4), nn.Linear(4, 2)],
        "gru": lambda: [nn.Unflatten(1, (2, 2)), nn.GRU(2, 2, batch_first=True)],
    }[net]()
    model = nn.Sequential(*layers).to(device)
    x = torch.arange(12.0, device=device).view(3, 4).remainder(5)
    x = x.long() if net == "embedding" else x

    def loss(parameters, sample):
        out = torch.func.functional_call(model, parameters, (sample.unsqueeze(0),))
        return ((out[0] if isinstance(out, tuple) else out) ** 2).sum()

    parameters = {name: value.detach() for name, value in model.named_parameters()}
    batched = torch.func.vmap(torch.func.grad(loss), in_dims=(None, 0))(parameters, x)
    for index, sample in enumerate(x):
        model.zero_grad()
        loss(dict(model.named_parameters()), sample).backward()
        same = all(torch.allclose(batched[n][index], p.grad, atol=1e-5) for n, p in model.named_parameters())
        yield "equal to the loop", same


EXPECT = {
    "[batch_norm_eval]": {">=1.0": {"equal to the loop": [True, True, True]}},
    "[batch_norm_no_stats]": {">=1.0": {"equal to the loop": [True, True, True]}},
    "[conv]": {">=1.0": {"equal to the loop": [True, True, True]}},
    "[embedding]": {">=1.0": {"equal to the loop": [True, True, True]}},
    "[group_norm]": {">=1.0": {"equal to the loop": [True, True, True]}},
    "[linear]": {">=1.0": {"equal to the loop": [True, True, True]}},
    "[batch_norm]": {">=1.0": {"raises": "RuntimeError"}},
    "[gru]": {">=1.0": {"raises": "RuntimeError"}},
}

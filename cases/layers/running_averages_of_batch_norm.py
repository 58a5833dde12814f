"""When does batch norm update its running averages, and what does no_grad, eval or momentum=None do?

Each forward in training mode updates them, under no_grad too, frozen or not, even twice before one backward.
eval mode uses them and leaves them alone; its weight and bias are trained all the same.
`momentum=None` averages over all batches so far, with `num_batches_tracked`.
Without running averages (`track_running_stats=False`) eval mode normalises with the batch.
Setting the layer to eval does not last: the next `model.train()` switches it back.
An empty batch made the running mean nan until 1.3, silently, and leaves it alone since 1.4;
its gradient for the bias is zero, and was None in 1.4 only (no note found for either).

https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html
https://github.com/pytorch/pytorch/issues/10856
https://github.com/pytorch/pytorch/issues/12013
"""

import torch
from torch import nn

PARAMS = {
    "state": [
        "train",
        "train twice",
        "no_grad",
        "frozen",
        "eval",
        "eval then train()",
        "momentum None",
        "momentum 0",
        "momentum 1",
        "no tracking",
        "no tracking, eval",
        "empty batch",
    ]
}


def observe(device, state):
    momentum = {"momentum None": None, "momentum 0": 0.0, "momentum 1": 1.0}.get(state, 0.5)
    norm = nn.BatchNorm1d(1, momentum=momentum, track_running_stats="tracking" not in state).to(device)
    model = nn.Sequential(norm)
    if state == "frozen":
        for parameter in norm.parameters():
            parameter.requires_grad = False
    if "eval" in state:
        norm.eval()
    if state == "eval then train()":
        model.train()
    x = torch.tensor([[0.0], [4.0]], device=device)[: 0 if state == "empty batch" else 2]
    with torch.set_grad_enabled(state != "no_grad"):
        out = model(x)
        if state in ("train twice", "momentum None"):
            out = model(x + 6)
    yield "running mean", norm.running_mean if norm.running_mean is None else norm.running_mean.tolist()
    yield "batches tracked", None if norm.num_batches_tracked is None else int(norm.num_batches_tracked)
    if out.requires_grad:
        (out * torch.tensor([[1.0], [2.0]], device=device)[: len(x)]).sum().backward()
    yield "bias.grad", norm.bias.grad if norm.bias.grad is None else norm.bias.grad.tolist()


EXPECT = {
    "[eval then train()]": {">=1.0": {"running mean": [1.0], "batches tracked": 1, "bias.grad": [3.0]}},
    "[train]": {">=1.0": {"running mean": [1.0], "batches tracked": 1, "bias.grad": [3.0]}},
    "[train twice]": {">=1.0": {"running mean": [4.5], "batches tracked": 2, "bias.grad": [3.0]}},
    "[frozen]": {">=1.0": {"running mean": [1.0], "batches tracked": 1, "bias.grad": "None"}},
    "[no_grad]": {">=1.0": {"running mean": [1.0], "batches tracked": 1, "bias.grad": "None"}},
    "[eval]": {">=1.0": {"running mean": [0.0], "batches tracked": 0, "bias.grad": [3.0]}},
    "[momentum None]": {">=1.0": {"running mean": [5.0], "batches tracked": 2, "bias.grad": [3.0]}},
    "[momentum 0]": {">=1.0": {"running mean": [0.0], "batches tracked": 1, "bias.grad": [3.0]}},
    "[momentum 1]": {">=1.0": {"running mean": [2.0], "batches tracked": 1, "bias.grad": [3.0]}},
    "[no tracking]": {">=1.0": {"running mean": "None", "batches tracked": "None", "bias.grad": [3.0]}},
    "[no tracking, eval]": {">=1.0": {"running mean": "None", "batches tracked": "None", "bias.grad": [3.0]}},
    "[empty batch]": {
        "<1.4": {"running mean": ["nan"], "batches tracked": 1, "bias.grad": [0.0]},
        ">=1.4,<1.5": {"running mean": [0.0], "batches tracked": 1, "bias.grad": "None"},
        ">=1.5": {"running mean": [0.0], "batches tracked": 1, "bias.grad": [0.0]},
    },
}

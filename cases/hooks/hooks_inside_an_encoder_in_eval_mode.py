"""Why does a forward hook, or a replaced layer, inside a TransformerEncoderLayer not run in evaluation?

Since 1.12 the layer has a fused path (#75809), taken in eval mode when nothing requires grad or grad mode is off.
It reads the weights of its parts and does not call them: hooks on `self_attn` or `linear1` stay silent,
and a layer that replaced `linear1`, as an adapter does, is left out of the output, without a warning.
In train mode, and in eval mode with gradients on, the parts are called.
Since 2.5 the layer leaves the fused path when its parts have forward hooks (#128415);
a replaced layer is left out up to the newest,
unless `torch.backends.mha.set_fastpath_enabled(False)` (2.3, #112212) is called.

https://github.com/pytorch/pytorch/issues/128413
https://github.com/pytorch/pytorch/pull/128415
https://github.com/pytorch/pytorch/issues/132700
https://github.com/pytorch/pytorch/pull/112212
https://github.com/pytorch/pytorch/issues/82919
https://github.com/pytorch/pytorch/pull/75809
"""

import torch
from torch import nn

TORCH = ">=1.9"
PARAMS = {
    "part": ["hook on self_attn", "hook on linear1", "replaced linear1"],
    "mode": ["train", "eval", "eval under no_grad"],
}


class Adapted(nn.Linear):
    def forward(self, x):
        return super().forward(x) + 5


def observe(device, part, mode):
    layer = nn.TransformerEncoderLayer(4, 2, 4, dropout=0.0, batch_first=True).to(device)
    if part == "replaced linear1":
        layer.linear1 = Adapted(4, 4).to(device)
    weights = torch.linspace(-1, 1, 16, device=device)
    for parameter in layer.parameters():
        with torch.no_grad():
            parameter.copy_(weights.repeat(parameter.numel() // 4)[: parameter.numel()].view_as(parameter))
    called = []
    hooked = layer.self_attn if part == "hook on self_attn" else layer.linear1
    x = torch.tensor([[[1.0, 2.0, 0.0, 1.0], [0.0, 1.0, 3.0, 1.0]]], device=device)
    expected = layer(x).detach()
    if part != "replaced linear1":
        hooked.register_forward_hook(lambda module, args, out: called.append(module))
    layer.train(mode == "train")
    with torch.set_grad_enabled(mode != "eval under no_grad"):
        out = layer(x)
    if part != "replaced linear1":
        yield "hook ran", len(called) > 0
    yield "output is that of train mode", torch.allclose(out.detach(), expected, atol=1e-4)


EXPECT = {
    "[hook on linear1-eval]": {">=1.0": {"hook ran": True, "output is that of train mode": True}},
    "[hook on linear1-train]": {">=1.0": {"hook ran": True, "output is that of train mode": True}},
    "[hook on self_attn-eval]": {">=1.0": {"hook ran": True, "output is that of train mode": True}},
    "[hook on self_attn-train]": {">=1.0": {"hook ran": True, "output is that of train mode": True}},
    "[hook on linear1-eval under no_grad]": {
        "<1.12": {"hook ran": True, "output is that of train mode": True},
        ">=1.12,<2.5": {"hook ran": False, "output is that of train mode": True},
        ">=2.5": {"hook ran": True, "output is that of train mode": True},
    },
    "[hook on self_attn-eval under no_grad]": {
        "<1.12": {"hook ran": True, "output is that of train mode": True},
        ">=1.12,<2.5": {"hook ran": False, "output is that of train mode": True},
        ">=2.5": {"hook ran": True, "output is that of train mode": True},
    },
    "[replaced linear1-eval]": {">=1.0": {"output is that of train mode": True}},
    "[replaced linear1-train]": {">=1.0": {"output is that of train mode": True}},
    "[replaced linear1-eval under no_grad]": {
        "<1.12": {"output is that of train mode": True},
        ">=1.12": {"output is that of train mode": False},
    },
}

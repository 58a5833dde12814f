"""Why do parameters get no gradient if the model first ran under no_grad inside the same autocast block?

Autocast keeps the bfloat16 copy of a float32 leaf until its outermost block ends.
A copy made under no_grad has no history, and up to 2.10 the second forward, the one for training, took that copy:
no error as long as anything else requires grad, and the weight silently gets no gradient.
Since 2.11 the cached copy is always made with a history.
On older releases, `cache_enabled=False`, `torch.clear_autocast_cache()`, or an autocast block of its own for each
forward help; a second autocast block inside the first does not, as the cache lives as long as the outermost one.

https://github.com/pytorch/pytorch/pull/165068
https://github.com/pytorch/pytorch/issues/112583
https://github.com/pytorch/pytorch/issues/65766
https://github.com/pytorch/pytorch/pull/63552
"""

import torch
from torch import nn

PARAMS = {"block": ["one", "nested", "separate", "cache_enabled=False", "cleared", "no_grad outside", "none"]}
TORCH = ">=1.10"


def observe(device, block):
    layer = nn.Linear(2, 2).to(device)
    x = torch.ones(3, 2, device=device)

    def autocast(enabled=True, **options):
        return torch.autocast(torch.device(device).type, dtype=torch.bfloat16, enabled=enabled, **options)

    if block == "no_grad outside":
        with torch.no_grad(), autocast():
            layer(x)
    if block == "separate":
        with autocast(), torch.no_grad():
            layer(x)
    with autocast(block != "none", cache_enabled=block != "cache_enabled=False"):
        if block in ("one", "cache_enabled=False", "cleared", "none"):
            with torch.no_grad():
                layer(x)
        elif block == "nested":
            with autocast(), torch.no_grad():
                layer(x)
        if block == "cleared":
            torch.clear_autocast_cache()
        out = layer(x)
    yield "out.requires_grad", out.requires_grad
    if out.requires_grad:
        out.float().sum().backward()
    yield "weight.grad", layer.weight.grad


EXPECT = {
    "[nested]": {
        "<2.11": {"out.requires_grad": False, "weight.grad": "None"},
        ">=2.11": {"out.requires_grad": True, "weight.grad": "nonzero"},
    },
    "[one]": {
        "<2.11": {"out.requires_grad": False, "weight.grad": "None"},
        ">=2.11": {"out.requires_grad": True, "weight.grad": "nonzero"},
    },
    "[cache_enabled=False]": {">=1.0": {"out.requires_grad": True, "weight.grad": "nonzero"}},
    "[cleared]": {">=1.0": {"out.requires_grad": True, "weight.grad": "nonzero"}},
    "[no_grad outside]": {">=1.0": {"out.requires_grad": True, "weight.grad": "nonzero"}},
    "[none]": {">=1.0": {"out.requires_grad": True, "weight.grad": "nonzero"}},
    "[separate]": {">=1.0": {"out.requires_grad": True, "weight.grad": "nonzero"}},
}

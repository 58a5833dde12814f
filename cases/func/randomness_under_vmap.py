"""What does `vmap` do with random functions?

By default it raises: whether each example should get its own draw or all the same is for the user to say.
`randomness="different"` draws for each, `"same"` once for all.
A random tensor made outside the function is a constant, and nobody asks.
Dropout in eval mode, or with probability 0, draws nothing and is not refused;
`bernoulli` of a batched probability is refused with "same".

https://docs.pytorch.org/docs/stable/generated/torch.func.vmap.html
https://docs.pytorch.org/docs/stable/func.ux_limitations.html
"""

import torch
from torch.nn import functional

TORCH = ">=2.0"
PARAMS = {
    "function": ["randn", "rand_like", "normal_", "bernoulli", "dropout", "dropout off", "dropout of 0", "outside"],
    "randomness": ["error", "different", "same"],
}


def observe(device, function, randomness):
    outside = torch.randn(64, device=device)
    call = {
        "randn": lambda a: torch.randn(64, device=device) + a * 0,
        "rand_like": lambda a: torch.rand_like(a),
        "normal_": lambda a: (a * 0).normal_(),
        "bernoulli": lambda a: torch.bernoulli(a * 0 + 0.5),
        "dropout": lambda a: functional.dropout(a, 0.5),
        "dropout off": lambda a: functional.dropout(a, 0.5, training=False),
        "dropout of 0": lambda a: functional.dropout(a, 0.0),
        "outside": lambda a: a * outside,
    }[function]
    out = torch.func.vmap(call, randomness=randomness)(torch.ones(2, 64, device=device))
    yield "rows equal", torch.equal(out[0], out[1])


EXPECT = {
    "[bernoulli-error]": {">=1.0": {"raises": "RuntimeError"}},
    "[bernoulli-same]": {">=1.0": {"raises": "RuntimeError"}},
    "[dropout-error]": {">=1.0": {"raises": "RuntimeError"}},
    "[normal_-error]": {">=1.0": {"raises": "RuntimeError"}},
    "[rand_like-error]": {">=1.0": {"raises": "RuntimeError"}},
    "[randn-error]": {">=1.0": {"raises": "RuntimeError"}},
    "[bernoulli-different]": {">=1.0": {"rows equal": False}},
    "[dropout-different]": {">=1.0": {"rows equal": False}},
    "[normal_-different]": {">=1.0": {"rows equal": False}},
    "[rand_like-different]": {">=1.0": {"rows equal": False}},
    "[randn-different]": {">=1.0": {"rows equal": False}},
    "[dropout of 0-*]": {">=1.0": {"rows equal": True}},
    "[dropout off-*]": {">=1.0": {"rows equal": True}},
    "[outside-*]": {">=1.0": {"rows equal": True}},
    "[dropout-same]": {">=1.0": {"rows equal": True}},
    "[normal_-same]": {">=1.0": {"rows equal": True}},
    "[rand_like-same]": {">=1.0": {"rows equal": True}},
    "[randn-same]": {">=1.0": {"rows equal": True}},
}

"""What does "element 0 of tensors does not require grad and does not have a grad_fn" mean, and what brings it about?

中文：报错 element 0 of tensors does not require grad 是什么意思，怎么引起的？
"Element 0" is the first of the tensors that backward was called on, not an entry of the loss:
nothing that the loss was computed from requires grad, or the way there was cut.
Every cut gives the same error, and the error looks only at the loss: a single attached term makes backward run,
and the terms that are cut train nothing, silently.
argmax, cast to float, seemed to be attached in 1.5.0 only: its result required grad, and the backward through it
ended in an internal error; 1.5.1 mended that.
Since 2.8 `torch.tensor` of a list of attached tensors warns.

https://github.com/pytorch/pytorch/issues/38209
https://github.com/pytorch/pytorch/pull/37789
https://github.com/pytorch/pytorch/pull/39257
https://github.com/pytorch/pytorch/pull/143261
https://pytorch.org/docs/stable/generated/torch.Tensor.backward.html
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch
from torch import nn

PARAMS = {
    "cause": [
        "none", "no_grad", "detach", "all_frozen", "argmax", "comparison", "item", "tolist", "torch.tensor",
        "long", "set_grad_enabled", "eval", "round", "sign", "copy_of_data",
    ],
    "another_term": [False, True],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, cause, another_term):
    layer, other = nn.Linear(2, 2).to(device), nn.Linear(2, 1).to(device)
    x = torch.ones(3, 2, device=device)
    if cause == "all_frozen":
        layer.weight.requires_grad = layer.bias.requires_grad = False
    if cause == "eval":
        layer.eval()
    with torch.set_grad_enabled(cause not in ("no_grad", "set_grad_enabled")):
        out = layer(x)
    loss = {
        "detach": lambda: out.detach().sum(),
        "argmax": lambda: out.argmax(1).float().sum(),
        "comparison": lambda: (out > 0).float().sum(),
        "item": lambda: torch.tensor(out.sum().item(), device=device),
        "tolist": lambda: torch.tensor(out.tolist(), device=device).sum(),
        "torch.tensor": lambda: torch.tensor([row.sum() for row in out], device=device).sum(),
        "long": lambda: out.long().float().sum(),
        "round": lambda: out.round().sum(),
        "sign": lambda: out.sign().sum(),
        "copy_of_data": lambda: torch.zeros_like(out).copy_(out.data).sum(),
    }.get(cause, lambda: out.sum())()
    yield "loss.requires_grad", loss.requires_grad
    if another_term:
        loss = loss + other(x).sum()
    loss.backward()
    yield "layer.weight.grad", layer.weight.grad


EXPECT = {
    "[eval-*]": {">=1.0": {"loss.requires_grad": True, "layer.weight.grad": "nonzero"}},
    "[none-*]": {">=1.0": {"loss.requires_grad": True, "layer.weight.grad": "nonzero"}},
    "[all_frozen-False]": {">=1.0": {"loss.requires_grad": False, "raises": "RuntimeError"}},
    "[comparison-False]": {">=1.0": {"loss.requires_grad": False, "raises": "RuntimeError"}},
    "[copy_of_data-False]": {">=1.0": {"loss.requires_grad": False, "raises": "RuntimeError"}},
    "[detach-False]": {">=1.0": {"loss.requires_grad": False, "raises": "RuntimeError"}},
    "[item-False]": {">=1.0": {"loss.requires_grad": False, "raises": "RuntimeError"}},
    "[long-False]": {">=1.0": {"loss.requires_grad": False, "raises": "RuntimeError"}},
    "[no_grad-False]": {">=1.0": {"loss.requires_grad": False, "raises": "RuntimeError"}},
    "[set_grad_enabled-False]": {">=1.0": {"loss.requires_grad": False, "raises": "RuntimeError"}},
    "[tolist-False]": {">=1.0": {"loss.requires_grad": False, "raises": "RuntimeError"}},
    "[all_frozen-True]": {">=1.0": {"loss.requires_grad": False, "layer.weight.grad": "None"}},
    "[comparison-True]": {">=1.0": {"loss.requires_grad": False, "layer.weight.grad": "None"}},
    "[copy_of_data-True]": {">=1.0": {"loss.requires_grad": False, "layer.weight.grad": "None"}},
    "[detach-True]": {">=1.0": {"loss.requires_grad": False, "layer.weight.grad": "None"}},
    "[item-True]": {">=1.0": {"loss.requires_grad": False, "layer.weight.grad": "None"}},
    "[long-True]": {">=1.0": {"loss.requires_grad": False, "layer.weight.grad": "None"}},
    "[no_grad-True]": {">=1.0": {"loss.requires_grad": False, "layer.weight.grad": "None"}},
    "[set_grad_enabled-True]": {">=1.0": {"loss.requires_grad": False, "layer.weight.grad": "None"}},
    "[tolist-True]": {">=1.0": {"loss.requires_grad": False, "layer.weight.grad": "None"}},
    "[argmax-False]": {
        "<1.5": {"loss.requires_grad": False, "raises": "RuntimeError"},
        ">=1.5,<1.5.1": {"loss.requires_grad": True, "raises": "RuntimeError"},
        ">=1.5.1": {"loss.requires_grad": False, "raises": "RuntimeError"},
    },
    "[argmax-True]": {
        "<1.5": {"loss.requires_grad": False, "layer.weight.grad": "None"},
        ">=1.5,<1.5.1": {"loss.requires_grad": True, "raises": "RuntimeError"},
        ">=1.5.1": {"loss.requires_grad": False, "layer.weight.grad": "None"},
    },
    "[torch.tensor-False]": {
        "<2.8": {"loss.requires_grad": False, "raises": "RuntimeError"},
        ">=2.8": {"loss.requires_grad": False, "raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[torch.tensor-True]": {
        "<2.8": {"loss.requires_grad": False, "layer.weight.grad": "None"},
        ">=2.8": {"loss.requires_grad": False, "layer.weight.grad": "None", "warns": ["UserWarning"]},
    },
    "[round-*]": {">=1.0": {"loss.requires_grad": True, "layer.weight.grad": "zero"}},
    "[sign-*]": {">=1.0": {"loss.requires_grad": True, "layer.weight.grad": "zero"}},
}

"""Does reading `.grad` of a hidden, non-leaf tensor warn, and what does it give?

中文：读取非叶子张量的 .grad 会有警告吗？得到什么？
A non-leaf tensor hands its gradient on and keeps none, so its `.grad` is None after backward, silently at first.
Since 1.5 PyTorch warns about it; `retain_grad()` asks for the gradient to be kept, and ends the warning.

https://github.com/pytorch/pytorch/pull/30531
https://pytorch.org/docs/stable/generated/torch.Tensor.retain_grad.html
"""

import torch

PARAMS = {"retain": [False, True]}


def observe(device, retain):
    weight = torch.ones(3, device=device, requires_grad=True)
    hidden = weight * 2
    if retain:
        hidden.retain_grad()
    hidden.sum().backward()
    yield "weight.grad", weight.grad
    yield "hidden.grad", hidden.grad


EXPECT = {
    "[False]": {
        "<1.5": {"weight.grad": "nonzero", "hidden.grad": "None", "warns": []},
        ">=1.5": {"weight.grad": "nonzero", "hidden.grad": "None", "warns": ["UserWarning"]},
    },
    "[True]": {">=1.0": {"weight.grad": "nonzero", "hidden.grad": "nonzero"}},
}

CLAIMS = [
    {
        "source": "S4.5 004_73ed83ddf147bb9d.txt",
        "says": "Reading the grad of the non-leaf hidden tensor gives None, with a UserWarning.",
        "facts": {"hidden.grad": "None", "warns": ["UserWarning"]},
        "rows": "[False]",
    },
]

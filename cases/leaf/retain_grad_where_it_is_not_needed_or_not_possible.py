"""What does retain_grad() do on a leaf, on a tensor that does not require grad, and when it comes too late?

On a hidden tensor it keeps the gradient; on a leaf it does nothing, since leaves keep theirs.
On a tensor that does not require grad it was silently accepted until 1.4 and raises from 1.5 on (no note found).
Called after the backward it finds nothing; the next backward fills it.
The loss itself has a gradient of one.
A view, and a tensor changed in place afterwards, keep their own gradient.

https://github.com/pytorch/pytorch/issues/61950
https://github.com/pytorch/pytorch/pull/47084
https://github.com/pytorch/pytorch/pull/30531
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.retain_grad.html
"""

import torch

PARAMS = {
    "tensor": ["hidden", "leaf", "plain", "detached", "integer", "loss", "view", "late", "twice", "no_grad", "copied"],
}


def observe(device, tensor):
    x = torch.ones(2, device=device, requires_grad=True)
    hidden = x * 2
    view = hidden.view(2)
    loss = (hidden if tensor != "view" else view).mul(3).sum()
    with torch.no_grad():
        under = x * 2
    kept = {
        "leaf": x,
        "plain": torch.ones(2, device=device),
        "detached": hidden.detach(),
        "integer": torch.ones(2, device=device, dtype=torch.int64),
        "loss": loss,
        "view": view,
        "no_grad": under,
        "copied": hidden.clone(),
    }.get(tensor, hidden)
    if tensor == "late":
        loss.backward(retain_graph=True)
    kept.retain_grad()
    if tensor == "twice":
        kept.retain_grad()
        loss.backward(retain_graph=True)
    loss.backward()
    yield "grad", kept.grad.tolist() if kept.grad is not None else None
    yield "x.grad", x.grad.tolist()


EXPECT = {
    "[hidden]": {">=1.0": {"grad": [3.0, 3.0], "x.grad": [6.0, 6.0]}},
    "[view]": {">=1.0": {"grad": [3.0, 3.0], "x.grad": [6.0, 6.0]}},
    "[leaf]": {">=1.0": {"grad": [6.0, 6.0], "x.grad": [6.0, 6.0]}},
    "[detached]": {"<1.5": {"grad": "None", "x.grad": [6.0, 6.0]}, ">=1.5": {"raises": "RuntimeError"}},
    "[integer]": {"<1.5": {"grad": "None", "x.grad": [6.0, 6.0]}, ">=1.5": {"raises": "RuntimeError"}},
    "[no_grad]": {"<1.5": {"grad": "None", "x.grad": [6.0, 6.0]}, ">=1.5": {"raises": "RuntimeError"}},
    "[plain]": {"<1.5": {"grad": "None", "x.grad": [6.0, 6.0]}, ">=1.5": {"raises": "RuntimeError"}},
    "[loss]": {">=1.0": {"grad": 1.0, "x.grad": [6.0, 6.0]}},
    "[late]": {">=1.0": {"grad": [3.0, 3.0], "x.grad": [12.0, 12.0]}},
    "[twice]": {">=1.0": {"grad": [6.0, 6.0], "x.grad": [12.0, 12.0]}},
    "[copied]": {">=1.0": {"grad": "None", "x.grad": [6.0, 6.0]}},
}

"""What is the gradient of gather() with sparse_grad=True, and what can be done with it?

It is a sparse tensor with one entry for each index; equal indices make it uncoalesced, and their entries add up.
Together with a dense gradient it becomes dense.
SGD with momentum took it in its first step and raised in the second until 1.12, since its buffer is a detached
copy, and the entries of a detached sparse tensor could not be changed in place;
since 1.13 (#83590) they can, and both steps move the weight. No warning told of it.
For no index at all old releases crashed, so that row begins with 1.13.

https://pytorch.org/docs/stable/generated/torch.gather.html
https://github.com/pytorch/pytorch/pull/17182
https://github.com/pytorch/pytorch/pull/83590
https://github.com/pytorch/pytorch/issues/63958
https://github.com/pytorch/pytorch/issues/39437
"""

import torch

TORCH = {"[no index]": ">=1.13", "[*]": ">=1.2"}
PARAMS = {"what": ["plain", "same index twice", "no index", "scalar", "with a dense gradient", "twice"]}


def observe(device, what):
    x = torch.tensor(2.0, device=device) if what == "scalar" else torch.ones(3, device=device)
    x.requires_grad_()
    chosen = {"same index twice": [1, 1], "no index": [], "scalar": 0}.get(what, [0, 2])
    index = torch.tensor(chosen, dtype=torch.long, device=device)
    for backward in range(2 if what == "twice" else 1):
        (torch.gather(x, 0, index, sparse_grad=True) * 2).sum().backward()
    if what == "with a dense gradient":
        x.sum().backward()
    yield "x.grad is sparse", x.grad.is_sparse
    yield "x.grad as dense", (x.grad.to_dense() if x.grad.is_sparse else x.grad).tolist()
    optimizer = torch.optim.SGD([x], lr=0.5, momentum=0.5)
    for step in range(2):
        before = x.detach().clone()
        optimizer.step()
        yield "moved by momentum", (x != before).tolist()


EXPECT = {
    "[plain]": {
        "<1.13": {
            "x.grad is sparse": True,
            "x.grad as dense": [2.0, 0.0, 2.0],
            "moved by momentum": [True, False, True],
            "raises": "RuntimeError",
        },
        ">=1.13": {
            "x.grad is sparse": True,
            "x.grad as dense": [2.0, 0.0, 2.0],
            "moved by momentum": [[True, False, True], [True, False, True]],
        },
    },
    "[same index twice]": {
        "<1.13": {
            "x.grad is sparse": True,
            "x.grad as dense": [0.0, 4.0, 0.0],
            "moved by momentum": [False, True, False],
            "raises": "RuntimeError",
        },
        ">=1.13": {
            "x.grad is sparse": True,
            "x.grad as dense": [0.0, 4.0, 0.0],
            "moved by momentum": [[False, True, False], [False, True, False]],
        },
    },
    "[no index]": {
        ">=1.0": {
            "x.grad is sparse": True,
            "x.grad as dense": [0.0, 0.0, 0.0],
            "moved by momentum": [[False, False, False], [False, False, False]],
        },
    },
    "[scalar]": {
        "<1.13": {
            "x.grad is sparse": True,
            "x.grad as dense": 2.0,
            "moved by momentum": True,
            "raises": "RuntimeError",
        },
        ">=1.13": {"x.grad is sparse": True, "x.grad as dense": 2.0, "moved by momentum": [True, True]},
    },
    "[with a dense gradient]": {
        ">=1.0": {
            "x.grad is sparse": False,
            "x.grad as dense": [3.0, 1.0, 3.0],
            "moved by momentum": [[True, True, True], [True, True, True]],
        },
    },
    "[twice]": {
        "<1.13": {
            "x.grad is sparse": True,
            "x.grad as dense": [4.0, 0.0, 4.0],
            "moved by momentum": [True, False, True],
            "raises": "RuntimeError",
        },
        ">=1.13": {
            "x.grad is sparse": True,
            "x.grad as dense": [4.0, 0.0, 4.0],
            "moved by momentum": [[True, False, True], [True, False, True]],
        },
    },
}

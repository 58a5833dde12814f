"""Do A and B of LoRA still train once B A has been merged into W?

Merged under no_grad, through `.data`, or into a new Parameter, W holds the numbers and no way back: A and B get None.
Added to W in place while the graph is recorded, the merged weight keeps the way, for one backward;
the second forward needs a new merge, or its backward goes through a freed graph.
W + B A computed in each forward is what trains.

https://github.com/microsoft/LoRA/issues/193
https://github.com/huggingface/peft/issues/918
"""

import torch

PARAMS = {"merge": ["each_forward", "once", "in_place", "no_grad", "data", "Parameter"]}


def observe(device, merge):
    weight = torch.ones(2, 3, device=device)
    a = torch.ones(1, 3, device=device, requires_grad=True)
    b = torch.ones(2, 1, device=device, requires_grad=True)
    if merge == "once":
        weight = weight + b.matmul(a)
    elif merge == "in_place":
        weight += b.matmul(a)
    elif merge == "no_grad":
        with torch.no_grad():
            weight = weight + b.matmul(a)
    elif merge == "data":
        weight.data += b.matmul(a).data
    elif merge == "Parameter":
        weight = torch.nn.Parameter(weight + b.matmul(a))
    yield "merged.requires_grad", weight.requires_grad

    for _ in range(2):
        now = weight + b.matmul(a) if merge == "each_forward" else weight
        loss = torch.ones(1, 3, device=device).matmul(now.t()).sum()
        try:
            loss.backward()
            yield "backward", "runs"
        except RuntimeError as error:
            yield "backward", type(error).__name__
        yield "a.grad", a.grad
        yield "b.grad", b.grad


EXPECT = {
    "[each_forward]": {
        ">=1.0": {
            "merged.requires_grad": False,
            "backward": ["runs", "runs"],
            "a.grad": ["nonzero", "nonzero"],
            "b.grad": ["nonzero", "nonzero"],
        },
    },
    "[in_place]": {
        ">=1.0": {
            "merged.requires_grad": True,
            "backward": ["runs", "RuntimeError"],
            "a.grad": ["nonzero", "nonzero"],
            "b.grad": ["nonzero", "nonzero"],
        },
    },
    "[once]": {
        ">=1.0": {
            "merged.requires_grad": True,
            "backward": ["runs", "RuntimeError"],
            "a.grad": ["nonzero", "nonzero"],
            "b.grad": ["nonzero", "nonzero"],
        },
    },
    "[data]": {
        ">=1.0": {
            "merged.requires_grad": False,
            "backward": ["RuntimeError", "RuntimeError"],
            "a.grad": ["None", "None"],
            "b.grad": ["None", "None"],
        },
    },
    "[no_grad]": {
        ">=1.0": {
            "merged.requires_grad": False,
            "backward": ["RuntimeError", "RuntimeError"],
            "a.grad": ["None", "None"],
            "b.grad": ["None", "None"],
        },
    },
    "[Parameter]": {
        ">=1.0": {
            "merged.requires_grad": True,
            "backward": ["runs", "runs"],
            "a.grad": ["None", "None"],
            "b.grad": ["None", "None"],
        },
    },
}

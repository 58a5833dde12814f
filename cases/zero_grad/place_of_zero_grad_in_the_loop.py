"""Where in the training loop may zero_grad() stand?

Anywhere but between backward() and step(): before the forward, before the backward or after the step train alike.
Between the two there is nothing to learn from: SGD stays. Adam with decay still moved, because zeros are a gradient;
since 2.0 zero_grad() leaves None, and it stays as well.
Without zero_grad() the gradients pile up; before 1.5 Adam added its decay to them too.

https://github.com/pytorch/pytorch/pull/92731
https://github.com/pytorch/pytorch/pull/30257
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html
"""

import torch

PARAMS = {
    "optimizer": ["SGD", "momentum", "Adam+decay"],
    "place": ["before forward", "before backward", "after step", "between backward and step", "never"],
}


def observe(device, optimizer, place):
    weight = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    optimizer = {
        "SGD": lambda: torch.optim.SGD([weight], lr=0.25),
        "momentum": lambda: torch.optim.SGD([weight], lr=0.25, momentum=0.5),
        "Adam+decay": lambda: torch.optim.Adam([weight], lr=0.25, weight_decay=0.5),
    }[optimizer]()
    for _ in range(3):
        if place == "before forward":
            optimizer.zero_grad()
        loss = (weight * 2).sum()
        if place == "before backward":
            optimizer.zero_grad()
        loss.backward()
        if place == "between backward and step":
            optimizer.zero_grad()
        optimizer.step()
        if place == "after step":
            optimizer.zero_grad()
        yield "weight", weight.tolist()


WORKAROUND = {
    "[Adam+decay-between backward and step]": "zero_grad/place_of_zero_grad_in_the_loop[Adam+decay-after step]",
}

EXPECT = {
    "[SGD-after step]": {">=1.0": {"weight": [[0.5, 1.5], [0.0, 1.0], [-0.5, 0.5]]}},
    "[SGD-before backward]": {">=1.0": {"weight": [[0.5, 1.5], [0.0, 1.0], [-0.5, 0.5]]}},
    "[SGD-before forward]": {">=1.0": {"weight": [[0.5, 1.5], [0.0, 1.0], [-0.5, 0.5]]}},
    "[SGD-between backward and step]": {">=1.0": {"weight": [[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]]}},
    "[momentum-between backward and step]": {">=1.0": {"weight": [[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]]}},
    "[SGD-never]": {">=1.0": {"weight": [[0.5, 1.5], [-0.5, 0.5], [-2.0, -1.0]]}},
    "[momentum-after step]": {">=1.0": {"weight": [[0.5, 1.5], [-0.25, 0.75], [-1.125, -0.125]]}},
    "[momentum-before backward]": {">=1.0": {"weight": [[0.5, 1.5], [-0.25, 0.75], [-1.125, -0.125]]}},
    "[momentum-before forward]": {">=1.0": {"weight": [[0.5, 1.5], [-0.25, 0.75], [-1.125, -0.125]]}},
    "[momentum-never]": {">=1.0": {"weight": [[0.5, 1.5], [-0.75, 0.25], [-2.875, -1.875]]}},
    "[Adam+decay-after step]": {">=1.0": {"weight": [[0.75, 1.75], [0.5004, 1.5], [0.2516, 1.251]]}},
    "[Adam+decay-before backward]": {">=1.0": {"weight": [[0.75, 1.75], [0.5004, 1.5], [0.2516, 1.251]]}},
    "[Adam+decay-before forward]": {">=1.0": {"weight": [[0.75, 1.75], [0.5004, 1.5], [0.2516, 1.251]]}},
    "[Adam+decay-between backward and step]": {
        "<2.0": {"weight": [[0.75, 1.75], [0.5044, 1.501], [0.2685, 1.256]]},
        ">=2.0": {"weight": [[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]]},
    },
    "[Adam+decay-never]": {
        "<1.5": {"weight": [[0.75, 1.75], [0.508, 1.508], [0.2675, 1.268]]},
        ">=1.5": {"weight": [[0.75, 1.75], [0.5054, 1.504], [0.2624, 1.259]]},
    },
}

CLAIMS = [
    {
        "source": "theneuralbase.com, page on the order of forward, loss, backward and step",
        "says": "zero_grad() has to stand at the start of the loop; at its end the loop would train otherwise.",
        "facts": {"weight": [[0.5, 1.5], [-0.5, 0.5], [-2.0, -1.0]]},
        "rows": "[SGD-after step]",
    },
]

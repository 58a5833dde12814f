"""If the optimizer was given only the trainable parameters, does a layer unfrozen later train?

Its gradient arrives, and the optimizer knows nothing of it: the layer does not move.
It has to be added with `add_param_group`, or the optimizer made anew; or everything given from the start,
since frozen parameters do no harm: without a gradient they are skipped.
Adding what is in a group already is a ValueError,
and so is loading the state of the smaller optimizer into one that has all parameters.

https://github.com/fastai/fastai/issues/2133
https://github.com/pytorch/pytorch/issues/2374
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.add_param_group.html
"""

import torch
from torch import nn

PARAMS = {
    "given": ["filtered", "all"],
    "then": ["nothing", "add_param_group", "append_to_group", "new_optimizer", "load_state_dict"],
    "optimizer": ["SGD", "Adam"],
}


def observe(device, given, then, optimizer):
    backbone, head = nn.Linear(2, 2).to(device), nn.Linear(2, 1).to(device)
    model = nn.Sequential(backbone, head)
    kind = getattr(torch.optim, optimizer)
    for parameter in backbone.parameters():
        parameter.requires_grad = False
    chosen = [p for p in model.parameters() if given == "all" or p.requires_grad]
    optimizer = kind(chosen, lr=0.1)
    x = torch.ones(1, 2, device=device)
    model(x).sum().backward()
    optimizer.step()

    for parameter in backbone.parameters():
        parameter.requires_grad = True
    if then == "add_param_group":
        optimizer.add_param_group({"params": list(backbone.parameters())})
    elif then == "append_to_group":
        optimizer.param_groups[0]["params"].extend(backbone.parameters())
    elif then == "new_optimizer":
        optimizer = kind(model.parameters(), lr=0.1)
    elif then == "load_state_dict":
        fresh = kind(model.parameters(), lr=0.1)
        fresh.load_state_dict(optimizer.state_dict())
        optimizer = fresh
    before = backbone.weight.detach().clone()
    model(x).sum().backward()
    optimizer.step()
    yield "backbone.weight.grad arrives", backbone.weight.grad is not None
    yield "backbone moved", not torch.equal(backbone.weight, before)


EXPECT = {
    "[filtered-nothing-*]": {">=1.0": {"backbone.weight.grad arrives": True, "backbone moved": False}},
    "[*-append_to_group-*]": {">=1.0": {"backbone.weight.grad arrives": True, "backbone moved": True}},
    "[*-new_optimizer-*]": {">=1.0": {"backbone.weight.grad arrives": True, "backbone moved": True}},
    "[all-load_state_dict-*]": {">=1.0": {"backbone.weight.grad arrives": True, "backbone moved": True}},
    "[all-nothing-*]": {">=1.0": {"backbone.weight.grad arrives": True, "backbone moved": True}},
    "[filtered-add_param_group-*]": {">=1.0": {"backbone.weight.grad arrives": True, "backbone moved": True}},
    "[all-add_param_group-*]": {">=1.0": {"raises": "ValueError"}},
    "[filtered-load_state_dict-*]": {">=1.0": {"raises": "ValueError"}},
}

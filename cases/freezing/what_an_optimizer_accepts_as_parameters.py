"""Why does the optimizer say that it got an empty list, and what else does it refuse?

A filter or a generator can be gone through once: whoever counts its elements first hands over an empty one.
Parameters that do not require grad are accepted, since 0.4.1, and skipped.
A single tensor, a module, a string, a dict or a list of lists is a TypeError,
a tensor with a history and an empty list are a ValueError.
A parameter given twice is an error between groups; within one group it is stepped twice, with a warning since 1.7.
Named parameters were a TypeError until 2.5, and are accepted since 2.6.
A set is taken as well; since 2.15 it warns that the order is not fixed and that this will be an error (no note found).

https://github.com/pytorch/pytorch/pull/7419
https://github.com/pytorch/pytorch/issues/40967
https://github.com/pytorch/pytorch/pull/134107
https://pytorch.org/docs/stable/optim.html
"""

import torch
from torch import nn

PARAMS = {
    "given": [
        "list",
        "generator",
        "filter",
        "filter_counted_before",
        "generator_counted_before",
        "empty_list",
        "all_frozen",
        "frozen_among_others",
        "set",
        "single_tensor",
        "module",
        "named_parameters",
        "dict",
        "group_with_generator",
        "hidden_tensor",
        "hidden_detached",
        "integers",
        "list_of_lists",
        "twice_in_a_group",
        "twice_in_two_groups",
        "string",
    ]
}


def observe(device, given):
    model = nn.Linear(2, 1).to(device)
    if given == "all_frozen" or given == "frozen_among_others":
        for parameter in model.parameters():
            parameter.requires_grad = given == "frozen_among_others" and parameter is model.bias

    def counted(iterator):
        sum(1 for _ in iterator)
        return iterator

    parameters = {
        "list": lambda: [model.weight, model.bias],
        "generator": lambda: model.parameters(),
        "filter": lambda: filter(lambda p: p.requires_grad, model.parameters()),
        "filter_counted_before": lambda: counted(filter(lambda p: p.requires_grad, model.parameters())),
        "generator_counted_before": lambda: counted(model.parameters()),
        "empty_list": lambda: [],
        "all_frozen": lambda: model.parameters(),
        "frozen_among_others": lambda: model.parameters(),
        "set": lambda: {model.weight, model.bias},
        "single_tensor": lambda: model.weight,
        "module": lambda: model,
        "named_parameters": lambda: model.named_parameters(),
        "dict": lambda: dict(model.named_parameters()),
        "group_with_generator": lambda: [{"params": model.parameters()}],
        "hidden_tensor": lambda: [model.weight * 2],
        "hidden_detached": lambda: [(model.weight * 2).detach()],
        "integers": lambda: [torch.zeros(2, dtype=torch.long, device=device)],
        "list_of_lists": lambda: [[model.weight], [model.bias]],
        "twice_in_a_group": lambda: [model.weight, model.weight],
        "twice_in_two_groups": lambda: [{"params": [model.weight]}, {"params": [model.weight]}],
        "string": lambda: "weight",
    }[given]()
    optimizer = torch.optim.SGD(parameters, lr=0.1)
    before = model.weight.detach().clone()
    if model.bias.requires_grad:
        model(torch.ones(1, 2, device=device)).sum().backward()
    optimizer.step()
    yield "tensors in the groups", sum(len(group["params"]) for group in optimizer.param_groups)
    moved = (before - model.weight.detach()) * 10
    yield "weight moved by, in gradients", round(moved[0, 0].item(), 3)


EXPECT = {
    "[filter]": {">=1.0": {"tensors in the groups": 2, "weight moved by, in gradients": 1.0}},
    "[generator]": {">=1.0": {"tensors in the groups": 2, "weight moved by, in gradients": 1.0}},
    "[group_with_generator]": {">=1.0": {"tensors in the groups": 2, "weight moved by, in gradients": 1.0}},
    "[list]": {">=1.0": {"tensors in the groups": 2, "weight moved by, in gradients": 1.0}},
    "[empty_list]": {">=1.0": {"raises": "ValueError"}},
    "[filter_counted_before]": {">=1.0": {"raises": "ValueError"}},
    "[generator_counted_before]": {">=1.0": {"raises": "ValueError"}},
    "[hidden_tensor]": {">=1.0": {"raises": "ValueError"}},
    "[twice_in_two_groups]": {">=1.0": {"raises": "ValueError"}},
    "[all_frozen]": {">=1.0": {"tensors in the groups": 2, "weight moved by, in gradients": 0.0}},
    "[frozen_among_others]": {">=1.0": {"tensors in the groups": 2, "weight moved by, in gradients": 0.0}},
    "[set]": {
        "<2.15": {"tensors in the groups": 2, "weight moved by, in gradients": 1.0},
        ">=2.15": {"tensors in the groups": 2, "weight moved by, in gradients": 1.0, "warns": ["FutureWarning"]},
    },
    "[dict]": {">=1.0": {"raises": "TypeError"}},
    "[list_of_lists]": {">=1.0": {"raises": "TypeError"}},
    "[module]": {">=1.0": {"raises": "TypeError"}},
    "[single_tensor]": {">=1.0": {"raises": "TypeError"}},
    "[string]": {">=1.0": {"raises": "TypeError"}},
    "[named_parameters]": {
        "<2.6": {"raises": "TypeError"},
        ">=2.6": {"tensors in the groups": 2, "weight moved by, in gradients": 1.0},
    },
    "[hidden_detached]": {">=1.0": {"tensors in the groups": 1, "weight moved by, in gradients": 0.0}},
    "[integers]": {">=1.0": {"tensors in the groups": 1, "weight moved by, in gradients": 0.0}},
    "[twice_in_a_group]": {
        "<1.7": {"tensors in the groups": 2, "weight moved by, in gradients": 2.0},
        ">=1.7": {"tensors in the groups": 2, "weight moved by, in gradients": 2.0, "warns": ["UserWarning"]},
    },
}

CLAIMS = [
    {
        "source": "answers of the days of 0.3, still copied",
        "says": "Frozen parameters must be filtered out, or the optimizer raises.",
        "facts": {"raises": "ValueError"},
        "rows": "[frozen_among_others]",
    },
]

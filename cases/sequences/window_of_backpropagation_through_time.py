"""Can a sliding window of backpropagation through time be made by calling detach_() on an old state?

The gradient of w counts the steps that backward went back.
`detach_()` on an old state changes nothing for the states already computed from it:
their backward still goes to the beginning.
Since 1.10 it raises where the old state itself had been saved for backward, for what is saved is the state itself
and no longer an alias: an internal assertion at first, with a message that says so since 2.0.
Where nothing was saved, as in an addition, it still goes to the beginning.
Switching its flag off is refused, for it is no leaf.
Detached before the next state is computed, the path is cut there, in all releases.
No warning announced the error.

https://github.com/pytorch/pytorch/pull/59837
https://github.com/pytorch/pytorch/pull/88860
https://github.com/pytorch/pytorch/issues/88809
https://github.com/pytorch/pytorch/issues/49236
https://github.com/pytorch/pytorch/issues/2512
https://pytorch.org/docs/stable/generated/torch.Tensor.detach_.html
"""

import torch

PARAMS = {
    "cut": [
        "nothing", "detached_afterwards", "flag_afterwards", "detach_in_time", "detach_copy_in_time",
        "copy_that_requires_grad",
    ],
    "chain": ["mul", "add"],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, cut, chain):
    weight = torch.ones(1, device=device, requires_grad=True)
    states = [torch.ones(1, device=device)]
    for step in range(4):
        state = states[-1] * weight if chain == "mul" else states[-1] + weight
        if step == 1:
            if cut == "detach_in_time":
                state.detach_()
            elif cut == "detach_copy_in_time":
                state = state.detach()
            elif cut == "copy_that_requires_grad":
                state = state.detach().requires_grad_()
        states.append(state)
    if cut == "detached_afterwards":
        states[2].detach_()
    elif cut == "flag_afterwards":
        states[2].requires_grad = False
    yield "the old state is a leaf", states[2].is_leaf
    states[-1].sum().backward()
    yield "steps that the gradient went back", weight.grad.item()
    yield "old state's gradient", states[2].grad if states[2].is_leaf else None


EXPECT = {
    "[nothing-*]": {
        ">=1.0": {
            "the old state is a leaf": False,
            "steps that the gradient went back": 4.0,
            "old state's gradient": "None",
        },
    },
    "[detached_afterwards-mul]": {
        "<1.10": {
            "the old state is a leaf": True,
            "steps that the gradient went back": 4.0,
            "old state's gradient": "None",
        },
        ">=1.10": {"the old state is a leaf": True, "raises": "RuntimeError"},
    },
    "[detached_afterwards-add]": {
        ">=1.0": {
            "the old state is a leaf": True,
            "steps that the gradient went back": 4.0,
            "old state's gradient": "None",
        },
    },
    "[flag_afterwards-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[detach_copy_in_time-*]": {
        ">=1.0": {
            "the old state is a leaf": True,
            "steps that the gradient went back": 2.0,
            "old state's gradient": "None",
        },
    },
    "[detach_in_time-*]": {
        ">=1.0": {
            "the old state is a leaf": True,
            "steps that the gradient went back": 2.0,
            "old state's gradient": "None",
        },
    },
    "[copy_that_requires_grad-*]": {
        ">=1.0": {
            "the old state is a leaf": True,
            "steps that the gradient went back": 2.0,
            "old state's gradient": "nonzero",
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/49236",
        "says": "detach_() on an old state cuts the states already computed from it off from what lies before.",
        "facts": {"steps that the gradient went back": 2.0},
        "rows": "[detached_afterwards-*]",
    },
    {
        "source": "https://blog.csdn.net/qq_38406029/article/details/121260816",
        "says": "z.detach_() turns an existing chain x, y, z, w, h into two: x, y and z, w, h.",
        "facts": {"steps that the gradient went back": 2.0},
        "rows": "[detached_afterwards-*]",
    },
    {
        "source": "https://www.cnblogs.com/wanghui-garcia/p/10677071.html",
        "says": "After detach_() the graph has changed, with no way back: also for what was computed before.",
        "facts": {"steps that the gradient went back": 2.0},
        "rows": "[detached_afterwards-*]",
    },
]

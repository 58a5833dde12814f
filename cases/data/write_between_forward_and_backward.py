"""A weight is changed between forward and backward: which ways are noticed, and which value does backward use?

中文：在前向和反向之间修改权重：哪些写法会被发现，反向用的是哪个值？
The gradient of `x` in `w * x` is the value of w.
In-place functions move the version counter, under no_grad and through a detached alias too, and backward raises.
What goes through `.data` moves nothing: a write into the old memory is read by backward, silently.
A new tensor assigned to `.data` left backward with the old value until 1.9.1, and gives it the new one since 1.10,
silently: what is saved is w itself, no longer an alias with memory of its own; nothing warned.
`w.data.set_()` replaced the memory of w in 1.0, was an error from 1.1 to 1.12,
and replaces that of the alias alone since 1.13.
A rebound name, `w = w + 98`, changes nothing that was saved.

https://github.com/pytorch/pytorch/issues/6990
https://github.com/chr5tphr/zennit/issues/61
https://github.com/pytorch/pytorch/pull/13827
https://github.com/pytorch/pytorch/pull/59837
https://github.com/pytorch/pytorch/pull/83590
"""

import torch


def no_grad(function, tensor):
    with torch.no_grad():
        function(tensor)


changes = {
    "in_place": lambda w: no_grad(lambda w: w.fill_(100), w),
    "index": lambda w: no_grad(lambda w: w.__setitem__(0, 100.0), w),
    "detach": lambda w: w.detach().fill_(100),
    "data": lambda w: w.data.fill_(100),
    "data_index": lambda w: w.data.__setitem__(0, 100.0),
    "assign_data": lambda w: setattr(w, "data", torch.full_like(w.data, 100)),
    "assign_data_to_data": lambda w: setattr(w.data, "data", torch.full_like(w.data, 100)),
    "set_": lambda w: no_grad(lambda w: w.set_(torch.full_like(w.data, 100)), w),
    "data_set_": lambda w: w.data.set_(torch.full_like(w.data, 100)),
    "rebind": lambda w: w + 98,
}
PARAMS = {
    "change": [
        "in_place",
        "index",
        "detach",
        "data",
        "data_index",
        "assign_data",
        "assign_data_to_data",
        "set_",
        "data_set_",
        "rebind",
    ],
    "weight": ["leaf", "hidden", "plain"],
}


def observe(device, change, weight):
    x = torch.ones(1, device=device, requires_grad=True)
    w = torch.full((1,), 2.0, device=device, requires_grad=weight != "plain")
    if weight == "hidden":
        w = w * 1
    out = w * x
    changes[change](w)
    yield "w", w.item()
    out.backward()
    yield "x.grad", x.grad.item()


EXPECT = {
    "[detach-*]": {">=1.0": {"w": 100.0, "raises": "RuntimeError"}},
    "[in_place-*]": {">=1.0": {"w": 100.0, "raises": "RuntimeError"}},
    "[index-*]": {">=1.0": {"w": 100.0, "raises": "RuntimeError"}},
    "[set_-*]": {">=1.0": {"w": 100.0, "raises": "RuntimeError"}},
    "[data-*]": {">=1.0": {"w": 100.0, "x.grad": 100.0}},
    "[data_index-*]": {">=1.0": {"w": 100.0, "x.grad": 100.0}},
    "[assign_data-*]": {"<1.10": {"w": 100.0, "x.grad": 2.0}, ">=1.10": {"w": 100.0, "x.grad": 100.0}},
    "[assign_data_to_data-*]": {">=1.0": {"w": 2.0, "x.grad": 2.0}},
    "[rebind-*]": {">=1.0": {"w": 2.0, "x.grad": 2.0}},
    "[data_set_-*]": {
        "<1.1": {"w": 100.0, "x.grad": 100.0},
        ">=1.1,<1.13": {"raises": "RuntimeError"},
        ">=1.13": {"w": 2.0, "x.grad": 2.0},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/6990",
        "says": "A change through .data is not reported, and the gradient is silently wrong.",
        "facts": {"x.grad": 100.0},
        "rows": "[data-*]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/6990",
        "says": "A change through detach() is reported when backward needs the value.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[detach-*]",
    },
]

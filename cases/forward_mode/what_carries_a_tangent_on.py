"""Do `detach`, `no_grad`, `.data`, in-place changes and views keep the tangent of a dual number?

`no_grad` and `set_grad_enabled(False)` stop reverse mode only, and `clone` or a view keep the tangent, of course.
`detach`, `detach_` and `.data` drop it, as they drop the graph, and so do `deepcopy`, `inference_mode`
and a detour through Python numbers.
A tensor that was plain becomes a dual number when a dual number is written into it, or into a view of it.
In the prototype of 1.8 it was the other way round: `detach` kept the tangent, `clone` and what had no formula lost it,
and in-place changes left the old one, a wrong number; nothing warned.
In 1.9 a view, `fill_` and `zero_` raised for want of a formula, until 1.10.2 `where` and `item()`, which 1.11 takes.
An `out=` argument is refused since 1.9; what is refused raises a `RuntimeError` in 1.9,
a `NotImplementedError` since 1.10.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.forward_ad.make_dual.html
https://github.com/pytorch/pytorch/issues/78961
https://github.com/pytorch/pytorch/pull/49098
https://github.com/pytorch/pytorch/pull/58094
https://github.com/pytorch/pytorch/pull/59483
"""

import copy

import torch
import torch.autograd.forward_ad as forward_ad

PARAMS = {
    "way": [
        "clone", "view", "detach", "data", "no_grad", "set_grad_enabled", "inference_mode", "item", "deepcopy",
        "detach_", "requires_grad_", "mul_", "mul_no_grad", "copy_", "copy_data", "into_a_view", "through_a_view",
        "fill_", "zero_", "as_tensor", "to_double", "where", "new_tensor", "indexed_write", "out",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[no_grad]": ">=1.9", "[set_grad_enabled]": ">=1.9", "[requires_grad_]": ">=1.9",  # 1.8 cannot multiply
    "[inference_mode]": ">=1.9", "[*]": ">=1.8",
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, way):
    def written(function, *writes):
        target = torch.zeros(2, device=device)
        function(target)
        return target

    def under(mode, function):
        with mode:
            return function()

    with forward_ad.dual_level():
        x = forward_ad.make_dual(torch.full((2,), 3.0, device=device), torch.ones(2, device=device))
        out = {
            "clone": lambda: x.clone(),
            "view": lambda: x.view(2, 1),
            "detach": lambda: x.detach(),
            "data": lambda: x.data,
            "no_grad": lambda: under(torch.no_grad(), lambda: x * 2),
            "set_grad_enabled": lambda: under(torch.set_grad_enabled(False), lambda: x * 2),
            "inference_mode": lambda: under(torch.inference_mode(), lambda: x * 2),
            "item": lambda: torch.ones(2, device=device) * x[0].item(),
            "deepcopy": lambda: copy.deepcopy(x),
            "detach_": lambda: (x * 2).detach_(),
            "requires_grad_": lambda: x.requires_grad_() * 2,
            "mul_": lambda: x.mul_(2),
            "mul_no_grad": lambda: under(torch.no_grad(), lambda: x.mul_(2)),
            "copy_": lambda: written(lambda a: a.copy_(x)),
            "copy_data": lambda: written(lambda a: a.data.copy_(x)),
            "into_a_view": lambda: written(lambda a: a[:1].copy_(x[:1])),
            "through_a_view": lambda: written(lambda a: a.view(2, 1).add_(x.view(2, 1))),
            "fill_": lambda: x.fill_(1.0),
            "zero_": lambda: x.zero_(),
            "as_tensor": lambda: torch.as_tensor(x),
            "to_double": lambda: x.double(),
            "where": lambda: torch.where(x > 0, x, -x),
            "new_tensor": lambda: torch.tensor(x.tolist(), device=device),
            "indexed_write": lambda: written(lambda a: a.__setitem__(0, x[0])),
            "out": lambda: written(lambda a: torch.mul(x, x, out=a)),
        }[way]()
        tangent = forward_ad.unpack_dual(out).tangent
        yield "tangent", None if tangent is None else (tangent + 0).view(-1).tolist()


EXPECT = {
    "[clone]": {"<1.9": {"tangent": "None"}, ">=1.9": {"tangent": [1.0, 1.0]}},
    "[through_a_view]": {
        "<1.9": {"tangent": "None"},
        ">=1.9,<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"tangent": [1.0, 1.0]},
    },
    "[view]": {
        "<1.9": {"tangent": "None"},
        ">=1.9,<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"tangent": [1.0, 1.0]},
    },
    "[detach]": {"<1.9": {"tangent": [1.0, 1.0]}, ">=1.9": {"tangent": "None"}},
    "[copy_data]": {">=1.0": {"tangent": "None"}},
    "[data]": {">=1.0": {"tangent": "None"}},
    "[deepcopy]": {">=1.0": {"tangent": "None"}},
    "[detach_]": {">=1.0": {"tangent": "None"}},
    "[inference_mode]": {">=1.0": {"tangent": "None"}},
    "[new_tensor]": {">=1.0": {"tangent": "None"}},
    "[no_grad]": {">=1.0": {"tangent": [2.0, 2.0]}},
    "[requires_grad_]": {">=1.0": {"tangent": [2.0, 2.0]}},
    "[set_grad_enabled]": {">=1.0": {"tangent": [2.0, 2.0]}},
    "[item]": {
        "<1.9": {"tangent": "None"},
        ">=1.9,<1.10": {"raises": "RuntimeError"},
        ">=1.10,<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"tangent": "None"},
    },
    "[mul_]": {"<1.9": {"tangent": [1.0, 1.0]}, ">=1.9": {"tangent": [2.0, 2.0]}},
    "[mul_no_grad]": {"<1.9": {"tangent": [1.0, 1.0]}, ">=1.9": {"tangent": [2.0, 2.0]}},
    "[as_tensor]": {">=1.0": {"tangent": [1.0, 1.0]}},
    "[copy_]": {">=1.0": {"tangent": [1.0, 1.0]}},
    "[to_double]": {">=1.0": {"tangent": [1.0, 1.0]}},
    "[indexed_write]": {"<1.9": {"tangent": "None"}, ">=1.9": {"tangent": [1.0, 0.0]}},
    "[into_a_view]": {"<1.9": {"tangent": "None"}, ">=1.9": {"tangent": [1.0, 0.0]}},
    "[fill_]": {
        "<1.9": {"tangent": [1.0, 1.0]},
        ">=1.9,<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"tangent": [0.0, 0.0]},
    },
    "[zero_]": {
        "<1.9": {"tangent": [1.0, 1.0]},
        ">=1.9,<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"tangent": [0.0, 0.0]},
    },
    "[where]": {
        "<1.9": {"tangent": "None"},
        ">=1.9,<1.10": {"raises": "RuntimeError"},
        ">=1.10,<1.11": {"raises": "NotImplementedError"},
        ">=1.11": {"tangent": [1.0, 1.0]},
    },
    "[out]": {
        "<1.9": {"tangent": "None"},
        ">=1.9,<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"raises": "NotImplementedError"},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/78961",
        "says": "Under no_grad there should be no tangent either, as the graph is switched off.",
        "facts": {"tangent": "None"},
        "rows": "[no_grad]",
    },
]

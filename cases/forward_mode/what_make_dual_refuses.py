"""Which tensors and tangents does `make_dual` accept, and where does a dual number live?

A tangent of another shape is refused, one of another type is not;
an integer primal was taken until 1.12.1, and is refused since 1.13.
A dual number exists only inside a level: outside, `make_dual` raises, and after the level it has no tangent any more.
Levels do not nest: a second one raises, and so forward over forward needs `torch.func.jvp`.
In the prototype of 1.8 the product of dual numbers had no formula yet, and lost every tangent; since 1.9 it has.
`unpack_dual` of an ordinary tensor has the tangent None, and making a dual of a dual is refused.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.forward_ad.make_dual.html
https://docs.pytorch.org/docs/stable/generated/torch.autograd.forward_ad.dual_level.html
https://github.com/pytorch/pytorch/pull/49098
https://github.com/pytorch/pytorch/pull/78361
"""

import torch
import torch.autograd.forward_ad as forward_ad

TORCH = ">=1.8"
PARAMS = {
    "what": [
        "plain", "other_shape", "expanded_tangent", "other_type", "integer", "no_level", "nested_level",
        "dual_of_a_dual", "unpack_plain", "after_the_level", "next_level", "tangent_requires_grad",
        "primal_requires_grad", "leaf_kept",
    ]
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, what):
    ones = torch.ones(2, device=device)
    x = torch.full((2,), 3.0, device=device, requires_grad=what in ("primal_requires_grad", "leaf_kept"))
    if what == "no_level":
        forward_ad.make_dual(x, ones)
    with forward_ad.dual_level():
        tangent = {
            "other_shape": lambda: torch.ones(3, device=device),
            "expanded_tangent": lambda: ones[:1].expand(2),
            "other_type": lambda: ones.double(),
            "tangent_requires_grad": lambda: ones.requires_grad_(),
        }.get(what, lambda: ones)()
        dual = forward_ad.make_dual(x.long() if what == "integer" else x, tangent)
        if what == "nested_level":
            with forward_ad.dual_level():
                dual = forward_ad.make_dual(dual * dual, ones)
        if what == "dual_of_a_dual":
            dual = forward_ad.make_dual(dual, 2 * ones)
        out = x * x if what == "unpack_plain" else dual * dual
        unpacked = forward_ad.unpack_dual(out)
        yield "tangent", None if unpacked.tangent is None else unpacked.tangent.tolist()
        if unpacked.tangent is not None:
            yield "tangent requires grad", unpacked.tangent.requires_grad
        yield "dual is x", dual is x
        yield "x has a tangent", forward_ad.unpack_dual(x).tangent is not None
    if what == "after_the_level":
        yield "tangent after", forward_ad.unpack_dual(out)[1]
    if what == "next_level":
        with forward_ad.dual_level():
            yield "tangent after", forward_ad.unpack_dual(out).tangent


EXPECT = {
    "[expanded_tangent]": {
        "<1.9": {"tangent": "None", "dual is x": False, "x has a tangent": False},
        ">=1.9": {"tangent": [6.0, 6.0], "tangent requires grad": False, "dual is x": False, "x has a tangent": False},
    },
    "[other_type]": {
        "<1.9": {"tangent": "None", "dual is x": False, "x has a tangent": False},
        ">=1.9": {"tangent": [6.0, 6.0], "tangent requires grad": False, "dual is x": False, "x has a tangent": False},
    },
    "[plain]": {
        "<1.9": {"tangent": "None", "dual is x": False, "x has a tangent": False},
        ">=1.9": {"tangent": [6.0, 6.0], "tangent requires grad": False, "dual is x": False, "x has a tangent": False},
    },
    "[dual_of_a_dual]": {">=1.0": {"raises": "RuntimeError"}},
    "[nested_level]": {">=1.0": {"raises": "RuntimeError"}},
    "[no_level]": {">=1.0": {"raises": "RuntimeError"}},
    "[other_shape]": {">=1.0": {"raises": "RuntimeError"}},
    "[integer]": {
        "<1.9": {"tangent": "None", "dual is x": False, "x has a tangent": False},
        ">=1.9,<1.13": {
            "tangent": [6.0, 6.0],
            "tangent requires grad": False,
            "dual is x": False,
            "x has a tangent": False,
        },
        ">=1.13": {"raises": "ValueError"},
    },
    "[unpack_plain]": {">=1.0": {"tangent": "None", "dual is x": False, "x has a tangent": False}},
    "[after_the_level]": {
        "<1.9": {"tangent": "None", "dual is x": False, "x has a tangent": False, "tangent after": "None"},
        ">=1.9": {
            "tangent": [6.0, 6.0],
            "tangent requires grad": False,
            "dual is x": False,
            "x has a tangent": False,
            "tangent after": "None",
        },
    },
    "[next_level]": {
        "<1.9": {"tangent": "None", "dual is x": False, "x has a tangent": False, "tangent after": "None"},
        ">=1.9": {
            "tangent": [6.0, 6.0],
            "tangent requires grad": False,
            "dual is x": False,
            "x has a tangent": False,
            "tangent after": "None",
        },
    },
    "[leaf_kept]": {
        "<1.9": {"tangent": "None", "dual is x": False, "x has a tangent": False},
        ">=1.9": {"tangent": [6.0, 6.0], "tangent requires grad": True, "dual is x": False, "x has a tangent": False},
    },
    "[primal_requires_grad]": {
        "<1.9": {"tangent": "None", "dual is x": False, "x has a tangent": False},
        ">=1.9": {"tangent": [6.0, 6.0], "tangent requires grad": True, "dual is x": False, "x has a tangent": False},
    },
    "[tangent_requires_grad]": {
        "<1.9": {"tangent": "None", "dual is x": False, "x has a tangent": False},
        ">=1.9": {"tangent": [6.0, 6.0], "tangent requires grad": True, "dual is x": False, "x has a tangent": False},
    },
}

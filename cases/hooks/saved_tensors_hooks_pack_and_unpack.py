"""What may the pack and unpack hooks of saved tensors do?

pack may return anything and unpack must make a tensor of it; no release checks that it is the same one.
So an unpack hook that scales by ten gives gradients ten times too large,
and one that returns a single row gives a broadcast, without an error.
Changing the tensor in place in pack is refused, and an unpack that returns a number is a TypeError.
An error raised in pack was a RuntimeError until 1.13 and keeps its own type since 2.0;
#94456 calls that backwards incompatible.

https://github.com/pytorch/pytorch/pull/94456
https://docs.pytorch.org/tutorials/intermediate/autograd_saved_tensors_hooks_tutorial.html
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch

TORCH = ">=1.10"

PARAMS = {
    "hooks": [
        "identity",
        "to_number",
        "ten_times",
        "packed_in_place",
        "unpack_gives_number",
        "unpack_wrong_shape",
        "unpack_other_dtype",
        "pack_raises",
    ],
    "saves": ["input", "output"],
}


def observe(device, hooks, saves):
    calls = []
    pack, unpack = {
        "to_number": (lambda t: t.tolist(), lambda v: torch.tensor(v, device=device)),
        "ten_times": (lambda t: t, lambda t: t * 10),
        "packed_in_place": (lambda t: t.mul_(10), lambda t: t),
        "unpack_gives_number": (lambda t: t, lambda t: 1.0),
        "unpack_wrong_shape": (lambda t: t, lambda t: t[:1]),
        "unpack_other_dtype": (lambda t: t, lambda t: t.double()),
        "pack_raises": (lambda t: 1 // 0, lambda t: t),
    }.get(hooks, (lambda t: t, lambda t: t))

    def counted(name, function):
        def hook(value):
            calls.append(name)
            return function(value)

        return hook

    weight = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    hidden = weight * 1
    with torch.autograd.graph.saved_tensors_hooks(counted("pack", pack), counted("unpack", unpack)):
        if saves == "output":
            out = hidden.exp()
        else:
            out = hidden.pow(2)
    yield "after forward", calls
    out.sum().backward()
    yield "after backward", calls
    yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[identity-input]": {
        ">=1.0": {"after forward": ["pack"], "after backward": ["pack", "unpack"], "weight.grad": [2.0, 4.0]},
    },
    "[to_number-input]": {
        ">=1.0": {"after forward": ["pack"], "after backward": ["pack", "unpack"], "weight.grad": [2.0, 4.0]},
    },
    "[unpack_other_dtype-input]": {
        ">=1.0": {"after forward": ["pack"], "after backward": ["pack", "unpack"], "weight.grad": [2.0, 4.0]},
    },
    "[identity-output]": {
        ">=1.0": {"after forward": ["pack"], "after backward": ["pack", "unpack"], "weight.grad": [2.718, 7.389]},
    },
    "[to_number-output]": {
        ">=1.0": {"after forward": ["pack"], "after backward": ["pack", "unpack"], "weight.grad": [2.718, 7.389]},
    },
    "[unpack_other_dtype-output]": {
        ">=1.0": {"after forward": ["pack"], "after backward": ["pack", "unpack"], "weight.grad": [2.718, 7.389]},
    },
    "[ten_times-input]": {
        ">=1.0": {"after forward": ["pack"], "after backward": ["pack", "unpack"], "weight.grad": [20.0, 40.0]},
    },
    "[ten_times-output]": {
        ">=1.0": {"after forward": ["pack"], "after backward": ["pack", "unpack"], "weight.grad": [27.18, 73.89]},
    },
    "[packed_in_place-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[unpack_gives_number-*]": {">=1.0": {"after forward": ["pack"], "raises": "TypeError"}},
    "[unpack_wrong_shape-input]": {
        ">=1.0": {"after forward": ["pack"], "after backward": ["pack", "unpack"], "weight.grad": [2.0, 2.0]},
    },
    "[unpack_wrong_shape-output]": {
        ">=1.0": {"after forward": ["pack"], "after backward": ["pack", "unpack"], "weight.grad": [2.718, 2.718]},
    },
    "[pack_raises-*]": {"<2.0": {"raises": "RuntimeError"}, ">=2.0": {"raises": "ZeroDivisionError"}},
}

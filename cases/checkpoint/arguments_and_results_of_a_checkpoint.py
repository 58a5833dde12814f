"""Which arguments may a checkpointed function take, and what may it return?

The classic variant sees tensors among its positional arguments only:
keywords are refused (TypeError in 1.0, ValueError since 1.1), and a tensor in a list or captured from outside
makes an output without a graph, with a warning.
None or a list as an argument was an AttributeError in 1.0; since 1.1 what is no tensor is passed on (#17969).
Numbers as arguments and None in the results were a TypeError until 1.8 and work since 1.9 (#52422),
which also lets a list or dict of results pass: it comes back without a graph and without a warning.
A result that does not require grad is made to, and a backward from nothing else raises;
beside one that does it is left out of the backward since 1.8 (#45934).
`use_reentrant=False` takes and returns anything, keywords since 1.13 (#80987), and a constant stays a constant.

https://github.com/pytorch/pytorch/pull/17969
https://github.com/pytorch/pytorch/pull/45934
https://github.com/pytorch/pytorch/pull/52422
https://github.com/pytorch/pytorch/pull/69508
https://github.com/pytorch/pytorch/pull/80987
https://docs.pytorch.org/docs/stable/checkpoint.html
"""

import torch
from torch.utils.checkpoint import checkpoint

PARAMS = {
    "variant": ["default", "non_reentrant"],
    "function": [
        "keyword",
        "list_argument",
        "number_argument",
        "None_argument",
        "closure_only",
        "no_argument",
        "None_result",
        "list_result",
        "dict_result",
        "constant_result",
        "frozen_result",
        "input_returned",
    ],
}

TORCH = {"[non_reentrant-*]": ">=1.11"}


def observe(device, variant, function):
    options = {"use_reentrant": False} if variant == "non_reentrant" else {}
    weight = torch.tensor([3.0], device=device, requires_grad=True)
    x = torch.tensor([2.0], device=device, requires_grad=True)

    def run(called, *args, **kwargs):
        return checkpoint(called, *args, **dict(kwargs, **options))

    result = {
        "keyword": lambda: run(lambda a, k=1.0: (a * k).exp(), x, k=2.0),
        "list_argument": lambda: run(lambda a: a[0].exp(), [x]),
        "number_argument": lambda: run(lambda a, n: (a * n).exp(), x, 2.0),
        "None_argument": lambda: run(lambda a, n: a.exp(), x, None),
        "closure_only": lambda: run(lambda a: a * weight, torch.ones(1, device=device)),
        "no_argument": lambda: run(lambda: x.exp() * weight),
        "None_result": lambda: run(lambda a: (a.exp(), None), x),
        "list_result": lambda: run(lambda a: [a.exp(), a * 2], x),
        "dict_result": lambda: run(lambda a: {"out": a.exp()}, x),
        "constant_result": lambda: run(lambda a: (a.exp(), torch.ones(1, device=device)), x),
        "frozen_result": lambda: run(lambda a: a.detach() * 2, x),
        "input_returned": lambda: run(lambda a: a, x),
    }[function]()
    out = result["out"] if isinstance(result, dict) else result[0]
    yield "type", type(result).__name__
    yield "out.requires_grad", out.requires_grad
    if function == "constant_result":
        yield "second.requires_grad", result[1].requires_grad
    out.sum().backward()
    yield "x.grad", x.grad.tolist() if x.grad is not None else None
    yield "weight.grad", weight.grad.tolist() if weight.grad is not None else None


EXPECT = {
    "[default-keyword]": {
        "<1.1": {"raises": "TypeError"},
        ">=1.1,<2.1": {"raises": "ValueError"},
        ">=2.1": {"raises": "ValueError", "warns": ["UserWarning"]},
    },
    "[default-list_argument]": {
        "<1.1": {"raises": "AttributeError"},
        ">=1.1": {"type": "Tensor", "out.requires_grad": False, "raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[default-number_argument]": {
        "<1.9": {"raises": "TypeError"},
        ">=1.9,<1.10": {"type": "Tensor", "out.requires_grad": True, "x.grad": [109.2], "weight.grad": "None"},
        ">=1.10,<1.13": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [109.2],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"type": "Tensor", "out.requires_grad": True, "x.grad": [109.2], "weight.grad": "None"},
        ">=2.1,<2.4": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [109.2],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [109.2],
            "weight.grad": "None",
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [109.2],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[default-None_argument]": {
        "<1.1": {"type": "Tensor", "out.requires_grad": True, "raises": "AttributeError"},
        ">=1.1,<1.10": {"type": "Tensor", "out.requires_grad": True, "x.grad": [7.389], "weight.grad": "None"},
        ">=1.10,<1.13": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"type": "Tensor", "out.requires_grad": True, "x.grad": [7.389], "weight.grad": "None"},
        ">=2.1,<2.4": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[default-closure_only]": {
        ">=1.0": {"type": "Tensor", "out.requires_grad": False, "raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[default-no_argument]": {
        ">=1.0": {"type": "Tensor", "out.requires_grad": False, "raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[default-None_result]": {
        "<1.9": {"raises": "TypeError"},
        ">=1.9,<1.10": {"type": "tuple", "out.requires_grad": True, "x.grad": [7.389], "weight.grad": "None"},
        ">=1.10,<1.13": {
            "type": "tuple",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"type": "tuple", "out.requires_grad": True, "x.grad": [7.389], "weight.grad": "None"},
        ">=2.1,<2.4": {
            "type": "tuple",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "type": "tuple",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "type": "tuple",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[default-list_result]": {
        "<1.9": {"raises": "TypeError"},
        ">=1.9,<2.1": {"type": "list", "out.requires_grad": False, "raises": "RuntimeError"},
        ">=2.1": {"type": "list", "out.requires_grad": False, "raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[default-dict_result]": {
        "<1.9": {"raises": "TypeError"},
        ">=1.9,<2.1": {"type": "dict", "out.requires_grad": False, "raises": "RuntimeError"},
        ">=2.1": {"type": "dict", "out.requires_grad": False, "raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[default-constant_result]": {
        "<1.8": {"type": "tuple", "out.requires_grad": True, "second.requires_grad": True, "raises": "RuntimeError"},
        ">=1.8,<1.10": {
            "type": "tuple",
            "out.requires_grad": True,
            "second.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
        },
        ">=1.10,<1.13": {
            "type": "tuple",
            "out.requires_grad": True,
            "second.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {
            "type": "tuple",
            "out.requires_grad": True,
            "second.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
        },
        ">=2.1,<2.4": {
            "type": "tuple",
            "out.requires_grad": True,
            "second.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "type": "tuple",
            "out.requires_grad": True,
            "second.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "type": "tuple",
            "out.requires_grad": True,
            "second.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[default-frozen_result]": {
        "<1.10": {"type": "Tensor", "out.requires_grad": True, "raises": "RuntimeError"},
        ">=1.10,<1.13": {
            "type": "Tensor",
            "out.requires_grad": True,
            "raises": "RuntimeError",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"type": "Tensor", "out.requires_grad": True, "raises": "RuntimeError"},
        ">=2.1,<2.4": {"type": "Tensor", "out.requires_grad": True, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.4,<2.5": {
            "type": "Tensor",
            "out.requires_grad": True,
            "raises": "RuntimeError",
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {"type": "Tensor", "out.requires_grad": True, "raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[default-input_returned]": {
        "<1.10": {"type": "Tensor", "out.requires_grad": True, "x.grad": [1.0], "weight.grad": "None"},
        ">=1.10,<1.13": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [1.0],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.1": {"type": "Tensor", "out.requires_grad": True, "x.grad": [1.0], "weight.grad": "None"},
        ">=2.1,<2.4": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [1.0],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=2.4,<2.5": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [1.0],
            "weight.grad": "None",
            "warns": ["FutureWarning", "UserWarning"],
        },
        ">=2.5": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [1.0],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[non_reentrant-keyword]": {
        "<1.13": {"raises": "ValueError"},
        ">=1.13,<2.4": {"type": "Tensor", "out.requires_grad": True, "x.grad": [109.2], "weight.grad": "None"},
        ">=2.4,<2.5": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [109.2],
            "weight.grad": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"type": "Tensor", "out.requires_grad": True, "x.grad": [109.2], "weight.grad": "None"},
    },
    "[non_reentrant-None_argument]": {
        "<1.13": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"type": "Tensor", "out.requires_grad": True, "x.grad": [7.389], "weight.grad": "None"},
        ">=2.4,<2.5": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"type": "Tensor", "out.requires_grad": True, "x.grad": [7.389], "weight.grad": "None"},
    },
    "[non_reentrant-list_argument]": {
        "<1.13": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"type": "Tensor", "out.requires_grad": True, "x.grad": [7.389], "weight.grad": "None"},
        ">=2.4,<2.5": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"type": "Tensor", "out.requires_grad": True, "x.grad": [7.389], "weight.grad": "None"},
    },
    "[non_reentrant-number_argument]": {
        "<1.13": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [109.2],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"type": "Tensor", "out.requires_grad": True, "x.grad": [109.2], "weight.grad": "None"},
        ">=2.4,<2.5": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [109.2],
            "weight.grad": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"type": "Tensor", "out.requires_grad": True, "x.grad": [109.2], "weight.grad": "None"},
    },
    "[non_reentrant-closure_only]": {
        "<1.13": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": "None",
            "weight.grad": [1.0],
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"type": "Tensor", "out.requires_grad": True, "x.grad": "None", "weight.grad": [1.0]},
        ">=2.4,<2.5": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": "None",
            "weight.grad": [1.0],
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"type": "Tensor", "out.requires_grad": True, "x.grad": "None", "weight.grad": [1.0]},
    },
    "[non_reentrant-no_argument]": {
        "<1.13": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [22.17],
            "weight.grad": [7.389],
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"type": "Tensor", "out.requires_grad": True, "x.grad": [22.17], "weight.grad": [7.389]},
        ">=2.4,<2.5": {
            "type": "Tensor",
            "out.requires_grad": True,
            "x.grad": [22.17],
            "weight.grad": [7.389],
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"type": "Tensor", "out.requires_grad": True, "x.grad": [22.17], "weight.grad": [7.389]},
    },
    "[non_reentrant-None_result]": {
        "<1.13": {
            "type": "tuple",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"type": "tuple", "out.requires_grad": True, "x.grad": [7.389], "weight.grad": "None"},
        ">=2.4,<2.5": {
            "type": "tuple",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"type": "tuple", "out.requires_grad": True, "x.grad": [7.389], "weight.grad": "None"},
    },
    "[non_reentrant-list_result]": {
        "<1.13": {
            "type": "list",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"type": "list", "out.requires_grad": True, "x.grad": [7.389], "weight.grad": "None"},
        ">=2.4,<2.5": {
            "type": "list",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"type": "list", "out.requires_grad": True, "x.grad": [7.389], "weight.grad": "None"},
    },
    "[non_reentrant-dict_result]": {
        "<1.13": {
            "type": "dict",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {"type": "dict", "out.requires_grad": True, "x.grad": [7.389], "weight.grad": "None"},
        ">=2.4,<2.5": {
            "type": "dict",
            "out.requires_grad": True,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"type": "dict", "out.requires_grad": True, "x.grad": [7.389], "weight.grad": "None"},
    },
    "[non_reentrant-constant_result]": {
        "<1.13": {
            "type": "tuple",
            "out.requires_grad": True,
            "second.requires_grad": False,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["UserWarning"],
        },
        ">=1.13,<2.4": {
            "type": "tuple",
            "out.requires_grad": True,
            "second.requires_grad": False,
            "x.grad": [7.389],
            "weight.grad": "None",
        },
        ">=2.4,<2.5": {
            "type": "tuple",
            "out.requires_grad": True,
            "second.requires_grad": False,
            "x.grad": [7.389],
            "weight.grad": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.5": {
            "type": "tuple",
            "out.requires_grad": True,
            "second.requires_grad": False,
            "x.grad": [7.389],
            "weight.grad": "None",
        },
    },
    "[non_reentrant-frozen_result]": {
        ">=1.0": {"type": "Tensor", "out.requires_grad": False, "raises": "RuntimeError"},
    },
    "[non_reentrant-input_returned]": {
        ">=1.0": {"type": "Tensor", "out.requires_grad": True, "x.grad": [1.0], "weight.grad": "None"},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/7617",
        "says": "checkpoint(f, x) should require grad exactly if f(x) does: a detached result does not.",
        "facts": {"out.requires_grad": False},
        "rows": "[*-frozen_result]",
    }
]

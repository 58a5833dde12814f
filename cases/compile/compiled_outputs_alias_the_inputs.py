"""Is a compiled function's output still a view of its input, or the input itself?

A function returns its argument, a view of it or a detached alias;
writing into the output shows in the input exactly where it does without compiling.
The compiled rows begin with 2.1: 2.0 refuses Python 3.11, with which these releases are measured.

https://docs.pytorch.org/docs/stable/torch.compiler_faq.html
https://docs.pytorch.org/docs/stable/generated/torch.compile.html
"""

import torch

TORCH = {"[*-none]": ">=2.0", "[*-eager]": ">=2.1", "[*-aot_eager]": ">=2.1"}
PARAMS = {"returned": ["input", "view", "detached"], "backend": ["none", "eager", "aot_eager"]}


def observe(device, returned, backend):
    def function(x):
        return x, {"input": lambda: x, "view": lambda: x.view(-1), "detached": lambda: x.detach()}[returned]()

    leaf = torch.ones(2, 2, device=device, requires_grad=True)
    run = function if backend == "none" else torch.compile(function, backend=backend)
    x = leaf * 1
    first, second = run(x)
    yield "first is the input", first is x
    yield "second is first", second is first
    yield "second is a view", second._is_view()
    yield "second requires grad", second.requires_grad
    with torch.no_grad():
        second.fill_(5.0)
    yield "input changed", bool((x != 1).any())
    yield "first changed", bool((first == 5).all())


EXPECT = {
    "[input-eager]": {
        ">=1.0": {
            "first is the input": True,
            "second is first": True,
            "second is a view": False,
            "second requires grad": True,
            "input changed": True,
            "first changed": True,
        },
    },
    "[input-none]": {
        ">=1.0": {
            "first is the input": True,
            "second is first": True,
            "second is a view": False,
            "second requires grad": True,
            "input changed": True,
            "first changed": True,
        },
    },
    "[input-aot_eager]": {
        "<2.2": {
            "first is the input": True,
            "second is first": True,
            "second is a view": False,
            "second requires grad": True,
            "input changed": True,
            "first changed": True,
            "warns": ["UserWarning"],
        },
        ">=2.2": {
            "first is the input": True,
            "second is first": True,
            "second is a view": False,
            "second requires grad": True,
            "input changed": True,
            "first changed": True,
        },
    },
    "[view-eager]": {
        ">=1.0": {
            "first is the input": True,
            "second is first": False,
            "second is a view": True,
            "second requires grad": True,
            "input changed": True,
            "first changed": True,
        },
    },
    "[view-none]": {
        ">=1.0": {
            "first is the input": True,
            "second is first": False,
            "second is a view": True,
            "second requires grad": True,
            "input changed": True,
            "first changed": True,
        },
    },
    "[view-aot_eager]": {
        "<2.2": {
            "first is the input": True,
            "second is first": False,
            "second is a view": True,
            "second requires grad": True,
            "input changed": True,
            "first changed": True,
            "warns": ["UserWarning"],
        },
        ">=2.2": {
            "first is the input": True,
            "second is first": False,
            "second is a view": True,
            "second requires grad": True,
            "input changed": True,
            "first changed": True,
        },
    },
    "[detached-*]": {
        ">=1.0": {
            "first is the input": True,
            "second is first": False,
            "second is a view": False,
            "second requires grad": False,
            "input changed": True,
            "first changed": True,
        },
    },
}

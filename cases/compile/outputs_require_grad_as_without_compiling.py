"""Do `detach`, `no_grad` and their kin mean the same inside `torch.compile`?

Each function is called as it is and compiled with two backends, which trace but generate no code;
its first output should require a gradient exactly when it does without compiling.
After `detach_()` inside, the flag as the function itself sees it stayed True until 2.11, and is False since 2.12.
`enable_grad` inside a function called under `no_grad` was forgotten by "aot_eager" until 2.4, and counts since 2.5;
and in 2.1 it lost `requires_grad_()` on an intermediate and `set_grad_enabled(False)` as a plain call.
Nothing warned of any of these (2.1 warned of changed options, whatever "aot_eager" compiled, and meant nothing by it).
The compiled rows begin with 2.1: 2.0 refuses Python 3.11, with which these releases are measured.

https://github.com/pytorch/pytorch/issues/176854
https://github.com/pytorch/pytorch/issues/114338
https://github.com/pytorch/pytorch/issues/112072
https://github.com/pytorch/pytorch/pull/110053
https://github.com/pytorch/pytorch/pull/112396
https://github.com/pytorch/pytorch/pull/128890
https://github.com/pytorch/pytorch/pull/177875
"""

import torch

TORCH = {"[*-none]": ">=2.0", "[*-eager]": ">=2.1", "[*-aot_eager]": ">=2.1"}
PARAMS = {
    "what": ["detach", "detach_", "data", "no_grad inside", "no_grad outside", "enable_grad under no_grad",
             "set_grad_enabled stays", "inference_mode inside", "requires_grad_", "second output detached"],
    "backend": ["none", "eager", "aot_eager"],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, what, backend):
    switch = torch.set_grad_enabled
    modes = {"no_grad inside": torch.no_grad, "inference_mode inside": torch.inference_mode}
    mode = modes.get(what, torch.enable_grad)

    def function(x):
        y = x * 2
        if what == "detach_":
            y.detach_()
        elif what == "data":
            y = y.data
        elif what == "requires_grad_":
            y = y.detach().requires_grad_()
        elif what == "set_grad_enabled stays":
            switch(False)
            y = x * 2
        elif what.endswith("inside") or what == "enable_grad under no_grad":
            with mode():
                y = x * 2
        y = y.detach() if what == "detach" else y
        return y, (x * 3).detach(), y.requires_grad

    leaf = torch.ones(1, device=device, requires_grad=True)
    run = function if backend == "none" else torch.compile(function, backend=backend)
    with torch.set_grad_enabled(not what.startswith(("no_grad outside", "enable_grad"))):
        first, second, inside = run(leaf)
    yield "requires grad", first.requires_grad
    yield "requires grad, asked inside", inside
    yield "is a leaf", first.is_leaf
    yield "second requires grad", second.requires_grad
    yield "gradients enabled afterwards", torch.is_grad_enabled()
    torch.set_grad_enabled(True)


EXPECT = {
    "[inference_mode inside-*]": {
        ">=1.0": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[data-eager]": {
        ">=1.0": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[data-none]": {
        ">=1.0": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[detach-eager]": {
        ">=1.0": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[detach-none]": {
        ">=1.0": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[detach_-none]": {
        ">=1.0": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[no_grad inside-eager]": {
        ">=1.0": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[no_grad inside-none]": {
        ">=1.0": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[no_grad outside-eager]": {
        ">=1.0": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[no_grad outside-none]": {
        ">=1.0": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[set_grad_enabled stays-eager]": {
        ">=1.0": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[set_grad_enabled stays-none]": {
        ">=1.0": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[data-aot_eager]": {
        "<2.2": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
            "warns": ["UserWarning"],
        },
        ">=2.2": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[detach-aot_eager]": {
        "<2.2": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
            "warns": ["UserWarning"],
        },
        ">=2.2": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[no_grad inside-aot_eager]": {
        "<2.2": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
            "warns": ["UserWarning"],
        },
        ">=2.2": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[no_grad outside-aot_eager]": {
        "<2.2": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
            "warns": ["UserWarning"],
        },
        ">=2.2": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[detach_-eager]": {
        "<2.12": {
            "requires grad": False,
            "requires grad, asked inside": True,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
        ">=2.12": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[detach_-aot_eager]": {
        "<2.2": {
            "requires grad": False,
            "requires grad, asked inside": True,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
            "warns": ["UserWarning"],
        },
        ">=2.2,<2.12": {
            "requires grad": False,
            "requires grad, asked inside": True,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
        ">=2.12": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[second output detached-*]": {
        ">=1.0": {
            "requires grad": True,
            "requires grad, asked inside": True,
            "is a leaf": False,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[enable_grad under no_grad-eager]": {
        ">=1.0": {
            "requires grad": True,
            "requires grad, asked inside": True,
            "is a leaf": False,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[enable_grad under no_grad-none]": {
        ">=1.0": {
            "requires grad": True,
            "requires grad, asked inside": True,
            "is a leaf": False,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[enable_grad under no_grad-aot_eager]": {
        "<2.2": {
            "requires grad": False,
            "requires grad, asked inside": True,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
            "warns": ["UserWarning"],
        },
        ">=2.2,<2.5": {
            "requires grad": False,
            "requires grad, asked inside": True,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
        ">=2.5": {
            "requires grad": True,
            "requires grad, asked inside": True,
            "is a leaf": False,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[set_grad_enabled stays-aot_eager]": {
        "<2.2": {
            "requires grad": True,
            "requires grad, asked inside": False,
            "is a leaf": False,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
        ">=2.2": {
            "requires grad": False,
            "requires grad, asked inside": False,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[requires_grad_-eager]": {
        ">=1.0": {
            "requires grad": True,
            "requires grad, asked inside": True,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[requires_grad_-none]": {
        ">=1.0": {
            "requires grad": True,
            "requires grad, asked inside": True,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
    "[requires_grad_-aot_eager]": {
        "<2.2": {
            "requires grad": False,
            "requires grad, asked inside": True,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
            "warns": ["UserWarning"],
        },
        ">=2.2": {
            "requires grad": True,
            "requires grad, asked inside": True,
            "is a leaf": True,
            "second requires grad": False,
            "gradients enabled afterwards": True,
        },
    },
}

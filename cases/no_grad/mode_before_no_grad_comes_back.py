"""Do nested no_grad blocks restore the mode that was there before, also after an exception?

Each block remembers the mode it found and puts it back on leaving, however it is left:
at its end, by an exception, by a return, or by an inner block that turns gradients on again.
One thing breaks it, in every release: entering one and the same no_grad *object* twice.
It has a single place for the mode it found, the inner entry overwrites it, and gradients stay off for good.

https://pytorch.org/docs/stable/generated/torch.no_grad.html
https://github.com/pytorch/pytorch/issues/44531
"""

import torch

PARAMS = {"case": ["nested", "exception", "return", "enable_inside", "same_object_twice"]}


def observe(case):
    modes = []

    def leave_by_return():
        with torch.no_grad():
            with torch.no_grad():
                return

    if case == "exception":
        try:
            with torch.no_grad():
                with torch.no_grad():
                    raise KeyError
        except KeyError:
            pass
    elif case == "return":
        leave_by_return()
    else:
        outer = torch.no_grad()
        inner = {"enable_inside": torch.enable_grad(), "same_object_twice": outer}.get(case, torch.no_grad())
        with outer:
            with inner:
                modes.append(torch.is_grad_enabled())
            modes.append(torch.is_grad_enabled())
    yield "modes inside", modes
    yield "grad enabled afterwards", torch.is_grad_enabled()


EXPECT = {
    "[nested]": {">=1.0": {"modes inside": [False, False], "grad enabled afterwards": True}},
    "[exception]": {">=1.0": {"modes inside": [], "grad enabled afterwards": True}},
    "[return]": {">=1.0": {"modes inside": [], "grad enabled afterwards": True}},
    "[enable_inside]": {">=1.0": {"modes inside": [True, False], "grad enabled afterwards": True}},
    "[same_object_twice]": {
        ">=1.0": {"modes inside": [False, False], "grad enabled afterwards": False},
    },
}

CLAIMS = [
    {
        "source": "S2.5 002_ce39600eaf8dca32.txt",
        "says": "no_grad nests, and the mode before the outer block is restored when it is left.",
        "facts": {"modes inside": [False, False], "grad enabled afterwards": True},
        "rows": "[nested]",
    },
    {
        "source": "S2.5 002_ce39600eaf8dca32.txt",
        "says": "It is restored after an exception, too.",
        "facts": {"grad enabled afterwards": True},
        "rows": "[exception]",
    },
]

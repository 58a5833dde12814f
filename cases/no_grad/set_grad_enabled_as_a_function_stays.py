"""How long does torch.set_grad_enabled(False) stay in force?

Called as a plain function, until it is called again: the mode is set the moment the object is made.
Used in a `with`, until the end of the block.
As a decorator it was impossible at first; from 1.11 on it works (no note found), but until 2.1 decorating
a function already turned gradients off for what came after; from 2.2 on, only while the function runs.
The mode belongs to the thread: a thread started meanwhile begins with gradients on.

https://pytorch.org/docs/stable/generated/torch.set_grad_enabled.html
https://github.com/pytorch/pytorch/issues/113298
https://github.com/pytorch/pytorch/pull/113359
"""

import threading

import torch

PARAMS = {"used_as": ["function", "with", "decorator"]}


def observe(used_as):
    def body():
        return torch.is_grad_enabled()

    if used_as == "function":
        torch.set_grad_enabled(False)
        yield "grad enabled meanwhile", torch.is_grad_enabled()
        in_thread = []
        thread = threading.Thread(target=lambda: in_thread.append(torch.is_grad_enabled()))
        thread.start()
        thread.join()
        yield "grad enabled in a new thread", in_thread[0]
    elif used_as == "with":
        with torch.set_grad_enabled(False):
            yield "grad enabled meanwhile", torch.is_grad_enabled()
    else:
        setter = torch.set_grad_enabled(False)
        try:
            decorated = setter(body)
            yield "decorating", "works"
        except TypeError as error:
            decorated = body
            yield "decorating", type(error).__name__
        yield "grad enabled after decorating", torch.is_grad_enabled()
        yield "grad enabled meanwhile", decorated()
    yield "grad enabled afterwards", torch.is_grad_enabled()

    torch.set_grad_enabled(True)
    yield "grad enabled once set back", torch.is_grad_enabled()


WORKAROUND = {
    "[decorator]": "no_grad/set_grad_enabled_as_a_function_stays[with]",
}

EXPECT = {
    "[function]": {
        ">=1.0": {
            "grad enabled meanwhile": False,
            "grad enabled in a new thread": True,
            "grad enabled afterwards": False,
            "grad enabled once set back": True,
        },
    },
    "[with]": {
        ">=1.0": {
            "grad enabled meanwhile": False,
            "grad enabled afterwards": True,
            "grad enabled once set back": True,
        },
    },
    "[decorator]": {
        "<1.11": {
            "decorating": "TypeError",
            "grad enabled after decorating": False,
            "grad enabled meanwhile": False,
            "grad enabled afterwards": False,
            "grad enabled once set back": True,
        },
        ">=1.11,<2.2": {
            "decorating": "works",
            "grad enabled after decorating": False,
            "grad enabled meanwhile": False,
            "grad enabled afterwards": False,
            "grad enabled once set back": True,
        },
        ">=2.2": {
            "decorating": "works",
            "grad enabled after decorating": True,
            "grad enabled meanwhile": False,
            "grad enabled afterwards": True,
            "grad enabled once set back": True,
        },
    },
}

CLAIMS = [
    {
        "source": "S2.7 002_ce39600eaf8dca32.txt",
        "says": "torch.set_grad_enabled(False) as a function stays in force until it is set back.",
        "facts": {
            "grad enabled meanwhile": False,
            "grad enabled afterwards": False,
            "grad enabled once set back": True,
        },
        "rows": "[function]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/113298",
        "says": "Decorating a function with set_grad_enabled(False) changes the mode for what follows.",
        "facts": {"grad enabled after decorating": False},
        "rows": "[decorator]",
    },
]

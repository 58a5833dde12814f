"""What can torch.no_grad be a decorator of?

中文：torch.no_grad 可以装饰什么：函数、生成器、类？
A plain function: always.
A generator: from 1.5 on; before, no_grad was over before the body began to run, and the body ran with gradients.
A class: only its construction is covered, not its methods, and the name then stands for a function;
that has warned since 2.0, with a UserWarning first and a FutureWarning since 2.4.
An `async` function: in no release, since the call only makes the coroutine and the body runs later.
A function that calls itself: until 1.6 the inner call overwrote the mode to restore, and gradients stayed off.
Without its parentheses, `@torch.no_grad`: an error until 2.0, and the same as with them from 2.1 on.

https://github.com/pytorch/pytorch/pull/7737
https://github.com/pytorch/pytorch/pull/31792
https://github.com/pytorch/pytorch/pull/44633
https://github.com/pytorch/pytorch/pull/89522
https://github.com/pytorch/pytorch/pull/107086
"""

import torch

PARAMS = {"of": ["function", "method", "generator", "class", "coroutine", "recursion", "without_parentheses"]}


def observe(of):
    def function():
        return torch.is_grad_enabled()

    def generator():
        yield torch.is_grad_enabled()

    class Model:
        def method(self):
            return torch.is_grad_enabled()

    class Decorated:
        @torch.no_grad()
        def method(self):
            return torch.is_grad_enabled()

    async def coroutine():
        return torch.is_grad_enabled()

    @torch.no_grad()
    def recursion(depth):
        return recursion(depth - 1) if depth else torch.is_grad_enabled()

    if of == "function":
        yield "grad enabled in the body", torch.no_grad()(function)()
    elif of == "method":
        yield "grad enabled in the body", Decorated().method()
    elif of == "generator":
        yield "grad enabled in the body", next(torch.no_grad()(generator)())
    elif of == "class":
        made = torch.no_grad()(Model)
        yield "grad enabled in the body", made().method()
        yield "still a class", isinstance(made, type)
    elif of == "coroutine":
        try:
            torch.no_grad()(coroutine)().send(None)
        except StopIteration as stop:
            yield "grad enabled in the body", stop.value
    elif of == "recursion":
        yield "grad enabled in the body", recursion(2)
    else:
        try:
            yield "grad enabled in the body", torch.no_grad(function)()
        except TypeError as error:
            yield "grad enabled in the body", type(error).__name__
    yield "grad enabled afterwards", torch.is_grad_enabled()


WORKAROUND = {
    "[without_parentheses]": "no_grad/decorator_covers_functions_but_not_everything[function]",
}

EXPECT = {
    "[function]": {">=1.0": {"grad enabled in the body": False, "grad enabled afterwards": True}},
    "[method]": {">=1.0": {"grad enabled in the body": False, "grad enabled afterwards": True}},
    "[generator]": {
        "<1.5": {"grad enabled in the body": True, "grad enabled afterwards": True},
        ">=1.5": {"grad enabled in the body": False, "grad enabled afterwards": True},
    },
    "[class]": {
        "<2.0": {
            "grad enabled in the body": True,
            "still a class": False,
            "grad enabled afterwards": True,
            "warns": [],
        },
        ">=2.0,<2.4": {
            "grad enabled in the body": True,
            "still a class": False,
            "grad enabled afterwards": True,
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "grad enabled in the body": True,
            "still a class": False,
            "grad enabled afterwards": True,
            "warns": ["FutureWarning"],
        },
    },
    "[coroutine]": {">=1.0": {"grad enabled in the body": True, "grad enabled afterwards": True}},
    "[recursion]": {
        "<1.7": {"grad enabled in the body": False, "grad enabled afterwards": False},
        ">=1.7": {"grad enabled in the body": False, "grad enabled afterwards": True},
    },
    "[without_parentheses]": {
        "<2.1": {"grad enabled in the body": "TypeError", "grad enabled afterwards": True},
        ">=2.1": {"grad enabled in the body": False, "grad enabled afterwards": True},
    },
}

CLAIMS = [
    {
        "source": "S2.6 002_ce39600eaf8dca32.txt",
        "says": "no_grad works as a decorator of a function.",
        "facts": {"grad enabled in the body": False, "grad enabled afterwards": True},
        "rows": "[function]",
    },
    {
        "source": "S2.6 002_ce39600eaf8dca32.txt",
        "says": "It works as a decorator of a generator.",
        "facts": {"grad enabled in the body": False, "grad enabled afterwards": True},
        "rows": "[generator]",
    },
    {
        "source": "S2.6 002_ce39600eaf8dca32.txt",
        "says": "It works as a decorator of a class.",
        "facts": {"grad enabled in the body": False},
        "rows": "[class]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/44531",
        "says": "A decorated function that calls itself does not restore the mode.",
        "facts": {"grad enabled afterwards": False},
        "rows": "[recursion]",
    },
]

"""Does no_grad inside a generator leak out to the code between two yields?

A `with torch.no_grad()` around a `yield` stays entered while the generator is suspended, so the caller runs
without gradients as well, in all releases; abandoned generators leave the caller in that state until they are closed.
The decorator does not leak: it leaves no_grad at every yield and enters it again.
It has known generators since 1.5; `send()` and `throw()` into a decorated one were lost until 1.7, and work since 1.8.

https://github.com/pytorch/pytorch/pull/31792
https://github.com/pytorch/pytorch/pull/49017
https://github.com/pytorch/pytorch/issues/48713
"""

import torch

PARAMS = {
    "protected_by": ["with", "decorator", "with_around_the_loop", "contextmanager"],
    "used": ["to_the_end", "send", "throw", "close", "abandoned"],
}


def observe(protected_by, used):
    inside, received = [], []

    def numbers():
        try:
            received.append((yield 1))
            inside.append(torch.is_grad_enabled())
            yield 2
        except KeyError:
            received.append("KeyError")
            yield 3

    def with_block():
        with torch.no_grad():
            for each in (1, 2):
                inside.append(torch.is_grad_enabled())
                received.append((yield each))

    def contextual():
        with torch.no_grad():
            yield

    if protected_by == "decorator":
        generator = torch.no_grad()(numbers)()
    elif protected_by == "with":
        generator = with_block()
    elif protected_by == "contextmanager":
        generator = contextual()
    else:
        with torch.no_grad():
            generator = numbers()

    next(generator)
    yield "grad enabled at the caller, suspended", torch.is_grad_enabled()
    try:
        if used == "to_the_end":
            list(generator)
        elif used == "send":
            generator.send("hello")
        elif used == "throw":
            generator.throw(KeyError())
        elif used == "close":
            generator.close()
    except (StopIteration, KeyError) as error:
        yield "the generator", type(error).__name__
    yield "grad enabled inside", inside
    yield "received", [str(one) for one in received]
    yield "grad enabled at the caller, afterwards", torch.is_grad_enabled()
    generator.close()
    yield "grad enabled once closed", torch.is_grad_enabled()


CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/49017",
        "says": "A generator that yields inside `with no_grad()` leaves gradients off at its caller.",
        "facts": {"grad enabled at the caller, suspended": False},
        "rows": "[with-*]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/48713",
        "says": "A decorated generator loses what is sent into it.",
        "facts": {"received": ["None"]},
        "rows": "[decorator-send]",
    },
]

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


EXPECT = {
    "[with-to_the_end]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": False,
            "grad enabled inside": [False, False],
            "received": ["None", "None"],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[with-send]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": False,
            "grad enabled inside": [False, False],
            "received": ["hello"],
            "grad enabled at the caller, afterwards": False,
            "grad enabled once closed": True,
        },
    },
    "[with-throw]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": False,
            "the generator": "KeyError",
            "grad enabled inside": [False],
            "received": [],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[with-close]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": False,
            "grad enabled inside": [False],
            "received": [],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[with-abandoned]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": False,
            "grad enabled inside": [False],
            "received": [],
            "grad enabled at the caller, afterwards": False,
            "grad enabled once closed": True,
        },
    },
    "[decorator-to_the_end]": {
        "<1.5": {
            "grad enabled at the caller, suspended": True,
            "grad enabled inside": [True],
            "received": ["None"],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
        ">=1.5": {
            "grad enabled at the caller, suspended": True,
            "grad enabled inside": [False],
            "received": ["None"],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[decorator-send]": {
        "<1.5": {
            "grad enabled at the caller, suspended": True,
            "grad enabled inside": [True],
            "received": ["hello"],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
        ">=1.5,<1.8": {
            "grad enabled at the caller, suspended": True,
            "grad enabled inside": [False],
            "received": ["None"],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
        ">=1.8": {
            "grad enabled at the caller, suspended": True,
            "grad enabled inside": [False],
            "received": ["hello"],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[decorator-throw]": {
        "<1.5": {
            "grad enabled at the caller, suspended": True,
            "grad enabled inside": [],
            "received": ["KeyError"],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
        ">=1.5,<1.8": {
            "grad enabled at the caller, suspended": True,
            "the generator": "KeyError",
            "grad enabled inside": [],
            "received": [],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
        ">=1.8": {
            "grad enabled at the caller, suspended": True,
            "grad enabled inside": [],
            "received": ["KeyError"],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[decorator-abandoned]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": True,
            "grad enabled inside": [],
            "received": [],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[decorator-close]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": True,
            "grad enabled inside": [],
            "received": [],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[with_around_the_loop-abandoned]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": True,
            "grad enabled inside": [],
            "received": [],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[with_around_the_loop-close]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": True,
            "grad enabled inside": [],
            "received": [],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[with_around_the_loop-to_the_end]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": True,
            "grad enabled inside": [True],
            "received": ["None"],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[with_around_the_loop-send]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": True,
            "grad enabled inside": [True],
            "received": ["hello"],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[with_around_the_loop-throw]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": True,
            "grad enabled inside": [],
            "received": ["KeyError"],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[contextmanager-close]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": False,
            "grad enabled inside": [],
            "received": [],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[contextmanager-to_the_end]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": False,
            "grad enabled inside": [],
            "received": [],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[contextmanager-send]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": False,
            "the generator": "StopIteration",
            "grad enabled inside": [],
            "received": [],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[contextmanager-throw]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": False,
            "the generator": "KeyError",
            "grad enabled inside": [],
            "received": [],
            "grad enabled at the caller, afterwards": True,
            "grad enabled once closed": True,
        },
    },
    "[contextmanager-abandoned]": {
        ">=1.0": {
            "grad enabled at the caller, suspended": False,
            "grad enabled inside": [],
            "received": [],
            "grad enabled at the caller, afterwards": False,
            "grad enabled once closed": True,
        },
    },
}

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

"""Is a name in capitals that is none of the five an error?

https://example.org/
"""

EXPECTED = {"": {"a": 1}}
SEED = 3


def observe():
    yield "a", 1

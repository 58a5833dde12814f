"""Is a name in capitals an error?

https://example.org/
"""


def observe():
    yield "a", 1

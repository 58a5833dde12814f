"""Does it parse?

https://example.org/
"""


def observe(:
    yield "a", 1

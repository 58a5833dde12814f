"""Does it parse where the oldest releases run?

https://example.org/
"""


def observe():
    if (number := 1) > 0:
        yield "a", number

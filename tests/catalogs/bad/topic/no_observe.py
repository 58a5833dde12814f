"""Is there nothing to observe?

https://example.org/
"""


def look():
    yield "a", 1

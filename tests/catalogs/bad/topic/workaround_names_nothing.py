"""Is a workaround that names no case an error?

https://example.org/
"""

WORKAROUND = {"[*]": "Some Case", "[nobody]": "other/case"}


def observe():
    yield "a", 1

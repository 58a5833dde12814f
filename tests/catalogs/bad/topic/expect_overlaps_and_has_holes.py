"""Do the ranges cover every release once?

https://example.org/
"""


def observe():
    yield "a", 1


EXPECT = {
    "<2.0": {"a": 1},
    "<=2.0.1": {"a": 1},
    "about 3": {"a": 1},
    ">=2.1": {"a": None, "b": 2},
}

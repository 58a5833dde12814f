"""Is EXPECT a literal?

https://example.org/
"""

values = ["zero"]


def observe():
    yield "a", 1


EXPECT = {
    "": {"a": values * 2},
}
TORCH = ">=99"

"""Does every row have its EXPECT?

https://example.org/
"""

PARAMS = {"size": [1, 2]}


def observe(size):
    yield "raises", size


EXPECT = {
    "[1]": {"": {"raises": 1}},
    "[*]": {"": {"raises": 1}},
}

"""Do the parameters fit?

https://example.org/
"""

PARAMS = {
    "size": [1, 2],
    "empty": [],
    "twice": [1, 1],
    "nested": [[1]],
    3: [1],
    "size": [4],
}


def observe(device, shape):
    yield "a", 1

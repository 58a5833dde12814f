"""Are the claims complete?

https://example.org/
"""

PARAMS = {"size": [1, 2]}


def observe(size):
    yield "a", size


CLAIMS = [
    {"source": "S1", "says": "x"},
    {"source": "S2", "says": 3, "facts": {"a": 1}},
    {"source": "S3", "says": "x", "facts": {}},
    {"source": "S4", "says": "x", "facts": {"a": 1}, "rows": "[3]"},
    {"source": "S5", "says": "x", "facts": {"misspelt": 1}},
]

"""Does TORCH know the rows it speaks of?

https://pytorch.org/docs/stable/autograd.html
"""

PARAMS = {"age": ["old", "new"]}


def observe(age):
    yield "age", age


TORCH = {
    "[old]": "newer",
    "[none]": ">=1.8",
    "new": ">=1.8",
    "[new]": ">=99",
}

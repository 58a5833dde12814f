"""Is nothing yielded?

https://example.org/
"""

import numpy
from gradreg import model


def observe():
    print(numpy, model)

    def inner():
        yield "a", 1

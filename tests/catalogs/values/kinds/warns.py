"""Are warnings recorded?

https://example.org/
"""

import warnings


def observe():
    for _ in range(3):
        warnings.warn("first")
    warnings.warn("second", DeprecationWarning)
    yield "done", True

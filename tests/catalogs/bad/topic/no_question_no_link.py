"""A statement, not a question.

A story without any link.
"""


def observe():
    yield "a", 1

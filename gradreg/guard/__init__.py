"""Guards for somebody's code: what holds in exactly the releases that show a behaviour, and the proof of it. Pure."""

from gradreg.guard.proof import prove
from gradreg.guard.ranges import condition, specifiers
from gradreg.guard.rows import behaviours, grouped, versions
from gradreg.guard.steady import steady, told_apart
from gradreg.guard.workarounds import judged

__all__ = ["behaviours", "condition", "grouped", "judged", "prove", "specifiers", "steady", "told_apart", "versions"]

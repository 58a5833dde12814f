"""Look at a machine: what can be seen of it, all at once, and what that means for measuring."""

from gradreg.doctor import judging, looks, pythons
from gradreg.doctor.together import Failure, together

__all__ = ["Failure", "judging", "looks", "pythons", "together"]

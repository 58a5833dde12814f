"""Nightlies and release candidates: what an index of pre-release wheels has between two releases of torch.

How the pipeline uses it; `wheels.install_build` installs one:

    found = builds.read(indexes, newer.python)        # every build there, oldest first; BadIndex, BadUsage
    stretch = builds.between(found, older, newer)     # the line to search: stretch.builds, oldest first
    builds.explained(stretch)                         # a sentence for people: what that can show, and what not
    release = build.release(like=newer)               # a Build as a Release: for interpreters.find and plan.job
    builds.doubt(revisions, before, after)            # what is odd about a transition between two builds, or None
    builds.of_one_commit(revisions)                   # which tested builds are the same code

`index` reads, `line` is pure.
"""

from gradreg.builds.index import assembled, read
from gradreg.builds.line import between, doubt, explained, kind_of, night_of, of_one_commit

__all__ = ["assembled", "between", "doubt", "explained", "kind_of", "night_of", "of_one_commit", "read"]

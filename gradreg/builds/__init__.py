"""Nightlies and release candidates: what an index of pre-release wheels has between two releases of torch.

How the pipeline uses it:

    found = builds.read(indexes, newer.python)        # every build there, oldest first; BadIndex, BadUsage
    stretch = builds.between(found, older, newer)     # the line to search: stretch.builds, oldest first
    builds.explained(stretch)                         # sentences for people: what that can show, and what not
    release = build.release(like=newer)               # a Build as a Release: to find a Python, to plan a job
    install = lambda python, cache, say: wheels.install_build(python, build, release.pins, cache, say)
    builds.of_one_commit(revisions)                   # which tested builds are the same code
    builds.doubt(revisions, before, after)            # what is odd about a step between two builds, or None

`index` reads, `line` is pure. A build that cannot be installed or imported raises NotRun, as a release does.
"""

from gradreg.builds.index import assembled, read
from gradreg.builds.line import between, doubt, explained, kind_of, night_of, of_one_commit

__all__ = ["assembled", "between", "doubt", "explained", "kind_of", "night_of", "of_one_commit", "read"]

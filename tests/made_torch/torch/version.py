"""Written into each wheel by the index: which build this is, and of which commit."""

__version__ = "0"
git_version = ""
cuda = None

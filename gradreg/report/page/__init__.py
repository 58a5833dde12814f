"""The table as a web page: one self-contained file, and a folder for a web server with a page per case."""

from gradreg.report.page.folder import folder
from gradreg.report.page.shell import page

__all__ = ["folder", "page"]

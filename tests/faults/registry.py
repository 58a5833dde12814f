"""A package registry on loopback that holds a made-up torch."""

import os
from collections.abc import Sequence

from made_index import Index, Made, packed

NOBODY = "http://127.0.0.1:9"
"""An address of this machine that nobody listens on."""
RELEASES = ("1.13.1", "2.15.0")
BESIDE = (("numpy", "1.26.4"), ("setuptools", "69.5.1"), ("setuptools", "80.9.0"))
UV = ("UV_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy")


def made(version: str, fault: str = "") -> Made:
    """A wheel of the made-up torch for any Python, with a fault."""
    return Made(version, "0123456789" * 4, fault=fault, local="", tag="py3-none-any")


def index_of(*builds: Made, beside: Sequence[tuple[str, str]] = BESIDE) -> Index:
    """An index of these builds, the faultless ones unless others are given, and of what torch is installed with."""
    index = Index(builds or tuple(made(version) for version in RELEASES))
    index.beside = {f"{name}-{version}-py3-none-any.whl": packed(name, version, {}) for name, version in beside}
    return index


def environ(url: str, **more: str) -> dict[str, str]:
    """Variables that put that index in place of every other, for `surroundings`; PyTorch's own cannot be reached.

    What failed is not tried again, unless a test says otherwise.
    """
    others = dict.fromkeys((name for name in os.environ if name.startswith(UV)), "")
    once = {"GRADREG_RETRIES": "0", "UV_HTTP_RETRIES": "0"}
    return others | once | {"UV_DEFAULT_INDEX": url, "HTTPS_PROXY": NOBODY, "NO_PROXY": "127.0.0.1"} | more

"""Somebody else's evidence, as an archive: zip, tar and tar.gz."""

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import msgspec

from fuzz.common import placed, printable, untouched
from fuzz.evidence import ENVIRONMENT, ONE_2
from gradreg import store
from gradreg.errors import BadEvidence, BadUsage
from gradreg.model import Case
from gradreg.store import files

NAME = "environments.json"
WORDS = (
    b"environments.json", b"topic/claim.json", b"../x.json", b"/etc/x.json", b"PK\x03\x04", b"PK\x01\x02",
    b"PK\x05\x06", b"ustar", b"\x1f\x8b", b"\x00" * 512, b"\xff" * 32, b"2", b"5", b"GNU.sparse.major=1\n",
    b"99 size=99999999999999\n", b"x", b"L", b"g",
)  # fmt: skip # a word a line says nothing more


def check(data: bytes) -> None:
    """Evidence by its case, or a reason; nothing is unpacked."""
    path = placed("offers/given", data)
    with untouched(path):
        try:
            offered = store.offered(path)
            for name in offered.cases:
                case = Case(name, Path(), "", "", (), "", "", takes_device=True, rows=(), expect=(), claims=())
                offered.evidence(case)
        except (BadEvidence, BadUsage) as error:
            printable(error)


def seeds() -> list[bytes]:
    """One case and its fingerprint, in every form of archive."""
    return [_zip(), _tar(), gzip.compress(_tar(), mtime=0), gzip.compress(b"x", mtime=0)]


def _contents() -> dict[str, bytes]:
    found = files.Environments(files.SCHEMA, {files.environment_id(ENVIRONMENT): ENVIRONMENT})
    return {NAME: msgspec.json.encode(found), "topic/claim.json": json.dumps(json.loads(ONE_2)).encode()}


def _zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in _contents().items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def _tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in _contents().items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()

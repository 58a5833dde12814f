"""What a registry does instead of serving a file."""

import contextlib
from http.server import BaseHTTPRequestHandler

from made_index import Trouble


def answers(status: int) -> Trouble:
    """It answers with an HTTP status."""
    return lambda handler: handler.send_error(status)


def says(body: bytes, kind: str = "text/html") -> Trouble:
    """It answers well, with something else."""

    def speak(handler: BaseHTTPRequestHandler) -> None:
        _begin(handler, kind, len(body))
        handler.wfile.write(body)

    return speak


def stalls(handler: BaseHTTPRequestHandler) -> None:
    """It takes the request and never answers; the client has to hang up."""
    _wait(handler)


def stalls_midway(handler: BaseHTTPRequestHandler) -> None:
    """It sends a part of what it promised, and no more, and keeps the line open."""
    cuts_midway(handler)
    _wait(handler)


def cuts_midway(handler: BaseHTTPRequestHandler) -> None:
    """It sends a part of what it promised, and hangs up."""
    _begin(handler, "application/zip", 1_000_000)
    handler.wfile.write(b"PK\x03\x04" + b"\0" * 1000)
    handler.wfile.flush()


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    """It takes the request and closes the line without a word."""
    handler.close_connection = True


def goes_round(handler: BaseHTTPRequestHandler) -> None:
    """It sends the client to where it is already."""
    handler.send_response(302)
    handler.send_header("Location", handler.path)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def _begin(handler: BaseHTTPRequestHandler, kind: str, length: int) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(length))
    handler.end_headers()


def _wait(handler: BaseHTTPRequestHandler) -> None:
    with contextlib.suppress(OSError):
        handler.rfile.read(1)

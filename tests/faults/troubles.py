"""What a registry does instead of serving a file; each tells whether it has dealt with the request."""

import contextlib
from http.server import BaseHTTPRequestHandler

from made_index import Trouble

PROMISED = 1_000_000


def answers(status: int) -> Trouble:
    """It answers with an HTTP status."""

    def refuse(handler: BaseHTTPRequestHandler) -> bool:
        handler.send_error(status)
        return True

    return refuse


def says(body: bytes, kind: str = "text/html") -> Trouble:
    """It answers well, with something else."""

    def speak(handler: BaseHTTPRequestHandler) -> bool:
        _begin(handler, kind, len(body))
        handler.wfile.write(body)
        return True

    return speak


def later(trouble: Trouble) -> Trouble:
    """It serves the first request, in which an installer reads what a wheel is, and has that trouble then."""
    asked: list[int] = []

    def serve(handler: BaseHTTPRequestHandler) -> bool:
        asked.append(1)
        return len(asked) > 1 and trouble(handler)

    return serve


def stalls(handler: BaseHTTPRequestHandler) -> bool:
    """It takes the request and never answers; the client has to hang up."""
    return _wait(handler)


def stalls_midway(handler: BaseHTTPRequestHandler) -> bool:
    """It sends a part of what it promised, and no more, and keeps the line open."""
    return cuts_midway(handler) and _wait(handler)


def cuts_midway(handler: BaseHTTPRequestHandler) -> bool:
    """It sends a part of what it promised, and hangs up."""
    _begin(handler, "application/zip", PROMISED)
    handler.wfile.write(b"PK\x03\x04")
    handler.wfile.flush()
    return True


def hangs_up(handler: BaseHTTPRequestHandler) -> bool:
    """It takes the request and closes the line without a word."""
    handler.close_connection = True
    return True


def _begin(handler: BaseHTTPRequestHandler, kind: str, length: int) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(length))
    handler.end_headers()


def _wait(handler: BaseHTTPRequestHandler) -> bool:
    with contextlib.suppress(OSError):
        handler.rfile.read(1)
    return True

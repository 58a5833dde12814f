"""Run by path of its name, not as a command: `python -m gradreg.cli.errand FOLDER ENVS` measures what FOLDER orders.

The order lies in `order.json`, the answer comes into `answer.json`, and talk goes to stderr.
When standard input ends, whoever asked is gone, and this process ends itself and all that it started.
"""

import os
import signal
import sys
import threading
from pathlib import Path

import msgspec

from gradreg import pipeline
from gradreg.errors import GradregError, NotRun
from gradreg.model import Delivery, Order
from gradreg.options import request


def main() -> None:
    """Answer the order in a folder."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # leave through `finally`, which cleans up
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    folder, envs = map(Path, sys.argv[1:])
    order = msgspec.json.decode((folder / "order.json").read_bytes(), type=Order)
    try:
        answer = _answer(folder, envs, order)
    except NotRun as error:
        answer = Delivery(refused=str(error), fault=error.reason)
    except (GradregError, OSError) as error:
        answer = Delivery(refused=str(error), fault="worker failed")
    (folder / "answer.new").write_bytes(msgspec.json.encode(answer))
    (folder / "answer.new").replace(folder / "answer.json")


def _end_with_stdin() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _answer(folder: Path, envs: Path, order: Order) -> Delivery:
    places = pipeline.laid_out(order, folder)
    python = order.python and Path(order.python.replace("{release}", order.release))
    if python and not python.is_file():
        raise NotRun(
            "no interpreter", f"{python} is not there. Put torch {order.release} there, or leave out --python."
        )
    name = f"torch-{order.release.replace('.', '-')}-{order.device}"
    asked = request(
        envs / name, release=order.release, device=order.device, python=python, run=order.run, **order.options
    )
    return pipeline.carried_out(places, asked)


if __name__ == "__main__":
    main()

"""What every contestant does per row; runs inside the environment, where torch is.

As a script it is the contestant `bare`: one process, one import of torch, every row, no isolation.
The job file (path in $GRADREG_BENCH_JOB): {"worker": path of observe.py, "cases": as in the worker's own job}.
"""

import importlib.util
import json
import os
import warnings
from pathlib import Path
from types import ModuleType


def _loaded(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gradreg_worker", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


JOB = json.loads(Path(os.environ["GRADREG_BENCH_JOB"]).read_text(encoding="utf-8"))
WORKER = _loaded(JOB["worker"])
ROWS = {row["row"]: (case, row) for case in JOB["cases"] for row in case["rows"]}


def one_thread() -> None:
    """Import torch and keep it to one thread, as the worker does."""
    import torch  # noqa: PLC0415 the job is read before

    torch.set_num_threads(1)


def observe(name: str) -> int:
    """Run one row from a fresh exec of its module, evaluate every yield; return how many facts came."""
    case, row = ROWS[name]
    facts = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for _ in WORKER.facts_of(case, row, "cpu"):
                facts += 1
        except BaseException:  # noqa: BLE001 an exception is what many a case is about
            facts += 1
    return facts


def warm() -> None:
    """Be ready to fork: what torch imports lazily is there, so no child pays for it."""
    one_thread()
    WORKER.warm_up()


if __name__ == "__main__":
    one_thread()
    for each in ROWS:
        observe(each)
    print(len(ROWS))

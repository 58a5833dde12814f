"""Run gradreg's worker and print how often it forked; runs inside the environment.

python -I forks.py OBSERVE JOB ANSWERS
"""

import os
import runpy
import sys

if __name__ == "__main__":
    forks = []
    os.register_at_fork(after_in_parent=lambda: forks.append(None))
    worker = runpy.run_path(sys.argv[1], run_name="worker")
    worker["main"](sys.argv[2], sys.argv[3])
    print(len(forks))

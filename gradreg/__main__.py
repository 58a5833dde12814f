"""`python -m gradreg` is the `gradreg` command."""

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command; who interrupts it while it is still being loaded sees no traceback either."""
    try:
        from gradreg.cli import main as run  # noqa: PLC0415 loading takes the time in which it may be interrupted
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()

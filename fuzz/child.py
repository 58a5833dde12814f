"""One target under libFuzzer: `python -m fuzz.child TARGET [libFuzzer's options]`; `python -m fuzz` starts it."""

import sys

import atheris

with atheris.instrument_imports(include=["gradreg", "packaging"]):
    from fuzz.targets import TARGETS


def main() -> None:
    """Hand everything but the target's name to libFuzzer."""
    name, *options = sys.argv[1:]
    atheris.Setup([sys.argv[0], *options], TARGETS[name].check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

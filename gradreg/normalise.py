"""Take out of a message what changes without meaning: addresses, paths, line numbers, stack frames."""

import re

LIMIT = 400
LONGEST = 8000
"""What is behind that many characters is not looked at: some rules take the square of the length."""
NOISE = (
    "CUDA initialization: ",  # the CUDA build of 1.7 on a machine without a driver
    "Leaking Caffe2 thread-pool after fork",  # 1.9.0 in any forked process, gradreg's among them
)
CUTS = re.compile(
    r"(?<!\s)\s*"
    r"(Exception raised from |frame #\d+: |C\+\+ CapturedTraceback:|\(function at |The above operation failed in "
    r"|File \"(?:[^\"]*/)?observe\.py\")"  # anomaly mode quotes the stack from its first frame on: the worker's
)
RULES = (
    (re.compile(r"(?<!\s)\s*\((?:Triggered|function) [^()]*(?:\([^()]*\)[^()]*)*\)"), ""),
    (re.compile(r"(?<!\s)\s+at (?:/|[A-Za-z]:\\)\S+?:\d+"), ""),
    (re.compile(r"\$ Torch: "), ""),
    (re.compile(r"0x[0-9a-fA-F]+"), "0x…"),
    (re.compile(r"(?:/[\w.+-]+)+/([\w.+-]+\.(?:py|cpp|cu|h))(?::\d+|, line \d+)?"), r"\1"),
    (re.compile(r"(\.py\"?)(?:, line \d+|\(\d+\))"), r"\1"),
    (re.compile(r"\bsubprocess \d+ is still running"), "subprocess … is still running"),
    (re.compile(r"\[enforce fail at [^\]]*\]\s*"), ""),
    (re.compile(r"\s+"), " "),
)


def is_noise(text: str) -> bool:
    """Whether a warning speaks of the machine or of being forked, and so is no behaviour of autograd."""
    return text.startswith(NOISE)


def message(text: str) -> str:
    """The part of an error's or warning's text that its author wrote, on one line, at most 400 characters.

    What one rule leaves may be something for another, so the rules go on until nothing changes.
    """
    before = None
    while text != before:
        before, text = text, _once(text)
    return text


def _once(text: str) -> str:
    cut = CUTS.search(text)
    text = (text[: cut.start()] if cut and cut.start() else text)[:LONGEST]
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    text = text.strip()
    return text if len(text) <= LIMIT else text[: LIMIT - 1] + "…"

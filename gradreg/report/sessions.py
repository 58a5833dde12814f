"""How sessions ended, on the terminal: one, a whole run, and one that published nothing."""

import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

from gradreg.model import Comparison, Finding, Job, Release, Summary
from gradreg.report import words
from gradreg.report.plain import tabulate

QUIET = {"as recorded", "new", "stale"}
LISTED = 20


def session(summary: Summary, findings: Iterable[Finding], fault: str | None) -> str:
    """How a session ended: counts, then every row that is not as recorded."""
    total = sum(summary.counts.values())
    counted = [
        f"{summary.counts[word]} {words.paint(word)}" for word in words.comparison_order() if word in summary.counts
    ]
    held = f", {words.paint(words.HELD_BACK)}" if summary.held_back else ""
    text = (
        f"torch {summary.release} {summary.device}: {total} rows, {', '.join(counted)} ({summary.seconds:.0f} s){held}"
    )
    if fault:
        told = textwrap.indent(words.visible_lines(fault.strip()), "    ")
        return f"{text}\n  infra: {words.visible(str(summary.infra))}\n{told}"
    loud = [finding for finding in findings if finding.comparison.word not in QUIET]
    shown = [text, *(_finding(finding) for finding in loud[:LISTED])]
    if loud[LISTED:]:
        shown.append(f"  … and {len(loud) - LISTED} more")
    return "\n".join(shown)


def _finding(finding: Finding) -> str:
    head = f"  {words.paint(finding.comparison.word)} {words.visible(finding.row)}"
    text = f"{head}\n    found    {words.in_full(finding.found)}"
    return text + (f"\n    recorded {words.in_full(finding.recorded)}" if finding.recorded else "")


def run(summaries: Sequence[Summary]) -> str:
    """How all sessions of a run ended, side by side."""
    if not summaries:
        return ""
    used = [word for word in words.comparison_order() if any(word in summary.counts for summary in summaries)]
    shown = [
        (
            item.release,
            item.device,
            *(item.counts.get(word, "") for word in used),
            words.visible(item.infra or (words.HELD_BACK if item.held_back else "")),
            f"{item.seconds:.0f}",
        )
        for item in summaries
    ]
    held = [
        f"torch {item.release} {item.device} {reason}"
        for item in summaries
        if not item.infra
        for reason in _reasons(item)
    ]
    listed = tabulate(shown, headers=["torch", "on", *used, "infra", "s"], tablefmt="simple")
    lacks = any(item.infra or Comparison.MISSING.word in item.counts for item in summaries)
    hint = ["`gradreg status` says what is missing, and what fills it."] if lacks else []
    return "\n".join(["This run", listed, *held, *hint])


def _reasons(summary: Summary) -> list[str]:
    """Why a session published nothing, in words that nothing of the evidence steers."""
    return [f"{words.paint(words.HELD_BACK)}: {words.visible(reason)}" for reason in summary.held_back]


def held_back(summary: Summary, raw: Path, *, acceptable: bool) -> str:
    """Why nothing of a session was published, where all it saw can be read, and what to do next."""
    nothing = f"Nothing was published; {raw} holds what was seen."
    if summary.infra and not acceptable:
        return f"  {nothing}"
    told = [*_reasons(summary), nothing, *([_ACCEPT] if acceptable else []), _MEND]
    return "\n".join(f"  {line}" for line in told)


_ACCEPT = (
    'If you know why this is right, run it again with --accept-changes "the reason", which is kept with the evidence; '
    "what was seen is not measured again."
)
_MEND = "If not, the environment or the worker is at fault: `gradreg doctor` looks at the machine; then run it again."


def dry_run(release: Release, job: Job, interpreter: Path | None) -> str:
    """What a session would do."""
    python = interpreter or f"Python {release.python[0]}, to be downloaded by uv"
    wanted = ", ".join(release.requirements)
    return f"torch {release.version} {job.device}: would install {wanted} on {python} and measure {len(job.rows)} rows"

"""Hostile cases measured together, in peace first and then in earnest; what each did, and what all of them cost."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import hostile
from hostile import Fault
from toll import Checkout, Fact, Strike, Toll, facts, lost, plain

from gradreg import pipeline
from gradreg.model import Case, Comparison, Finding, Limits, Measured, Places, Request, Summary, Table
from gradreg.report import terminal

PEACE = "before or after"
"""Picks the rows that do nothing."""


class Battle(NamedTuple):
    """What came of hostile cases.

    Attributes:
        known: the facts before.
        ended: release -> how the session with all the rows ended.
        found: release -> row -> its finding.
        lost: facts that are gone, of all that were known.
    """

    checkout: Checkout
    known: Mapping[str, Fact]
    ended: Mapping[str, Measured]
    found: Mapping[str, Mapping[str, Finding]]
    lost: tuple[str, ...]
    cases: Mapping[str, Case]
    table: Table

    def neighbours(self, name: str) -> set[Comparison]:
        """What became of the rows of the same case that do nothing."""
        rows = (f"hostile/{name}[{turn}]" for turn in ("before", "after"))
        return {found[row].comparison for row in rows for found in self.found.values() if row in found}

    def of(self, row: str) -> dict[str, Finding]:
        """Release -> what became of that row, where it was measured."""
        return {release: found[row] for release, found in self.found.items() if row in found}

    def struck(self, strike: Strike, name: str) -> None:
        """Take the toll of one case: what `gradreg show` says of its row, and the code of a session of that row."""
        row = f"hostile/{name}[fault]"
        shown = terminal.case(self.cases[f"hostile/{name}"], self.table.only(frozenset({row})).lines)
        saw = next(line for line in shown.splitlines() if "(cpu): " in line and not line.endswith("not run"))
        code = max(self._code(finding) for finding in self.of(row).values())
        gained = tuple(row for finding in self.of(row).values() if finding.found.outcome.is_behaviour)
        strike.tolls.append(Toll(strike.fault, plain(saw), code, len(self.known), self.lost, gained))

    @staticmethod
    def _code(finding: Finding) -> int:
        """The exit code of a session in which nothing but that row was measured."""
        return Summary("", "cpu", {finding.comparison.word: 1}, None, (), 0.0).exit_code


def fight(
    folder: Path, faults: Mapping[str, Fault], pythons: Mapping[str, Path], limits: Limits, mark: str
) -> Battle:  # fmt: skip # one thought
    """Measure the rows that do nothing, then every row, in each release; keep what was known in between."""
    checkout = Checkout(folder)
    bodies = {name: hostile.body_of(fault, mark=mark) for name, fault in faults.items()}
    for name, body in {**bodies, "alone": hostile.body_of(hostile.observed(""), on=False)}.items():
        checkout.add(f"hostile/{name}", body)
    measure = _measuring(checkout, pythons, limits)
    for release in pythons:
        assert 0 == measure(release, PEACE).summary.exit_code
    known = facts(checkout.results)
    ended = {release: measure(release, "") for release in pythons}
    places = Places(checkout.cases, checkout.results)
    return Battle(
        checkout,
        known,
        ended,
        {release: {finding.row: finding for finding in measured.findings} for release, measured in ended.items()},
        lost(known, facts(checkout.results)),
        {case.name: case for case, _ in pipeline.cases(places)},
        pipeline.table(places),
    )


def _measuring(checkout: Checkout, pythons: Mapping[str, Path], limits: Limits) -> Callable[[str, str], Measured]:
    def measure(release: str, keyword: str) -> Measured:
        places = Places(checkout.cases, checkout.results, keyword)
        return pipeline.measure(
            places, Request(release, "cpu", checkout.folder, pythons[release], limits=limits, run="battle")
        )  # fmt: skip # one call

    return measure

"""What the page shows beyond the table: the cases themselves, the releases' days, and the history."""

import msgspec

from gradreg.model.catalog import Case
from gradreg.model.releases import Release
from gradreg.model.table import History, Line, Table


class Site(msgspec.Struct, frozen=True):
    """Everything a page is made of."""

    table: Table
    cases: tuple[Case, ...]
    releases: tuple[Release, ...]
    history: History

    def lines_of(self) -> dict[str, list[Line]]:
        """Case -> the lines of its rows."""
        found: dict[str, list[Line]] = {case.name: [] for case in self.cases}
        for line in self.table.lines:
            found[line.row.partition("[")[0]].append(line)
        return found

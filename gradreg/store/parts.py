"""The evidence of some cases, release by release and device by device, as folders of their own would hold it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from gradreg.model import Case, Cell, Environment
from gradreg.store import files, health
from gradreg.store.files import SCHEMA, Environments, Stored

ENVIRONMENTS = "environments.json"
Spot = tuple[str, str]
"""(device, release)."""


class Parts:
    """What is recorded of some cases, read once.

    Raises BadEvidence where a file of theirs is damaged.
    """

    def __init__(self, results: Path, cases: Iterable[Case], known: Mapping[str, Environment]) -> None:
        self.known, self.codes = known, dict[str, str]()
        self.found: dict[Spot, dict[str, Stored]] = {}
        for case in cases:
            self.codes[case.name] = case.code
            path = results / f"{case.name}.json"
            if path.exists() or path.is_symlink():
                self._keep(health.sound(path, files.read(path), case.name))

    def _keep(self, stored: Stored) -> None:
        for code, cells in (("", stored.cells), *stored.stale.items()):
            for where, value in cells.items():
                mine = self.found.setdefault(where[1:], {})
                if stored.case not in mine:
                    mine[stored.case] = Stored(stored.case, stored.code, stored.behaviours, {}, {})
                kept = mine[stored.case]
                (kept.stale.setdefault(code, {}) if code else kept.cells)[where] = value

    def cells(self, device: str, release: str) -> dict[str, Cell]:
        """Row -> what it showed there, measured with the code that its case has today."""
        return {
            row: Cell(stored.behaviours[key], environment, stale=False, code=stored.code)
            for name, stored in self.found.get((device, release), {}).items()
            if stored.code == self.codes[name]
            for (row, _, _), (key, environment) in stored.cells.items()
        }

    def files(self, wanted: Iterable[Spot], *, stale: bool) -> dict[str, str]:
        """Name -> text of the files that hold these cells and their fingerprints, and nothing else.

        What was measured with older code of a case is left out where it is not asked for.
        """
        joined: dict[str, Stored] = {}
        for spot in wanted:
            for name, stored in self.found.get(spot, {}).items():
                if stale or stored.code == self.codes[name]:
                    joined[name] = _both(joined.get(name), stored, stale=stale)
        used = {environment for stored in joined.values() for environment in _environments(stored)}
        named = {name: item for name, item in self.known.items() if name in used}
        texts = {f"{name}.json": files.encoded(stored) for name, stored in joined.items()}
        texts[ENVIRONMENTS] = files.pretty(Environments(SCHEMA, named))
        return {name: data.decode() for name, data in texts.items()}


def _both(one: Stored | None, other: Stored, *, stale: bool) -> Stored:
    old = {code: dict(cells) for code, cells in other.stale.items()} if stale else {}
    if one is None:
        return Stored(other.case, other.code, other.behaviours, dict(other.cells), old)
    for code, cells in old.items():
        one.stale.setdefault(code, {}).update(cells)
    one.cells.update(other.cells)
    return one


def _environments(stored: Stored) -> set[str]:
    return {environment for cells in (stored.cells, *stored.stale.values()) for _, environment in cells.values()}

"""What the page is made of: the chosen cases with their table and its history."""

from gradreg import catalog, history, releases, store
from gradreg import table as tables
from gradreg.model import Places, Site


def site(places: Places) -> Site:
    """The chosen cases, whole, with all that the evidence says of them."""
    known = releases.load()
    chosen = catalog.selected(catalog.load(places.cases, known), places.keyword)
    cases = tuple(case for case, _ in chosen)
    rows = frozenset(row.name for _, mine in chosen for row in mine)
    table = tables.build([(case, store.load(places.results, case)) for case in cases], known).only(rows)
    return Site(table, cases, known, history.build(table))

"""The folder for a web server: the page, a page per case, a feed, a badge, and the data."""

from collections.abc import Mapping

import msgspec

from gradreg.model import Case, Line, Site
from gradreg.report import data
from gradreg.report.page import feed, view
from gradreg.report.page.shell import ICON, english, environment, page, policy, styled


def folder(site: Site, url: str = "") -> dict[str, str]:
    """Path -> content of every file; `url` is where the folder will be, if that is known."""
    lines = site.by_case
    root = f"{url.rstrip('/')}/" if url else ""
    return {
        "index.html": page(site, folder=True, url=root),
        **{f"case/{case.name}.html": case_page(site, case, lines[case.name], root) for case in site.cases},
        "feed.xml": feed.atom(site, root),
        "badge.json": badge(site),
        "data.json": msgspec.json.encode([data.line_object(line) for line in site.table.lines]).decode() + "\n",
        "table.csv": data.table_csv(site.table),
    }


def case_page(site: Site, case: Case, lines: list[Line], root: str = "") -> str:
    """The page of one case: it needs no script, and can be cited."""
    style = styled("base.css", "case.css")
    return environment().get_template("case.html").render(
        page=view.of(case, lines, site.table.releases, site.guards.get(case.name, ())),
        several=len({era.device for line in lines for era in line.eras}) > 1,
        releases=site.table.releases,
        count=len(site.table.releases),
        canonical=f"{root}case/{case.name}.html" if root else f"{case.name.partition('/')[2]}.html",
        policy=policy(style),
        style=style,
        icon=ICON,
        en=english(),
    )  # fmt: skip # a name a line


def badge(site: Site) -> str:
    """What shields.io's endpoint badge reads."""
    releases = site.table.releases
    message = f"{len(site.cases)} questions, {releases[0]} – {releases[-1]}"
    shown: Mapping[str, object] = {
        "schemaVersion": 1,
        "label": "autograd in PyTorch",
        "message": message,
        "color": "blue",
    }
    return data.text(shown) + "\n"

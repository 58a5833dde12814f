"""An Atom feed of what changed: an entry per release and case, newest first; ids and dates that stay."""

import uuid
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from gradreg.model import Change, Manner, Site
from gradreg.report import words

ATOM = "http://www.w3.org/2005/Atom"
NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "gradreg")
ENTRIES = 200
SHOWN = 5
ILLEGAL = {code: "�" for code in [*range(32), 0x7F, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)] if code not in {9, 10, 13}}
"""What XML cannot hold, and what stands in its place."""
Group = tuple[str, str, tuple[Change, ...]]
"""A release, a case, and what its rows began to do there."""


def atom(site: Site, root: str = "") -> str:
    """The newest changes of behaviour, whole releases up to about two hundred entries."""
    dates = {release.version: release.date for release in site.releases}
    groups = _newest(site)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en", **({"xml:base": root} if root else {})})
    _add(feed, "id", _id("feed"))
    _add(feed, "title", "gradreg: what autograd began to do differently")
    _add(feed, "subtitle", "Changes of behaviour, release by release; the newest releases, whole.")
    _add(feed, "updated", _day(max(dates[release] for release, _, _ in groups) if groups else max(dates.values())))
    _add(_add(feed, "author"), "name", "gradreg")
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": "feed.xml"})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": "index.html"})
    for group in groups:
        _entry(feed, group, dates[group[0]])
    ET.indent(feed)
    return "<?xml version='1.0' encoding='utf-8'?>\n" + ET.tostring(feed, encoding="unicode") + "\n"


def _newest(site: Site) -> list[Group]:
    found: list[Group] = []
    for part in reversed(site.history.releases):
        if len(found) >= ENTRIES:
            break
        changes = sorted((item for item in part.changes if item.step.manner), key=_case)
        found += [(part.release, case, tuple(mine)) for case, mine in groupby(changes, key=_case)]
    return found


def _case(change: Change) -> str:
    return change.case


def _entry(feed: ET.Element, group: Group, date: str) -> None:
    release, case, changes = group
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", _id(f"{release}/{case}"))
    _add(entry, "title", f"{release}: {changes[0].question}")
    _add(entry, "updated", _day(date))
    _add(entry, "published", _day(date))
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"case/{case}.html"})
    for word in dict.fromkeys([changes[0].topic, *_manners(changes)]):
        ET.SubElement(entry, "category", {"term": word})
    _add(entry, "content", "\n".join(_told(changes))).set("type", "text")


def _manners(changes: Sequence[Change]) -> list[str]:
    return [manner.value for manner in Manner if any(item.step.manner is manner for item in changes)]


def _told(changes: Sequence[Change]) -> Iterator[str]:
    """The first changes, a line each, and how many more there are."""
    for item in changes[:SHOWN]:
        old, new = (words.shorten(text, 200) for text in words.differing(item.step.old, item.step.new))
        label = f"[{item.label}] " if item.label else ""
        yield f"{item.step.manner}: {label}{item.step.before}: {old} → {item.step.after}: {new}"
    if changes[SHOWN:]:
        yield f"and {len(changes) - SHOWN} more rows"


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = text.translate(ILLEGAL) or None
    return child


def _id(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(NAMES, name)}"


def _day(date: str) -> str:
    return f"{date}T00:00:00Z"

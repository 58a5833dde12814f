"""The group of all commands: help in sections, and quiet ends where nobody reads on."""

from collections.abc import Mapping, Sequence
from typing import Any, override

import click

from gradreg.cli.say import hush

SECTIONS: Mapping[str, Sequence[str]] = {
    "Read": ("list", "show", "table", "changes", "compare", "why"),
    "Ask": ("ask", "new", "adopt", "bisect", "guard", "repro"),
    "Measure": ("measure", "summary", "doctor"),
    "Keep in order": ("check", "accept", "render", "prune", "migrate", "releases", "completion"),
}

SENTENCE = 200
"""Columns that the first sentence of a help may take; it is wrapped, not cut."""


class Sections(click.Group):
    """Commands by what people do with them, in the order of SECTIONS."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        known = [name for names in SECTIONS.values() for name in names if name in self.commands]
        return [*known, *sorted(self.commands.keys() - set(known))]

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, self.commands))
        for title, names in SECTIONS.items():
            found = [self.commands[name] for name in names if name in self.commands]
            shown = [(str(command.name).ljust(width), command.get_short_help_str(SENTENCE)) for command in found]
            if shown:
                with formatter.section(title):
                    formatter.write_dl(shown)

    @override
    def make_context(self, *arguments: Any, **more: Any) -> click.Context:
        with hush():
            return super().make_context(*arguments, **more)

    @override
    def invoke(self, ctx: click.Context) -> Any:
        with hush():
            return super().invoke(ctx)

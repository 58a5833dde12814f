"""The group of all commands: help in sections, and quiet ends where nobody reads on."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from gradreg.cli.say import hush

SECTIONS: Mapping[str, Sequence[str]] = {
    "Read": ("list", "show", "table", "changes", "compare", "why"),
    "Ask": ("ask", "new", "adopt", "bisect", "guard", "repro"),
    "Measure": ("measure", "sweep", "summary", "status", "calibrate", "doctor", "verify"),
    "Run in a CI": ("matrix", "touched", "durations", "news"),
    "Keep in order": ("check", "accept", "merge", "render", "site", "prune", "migrate", "releases", "completion"),
}

SENTENCE = 200
"""Columns that the first sentence of a help may take; it is wrapped, not cut."""


class Sections(click.Group):
    """Commands by what people do with them, in the order of SECTIONS."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's signature
        """Names of the commands, in the order of the sections."""
        known = [name for names in SECTIONS.values() for name in names if name in self.commands]
        return [*known, *sorted(self.commands.keys() - set(known))]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 as above
        """Write the sections, a line or two a command."""
        width = max(map(len, self.commands))
        for title, names in SECTIONS.items():
            found = [self.commands[name] for name in names if name in self.commands]
            shown = [(str(command.name).ljust(width), command.get_short_help_str(SENTENCE)) for command in found]
            if shown:
                with formatter.section(title):
                    formatter.write_dl(shown)

    def make_context(self, *arguments: Any, **more: Any) -> click.Context:
        """Read the command line; a reader that stopped listening to the help is no error."""
        with hush():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, with the same patience."""
        with hush():
            return super().invoke(ctx)

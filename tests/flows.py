"""The shell lines of workflows, the action and GitLab's template, as they stand; run as a script, it checks them."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION, GITLAB = ROOT / "action.yml", ROOT / "templates" / "gradreg.yml"
LOOKUP = re.compile(r"\$\{\{ ([\w.-]+) \}\}")
Context = Mapping[str, str]
"""`github.run_id` and the like -> value; what is not there is empty, as it is on GitHub."""


class Step(NamedTuple):
    """A step that runs shell lines."""

    file: Path
    job: str
    name: str
    script: str
    env: Mapping[str, str]
    shell: str

    def environ(self, context: Context) -> dict[str, str]:
        """Its variables. An expression that is more than the name of a value is not understood, and left as it is."""
        return {name: LOOKUP.sub(lambda found: context.get(found[1], ""), text) for name, text in self.env.items()}


def loaded(file: Path) -> dict[str, Any]:
    """The content of a file of YAML."""
    found: dict[str, Any] = YAML(typ="safe").load(file)
    return found


def steps(file: Path) -> Iterator[Step]:
    """Every step of a workflow or action that runs shell lines."""
    content = loaded(file)
    usual = content.get("defaults", {}).get("run", {}).get("shell", "sh")
    jobs = content["jobs"] if "jobs" in content else {"": content["runs"]}
    for job, body in jobs.items():
        env = {**content.get("env", {}), **body.get("env", {})}
        for item in body["steps"]:
            if "run" in item:
                told = {name: str(value) for name, value in {**env, **item.get("env", {})}.items()}
                yield Step(file, job, item.get("name", ""), item["run"], told, item.get("shell", usual))


def step(file: Path, job: str, name: str) -> Step:
    """The step of that name."""
    return next(item for item in steps(file) if (item.job, item.name) == (job, name))


def gitlab(name: str) -> Step:
    """A job of GitLab's template: the lines before its script and those of the script, in one shell."""
    content = loaded(GITLAB)
    variables = {key: str(value) for key, value in content["variables"].items()}
    lines = [*content[".gradreg"]["before_script"], *content[name]["script"]]
    return Step(GITLAB, name, "script", "\n".join(lines), variables, "bash")


def all_scripts() -> Iterator[Step]:
    """Everything above."""
    for file in (*WORKFLOWS, ACTION):
        yield from steps(file)
    yield from (gitlab(name) for name, job in loaded(GITLAB).items() if "script" in job)


def main() -> int:
    """Let shellcheck look at all of it, and at the scripts of `.ci`."""
    with tempfile.TemporaryDirectory() as folder:
        files = [ROOT / ".ci" / "run", ROOT / ".ci" / "measure"]
        for number, item in enumerate(all_scripts()):
            path = Path(folder, f"{item.file.stem}-{item.job}-{number}.sh")
            given = "".join(f'export {name}="$1"\n' for name in item.env)
            path.write_text(f"#!/bin/bash\nset -e\n{given}{item.script}\n", encoding="utf-8")
            files.append(path)
        return subprocess.run(["shellcheck", *files], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

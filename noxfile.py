#!/usr/bin/env -S uvx nox -f
# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "nox[uv]>=2026.10.20", "click>=8.2", "filelock>=3.16", "jinja2>=3.1", "msgspec>=0.20", "packaging>=24",
#   "platformdirs>=4.3", "pygments>=2.19", "rapidfuzz>=3.10", "rich>=13.9", "tabulate>=0.9", "uv>=0.9",
# ]
# ///
"""Measure what autograd does in every release of PyTorch.

`nox` alone measures the last patch of every minor release on the cpu, then prints the table.
After `--`: -k EXPR, --cases DIR, --results DIR, --missing, --once, --twice, --again, --threads N, --update,
--accept-changes REASON, --keep, --dry-run, --timeout S, --memory MB, --free GB.
`nox -r` keeps and reuses environments, `nox -R` reuses without installing, `nox -j 2` runs two at a time.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import nox

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))  # the script block cannot name a folder beside it

from gradreg import cli, harmless, options, releases  # noqa: E402 after the line that makes it importable
from gradreg.errors import GradregError  # noqa: E402 as above
from gradreg.model import tag_of  # noqa: E402 as above

nox.needs_version = ">=2026.10.20"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.stop_on_first_error = False
RUN = os.environ.setdefault("GRADREG_RUN", f"{time.time():.0f}-{os.getpid()}")  # `nox -j` hands it to its children
signal.signal(signal.SIGTERM, signal.default_int_handler)  # leave through `finally`, which removes environments
ON_CI = bool(os.environ.get("CI"))


def measure(session: nox.Session, release: str, device: str) -> None:
    """Install the release, observe the catalog in it, hold it against the evidence."""
    runner = session._runner  # noqa: SLF001 nox has no public word for -r and -R
    waiting = [item.name for item, waits in runner.manifest.list_all_sessions() if waits]
    total, left = len(runner.manifest), len(waiting)
    try:
        places, how = options.posargs(session.posargs)
        code, text, measured = cli.session(
            places,
            release=release,
            device=device,
            envdir=session.env_dir,
            reuse=how["keep"] or runner.reuse_existing_venv(),
            install=not runner.global_config.no_install,
            run=RUN,
            position=(total - left, total) if total > 1 else None,
            planned=tuple(name.removeprefix("torch-") for name in waiting if name.startswith("torch-")),
            **how,
        )
    except GradregError as error:
        session.error(harmless.visible_lines(str(error)))
    except KeyboardInterrupt:
        session.warn(
            "What was measured is kept; `-- --missing` goes on from there, `gradreg status` says what is left."
        )
        raise
    cli.echo(text)
    summary = measured.summary if measured else None
    if summary and (summary.is_absent or (summary.infra == "no interpreter" and not ON_CI)):
        session.skip(f"infra: {summary.infra}")
    if code:
        session.error(cli.unpainted(text.splitlines()[0]))


def _add_sessions() -> None:
    """One session per release and place; the sets are tags of the cpu's, `minors-cuda`, `minors-inductor` elsewhere."""
    known = releases.load()
    tags = releases.tags(known)
    for release in known:
        for device in releases.places(release):
            suffix = f"-{tag_of(device)}" if tag_of(device) else ""

            def run(session: nox.Session, release: str = release.version, device: str = device) -> None:
                measure(session, release, device)

            run.__doc__ = f"torch {release.version} of {release.date} on {device}" + (
                ", yanked" if release.yanked else ""
            )
            nox.session(
                name=f"torch-{release.version}-{device}",
                venv_backend="none",
                tags=[tag_of(device) or device, *(f"{tag}{suffix}" for tag in tags[release.version])],
                default=device == "cpu" and "minors" in tags[release.version],
                allow_parallel=True,
            )(run)


_add_sessions()


@nox.session(venv_backend="none", tags=["all", "minors", "landmarks"], allow_parallel=False)
def table(session: nox.Session) -> None:
    """Print the table and how this run ended; write results/README.md and the README's part of it."""
    places, _ = options.posargs(session.posargs)
    gradreg = (sys.executable, "-m", "gradreg")
    where = ("--cases", places.cases, "--results", places.results)
    own = not any(word.startswith(("--cases", "--results")) for word in session.posargs)
    session.run(*gradreg, "render", *where, *(("--readme", "README.md") if own else ()))
    session.run(*gradreg, "table", *where, *(("-k", places.keyword) if places.keyword else ()))
    session.run(*gradreg, "summary", *where, "--run", RUN, success_codes=[0, 1, 2])


@nox.session(venv_backend="none", default=False)
def site(session: nox.Session) -> None:
    """Write the page: the folder `site`, or after `--` whatever `gradreg site` takes."""
    session.run(sys.executable, "-m", "gradreg", "site", *session.posargs)


@nox.session(default=False)
def tests(session: nox.Session) -> None:
    """Test gradreg, with real interpreters, real releases of torch and a real nox."""
    session.install("-e", ".[test,releases]")
    session.run("pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", *session.posargs)


@nox.session(default=False)
def lint(session: nox.Session) -> None:
    """Check style and types, the catalog, and that the rendered table agrees with the evidence."""
    session.install("-e", ".[lint,releases]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("interrogate", "--quiet", "tests")
    session.run("gradreg", "check")
    session.run("gradreg", "render", "--check", "--readme", "README.md")
    _lint_pipelines(session)


def _lint_pipelines(session: nox.Session) -> None:
    """Hold the pipelines against their published schemas and the rules of linters; nothing of it needs a network."""
    flows = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob(".github/workflows/*.yml"))]
    schemas = {"github-workflows": flows, "github-actions": ["action.yml"], "gitlab-ci": ["templates/gradreg.yml"]}
    for name, files in schemas.items():
        session.run("check-jsonschema", "--builtin-schema", f"vendor.{name}", *files)
    session.run("python", "tests/flows.py")
    session.run("zizmor", "--offline", "--quiet", "--config", ".github/zizmor.yml", *flows, "action.yml")
    if shutil.which("actionlint"):
        session.run("actionlint", *flows, external=True)


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Fuzz the parsers of outside input with atheris; after `--`: --seconds 60, and targets, or `all`."""
    session.install("-e", ".[test,releases]")
    session.run("python", "-m", "fuzz", *session.posargs)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Time gradreg against a bare loop, pytest --forked and asv, in one environment and one run."""
    session.install("-e", ".[bench]")
    session.run("python", "bench/bench.py", *session.posargs)


@nox.session(default=False)
def kills(session: nox.Session) -> None:
    """Kill runs over three releases at random moments, resume each, and compare with one that nobody disturbed."""
    session.install("-e", ".[bench]")
    session.run("python", "bench/kills.py", "--record", *session.posargs)


@nox.session(default=False)
def cluster(session: nox.Session) -> None:
    """Sweep six releases on a dask cluster of this machine, kill a worker of it, and simulate a large one."""
    session.install("-e", ".[cluster]")
    session.run("python", "bench/cluster.py", "--record", *session.posargs)


@nox.session(default=False)
def bench_page(session: nox.Session) -> None:
    """Time the page in a headless Chromium: size, first paint, filters; today's evidence and 2,000 made-up rows."""
    session.install("-e", ".[test]")
    session.run("python", "bench/page.py", *session.posargs)


@nox.session(default=False)
def pictures(session: nox.Session) -> None:
    """Take the pictures of the page that the README shows."""
    session.install("-e", ".[test]")
    session.run("python", "bench/pictures.py")


@nox.session(name="releases", default=False)
def find_releases(session: nox.Session) -> None:
    """Look for releases on the package index and propose their lines for gradreg/releases.toml."""
    session.install("-e", ".[releases]")
    session.run("gradreg", "releases", *session.posargs)


if __name__ == "__main__":
    nox.main()

"""Which rows are observed on a release and device."""

import helpers
import pytest
from helpers import CATALOGS, KNOWN

from gradreg import catalog, plan, releases
from gradreg.model import Job, Limits

GOOD = catalog.load(CATALOGS / "good", KNOWN)
LIMITS = Limits(seconds=3, megabytes=5, workers=7)


def job_on(version: str, device: str = "cpu", keyword: str | None = None) -> Job:
    """The job of the good catalog there."""
    chosen = catalog.selected(GOOD, keyword)
    return plan.job(chosen, releases.find(KNOWN, version), device, LIMITS)


def test_a_job_holds_the_rows_that_make_sense() -> None:
    """TORCH leaves a case out where it does not apply."""
    assert 5 == len(job_on("1.7.1").rows)
    assert 6 == len(job_on("1.8.0").rows)


def test_a_case_without_device_is_of_the_cpu() -> None:
    """On another device only cases that take one are observed."""
    assert ["leaf/gradient_before_backward"] == [row.name for row in job_on("2.0.0", "cuda").rows]


def test_a_job_keeps_what_it_is_for() -> None:
    """Release, device and limits are handed on."""
    job = job_on("2.0.0")

    assert ("2.0.0", "cpu", LIMITS) == (job.release, job.device, job.limits)


def test_a_job_keeps_the_choice_of_rows() -> None:
    """Rows that were not chosen are not observed."""
    assert ["optimizers/what_zero_grad_leaves[Adam-2]"] == [row.name for row in job_on("2.0.0", "cpu", "adam-2").rows]


def test_a_narrowed_job_holds_those_rows_only() -> None:
    """Cases without a row left are gone, and the rest is as it was."""
    wanted = frozenset({"optimizers/what_zero_grad_leaves[SGD-1]", "nothing"})
    job = plan.narrowed(job_on("2.0.0"), wanted)

    assert ["optimizers/what_zero_grad_leaves[SGD-1]"] == [row.name for row in job.rows]
    assert 1 == len(job.cases)


def test_a_second_look_is_alone() -> None:
    """Rows looked at again share no process, and keep every other limit."""
    limits = plan.alone(job_on("2.0.0")).limits

    assert Limits(seconds=3, megabytes=5, workers=7, share=False) == limits


def test_there_and_back_has_every_row_twice() -> None:
    """In order, then from the last row to the first."""
    job = job_on("2.0.0")
    names = [row.name for row in job.rows]

    assert [*names, *reversed(names)] == [row.name for row in plan.there_and_back(job).rows]


def test_everything_twice_is_backwards() -> None:
    """It has the same rows, last first."""
    job = job_on("2.0.0")

    assert [row.name for row in job.rows] == [row.name for row in plan.backwards(job).rows][::-1]


@pytest.mark.parametrize(
    ("device", "system", "expected"),
    [
        ("cpu", "Linux", "fork"),
        ("cuda", "Linux", "fork"),
        ("cpu", "Darwin", "fork"),
        ("xpu", "Linux", "fork"),
        ("meta", "Linux", "fork"),
        ("mps", "Darwin", "spawn"),
        ("cpu", "Windows", "spawn"),
    ],
)
def test_processes_are_forked_where_that_is_safe(device: str, system: str, expected: str) -> None:
    """Metal and Windows take a new interpreter for each row."""
    assert expected == plan.isolation(device, system)


@pytest.mark.parametrize(
    ("asked", "device", "expected"),
    [(None, "cpu", 8), (3, "cpu", 3), (None, "cuda", 1), (2, "cuda", 2), (None, "meta", 8)],
)
def test_rows_run_side_by_side_on_the_cpu(asked: int | None, device: str, expected: int) -> None:
    """As many as there are cores, or as asked; on a GPU one."""
    assert expected == plan.workers(asked, 8, device)


def test_the_real_catalog_has_rows_on_every_release() -> None:
    """No release of torch is left with nothing to observe."""
    chosen = catalog.selected(catalog.read_all(helpers.ROOT / "cases", KNOWN)[0], None)

    assert all(plan.job(chosen, release, "cpu", LIMITS).rows for release in KNOWN)

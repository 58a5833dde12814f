"""Every error has its exit code."""

import pytest

from gradreg import errors

CODES = [
    (errors.GradregError("x"), 2),
    (errors.BadEvidence("x"), 2),
    (errors.Outside("x"), 2),
    (errors.NoSandbox("x"), 2),
    (errors.NoCluster("x"), 2),
    (errors.NotMeasured("x"), 2),
    (errors.NotProven("x"), 2),
    (errors.BadIndex("x"), 2),
    (errors.NotRun("no interpreter", "x"), 2),
    (errors.NoSuchCase("x"), 3),
    (errors.NoSuchRelease("x"), 3),
    (errors.BadCatalog("x"), 64),
    (errors.BadUsage("x"), 64),
    (errors.BadSnippet("x"), 64),
]


@pytest.mark.parametrize(("error", "code"), CODES)
def test_errors_end_with_the_documented_code(error: errors.GradregError, code: int) -> None:
    """2 is infrastructure or incomplete, 3 is no such case or release, 64 is usage."""
    assert code == error.exit_code


def test_no_error_is_left_out_above() -> None:
    """Every class of the module is a GradregError, so that the command shows it without a traceback."""
    made = {item for item in vars(errors).values() if isinstance(item, type) and item.__module__ == errors.__name__}

    assert all(issubclass(item, errors.GradregError) for item in made)
    assert made == {type(error) for error, _ in CODES}


def test_a_failure_to_run_keeps_its_reason_beside_its_message() -> None:
    """The reason is the infra word, the message is for people."""
    error = errors.NotRun("no interpreter", "install one")

    assert ("no interpreter", "install one") == (error.reason, str(error))

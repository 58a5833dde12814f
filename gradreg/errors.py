"""Every error a user can cause, each with its exit code; messages say where, what is wrong, what to do next."""

from typing import ClassVar


class GradregError(Exception):
    """Base of all errors that are shown as one message, without a traceback."""

    exit_code: ClassVar[int] = 2


class BadCatalog(GradregError):
    """The catalog breaks the case format; carries every mistake found."""

    exit_code = 64


class BadUsage(GradregError):
    """An option or an argument makes no sense."""

    exit_code = 64


class BadSnippet(GradregError):
    """A snippet cannot become a case; carries every reason with its line."""

    exit_code = 64


class NoSuchCase(GradregError):
    """No case or row has that name."""

    exit_code = 3


class NoSuchRelease(GradregError):
    """No release of torch has that version."""

    exit_code = 3


class BadEvidence(GradregError):
    """An evidence file is damaged, or newer than this gradreg understands."""


class NoSandbox(GradregError):
    """A case cannot be kept from the network and the home here, and so is not run."""


class Outside(GradregError):
    """Something would be written or deleted outside the folder that was named."""


class NotMeasured(GradregError):
    """The evidence lacks the cell that was asked for."""


class NotProven(GradregError):
    """A guard does not hold on what is recorded, so it is not shown."""


class BadIndex(GradregError):
    """An index of pre-release wheels cannot be reached, or what answers there is none."""


class NoCluster(GradregError):
    """There is no cluster to sweep on: dask is lacking, no scheduler answers, or the workers' gradreg is another."""


class NotRun(GradregError):
    """The environment could not be made to run anything; `reason` is one of the infra words.

    Attributes:
        reason: "no interpreter", "not installable", "torch did not import", ...
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason

"""The frozen types that stages exchange, and the two closed enums. Nothing here reads, runs or writes."""

from gradreg.model.behaviour import (
    DEVICES,
    Behaviour,
    Cell,
    Comparison,
    Environment,
    Evidence,
    Facts,
    Finding,
    Manner,
    Observation,
    Outcome,
    Scalar,
    Value,
)
from gradreg.model.bisection import Bisection, Forecast, Probe, Shift, Step, Trace, Where
from gradreg.model.builds import Build, BuildFile, BuildKind, Reach, Stretch
from gradreg.model.catalog import Approval, Case, Claim, Expectation, Mistake, Places, Proposal, Row
from gradreg.model.checkup import Checkup, Diagnosis, State
from gradreg.model.measuring import Job, Limits, Summary, Use
from gradreg.model.releases import Release
from gradreg.model.site import Site
from gradreg.model.table import Change, Era, History, Line, ReleaseChanges, Table, Transition, Verdict

__all__ = [
    "DEVICES",
    "Approval",
    "Behaviour",
    "Bisection",
    "Build",
    "BuildFile",
    "BuildKind",
    "Case",
    "Cell",
    "Change",
    "Checkup",
    "Claim",
    "Comparison",
    "Diagnosis",
    "Environment",
    "Era",
    "Evidence",
    "Expectation",
    "Facts",
    "Finding",
    "Forecast",
    "History",
    "Job",
    "Limits",
    "Line",
    "Manner",
    "Mistake",
    "Observation",
    "Outcome",
    "Places",
    "Probe",
    "Proposal",
    "Reach",
    "Release",
    "ReleaseChanges",
    "Row",
    "Scalar",
    "Shift",
    "Site",
    "State",
    "Step",
    "Stretch",
    "Summary",
    "Table",
    "Trace",
    "Transition",
    "Use",
    "Value",
    "Verdict",
    "Where",
]

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
<<<<<<< HEAD
from gradreg.model.bisection import Bisection, Forecast, Probe, Shift, Step, Trace, Where
from gradreg.model.builds import Build, BuildFile, BuildKind, Reach, Stretch
=======
from gradreg.model.between import Between, Difference, OneSided, Side, Span, Strip, Why
from gradreg.model.bisection import Bisection, Probe, Shift, Step, Trace, Where
>>>>>>> 689445e (compare and why: what differs between two sides of the evidence, what varies in a range, what a cell rests on)
from gradreg.model.catalog import Approval, Case, Claim, Expectation, Mistake, Places, Proposal, Row
from gradreg.model.measuring import Job, Limits, Summary, Use
from gradreg.model.releases import Release
from gradreg.model.table import Change, Era, History, Line, ReleaseChanges, Table, Transition, Verdict

__all__ = [
    "DEVICES",
    "Approval",
    "Behaviour",
    "Between",
    "Bisection",
    "Build",
    "BuildFile",
    "BuildKind",
    "Case",
    "Cell",
    "Change",
    "Claim",
    "Comparison",
    "Difference",
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
    "OneSided",
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
    "Side",
    "Span",
    "Step",
<<<<<<< HEAD
    "Stretch",
=======
    "Strip",
>>>>>>> 689445e (compare and why: what differs between two sides of the evidence, what varies in a range, what a cell rests on)
    "Summary",
    "Table",
    "Trace",
    "Transition",
    "Use",
    "Value",
    "Verdict",
    "Where",
    "Why",
]

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
from gradreg.model.catalog import Approval, Case, Claim, Expectation, Mistake, Places, Proposal, Row
from gradreg.model.measuring import Job, Limits, Summary, Use
from gradreg.model.releases import Release
from gradreg.model.table import Change, Era, History, Line, ReleaseChanges, Table, Transition, Verdict

__all__ = [
    "DEVICES",
    "Approval",
    "Behaviour",
    "Case",
    "Cell",
    "Change",
    "Claim",
    "Comparison",
    "Environment",
    "Era",
    "Evidence",
    "Expectation",
    "Facts",
    "Finding",
    "History",
    "Job",
    "Limits",
    "Line",
    "Manner",
    "Mistake",
    "Observation",
    "Outcome",
    "Places",
    "Proposal",
    "Release",
    "ReleaseChanges",
    "Row",
    "Scalar",
    "Summary",
    "Table",
    "Transition",
    "Use",
    "Value",
    "Verdict",
]

"""Faults of the network and of the registry: torch is not installed, and nothing else happens."""

import pytest
from registry import environ
from toll import Checkout, Strike


@pytest.mark.fault("the registry refuses connections")
def test_refused(strike: Strike, checkout: Checkout, closed_port: int) -> None:
    """The release is not installable; what was known of it stays known."""
    command = ("measure", "--torch", "2.15.0", "--free", "0", "--envdir", checkout.folder / "env")
    strike(*command, environ=environ(f"http://127.0.0.1:{closed_port}/simple"), saw="infra: not installable", code=2)

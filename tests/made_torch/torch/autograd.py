"""What the worker looks for by name."""


class Function:
    """Nobody derives from it here."""

"""Things by number."""


class Once:
    """Things by number, in the order in which they came; an equal one gets the number of the first."""

    def __init__(self) -> None:
        self.numbers: dict[bytes, int] = {}
        self.contents: list[object] = []

    def number(self, key: bytes, content: object) -> int:
        """The number of what the key names."""
        if key not in self.numbers:
            self.numbers[key] = len(self.contents)
            self.contents.append(content)
        return self.numbers[key]

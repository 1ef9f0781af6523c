"""What is wrong with a file, and on which line."""


class BadFile(ValueError):
    """A file that cannot be counted: its line, from 1, where there is one, and the reason in words."""

    def __init__(self, line: int | None, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason

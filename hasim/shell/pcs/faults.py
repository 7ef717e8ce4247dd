"""What ends a run of pcs."""

from __future__ import annotations

__all__ = ["CANNOT_CONTINUE", "Failure", "Stop", "UsageFault"]

CANNOT_CONTINUE = "Errors have occurred, therefore pcs is unable to continue"


class Failure(Exception):
    """The command fails with one message, which goes to standard error after `Error: `; exit status 1."""


class Stop(Exception):
    """The command ends here; everything was said. `status` is its exit status."""

    def __init__(self, status: int = 1) -> None:
        super().__init__(status)
        self.status = status


class UsageFault(Exception):
    """The words of a command make no sense.

    Without a message the usage of the command is shown, with one the message (and a hint) instead, or `both`.
    """

    def __init__(self, message: str = "", hint: str = "", *, both: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.both = both

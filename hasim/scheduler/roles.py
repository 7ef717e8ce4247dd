"""The states a resource can be in, and what a failure asks for."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Role(IntEnum):
    """A resource's role; the order is used to compare roles."""

    UNKNOWN = 0
    STOPPED = 1
    STARTED = 2
    UNPROMOTED = 3
    PROMOTED = 4

    @property
    def text(self) -> str:
        """The name that tools print."""
        return self.name.capitalize()

    @classmethod
    def parse(cls, text: str | None) -> Role:
        """The role called `text` in any letter case, UNKNOWN for anything else; Master and Slave are understood."""
        return _NAMES.get(text.lower(), cls.UNKNOWN) if text else cls.UNKNOWN


_NAMES = {
    "stopped": Role.STOPPED,
    "started": Role.STARTED,
    "unpromoted": Role.UNPROMOTED,
    "slave": Role.UNPROMOTED,
    "promoted": Role.PROMOTED,
    "master": Role.PROMOTED,
}


class OnFail(IntEnum):
    """What a failed operation asks for, the mildest first."""

    IGNORE = 0
    DEMOTE = 1
    RESTART = 2
    RESET_REMOTE = 3
    RESTART_CONTAINER = 4
    BAN = 5
    BLOCK = 6
    STOP = 7
    STANDBY = 8
    FENCE = 9


class Requires(StrEnum):
    """What must be so before a resource is started."""

    NOTHING = "nothing"
    QUORUM = "quorum"
    FENCING = "fencing"
    UNFENCING = "unfencing"


class MultipleActive(StrEnum):
    """What to do with a resource that runs in more than one place."""

    STOP_START = "stop_start"
    STOP_ONLY = "stop_only"
    BLOCK = "block"
    STOP_UNEXPECTED = "stop_unexpected"

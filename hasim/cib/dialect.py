"""The generation of the software that is installed on the simulated machines."""

from __future__ import annotations

from enum import StrEnum


class Dialect(StrEnum):
    """Decides texts, names of processes, paths and defaults of the tools, never where resources go."""

    V1_1 = "1.1"
    """Pacemaker 1.1.21, Corosync 2.4 and the crmsh of CentOS 7."""
    V2_1 = "2.1"
    """Pacemaker 2.1.5, Corosync 3.1.7, crmsh 4.4.1."""
    V3_0 = "3.0"
    """Pacemaker 3.0."""

    @classmethod
    def parse(cls, text: str) -> Dialect:
        """The dialect called `text`; ValueError names the known ones."""
        try:
            return cls(text)
        except ValueError:
            raise ValueError(f"unknown dialect {text!r}; known are {', '.join(cls)}") from None

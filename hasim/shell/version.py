"""What the installed programs say of their version."""

from __future__ import annotations

from hasim.cib import Dialect, Element
from hasim.sim.election import BUILDS

__all__ = ["feature_set", "newest_schema", "pacemaker_version", "version_element", "version_text"]

_VERSIONS = {Dialect.V1_1: "1.1.21-1.el7", Dialect.V2_1: "2.1.5", Dialect.V3_0: "3.0.2"}
_AUTHORS = {Dialect.V1_1: "Andrew Beekhof"}
_MANY_AUTHORS = "Andrew Beekhof and the Pacemaker project contributors"
_FEATURES = "agent-manpages cibsecrets corosync-ge-2 generated-manpages lha monotonic nagios ncurses remote systemd"
"""What Debian's packages are built with."""


def pacemaker_version(dialect: Dialect) -> str:
    """The version of Pacemaker that a dialect stands for."""
    return _VERSIONS[dialect]


_FEATURE_SETS = {Dialect.V1_1: "3.0.14", Dialect.V2_1: "3.16.1", Dialect.V3_0: "3.20.3"}
_SCHEMAS = {Dialect.V1_1: "pacemaker-2.10", Dialect.V2_1: "pacemaker-3.9", Dialect.V3_0: "pacemaker-4.0"}


def feature_set(dialect: Dialect) -> str:
    """The version of the CIB's meaning that this generation's controllers speak."""
    return _FEATURE_SETS[dialect]


def newest_schema(dialect: Dialect) -> str:
    """The schema that an empty CIB of this generation names."""
    return _SCHEMAS[dialect]


def version_text(dialect: Dialect) -> str:
    """What a tool prints for --version."""
    return f"Pacemaker {pacemaker_version(dialect)}\nWritten by {_AUTHORS.get(dialect, _MANY_AUTHORS)}\n"


def version_element(dialect: Dialect) -> Element:
    """What a tool says of its version in formatted output."""
    attributes = {
        "program": "Pacemaker",
        "version": pacemaker_version(dialect),
        "author": _AUTHORS.get(dialect, _MANY_AUTHORS),
        "build": BUILDS[dialect].rpartition("-")[2],
        "features": _FEATURES,
    }
    return Element("version", attributes)

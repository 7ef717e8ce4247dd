"""What the language knows of the CIB's schema: names and values that changed from version to version."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OP_ATTRIBUTES = (
    "id",
    "name",
    "interval",
    "description",
    "start-delay",
    "interval-origin",
    "timeout",
    "enabled",
    "record-pending",
    "role",
    "requires",
    "on-fail",
)
_LAST_MINOR = {1: 3, 2: 10, 3: 9}
_RELEASED = [
    (major, minor) for major, last in _LAST_MINOR.items() for minor in range(last + 1) if (major, minor) != (1, 1)
]
SCHEMAS = (*(f"pacemaker-{major}.{minor}" for major, minor in _RELEASED), "pacemaker-next")
"""The schemas that come with Pacemaker 2.1.5."""
_FIRST_VERSION = {
    "master": (1, 0),
    "template": (1, 2),
    "rsc_ticket": (1, 2),
    "fencing-topology": (1, 2),
    "acl_role": (1, 2),
    "acl_user": (1, 2),
    "tag": (1, 3),
    "acl_target": (2, 0),
    "acl_group": (2, 0),
    "alert": (2, 5),
    "bundle": (2, 8),
}


@dataclass(frozen=True, slots=True)
class Schema:
    """The schema that a CIB names in ``validate-with``, such as ``pacemaker-3.9``.

    A CIB that names none, or one that is not a released version (as ``none`` or ``pacemaker-next``), is read like the
    newest.
    """

    name: str = "pacemaker-3.9"

    @property
    def version(self) -> tuple[int, int]:
        """Major and minor number."""
        match = re.fullmatch(r"pacemaker-(\d+)\.(\d+)", self.name)
        return (int(match[1]), int(match[2])) if match else (99, 0)

    @property
    def op_attributes(self) -> tuple[str, ...]:
        """What may stand as an attribute of an operation; any other pair becomes a parameter of it."""
        return tuple(name for name in _OP_ATTRIBUTES if name != "requires" or self.version < (3, 0))

    @property
    def promoted_names(self) -> bool:
        """Whether the roles are called Promoted and Unpromoted (Master and Slave still work)."""
        return self.version >= (3, 7)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that a resource can have."""
        newer = ("Promoted", "Unpromoted") if self.promoted_names else ()
        return ("Stopped", "Started", *newer, "Master", "Slave")

    @property
    def actions(self) -> tuple[str, ...]:
        """The actions that an ordering can be about."""
        return ("start", "promote", "demote", "stop")

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of ordering."""
        return ("Optional", "Mandatory", "Serialize")

    @property
    def expression_types(self) -> tuple[str, ...]:
        """How a rule can compare two values."""
        integer = ("integer",) if self.version >= (3, 5) else ()
        return ("string", *integer, "number", "version")

    @property
    def acl_permissions(self) -> bool:
        """Whether roles hold permissions; before, they held one element for each right."""
        return self.version >= (2, 0)

    def values(self, attribute: str) -> tuple[str, ...]:
        """The values that an attribute of an operation can have; none where anything is allowed."""
        if attribute == "role":
            return self.roles
        if attribute == "requires" and self.version < (3, 0):
            return ("nothing", "quorum", "fencing", *(("unfencing",) if self.version >= (1, 3) else ()))
        if attribute == "on-fail":
            demote = ("demote",) if self.version >= (3, 4) else ()
            container = ("restart-container",) if self.version >= (1, 2) else ()
            return ("ignore", "block", *demote, "stop", "restart", "standby", "fence", *container)
        return ()

    def knows(self, tag: str) -> bool:
        """Whether there is such an object in this version."""
        if tag == "acl_user" and self.version >= (2, 0):
            return False
        return self.version >= _FIRST_VERSION.get(tag, (0, 0))

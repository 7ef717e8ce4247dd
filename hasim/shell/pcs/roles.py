"""The names of roles: two of them have older names, which are the ones that schemas before 3.7 know."""

from __future__ import annotations

from hasim.cib import Cib

__all__ = ["ROLES", "newer_role", "schema_version", "shown", "stored_role"]

ROLES = ("Master", "Promoted", "Slave", "Started", "Stopped", "Unpromoted")
_NEWER = {"Master": "Promoted", "Slave": "Unpromoted"}
_OLDER = {newer: older for older, newer in _NEWER.items()}


def newer_role(role: str) -> str:
    """A role by the name that it has now."""
    return _NEWER.get(role, role)


def shown(name: str, value: str) -> str:
    """A value as it is shown: a role by the name that it has now."""
    return newer_role(value) if name in ("role", "rsc-role", "with-rsc-role") else value


def stored_role(cib: Cib, role: str) -> str:
    """A role by the name that the schema of a CIB has for it."""
    return newer_role(role) if schema_version(cib) >= (3, 7) else _OLDER.get(role, role)


def schema_version(cib: Cib) -> tuple[int, int]:
    """The schema that a CIB follows, as two numbers; (0, 0) where it has no number."""
    major, _, minor = (cib.root.get("validate-with") or "").removeprefix("pacemaker-").partition(".")
    return (int(major), int(minor)) if major.isdigit() and minor.isdigit() else (0, 0)

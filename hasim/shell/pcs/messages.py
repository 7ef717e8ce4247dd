"""Sentences that several commands say."""

from __future__ import annotations

from collections.abc import Collection

from hasim.shell.pcs.run import quoted_list

__all__ = ["invalid_options", "invalid_value", "missing_options"]


def invalid_options(names: Collection[str], allowed: Collection[str], kind: str = "") -> str:
    """Options that do not exist, and those that do."""
    what = f"{kind} " if kind else ""
    head = f"invalid {what}option{'s:' if len(names) > 1 else ''} {quoted_list(names)},"
    if not allowed:
        return f"{head} there are no options allowed"
    return f"{head} allowed option{'s are:' if len(allowed) > 1 else ' is'} {quoted_list(allowed)}"


def missing_options(names: Collection[str], kind: str = "") -> str:
    """Options that are needed and not given."""
    what = f"{kind} " if kind else ""
    plural = len(names) > 1
    return f"required {what}option{'s' * plural} {quoted_list(names)} {'are' if plural else 'is'} missing"


def invalid_value(name: str, value: str, hint: str) -> str:
    """A value that cannot be, and what can."""
    return f"'{value}' is not a valid {name} value" + (f", use {hint}" if hint else "")

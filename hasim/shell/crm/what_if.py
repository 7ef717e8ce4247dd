"""A copy of the CIB to change its status in."""

from __future__ import annotations

from dataclasses import dataclass, field

from hasim.cib import Cib


@dataclass
class WhatIf:
    """The copy of the CIB whose status is changed, where it came from, and what was changed."""

    origin: str = ""
    cib: Cib | None = None
    changes: dict[str, str] = field(default_factory=dict)

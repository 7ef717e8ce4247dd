"""How long a program takes to start before it does anything, in simulated seconds.

Measured on a small real cluster: crmsh is written in Python and spends most of a second on its imports, as does pcs, so
that lines typed one after the other do not reach the cluster in the same instant. What a program waits for comes on
top.
"""

from __future__ import annotations

_SECONDS = {"crm": 0.6, "pcs": 0.5, "scp": 0.2, "ssh": 0.2}
_PREFIXES = ("attrd_", "cibadmin", "corosync-", "crm_", "crmadmin")
_TOOL = 0.03


def start_up(program: str) -> float:
    """Seconds from typing a program's name to its first effect."""
    if program in _SECONDS:
        return _SECONDS[program]
    return _TOOL if program.startswith(_PREFIXES) else 0.0

"""Changes of a CIB's structure, drawn by a seeded generator: clusters that nobody has written down.

`changed(text, seed)` makes up to eight changes, each of which leaves a CIB that Pacemaker could hold.
"""

from __future__ import annotations

from tests.shell import cib_changes_configuration as configuration
from tests.shell import cib_changes_status as status
from tests.shell.cib_draft import Draft

__all__ = ["changed"]


def changed(text: str, seed: int, most: int = 8) -> str:
    """A CIB with some changes."""
    draft = Draft(text, seed)
    for _ in range(draft.random.randint(1, most)):
        draft.one(*draft.one(configuration.CHANGES, status.CHANGES))(draft)
    return draft.text()

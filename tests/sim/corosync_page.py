"""Writes docs/corosync-conf.md from the table of known keys: ``python -m tests.sim.corosync_page``."""

from __future__ import annotations

from collections.abc import Iterator

from hasim.cib import Dialect
from hasim.sim.corosync_keys import KEYS, Key, Part
from tests.support import ROOT

PAGE = ROOT / "docs" / "corosync-conf.md"
HEAD = """\
# What becomes of corosync.conf

Every key that Corosync 2.4 and 3.1 know. What is **honoured** has its effect in the simulated cluster; what is
**harmless** changes nothing there that could be seen; what is **refused** changes how a real cluster behaves in a way
that is not modelled: starting Corosync with it ends with status 3 and a line that names it, and at boot that line is in
the log. Other keys have no effect, as in Corosync itself. In 1.1 without a nodelist, a `bindnetaddr` in which no
interface has an address leaves Corosync on 127.0.0.1, alone, as Corosync 2 does. Reading a changed file with
`corosync-cfgtool -R` is refused; restart Corosync. This page is generated: `python -m tests.sim.corosync_page`.

| key | | |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(f"{row}\n" for row in _rows())


def _rows() -> Iterator[str]:
    for path, key in KEYS.items():
        yield f"| `{path}` | {key.part.value} | {_when(key)} |"


def _when(key: Key) -> str:
    if key.part is not Part.REFUSED:
        return ""
    words = ["unless " + " or ".join(f"`{value}`" for value in sorted(key.idle) if value)] if key.idle else []
    if key.dialects != frozenset(Dialect):
        words.append("in " + ", ".join(dialect.value for dialect in Dialect if dialect in key.dialects))
    return ", ".join(words)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

"""crm_mon's sections about fencing: what failed, what is under way, and with -m what was done."""

from __future__ import annotations

from collections.abc import Iterator

from hasim.shell.crm_mon_page import Page
from hasim.shell.fencing_text import old_lines, summary_line
from hasim.sim.fencing.state import FenceOperation, Phase

__all__ = ["failed_fencing", "fencing_done", "old_failed_fencing", "old_fencing_done"]


def _failed(page: Page) -> list[FenceOperation]:
    return page.fencing.shown(Phase.FAILED) if page.screen.shows("fencing-failed") else []


def _others(page: Page) -> tuple[str, list[FenceOperation]]:
    pending = (Phase.QUERYING, Phase.EXECUTING)
    if page.screen.shows("fencing-succeeded"):
        return "Fencing History", page.fencing.shown(*pending, Phase.DONE)
    if page.screen.shows("fencing-pending"):
        return "Pending Fencing Actions", page.fencing.shown(*pending)
    return "", []


def failed_fencing(page: Page) -> list[str] | None:
    """The section of failures, None where there are none."""
    lines = [f"  * {summary_line(page.fencing, one)}" for one in _failed(page)]
    return ["Failed Fencing Actions:", *lines] if lines else None


def fencing_done(page: Page) -> list[str] | None:
    """The section of what is pending and, if asked for, done."""
    title, operations = _others(page)
    lines = [f"  * {summary_line(page.fencing, one)}" for one in operations]
    return [f"{title}:", *lines] if lines else None


def old_failed_fencing(page: Page) -> Iterator[str]:
    """The same in 1.1's form."""
    yield from _old("Failed Fencing Actions", page, _failed(page))


def old_fencing_done(page: Page) -> Iterator[str]:
    """The same in 1.1's form."""
    yield from _old(*_titled(page))


def _titled(page: Page) -> tuple[str, Page, list[FenceOperation]]:
    title, operations = _others(page)
    return title, page, operations


def _old(title: str, page: Page, operations: list[FenceOperation]) -> Iterator[str]:
    if operations:
        yield from ("", f"{title}:")
        for one in operations:
            yield from old_lines(page.fencing, one)

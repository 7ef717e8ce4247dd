"""`crm_diff`: the difference between two configurations, and one applied to the other."""

from __future__ import annotations

from hasim.cib import CibError, Element, Unsupported, parse_xml, write_xml
from hasim.shell.cib_digest import versioned_digest
from hasim.shell.context import Context
from hasim.shell.options import Option, Parsed, Takes
from hasim.shell.patchset import PatchError, difference, patched, source_version
from hasim.shell.tool import HELP, VERBOSE, VERSION, Tool, tool_program

__all__ = ["TOOL", "crm_diff"]

TOOL = Tool(
    "crm_diff",
    "Compares two configurations, or applies a difference to one.",
    (
        Option("original", "o", "original", Takes.VALUE, help="file with the original"),
        Option("original-string", "O", "original-string", Takes.VALUE, help="the original itself"),
        Option("new", "n", "new", Takes.VALUE, help="file with the new configuration"),
        Option("new-string", "N", "new-string", Takes.VALUE, help="the new configuration itself"),
        Option("patch", "p", "patch", Takes.VALUE, help="file with a difference to be applied to the original"),
        Option("cib", "c", "cib", help="compare as CIBs: with a digest of the result"),
        Option("stdin", "s", "stdin", help="read the original from standard input"),
        Option("no-version", "u", "no-version", help="leave out the versions"),
        *(VERSION, VERBOSE, HELP),
    ),
)
_DATA = 65
_VERSION_2 = (3, 0, 9)
"""From this feature set on differences are written in format 2."""


class _Unreadable(Exception):
    """An input is missing or no XML."""


@tool_program(TOOL)
def crm_diff(context: Context, parsed: Parsed) -> int:
    """print a difference and return 1, or nothing and 0; with -p, print the patched document."""
    try:
        old = _input(context, parsed, "first", "original", "original-string", stdin="stdin" in parsed)
        new = _input(context, parsed, "second", "patch" if "patch" in parsed else "new", "new-string")
    except _Unreadable as error:
        return context.fail(f"Could not parse the {error} XML fragment", _DATA)
    if "patch" in parsed:
        return _patch(context, old, new)
    found = _compared(old, new, parsed)
    if found is None:
        return 0
    context.out(write_xml(found, own_writer=True))
    return 1


def _input(context: Context, parsed: Parsed, which: str, file: str, text: str, *, stdin: bool = False) -> Element:
    try:
        if text in parsed:
            return parse_xml(parsed.value(text))
        if stdin:
            return parse_xml(context.stdin)
        return parse_xml(context.files.read(context.path(parsed.value(file))))
    except (OSError, CibError):
        raise _Unreadable(which) from None


def _compared(old: Element, new: Element, parsed: Parsed) -> Element | None:
    release = tuple(int(part) for part in (old.get("crm_feature_set") or "0").split(".") if part.isdigit())
    if release < _VERSION_2 and old != new:
        raise Unsupported("differences in the format of CIBs before feature set 3.0.9", old.tag, "")
    found = difference(old, new, versions="no-version" not in parsed)
    if found is None or "cib" not in parsed:
        return found
    return found.with_attributes({"digest": versioned_digest(new)})


def _patch(context: Context, old: Element, patch: Element) -> int:
    wanted = source_version(patch)
    try:
        if wanted is not None and wanted != _version(old):
            raise PatchError("version")
        context.out(write_xml(patched(old, patch), own_writer=True))
    except PatchError:
        return context.fail("Could not apply patch: Application of update diff failed", 1)
    return 0


def _version(root: Element) -> tuple[int, int, int]:
    admin_epoch, epoch, num_updates = (int(root.get(name) or 0) for name in ("admin_epoch", "epoch", "num_updates"))
    return admin_epoch, epoch, num_updates

"""The formatted output of the tools (`--output-as=xml`): one document around what a tool has to say."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence

from hasim.cib import Dialect, Element, write_xml
from hasim.cib.xml import ascii_only

__all__ = ["report", "truth"]

_API = {Dialect.V1_1: "2.2", Dialect.V2_1: "2.25", Dialect.V3_0: "2.38"}
"""The version of the documents' schema that each generation names."""


def truth(value: bool) -> str:
    """A truth value as XML has it."""
    return "true" if value else "false"


def report(
    program: str,
    arguments: Sequence[str],
    content: Iterable[Element],
    dialect: Dialect,
    *,
    code: int = 0,
    message: str = "OK",
    errors: Sequence[str] = (),
) -> str:
    """The document: what was asked, the content, and how it ended."""
    listed = Element("errors", {}, tuple(Element("error", {}, (), text) for text in errors))
    status = Element("status", {"code": str(code), "message": message}, (listed,) if errors else ())
    request = " ".join([program, *(_word(word) for word in arguments)])
    head = {"api-version": _API[dialect], "request": request}
    return ascii_only(write_xml(Element("pacemaker-result", head, (*content, status))))


def _word(word: str) -> str:
    """A word of the command line, quoted where a shell would need it."""
    return shlex.quote(word) if any(letter.isspace() for letter in word) else word

"""What a pasted or loaded text is: a CIB, crm configure commands, or something else, which is refused by its name."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hasim.intake.errors import IntakeError
from hasim.intake.prompts import statements
from hasim.link import is_link

MOST_BYTES: Final = 8 * 1024 * 1024
"""A CIB of hundreds of resources on dozens of nodes, with its status, has less than a tenth of this."""


class Kind(StrEnum):
    """What is taken in."""

    CIB = "cib"
    CRM = "crm"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A configuration's own text, without what stood around it. ``dropped`` are lines that were left out."""

    kind: Kind
    text: str
    dropped: tuple[str, ...] = ()


_PACKED: Final = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"\x28\xb5\x2f\xfd")
_OTHERS: Final = (
    ("session", r'\s*\{\s*"hasim"\s*:'),
    ("html", r"\s*(<!doctype\s+html|<html[\s>])"),
    ("json", r'\s*[\[{]\s*["\[{\]}]'),
    ("corosync", r"(?m)^\s*(totem|nodelist|quorum|logging)\s*\{"),
    ("pcs", r"(?m)^(Cluster Name:|Corosync Nodes:|Pacemaker Nodes:|Resources:\s*$|Fencing Levels:|Stonith Devices:)"),
    ("status", r"(?m)^\s*(Cluster Summary:|Stack: |Current DC: |\* Current DC: |Node List:|Online: \[)"),
    ("email", r"(?m)^(From|Received|Message-ID): "),
)
_XML: Final = re.compile(r"<\?xml|<(cib|configuration|resources)[\s>/]|^\s*<", re.ASCII)
_DOCTYPE: Final = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def decoded(data: str | bytes) -> str:
    """A text of any usual encoding, with line ends as they are on Linux. Raises IntakeError."""
    if len(data) > MOST_BYTES:
        raise IntakeError("large", size=f"{len(data) / 2**20:.1f}", most=MOST_BYTES // 2**20)
    text = data if isinstance(data, str) else _text(data)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    if "\0" in text:
        raise IntakeError("binary")
    if not text.strip():
        raise IntakeError("empty")
    return text


def _text(data: bytes) -> str:
    if data.startswith(b"%PDF"):
        raise IntakeError("pdf")
    if data.startswith(_PACKED):
        raise IntakeError("packed")
    encoding = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8"
    try:
        return data.removeprefix(BOM_UTF8).decode(encoding)
    except UnicodeDecodeError:
        raise IntakeError("binary") from None


def recognise(data: str | bytes) -> Recognised:
    """Tell what a text is and cut out its configuration. Raises IntakeError for anything else, naming what it is."""
    text = decoded(data)
    if text.lstrip().startswith("%PDF"):
        raise IntakeError("pdf")
    if is_link(text):
        raise IntakeError("link")
    xml = _cut_xml(text)
    if xml is not None:
        return Recognised(Kind.CIB, xml)
    found = statements(text)
    if found.lines:
        return Recognised(Kind.CRM, "\n".join(found.lines) + "\n", found.dropped)
    raise IntakeError(_other(text) or "unknown")


def _other(text: str) -> str:
    return next((name for name, pattern in _OTHERS if re.match(pattern, text, re.I) or _inside(pattern, text)), "")


def _inside(pattern: str, text: str) -> bool:
    return pattern.startswith("(?m)") and re.search(pattern, text) is not None


def _cut_xml(text: str) -> str | None:
    """The XML document in a text, without prompts and the like around it; None for a text without one."""
    begin = _XML.search(text)
    if begin is None or re.match(r"\s*(<!doctype\s+html|<html[\s>])", text, re.I):
        return None
    if _DOCTYPE.search(text):
        raise IntakeError("doctype")
    body = text[begin.start() :].lstrip()
    end = body.rfind(">")
    return body[: end + 1] if end >= 0 else body

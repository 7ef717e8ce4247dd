"""Somebody's own configuration, taken in: as a living session, or as one that is only decided about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hasim.cib import Cib, CibError, Dialect, Unsupported
from hasim.intake import crm_text, tidy
from hasim.intake.errors import IntakeError
from hasim.intake.findings import (
    Finding,
    common_findings,
    live_findings,
    static_findings,
    status_findings,
)
from hasim.intake.forecast import Forecast, forecast, has_status, members, started
from hasim.intake.recognise import Kind, recognise
from hasim.session import Session
from hasim.sim.references import primitives
from hasim.sim.scenarios.plan import MOST_NODES, is_host_name

MOST_LIVE: Final = 2_400
"""Primitives times nodes: more of them take longer than somebody waits for a click."""
MOST_PRIMITIVES: Final = 4_000


class Mode(StrEnum):
    """How it can be worked with."""

    LIVE = "live"
    STATIC = "static"


@dataclass(frozen=True, slots=True)
class Taken:
    """A configuration that was taken in, and how it differs here from where it comes from.

    `cib` has no passwords any more. `nodes` are its members.
    """

    kind: Kind
    mode: Mode
    cib: Cib
    dialect: Dialect
    findings: tuple[Finding, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes."""
        return members(self.cib)

    @property
    def resources(self) -> int:
        """How many primitives are configured."""
        return len(primitives(self.cib))

    def session(self, lang: str = "en") -> Session:
        """A living cluster with this configuration. IntakeError where it is only decided about."""
        if self.mode is not Mode.LIVE:
            raise IntakeError("static")
        bare = self.cib.with_section(self.cib.status.with_children(()))
        return Session("own", cib=bare.text(), dialect=str(self.dialect), lang=lang)

    def forecast(self, *, dead: tuple[str, ...] = (), down: tuple[str, ...] = ()) -> Forecast:
        """What the scheduler would do; see :func:`hasim.intake.forecast.forecast`."""
        return forecast(self.cib, dead=dead, down=down)


def take(data: str | bytes) -> Taken:
    """Take in a CIB, the output of ``cibadmin -Q``, or that of ``crm configure show``.

    Raises IntakeError for a text that is something else or broken, Unsupported (which names the feature and the
    element) for a configuration that not even the scheduler decides here.
    """
    given = recognise(data)
    notes: list[Finding] = []
    if given.kind is Kind.CRM:
        cib, guessed = crm_text.cib_of(given.text)
        if given.dropped:
            notes.append(Finding("dropped", fields={"count": len(given.dropped), "first": given.dropped[0][:60]}))
    else:
        cib, part = tidy.parse(given.text)
        if part:
            notes.append(Finding("part", cib.root.tag))
        cib, from_status = tidy.named_members(cib)
        if from_status:
            notes.append(Finding("nodes.status", "node", from_status))
        guessed = () if from_status or cib.nodes.all("node") else crm_text.mentioned(cib) or crm_text.USUAL_NODES
        cib = crm_text.with_nodes(cib, guessed)
    if guessed:
        notes.append(Finding("nodes.guessed", "node", guessed))
    return _judged(given.kind, cib, notes)


def _judged(kind: Kind, cib: Cib, notes: list[Finding]) -> Taken:
    cib, secrets = tidy.masked(cib)
    if secrets:
        notes.append(Finding("secrets", "nvpair", secrets, {"count": len(secrets)}))
    dialect = tidy.dialect_of(cib)
    notes.append(Finding("dialect", "cib", fields={"dialect": dialect}))
    static = [*static_findings(cib), *_too_much(cib)]
    mode = Mode.STATIC if static else Mode.LIVE
    if static:
        findings = [*static, *status_findings(cib, live=False)]
        cib = _decided(cib)
    else:
        findings = list(live_findings(cib))
    return Taken(kind, mode, cib, dialect, (*findings, *common_findings(cib), *notes))


def _too_much(cib: Cib) -> list[Finding]:
    """What is too large, or called too strangely, for machines of its own."""
    names = [one.get("uname") or "" for one in cib.nodes.all("node") if one.get("type") not in ("remote", "ping")]
    count = len(primitives(cib))
    if count > MOST_PRIMITIVES:
        raise IntakeError("primitives", count=count, most=MOST_PRIMITIVES)
    strange = tuple(name for name in names if not is_host_name(name))
    found = [Finding("static.names", "node", strange)] if strange else []
    if len(set(names)) != len(names):
        found.append(Finding("static.twice", "node", tuple(sorted({n for n in names if names.count(n) > 1}))))
    if len(names) > MOST_NODES or count * len(names) > MOST_LIVE:
        fields = {"nodes": len(names), "resources": count, "most": MOST_NODES, "product": MOST_LIVE}
        found.append(Finding("static.large", "node", (), fields))
    return found


def _decided(cib: Cib) -> Cib:
    """With a status to decide from. Finds out now whether the scheduler can decide at all."""
    try:
        cib = cib if has_status(cib) else started(cib)
        forecast(cib)
        return cib
    except Unsupported:
        raise
    except CibError as error:
        raise IntakeError("xml", error=error) from None

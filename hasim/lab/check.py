"""Checks of a lesson: is the learner's answer what the model says?

    check.where("httpd", "node2")            # or "nowhere"
    check.fail_count("httpd", "node1", 3)

Nothing is written down beforehand: each answer is judged by the present state of the notebook's session. Where an
answer is left out, the one that was chosen with `predict` counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from types import EllipsisType

from hasim.draw.configured import layout
from hasim.draw.sentences import count_text
from hasim.lab import current
from hasim.lab.predict import NOWHERE, take
from hasim.session import Session
from hasim.sim.view import View
from hasim.text import join, say

Answer = str | int | None | EllipsisType


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an answer: `right` is None where there was none."""

    right: bool | None
    text: str

    def __bool__(self) -> bool:
        return bool(self.right)

    def __repr__(self) -> str:
        return f"{self._mark} {self.text}"

    @property
    def _mark(self) -> str:
        return {True: "✔", False: "✘", None: "…"}[self.right]

    def _repr_html_(self) -> str:
        edge = {True: "#007a5a", False: "#c04a00", None: "#6b6b6b"}[self.right]
        style = f"border-left:4px solid {edge};padding:4px 10px;background:#fff;color:#1a1a1a"
        return f'<div class="hasim-check" role="status" style="{style}">{escape(repr(self))}</div>'


def where(resource: str, answer: Answer = ...) -> Verdict:
    """Where does the resource truly run? The answer is a node, several joined by commas, or "nowhere"."""

    def truth(session: Session) -> tuple[str, str]:
        nodes = sorted(session.running()[resource])
        if not nodes:
            return NOWHERE, say("check.fact.nowhere", session.lang, resource=resource)
        fact = say("check.fact.where", session.lang, resource=resource, nodes=join(nodes, session.lang))
        return ",".join(nodes), fact

    if answer is ... and (answer := take("where", resource)) is ...:
        return _unpredicted()
    return _judge(answer, truth, resource)


def fail_count(resource: str, node: str, answer: Answer = ...) -> Verdict:
    """What is the resource's fail count on the node? INFINITY may be given as such."""

    def truth(session: Session) -> tuple[str, str]:
        number = _view(session).failcounts.get(resource, {}).get(node, 0)
        text = count_text(number)
        return text, say("check.fact.fail_count", session.lang, resource=resource, node=node, count=text)

    if answer is ... and (answer := take("fail_count", resource, node)) is ...:
        return _unpredicted()
    return _judge(answer, truth, resource)


def state(node: str, answer: Answer = ...) -> Verdict:
    """In what state does the cluster see the node: online, standby, offline, ...?"""

    def truth(session: Session) -> tuple[str, str]:
        found = _view(session).nodes.get(node, "offline")
        return found, say("check.fact.state", session.lang, node=node, state=say(f"node.{found}", session.lang))

    return _judge(answer, truth)


def dc(answer: Answer = ...) -> Verdict:
    """Which node is the DC?"""

    def truth(session: Session) -> tuple[str, str]:
        found = _view(session).dc
        return found or "", say("check.fact.dc", session.lang, node=found) if found else say(
            "check.fact.no_dc", session.lang
        )

    return _judge(answer, truth)


def banned(resource: str, answer: Answer = ...) -> Verdict:
    """From which node is the resource banned by a constraint? Several are joined by commas; "nowhere" for none."""

    def truth(session: Session) -> tuple[str, str]:
        cib = session.cib()
        bans = layout(cib).bans if cib else []
        nodes = sorted({ban.node for ban in bans if ban.resource == resource})
        if not nodes:
            return NOWHERE, say("check.fact.not_banned", session.lang, resource=resource)
        return ",".join(nodes), say(
            "check.fact.banned", session.lang, resource=resource, nodes=join(nodes, session.lang)
        )

    return _judge(answer, truth)


def _unpredicted() -> Verdict:
    return Verdict(None, say("check.unpredicted", current.session().lang))


class _NoCluster(Exception):
    """No node answers."""


def _view(session: Session) -> View:
    found = session.view()
    if found is None:
        raise _NoCluster
    return found


def _judge(answer: Answer, truth: Callable[[Session], tuple[str, str]], resource: str = "") -> Verdict:
    session = current.session()
    lang = session.lang
    if answer is ... or answer == "":
        return Verdict(None, say("check.open", lang))
    if resource and session.cib() is not None and resource not in session.running():
        return Verdict(None, say("check.unknown", lang, resource=resource))
    try:
        right, fact = truth(session)
    except (_NoCluster, KeyError):
        return Verdict(None, say("check.no_cluster", lang))
    given = NOWHERE if answer is None else ",".join(sorted(part.strip() for part in str(answer).split(",")))
    if given.lower() == right.lower():
        return Verdict(True, say("check.right", lang, fact=fact))
    return Verdict(False, say("check.wrong", lang, answer=_shown(given, lang), fact=fact))


def _shown(answer: str, lang: str) -> str:
    return say("check.nowhere", lang) if answer == NOWHERE else answer

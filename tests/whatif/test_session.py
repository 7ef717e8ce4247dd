"""What is offered holds in a session: the commands are typed, the cluster settles, and the resource is there."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from hasim import Session
from hasim.text import LANGUAGES
from hasim.whatif import Change, Offer, Ways, ways
from tests.japanese import english_in

KILL = "kill -9 $(cat /etc/httpd/run/httpd.pid)"
Breaking = Callable[[Session], object]


def _killed(times: int) -> Breaking:
    def breaking(session: Session) -> None:
        for _ in range(times):
            session.run("node1", KILL)
            session.settle()

    return breaking


def _typed(*lines: str) -> Breaking:
    def breaking(session: Session) -> None:
        for line in lines:
            result = session.run("node1", line)
            assert result.exit == 0, result
        session.settle()

    return breaking


def _fault(kind: str, **where: object) -> Breaking:
    return lambda session: session.fault(kind, **where)


STATES: dict[str, tuple[Breaking, ...]] = {
    "healthy": (),
    "failed-over": (_killed(3),),
    "failed-over-and-standby": (_killed(3), _typed("crm node standby node1")),
    "standby": (_typed("crm node standby node2"),),
    "maintenance": (_typed("crm node maintenance node2"),),
    "stopped": (_typed("crm resource stop web"),),
    "member-stopped": (_typed("crm resource stop vip"),),
    "all-stopped": (_typed("crm configure property stop-all-resources=true"),),
    "unmanaged": (_typed("crm resource unmanage web", "crm resource stop web"),),
    "moved": (_typed("crm resource move web node2 force"),),
    "banned": (_typed("crm resource ban web node2"),),
    "preferred": (_typed("crm configure rsc_defaults resource-stickiness=0", "crm configure location l web 7: node1"),),
    "sticky": (_typed("crm configure rsc_defaults resource-stickiness=50"),),
    "no-gateway": (_fault("host-down", host="192.168.0.1"),),
    "off": (_fault("power-off", node="node2"),),
    "off-and-failed": (_killed(2), _fault("power-off", node="node2")),
    "opt-in": (_typed("crm configure property symmetric-cluster=false"),),
    "anti": (
        _typed(
            "crm configure primitive d ocf:pacemaker:Dummy",
            "crm configure rsc_defaults resource-stickiness=1",
            "crm configure colocation apart -inf: d web",
        ),
    ),
    "ordered": (
        _typed(
            "crm configure primitive d ocf:pacemaker:Dummy meta target-role=Stopped",
            "crm configure order o Mandatory: d web",
        ),
    ),
}


@pytest.fixture(scope="module")
def start() -> Session:
    return Session("tutorial")


@pytest.fixture(scope="module")
def states(start: Session) -> dict[str, Session]:
    found = {}
    for name, breakings in STATES.items():
        session = found[name] = start.fork(name)
        for breaking in breakings:
            breaking(session)
        session.settle()
    return found


def asked(session: Session, resource: str, node: str) -> Ways:
    cib = session.cib()
    assert cib is not None
    return ways(cib, int(session.clock()), resource, node)


def carry_out(session: Session, change: Change, line: str) -> None:
    """Type what a change says; a machine that is off is switched on instead."""
    if change.at and session.world.machines[change.at].power == "off":
        session.fault("power-on", node=change.at)
    else:
        at = change.at or next(name for name in session.nodes if session.view(name) is not None)
        result = session.run(at, line)
        assert result.exit == 0, (line, result)
    session.settle()


def carried_out(session: Session, offer: Offer, *, low: bool) -> Session:
    done = session.fork("tried")
    for change in offer.changes:
        carry_out(done, change, change.low if low else change.crm)
    return done


@pytest.mark.parametrize(("state", "node"), list(product(STATES, ["node1", "node2"])))
def test_the_commands_bring_it_there(states: dict[str, Session], state: str, node: str) -> None:
    session = states[state]
    for resource in ("vip", "httpd", *(("d",) if state in ("anti", "ordered") else ())):
        answer = asked(session, resource, node)
        if answer.already:
            assert session.running()[resource] == [node]
        for offer in answer.offers[:3]:
            for low in (False, True):
                done = carried_out(session, offer, low=low)
                assert node in done.running()[resource], (resource, [each.crm for each in offer.changes], low)
                for effect in offer.effects:
                    if effect.resource != "ping":
                        assert done.running()[effect.resource] == ([effect.after] if effect.after else []), effect


@pytest.mark.parametrize("state", sorted(STATES.keys() - {"healthy"}))
def test_something_is_offered_in_every_state(states: dict[str, Session], state: str) -> None:
    answers = [asked(states[state], resource, node) for resource, node in product(["vip", "httpd"], ["node1", "node2"])]
    assert any(answer.offers for answer in answers)


def test_the_smallest_come_first(states: dict[str, Session]) -> None:
    for session in states.values():
        offers = asked(session, "httpd", "node2").offers
        assert [offer.size for offer in offers] == sorted(offer.size for offer in offers)
        assert len({len(offer.changes) for offer in offers}) <= 1


def test_what_is_there_needs_nothing(start: Session) -> None:
    answer = asked(start, "httpd", "node1")
    assert answer.already
    assert answer.offers == ()
    assert answer.remarks() == ["httpd is on node1, or will be, as it is."]


def test_the_score_is_just_enough(states: dict[str, Session]) -> None:
    """Both members stick with 50, so 101 is what it takes."""
    lines = [each.crm for offer in asked(states["sticky"], "vip", "node2").offers for each in offer.changes]
    assert "crm configure location web-on-node2 web 101: node2" in lines


def test_unknown_names(start: Session) -> None:
    with pytest.raises(KeyError, match="no such resource"):
        asked(start, "nothing", "node1")
    with pytest.raises(KeyError, match="no such node"):
        asked(start, "vip", "nowhere")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_is_said_in_both_languages(states: dict[str, Session], lang: str) -> None:
    for session, node in product(states.values(), ["node1", "node2"]):
        answer = asked(session, "vip", node)
        texts = answer.remarks(lang)
        texts += [each.text(lang) for offer in answer.offers for each in (*offer.changes, *offer.effects)]
        assert all(texts)
        if lang == "ja":
            assert [text for text in texts if english_in(text)] == []

"""What is different between two sessions: nodes, placement, fail counts, the network, the configuration."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from hasim.crmsh.schema import Schema
from hasim.crmsh.show import Presenter, shown_order
from hasim.draw.gather import gather
from hasim.draw.picks import Pick
from hasim.draw.sentences import count_text
from hasim.draw.snapshot import NodeShot, ResourceShot, Snapshot
from hasim.session import Session
from hasim.text import say


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same: what it is, how it is here and there, and the places in the pictures."""

    kind: str
    what: str
    here: str
    there: str
    picks: tuple[str, ...] = ()


def differences(here: Session, there: Session, lang: str) -> list[Difference]:
    """All that is different, in the order: nodes, placement, fail counts, bans, network, configuration, time."""
    one, other = gather(here), gather(there)
    found = chain(
        _nodes(one, other, lang),
        _resources(one, other, lang),
        _network(one, other, lang),
        _configuration(here, there),
    )
    return list(found)


def _nodes(one: Snapshot, other: Snapshot, lang: str) -> Iterator[Difference]:
    for name, here, there in _pairs({n.name: n for n in one.nodes}, {n.name: n for n in other.nodes}):
        pick = str(Pick("node", (name,)))
        yield from _unlike("node", name, _node(here, lang), _node(there, lang), (pick,))


def _node(node: NodeShot | None, lang: str) -> str:
    if node is None:
        return say("compare.absent", lang)
    words = [say(f"node.{node.state}", lang)] + ([say("placement.dc", lang)] if node.dc else [])
    if node.quorate is not None:
        words.append(say("placement.quorate" if node.quorate else "placement.inquorate", lang))
    return " · ".join(words)


def _resources(one: Snapshot, other: Snapshot, lang: str) -> Iterator[Difference]:
    pairs = list(_pairs({r.id: r for r in one.resources}, {r.id: r for r in other.resources}))
    for name, here, there in pairs:
        places = _changed(here.roles if here else {}, there.roles if there else {})
        picks = tuple(str(Pick("resource", (name, node))) for node in places) or (str(Pick("resource", (name,))),)
        yield from _unlike("placement", name, _roles(here, lang), _roles(there, lang), picks)
    for name, here, there in pairs:
        bans, other_bans = here.banned if here else {}, there.banned if there else {}
        for node in _changed(bans, other_bans):
            where = say("pick.resource", lang, resource=name, node=node)
            yield Difference("ban", where, bans.get(node, "–"), other_bans.get(node, "–"))
    for name, here, there in pairs:
        counts, others = here.fail_counts if here else {}, there.fail_counts if there else {}
        for node in _changed(counts, others):
            where = say("pick.resource", lang, resource=name, node=node)
            pick = str(Pick("resource", (name, node)))
            texts = [count_text(each.get(node, 0)) for each in (counts, others)]
            yield Difference("fail-count", where, texts[0], texts[1], (pick,))


def _roles(resource: ResourceShot | None, lang: str) -> str:
    if resource is None:
        return say("compare.absent", lang)
    words = [node if role == "Started" else f"{node} ({role})" for node, role in sorted(resource.roles.items())]
    dead = [say("compare.dead", lang, node=node) for node in sorted(resource.dead)]
    return ", ".join(words + dead) or say("moment.nowhere", lang)


def _network(one: Snapshot, other: Snapshot, lang: str) -> Iterator[Difference]:
    broken = [
        {tuple(sorted(pair)) for pair in each.cut} | {(node, host) for node, host in each.lost} for each in (one, other)
    ]
    words = {True: say("compare.broken", lang), False: say("compare.whole", lang)}
    for ends in sorted(broken[0] ^ broken[1]):
        what = say("pick.link", lang, one=ends[0], other=ends[-1])
        yield Difference(
            "network", what, words[ends in broken[0]], words[ends in broken[1]], (str(Pick("link", ends)),)
        )


def _configuration(here: Session, there: Session) -> Iterator[Difference]:
    for name, one, other in _pairs(statements(here), statements(there)):
        yield from _unlike("configuration", name, one or "–", other or "–")


def statements(session: Session) -> dict[str, str]:
    """The configuration's statements as ``crm configure show`` has them, by id; empty where no node has one."""
    cib = session.cib()
    if cib is None:
        return {}
    presenter = Presenter(cib.configuration, Schema(cib.root.get("validate-with") or ""))
    found = shown_order(presenter.inventory.items)
    return {item.id: presenter.statement(item, broken=False) for item in found if item.parent is None}


def _pairs(here: Mapping[str, Any], there: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """The values of both under each name, None where it is only in one."""
    for name in dict.fromkeys((*here, *there)):
        yield name, here.get(name), there.get(name)


def _changed(here: Mapping[str, object], there: Mapping[str, object]) -> list[str]:
    return [name for name in sorted({*here, *there}) if here.get(name) != there.get(name)]


def _unlike(kind: str, what: str, here: str, there: str, picks: Iterable[str] = ()) -> Iterator[Difference]:
    if here != there:
        yield Difference(kind, what, here, there, tuple(picks))

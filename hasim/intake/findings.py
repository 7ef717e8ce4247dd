"""What is different here from the cluster that a configuration comes from, and what that means for what is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from hasim.cib import Cib, Element
from hasim.sim.references import primitives
from hasim.sim.refusals import unsimulated
from hasim.sim.scenarios.needs import ADDRESS_AGENTS, PING, Needs, agent_of, values
from hasim.text import join, say

STORAGE_FENCING: Final = re.compile(r"stonith:(fence_scsi|fence_mpath|fence_sbd|external/sbd)$")
SHOWN: Final = 6
"""How many ids a finding names; it tells how many more there are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference: the elements that it is about, by tag and ids, and the values in its sentences."""

    key: str
    tag: str = ""
    ids: tuple[str, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)

    def where(self, lang: str) -> str:
        """The elements, as ``primitive: a, b and 3 more``."""
        names = list(self.ids[:SHOWN])
        more = len(self.ids) - len(names)
        listed = join(names, lang) if not more else ", ".join(names) + " " + say("own.more", lang, count=more)
        return f"{self.tag}: {listed}" if names else self.tag

    def done(self, lang: str) -> str:
        """What hasim does about it."""
        return say(f"own.{self.key}.done", lang, **self.fields)

    def means(self, lang: str) -> str:
        """What follows from that for what is seen here."""
        return say(f"own.{self.key}.means", lang, **self.fields)


def static_findings(cib: Cib) -> Iterator[Finding]:
    """What keeps a configuration from running on simulated machines."""
    reasons: dict[str, list[tuple[str, str]]] = {}
    for refusal in unsimulated(cib):
        reasons.setdefault(refusal.feature, []).append((refusal.element, refusal.id))
    for feature, found in reasons.items():
        name = next(key for word, key in _FEATURES if word in feature)
        yield Finding(f"static.{name}", found[0][0], tuple(id_ for _, id_ in found))


_FEATURES: Final = (("remote", "remote"), ("guest", "guest"), ("bundle", "bundle"), ("watchdog", "watchdog"))


def live_findings(cib: Cib) -> Iterator[Finding]:
    """What is different on the machines that are made to fit a configuration."""
    needs = Needs(cib)
    yield from _agents(needs)
    yield from _fencing(needs)
    yield from _network(needs)
    yield from status_findings(cib, live=True)
    yield from _unset_attributes(cib)
    yield Finding("corosync", "corosync.conf")


def common_findings(cib: Cib) -> Iterator[Finding]:
    """What is different however the configuration is worked with."""
    tickets = tuple(one.id for one in cib.constraints.all("rsc_ticket"))
    if tickets:
        yield Finding("tickets", "rsc_ticket", tickets)
    alerts = tuple(one.id for one in cib.section("alerts").all("alert"))
    if alerts:
        yield Finding("alerts", "alert", alerts)
    acls = tuple(one.id for one in cib.section("acls").children if one.id)
    if acls:
        yield Finding("acls", "acls", acls)
    dated = tuple(one.id for one in cib.configuration.walk() if one.tag == "date_expression")
    if dated:
        yield Finding("dates", "date_expression", dated)
    dropped = tuple(one.id for one in primitives(cib) if one.get("class") in ("upstart", "nagios", "heartbeat"))
    if dropped:
        yield Finding("classes", "primitive", dropped)


def status_findings(cib: Cib, *, live: bool) -> Iterator[Finding]:
    """What becomes of the status section."""
    entries = sum(1 for one in cib.status.walk() if one.tag == "lrm_rsc_op")
    pairs = [one for one in cib.status.walk() if one.tag == "nvpair"]
    counts = sum(1 for one in pairs if (one.get("name") or "").startswith("fail-count-"))
    if not live and not cib.status.all("node_state"):
        yield Finding("status.none", "status")
    elif cib.status.children:
        fields = {"entries": entries, "failcounts": counts, "attributes": len(pairs)}
        yield Finding("status.live" if live else "status.static", "status", (), fields)


def _agents(needs: Needs) -> Iterator[Finding]:
    for agent in sorted(needs.stand_ins):
        if not agent.startswith("stonith:"):
            ids = tuple(one.id for one in needs.primitives if agent_of(one) == agent)
            yield Finding("stand-in", "primitive", ids, {"agent": agent})
    units = [*needs.names("systemd", "service"), *needs.names("lsb")]
    if units:
        ids = tuple(one.id for one in needs.primitives if one.get("type") in units)
        yield Finding("units", "primitive", ids)


def _fencing(needs: Needs) -> Iterator[Finding]:
    devices = [one for one in needs.primitives if agent_of(one) in needs.stand_ins and one.get("class") == "stonith"]
    if not devices:
        return
    agents = ", ".join(sorted({one.get("type") or "" for one in devices}))
    yield Finding("fencing", "primitive", tuple(one.id for one in devices), {"agents": agents})
    storage = tuple(one.id for one in devices if STORAGE_FENCING.match(agent_of(one)))
    if storage:
        yield Finding("fencing.storage", "primitive", storage)
    names = ("pcmk_host_list", "pcmk_host_map")
    loose = tuple(one.id for one in devices if not any(values(one, *names)) and one.id not in storage)
    if loose:
        yield Finding("fencing.loose", "primitive", loose)


def _network(needs: Needs) -> Iterator[Finding]:
    if needs.floating:
        ids = tuple(one.id for one in needs.primitives if agent_of(one) in ADDRESS_AGENTS)
        networks = ", ".join(dict.fromkeys(str(one.network) for one in needs.floating))
        yield Finding("addresses", "primitive", ids, {"networks": networks})
    pings = tuple(one.id for one in needs.primitives if agent_of(one) == PING)
    if pings:
        yield Finding("pings", "primitive", pings)


def _unset_attributes(cib: Cib) -> Iterator[Finding]:
    """Rules that look at a node attribute which nothing here ever sets."""
    known = {"#uname", "#id", "#kind", "#is_dc", "#cluster-name", "#site-name", "#role", "#ra-version", "#health"}
    for node in cib.nodes.all("node"):
        known |= {pair.get("name") or "" for pair in node.walk() if pair.tag == "nvpair"}
    for primitive in primitives(cib):
        if agent_of(primitive) == PING:
            known |= set(values(primitive, "name")) or {"pingd"}
    unset: dict[str, list[str]] = {}
    for element in cib.configuration.walk():
        name = element.get("attribute") or ""
        if element.tag == "expression" and name not in known and not name.startswith("master-"):
            unset.setdefault(name, []).append(_rule_of(cib, element))
    for name, ids in unset.items():
        yield Finding("attribute", "expression", tuple(dict.fromkeys(ids)), {"name": name})


def _rule_of(cib: Cib, expression: Element) -> str:
    """The constraint that a rule is in, else the rule itself."""
    for element in cib.constraints.children:
        if any(inner is expression for inner in element.walk()):
            return element.id
    return expression.id

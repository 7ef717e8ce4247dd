"""``two-servers`` and ``tutorial``: the cluster software is installed and runs; the second has a configuration."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from hasim.cib import Cib, CibError, Dialect
from hasim.crmsh.draft import Draft
from hasim.crmsh.load import load
from hasim.sim.agents import all as every_agent
from hasim.sim.cibstore import cib_of, update_configuration
from hasim.sim.controller import dc_of
from hasim.sim.election import put_property
from hasim.sim.machine import Machine
from hasim.sim.machines import install
from hasim.sim.refusals import refuse_unsimulated
from hasim.sim.scenarios.bare import machines, world_of
from hasim.sim.scenarios.files import SERVER_STATUS, TUTORIAL, corosync_conf
from hasim.sim.scenarios.plan import Plan, scenario
from hasim.sim.settle import settle
from hasim.sim.stage import Stage
from hasim.sim.units import finish_jobs, reloaded, start
from hasim.sim.world import World

assert every_agent

ENABLED = ("corosync", "pacemaker")
OWN_PROPERTIES = ("have-watchdog", "dc-version", "cluster-infrastructure")
BEFORE = 600_000
"""So long (ms) before the session's start its daemons were started."""


def _prepared(machine: Machine, plan: Plan) -> Machine:
    """Cluster software installed and enabled, Corosync configured, Apache fit for the cluster."""
    machine = install(machine, now=plan.start)
    machine = machine.with_file(
        "/etc/corosync/corosync.conf", corosync_conf(plan.dialect, plan.addresses, plan.cluster_name), now=plan.start
    )
    machine = machine.with_file("/etc/httpd/conf.d/server-status.conf", SERVER_STATUS, now=plan.start)
    machine = machine.appended("/etc/httpd/conf/httpd.conf", "PidFile /var/run/httpd/httpd.pid\n", now=plan.start)
    page = f"<html><body>{machine.name}</body></html>\n"
    machine = machine.with_file("/var/www/html/index.html", page, now=plan.start)
    files = machine.files
    for unit in ENABLED:
        link = f"/etc/systemd/system/multi-user.target.wants/{unit}.service"
        if files.find(link, follow=False) is None:
            files = files.link(link, f"/usr/lib/systemd/system/{unit}.service")
    return reloaded(replace(machine, files=files))


@scenario("two-servers")
def two_servers(plan: Plan) -> World:
    """Both nodes are up, the first one is DC, and nothing is configured but what the head says."""
    return configured(running_servers(plan), plan, "")


@scenario("tutorial")
def tutorial(plan: Plan) -> World:
    """The tutorial's configuration, committed at once and settled."""
    return configured(running_servers(plan), plan, TUTORIAL)


Bare = tuple[Dialect, int, str, tuple[tuple[str, str], ...], str]


def _without_configuration(plan: Plan) -> Bare:
    return plan.dialect, plan.start, plan.timezone, tuple(plan.addresses.items()), plan.cluster_name


def running_servers(plan: Plan) -> World:
    """Servers whose daemons were started, the first node's first. Worlds are values, so a second use shares it."""
    return _running_servers(_without_configuration(plan))


@lru_cache(maxsize=8)
def _running_servers(key: Bare) -> World:
    dialect, start_time, timezone, addresses, cluster_name = key
    plan = Plan("two-servers", dialect, start_time, timezone, dict(addresses), cluster_name=cluster_name)
    built = {name: _prepared(machine, plan) for name, machine in machines(plan).items()}
    stage = Stage(world_of(plan, built, -BEFORE))
    for name in stage.nodes:
        start(stage, name, "pacemaker.service")
        finish_jobs(stage, name, ("pacemaker.service", "corosync.service"))
    settle(stage)
    return stage.freeze()


def configured(world: World, plan: Plan, default: str) -> World:
    """The configuration of the head, else the scenario's own, committed in one go."""
    stage = Stage(world)
    if plan.cib is not None:
        _store(stage, _adopted(stage, plan.cib))
    text = plan.configure or ("" if plan.cib is not None else default)
    if text:
        _store(stage, _edited(stage, text))
    settle(stage)
    stage.run_until(0)
    stage.records.clear()
    return stage.freeze()


def _store(stage: Stage, cib: Cib) -> None:
    first = stage.nodes[0]
    if stage.stacks[first].cib is None or not dc_of(stage, first):
        raise ValueError("the cluster of this scenario did not come up")
    refuse_unsimulated(cib, stage.machines[first], stage.stand_ins)
    update_configuration(stage, first, cib, "cibadmin", "root")


def _adopted(stage: Stage, given: Cib) -> Cib:
    """The configuration of a CIB, in the place of the present one; its status is of another world.

    Its nodes get the ids that they have here.
    """
    present = cib_of(stage, stage.nodes[0])
    ids = {one.get("uname"): one.id for one in present.nodes.all("node")}
    known = {one.get("uname") for one in given.nodes.all("node")}
    nodes = [one.with_attributes({"id": ids.get(one.get("uname"), one.id)}) for one in given.nodes.children]
    nodes += [one for one in present.nodes.all("node") if one.get("uname") not in known]
    adopted = present.with_section(given.with_section(given.nodes.with_children(nodes)).configuration)
    return _with_own_properties(adopted, present)


def _with_own_properties(adopted: Cib, present: Cib) -> Cib:
    """The properties that the DC writes are those of this cluster."""
    config = adopted.crm_config
    for block in present.crm_config.all("cluster_property_set"):
        for pair in block.all("nvpair"):
            if pair.get("name") in OWN_PROPERTIES:
                config = put_property(config, pair.get("name") or "", pair.get("value") or "")
    return adopted.with_section(config)


def _edited(stage: Stage, text: str) -> Cib:
    draft = Draft(cib_of(stage, stage.nodes[0]))
    if not load(draft, text):
        raise CibError("; ".join(message.text for message in draft.messages) or "the configuration cannot be read")
    return draft.cib

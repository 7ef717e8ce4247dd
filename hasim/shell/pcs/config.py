"""`pcs config`: the whole configuration on one screen."""

from __future__ import annotations

from hasim.cib import Cib
from hasim.shell.pcs.alert import alert_lines
from hasim.shell.pcs.command import command, refused
from hasim.shell.pcs.constraint import colocations, orders, tickets
from hasim.shell.pcs.constraint_text import location_lines
from hasim.shell.pcs.corosync import cluster_name, conf
from hasim.shell.pcs.defaults import default_lines
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.property import configured
from hasim.shell.pcs.quorum import quorum_lines
from hasim.shell.pcs.resource_show import config_lines
from hasim.shell.pcs.run import Run
from hasim.shell.pcs.status import show_configured_nodes
from hasim.shell.pcs.stonith_level import level_lines
from hasim.shell.pcs.tag import tag_lines
from hasim.shell.pcs.text import indented


@command("config show", "", options="-f --corosync_conf", default_of="config")
def show(run: Run, words: list[str]) -> None:
    """Show everything that is configured."""
    if words:
        raise UsageFault
    run.out(f"Cluster Name: {_name(run)}")
    show_configured_nodes(run)
    conf(run)  # fails where the file that is named is not there
    run.out("")
    cib = run.cib
    lines = ["Resources:", *indented(config_lines(run, stonith=False)), "", "Stonith Devices:"]
    lines += [*indented(config_lines(run, stonith=True)), "Fencing Levels:", *indented(level_lines(cib)), ""]
    run.out("\n".join([*lines, *_constraints(run, cib), "", *alert_lines(cib), "", *_rest(run, cib)]))
    if conf(run) is not None:
        run.out("\n".join(["", "Quorum:", *indented(quorum_lines(run))]))


def _name(run: Run) -> str:
    try:
        return cluster_name(run)
    except Failure:
        return ""


def _constraints(run: Run, cib: Cib) -> list[str]:
    locations = location_lines(cib, run.context.now, with_ids=True, expired=True, check=False)
    return [*locations, *orders(cib, with_ids=True), *colocations(cib, with_ids=True), *tickets(cib, with_ids=True)]


def _defaults(run: Run, section: str) -> list[str]:
    return default_lines(run, section, with_ids=True, expired=False, check=False)


def _rest(run: Run, cib: Cib) -> list[str]:
    lines = ["Resources Defaults:", *indented(_defaults(run, "rsc_defaults"))]
    lines += ["Operations Defaults:", *indented(_defaults(run, "op_defaults")), ""]
    lines += ["Cluster Properties:", *(f" {name}: {value}" for name, value in configured(cib).items()), "", "Tags:"]
    tags = cib.section("tags").all("tag")
    return [*lines, *(indented(tag_lines(tags), 1) if tags else [" No tags defined"])]


refused("config backup|restore", "save the configuration to a file, or bring it back", "--force --local")
refused("config checkpoint list|view|diff|restore", "the states of the CIB that Pacemaker kept")

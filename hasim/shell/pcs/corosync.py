"""What pcs reads in Corosync's configuration file."""

from __future__ import annotations

from hasim.shell.pcs.edit import value_of
from hasim.shell.pcs.faults import Failure
from hasim.shell.pcs.run import Run
from hasim.sim.corosync_conf import ConfError, Section, parse

__all__ = ["PATH", "cluster_name", "conf", "corosync_nodes"]

PATH = "/etc/corosync/corosync.conf"


def conf(run: Run) -> Section | None:
    """The file of this node (or the one that --corosync_conf names), None where there is none."""
    path = run.context.path(run.options.get("--corosync_conf", PATH))
    if run.on_file and "--corosync_conf" not in run.options:
        return None
    try:
        return parse(run.context.files.read(path))
    except OSError as error:
        if "--corosync_conf" in run.options:
            name = run.options["--corosync_conf"]
            raise Failure(f"Unable to read {name}: No such file or directory") from error
        return None
    except ConfError as error:
        raise Failure(f"Unable to parse corosync config: {error}") from error


def corosync_nodes(run: Run) -> list[str]:
    """The names of the nodes in the file, in its order; none where there is no file."""
    try:
        found = conf(run)
    except Failure:
        return []
    if found is None:
        return []
    return [each.keys.get("name") or each.keys.get("ring0_addr", "") for each in found.first("nodelist").all("node")]


def cluster_name(run: Run) -> str:
    """The cluster's name, from the file or else from the properties."""
    found = conf(run)
    name = found.first("totem").keys.get("cluster_name", "") if found is not None else ""
    return name or value_of(run.cib.crm_config, "cluster_property_set", "cluster-name")

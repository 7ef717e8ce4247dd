"""A CIB to the working set of one decision.

================= =========================================================================
options           cluster options
unpack_nodes      nodes, their attributes and capacities
node_state        whether a node is a working member
unpack_resources  primitives, groups, clones (`upgrade`, `templates`, `parameters`)
remote            the nodes and connections that resources imply
unpack_bundle     bundles, from what `bundle_config` makes of them
remote_state      whether a remote or guest node is up
history           which resource a history belongs to (`instances`, `history_order`)
recorded          what one operation says (`outcome`, `operations`, `definition`, `failcount`)
migration_history what the two halves of a migration say
end_state         the conclusion for one resource on one node (`running`, `fence_marks`)
================= =========================================================================
"""

from __future__ import annotations

from datetime import UTC, tzinfo

from hasim.cib.document import Cib
from hasim.cib.references import References
from hasim.cib.rule import RuleContext
from hasim.cib.values import is_true, parse_integer
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.constraints import Ticket
from hasim.scheduler.history import state_node, unpack_histories
from hasim.scheduler.node_state import unpack_node_state
from hasim.scheduler.options import read_options
from hasim.scheduler.unpack_nodes import unpack_nodes
from hasim.scheduler.unpack_resources import unpack_resources


def unpack_cluster(
    cib: Cib,
    now: int,
    *,
    explain: bool = False,
    plain_failcount_names: bool = False,
    as_2_1: bool = False,
    zone: tzinfo = UTC,
) -> Cluster:
    """The nodes, resources, roles and failures that `cib` describes at `now` (epoch seconds), nothing decided yet.

    With `explain`, scores keep their causes. `plain_failcount_names`: failures are counted under names without the
    operation. `as_2_1`: what 2.1.5 reads otherwise is read its way. `zone` is that of dates in rules that have no
    offset. Raises CibError for absurd numbers.
    """
    rules = RuleContext(now, References(cib.root), zone=zone, needs_node=as_2_1)
    cluster = Cluster(cib, now, read_options(cib, rules), rules, explain)
    cluster.plain_failcount_names, cluster.as_2_1 = plain_failcount_names, as_2_1
    cluster.quorate = is_true(cib.root.get("have-quorum"))
    cluster.dc_uuid = cib.root.get("dc-uuid") or ""
    cluster.has_fence_device = cluster.options.have_watchdog
    unpack_nodes(cluster)
    builder = unpack_resources(cluster)
    _unpack_tags(cluster)
    _unpack_tickets(cluster)
    cluster.node_states = cib.status.all("node_state")
    for state in cluster.node_states:
        node = state_node(cluster, state)
        if node is None:
            continue
        if node.is_remote:  # how it is depends on its connection, of which the histories tell
            node.remote_was_fenced = (parse_integer(state.get("node_fenced")) or 0) != 0
        else:
            unpack_node_state(cluster, node, state)
    unpack_histories(cluster, builder)
    return cluster


def _unpack_tags(cluster: Cluster) -> None:
    for tag in cluster.cib.section("tags").all("tag"):
        members = (reference.id for reference in tag.all("obj_ref"))
        cluster.tags[tag.id] = list(dict.fromkeys(members))


def _unpack_tickets(cluster: Cluster) -> None:
    section = cluster.cib.status.first("tickets")
    for state in section.all("ticket_state") if section is not None else ():
        granted, standby = is_true(state.get("granted")), is_true(state.get("standby"))
        cluster.tickets[state.id] = Ticket(state.id, granted, standby, dict(state.attributes))

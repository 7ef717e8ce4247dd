"""Whether a node is a member, pending or to be fenced, from what is recorded of it."""

from __future__ import annotations

import pytest

from hasim.cib import Cib
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.unpack import unpack_cluster
from tests.scheduler.clusters import NOW

MEMBER = {"in_ccm": "true", "crmd": "online", "join": "member", "expected": "member"}


def seen(
    state: dict[str, str] | None, attributes: str = "", *, fencing: bool = True, quorum: str = "1", options: str = ""
) -> Cluster:
    text = "" if state is None else " ".join(f'{name}="{value}"' for name, value in state.items())
    transient = f'<transient_attributes id="1"><instance_attributes id="s">{attributes}</instance_attributes>'
    entry = f'<node_state id="1" uname="n1" {text}>{transient}</transient_attributes></node_state>'
    document = (
        f'<cib have-quorum="{quorum}" no-quorum-panic="1"><configuration><crm_config><cluster_property_set id="o">'
        f'<nvpair id="f" name="stonith-enabled" value="{str(fencing).lower()}"/>{options}</cluster_property_set>'
        '</crm_config><nodes><node id="1" uname="n1"/></nodes><resources/><constraints/></configuration>'
        f"<status>{'' if state is None else entry}</status></cib>"
    )
    return unpack_cluster(Cib.parse(document), NOW)


@pytest.mark.parametrize(
    ("change", "expected", "reason"),
    [
        ({}, "online", ""),
        ({"in_ccm": "1699999000", "crmd": "1699999001"}, "online", ""),  # since when, rather than whether
        ({"in_ccm": None}, "unclean", "peer has not been seen by the cluster"),
        ({"join": "banned"}, "online unclean", "peer failed Pacemaker membership criteria"),
        ({"in_ccm": "false"}, "unclean", "peer is no longer part of the cluster"),
        ({"crmd": "offline"}, "online unclean", "peer process is no longer available"),
        ({"join": "pending"}, "online pending standby", ""),
        ({"join": "odd"}, "online unclean", "peer was in an unknown state"),
        ({"expected": "down"}, "online pending standby", ""),
        ({"expected": "down", "in_ccm": "false", "crmd": "offline"}, "", ""),
    ],
)
def test_with_fencing(change: dict[str, str | None], expected: str, reason: str) -> None:
    state = {name: value for name, value in {**MEMBER, **change}.items() if value is not None}
    cluster = seen(state)
    (node,) = cluster.nodes
    words = [word for word in ("online", "unclean", "pending", "standby") if getattr(node, word)]
    assert (" ".join(words), [each.reason for each in cluster.early]) == (expected, [reason] if reason else [])


@pytest.mark.parametrize(
    ("change", "online", "unclean"),
    [
        ({}, True, False),
        ({"join": "pending"}, False, False),
        ({"in_ccm": "false"}, False, False),
        ({"crmd": "offline"}, False, True),  # unexpectedly
        ({"crmd": "offline", "expected": "down"}, False, False),
    ],
)
def test_without_fencing(change: dict[str, str], online: bool, unclean: bool) -> None:
    (node,) = seen({**MEMBER, **change}, fencing=False).nodes
    assert (node.online, node.unclean) == (online, unclean)


@pytest.mark.parametrize(("crmd", "online"), [("online", True), ("offline", False)])
def test_a_node_that_shuts_down_is_online_as_long_as_its_controller_is(crmd: str, online: bool) -> None:
    shutdown = '<nvpair id="s-s" name="shutdown" value="1699999999"/>'
    (node,) = seen({**MEMBER, "crmd": crmd}, shutdown).nodes
    assert (node.online, node.shutting_down, node.unclean, node.available) == (online, True, False, False)


def test_termination_may_be_asked_for() -> None:
    terminate = '<nvpair id="s-t" name="terminate" value="true"/>'
    assert [each.reason for each in seen(MEMBER, terminate).early] == ["fencing was requested"]


@pytest.mark.parametrize(("fencing", "unclean"), [(True, True), (False, False)])
def test_a_node_that_was_never_seen_is_unclean_if_it_can_be_fenced(fencing: bool, unclean: bool) -> None:
    (node,) = seen(None, fencing=fencing).nodes
    assert (node.online, node.seen, node.unclean) == (False, False, unclean)


TOO_LONG = "peer pending timed out on joining the process group"


@pytest.mark.parametrize(("since", "reasons"), [(NOW - 60, [TOO_LONG]), (NOW - 59, [])])
def test_a_node_may_be_pending_only_so_long(since: int, reasons: list[str]) -> None:
    timeout = '<nvpair id="p" name="node-pending-timeout" value="1min"/>'
    cluster = seen({"in_ccm": str(since), "crmd": "0", "expected": "down"}, options=timeout)
    assert [each.reason for each in cluster.early] == reasons
    assert cluster.recheck_by == (None if reasons else NOW + 1)


def test_without_quorum_everybody_may_have_to_be_fenced() -> None:
    policy = '<nvpair id="q" name="no-quorum-policy" value="fence"/>'
    assert [each.reason for each in seen(MEMBER, options=policy, quorum="0").early] == ["cluster does not have quorum"]


def test_a_member_without_a_time_has_only_just_come() -> None:
    """A boolean says nothing of since when, so node-pending-timeout is not over."""
    timeout = '<nvpair id="p" name="node-pending-timeout" value="60s"/>'
    waiting = {**MEMBER, "crmd": "offline", "expected": "down"}
    (node,) = seen(waiting, options=timeout).nodes
    assert (node.pending, node.unclean) == (True, False)
    (node,) = seen({**waiting, "in_ccm": str(NOW - 60)}, options=timeout).nodes
    assert (node.pending, node.unclean) == (False, True)


def test_2_1_5_knows_of_no_default_for_the_join_state() -> None:
    state = " ".join(f'{name}="{value}"' for name, value in MEMBER.items() if name != "join")
    document = (
        '<cib have-quorum="1"><configuration><crm_config/><nodes><node id="1" uname="n1"/></nodes><resources/>'
        f'<constraints/></configuration><status><node_state id="1" uname="n1" {state}/></status></cib>'
    )
    unclean = [unpack_cluster(Cib.parse(document), NOW, as_2_1=old).nodes[0].unclean for old in (False, True)]
    assert unclean == [False, True]

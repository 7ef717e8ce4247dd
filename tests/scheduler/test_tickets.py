"""Tickets: what happens to resources whose ticket is not there."""

from __future__ import annotations

import pytest

from hasim.cib import Cib, Element
from tests.scheduler.clusters import cib, nodes_of, placed, primitive

LOST = Element("ticket_state", {"id": "t", "granted": "false"})
GRANTED = Element("ticket_state", {"id": "t", "granted": "true"})
STANDBY = Element("ticket_state", {"id": "t", "granted": "true", "standby": "true"})


def with_ticket(state: Element | None, policy: str, *, active: bool) -> Cib:
    constraint = f'<rsc_ticket id="x" rsc="a" ticket="t" loss-policy="{policy}"/>'
    document = cib(primitive("a"), constraint, running={"a": "n1"} if active else {})
    if state is None:
        return document
    return document.with_section(document.status.with_child(Element("tickets", {}, (state,))))


@pytest.mark.parametrize(
    ("state", "policy", "active", "node"),
    [
        (GRANTED, "stop", True, "n1"),
        (None, "stop", True, ""),  # never heard of: not granted
        (LOST, "stop", True, ""),
        (LOST, "demote", True, ""),
        (LOST, "freeze", True, "n1"),
        (LOST, "freeze", False, ""),
        (STANDBY, "stop", True, ""),
    ],
)
def test_loss_policies(state: Element | None, policy: str, active: bool, node: str) -> None:
    assert nodes_of(placed(with_ticket(state, policy, active=active))) == {"a": node}


def test_a_frozen_resource_is_left_alone() -> None:
    (resource,) = placed(with_ticket(LOST, "freeze", active=True)).resources
    assert (resource.managed, resource.blocked) == (False, True)


def test_without_fencing_a_lost_ticket_cannot_fence() -> None:
    cluster = placed(with_ticket(LOST, "fence", active=True))
    assert not any(node.unclean for node in cluster.nodes)
    assert nodes_of(cluster) == {"a": ""}


def test_a_ticket_is_known_by_name_alone() -> None:
    """Also where no resource can be found that depends on it."""
    cluster = placed(cib(primitive("a"), '<rsc_ticket id="x" rsc="gone" ticket="t"/>'))
    assert list(cluster.tickets) == ["t"]

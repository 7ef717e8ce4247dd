"""What the scheduler decides about but no simulated machine is: refused by name where a cluster is configured."""

from __future__ import annotations

import pytest

from hasim.cib import Unsupported
from hasim.session import Session
from tests.scheduler.clusters import cib, primitive


@pytest.mark.parametrize(
    ("resource", "feature", "element", "id"),
    [
        ('<bundle id="b"><podman image="x"/></bundle>', "bundles in a running cluster", "bundle", "b"),
        (primitive("r", agent="ocf:pacemaker:remote"), "remote nodes in a running cluster", "primitive", "r"),
        (primitive("vm", remote_node="guest"), "guest nodes in a running cluster", "nvpair", "vm-meta-remote-node"),
    ],
)
def test_machines_that_are_not_simulated_are_refused(resource: str, feature: str, element: str, id: str) -> None:
    with pytest.raises(Unsupported) as refusal:
        Session("two-servers", cib=cib(resource).text())
    assert (refusal.value.feature, refusal.value.element, refusal.value.id) == (feature, element, id)

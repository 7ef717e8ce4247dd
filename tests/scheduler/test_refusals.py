"""What is not modelled is refused by name, before anything is decided."""

from __future__ import annotations

import pytest

from hasim.cib import CibError, Unsupported
from hasim.scheduler.unpack import unpack_cluster
from tests.scheduler.clusters import NOW, cib, collective, primitive


@pytest.mark.parametrize(
    ("resource", "feature", "element", "id"),
    [
        ('<bundle id="b"><podman image="x"/></bundle>', "bundles", "bundle", "b"),
    ],
)
def test_named_refusals(resource: str, feature: str, element: str, id: str) -> None:
    with pytest.raises(Unsupported) as refusal:
        unpack_cluster(cib(resource), NOW)
    assert (refusal.value.feature, refusal.value.element, refusal.value.id) == (feature, element, id)


def test_an_absurd_number_of_instances_is_an_error_of_the_input() -> None:
    with pytest.raises(CibError, match="clone c: clone-max is 2000000000"):
        unpack_cluster(cib(collective("clone", "c", primitive("a"), clone_max=2_000_000_000)), NOW)

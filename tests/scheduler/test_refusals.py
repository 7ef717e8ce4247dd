"""What no cluster could have is an error of the input."""

from __future__ import annotations

import pytest

from hasim.cib import CibError
from hasim.scheduler.unpack import unpack_cluster
from tests.scheduler.clusters import NOW, cib, collective, primitive

BUNDLE = '<bundle id="b"><podman image="i" replicas="2000000000"/></bundle>'


@pytest.mark.parametrize(
    ("resource", "message"),
    [
        (collective("clone", "c", primitive("a"), clone_max=2_000_000_000), "clone c: clone-max is 2000000000"),
        (BUNDLE, "bundle b: replicas is 2000000000"),
    ],
)
def test_an_absurd_number_of_instances_is_an_error_of_the_input(resource: str, message: str) -> None:
    with pytest.raises(CibError, match=message):
        unpack_cluster(cib(resource), NOW)

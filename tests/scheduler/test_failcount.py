"""Which node attributes count as failures of a resource."""

from __future__ import annotations

import pytest

from hasim.scheduler.failcount import FailCount, fail_count
from hasim.scheduler.resource import Primitive
from hasim.scheduler.unpack import unpack_cluster
from tests.scheduler.clusters import NOW, cib, collective, history, operation, primitive


def counted(
    name: str, attributes: dict[str, object], resources: str, *, plain: bool = False, **more: object
) -> FailCount:
    document = cib(resources, attributes={"n1": attributes}, **more)  # type: ignore[arg-type]
    cluster = unpack_cluster(document, NOW, plain_failcount_names=plain)
    found = cluster.by_id[name]
    assert isinstance(found, Primitive)
    return fail_count(found, cluster.nodes[0])


@pytest.mark.parametrize(
    ("attribute", "count"),
    [
        ("fail-count-web.1#monitor_10000", 2),
        ("fail-count-web-1#start_0", 2),  # a dot stands for anything
        ("fail-count-web.1", 0),  # the operation is part of the name
        ("fail-count-web.1#start", 0),
        ("fail-count-web.1:0#start_0", 0),  # only instances of anonymous clones may be numbered
        ("fail-count-xweb.1#start_0", 0),
        ("last-failure-web.1#start_0", 0),
    ],
)
def test_names(attribute: str, count: int) -> None:
    assert counted("web.1", {attribute: 2}, primitive("web.1")).count == count


def test_counts_of_all_operations_add_up_and_the_last_failure_is_the_latest() -> None:
    attributes = {
        "fail-count-a#monitor_10000": 2,
        "last-failure-a#monitor_10000": NOW - 5,
        "fail-count-a#start_0": 1,
        "last-failure-a#start_0": NOW - 9,
    }
    assert counted("a", attributes, primitive("a")) == FailCount(3, NOW - 5)


def test_instances_of_an_anonymous_clone_share_their_counts() -> None:
    clone = collective("clone", "c", primitive("a"))
    attributes = {"fail-count-a#start_0": 1, "fail-count-a:1#start_0": 2}
    assert counted("a:0", attributes, clone).count == 3
    assert counted("a:0", attributes, clone, histories={"n1": history("a", operation("a"))}).count == 3


def test_older_feature_sets_leave_the_operation_out() -> None:
    attributes = {"fail-count-a": 2, "fail-count-a#start_0": 1}
    assert counted("a", attributes, primitive("a"), plain=True).count == 2


def test_a_failure_that_blocks_is_never_forgotten() -> None:
    blocking = '<operations><op id="m" name="monitor" interval="10s" on-fail="block"/></operations>'
    failed = operation("a", "monitor", 1, 2, interval=10_000, id="a_last_failure_0")
    found = counted(
        "a",
        {"fail-count-a#monitor_10000": 1, "last-failure-a#monitor_10000": NOW - 900},
        primitive("a", blocking, failure_timeout="60s"),
        histories={"n1": history("a", operation("a"), failed)},
    )
    assert found.count == 1


def test_a_failure_is_forgotten_though_another_one_blocks() -> None:
    """With on-fail=block for stops, an expired failure of a monitor expires; asked of all, the failed stop keeps it."""
    stop = '<operations><op id="s" name="stop" interval="0" on-fail="block"/></operations>'
    entries = (operation("a", "monitor", 7, 2, interval=10_000), operation("a", "stop", 1, 3))
    attributes = {"fail-count-a#monitor_10000": 1, "last-failure-a#monitor_10000": NOW - 500}
    document = cib(
        primitive("a", stop, failure_timeout="60"),
        attributes={"n1": attributes},
        histories={"n1": history("a", operation("a"), *entries)},
    )
    cluster = unpack_cluster(document, NOW)
    assert [each.operation.operation for each in cluster.failures] == ["stop"]

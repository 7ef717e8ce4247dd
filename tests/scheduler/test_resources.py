"""Options of resources: where they come from, and which one counts."""

from __future__ import annotations

import pytest

from hasim.cib.score import INFINITY
from hasim.scheduler.operations import on_fail, operation_options
from hasim.scheduler.parameters import parameters
from hasim.scheduler.resource import Primitive, Resource
from hasim.scheduler.roles import OnFail, Requires, Role
from hasim.scheduler.unpack import unpack_cluster
from tests.scheduler.clusters import NOW, cib, collective, nvset, primitive


def made(resources: str, name: str = "a", extra: str = "", **options: object) -> Resource:
    settings = {key.replace("_", "-"): value for key, value in options.items()}
    found = unpack_cluster(cib(resources, options=settings, extra=extra), NOW).by_id.get(name)
    assert found is not None
    return found


def primitive_made(resources: str, name: str = "a", extra: str = "", **options: object) -> Primitive:
    found = made(resources, name, extra, **options)
    assert isinstance(found, Primitive)
    return found


DEFAULTS = f"<rsc_defaults>{nvset('meta_attributes', 'rd', {'priority': 1, 'resource-stickiness': 5})}</rsc_defaults>"


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        (primitive("a"), 1),
        (primitive("a", priority=3), 3),
        (collective("group", "g", primitive("a"), priority=2), 2),
        (collective("group", "g", primitive("a", priority=3), priority=2), 3),
    ],
)
def test_own_meta_attributes_then_the_parents_then_the_defaults(resources: str, expected: int) -> None:
    assert made(resources, extra=DEFAULTS).priority == expected


def test_a_clone_gives_its_instances_a_little_stickiness() -> None:
    clone = collective("clone", "c", primitive("a"))
    assert made(clone, "a:0").stickiness == 1
    assert made(clone, "a:0", extra=DEFAULTS).stickiness == 5


@pytest.mark.parametrize(
    ("text", "expected"), [("3", 3), ("0", 0), ("-1", INFINITY), ("INFINITY", INFINITY), ("x", INFINITY)]
)
def test_migration_threshold(text: str, expected: int) -> None:
    assert made(primitive("a", migration_threshold=text)).migration_threshold == expected


@pytest.mark.parametrize(
    ("meta", "managed", "maintenance"),
    [
        ({}, True, False),
        ({"is_managed": "false"}, False, False),
        ({"is_managed": "perhaps"}, True, False),
        ({"maintenance": "true"}, False, True),
    ],
)
def test_management(meta: dict[str, str], managed: bool, maintenance: bool) -> None:
    resource = made(primitive("a", **meta))
    assert (resource.managed, resource.maintenance) == (managed, maintenance)


@pytest.mark.parametrize(
    ("role", "promotable", "expected"),
    [
        ("Stopped", "false", Role.STOPPED),
        ("Started", "false", Role.UNKNOWN),
        ("Slave", "false", Role.UNKNOWN),
        ("Slave", "true", Role.UNPROMOTED),
        ("Master", "true", Role.UNKNOWN),
    ],
)
def test_target_role(role: str, promotable: str, expected: Role) -> None:
    clone = collective("clone", "c", primitive("a"), target_role=role, promotable=promotable)
    assert made(clone, "a:0").target_role is expected


@pytest.mark.parametrize(
    ("resource", "options", "expected"),
    [
        (primitive("a"), {"stonith_enabled": "true"}, Requires.FENCING),
        (primitive("a"), {}, Requires.QUORUM),
        (primitive("a"), {"no_quorum_policy": "ignore"}, Requires.NOTHING),
        (primitive("a", agent="stonith:fence_x"), {"stonith_enabled": "true"}, Requires.QUORUM),
        (primitive("a", requires="nothing"), {"stonith_enabled": "true"}, Requires.NOTHING),
        (primitive("a", requires="unfencing"), {}, Requires.QUORUM),
        (primitive("a") + primitive("b", provides="unfencing"), {"stonith_enabled": "true"}, Requires.UNFENCING),
    ],
)
def test_what_a_start_requires(resource: str, options: dict[str, str], expected: Requires) -> None:
    assert made(resource, **options).requires is expected


TEMPLATE = (
    '<template id="t" class="ocf" provider="heartbeat" type="apache">'
    '<instance_attributes id="t-p"><nvpair id="t-p-x" name="x" value="1"/><nvpair id="t-p-y" name="y" value="1"/>'
    '</instance_attributes><operations><op id="t-m" name="monitor" interval="10s" timeout="5s"/>'
    '<op id="t-s" name="start" interval="0" timeout="7s"/></operations></template>'
)


def test_a_template_is_written_out() -> None:
    own = (
        '<primitive id="a" template="t"><instance_attributes id="a-p"><nvpair id="a-p-x" name="x" value="2"/>'
        '</instance_attributes><operations><op id="a-m" name="monitor" interval="30s"/></operations></primitive>'
    )
    resource = primitive_made(TEMPLATE + own)
    assert resource.agent == ("ocf", "heartbeat", "apache")
    assert parameters(resource) == {"x": "2", "y": "1"}
    assert [operation.id for operation in resource.operations] == ["a-m", "t-s"]
    assert resource.cluster.templates == {"t": ["a"]}


def test_a_resource_without_its_template_is_ignored() -> None:
    cluster = unpack_cluster(cib('<primitive id="a" template="nowhere"/>' + primitive("b")), NOW)
    assert list(cluster.by_id) == ["b"]


def test_parameters_may_depend_on_the_node() -> None:
    rule = '<rule id="r"><expression id="e" attribute="#uname" operation="eq" value="n2"/></rule>'
    sets = '<instance_attributes id="p"><nvpair id="p-x" name="x" value="1"/></instance_attributes>'
    sets += f'<instance_attributes id="q">{rule}<nvpair id="q-x" name="x" value="2"/></instance_attributes>'
    resource = primitive_made(primitive("a", sets))
    assert [parameters(resource, node)["x"] for node in resource.cluster.nodes] == ["1", "2"]


def test_options_of_an_operation_come_before_its_sets_and_the_defaults() -> None:
    general = nvset("meta_attributes", "od", {"timeout": "9s", "record-pending": "true"})
    defaults = f"<op_defaults>{general}</op_defaults>"
    inner = nvset("meta_attributes", "om", {"timeout": "8s", "enabled": "true"})
    operations = f'<operations><op id="m" name="monitor" interval="10s" timeout="7s">{inner}</op></operations>'
    resource = primitive_made(primitive("a", operations), extra=defaults)
    found = operation_options(resource, "monitor", 10_000)
    assert (found["timeout"], found["enabled"], found["record-pending"]) == ("7s", "true", "true")
    assert operation_options(resource, "start", 0) == {"timeout": "9s", "record-pending": "true"}


@pytest.mark.parametrize(
    ("task", "value", "fencing", "expected"),
    [
        ("monitor", None, "true", OnFail.RESTART),
        ("stop", None, "true", OnFail.FENCE),
        ("stop", None, "false", OnFail.BLOCK),
        ("stop", "standby", "false", OnFail.BLOCK),  # makes no sense for a stop
        ("stop", "ignore", "true", OnFail.IGNORE),
        ("start", "fence", "false", OnFail.STOP),
        ("start", "migrate", "true", OnFail.BAN),
        ("start", "demote", "true", OnFail.RESTART),  # only for promoted roles
        ("promote", "demote", "true", OnFail.DEMOTE),
        ("start", "restart-container", "true", OnFail.RESTART),
        ("start", "whatever", "true", OnFail.RESTART),
    ],
)
def test_what_a_failure_asks_for(task: str, value: str | None, fencing: str, expected: OnFail) -> None:
    option = "" if value is None else f'on-fail="{value}"'
    operations = f'<operations><op id="o" name="{task}" interval="0" {option}/></operations>'
    resource = primitive_made(primitive("a", operations), stonith_enabled=fencing)
    assert on_fail(resource, task, 0) is expected

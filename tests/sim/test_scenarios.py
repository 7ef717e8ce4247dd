"""Where sessions begin: what a head may ask for, and what it gets."""

from __future__ import annotations

import pytest

from hasim.cib import CibError, Dialect, Unsupported
from hasim.sim import running, start_world, views
from tests.sim.clusters import servers, tutorial

OWN = """<cib validate-with="pacemaker-3.9" epoch="7" num_updates="0" admin_epoch="0"><configuration><crm_config>
<cluster_property_set id="p"><nvpair id="p-s" name="stonith-enabled" value="false"/></cluster_property_set></crm_config>
<nodes><node id="1" uname="anna"/><node id="2" uname="bert"/></nodes>
<resources><primitive id="d" class="ocf" provider="pacemaker" type="Dummy"/></resources>
<constraints><rsc_location id="l" rsc="d" node="bert" score="100"/></constraints></configuration><status/></cib>"""


@pytest.mark.parametrize("dialect", list(Dialect))
def test_the_tutorial_begins_settled_at_the_given_time(dialect: Dialect) -> None:
    world = tutorial(dialect, start="2020-05-03T09:00:00+09:00", timezone="Asia/Tokyo")
    assert (world.time, world.now) == (0, 1588464000)
    assert running(world) == {"vip": ["node1"], "httpd": ["node1"], "ping": ["node1", "node2"]}
    assert views(world)["node1"].failcounts == {}
    assert world.records == ()


@pytest.mark.parametrize("dialect", list(Dialect))
def test_two_servers_are_up_with_the_first_as_dc_and_nothing_configured(dialect: Dialect) -> None:
    world = servers(dialect)
    assert {name: (view.dc, view.quorate, view.resources) for name, view in views(world).items()} == {
        "node1": ("node1", True, {}),
        "node2": ("node1", True, {}),
    }
    assert all(not machine.processes.named("httpd") for machine in world.machines.values())


def test_bare_servers_have_no_cluster_at_all() -> None:
    world = start_world({"scenario": "bare", "dialect": "1.1"})
    assert (views(world), running(world)) == ({}, {})


@pytest.mark.parametrize("count", [1, 3, 16])
def test_any_number_of_nodes_up_to_sixteen(count: int) -> None:
    names = [f"n{number}" for number in range(1, count + 1)]
    world = tutorial(nodes=names)
    assert list(views(world)["n1"].nodes) == sorted(names, key=lambda name: int(name[1:]))
    assert set(views(world)["n1"].nodes.values()) == {"online"}
    assert running(world)["vip"] == ["n1"]


def test_a_cib_brings_its_nodes_and_its_configuration() -> None:
    world = servers(cib=OWN)
    assert world.nodes == ("anna", "bert")
    assert views(world)["anna"].nodes == {"anna": "online", "bert": "online"}
    assert running(world) == {"d": ["bert"]}


def test_a_configuration_in_words() -> None:
    world = servers(configure="property stonith-enabled=false\nprimitive d ocf:pacemaker:Dummy\n")
    assert running(world) == {"d": ["node1"]}


@pytest.mark.parametrize(
    "head",
    [
        {"scenario": "nowhere"},
        {"scenario": "two-servers", "dialect": "9.9"},
        {"scenario": "two-servers", "start": "yesterday"},
        {"scenario": "two-servers", "timezone": "Mars/Olympus"},
        {"scenario": "two-servers", "nodes": []},
        {"scenario": "two-servers", "nodes": ["a", "a"]},
        {"scenario": "two-servers", "nodes": ["no way"]},
        {"scenario": "two-servers", "nodes": "node1"},
        {"scenario": "two-servers", "nodes": [f"n{number}" for number in range(17)]},
        {"scenario": "two-servers", "cib": "<cib"},
        {"scenario": "two-servers", "configure": "primitive"},
        {"scenario": "two-servers", "configure": 5},
    ],
)
def test_a_senseless_head_is_refused_in_one_line(head: dict[str, object]) -> None:
    with pytest.raises((ValueError, CibError)) as caught:
        start_world(head)
    assert "\n" not in str(caught.value)


def test_what_is_not_modelled_is_refused_by_name() -> None:
    bundle = OWN.replace("</resources>", '<bundle id="b"><docker image="i"/></bundle></resources>')
    with pytest.raises(Unsupported, match="bundle"):
        servers(cib=bundle)

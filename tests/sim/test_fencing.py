"""Fencing: nothing of a node that cannot be trusted starts elsewhere before it is certain that the node is off."""

from __future__ import annotations

import pytest

from hasim.cib import Dialect, Element, Unsupported
from hasim.sim import Record, Stage, World, running, settle, views
from hasim.sim.access import LiveCluster
from hasim.sim.fencing.devices import host_map
from tests.sim.clusters import Deed, after, commit, fault, kill_daemon, servers, wait

BASE = """\
property no-quorum-policy=ignore stonith-enabled=true stonith-timeout=20s
primitive d ocf:pacemaker:Dummy op monitor interval=10s
location l d 100: node2
"""
SWITCH = 'primitive sw stonith:fence_apc params ip=192.168.0.250 pcmk_host_list="node1 node2" op monitor interval=60s\n'
BOARDS = """\
primitive b1 stonith:fence_ipmilan params ip=192.168.0.101 username=a password=b pcmk_host_list=node1
primitive b2 stonith:fence_ipmilan params ip=192.168.0.102 username=a password=b pcmk_host_list=node2
location lb1 b1 -inf: node1
location lb2 b2 -inf: node2
"""
SWITCH_OFF = fault("host-down", host="192.168.0.250")
POWER_OFF = fault("power-off", node="node2")
CUT = fault("cut", between=["node1", "node2"])


def fenced(conf: str = SWITCH, *deeds: Deed, **head: object) -> World:
    """A settled cluster with fence devices, after some deeds."""
    return after(servers(**head), commit(BASE + conf), *deeds)  # type: ignore[arg-type]


def told(world: World, *kinds: str) -> list[Record]:
    return [record for record in world.records if record.kind in kinds]


def first(world: World, kind: str) -> int:
    return told(world, kind)[0].time


def test_a_lost_node_is_fenced_before_its_resource_starts_elsewhere_and_comes_back() -> None:
    world = fenced(SWITCH, POWER_OFF)
    (operation,) = told(world, "fenced")
    assert operation.details["target"] == "node2"
    assert operation.details["delegate"] == "node1"
    begins = [record for record in told(world, "operation-begin") if record.details["resource"] == "d"]
    assert operation.time < begins[0].time
    assert begins[0].node == "node1"
    assert views(world)["node1"].nodes == {"node1": "online", "node2": "online"}
    assert running(world) == {"d": ["node2"], "sw": ["node1"]}


def test_a_node_is_unclean_until_it_is_fenced() -> None:
    world = after(fenced(), POWER_OFF, wait(0), settled=False)
    world = after(world, wait(4.0), settled=False)
    assert views(world)["node1"].nodes["node2"] == "unclean"
    assert running(world)["d"] == []


def test_without_a_device_that_answers_it_tries_ten_times_and_recovers_nothing() -> None:
    """Ten failures, then no further try: as on a real cluster."""
    world = fenced(SWITCH, SWITCH_OFF, POWER_OFF)
    assert len(told(world, "fencing-failed")) == 10
    assert running(world) == {"d": [], "sw": []}
    assert views(world)["node1"].nodes["node2"] == "unclean"


def test_without_any_device_the_node_stays_unclean_and_its_resource_stays_away() -> None:
    world = fenced("")
    assert running(world) == {"d": []}
    world = after(world, POWER_OFF)
    assert views(world)["node1"].nodes["node2"] == "unclean"
    assert not told(world, "fencing")


def test_a_device_that_is_not_for_the_target_fences_nothing_and_is_not_asked_again() -> None:
    world = fenced(SWITCH.replace('"node1 node2"', "node1"), POWER_OFF)
    assert [record.details["reason"] for record in told(world, "fencing-failed")] == ["No fence device"]
    assert running(world)["d"] == []


def test_a_banned_device_is_not_used() -> None:
    world = fenced(SWITCH + "location ban sw -inf: node1\n", POWER_OFF)
    assert [record.details["reason"] for record in told(world, "fencing-failed")] == ["No fence device"]


@pytest.mark.parametrize(
    ("conf", "devices"),
    [
        (SWITCH, ["sw"]),
        ("primitive sw stonith:fence_apc params ip=192.168.0.250\n", ["sw"]),
        ('primitive sw stonith:fence_apc params ip=192.168.0.250 pcmk_host_map="node1:1;node2:2"\n', ["sw"]),
        ("primitive v stonith:fence_virsh params ip=192.168.0.251 username=root\n", ["v"]),
        (BOARDS, ["b2"]),
        ("primitive i stonith:external/ipmi params hostname=node2 ipaddr=192.168.0.102\n", ["i"]),
    ],
)
def test_kinds_of_devices(conf: str, devices: list[str]) -> None:
    (operation,) = told(fenced(conf, POWER_OFF), "fenced")
    assert operation.details["devices"] == devices


LEVELS = BOARDS + "primitive sw stonith:fence_apc params ip=192.168.0.250\n"


def test_levels_of_a_topology_are_tried_in_order() -> None:
    conf = LEVELS + "fencing_topology node1: b1 sw node2: b2 sw\n"
    (operation,) = told(fenced(conf, POWER_OFF), "fenced")
    assert operation.details["devices"] == ["b2"]
    (operation,) = told(fenced(conf, fault("host-down", host="192.168.0.102"), POWER_OFF), "fenced")
    assert operation.details["devices"] == ["sw"]


@pytest.mark.parametrize(("pattern", "device"), [("^node[23]$", "sw"), ("(", "b2"), ("node1", "b2")])
def test_a_level_may_be_for_all_targets_that_match_a_pattern(pattern: str, device: str) -> None:
    """Without a level that matches, whatever can do it does it."""

    def level(stage: Stage) -> None:
        access = LiveCluster(stage, "node1")
        entry = Element("fencing-level", {"id": "one", "index": "1", "devices": "sw", "target-pattern": pattern})
        access.replace(access.query().with_section(Element("fencing-topology", {}, (entry,))))

    (operation,) = told(fenced(LEVELS, level, POWER_OFF), "fenced")
    assert operation.details["devices"] == [device]


def test_all_devices_of_a_level_are_off_before_one_is_on() -> None:
    (operation,) = told(fenced(LEVELS + "fencing_topology node2: b2,sw\n", POWER_OFF), "fenced")
    assert operation.details["devices"] == ["b2", "sw", "b2", "sw"]


def test_a_cut_makes_them_fence_each_other_and_never_runs_a_resource_twice() -> None:
    """Both race; whoever is faster goes on. A delay on one device decides who."""
    conf = BOARDS.replace("pcmk_host_list=node1", "pcmk_host_list=node1 pcmk_delay_base=10s")
    stage = Stage(fenced(conf))
    CUT(stage)
    twice = []
    end = stage.time + 200_000
    while (due := stage.next_time()) is not None and due <= end:
        stage.step()
        if len(running(stage.freeze())["d"]) > 1:
            twice.append(stage.time)
    assert not twice
    fencings = [record.details["target"] for record in stage.records if record.kind == "fenced"]
    assert fencings[0] == "node2"


def test_a_device_that_only_pretends_lets_a_resource_run_twice() -> None:
    world = fenced('primitive n stonith:null params hostlist="node1 node2"\n', CUT)
    assert running(world)["d"] == ["node1", "node2"]


def test_a_node_that_hears_of_its_own_fencing_leaves_but_its_services_go_on() -> None:
    def ask(stage: Stage) -> None:
        LiveCluster(stage, "node1").request_fencing("node2", "reboot", "test.1", timeout=20_000)

    world = fenced('primitive n stonith:null params hostlist="node1 node2"\n', ask)
    assert told(world, "fenced-alive")
    assert "node2" not in views(world)
    assert views(world)["node1"].nodes["node2"] == "offline"
    assert running(world)["d"] == ["node1", "node2"]


def test_a_killed_controller_is_back_before_its_node_would_be_fenced() -> None:
    """As seen on a real cluster: for a second the node is unclean, then it has joined again."""
    stage = Stage(fenced())
    kill_daemon("node2", "pacemaker-controld")(stage)
    stage.wait(500)
    assert views(stage.freeze())["node1"].nodes["node2"] == "unclean"
    assert settle(stage)
    world = stage.freeze()
    assert not told(world, "fencing")
    assert views(world)["node1"].nodes == {"node1": "online", "node2": "online"}
    assert running(world)["d"] == ["node2"]


def test_a_stop_that_fails_gets_its_node_fenced_and_only_then_moves_its_resource() -> None:
    slow = (
        "primitive w ocf:pacemaker:Dummy params op_sleep=5 op start timeout=20s op monitor interval=30s timeout=20s "
        "op stop timeout=1s\nlocation lw w 100: node2\n"
    )
    world = fenced(SWITCH + slow)
    assert running(world)["w"] == ["node2"]
    world = after(world, commit("location away w -inf: node2"))
    fencing, *_ = told(world, "fenced")
    starts = [record.time for record in told(world, "operation-begin") if record.details["resource"] == "w"]
    assert fencing.details["target"] == "node2"
    assert starts[0] < fencing.time < starts[1]
    assert running(world)["w"] == ["node1"]


def test_the_dc_that_is_lost_is_fenced_by_the_next_one() -> None:
    world = fenced(SWITCH, fault("power-off", node="node1"))
    (operation,) = told(world, "fenced")
    assert (operation.details["target"], operation.details["delegate"]) == ("node1", "node2")
    assert views(world)["node2"].dc == "node2"


def test_a_node_that_was_never_seen_is_fenced_at_the_start() -> None:
    """Booted alone, with no idea of the other: it is made sure to be off before anything starts."""
    world = after(fenced(), fault("power-off", node="node2"), settled=True)
    world = after(world, fault("power-off", node="node1"), fault("power-off", node="node2"), settled=False)
    world = after(world, fault("power-on", node="node1"))
    target = [record for record in told(world, "fenced") if record.details["target"] == "node2"]
    begins = [record for record in told(world, "operation-begin") if record.details["resource"] == "d"]
    assert target
    assert target[0].time < begins[0].time


def test_an_action_off_leaves_the_node_off() -> None:
    world = fenced(SWITCH.replace("params", "params pcmk_reboot_action=off"), POWER_OFF)
    assert not world.machines["node2"].on
    assert views(world)["node1"].nodes["node2"] == "offline"
    assert running(world)["d"] == ["node1"]


def test_a_slow_device_delays_the_recovery_and_one_too_slow_fails() -> None:
    quick, slow = fenced(SWITCH, POWER_OFF), fenced(SWITCH.replace("params", "params power_wait=3"), POWER_OFF)
    took = [first(world, "fenced") - first(world, "fencing") for world in (quick, slow)]
    assert took[1] - took[0] == 6000
    world = fenced(SWITCH.replace("params", "params power_wait=30"), POWER_OFF)
    assert "Timer expired" in told(world, "fence-failed")[0].details["reason"]
    assert running(world)["d"] == []


def test_a_dead_fencer_fails_what_it_had_under_way() -> None:
    stage = Stage(fenced())
    POWER_OFF(stage)
    stage.wait(4000)
    kill_daemon("node1", "pacemaker-fenced")(stage)
    assert settle(stage)
    world = stage.freeze()
    assert told(world, "fencing-failed")
    assert told(world, "fenced")
    assert running(world)["d"] == ["node2"]


def test_the_same_deeds_give_the_same_world() -> None:
    conf = SWITCH.replace("params", "params pcmk_delay_max=9s")
    one, other = (fenced(conf, POWER_OFF) for _ in range(2))
    assert one.records == other.records
    assert one.stacks["node1"].cib == other.stacks["node1"].cib


@pytest.mark.parametrize("dialect", list(Dialect))
def test_every_generation_fences(dialect: Dialect) -> None:
    world = fenced(SWITCH, POWER_OFF, dialect=dialect)
    assert running(world)["d"] == ["node2"]
    assert len(told(world, "fenced")) == 1


def test_the_watchdog_is_refused_by_name() -> None:
    with pytest.raises(Unsupported, match="stonith-watchdog-timeout"):
        after(servers(), commit("property stonith-watchdog-timeout=10s"))


def test_host_maps() -> None:
    assert host_map("") == {}
    assert host_map("node1:1;node2:2,3") == {"node1": "1", "node2": "2,3"}


def test_the_half_with_more_to_lose_gets_a_head_start() -> None:
    """priority-fencing-delay: whoever runs the important resource is shot later, so it shoots first."""
    for node, loser in (("node1", "node2"), ("node2", "node1")):
        conf = SWITCH + f"primitive big ocf:heartbeat:Dummy meta priority=10\nlocation lb big 100: {node}\n"
        world = after(servers(), commit(BASE.replace("20s\n", "20s priority-fencing-delay=15s\n") + conf))
        stage = Stage(world)
        CUT(stage)
        stage.wait(15_000)
        targets = [record.details["target"] for record in stage.records if record.kind == "fenced"]
        assert targets[:1] == [loser]


def test_a_device_serves_one_at_a_time_unless_its_limit_says_otherwise() -> None:
    """Two of five nodes are lost at once."""
    nodes = [f"node{number}" for number in range(1, 6)]
    lost = [fault("power-off", node=name) for name in ("node4", "node5")]

    def both(stage: Stage) -> None:
        for deed in lost:
            deed(stage)

    took = []
    for limit in ("1", "2"):
        conf = f"primitive sw stonith:fence_apc params ip=192.168.0.250 pcmk_action_limit={limit}\n"
        concurrent = BASE.replace("20s\n", "20s concurrent-fencing=true\n")
        world = after(servers(nodes=nodes), commit(concurrent + conf), both)
        times = [record.time for record in told(world, "fenced")]
        took.append(times[1] - times[0])
    assert took[0] >= 2000
    assert took[1] < 500

"""From a killed process to recovery, failover, cleanup: what was recorded on a real cluster, computed."""

from __future__ import annotations

from hasim.cib import Dialect
from hasim.sim import Stage, World, running, views
from hasim.sim.agents import apache
from hasim.sim.process import kill
from tests.sim.clusters import PID_FILE, after, cleanup, commit, kill_httpd, servers, tutorial, wait, write

ONE_BY_ONE = """\
property no-quorum-policy=ignore stonith-enabled=false
rsc_defaults resource-stickiness=INFINITY migration-threshold=3
primitive httpd ocf:heartbeat:apache params configfile=/etc/httpd/conf/httpd.conf \
statusurl=http://127.0.0.1/server-status op monitor interval=10s
primitive vip ocf:heartbeat:IPaddr2 params ip=192.168.0.203 nic=ens33 cidr_netmask=24 op monitor interval=10s
group web vip httpd
"""


def places(world: World) -> dict[str, list[str]]:
    """Where vip and httpd truly run."""
    return {name: nodes for name, nodes in running(world).items() if name != "ping"}


def counts(world: World) -> dict[str, dict[str, int]]:
    return views(world)["node1"].failcounts


def test_committed_at_once_the_group_is_on_node1() -> None:
    world = tutorial()
    assert places(world) == {"vip": ["node1"], "httpd": ["node1"]}
    assert views(world)["node2"].attributes["node2"]["default_ping_set"] == "1000"


def test_committed_line_by_line_the_group_is_on_node2() -> None:
    world = after(servers(), *(commit(line) for line in ONE_BY_ONE.splitlines()))
    assert places(world) == {"vip": ["node2"], "httpd": ["node2"]}


def test_a_kill_is_found_within_the_interval_and_repaired_in_about_four_seconds() -> None:
    world = after(tutorial(), kill_httpd("node1"))
    times = {record.kind: record.time / 1000 for record in reversed(world.records)}
    assert 0 <= times["monitor-failed"] - times["killed"] <= 10.2
    assert 3.3 <= times["transition-end"] - times["monitor-failed"] <= 4.9
    assert places(world) == {"vip": ["node1"], "httpd": ["node1"]}
    assert counts(world) == {"httpd": {"node1": 1}}


def test_the_third_failure_moves_the_group_and_three_more_stop_httpd() -> None:
    world = after(tutorial(), *[kill_httpd("node1")] * 3)
    assert places(world) == {"vip": ["node2"], "httpd": ["node2"]}
    assert [record.details["resource"] for record in world.records if record.kind == "ban"] == ["httpd"]
    world = after(world, *[kill_httpd("node2")] * 3)
    assert places(world) == {"vip": ["node2"], "httpd": []}
    assert counts(world) == {"httpd": {"node1": 3, "node2": 3}}
    assert views(world)["node1"].resources["httpd"] == {}
    world = after(world, cleanup("httpd", "node2"))
    assert places(world) == {"vip": ["node2"], "httpd": ["node2"]}
    assert counts(world) == {"httpd": {"node1": 3}}
    properties = views(world)["node1"], world.stacks["node1"].cib
    assert properties[1] is not None
    assert properties[1].root.get("update-origin") == "node2"
    assert properties[1].root.get("update-user") == "hacluster"


def test_two_kills_within_one_interval_count_once() -> None:
    def twice(stage: Stage) -> None:
        kill_httpd("node1")(stage)
        stage.wait(1000)
        pid = int(stage.machines["node1"].files.read(PID_FILE))
        assert stage.machines["node1"].process(pid) is None

    assert counts(after(tutorial(), twice)) == {"httpd": {"node1": 1}}


def test_a_broken_configuration_file_makes_the_restart_time_out() -> None:
    """The agent waits for the server until the operation's timeout of 20 s: INFINITY, and over to the other node."""
    broken = write("node1", "/etc/httpd/conf/httpd.conf", lambda text: text + "BrokenDirective on\n")
    world = after(tutorial(), broken, kill_httpd("node1"))
    assert places(world) == {"vip": ["node2"], "httpd": ["node2"]}
    assert counts(world) == {"httpd": {"node1": 1_000_000}}
    failed = [record for record in world.records if record.details.get("operation") == "start"]
    assert "Resource agent did not complete within 20s" in [record.details.get("reason") for record in failed]


def test_failures_expire_to_the_second() -> None:
    """failure-timeout=60s: gone 60 to 61 s after the failure."""
    text = "primitive httpd ocf:heartbeat:apache params configfile=/etc/httpd/conf/httpd.conf \\\n"
    text += "statusurl=http://127.0.0.1/server-status op monitor interval=10s meta failure-timeout=60s"
    world = after(tutorial(), commit(text), kill_httpd("node1"))
    failed = next(record.time for record in world.records if record.kind == "monitor-failed")
    world = after(world, wait(70), settled=False)
    cleared = next(record for record in world.records if record.kind == "fail-count")
    assert 60 <= (cleared.time - failed) / 1000 <= 61.5
    assert cleared.details["cause"] == "expired"
    assert counts(world) == {}
    assert places(world) == {"vip": ["node1"], "httpd": ["node1"]}


def test_in_1_1_failures_expire_only_when_the_cluster_looks_again() -> None:
    text = "rsc_defaults failure-timeout=60s"
    world = after(tutorial(Dialect.V1_1), commit(text), kill_httpd("node1"))
    assert counts(after(world, wait(300), settled=False)) == {"httpd": {"node1": 1}}
    assert counts(after(world, wait(1000), settled=False)) == {}


def test_maintenance_hides_a_failure_until_it_ends() -> None:
    world = after(tutorial(), commit("property maintenance-mode=true"), kill_httpd("node1"), wait(30))
    assert places(world) == {"vip": ["node1"], "httpd": []}
    assert counts(world) == {}
    assert views(world)["node1"].resources["httpd"] == {"node1": "Started"}
    world = after(world, commit("property maintenance-mode=false"))
    assert places(world) == {"vip": ["node1"], "httpd": ["node1"]}
    assert counts(world) == {"httpd": {"node1": 1}}


def test_servers_started_by_hand_on_both_nodes_are_found_and_one_is_kept() -> None:
    def by_hand(stage: Stage) -> None:
        from hasim.sim import units

        for node in stage.nodes:
            units.start(stage, node, "httpd.service")
            units.finish_jobs(stage, node, ("httpd.service",))

    world = after(servers(), by_hand, commit(ONE_BY_ONE))
    assert len(places(world)["httpd"]) == 1
    assert places(world)["httpd"] == places(world)["vip"]
    probes = [record for record in world.records if record.details.get("operation") == "monitor"]
    assert sum(r.details["rc"] == 0 and r.details["interval"] == 0 and r.details["failed"] for r in probes) == 2


def test_preferring_another_node_moves_nothing_under_infinite_stickiness() -> None:
    world = after(tutorial(), commit("location cli-prefer-web web role=Started inf: node2"))
    assert places(world) == {"vip": ["node1"], "httpd": ["node1"]}


def test_a_ban_moves_it() -> None:
    world = after(tutorial(), commit("location cli-ban-web-on-node1 web role=Started -inf: node1"))
    assert places(world) == {"vip": ["node2"], "httpd": ["node2"]}


def test_a_deleted_address_counts_against_the_vip_and_restarts_httpd_too() -> None:
    def delete(stage: Stage) -> None:
        stage.machines["node1"] = stage.machines["node1"].without_address("192.168.0.203")

    world = after(tutorial(), delete)
    assert counts(world) == {"vip": {"node1": 1}}
    begun = [r.details["resource"] for r in world.records if r.kind == "operation-begin"]
    assert begun == ["httpd", "vip", "vip", "httpd"]


def test_orphans_of_a_killed_parent_are_ended_before_the_restart() -> None:
    world = after(tutorial(), kill_httpd("node1"))
    servers_now = world.machines["node1"].processes.named("httpd")
    parents = [process for process in servers_now if process.parent == 1]
    assert len(parents) == 1
    assert all(process.parent in (1, parents[0].pid) for process in servers_now)
    agent = apache.Apache()
    assert agent.pid(world.machines["node1"], {}) == parents[0].pid


def test_killing_a_worker_is_no_failure() -> None:
    def deed(stage: Stage) -> None:
        worker = next(p for p in stage.machines["node1"].processes.named("httpd") if p.parent != 1)
        kill(stage, "node1", worker.pid, 9)

    assert counts(after(tutorial(), deed)) == {}

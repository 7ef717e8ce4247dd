"""What two real nodes did (Pacemaker 2.1.5, Corosync 3.1.7, crmsh 4.4.1, resource-agents 4.12), step by step."""

from __future__ import annotations

import pytest

from hasim.session import Session

DUMMY = "ocf:pacemaker:Dummy op monitor interval=5s"


def cluster(*lines: str, dialect: str = "2.1") -> Session:
    """Two nodes without fencing, after some lines on the first."""
    session = Session("two-servers", dialect=dialect)
    session.run("node1", "crm configure property stonith-enabled=false")
    for line in lines:
        session.run("node1", line)
    session.settle()
    return session


def site() -> Session:
    session = Session("tutorial")
    session.settle()
    return session


def operations(session: Session) -> list[str]:
    """What ended during the last input, as ``resource operation``; recurring monitors are left out."""
    done = [record.details for record in session.history[-1].records if record.kind == "operation"]
    return [f"{one['resource']} {one['operation']}" for one in done if not one["interval"]]


def failures(session: Session) -> list[str]:
    """The failed actions on the screen, without their times."""
    shown = session.run("node1", "crm_mon -1rf").stdout.partition("Failed Resource Actions:\n")[2]
    return [line[4:].split(" at ")[0] for line in shown.splitlines() if line]


@pytest.mark.parametrize(("dialect", "order"), [("2.1", ["node2", "node1"]), ("1.1", ["node1", "node2"])])
def test_at_a_cold_start_the_others_stand_before_the_dc(dialect: str, order: list[str]) -> None:
    session = cluster(dialect=dialect)
    cib = session.cib("node1")
    assert cib is not None
    assert [state.get("uname") for state in cib.status.all("node_state")] == order
    assert session.view("node1").dc == "node1"


def test_each_change_that_needs_no_restart_is_a_reload_and_the_next_one_a_restart() -> None:
    session = cluster(f"crm configure primitive d {DUMMY}")
    done = {}
    for name in ("fake", "passwd", "state"):
        session.run("node1", f"crm_resource -r d -p {name} -v /run/other")
        session.settle()
        done[name] = operations(session)
    assert done == {"fake": ["d reload-agent"], "passwd": ["d reload-agent"], "state": ["d stop", "d start"]}


def test_cleaning_up_one_instance_of_a_clone_forgets_its_failure() -> None:
    session = cluster(f"crm configure primitive w {DUMMY}", "crm configure clone ws w")
    session.run("node2", "rm -f /run/Dummy-w.state")
    session.settle()
    assert failures(session) == ["w 5s-interval monitor on node2 returned 'not running'"]
    session.run("node1", "crm resource cleanup w")
    session.settle()
    assert (operations(session), failures(session)) == (["w monitor"], [])


def test_the_second_node_stops_its_resources_although_the_first_was_dc_a_moment_ago() -> None:
    session = cluster(f"crm configure primitive d {DUMMY}")
    session.run("node1", "systemctl stop pacemaker corosync")
    session.run("node2", "systemctl stop pacemaker corosync")
    assert (operations(session), session.running()["d"]) == (["d stop"], [])


def test_refreshing_everything_goes_with_the_first_answer() -> None:
    answer = "Waiting for 1 reply from the controller\n... got reply (done)\n"
    session = site()
    assert [session.run("node1", "crm_resource --refresh").stdout for _ in range(2)] == [answer, answer]


def test_old_spellings_are_those_of_the_old_generation() -> None:
    told = site().run("node1", "crm_resource --reprobe")
    assert (told.stderr, told.exit) == ("crm_resource: Unknown option --reprobe\n", 64)
    assert cluster(dialect="1.1").run("node1", "crm_resource --reprobe").exit == 0


def test_a_look_that_was_killed_in_its_sleep_is_in_the_way_of_the_next() -> None:
    slow = "ocf:pacemaker:Dummy params op_sleep=5 op start timeout=30 op stop timeout=3 op monitor interval=30"
    session = cluster(f"crm configure primitive slow {slow}", "crm configure location l slow 10: node1")
    session.run("node1", "crm node standby node1")
    session.settle()
    session.run("node1", "crm_resource -r slow -p op_sleep -v 1")
    session.run("node1", "crm resource cleanup slow")
    session.settle()
    assert failures(session) == ["slow probe on node1 returned 'error' (alternate universe collision)"]
    assert session.running()["slow"] == ["node2"]


def test_a_web_server_without_its_configuration_runs_on_and_cannot_be_started() -> None:
    session = site()
    session.run("node1", "mv /etc/httpd/conf/httpd.conf /root/")
    session.settle()
    reason = "environment is invalid, resource considered stopped"
    assert failures(session) == [f"httpd start on node1 returned 'not installed' ({reason})"]
    assert session.running()["httpd"] == ["node1", "node2"]


def test_an_interface_that_is_not_there_is_a_fault_of_the_configuration_everywhere() -> None:
    session = site()
    session.run("node1", "crm resource param vip set nic eth9")
    session.settle()
    assert failures(session) == ["vip start on node1 returned 'not configured' ([findif] failed)"]
    assert session.view("node1").resources["vip"] == {}


def test_the_other_dummy_says_what_it_misses() -> None:
    session = cluster("crm configure primitive d ocf:heartbeat:Dummy op monitor interval=5s")
    session.run("node1", "rm -f /run/resource-agents/Dummy-d.state")
    session.settle()
    assert failures(session) == [
        "d 5s-interval monitor on node1 returned 'not running' (No process state file found)",
    ]


RESTARTED = """\
{performing}Set 'ws' option: id=ws-meta_attributes-target-role set=ws-meta_attributes name=target-role value=stopped
Waiting for 2 resources to stop:
 * ws
 * after
{deleting}Deleted 'ws' option: id=ws-meta_attributes-target-role name=target-role
Waiting for 2 resources to start again:
 * ws
 * after
"""


@pytest.mark.parametrize("name", ["ws", "w"])
def test_a_restart_names_clones_as_a_whole_and_what_depends_on_them(name: str) -> None:
    session = cluster(
        f"crm configure primitive w {DUMMY}",
        "crm configure clone ws w",
        f"crm configure primitive after {DUMMY}",
        "crm configure order o Mandatory: ws after",
    )
    told = "" if name == "ws" else "Performing {} of 'target-role' on 'ws', the parent of 'w:0'\n"
    wanted = RESTARTED.format(performing=told.format("update"), deleting=told.format("delete"))
    assert session.run("node1", f"crm_resource --restart -r {name}").stdout == wanted


def test_a_clone_is_restarted_on_one_node_without_a_word() -> None:
    session = cluster(f"crm configure primitive w {DUMMY}", "crm configure clone ws w")
    told = session.run("node1", "crm_resource --restart -r ws -N node2")
    assert (told.stdout, told.stderr, told.exit) == ("", "", 0)
    assert operations(session) == ["w stop", "w start"]
    assert "cli-ban" not in session.run("node1", "crm configure show").stdout


def test_a_restart_that_does_not_end_says_what_is_left() -> None:
    slow = "ocf:pacemaker:Dummy params op_sleep=30 op start timeout=60 op stop timeout=60"
    session = cluster(f"crm configure primitive slow {slow}")
    session.wait(60)
    told = session.run("node1", "crm_resource --restart -r slow --timeout 4")
    wanted = "Could not complete shutdown of slow, 1 resources remaining\n"
    assert told.stderr == wanted + "crm_resource: Error performing operation: Timeout occurred\n"
    assert told.exit == 124


AGENT = "/usr/lib/ocf/resource.d/heartbeat/apache"


def test_an_agent_that_may_not_be_executed_fails_in_every_operation() -> None:
    session = site()
    session.run("node1", f"chmod 644 {AGENT}")
    session.settle()
    why = "'insufficient privileges' (Child process was unable to execute file)"
    assert failures(session) == [f"httpd stop on node1 returned {why}"]
    session.run("node1", f"chmod 755 {AGENT}")
    session.run("node1", "crm resource cleanup httpd")
    session.settle()
    assert (failures(session), session.view("node1").resources["httpd"]) == ([], {"node1": "Started"})


def test_an_agent_that_is_gone_is_named_and_its_probe_counts_as_not_running() -> None:
    session = site()
    session.run("node1", f"mv {AGENT} /root/")
    session.settle()
    why = "Not installed: apache: No such file or directory"
    assert failures(session) == [f"httpd stop on node1 could not be executed ({why})"]
    session.run("node1", "crm resource cleanup httpd")
    session.settle()
    assert session.view("node1").resources["httpd"] == {"node2": "Started"}


def test_a_monitor_whose_first_run_fails_leaves_a_failure_that_counts() -> None:
    session = cluster(f"crm configure primitive d {DUMMY} timeout=20", "crm_resource -r d -p op_sleep -v 3")
    session.settle()
    session.run("node1", 'cibadmin -M -o resources -X \'<op id="d-monitor-5s" timeout="1s"/>\'')
    session.wait(4)
    assert session.view("node1").failcounts == {"d": {"node1": 1}}


def test_cibadmin_names_the_request_and_shows_what_was_refused() -> None:
    session = site()
    again = 'cibadmin -C -o constraints -X \'<rsc_location id="web_location" rsc="web" node="node2" score="1"/>\''
    assert session.run("node1", again).stderr == "Call cib_create failed: File exists\n"
    told = session.run("node1", "cibadmin -C -o resources -X '<bogus id=\"b\"/>'")
    assert told.stderr == "Call cib_create failed: Update does not conform to the configured schema\n"
    assert told.stdout.startswith("<cib ")
    assert '<bogus id="b"/>' in told.stdout


def test_after_an_erasure_the_nodes_join_anew_and_what_runs_is_left_over() -> None:
    session = site()
    session.run("node1", "cibadmin -E --force")
    session.settle()
    shown = session.run("node1", "crm_mon -1r").stdout
    assert "  * 2 nodes configured\n  * 3 resource instances configured\n" in shown
    assert "  * vip\t(ocf:heartbeat:IPaddr2):\t ORPHANED Started node1\n" in shown
    assert "dc-version" in session.run("node1", "cibadmin -Q -o crm_config").stdout
    assert "cluster-name" not in session.run("node1", "cibadmin -Q -o crm_config").stdout


def test_the_monitoring_line_and_the_document_begin_with_the_launcher() -> None:
    session = site()
    first, line = session.run("node1", "crm_mon -s").stdout.splitlines()
    assert first.startswith("Status of pacemakerd: 'Pacemaker is running' (last updated ")
    assert line == "CLUSTER OK: 2 nodes online, 4 resource instances configured"
    shown = session.run("node1", "crm_mon -1 --output-as=xml").stdout.splitlines()
    assert shown[1].startswith('  <pacemakerd sys_from="pacemakerd" state="running" last_updated="')
    assert not any("fence_history" in line for line in shown)


def test_a_node_id_of_32_bits_is_too_large_for_crm_node() -> None:
    session = site()
    assert session.run("node1", "crm_node -i").stdout == "-1\n"
    told = session.run("node1", "crm_node --name-for-id=3232235722")
    assert (told.stderr, told.exit) == ("Node is not known to cluster\n", 68)


def test_operations_are_recorded_with_the_digests_of_the_real_cluster() -> None:
    session = cluster(f"crm configure primitive d {DUMMY}", "crm configure primitive s ocf:pacemaker:Stateful")
    session.run("node1", "rm -f /run/Dummy-d.state")
    session.settle()
    cib = session.cib("node1")
    assert cib is not None
    kept = {entry.id: entry.attributes for entry in cib.status.walk() if entry.tag == "lrm_rsc_op"}
    empty, timeout = "f2317cad3d54cec5d7d7aa7d0bf35cf8", "4811cef7f7f94e3a35a70be7916cb2fd"
    extra = ("op-digest", "op-force-restart", "op-restart-digest", "op-secure-params", "op-secure-digest")
    assert {id: [kept[id].get(name, "") for name in extra] for id in kept} == {
        "d_last_0": [empty, "  state  ", empty, "  passwd  ", empty],
        "d_monitor_5000": [timeout, "", "", "  passwd  ", timeout],
        "d_last_failure_0": [timeout, "", "", "", ""],
        "s_last_0": [empty, "  state  ", empty, "", ""],
    }


def test_a_failure_to_ignore_is_not_counted_while_its_transition_runs_and_is_later() -> None:
    operations = "op start interval=0 on-fail=ignore op monitor interval=5s on-fail=ignore"
    session = cluster(
        f"crm configure primitive d ocf:pacemaker:Dummy params fail_start_on=node1 {operations}",
        "crm configure location l d 10: node1",
    )
    assert (session.view("node1").failcounts, session.running()["d"]) == ({}, ["node1"])
    session.run("node1", "rm -f /run/Dummy-d.state")
    session.settle()
    assert session.view("node1").failcounts == {"d": {"node1": 1}}


def test_what_is_on_its_way_has_no_role_in_the_answer_of_a_played_session() -> None:
    slow = "ocf:pacemaker:Dummy params op_sleep=5 op start timeout=30 op stop timeout=30 op monitor interval=30"
    session = cluster(f"crm configure primitive slow {slow}")
    session.settle()
    session.run("node1", "crm resource stop slow")
    session.wait(1)
    assert session.history[-1].to_json()["resources"] == {"slow": {}}
    assert "Stopping node1" in session.run("node1", "crm_mon -1").stdout


def test_the_kernel_keeps_fifteen_letters_of_a_name() -> None:
    session = site()
    assert session.run("node1", "ps -eo comm | grep contr").stdout == "pacemaker-contr\n"
    told = session.run("node1", "pgrep pacemaker-controld")
    assert told.exit == 1
    assert told.stderr.startswith("pgrep: pattern that searches for process name longer than 15 characters")


def test_a_ping_without_an_answer_takes_its_share_of_the_timeout_of_its_monitor() -> None:
    """Two of three real ones ended 8 s after they began, the last 6 s of them in silence."""
    session = site()
    session.fault("unreachable", node="node1", host="192.168.0.1")
    session.settle()
    records = [record for step in session.history for record in step.records]
    lost = next(one for one in records if one.kind == "attribute" and one.details.get("value") == "0")
    fault = next(one for one in records if one.kind == "fault")
    phase = (lost.time - fault.time) / 1000 - 5 - 8
    assert 0 <= phase <= 12.5


def test_the_dc_whose_cib_manager_dies_comes_back_too_late_to_keep_its_resources() -> None:
    """In both of two runs the other had taken over and started the site before it knew that it still ran."""
    session = site()
    session.run("node1", "kill -9 $(pidof pacemaker-based)")
    session.settle()
    records = [record for record in session.history[-1].records if record.kind in ("operation", "operation-begin")]
    done = [record.text for record in records]
    assert done.index("start of vip on node2 begins") < done.index("probe of vip on node1: ok")
    assert session.running()["vip"] == ["node2"]


def test_a_new_dc_expects_only_those_that_it_served_or_that_served_it() -> None:
    """The old DC and another node are lost at once: the other one is held to have been meant to leave."""
    session = Session("two-servers", nodes=["node1", "node2", "node3"])
    session.run(
        "node1",
        "crm configure primitive switch stonith:fence_apc params ip=192.168.0.250 username=apc password=apc"
        " pcmk_host_map='node1:1;node2:2;node3:3' op monitor interval=60s",
    )
    session.settle()
    view = session.view("node3")
    assert view is not None
    old = view.dc
    other = next(name for name in session.nodes if name not in ("node3", old))
    assert old != "node3"
    for name in (old, other):
        session.fault("power-off", node=name)
    session.settle()
    cib = session.cib("node3")
    assert cib is not None
    states = {state.get("uname"): state.get("expected") for state in cib.status.all("node_state")}
    assert {"node3": "member", old: "member", other: "down"} == states

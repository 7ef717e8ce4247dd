"""crm on the tutorial's cluster: what it says in each generation, and what is never done by half."""

from __future__ import annotations

import re

import pytest

from hasim.session import Session
from hasim.shell.crm.everywhere import command_help
from hasim.shell.crm.levels import all_levels
from tests.support import shared

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def cluster() -> Session:
    return Session("tutorial", dialect="2.1")


@pytest.fixture
def old_cluster() -> Session:
    return Session("tutorial", dialect="1.1")


def crm(session: Session, line: str) -> tuple[int, str, str]:
    result = session.run("node1", f"crm {line}")
    return result.exit, result.stdout, result.stderr


def recorded(step: str) -> tuple[int, str, str]:
    folder = shared("real-cluster", step)
    status = int((folder / "exit.txt").read_text().strip() or 0)
    return status, *(ANSI.sub("", (folder / f"{name}.txt").read_text()) for name in ("stdout", "stderr"))


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("configure property maintenance-mode=true", "h1-maintenance-on"),
        ("resource move web", "d4-move-nonode-noforce"),
        ("resource move web node1", "d1-move-noforce-stickiness-INFINITY"),
        ("resource move web node1 force", "19-move-web-node1-force"),
        ("resource unmove web", "24-unmove-web"),
        ("resource clear web", "d3-clear"),
        ("resource stop httpd", "i1-stop-httpd"),
        ("resource meta httpd set failure-timeout 60s", "e1-failure-timeout-60s"),
        ("node standby node2", "b3-standby-both-1"),
        ("node online node1", "b2-online-node1"),
    ],
)
def test_commands_say_what_they_said_on_the_recorded_cluster(cluster, line, step):
    cluster.run("node1", "crm node standby node1")  # web was on node2 when these were recorded
    cluster.settle()
    cluster.run("node1", "crm node online node1")
    assert crm(cluster, line) == recorded(step)


def test_erase_is_refused_while_resources_run(cluster):
    status, out, err = crm(cluster, "configure erase")
    assert (status, err) == (1, "ERROR: CIB erase aborted (nothing was deleted)\n")
    assert out.splitlines() == [
        f"WARNING: resource {name} is running, can't delete it" for name in ("vip", "httpd", "ping")
    ]
    assert "group web vip httpd" in crm(cluster, "configure show")[1]


def test_erase_in_standby_says_what_it_said_on_the_recorded_cluster(cluster):
    for node in ("node1", "node2"):
        crm(cluster, f"node standby {node}")
    cluster.settle()
    assert crm(cluster, "configure erase") == recorded("n4-erase-in-standby")
    shown = crm(cluster, "configure show")[1]
    assert shown == "".join(
        f"node {id_}: {name} \\\n\tattributes standby=on\n"
        for id_, name in ((3232235721, "node1"), (3232235722, "node2"))
    )


def test_the_older_generation_was_silent(old_cluster):
    assert crm(old_cluster, "node standby node2") == (0, "", "")
    assert crm(old_cluster, "node online node2") == (0, "", "")
    assert crm(old_cluster, "resource unmove web") == (0, "", "")
    assert crm(old_cluster, "resource clear web") == (1, "", "ERROR: resource.clear: No such command\n")


def test_the_older_generation_let_the_tool_speak(old_cluster):
    status, out, err = crm(old_cluster, "resource move web node2 force")
    assert status == 0
    assert (out + err).splitlines()[0] == (
        "WARNING: Creating rsc_location constraint 'cli-ban-web-on-node1' with a score of -INFINITY "
        "for resource web on node1."
    )
    shown = crm(old_cluster, "configure show")[1]
    assert "location cli-ban-web-on-node1 web role=Started -inf: node1\n" in shown
    assert "location cli-prefer-web web role=Started inf: node2\n" in shown


def test_the_older_generation_measured_timeouts_that_nobody_set(old_cluster):
    _, out, err = crm(old_cluster, "configure primitive second ocf:heartbeat:apache")
    assert (out, err.splitlines()) == (
        "",
        [
            "WARNING: second: default timeout 20s for start is smaller than the advised 40s",
            "WARNING: second: default timeout 20s for stop is smaller than the advised 60s",
        ],
    )


def test_names_may_be_shortened(cluster, old_cluster):
    status, out, _ = crm(cluster, "conf sh web")
    assert status == 0
    assert out.splitlines() == [
        'INFO: "conf" is accepted as "configure"',
        'INFO: "sh" is accepted as "show"',
        "group web vip httpd",
    ]
    assert crm(old_cluster, "conf sh web") == (0, "group web vip httpd\n", "")
    assert crm(cluster, "configure p") == (1, "", "ERROR: configure.p: No such command\n")


@pytest.mark.parametrize(
    "line",
    [
        "configure primitive x ocf:heartbeat:NoSuch",
        "configure primitive x ocf:heartbeat:IPaddr2",
        "configure location l nosuch 100: node1",
        "configure group g2 vip",
        "configure property no-quorum-policy=bogus",
        "configure primitive",
        "configure delete httpd",
        "configure rename httpd other",
        "configure load update /root/no-such-file",
    ],
)
def test_what_fails_changes_nothing(cluster, line):
    before = crm(cluster, "configure show xml")
    status, _, err = crm(cluster, line)
    assert status == 1
    assert "ERROR" in err
    assert crm(cluster, "configure show xml") == before


def test_lines_from_standard_input_are_committed_together(cluster):
    text = "configure\\nprimitive a ocf:pacemaker:Dummy\\nprimitive b ocf:pacemaker:Dummy\\ngroup g a b\\n"
    result = cluster.run("node1", f"printf '{text}commit\\nquit\\n' | crm")
    assert result.exit == 0
    assert "group g a b" in crm(cluster, "configure show")[1]


def test_without_a_cluster_there_is_no_configuration(cluster):
    cluster.run("node1", "systemctl stop pacemaker")
    status, out, err = crm(cluster, "configure show")
    assert (status, out) == (1, "")
    assert err.splitlines() == [
        "ERROR: running cibadmin -Ql: Could not connect to the CIB: Transport endpoint is not connected",
        "Init failed, could not perform requested operations",
        "",
        "ERROR: configure: Missing requirements",
    ]


def test_what_is_not_modelled_is_refused(cluster):
    status, _, err = crm(cluster, "report")
    assert status == 3
    assert "does not model" in err


def test_every_command_has_its_help():
    for path, level in all_levels():
        assert path == () or level.help
        for name, command in level.commands.items():
            assert command.help, (path, name)
            assert "Usage:" in command_help(level, command)


def test_a_shadow_is_tried_out_and_committed(cluster):
    assert crm(cluster, "cib new try")[0] == 0
    assert crm(cluster, "-c try configure property maintenance-mode=true")[0] == 0
    assert "maintenance-mode" not in crm(cluster, "configure show")[1]
    assert "maintenance-mode" in cluster.run("node1", "CIB_shadow=try crm configure show").stdout
    assert crm(cluster, "cib list")[1].split() == ["try"]
    assert crm(cluster, "cib commit try")[0] == 0
    assert "maintenance-mode=true" in crm(cluster, "configure show")[1]
    assert crm(cluster, "cib use nosuch")[2] == "ERROR: cib.use: nosuch: no such shadow CIB\n"


def test_what_if_does_not_touch_the_cluster(cluster):
    id_ = cluster.run("node1", "crm_node -l").stdout.split()[0]
    said = cluster.run("node1", f"printf 'cibstatus\\nnode {id_} unclean\\nshow changed\\norigin\\nrun\\n' | crm")
    assert said.stdout.startswith(f"{id_} unclean\nlive (modified)\n")
    assert "OFFLINE: [ node1 ]" in said.stdout
    assert "Online: [ node1 node2 ]" in crm(cluster, "status")[1]


def test_corosync_settings_are_read_and_written(cluster):
    assert crm(cluster, "corosync get quorum.two_node")[1] == "1\n"
    assert crm(cluster, "corosync set totem.token 5000")[0] == 0
    assert crm(cluster, "corosync get totem.token")[1] == "5000\n"
    assert crm(cluster, "corosync add-node 192.168.0.203 node3")[0] == 0
    assert crm(cluster, "corosync get quorum.two_node")[1] == "0\n"
    assert "\tnode {\n" in cluster.run("node1", "cat /etc/corosync/corosync.conf").stdout


def test_the_configuration_is_drawn_as_text(cluster):
    assert crm(cluster, "configure graph dot /tmp/g.dot")[0] == 0
    lines = cluster.run("node1", "cat /tmp/g.dot").stdout.splitlines()
    assert lines[0] == "digraph G {"
    assert lines[-1] == "}"
    assert any(line.strip().startswith("node1 -> ") for line in lines)


def test_a_members_own_word_beats_the_groups_unless_crm_is_told_to_override_it(cluster):
    for name in ("vip", "httpd"):
        crm(cluster, f"resource start {name}")
    crm(cluster, "resource stop web")
    cluster.settle()
    assert cluster.running()["httpd"] == ["node1"]
    status, out, _ = crm(cluster, "-F resource stop web")
    cluster.settle()
    assert (status, cluster.running()["httpd"]) == (0, [])
    assert out.splitlines() == [
        f"INFO: Do you want to override 'target-role' for child resource {name}? [YES]" for name in ("vip", "httpd")
    ]
    shown = crm(cluster, "configure show vip httpd web")[1]
    assert shown.count("meta") == 1
    assert "meta target-role=Stopped" in shown


def test_an_agent_looks_at_parameters() -> None:
    """``crm ra validate`` runs the agent here; one that cannot be asked is named."""
    session = Session("two-servers")
    assert session.run("node1", "crm ra validate ocf:pacemaker:Dummy op_sleep=3").exit == 0
    assert session.run("node1", "crm ra validate ocf:pacemaker:Dummy op_sleep=x").exit == 1
    said = session.run("node1", "crm ra validate IPaddr2 ip=10.0.0.1")
    assert (said.exit, "validate-all of ocf:heartbeat:IPaddr2" in said.stderr) == (3, True)
    assert session.run("node1", "crm ra validate stonith:fence_apc ip=10.0.0.1").exit == 1
    wrong = session.run("node1", "crm ra validate ocf:pacemaker:Dummy foo").stderr
    assert wrong == "ERROR: ra.validate: dictionary update sequence element #0 has length 1; 2 is required\n"

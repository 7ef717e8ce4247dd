"""stonith_admin and crm_mon's sections about fencing: the texts of the real tools, recorded on a real cluster."""

from __future__ import annotations

from hasim.session import Session

CONF = """\
property no-quorum-policy=ignore stonith-enabled=true stonith-timeout=20s
primitive apc stonith:fence_apc params ip=192.168.0.250 login=apc passwd=apc pcmk_host_list="node1 node2" \\
  op monitor interval=60s
primitive d ocf:pacemaker:Dummy op monitor interval=10s
location l d 100: node2
location la apc 50: node1
"""


def cluster(dialect: str = "2.1") -> Session:
    """Two nodes and a power switch."""
    session = Session("two-servers", dialect=dialect, start="2026-11-23T02:00:00+00:00")
    session.write("node1", "/root/conf.crm", CONF)
    session.run("node1", "crm configure load update /root/conf.crm")
    session.settle()
    return session


def test_devices() -> None:
    session = cluster()
    for node in ("node1", "node2"):
        assert session.run(node, "stonith_admin -L").stdout == "apc\n1 fence device found\n"
    assert session.run("node1", "stonith_admin -l node2").stdout == "apc\n1 fence device found\n"
    assert session.run("node1", "stonith_admin -l nodeX").stdout == "0 fence devices found\n"
    assert session.run("node1", "stonith_admin -s apc").stdout == "1\nnode1\n2\nnode2\n4 fence targets found\n"
    missing = session.run("node1", "stonith_admin -s nope")
    assert (missing.stderr, missing.exit) == ("Couldn't list targets: No such device\n", 105)
    assert session.run("node1", "stonith_admin -Q apc").exit == 0
    assert session.run("node1", "stonith_admin -Q nope").exit == 105


def test_the_past() -> None:
    session = cluster()
    assert session.run("node1", "stonith_admin -H '*'").stdout == "0 events found\n"
    assert session.run("node1", "stonith_admin -h node2").stdout == "Node node2 has never been fenced\n"
    unknown = session.run("node1", "stonith_admin -B nodeX -t 5")
    assert (unknown.stderr, unknown.exit) == ("stonith_admin: Couldn't fence nodeX: No such device\n", 105)
    done = session.run("node1", "stonith_admin -B node2")
    assert (done.stdout, done.stderr, done.exit) == ("", "", 0)
    (line, count) = session.run("node1", "stonith_admin -H node2").stdout.splitlines()
    assert line.startswith("reboot of node2 successful: delegate=node1, client=stonith_admin.")
    assert "origin=node1, last-successful='2026-11-23 02:00:" in line
    assert count == "1 event found"
    lines = session.run("node1", "stonith_admin -H '*' -V").stdout.splitlines()
    assert [text.partition(":")[0] for text in lines] == [
        "reboot of node2 successful",
        "reboot of nodeX failed",
        "2 events found",
    ]
    assert session.run("node1", "stonith_admin -h node2").stdout.startswith("Node node2 last fenced at: Mon Nov 23 02:")
    cleaned = session.run("node1", "stonith_admin -H '*' --cleanup").stdout
    assert cleaned == "cleaning up fencing-history for node *\n"
    assert session.run("node1", "stonith_admin -H '*' -V").stdout == "0 events found\n"


def section(screen: str, title: str) -> list[str]:
    """The lines of one section of crm_mon."""
    found = [part for part in screen.split("\n\n") if part.startswith(title)]
    return found[0].splitlines()[1:] if found else []


def test_crm_mon_shows_what_is_pending_and_with_m_what_was_done() -> None:
    session = cluster()
    session.fault("power-off", node="node2")
    session.wait(4)
    screen = session.run("node1", "crm_mon -1").stdout
    assert "  * Node node2: UNCLEAN (offline)\n" in screen
    assert "Started node2 (UNCLEAN)" in screen
    (pending,) = section(screen, "Pending Fencing Actions:")
    assert pending.startswith("  * reboot of node2 for pacemaker-controld.")
    assert pending.endswith("@node1 last pending")
    (pending,) = section(session.run("node1", "crm_mon -1m").stdout, "Fencing History:")
    assert pending.endswith("@node1 pending")
    session.settle()
    assert "Fencing" not in session.run("node1", "crm_mon -1").stdout
    (done,) = section(session.run("node1", "crm_mon -1m").stdout, "Fencing History:")
    assert done.startswith("  * reboot of node2 by node1 for pacemaker-controld.")
    assert "@node1 successful at 2026-11-23 02:00:" in done


def test_failures_and_a_persons_word() -> None:
    session = cluster()
    session.fault("host-down", host="192.168.0.250")
    session.fault("power-off", node="node2")
    session.settle()
    (failed,) = section(session.run("node1", "crm_mon -1").stdout, "Failed Fencing Actions:")
    assert failed.startswith("  * reboot of node2 by node1 for pacemaker-controld.")
    assert "@node1 last failed at 2026-11-23 02:" in failed
    assert len(section(session.run("node1", "crm_mon -1m").stdout, "Failed Fencing Actions:")) == 10
    again = session.run("node1", "stonith_admin -B node2")
    assert (again.stderr, again.exit) == ("stonith_admin: Couldn't fence node2: No data available\n", 1)
    assert session.run("node1", "stonith_admin --confirm node2").exit == 0
    session.settle()
    screen = session.run("node1", "crm_mon -1m").stdout
    assert "  * OFFLINE: [ node2 ]\n" in screen
    assert "* d\t(ocf:pacemaker:Dummy):\t Started node1\n" in screen
    assert section(screen, "Fencing History:")[0].startswith("  * turning off of node2 by a human for stonith_admin.")


def test_a_node_may_have_itself_fenced_by_another() -> None:
    session = cluster()
    result = session.run("node1", "stonith_admin -B node1")
    assert result.exit == 255
    session.settle()
    (line,) = section(session.run("node2", "crm_mon -1m").stdout, "Fencing History:")
    assert line.startswith("  * reboot of node1 by node2 for stonith_admin.")
    assert "@node1 successful" in line


def test_crm_node_fence() -> None:
    session = cluster()
    result = session.run("node1", "crm -F node fence node2")
    assert (result.stdout, result.stderr, result.exit) == ("", "", 0)
    session.settle()
    assert "reboot of node2 successful" in session.run("node1", "stonith_admin -H node2").stdout


def test_the_old_form() -> None:
    session = cluster("1.1")
    session.fault("power-off", node="node2")
    session.settle()
    screen = session.run("node1", "crm_mon -1m").stdout
    assert "\nFencing History:\n* reboot of node2 successful: delegate=node1, client=crmd." in screen


def test_without_a_cluster() -> None:
    session = Session("bare")
    assert session.run("node1", "stonith_admin -L").exit == 127
    session = cluster()
    session.run("node1", "systemctl stop pacemaker")
    result = session.run("node1", "stonith_admin -L")
    assert (result.stderr, result.exit) == (
        "Could not connect to fencer: Transport endpoint is not connected\n",
        102,
    )
    assert session.run("node1", "stonith_admin -F").stderr == "stonith_admin: Missing argument for -F\n"
    assert session.run("node1", "stonith_admin").exit == 64


def test_a_device_that_does_not_answer_and_a_fencer_that_died() -> None:
    session = cluster()
    session.fault("host-down", host="192.168.0.250")
    session.wait(70)
    session.settle()
    failures = section(session.run("node1", "crm_mon -1").stdout, "Failed Resource Actions:")
    assert len(failures) == 2
    assert all(text.startswith("  * apc start on node") and " returned 'error' at " in text for text in failures)
    session = cluster()
    session.run("node1", "kill -9 $(pidof pacemaker-fenced)")
    session.settle()
    screen = session.run("node1", "crm_mon -1").stdout
    assert section(screen, "Failed Resource Actions:") == [
        "  * apc 60s-interval monitor on node1 could not be executed (Error: Lost connection to fencer)"
        + section(screen, "Failed Resource Actions:")[0].partition("fencer)")[2]
    ]
    assert "* apc\t(stonith:fence_apc):\t Started node1\n" in screen

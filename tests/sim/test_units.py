"""systemd: unit files, dependencies and their order, enabling, restarts, and the boot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hasim.sim import Stage, units
from hasim.sim.machine import Power
from hasim.sim.power import BOOT_MS, power_off, power_on
from hasim.sim.process import kill, running
from hasim.sim.unitfile import time_span
from tests.shell.world import run, stage


def unit(bench: Stage, name: str, service: str, head: str = "") -> None:
    """Write a unit that runs a program of the base system for ever."""
    text = (
        f"[Unit]\nDescription=The {name} service\n{head}\n[Service]\n{service}\n[Install]\nWantedBy=multi-user.target\n"
    )
    machine = bench.machines["node1"].with_file(f"/etc/systemd/system/{name}.service", text)
    entry = replace(machine.files.entry("/usr/sbin/sshd"))
    bench.machines["node1"] = replace(machine, files=machine.files.put(f"/usr/sbin/{name}", entry))


def states(bench: Stage, *names: str) -> list[str]:
    """The ActiveState of units."""
    return [units.state_of(bench.machines["node1"], f"{name}.service").active for name in names]


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [("70", 70_000), ("100ms", 100), ("30min", 1_800_000), ("1min 30s", 90_000), ("infinity", None), ("0", None)],
)
def test_time_spans(text: str, milliseconds: int | None) -> None:
    """systemd.time(7): seconds without a unit; infinity and 0 mean no limit."""
    assert milliseconds == time_span(text)


def test_starting_pulls_in_what_is_required() -> None:
    """Requires and After: the required unit is started first; stopping it stops the other first."""
    bench = stage()
    unit(bench, "low", "ExecStart=/usr/sbin/low")
    unit(bench, "high", "ExecStart=/usr/sbin/high", "Requires=low.service\nAfter=low.service")
    run(bench, "systemctl start high")
    low, high = (running(bench, "node1", name)[0] for name in ("low", "high"))
    assert low < high
    run(bench, "systemctl stop low")
    assert ["inactive", "inactive"] == states(bench, "low", "high")


def test_a_crash_of_what_is_required_stops_nothing() -> None:
    """Requires passes on explicit stops only; BindsTo passes on every end."""
    bench = stage()
    unit(bench, "low", "ExecStart=/usr/sbin/low")
    unit(bench, "loose", "ExecStart=/usr/sbin/loose", "Requires=low.service\nAfter=low.service")
    unit(bench, "bound", "ExecStart=/usr/sbin/bound", "BindsTo=low.service\nAfter=low.service")
    run(bench, "systemctl start loose bound; pkill -9 -x low")
    assert ["failed", "active", "inactive"] == states(bench, "low", "loose", "bound")


def test_starting_an_active_unit_starts_what_it_lost() -> None:
    """A start job pulls in the required units even where the unit itself is active already."""
    bench = stage()
    unit(bench, "low", "ExecStart=/usr/sbin/low")
    unit(bench, "high", "ExecStart=/usr/sbin/high", "Requires=low.service\nAfter=low.service")
    run(bench, "systemctl start high; pkill -9 -x low; systemctl start high")
    assert ["active", "active"] == states(bench, "low", "high")


def test_restart_on_failure_waits_and_starts_again() -> None:
    """Restart=on-failure with RestartSec=70: after SIGKILL the unit is back 70 s later, and those that require it are
    restarted with it; after a clean stop it stays down."""
    bench = stage()
    unit(bench, "low", "ExecStart=/usr/sbin/low\nRestart=on-failure\nRestartSec=70")
    unit(bench, "high", "ExecStart=/usr/sbin/high", "Requires=low.service\nAfter=low.service")
    run(bench, "systemctl start high")
    first = running(bench, "node1", "high")
    kill(bench, "node1", running(bench, "node1", "low")[0], 9)
    assert "auto-restart" == units.state_of(bench.machines["node1"], "low.service").sub
    assert not units.busy(bench, "node1")
    bench.wait(69_900)
    assert [] == running(bench, "node1", "low")
    bench.wait(200)
    assert ["active", "active"] == states(bench, "low", "high")
    assert first != running(bench, "node1", "high")
    run(bench, "systemctl stop low")
    bench.wait(200_000)
    assert ["inactive"] == states(bench, "low")


def test_a_unit_that_always_fails_is_given_up() -> None:
    """Five starts in ten seconds are the limit."""
    bench = stage()
    unit(bench, "broken", "ExecStart=/usr/sbin/nothing_here\nRestart=always")
    run(bench, "systemctl start broken")
    bench.wait(30_000)
    state = units.state_of(bench.machines["node1"], "broken.service")
    assert ("failed", "start-limit-hit") == (state.active, state.result)


def test_an_edit_counts_after_daemon_reload() -> None:
    """The manager keeps what it has read of a unit in use until it is told to read again."""
    bench = stage()
    unit(bench, "svc", "ExecStart=/usr/sbin/svc")
    run(bench, "systemctl start svc; sed -i 's/^Description=.*/Description=Edited/' /etc/systemd/system/svc.service")
    assert "changed on disk" in run(bench, "systemctl restart svc").stderr
    assert "The svc service" in run(bench, "systemctl status svc").stdout
    run(bench, "systemctl daemon-reload")
    assert "Edited" in run(bench, "systemctl status svc").stdout


def test_etc_comes_before_usr_lib() -> None:
    """A copy in /etc/systemd/system overrides the vendor's unit; a drop-in adds to it."""
    bench = stage()
    run(
        bench,
        "cp -p /usr/lib/systemd/system/httpd.service /etc/systemd/system/; mkdir /etc/systemd/system/httpd.service.d",
    )
    run(bench, "echo '[Service]' > /etc/systemd/system/httpd.service.d/x.conf; systemctl daemon-reload")
    loaded = units.definition(bench.machines["node1"], "httpd.service")
    assert loaded is not None
    assert ("/etc/systemd/system/httpd.service", 1) == (loaded.path, len(loaded.drop_ins))


def test_only_enabled_units_come_back_after_a_boot() -> None:
    """The boot starts what multi-user.target wants; /run is empty but for the directories of packages."""
    bench = stage()
    unit(bench, "yes_svc", "ExecStart=/usr/sbin/yes_svc")
    unit(bench, "no_svc", "ExecStart=/usr/sbin/no_svc")
    run(bench, "systemctl start yes_svc no_svc; systemctl enable yes_svc; touch /run/left; modprobe softdog")
    power_off(bench, "node1")
    assert Power.OFF is bench.machines["node1"].power
    power_on(bench, "node1")
    bench.wait(BOOT_MS - 1)
    assert 255 == run(bench, "true").exit
    bench.wait(2000)
    assert ["active", "inactive", "active"] == states(bench, "yes_svc", "no_svc", "sshd")
    machine = bench.machines["node1"]
    assert (False, True, frozenset()) == (
        machine.files.exists("/run/left"),
        machine.files.is_dir("/run/httpd"),
        machine.modules,
    )


def test_reboot_stops_units_in_order_and_boots() -> None:
    """The connection is lost, and the machine is back with its enabled units."""
    bench = stage()
    result = run(bench, "reboot")
    bench.wait(60_000)
    assert "reboot" in result.stderr or result.exit in (0, 255)
    assert bench.machines["node1"].on
    assert ["active"] == states(bench, "sshd")


@pytest.mark.parametrize(
    ("dialect", "line", "stderr", "status"),
    [
        ("1.1", "systemctl start pacemaker", "Failed to start pacemaker.service: Unit not found.\n", 5),
        (
            "2.1",
            "systemctl start pacemaker",
            "Failed to start pacemaker.service: Unit pacemaker.service not found.\n",
            5,
        ),
        ("1.1", "systemctl status pacemaker", "Unit pacemaker.service could not be found.\n", 4),
        ("1.1", "systemctl enable pacemaker", "Failed to execute operation: No such file or directory\n", 1),
        ("1.1", "systemctl frobnicate x", "Unknown operation 'frobnicate'.\n", 1),
    ],
)
def test_unknown_units(dialect: str, line: str, stderr: str, status: int) -> None:
    """Before the packages are installed the unit does not exist."""
    result = run(stage(dialect), line)
    assert (stderr, status) == (result.stderr, result.exit)


def test_questions_about_units() -> None:
    """is-active and is-enabled print a word and answer with their status."""
    bench = stage()
    result = run(
        bench,
        "systemctl is-active sshd; echo $?; systemctl is-active httpd; echo $?; systemctl is-enabled httpd; echo $?",
    )
    assert "active\n0\ninactive\n3\ndisabled\n1\n" == result.stdout


def test_httpd_failing_to_start_is_told() -> None:
    """A broken configuration fails the start job; the journal has the server's own words."""
    bench = stage()
    run(bench, "echo Nonsense on >> /etc/httpd/conf/httpd.conf")
    result = run(bench, "systemctl start httpd")
    assert 1 == result.exit
    assert "Job for httpd.service failed because the control process exited with error code." in result.stderr
    assert "Invalid command 'Nonsense'" in run(bench, "systemctl status httpd; journalctl -u httpd").stdout


def test_a_start_that_ends_at_once_fails_once() -> None:
    """The journal tells one exit, and the status is that of the process."""
    bench = stage()
    run(bench, "echo Nonsense on >> /etc/httpd/conf/httpd.conf")
    unit_text = "[Service]\nType=notify\nRestart=on-failure\nRestartSec=70\nExecStart=/usr/sbin/httpd -DFOREGROUND\n"
    bench.machines["node1"] = bench.machines["node1"].with_file("/etc/systemd/system/web.service", unit_text)
    assert 1 == run(bench, "systemctl start web").exit
    told = run(bench, "journalctl -u web | grep -c 'Main process exited'").stdout
    assert ("1\n", "auto-restart", 1) == (
        told,
        units.state_of(bench.machines["node1"], "web.service").sub,
        units.state_of(bench.machines["node1"], "web.service").status,
    )

"""Processes, the network, files between machines, and small questions about a machine."""

from __future__ import annotations

import pytest

from hasim.shell.registry import lookup
from hasim.sim import apply_fault
from hasim.sim.stock.commands import BASE_PROGRAMS
from tests.shell.world import run, stage


def test_kill_and_its_words() -> None:
    """A process that is not there, a word that is no process id, no process at all."""
    bench = stage()
    assert "-bash: kill: (99999) - No such process\n" == run(bench, "kill 99999").stderr
    assert "-bash: kill: abc: arguments must be process or job IDs\n" == run(bench, "kill abc").stderr
    assert 2 == run(bench, "kill -9 $(cat /none 2>/dev/null)").exit
    assert 0 == run(bench, "kill -9 $(pidof crond); ! pidof crond").exit


def test_ps_pgrep_and_pidof_agree() -> None:
    """The same process under three programs."""
    bench = stage()
    pid = run(bench, "pidof chronyd").stdout.strip()
    assert pid == run(bench, "pgrep -x chronyd").stdout.strip()
    assert [pid] == [line.split()[1] for line in run(bench, "ps aux | grep chronyd").stdout.splitlines()]
    assert f"{pid} /usr/sbin/chronyd" == run(bench, "ps -eo pid,args | grep chronyd").stdout.strip()


def test_ping_counts_what_comes_back() -> None:
    """The gateway answers; with its fault it does not, and time passes."""
    bench = stage()
    assert "2 packets transmitted, 2 received, 0% packet loss" in run(bench, "ping -c 2 192.168.0.1").stdout
    apply_fault(bench, "unreachable", {"node": "node1", "host": "192.168.0.1"})
    before = bench.time
    result = run(bench, "ping -c 3 -W 1 192.168.0.1")
    assert 1 == result.exit
    assert "3 packets transmitted, 0 received, 100% packet loss" in result.stdout
    assert bench.time - before >= 3000
    assert 2 == run(bench, "ping -c1 nowhere").exit


def test_addresses_come_and_go() -> None:
    """ip addr add and del, and the secondary address in the list."""
    bench = stage()
    run(bench, "ip addr add 192.168.0.203/24 brd 192.168.0.255 dev ens33")
    listing = run(bench, "ip addr show ens33").stdout
    assert "    inet 192.168.0.203/24 brd 192.168.0.255 scope global secondary ens33\n" in listing
    short = [
        run(bench, f"ip {options} dev ens33").stdout for options in ("-o addr show", "-4 addr show", "-o link show")
    ]
    assert short[0].splitlines()[0] == (
        "2: ens33    inet 192.168.0.201/24 brd 192.168.0.255 scope global ens33"
        "\\       valid_lft forever preferred_lft forever"
    )
    assert ["ether" in each for each in short] == [False, False, True]
    assert [each.count("\n") for each in short] == [2, 5, 1]
    assert 0 == run(bench, "ping -c1 192.168.0.203", "node2").exit
    assert "RTNETLINK answers: File exists\n" == run(bench, "ip addr add 192.168.0.203/24 dev ens33").stderr
    run(bench, "ip addr del 192.168.0.203/24 dev ens33")
    assert 1 == run(bench, "ping -c1 -W1 192.168.0.203", "node2").exit


def test_scp_and_ssh_reach_the_other_machine() -> None:
    """A file with its mode, a line run there, and its status back."""
    bench = stage()
    run(bench, "echo secret > key; chmod 400 key; scp key node2:/etc/key")
    assert "-r--------" == run(bench, "ls -l /etc/key", "node2").stdout[:10]
    result = run(bench, "ssh node2 'hostname; cat /etc/key; exit 7'; echo $?")
    assert "node2\nsecret\n7\n" == result.stdout
    assert "secret\n" == run(bench, "scp root@node1:key /tmp/; cat /tmp/key", "node2").stdout


def test_a_cut_cable_and_a_dead_machine_are_noticed() -> None:
    """No route to host, on every road there."""
    bench = stage()
    apply_fault(bench, "unplug", {"node": "node2"})
    result = run(bench, "ssh node2 true")
    assert ("ssh: connect to host node2 port 22: No route to host\n", 255) == (result.stderr, result.exit)
    assert 7 == run(bench, "curl -s http://192.168.0.202/").exit


def test_a_firewall_lets_ssh_in_and_keeps_http_out() -> None:
    """firewalld's stock rules; a service opened at run time is forgotten at a reload, a permanent one is not."""
    bench = stage()
    run(bench, "systemctl start httpd")
    assert 0 == run(bench, "curl -s http://192.168.0.201/", "node2").exit
    run(bench, "systemctl start firewalld")
    assert (7, 0) == (
        run(bench, "curl -s http://192.168.0.201/", "node2").exit,
        run(bench, "ssh node1 true", "node2").exit,
    )
    assert bench.machines["node1"].firewall
    run(bench, "firewall-cmd --permanent --add-service=http --add-service=high-availability; firewall-cmd --reload")
    assert 0 == run(bench, "curl -s http://192.168.0.201/", "node2").exit
    assert not bench.machines["node1"].firewall


def test_corosync_is_let_in_by_its_port_as_well_and_what_is_open_now_can_be_kept() -> None:
    """The service is a name for ports; --runtime-to-permanent writes what is open now into the zone's file."""
    bench = stage()
    run(bench, "systemctl start firewalld; firewall-cmd --add-port=5405/tcp --add-port=5400-5404/udp")
    assert bench.machines["node1"].firewall
    run(bench, "firewall-cmd --add-port=5404-5405/udp")
    assert not bench.machines["node1"].firewall
    assert 0 == run(bench, "firewall-cmd --runtime-to-permanent; firewall-cmd --reload").exit
    assert not bench.machines["node1"].firewall


def test_selinux() -> None:
    """Disabled, it can only be switched on by a boot."""
    result = run(stage(), "getenforce; setenforce 1")
    assert ("Disabled\n", "setenforce: SELinux is disabled\n", 1) == (result.stdout, result.stderr, result.exit)


def test_modprobe_softdog_makes_the_watchdog() -> None:
    """The device is there after it; an unknown module is not found."""
    bench = stage()
    assert 0 == run(bench, "modprobe softdog && test -c /dev/watchdog && lsmod | grep -q softdog").exit
    assert "modprobe: FATAL: Module nonsense not found.\n" == run(bench, "modprobe nonsense").stderr


def test_sleep_lets_time_pass() -> None:
    """In simulated seconds."""
    bench = stage()
    run(bench, "sleep 2; sleep 1m")
    assert 62_000 == bench.time


def test_date_and_name() -> None:
    """The world's clock in its zone."""
    result = run(stage(), "date; date +%Y-%m-%dT%H:%M:%S; hostname; whoami; uname -s; id -u")
    assert "Sun May  3 00:00:00 UTC 2020\n2020-05-03T00:00:00\nnode1\nroot\nLinux\n0\n" == result.stdout


@pytest.mark.parametrize(
    ("line", "stderr"),
    [
        ("cat /none", "cat: /none: No such file or directory\n"),
        ("cat /etc", "cat: /etc: Is a directory\n"),
        ("cp /none /tmp", "cp: cannot stat '/none': No such file or directory\n"),
        ("cp /etc /tmp", "cp: omitting directory '/etc'\n"),
        ("mv /none /tmp", "mv: cannot stat '/none': No such file or directory\n"),
        ("rm /none", "rm: cannot remove '/none': No such file or directory\n"),
        ("rm /etc", "rm: cannot remove '/etc': Is a directory\n"),
        ("mkdir /etc", "mkdir: cannot create directory '/etc': File exists\n"),
        ("mkdir /a/b", "mkdir: cannot create directory '/a/b': No such file or directory\n"),
        ("rmdir /etc", "rmdir: failed to remove '/etc': Directory not empty\n"),
        ("ls -z", "ls: invalid option -- 'z'\nTry 'ls --help' for more information.\n"),
        ("cd /none", "-bash: cd: /none: No such file or directory\n"),
        ("echo x > /none/y", "-bash: /none/y: No such file or directory\n"),
        ("echo x > /etc", "-bash: /etc: Is a directory\n"),
        ("/etc/hosts", "-bash: /etc/hosts: Permission denied\n"),
        ("./none", "-bash: ./none: No such file or directory\n"),
        ("which none", "/usr/bin/which: no none in (/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/root/bin)\n"),
    ],
)
def test_complaints(line: str, stderr: str) -> None:
    """In the programs' own words."""
    assert stderr == run(stage(), line).stderr


def test_ls_long() -> None:
    """Modes, owners, sizes, links and dates."""
    bench = stage()
    run(bench, "mkdir d; cd d; echo 12345 > file; ln -s file link; mkdir sub; chmod 600 file")
    lines = run(bench, "ls -l").stdout.splitlines()
    assert "total 8" == lines[0]
    assert [
        "-rw------- 1 root root    6 May  3 00:00 file",
        "lrwxrwxrwx 1 root root    4 May  3 00:00 link -> file",
        "drwxr-xr-x 2 root root 4096 May  3 00:00 sub",
    ] == lines[1:]


def test_find_names_what_fits() -> None:
    """By name, kind and depth."""
    bench = stage()
    result = run(
        bench,
        "mkdir -p t/a/b; touch t/x.conf t/a/y.conf t/a/b/z.txt; find t -name '*.conf'; find t -maxdepth 1 -type d",
    )
    assert "t/a/y.conf\nt/x.conf\nt\nt/a\n" == result.stdout


def test_memory_in_each_unit() -> None:
    bench = stage()
    totals = {
        flag: run(bench, f"free {flag}").stdout.splitlines()[1].split()[1] for flag in ("", "-b", "-m", "-g", "-h")
    }
    assert {"": "1014756", "-b": "1039110144", "-m": "990", "-g": "0", "-h": "990M"} == totals


def test_root_needs_no_leave_and_old_habits_are_led_on() -> None:
    bench = stage()
    assert "node1\n" == run(bench, "sudo hostname").stdout
    assert run(bench, "systemctl status sshd.service").stdout == run(bench, "service sshd status").stdout
    assert "Redirecting to /bin/systemctl status sshd.service\n" == run(bench, "service sshd status").stderr
    assert run(bench, "crm_verify --help").stdout == run(bench, "man crm_verify").stdout


def test_env_gives_variables_to_one_program_only() -> None:
    bench = stage()
    assert "1\n\n" == run(bench, "env A=1 bash -c 'echo $A'; echo $A").stdout
    assert "A=2\n" == run(bench, "A=1 env A=2 env | grep ^A=").stdout


def test_what_a_server_has_is_modelled_or_refused_by_name() -> None:
    """Never "command not found", which would say that such a server lacks it."""
    bench = stage()
    for path in [path for paths in BASE_PROGRAMS.values() for path in paths]:
        name = path.rpartition("/")[2]
        if lookup(name) is None:
            found = run(bench, f"{path} x")
            assert (f"hasim does not model the program {path}\n", 3) == (found.stderr, found.exit)

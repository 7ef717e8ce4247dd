"""Apache as processes: its configuration, its pid file, its workers, and who may see the status page."""

from __future__ import annotations

import pytest

from hasim.sim import Stage
from hasim.sim.process import running
from tests.shell.world import run, stage

STATUS = (
    "ExtendedStatus On\n\n<Location /server-status>\nSetHandler server-status\n\n"
    "Order Deny,Allow\nDeny from all\nAllow from 127.0.0.1\n</Location>\n"
)


def started(*, status: bool = True) -> Stage:
    """node1 with a running server, with or without a status page."""
    bench = stage()
    if status:
        bench.machines["node1"] = bench.machines["node1"].with_file("/etc/httpd/conf.d/server-status.conf", STATUS)
    run(bench, "echo hello > /var/www/html/index.html; systemctl start httpd")
    return bench


def test_the_pid_file_names_the_parent() -> None:
    """/etc/httpd/run is a link to /run/httpd; the parent runs as root, the workers as apache."""
    bench = started()
    pid = int(run(bench, "cat /etc/httpd/run/httpd.pid").stdout)
    table = bench.machines["node1"].processes
    assert ("root", {"apache"}) == (table.by_pid[pid].user, {child.user for child in table.children(pid)})


def test_it_serves_documents_and_says_what_is_missing() -> None:
    """A document, a missing one, a directory without an index."""
    bench = started()
    form = "curl -s -o /dev/null -w '%{http_code} ' http://192.168.0.201"
    result = run(bench, f"curl -s http://127.0.0.1/; {form}/none; rm -f /var/www/html/index.html; {form}/")
    assert "hello\n404 403 " == result.stdout


@pytest.mark.parametrize(("node", "address", "status"), [("node1", "127.0.0.1", 200), ("node2", "192.168.0.201", 403)])
def test_the_status_page_is_for_the_machine_itself(node: str, address: str, status: int) -> None:
    """Order Deny,Allow with Allow from 127.0.0.1."""
    result = run(started(), f"curl -s -o /dev/null -w '%{{http_code}}' http://{address}/server-status", node)
    assert str(status) == result.stdout


def test_without_the_setting_there_is_no_status_page() -> None:
    """No handler, no document: 404."""
    result = run(started(status=False), "curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1/server-status")
    assert "404" == result.stdout


def test_workers_of_a_killed_parent_keep_the_port() -> None:
    """Started by hand (not by systemd), the orphans serve on and a second server cannot bind."""
    bench = stage()
    run(bench, "httpd -k start; kill -9 $(cat /etc/httpd/run/httpd.pid)")
    assert running(bench, "node1", "httpd")
    assert 0 == run(bench, "curl -s http://127.0.0.1/").exit
    again = run(bench, "httpd")
    assert 1 == again.exit
    assert "(98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:80" in again.stderr
    run(bench, "pkill -f httpd")
    bench.wait(3000)
    assert [] == running(bench, "node1", "httpd")
    assert 7 == run(bench, "curl -s http://127.0.0.1/").exit


def test_systemd_kills_what_a_killed_parent_leaves() -> None:
    """KillMode=mixed: the service's whole control group goes."""
    bench = started()
    run(bench, "kill -9 $(cat /etc/httpd/run/httpd.pid)")
    assert [] == running(bench, "node1", "httpd")
    assert "failed" in run(bench, "systemctl is-active httpd; systemctl status httpd").stdout


def test_a_worker_is_replaced() -> None:
    """The parent starts another in place of one that was killed."""
    bench = started()
    before = len(running(bench, "node1", "httpd"))
    run(bench, "kill -9 $(pgrep -u apache httpd | head -1)")
    assert before - 1 == len(running(bench, "node1", "httpd"))
    bench.wait(2000)
    assert before == len(running(bench, "node1", "httpd"))


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("BrokenDirective on", "Invalid command 'BrokenDirective', perhaps misspelled"),
        ("<Location /x>", "<Location> was not closed."),
        ("</Location>", "</Location> without matching <Location> section"),
        ("Include conf.d/none.conf", "Could not open configuration file /etc/httpd/conf.d/none.conf"),
        ("Order Deny,Allow", "order not allowed here"),
        ("<Location /x>\nOrder Deny, Allow\n</Location>", "order takes one argument"),
        ("Listen eighty", "Port must be specified"),
    ],
)
def test_syntax_errors(line: str, complaint: str) -> None:
    """httpd -t names the file and what is wrong with it, and fails."""
    bench = stage()
    run(bench, f"cat >> /etc/httpd/conf/httpd.conf <<'EOF'\n{line}\nEOF")
    result = run(bench, "httpd -t")
    assert 1 == result.exit
    assert complaint in result.stderr
    assert "AH00526: Syntax error on line " in result.stderr


def test_the_missing_modules_directives_are_unknown() -> None:
    """Order needs mod_access_compat, as in Apache 2.4."""
    bench = stage()
    run(bench, "sed -i /access_compat/d /etc/httpd/conf.modules.d/00-base.conf")
    bench.machines["node1"] = bench.machines["node1"].with_file("/etc/httpd/conf.d/server-status.conf", STATUS)
    assert "Invalid command 'Order'" in run(bench, "httpd -t").stderr


def test_reload_reads_the_configuration_again() -> None:
    """A graceful restart keeps the parent and changes what it serves."""
    bench = started()
    pid = run(bench, "cat /run/httpd/httpd.pid").stdout
    run(bench, "mkdir /var/www/html/other; echo two > /var/www/html/other/index.html")
    run(bench, "echo 'DocumentRoot /var/www/html/other' >> /etc/httpd/conf/httpd.conf; systemctl reload httpd")
    bench.wait(2000)
    assert ("two\n", pid) == (
        run(bench, "curl -s http://127.0.0.1/").stdout,
        run(bench, "cat /run/httpd/httpd.pid").stdout,
    )

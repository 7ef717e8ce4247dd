"""What becomes of each known key of corosync.conf: it has an effect, it has none to see, or Corosync is refused."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from hasim.cib import Dialect
from hasim.session import Session
from hasim.sim.corosync_conf import ConfError, parse, understand
from hasim.sim.corosync_keys import KEYS, Part, unmodelled
from hasim.sim.scenarios.files import corosync_conf
from tests.sim.corosync_page import PAGE, page
from tests.support import real_program

CONF = "/etc/corosync/corosync.conf"
ODD = "7"
NODES = {"node1": "192.168.0.201", "node2": "192.168.0.202"}


def document(path: str, value: str) -> str:
    """A file with one key."""
    *sections, key = path.split(".")
    return "".join(f"{name} {{\n" for name in sections) + f"{key}: {value}\n" + "}\n" * len(sections)


@pytest.mark.parametrize("path", sorted(path for path, key in KEYS.items() if key.part is Part.REFUSED))
def test_what_would_change_behaviour_is_refused(path: str) -> None:
    key = KEYS[path]
    for dialect in Dialect:
        expected = [f"{path}: {ODD}"] if dialect in key.dialects else []
        assert list(unmodelled(parse(document(path, ODD)), dialect)) == expected
        for idle in key.idle:
            assert list(unmodelled(parse(document(path, idle)), dialect)) == []


@pytest.mark.parametrize("path", sorted(path for path, key in KEYS.items() if key.part is Part.HARMLESS))
def test_what_is_harmless_changes_nothing_that_is_understood(path: str) -> None:
    plain = "totem {\nversion: 2\n}\n"
    with_key = understand(plain + document(path, "1"), Dialect.V1_1)
    fields = {name: getattr(with_key, name) for name in with_key.__slots__ if name != "tree"}
    without = understand(plain, Dialect.V1_1)
    assert fields == {name: getattr(without, name) for name in fields}


def test_the_page_lists_every_key() -> None:
    assert PAGE.read_text() == page()


def stopped(dialect: Dialect, edit: str, node: str = "node2") -> Session:
    """Two servers whose cluster is stopped, with the file of one of them edited."""
    session = Session("two-servers", dialect=dialect)
    for name in NODES:
        session.run(name, "systemctl stop pacemaker corosync")
    assert session.run(node, f"sed -i '{edit}' {CONF}").exit == 0
    return session


def test_corosync_is_refused_before_anything_starts() -> None:
    session = stopped(Dialect.V1_1, r"s/version: 2/version: 2\nrrp_mode: active/")
    before = session.world
    said = session.run("node2", "systemctl start pacemaker")
    assert (said.exit, said.stderr) == (3, "hasim does not model the setting totem.rrp_mode: active in corosync.conf\n")
    assert session.world.stacks["node2"].corosync is None
    assert session.world.machines["node2"].jobs == before.machines["node2"].jobs == {}


def test_at_boot_the_log_says_it() -> None:
    session = stopped(Dialect.V2_1, r"s/version: 2/version: 2\nkey: secret/")
    session.fault("power-off", node="node2")
    session.fault("power-on", node="node2")
    session.settle()
    assert session.world.stacks["node2"].corosync is None
    assert "hasim does not model the setting totem.key: secret" in session.run("node2", "journalctl -u corosync").stdout


def test_a_bindnetaddr_of_no_interface_leaves_corosync_2_alone_on_the_loopback() -> None:
    session = stopped(Dialect.V1_1, "s/bindnetaddr: 192.168.0.0/bindnetaddr: 10.0.0.0/")
    for name in NODES:
        assert session.run(name, "systemctl start pacemaker").exit == 0
    session.settle()
    assert "id\t= 127.0.0.1" in session.run("node2", "corosync-cfgtool -s").stdout
    assert [session.world.stacks[name].corosync.members for name in NODES] == [("node1",), ("node2",)]  # type: ignore[union-attr]
    assert "[127.0.0.1] is now up" in session.run("node2", "journalctl -u corosync").stdout


@pytest.mark.parametrize("network", ["192.168.0.0", "192.168.0.202", "192.168.0.77"])
def test_any_address_of_the_network_will_do(network: str) -> None:
    session = stopped(Dialect.V1_1, f"s/bindnetaddr: 192.168.0.0/bindnetaddr: {network}/")
    for name in NODES:
        session.run(name, "systemctl start pacemaker")
    session.settle()
    assert session.world.stacks["node2"].corosync.members == ("node1", "node2")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        ("s/192.168.0.202/192.168.0.209/", "No valid name found for local host"),
        ("s/192.168.0.201/nosuch.example/", "failed to parse node address 'nosuch.example'"),
        (r"s/crypto_hash: none/crypto_hash: sha256\nkeyfile: \/etc\/hosts/", "are only valid for the Knet transport"),
        (r"s/transport: udp/transport: knet/;s/nodeid: 3232235721//", "explicit nodeid to be specified for address"),
    ],
)
def test_corosync_3_gives_up_with(edit: str, reason: str) -> None:
    session = stopped(Dialect.V2_1, edit)
    assert session.run("node2", "systemctl start corosync").exit == 1
    assert reason in session.run("node2", "journalctl -u corosync").stdout


def test_a_changed_file_is_not_reloaded_silently() -> None:
    session = Session("two-servers", dialect=Dialect.V2_1)
    assert session.run("node1", "corosync-cfgtool -R").exit == 0
    session.run("node2", f"sed -i 's/token: 1000/token: 5000/' {CONF}")
    said = session.run("node1", "corosync-cfgtool -R")
    assert (said.exit, "without a restart of Corosync" in said.stderr) == (3, True)


BROKEN = (
    *("token: 10", "token: soon", "crypto_cipher: rot13", "crypto_hash: rot13", "version: 1", "transport: tcp"),
    *("token_warning: x", "crypto_cipher: aes256", "merge: 1", "join: 1", "token: 0", "consensus: 100", "nosuch: 1"),
    *("link_mode: x", "token_warning: 150", "rrp_mode: active", "secauth: maybe", "nodeid: 5"),
)


def objection(text: str) -> tuple[str, int]:
    """What is said of a file, and the exit status; nothing and 0 for a file that will do."""
    try:
        understand(text, Dialect.V2_1)
    except ConfError as error:
        return str(error), error.status
    return "", 0


@pytest.mark.parametrize("line", BROKEN)
def test_corosync_itself_refuses_the_same(line: str, tmp_path: Path) -> None:
    """`corosync -t` checks a file; it needs an address of this host in the nodelist."""
    text = corosync_conf(Dialect.V2_1, {"node1": "127.0.0.1", "node2": "192.168.0.202"})
    text = text.replace("version: 2\n", f"version: 2\n        {line}\n", 1)
    file = tmp_path / "corosync.conf"
    file.write_text(re.sub(r"(?s)logging \{.*?\n\}", "logging {\nto_stderr: yes\nto_syslog: no\n}", text))
    done = subprocess.run(
        [real_program("corosync"), "-t", "-c", str(file)], capture_output=True, text=True, timeout=20, check=False
    )
    theirs = done.stderr.replace(str(file), CONF)
    assert done.returncode in (0, 8), theirs
    said, status = objection(text)
    assert said in theirs
    assert status == done.returncode

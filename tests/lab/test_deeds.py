"""Each click stands for the commands that a person would type."""

from types import SimpleNamespace
from typing import Any

import pytest

from hasim.cib import Element, parse_xml
from hasim.lab.deeds import Crm, kill_line, power
from hasim.lab.lines import commands


def test_the_verbs_are_crm_commands_on_a_node_that_answers() -> None:
    crm = Crm("node2", "2.1")
    deeds = [
        crm.standby("node1"),
        crm.online("node1"),
        crm.cleanup("httpd"),
        crm.move("web", "node1"),
        crm.move("web", "node1", force=True),
        crm.unmove("web"),
    ]
    assert [deed.data for deed in deeds] == [
        {"at": "node2", "run": "crm node standby node1"},
        {"at": "node2", "run": "crm node online node1"},
        {"at": "node2", "run": "crm resource cleanup httpd"},
        {"at": "node2", "run": "crm resource move web node1"},
        {"at": "node2", "run": "crm resource move web node1 force"},
        {"at": "node2", "run": "crm resource clear web"},
    ]
    assert Crm("node2", "1.1").unmove("web").data["run"] == "crm resource unmove web"


@pytest.mark.parametrize(("cwd", "shown"), [("/root", "~"), ("/etc/httpd", "httpd"), ("/", "/")])
def test_a_command_is_shown_with_the_prompt_of_its_shell(cwd: str, shown: str) -> None:
    here: Any = SimpleNamespace(machines={"node1": SimpleNamespace(shell=SimpleNamespace(cwd=cwd))})
    assert Crm("node1").cleanup("web").shown(here) == f"[root@node1 {shown}]# crm resource cleanup web"


def test_a_power_button_is_a_fault_with_words() -> None:
    assert power("node1", False, "en").data == {"fault": "power-off", "node": "node1"}
    assert power("node1", True, "ja").note == "（node1 の電源ボタンを押す）"


def world(config: str | None) -> Any:
    class Files:
        def read(self, path: str) -> str:
            if config is None or path != "/etc/site.conf":
                raise FileNotFoundError(path)
            return config

    return SimpleNamespace(machines={"node1": SimpleNamespace(files=Files())})


def primitive(kind: str) -> Element:
    return parse_xml(
        f'<primitive id="r" type="{kind}"><instance_attributes id="i">'
        '<nvpair id="n" name="configfile" value="/etc/site.conf"/></instance_attributes></primitive>'
    )


@pytest.mark.parametrize(
    ("config", "path"),
    [
        (None, "/etc/httpd/run/httpd.pid"),
        ("Listen 80\n", "/etc/httpd/run/httpd.pid"),
        ("#PidFile /no\nPidFile /var/run/a.pid\n", "/var/run/a.pid"),
        ('ServerRoot "/srv/web"\nPidFile run/a.pid\n', "/srv/web/run/a.pid"),
    ],
)
def test_apache_is_killed_by_the_pid_file_that_its_configuration_names(config: str | None, path: str) -> None:
    assert kill_line(primitive("apache"), "node1", world(config)) == f"kill -9 $(cat {path})"


def test_an_address_is_no_process() -> None:
    assert kill_line(primitive("IPaddr2"), "node1", world(None)) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("ls\n\n# a note\ncat a\n", ["ls", "cat a"]),
        ("echo a \\\n  b\nls", ["echo a \\\n  b", "ls"]),
        (
            "crm configure <<EOF\nprimitive a b\n# kept\nEOF\nls",
            ["crm configure <<EOF\nprimitive a b\n# kept\nEOF", "ls"],
        ),
        ("echo 'one\ntwo'\nls", ["echo 'one\ntwo'", "ls"]),
        ("ls |\nsort\n", ["ls |\nsort"]),
        ("for i in 1 2\ndo\necho $i\ndone\nls", ["for i in 1 2\ndo\necho $i\ndone", "ls"]),
        ("if true; then\nls\nfi", ["if true; then\nls\nfi"]),
        ("echo it\\'s done\nls", ["echo it\\'s done", "ls"]),
        ("a $(cat <<< x)\nls", ["a $(cat <<< x)", "ls"]),
        ("", []),
    ],
)
def test_a_cell_is_split_where_a_shell_would_start_a_new_command(cell: str, expected: list[str]) -> None:
    assert commands(cell) == expected

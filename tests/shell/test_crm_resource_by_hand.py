"""Agents run by hand, past the cluster: crm_resource's --validate and --force-..."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from hasim import Session
from tests.shell.test_tools_differential import ENVIRONMENT
from tests.support import real_program

CIB = """\
<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
  <configuration><crm_config/><nodes/><resources>
    <primitive id="one" class="ocf" provider="pacemaker" type="Dummy"><instance_attributes id="one-ia">
      <nvpair id="one-state" name="state" value="{folder}/one"/></instance_attributes></primitive>
    <clone id="many"><primitive id="each" class="ocf" provider="pacemaker" type="Dummy"><instance_attributes id="e-ia">
      <nvpair id="each-state" name="state" value="{folder}/each"/></instance_attributes></primitive></clone>
    <primitive id="unit" class="systemd" type="chronyd"/>
  </resources><constraints/></configuration><status/></cib>
"""
LINES = (
    *("--force-check -r one", "--validate -r one", "--validate=5 -r one", "--validate -r one op_sleep=x", "--validate"),
    *("--force-start -r one", "--force-check -r one", "--force-start -r one", "--force-stop -r one"),
    *("--force-check -r one b=2 fake=1", "--force-check -r one b=2 fake=1 --output-as=xml"),
    *("--validate -r one --output-as=xml", "--validate -r one op_sleep=x --output-as=xml", "--force-check -r each"),
    *(
        "--force-start -r many",
        "--force-check -r many",
        "--force-stop -r many --output-as=xml",
        "--force-check -r unit",
    ),
    *("--force-check -r one op_sleep=3 -T 1", "--validate --class ocf --provider pacemaker --agent Dummy"),
    *("--validate --class ocf --provider pacemaker --agent Dummy a=b", "--validate --class ocf --agent Dummy"),
    *("--validate --class ocf --provider pacemaker --agent Dummy --option op_sleep=x --output-as=xml",),
    *("--validate --class ocf --provider pacemaker --agent nosuch", "--force-check --class ocf"),
)


def test_an_agent_says_what_the_real_one_says(tmp_path: Path) -> None:
    """The real Dummy keeps its state in a file of the test, and leaves nothing behind."""
    text = CIB.format(folder=tmp_path)
    (tmp_path / "cib.xml").write_text(text)
    session = Session("two-servers", dialect="2.1", cib=text)  # without fencing nothing is started by the cluster
    session.run("node1", f"mkdir -p {tmp_path}")
    for line in LINES:
        done = subprocess.run(
            ["crm_resource", *shlex.split(line)],
            executable=real_program("crm_resource"),
            env={**ENVIRONMENT, "CIB_file": str(tmp_path / "cib.xml"), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        ours = session.run("node1", f"crm_resource {line}")
        assert (line, ours.exit, ours.stdout, ours.stderr) == (line, done.returncode, done.stdout, done.stderr)


def test_the_cluster_finds_what_was_done_behind_its_back() -> None:
    session = Session("tutorial")
    assert session.run("node1", "crm_resource --force-stop -r httpd").exit == 0
    assert session.run("node1", "crm_resource --force-check -r httpd").exit == 7
    session.settle()
    assert "fail-count=1" in session.run("node1", "crm_mon -1f").stdout
    assert session.run("node1", "crm_resource --force-check -r httpd").exit == 0


def test_what_is_active_elsewhere_is_started_by_hand_all_the_same() -> None:
    session = Session("tutorial")
    said = session.run("node2", "crm_resource --force-start -r httpd").stdout
    assert said == "Operation force-start for httpd (ocf:heartbeat:apache) returned 0 (ok)\n"
    assert session.world.machines["node2"].processes.named("httpd")


def test_1_1_has_its_own_words() -> None:
    session = Session("tutorial", dialect="1.1")
    result = session.run("node2", "crm_resource --force-check -r httpd")
    assert result.stdout == "Operation monitor for httpd (ocf:heartbeat:apache) returned: 'not running' (7)\n"
    assert (result.exit, result.stderr) == (7, "")


@pytest.mark.parametrize("line", ["--validate -r httpd", "--show-metadata ocf:heartbeat:apache"])
def test_what_is_not_modelled_is_refused_by_name(line: str) -> None:
    result = Session("tutorial").run("node1", f"crm_resource {line}")
    assert (result.exit, "ocf:heartbeat:apache" in result.stderr) == (3, True)

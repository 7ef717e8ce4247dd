"""crm_simulate on one CIB, changed in every way: actions, resulting CIB and exit status are the real one's.

Texts and orders are those of another generation and are not compared. What 2.1.5 does otherwise is named here.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from hasim.cib import Unsupported, parse_xml
from tests.shell import tool_sequences
from tests.shell.test_tools_differential import ENVIRONMENT, Ours
from tests.support import real_program

SHORT = {"fc": "fail-count", "lf": "last-failure"}
PAIRS = {f"status-1-{short}": f"status-1-{name}-httpd.monitor_10000" for short, name in SHORT.items()}
CHANGES = (
    *("-u node3", "-d node1", "-f node2", "-g site", "-r site", "-b site", "-e site", "-g other", "-r nosuch"),
    *("-w true", "-w false", "-u new1", "-d node1 -d node2"),
    *("-i vip_monitor_10000@node1=7", "-i vip_monitor_10000@node1=9", "-i httpd_monitor_10000@node1=7"),
    *("-i fs_start_0@node2=1", "-i vip_stop_0@node1=1", "-i vip_start_0@node2=0:1", "-i vip_cancel_10000@node1=0"),
    *("-i state_monitor_10000@node1=8", "-i ping_monitor_10000@node2=1", "-i unit_monitor_0@node3=7 -u node3"),
    *("-i nosuch_monitor_0@node1=0", "-i vip_monitor_10000@node1=bad", "-i vip", "-F vip"),
    *("-F vip_stop_0@node1=1 -d node1", "-F httpd_start_0@node2=1 -f node1"),
    *("-i fs_monitor_20000@node1=7 -F fs_stop_0@node1=1", "-t '2025-01-01 00:00:00'", "-t bad", "-a", "-A", "-c"),
    *("-s", "-U", "-Q", "--output-as=bogus", "--nosuch", "-d"),
)
MODES = ("-I out.xml", "-S -O out.xml", "-R -G out.xml", "-X")
_DATED = "last-rc-change|last-run|exec-time|queue-time|execution-date|last-granted"
_INNER = "crm-debug-origin|op-digest|crm_feature_set|transition-key|transition-magic|call-id"
_LOADED = "rsc-id|epoch|num_updates"


def cib() -> str:
    """The CIB of the sequences, with the ids that a cluster gives to fail counts."""
    text = tool_sequences.cib()
    for short, full in PAIRS.items():
        text = text.replace(f'"{short}"', f'"{full}"')
    return text


def content(text: str | None) -> object:
    """What is in a CIB or a graph: its elements without dates and what each generation keeps for itself.

    2.1.5 counts versions, marks failed operations with their resource and node, and counts a fatal failure as one.
    """
    if text is None:
        return None
    text = re.sub(rf' ({_DATED}|{_INNER}|{_LOADED})="[^"]*"', "", text)
    text = re.sub(r'(<lrm_rsc_op[^>]*?) (uname|on_node)="[^"]*"', r"\1", text)
    text = re.sub(r'(name="fail-count-[^"]*_0" value=")(1|INFINITY)"', r"\1FATAL\"", text)
    text = re.sub(r'value="1[67]\d{8}"', 'value="NOW"', text)
    root = parse_xml(text)
    if root.tag == "transition_graph":
        actions = [each for each in root.walk() if each.get("operation_key")]
        return Counter((each.tag, each.get("operation_key"), each.get("on_node")) for each in actions)
    return Counter((each.tag, *sorted(each.attributes.items())) for each in root.walk())


def read(path: Path) -> str | None:
    return path.read_text() if path.exists() else None


def ours_in(files: Ours, path: Path) -> str | None:
    try:
        return files.files.read(str(path))
    except OSError:
        return None


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("change", CHANGES)
def test_a_situation_is_the_same(change: str, mode: str, tmp_path: Path) -> None:
    line = f"crm_simulate -x cib.xml {mode} {change}"
    (tmp_path / "cib.xml").write_text(cib())
    done = subprocess.run(
        shlex.split(line),
        executable=real_program("crm_simulate"),
        cwd=tmp_path,
        env={**ENVIRONMENT, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    ours = Ours(tmp_path)
    ours.files.write(f"{tmp_path}/cib.xml", cib())
    assert ours.run(line).status == done.returncode
    for name in ("out.xml", "cib.xml"):
        assert content(ours_in(ours, tmp_path / name)) == content(read(tmp_path / name)), name


@pytest.mark.parametrize("change", ["-d nosuch", "-f nosuch", "-i vip_monitor_0@nosuch=0"])
def test_an_unknown_node_is_refused_where_the_real_one_aborts(change: str, tmp_path: Path) -> None:
    ours = Ours(tmp_path)
    ours.files.write(f"{tmp_path}/cib.xml", cib())
    assert ours.run(f"crm_simulate -x cib.xml -S {change}").status == 105


def test_quorum_has_its_effect_though_2_1_5_forgets_it(tmp_path: Path) -> None:
    ours = Ours(tmp_path)
    ours.files.write(f"{tmp_path}/cib.xml", cib())
    assert ours.run("crm_simulate -x cib.xml -q false -I out.xml -Q").status == 0
    assert 'have-quorum="false"' in ours.files.read(f"{tmp_path}/out.xml")


def test_formatted_output_is_refused_by_name(tmp_path: Path) -> None:
    ours = Ours(tmp_path)
    with pytest.raises(Unsupported, match="crm_simulate --output-as=xml"):
        ours.run("crm_simulate -L -S --output-as=xml")


def test_output_goes_where_it_is_sent(tmp_path: Path) -> None:
    ours = Ours(tmp_path)
    said = ours.run(f"crm_simulate -L --output-to={tmp_path}/said.txt")
    assert (said.status, said.out) == (0, "")
    assert "Current cluster status" in ours.files.read(f"{tmp_path}/said.txt")

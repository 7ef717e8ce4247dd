"""crm_simulate on one CIB, changed in every way, and on cases of the regression suite, beside the real one of 2.1.5.

Compared are the exit status, the resulting CIB, the transition (`-G`: every action with its id, its attributes and what
it waits for) and the whole formatted output, its order included. Not compared are the texts and the scores, which are
those of another generation. What 2.1.5 does otherwise is named here.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from hasim.cib import Element, parse_xml
from tests.shell import tool_sequences
from tests.shell.test_tools_differential import ENVIRONMENT, Ours, level
from tests.support import real_program, shared

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
        return Counter(synapse for each in root.all("synapse") for synapse in synapses(each))
    return Counter((each.tag, *sorted(each.attributes.items())) for each in root.walk())


def synapses(synapse: Element) -> Iterator[object]:
    """The actions of a synapse with all that is said of them, and the ids of those that it waits for."""
    inputs = sorted(each.id for trigger in synapse.walk() if trigger.tag == "trigger" for each in trigger.children)
    for action in (each for actions in synapse.all("action_set") for each in actions.children):
        below = [(each.tag, *sorted(each.attributes.items())) for each in action.children]
        yield action.tag, tuple(sorted(action.attributes.items())), tuple(below), synapse.get("priority"), tuple(inputs)


def read(path: Path) -> str | None:
    return path.read_text() if path.exists() else None


def ours_in(files: Ours, path: Path) -> str | None:
    try:
        return files.files.read(str(path))
    except OSError:
        return None


def on_file(line: str, cib_text: str, folder: Path) -> tuple[subprocess.CompletedProcess[str], Ours]:
    """What the real program did with a file, and ours, before it does the same."""
    (folder / "cib.xml").write_text(cib_text)
    done = subprocess.run(
        shlex.split(line),
        executable=real_program("crm_simulate"),
        cwd=folder,
        env={**ENVIRONMENT, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    ours = Ours(folder)
    ours.files.write(f"{folder}/cib.xml", cib_text)
    return done, ours


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("change", CHANGES)
def test_a_situation_is_the_same(change: str, mode: str, tmp_path: Path) -> None:
    line = f"crm_simulate -x cib.xml {mode} {change}"
    done, ours = on_file(line, cib(), tmp_path)
    assert ours.run(line).status == done.returncode
    for name in ("out.xml", "cib.xml"):
        assert content(ours_in(ours, tmp_path / name)) == content(read(tmp_path / name)), name


def document(text: str) -> str:
    """Formatted output without the time of day, file names, and what 2.1.5 counts otherwise.

    It writes "value++" into the CIB and counts it later; a fatal failure counts as one.
    """
    text = re.sub(r'(inject_attr name="fail-count-[^"]*" value=")[^"]*', r"\1COUNT", level(text))
    text = re.sub(r'(inject_attr name="last-failure-[^"]*" value=")[^"]*', r"\1NOW", text)
    text = re.sub(r'(fail-count=")(1|2|1000000)(" last-failure=")[^"]*', r"\1FATAL\3", text)
    return re.sub(r'request="[^"]*"', "", text)


def both(line: str, cib_text: str, folder: Path) -> tuple[tuple[int, str], tuple[int, str]]:
    """Exit status and document of both programs on a file; the real one's first."""
    done, files = on_file(line, cib_text, folder)
    ours = files.run(line)
    return (done.returncode, document(done.stdout)), (ours.status, document(ours.out))


ONLY_SCORES = ("-s", "-U", "-d")
"""Where scores are told, or (-d) the next word is taken for a node."""


@pytest.mark.parametrize("change", [each for each in CHANGES if each not in ONLY_SCORES])
def test_a_document_is_the_same(change: str, tmp_path: Path) -> None:
    theirs, mine = both(f"crm_simulate -x cib.xml -S -A -c --output-as=xml {change}", cib(), tmp_path)
    assert mine == theirs


CASES = (
    *("rec-node-10", "rec-node-14", "rec-node-2", "rec-node-6", "rec-node-8", "stonith-0", "remote-fence-unclean"),
    *("remote-fence-unclean2", "remote-fence-before-reconnect", "honor_stonith_rsc_order1", "multiply-active-stonith"),
)
"""Cases that both generations decide alike: with fencing, remote nodes, and nodes that are lost."""


@pytest.mark.parametrize("name", CASES)
def test_the_document_of_a_case_is_the_same(name: str, tmp_path: Path) -> None:
    text = shared("pacemaker-cts", "xml", f"{name}.xml").read_text()
    theirs, mine = both("crm_simulate -x cib.xml -S --output-as=xml", text, tmp_path)
    assert mine == theirs


def told(text: str) -> Counter[tuple[str, ...]]:
    """About which resources and nodes something is told among the scores."""
    names = ("id", "resource", "node", "comment")
    found = (each for each in parse_xml(text).walk() if each.tag in ("node_weight", "promotion_score", *AMOUNTS))
    return Counter((each.tag, *(each.get(name) or "" for name in names)) for each in found)


AMOUNTS = ("capacity", "utilization")


@pytest.mark.parametrize("options", ["-s", "-U", "-s -U", "-s -U -Q -d node1"])
def test_scores_are_told_of_the_same(options: str, tmp_path: Path) -> None:
    theirs, mine = both(f"crm_simulate -x cib.xml --output-as=xml {options}", cib(), tmp_path)
    assert (mine[0], told(mine[1])) == (theirs[0], told(theirs[1]))


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


def test_output_goes_where_it_is_sent(tmp_path: Path) -> None:
    ours = Ours(tmp_path)
    said = ours.run(f"crm_simulate -L --output-to={tmp_path}/said.txt")
    assert (said.status, said.out) == (0, "")
    assert "Current cluster status" in ours.files.read(f"{tmp_path}/said.txt")

"""``crm_simulate``: its options, layouts, files and exit statuses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from hasim.cib import Cib
from hasim.cli import main
from hasim.shell.options import UsageError, parse
from hasim.shell.simulate_options import TOOL, SimulateOptions
from tests.oracle import ours
from tests.support import ROOT, recordings

CORPUS = ROOT / "tests" / "corpus"
CASE = str(CORPUS / "failed-monitor-recovers.xml")
DATE = "Using the original execution date of: 2023-11-14 22:13:20Z"

STATUS = """\
Current cluster status:
  * Node List:
    * Online: [ n1 n2 ]

  * Full List of Resources:
    * a\t(ocf:pacemaker:Dummy):\t FAILED n1
"""

REPORT = f"""\
{DATE}
{STATUS}
Transition Summary:
  * Recover    a       (    n1 )

Executing Cluster Transition:
  * Resource action: a               stop on n1
  * Resource action: a               start on n1
  * Resource action: a               monitor=10000 on n1
{DATE}

Revised Cluster Status:
  * Node List:
    * Online: [ n1 n2 ]

  * Full List of Resources:
    * a\t(ocf:pacemaker:Dummy):\t Started n1
"""


def _options(arguments: list[str]) -> SimulateOptions:
    return SimulateOptions.of(parse(TOOL.options, arguments))


def simulate(*arguments: str) -> str:
    """What hasim's program prints; it must succeed."""
    run = ours(["crm_simulate", *arguments])
    assert run.exit == 0, run.stderr
    return run.stdout


def test_the_whole_report() -> None:
    assert simulate("-x", CASE, "-S") == REPORT


def test_without_a_wish_only_the_status_is_shown() -> None:
    assert simulate("-x", CASE) == f"{DATE}\n{STATUS}"


def test_quiet_scores_are_plain_lines_after_an_empty_one() -> None:
    lines = simulate("-x", CASE, "-sSQ").splitlines()
    assert lines == [
        "",
        "pcmk__primitive_assign: a allocation score on n1: 0",
        "pcmk__primitive_assign: a allocation score on n2: 0",
    ]


def test_a_set_time_goes_before_the_recorded_one() -> None:
    assert simulate("-x", CASE, "-t", "2005-020").splitlines()[0] == "Setting effective cluster time: 2005-020"


def test_a_failure_on_the_way_is_pretended(tmp_path: Path) -> None:
    report = simulate("-x", CASE, "-S", "-F", "a_start_0@n1=1", "-O", str(tmp_path / "out.xml"))
    assert "  * Resource action: a               start on n1\nPretending action 3 failed with rc=1\n" in report
    assert "  * Injecting attribute fail-count-a#start_0=INFINITY into /node_state '1'\n" in report
    again = simulate("-x", str(tmp_path / "out.xml"), "-R")
    assert "  * Recover    a       ( n1 -> n2 )\n" in again


def test_in_place_writes_the_input_file(tmp_path: Path) -> None:
    copy = tmp_path / "cib.xml"
    copy.write_text(Path(CASE).read_text())
    simulate("-X", "-x", str(copy))
    entries = [entry for entry in Cib.parse(copy.read_text()).status.walk() if entry.id == "a_last_0"]
    assert [entry.get("operation") for entry in entries] == ["start"]


def test_graph_and_picture_are_saved(tmp_path: Path) -> None:
    simulate("-x", CASE, "-R", "-G", str(tmp_path / "g.xml"), "-D", str(tmp_path / "g.dot"))
    assert (tmp_path / "g.dot").read_text() == (
        ' digraph "g" {\n'
        '"a_start_0 n1" [ style=bold color="green" fontcolor="black"]\n'
        '"a_stop_0 n1" [ style=bold color="green" fontcolor="black"]\n'
        '"a_monitor_10000 n1" [ style=bold color="green" fontcolor="black"]\n'
        '"a_stop_0 n1" -> "a_start_0 n1" [ style = bold]\n'
        '"a_start_0 n1" -> "a_monitor_10000 n1" [ style = bold]\n'
        "}\n"
    )
    assert (tmp_path / "g.xml").read_text().startswith('<transition_graph cluster-delay="60s" fencing-timeout="60s"')


@pytest.mark.parametrize(
    ("arguments", "message", "exit"),
    [
        (["--foo"], "crm_simulate: Unknown option --foo\n", 64),
        (["-z"], "crm_simulate: Unknown option -z\n", 64),
        (["-x"], "crm_simulate: Missing argument for -x\n", 64),
        (["-x", "/nonexistent.xml"], "crm_simulate: Could not read input: /nonexistent.xml\n", 66),
        (["-x", CASE, "-d", "nope"], "crm_simulate: Unknown node: nope\n", 105),
    ],
)
def test_what_is_wrong_is_said(arguments: list[str], message: str, exit: int) -> None:
    run = ours(["crm_simulate", *arguments])
    assert (run.stderr, run.exit) == (message, exit)


def test_options_may_be_joined_and_long() -> None:
    options = _options(["-SQx", "file", "--node-up=n3", "--node-up", "n4", "-Fa_b_0@n=1"])
    assert options.flags == {"simulate", "quiet"}
    assert options.values == {"xml-file": ["file"], "node-up": ["n3", "n4"], "op-fail": ["a_b_0@n=1"]}
    with pytest.raises(UsageError):
        _options(["-x"])


def test_the_same_input_gives_the_same_bytes_under_any_hash_seed() -> None:
    outputs = set()
    for seed in ("1", "2"):
        code = "import sys; from hasim.cli import main; sys.exit(main(sys.argv[1:]))"
        command = [sys.executable, "-c", code, "crm_simulate", "-Ss", "-x", str(CORPUS / "clone-notifies.xml")]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1


@pytest.mark.parametrize("case", recordings("real-cluster", "*/pe/*.xml"), ids=lambda case: case.stem)
def test_the_decisions_of_a_real_cluster(case: Path) -> None:
    recorded = case.with_name(case.stem + ".simulate.txt").read_text().splitlines()
    words = ("Resource action:", "Pseudo action:", "Cluster action:", "Fencing ")
    expected = [" ".join(line.split()) for line in recorded if line.strip().startswith(words)]
    found = (line.strip().removeprefix("* ") for line in simulate("-x", str(case), "-S").splitlines())
    assert [" ".join(line.split()) for line in found if line.startswith(words)] == expected


def test_profiling_tells_how_long_each_file_took(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("b.xml", "a.xml"):
        (tmp_path / name).write_text(Path(CASE).read_text())
    (tmp_path / "bundle.xml").write_text(
        "<cib><configuration><resources><bundle id='web'/></resources></configuration></cib>"
    )
    status = main(["crm_simulate", "-P", str(tmp_path), "-N", "2"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Timings:"
    assert [re.sub(r"\d+\.\d\d", "S", line) for line in lines[1:3]] == [
        f"  * Testing {tmp_path}/{name} ... S secs" for name in ("a.xml", "b.xml")
    ]
    assert status in (0, 3)

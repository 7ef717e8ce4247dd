"""Every way of showing a cluster: the real crm_mon's screen and hasim's are the same, for all of the project's CIBs."""

from __future__ import annotations

import re
import shlex
import subprocess
import time
from itertools import islice
from pathlib import Path

import pytest

from hasim.shell.filehost import CibFile
from tests.shell.tools import run
from tests.support import ROOT, real_program, recordings

OPTIONS = (
    *("-1", "-1 -r", "-1 -A", "-1 -f", "-1 -n", "-1 -nr", "-1 -o", "-1 -ot", "-1 -D", "-1 -b", "-1 -br", "-1 -bn"),
    *("-1 -bnr", "-1 -R", "-1 -RrAf", "-1 -Rn", "-1 -Rnr", "-1 -Rot", "-1 -rL", "-1 -c", "-1 -s", "-s", "-1 -bR"),
    *("-1 -brR", "-1 -nbR", "-1 --include=all", "-1 -r --include=all", "-1 -R --include=all -r", "-1 -i 5"),
    *("-1 --include=none,nodes", "-1 --exclude=all --include=options", "-1 -rn --exclude=nodes", "-N -1 -r"),
    *("-1 -m3", "-1 -m0", "-1 -L cli", "-1 --output-as=text -r", "-1 -Q -r", "-1 -f -o", "-1 -j", "-1 -V -r"),
    *("-1 --include=failcounts -R", "-1 --exclude=summary", "-1 --include=none,bans:cli,attributes -R"),
    *("--output-as=xml", "-X", "--output-as=xml -n", "--output-as=xml --include=none,resources", "-1 -X -rnRfb"),
    *("--output-as=xml --exclude=nodes,operations", "--output-as=xml -D", "-1 --node={node}", "-1 -r --node={node} -A"),
    *(
        "-1 -n --node={node}",
        "-1 --output-as=xml --node={node}",
        "-1 --resource={resource}",
        "-1 -r --resource={resource}",
    ),
    *("-1 -rn --resource={resource}", "--output-as=xml --resource={resource}", "-1 -Rr --resource={resource}"),
    *("-1 -b --node={node}", "-1 -rf --node=nosuch", "-1 -r --resource=nosuch", "-X --resource=nosuch --node=nosuch"),
)
CIBS = sorted((ROOT / "tests" / "corpus").glob("*.xml"))
PEERS = recordings("peer", "xml/*.xml")


def _undated(text: str) -> str:
    return re.sub(r'(Last updated: |last_update time=").*', r"\1", text)


def _named(options: str, text: str, turn: int) -> str:
    nodes = re.findall(r'<node [^>]*uname="([^"]+)"', text) or ["nosuch"]
    resources = re.findall(r'<(?:primitive|group|clone|master|bundle) [^>]*?\bid="([^"]+)"', text) or ["nosuch"]
    return options.format(node=nodes[turn % len(nodes)], resource=resources[turn % len(resources)])


def _compare(path: Path, options: str, turn: int) -> str:
    """What differs, empty for nothing."""
    program, text = real_program("crm_mon"), path.read_text()
    line = _named(options, text, turn)
    environment = {"CIB_file": str(path), "PATH": "/usr/sbin:/usr/bin", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["crm_mon", *shlex.split(line)],
        executable=program,
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    ours = run(f"crm_mon {line}", CibFile(text), now=int(time.time()))
    if (ours.status, _undated(ours.out)) == (done.returncode, _undated(done.stdout)):
        return ""
    return f"crm_mon {line} on {path.name}"


@pytest.mark.parametrize("options", OPTIONS)
def test_the_projects_own_clusters(options: str) -> None:
    """Each way of showing is tried on six clusters of the corpus, another six each."""
    first = OPTIONS.index(options) % len(CIBS)
    chosen = islice([*CIBS, *CIBS][first::7], 6)
    assert [found for turn, path in enumerate(chosen) if (found := _compare(path, options, turn))] == []


@pytest.mark.slow
@pytest.mark.skipif(not PEERS, reason="reference recordings are absent")
def test_recorded_clusters() -> None:
    """Large and strange clusters; all but one in a hundred screens are the same."""
    tries = [(path, options) for number, options in enumerate(OPTIONS) for path in PEERS[number % 20 :: 20]]
    different = [found for turn, (path, options) in enumerate(tries) if (found := _compare(path, options, turn))]
    assert len(different) <= len(tries) / 100, different

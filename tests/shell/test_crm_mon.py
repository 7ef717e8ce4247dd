"""crm_mon prints what the real one printed for recorded CIBs, and the article's screens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hasim.cib import Dialect, Unsupported
from hasim.shell.filehost import CibFile
from tests.shell.tools import NOW, LiveFile, compare_with_real, run, tutorial_cib
from tests.support import RECORDINGS, recordings

FAILED_AT = NOW - 300
RECORDED_AT = 1_795_344_300
"""When the screens were recorded: a November morning of 2026."""

ARTICLE_STOPPED = """\
Stack: corosync
Current DC: node1 (version 1.1.21-1.el7-f14e36f) - partition with quorum
Last updated: Sun May  3 09:37:11 2020
Last change: Sun May  3 09:14:10 2020 by root via crm_resource on node1

2 nodes configured
4 resources configured

Online: [ node1 node2 ]

Active resources:

 Resource Group: web
     vip\t(ocf::heartbeat:IPaddr2):\tStarted node1
     httpd\t(ocf::heartbeat:apache):\tStopped
 Clone Set: clone_ping [ping]
     Started: [ node1 node2 ]

Node Attributes:
* Node node1:
    + default_ping_set                \t: 1000BLANKS
* Node node2:
    + default_ping_set                \t: 1000BLANKS

Migration Summary:
* Node node2:
* Node node1:
   httpd: migration-threshold=3 fail-count=3 last-failure='Sun May  3 09:32:11 2020'

Failed Resource Actions:
* httpd_monitor_10000 on node1 'not running' (7): call=36, status=complete, exitreason='',
    last-rc-change='Sun May  3 09:32:11 2020', queued=0ms, exec=0ms
""".replace("BLANKS", 6 * " ")


def test_old_screen_of_a_group_whose_last_member_is_stopped() -> None:
    """1.1 lists all members of a group that is active in part, and every online node in the summary."""
    cib = tutorial_cib(httpd_runs=False, failures=3, failed_at=FAILED_AT)
    assert run("crm_mon -Af1", cib, Dialect.V1_1).out == ARTICLE_STOPPED


def test_old_screen_without_the_properties_that_the_dc_writes() -> None:
    lines = run("crm_mon -Af1", tutorial_cib(versions=False), Dialect.V1_1).out.splitlines()
    assert lines[:2] == ["Stack: unknown", "Current DC: node1 (version unknown) - partition with quorum"]


def test_a_partly_active_group_hides_its_stopped_members_since_2_0() -> None:
    screen = run("crm_mon -1", tutorial_cib(httpd_runs=False)).out
    assert "  * Resource Group: web (1 member inactive):\n    * vip\t" in screen
    assert "httpd" not in screen


def test_empty_resource_list_in_both_forms() -> None:
    cib = re.sub(r"<resources>.*</resources>", "<resources/>", tutorial_cib())
    cib = re.sub(r"<lrm_resource .*?</lrm_resource>", "", cib)
    assert "\nNo active resources\n\n" in run("crm_mon -1", cib, Dialect.V1_1).out
    assert "Active Resources:\n  * No active resources\n" in run("crm_mon -1", cib).out


def test_only_a_live_cluster_tells_of_its_launcher() -> None:
    first = "Status of pacemakerd: 'Pacemaker is running' (last updated 2020-05-03 09:37:11Z)"
    assert run("crm_mon -1", LiveFile(tutorial_cib())).out.splitlines()[0] == first
    assert run("crm_mon -1", tutorial_cib()).out.splitlines()[0] == "Cluster Summary:"


def test_a_web_page_begins_with_the_launcher_too() -> None:
    """On a live cluster; the pages of other generations are not known."""
    page = run("crm_mon --output-as=html --html-title=Mine", LiveFile(tutorial_cib())).out
    first = "<li>Status of pacemakerd: 'Pacemaker is running' (last updated 2020-05-03 09:37:11Z)</li>"
    assert f"<body>\n{first}\n<h2>Cluster Summary</h2>\n<ul>\n" in page
    assert "<title>Mine</title>" in page
    with pytest.raises(Unsupported):
        run("crm_mon --output-as=html", tutorial_cib(), Dialect.V3_0)


def test_a_web_page_for_a_file_is_renewed_by_the_browser() -> None:
    ran = run("crm_mon -h page.html -i 1min", tutorial_cib())
    assert (ran.out, ran.status) == ("", 0)
    assert run("crm_mon -w", LiveFile(tutorial_cib())).out.startswith("Content-Type: text/html\n\n<!DOCTYPE html>\n")


def test_unknown_option_is_a_usage_error() -> None:
    ran = run("crm_mon -1Z", tutorial_cib())
    assert (ran.status, ran.out, ran.err.splitlines()[-1]) == (64, "", "crm_mon: Unknown option -Z")


def test_without_a_loop_one_screen_is_shown() -> None:
    assert run("crm_mon", tutorial_cib()).out == run("crm_mon -1", tutorial_cib()).out


def _comparable(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.splitlines() if "Last updated:" not in line]
    return [line for line in lines if line]


def _screen(cib: Path) -> list[str] | None:
    try:
        return _comparable(run("crm_mon -1rAf", CibFile(cib.read_text()), now=RECORDED_AT).out)
    except Unsupported:
        return None


@pytest.mark.skipif(not RECORDINGS.exists(), reason="reference recordings are absent")
def test_recorded_screens_of_2_1_5() -> None:
    """Every CIB gives the real program's screen."""
    recorded = {path.stem: _comparable(path.read_text()) for path in recordings("peer", "mon/*.txt")}
    ours = {name: _screen(RECORDINGS / "peer" / "xml" / f"{name}.xml") for name in recorded}
    different = [name for name, screen in ours.items() if screen is not None and screen != recorded[name]]
    assert different == []
    assert sum(screen is not None for screen in ours.values()) == len(recorded)


def _without_attributes(text: str) -> list[str]:
    """The screen without what changes by itself between two recordings of one step."""
    text = re.sub(r"last updated .*\)", "", text)
    return _comparable(re.sub(r"Node Attributes:\n(  .*\n)*", "", text))


@pytest.mark.parametrize("options", ["-1", "-Af1", "-Afr1"])
@pytest.mark.skipif(not RECORDINGS.exists(), reason="reference recordings are absent")
def test_recorded_screens_of_a_real_cluster(options: str) -> None:
    steps = [
        path for path in recordings("real-cluster", "*/cib.xml") if (path.parent / f"crm_mon_{options}.txt").exists()
    ]
    different = []
    for cib in steps:
        want = (cib.parent / f"crm_mon_{options}.txt").read_text()
        got = run(f"crm_mon {options}", LiveFile(cib.read_text())).out
        if _without_attributes(got) != _without_attributes(want):
            different.append(cib.parent.name)
    assert different == []


OPTIONS = [
    "-1 -r",
    "-1 -A",
    "-1 -f",
    "-1 -n",
    "-1 -nr",
    "-1 -o",
    "-1 -ot",
    "-1 -D",
    "-1 -b",
    "-1 -br",
    "-1 -bn",
    "-1 -R",
    "-1 -RrAf",
    "-1 -c",
    "-1 -L",
    "-1 --include=none,nodes,resources",
    "-1 --exclude=summary",
    "-1 --include=all",
    "-1 --include=options",
    "-1 --node=node1 -rA",
    "-1 --resource=vip -o",
    "-s",
]


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("healthy", [True, False], ids=["healthy", "failed"])
def test_options_as_in_the_real_program(options: str, healthy: bool, tmp_path: Path) -> None:
    file = tmp_path / "cib.xml"
    file.write_text(tutorial_cib() if healthy else tutorial_cib(httpd_runs=False, failures=3, failed_at=FAILED_AT))
    compare_with_real(f"crm_mon {options}", file, cib_changes=False)


def test_since_2_1_6_the_launcher_stands_beside_the_stack() -> None:
    lines = run("crm_mon -1", LiveFile(tutorial_cib()), Dialect.V3_0).out.splitlines()
    assert lines[:2] == ["Cluster Summary:", "  * Stack: corosync (Pacemaker is running)"]
    assert "  * Last updated: Sun May  3 09:37:11 2020 on node1" in lines


@pytest.mark.parametrize("line", ["crm_mon -W", "crm_mon -d"])
def test_what_is_not_modelled_is_refused(line: str) -> None:
    with pytest.raises(Unsupported):
        run(line, tutorial_cib())

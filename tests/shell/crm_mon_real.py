"""The real crm_mon and hasim's on one CIB file, and the ways of showing it that they are compared in."""

from __future__ import annotations

import difflib
import re
import shlex
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from hasim.cib import Unsupported
from hasim.shell.filehost import CibFile
from tests.shell.tools import run
from tests.support import real_program

__all__ = ["WAYS", "named", "screen_difference"]

WAYS = (
    *("-1", "-1 -r", "-1 -A", "-1 -f", "-1 -n", "-1 -nr", "-1 -o", "-1 -ot", "-1 -D", "-1 -b", "-1 -br", "-1 -bn"),
    *("-1 -bnr", "-1 -R", "-1 -RrAf", "-1 -Rn", "-1 -Rnr", "-1 -Rot", "-1 -rL", "-1 -c", "-1 -s", "-s", "-1 -bR"),
    *("-1 -brR", "-1 -nbR", "-1 --include=all", "-1 -r --include=all", "-1 -R --include=all -r", "-1 -i 5"),
    *("-1 --include=none,nodes", "-1 --exclude=all --include=options", "-1 -rn --exclude=nodes", "-N -1 -r"),
    *("-1 -m3", "-1 -m0", "-1 -L cli", "-1 --output-as=text -r", "-1 -Q -r", "-1 -f -o", "-1 -j", "-1 -V -r"),
    *("-1 --include=failcounts -R", "-1 --exclude=summary", "-1 --include=none,bans:cli,attributes -R"),
    *("--output-as=xml", "-X", "--output-as=xml -n", "--output-as=xml --include=none,resources", "-1 -X -rnRfb"),
    *("--output-as=xml --exclude=nodes,operations", "--output-as=xml -D", "-1 --node={node}", "-1 -r --node={node} -A"),
    *("-1 -n --node={node}", "-1 --output-as=xml --node={node}", "-1 --resource={resource}"),
    *("-1 -r --resource={resource}", "-1 -rn --resource={resource}", "--output-as=xml --resource={resource}"),
    *("-1 -Rr --resource={resource}", "-1 -b --node={node}", "-1 -rf --node=nosuch", "-1 -r --resource=nosuch"),
    *(
        "-X --resource=nosuch --node=nosuch",
        "--output-as=html",
        "-1 --output-as=html -rAf",
        "-1 -rnot --output-as=html",
    ),
    *("--output-as=html -brc -L --html-title=x", "--output-as=html --include=all,options -rR --html-cgi"),
    *("--output-as=html -rnR --html-stylesheet=/a.css", "--output-as=html -Q -bn --node={node} --html-title="),
    *("--output-as=html -r --resource={resource}", "-w", "--output-as=html --version"),
)
"""Options; `{node}` and `{resource}` stand for names of the CIB at hand."""


DIFFERENCES: dict[str, Callable[[str, str], bool]] = {
    # 2.1.5 takes back that instances are unique when it comes upon a member whose agent does not know of instances;
    # the members before it in the last instance keep their numbers.
    "the-last-group-stays-unique": lambda text, line: (
        re.search("xml|-X|-[a-z1]*R", line) is not None
        and re.search("<(clone|master)[^>]*>[^{]*<group", text) is not None
        and re.search("globally-unique|force", text) is not None
        and re.search('class="(lsb|systemd|service|upstart|nagios)"', text) is not None
    ),
    # Nodes of Heartbeat that were only pinged; later releases pass over them.
    "ping-nodes": lambda text, line: re.search('<node [^>]*type="ping"', text) is not None,
    # Later releases write seconds where 2.1.5 knows true and false, and leave out names: hasim reads these states.
    "states-of-later-releases": lambda text, line: (
        re.search('in_ccm="[0-9]{6}|<node_state id="[^"]*" in_ccm', text) is not None
    ),
    # On its pages 2.1.5 leaves out a text in which an ampersand stands, as that looks to it like a reference.
    "ampersands-on-pages": lambda text, line: "html" in line and "&amp; " in text,
    # A list of options without other facts before it is left open there, so that all else becomes part of it.
    "options-alone-on-pages": lambda text, line: "html" in line and "-D" in line and "options" in line,
}
"""Where hasim knowingly says something else about a CIB, or about one shown in that way."""


def named(options: str, text: str, turn: int) -> str:
    """Options with the name of one of the CIB's nodes and resources, with each turn of others."""
    nodes = re.findall(r'<node [^>]*uname="([^"]+)"', text) or ["nosuch"]
    resources = re.findall(r'<(?:primitive|group|clone|master|bundle) [^>]*?\bid="([^"]+)"', text) or ["nosuch"]
    node, resource = nodes[turn % len(nodes)], resources[turn % len(resources)]
    return options.format(node=shlex.quote(node), resource=shlex.quote(resource))


def _undated(text: str) -> str:
    return re.sub(r'(Last updated: |last_update time="|Last updated: </span><span>).*', r"\1", text)


def _real(path: Path, line: str) -> tuple[int, str]:
    """The exit status and the screen of the real one; a signal's negative number where it ends so or hangs."""
    environment = {"CIB_file": str(path), "PATH": "/usr/sbin:/usr/bin", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    words = ["crm_mon", *shlex.split(line)]
    program = real_program("crm_mon")
    try:
        done = subprocess.run(words, executable=program, env=environment, capture_output=True, timeout=30, check=False)
    except subprocess.TimeoutExpired:
        return -9, ""
    return done.returncode, _undated(done.stdout.decode(errors="replace"))


def _ours(path: Path, line: str) -> tuple[int, str]:
    try:
        ran = run(f"crm_mon {line}", CibFile(path.read_text()), now=int(time.time()))
    except Unsupported as refusal:
        return 3, f"refused: {refusal}"
    return ran.status, _undated(ran.out)


def screen_difference(path: Path, line: str) -> str:
    """What differs between the two, line by line; empty for nothing.

    Where the real one crashes, or never comes to an end, there is nothing to compare with.
    """
    theirs, ours = _real(path, line), _ours(path, line)
    if ours == theirs or theirs[0] < 0 or any(holds(path.read_text(), line) for holds in DIFFERENCES.values()):
        return ""
    pieces = theirs[1].split("\n"), ours[1].split("\n")
    lines = [f"exit status: real {theirs[0]}, ours {ours[0]}"] if theirs[0] != ours[0] else []
    return "\n".join([*lines, *difflib.unified_diff(*pieces, "real", "ours", n=0, lineterm="")])

"""How hasim fares in Pacemaker's scheduler regression suite: six judgements a case."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from tests.oracle import ours
from tests.support import RECORDINGS

SUITE = Path(os.environ.get("HASIM_CTS", RECORDINGS / "pacemaker-cts"))
RATCHET = Path(__file__).with_name("conformance.json")
TIERS = ("transition", "actions", "status", "summary", "scores", "graph")
REFUSED = 3


@dataclass(slots=True)
class Verdict:
    """What is right about one case; nothing is judged where the input is refused."""

    refused: bool = False
    right: set[str] = field(default_factory=set)


def cases() -> list[str]:
    """The names of the cases at hand."""
    return sorted(path.stem for path in (SUITE / "xml").glob("*.xml"))


def ratchet() -> dict[str, list[str]]:
    """Tier -> the cases that must stay right."""
    kept: dict[str, list[str]] = json.loads(RATCHET.read_text())
    return kept


def judge(name: str, workdir: Path) -> Verdict:
    """Run one case as the suite does and compare with what it expects."""
    arguments = json.loads((SUITE / "args.json").read_text()) if (SUITE / "args.json").exists() else {}
    given = ["crm_simulate", "-x", str(SUITE / "xml" / f"{name}.xml"), *arguments.get(name, [])]
    report = ours([*given, "-S"])
    if report.exit == REFUSED:
        return Verdict(refused=True)
    graph = workdir / "graph.xml"
    scores = ours([*given, "-sSQ", "-G", str(graph)])
    if report.exit or scores.exit:
        return Verdict()
    expected = _without_validation((SUITE / "summary" / f"{name}.summary").read_text())
    want, got = _sections(expected), _sections(report.stdout)
    found = {
        "transition": sorted(want["Transition Summary:"]) == sorted(got["Transition Summary:"]),
        "actions": sorted(want["Executing Cluster Transition:"]) == sorted(got["Executing Cluster Transition:"]),
        "status": want["Revised Cluster Status:"] == got["Revised Cluster Status:"],
        "summary": _words(expected) == _words(report.stdout),
        "scores": _lines(scores.stdout) == _lines((SUITE / "scores" / f"{name}.scores").read_text()),
        "graph": _graph(graph.read_text()) == _graph((SUITE / "exp" / f"{name}.exp").read_text()),
    }
    return Verdict(right={tier for tier, right in found.items() if right})


def _without_validation(text: str) -> str:
    return text.partition("\n")[2] if text.startswith("Schema validation") else text


def _sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    title = ""
    for line in text.splitlines():
        if line and not line.startswith(" ") and line.rstrip().endswith(":"):
            title = line.rstrip()
        elif line.strip():
            found[title].append(" ".join(line.split()))
    return found


def _words(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()]


def _lines(text: str) -> list[str]:
    return sorted(line for line in text.splitlines() if line.strip())


def _graph(text: str) -> dict[str, list[str]]:
    """Every action with all its attributes, and its inputs; ids are kept, the feature set is not."""
    rows: dict[str, list[str]] = {}
    for synapse in ET.fromstring(text).iter("synapse"):
        inputs = sorted(_key(element) for trigger in synapse.iter("trigger") for element in trigger)
        for element in synapse.find("action_set") or ():
            rows[_key(element)] = inputs
    return rows


def _key(element: ET.Element) -> str:
    shown = (element.tag, element.get("operation_key") or element.get("operation"), element.get("on_node"))
    return re.sub(r"\s+", " ", " ".join(str(part) for part in shown))

"""Screens of clusters that nobody has looked at: crm_mon and `crm configure show`, the real ones beside hasim's.

    python -m tests.shell.screen_sweep COUNT [SEED]     # so many CIBs, from that seed on; tells what differs
    python -m tests.shell.screen_sweep --drawn COUNT    # the same, of the clusters that `tests.strategies` draws

Each CIB is the project's own, a recorded one or one drawn from a schema, with up to eight changes of its structure
(`cib_changes`). `crm configure show` is run on it, `crm_mon -1rAf`, and crm_mon in two other ways.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import hypothesis
from hypothesis import Phase, given, settings

from hasim.cib import Cib
from tests.crm_real import Call, crashed, named_fault, play
from tests.schema_cibs import draw, schemas
from tests.shell.cib_changes import changed
from tests.shell.crm_mon_real import WAYS, named, screen_difference
from tests.strategies import clusters, often
from tests.support import ROOT, recordings

__all__ = ["Difference", "differences"]


@dataclass(frozen=True)
class Difference:
    """Where hasim does not say what the real program says."""

    source: str
    seed: int
    line: str
    text: str

    def __str__(self) -> str:
        return f"### seed {self.seed}, from {self.source}: {self.line}\n{self.text}"


@cache
def _sources() -> list[Path]:
    own = sorted((ROOT / "tests" / "corpus").glob("*.xml"))
    return [*own, *recordings("peer", "xml/*.xml")]


@cache
def _drawn() -> list[str]:
    found: list[str] = []

    @hypothesis.seed(0)
    @settings(often(100), phases=(Phase.generate,))
    @given(clusters())
    def collect(cib: Cib) -> None:
        found.append(cib.text())

    collect()
    return found


def changed_cib(seed: int, *, drawn: bool = False) -> tuple[str, str]:
    """The CIB of that number, and what it is made from."""
    chance = random.Random(seed)
    if drawn:
        source, text = "strategies", chance.choice(_drawn())
    elif chance.random() < 0.1:
        source = chance.choice(schemas())
        text = draw(source, seed, chance.choice((0.1, 0.2)), plain=chance.random() < 0.5)
    else:
        path = chance.choice(_sources())
        source, text = path.stem, path.read_text()
    return source, changed(text, seed)


def differences(seed: int, folder: Path, *, drawn: bool = False) -> Iterator[Difference]:
    """What differs about the CIB of that number; one that does not conform to its schema is not compared."""
    source, text = changed_cib(seed, drawn=drawn)
    for found in play(text, (Call(("configure", "show")),), folder):
        if "does not conform" in found.theirs.stderr:
            return
        if crashed(found.theirs):
            assert named_fault(found.theirs), found.theirs.stderr
        elif not found.alike:
            yield Difference(source, seed, "crm configure show", str(found))
    path = folder / "cib.xml"
    path.write_text(text)
    for way in ("-1rAf", *random.Random(seed).sample(WAYS, 2)):
        line = named(way, text, seed)
        if difference := screen_difference(path, line):
            yield Difference(source, seed, f"crm_mon {line}", difference)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int, nargs="?", default=0)
    parser.add_argument("--drawn", action="store_true")
    options = parser.parse_args()
    total = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.seed, options.seed + options.count):
            for found in differences(seed, Path(folder), drawn=options.drawn):
                total += 1
                print(found, flush=True)
    print(f"{options.count} CIBs, {total} differences")


if __name__ == "__main__":
    main()

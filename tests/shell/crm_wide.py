"""Commands made up by chance for any CIB, for the comparison with the real crm.

A small sample is a test; ``python -m tests.shell.crm_wide --cases 200 --seed 1`` plays as many as one likes, each on
one of the recorded CIBs, and tells what differs.
"""

from __future__ import annotations

import argparse
import random
import re
import shlex
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from hasim.cib import Cib
from tests.crm_real import Call, Comparison, OurCrm, play
from tests.shell.crm_author import Author
from tests.support import recordings

KINDS = (
    *("primitive", "group", "clone", "ms", "node", "location", "colocation", "order", "property"),
    *("rsc_ticket", "tag", "rsc_template", "op_defaults"),
)
VALUES = ("1", "10s", "foo", "INFINITY", "-INFINITY", "true", "false", "0", "", "a b", "Stopped", "Master", "$id=x")


class WideAuthor(Author):
    """Writes about the objects that a CIB has, and about those of the other author."""

    def __init__(self, seed: int, cib: str) -> None:
        super().__init__(seed)
        self.cib = cib
        elements = list(Cib.parse(cib).configuration.walk())
        self.ids = [each.id for each in elements if each.tag in RESOURCES]
        self.primitives = [each.id for each in elements if each.tag == "primitive" and each.id]
        self.groups = [each.id for each in elements if each.tag == "group"]
        self.all = [each.id for each in elements if each.tag in OBJECTS]
        self.nodes = [each.get("uname", "") or "" for each in elements if each.tag == "node"]

    def id(self) -> str:
        """Mostly something that is there."""
        known = self.random.choice([self.ids, self.all, self.ids])
        return self.random.choice(known) if known and self.random.random() < 0.8 else super().id()

    def member(self) -> str:
        return self.primitive_id()

    def primitive_id(self) -> str:
        known = self.primitives
        return self.random.choice(known) if known and self.random.random() < 0.8 else super().primitive_id()

    def node(self) -> str:
        return self.random.choice(self.nodes) if self.nodes and self.random.random() < 0.8 else self.one("node1", "x")

    def group(self) -> str:
        return self.random.choice(self.groups) if self.groups and self.random.random() < 0.8 else self.id()

    def filter(self) -> str:
        return self.random.choice(
            [
                self.id,
                lambda: f"type:{self.one(*KINDS)}",
                lambda: f"related:{self.id()}",
                lambda: f"tag:{self.id()}",
                lambda: f"{self.id()[:2]}*",
                lambda: f"*{self.id()[-2:]}",
                self.node,
            ]
        )()

    def show(self) -> str:
        words = [self.filter() for _ in range(self.random.randint(0, 3))]
        return " ".join(["show", self.one("", "", "xml", "changed"), *words])

    def edit(self) -> str:
        """A change of what is there."""
        return self.random.choice(
            [
                lambda: f"delete {' '.join(self.id() for _ in range(self.random.randint(1, 3)))}",
                lambda: f"delete {self.one('', '--force')} {self.id()}",
                lambda: f"rename {self.id()} {self.one('new1', 'new2', self.id())}",
                lambda: f"modgroup {self.group()} {self.one('add', 'remove')} {self.primitive_id()}",
                lambda: f"modgroup {self.group()} add {self.primitive_id()} {self.one('before', 'after')} {self.id()}",
                lambda: f"group {self.one('gn', self.group())} {self.primitive_id()} {self.primitive_id()}",
                lambda: f"clone {self.one('cn', self.id())} {self.id()} {self.one('', 'meta interleave=true')}",
                lambda: f"location {self.one('ln', self.id())} {self.id()} {self.one('10:', 'inf:')} {self.node()}",
                lambda: f"location ln2 {self.id()} {self.rule()}",
                lambda: f"colocation kn {self.one('inf:', '-5:')} {self.id()}{self.role()} {self.id()}{self.role()}",
                lambda: f"order on {self.one('Mandatory:', '')} {self.id()}{self.action()} {self.id()}",
                lambda: f"tag tn {self.id()} {self.id()}",
                lambda: f"node {self.node()} {self.one('attributes a=b', 'utilization cpu=3', '')}",
                lambda: f"monitor {self.id()} {self.one('10s', '10s:20s')}",
                lambda: f"set {self.id()}.{self.one('fake', 'monitor.timeout', 'start.timeout')} {self.one(*VALUES)!r}",
                lambda: f"default-timeouts {self.id()}",
                lambda: f"property {self.one('batch-limit', 'stonith-enabled', 'foo')}={self.one(*VALUES)!r}",
                lambda: f"rsc_defaults {self.one('resource-stickiness', 'foo')}=1",
                lambda: self.one("verify", "refresh", "erase", "erase nodes", "get_property cluster-delay"),
                lambda: f"assist {self.one('template', 'weak-bond')} {self.primitive_id()} {self.primitive_id()}",
                lambda: f"{self.one('verify', 'commit', 'commit', 'save x.crm', 'validate-all ' + self.id())}",
                self.random.choice(self.statements),
            ]
        )()

    def operate(self) -> str:
        """A line outside of the configuration level."""
        return self.random.choice(
            [
                lambda: f"resource {self.one('start', 'stop', 'manage', 'unmanage', 'promote', 'demote')} {self.id()}",
                lambda: f"resource {self.one('status', 'locate', 'constraints', 'restart', 'clear')} {self.id()}",
                lambda: f"resource {self.one('move', 'ban')} {self.id()} {self.one('', self.node(), 'force')}",
                lambda: f"resource maintenance {self.id()} {self.one('', 'on', 'off')}",
                lambda: f"resource meta {self.id()} {self.one('show', 'delete', 'set')} priority {self.one('', '5')}",
                lambda: f"resource param {self.id()} {self.one('show', 'delete', 'set')} fake {self.one('', '5')}",
                lambda: f"resource utilization {self.id()} {self.one('show', 'delete', 'set')} cpu {self.one('', '5')}",
                lambda: f"resource {self.one('trace', 'untrace')} {self.id()} {self.one('', 'start', 'monitor')}",
                lambda: f"resource failcount {self.id()} {self.one('show', 'delete')} {self.node()}",
                lambda: self.one("resource status", "resource operations", "node show"),
                lambda: f"node {self.one('show', 'standby', 'online', 'maintenance', 'ready')} {self.node()}",
                lambda: f"node attribute {self.node()} {self.one('show', 'set')} x {self.one('', '1')}",
                lambda: f"node utilization {self.node()} {self.one('show', 'set')} cpu {self.one('', '1')}",
                lambda: f"maintenance {self.one('on', 'off')} {self.id()}",
                lambda: f"cibstatus node {self.node()} {self.one('online', 'offline', 'unclean')}",
            ]
        )()

    def shown(self, form: str) -> str:
        """The configuration as our own crm shows it."""
        with tempfile.TemporaryDirectory() as folder:
            return OurCrm(self.cib, Path(folder)).run(("configure", "show", *form.split()), "").stdout

    def damaged(self) -> str:
        """The configuration as text, edited here and there as a person would."""
        text = self.shown("")
        statements = text.replace("\\\n", "\0").split("\n")[:-1]
        statements = [each for each in statements if not each.startswith("xml")]  # in whose faults lxml speaks
        for _ in range(self.random.randint(1, 4)):
            if not statements:
                break
            at = self.random.randrange(len(statements))
            words = statements[at].split(" ")
            place = self.random.randrange(len(words))
            self.random.choice(
                [
                    lambda at=at: statements.pop(at),
                    lambda at=at: statements.append(statements[at]),
                    lambda at=at: statements.insert(0, statements.pop(at)),
                    lambda words=words, place=place: words.pop(place),
                    lambda words=words, place=place: words.insert(place, self.id()),
                    lambda words=words, place=place: words.__setitem__(place, words[place] + "x"),
                    lambda words=words, place=place: words.insert(place, "meta priority=3"),
                    lambda words=words: words.append("params fake=7"),
                    lambda at=at: statements.insert(at, self.edit()),
                ]
            )()
            if at < len(statements) and words:
                statements[at] = " ".join(words)
        return "\n".join(statements).replace("\0", "\\\n") + "\n"

    def calls(self) -> Iterator[Call]:
        """Some calls on the CIB."""
        options = [["-F"], ["-n"], [], [], []]
        makers: list[Callable[[], Call]] = [
            self.batch,
            self.batch,
            lambda: Call(("configure",), self.lines(self.edit, self.show)),
            lambda: Call((), f"configure\n{self.lines(self.edit, self.show)}commit\nup\n{self.operate()}\n"),
            lambda: Call(("configure", "load", self.one("update", "replace", "push"), "-"), self.damaged()),
            lambda: Call((*self.random.choice(options), *_words(f"configure {self.edit()}"))),
            lambda: Call(_words(f"configure {self.show()}")),
        ]
        for _ in range(4):
            yield self.random.choice(makers)()

    def batch(self) -> Call:
        makers = (self.operate, lambda: f"configure {self.edit()}", lambda: f"configure {self.show()}")
        return Call(("-f", "-"), self.lines(*makers))

    def lines(self, *makers: Callable[[], str]) -> str:
        return "".join(f"{self.random.choice(makers)()}\n" for _ in range(self.random.randint(2, 7)))


RESOURCES = ("primitive", "group", "clone", "master", "bundle", "template")
OBJECTS = (*RESOURCES, "rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket", "tag", "cluster_property_set")


def _words(line: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(line))
    except ValueError:
        return tuple(line.split())


def as_of_now(text: str) -> str:
    """The CIB with a feature set of this generation, as any running cluster would have it.

    With a much older one, crm would store its changes in a form that cannot say that elements change places.
    """
    return Cib.parse(text).with_root_attributes({"crm_feature_set": "3.16.1"}).text()


def without_comments(text: str) -> str:
    """The CIB without comments, which crm writes again and again, each time in other places."""
    return re.sub(r"(?s)<!--.*?-->", "", text)


def found(seed: int, folder: Path) -> Iterator[Comparison]:
    """Some calls on one of the recorded CIBs."""
    paths = recordings("peer/xml", "*.xml")
    cib = without_comments(as_of_now(paths[random.Random(seed).randrange(len(paths))].read_text()))
    yield from play(cib, WideAuthor(seed, cib).calls(), folder)


HOST = ("got no meta-data", "no such resource agent")
"""What the real crm says of agents that are not installed where the test runs."""


def kind(found: Comparison) -> str:
    """What is to be said of a comparison; nothing where all is alike."""
    if found.crashed:
        return "the real crm crashed"
    if any(text in found.theirs.stderr for text in HOST):
        return "about agents of this host"
    if found.alike:
        return ""
    if "does not model" in found.ours.stderr:
        return "refused"
    verified = r"\(\w+\) \t|crm_verify:|validity error"
    return "verification" if re.search(verified, found.theirs.stderr + found.ours.stderr) else "different"


def main() -> None:
    """Play many cases and tell what differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verification", action="store_true", help="also where only the words of crm_verify differ")
    chosen = parser.parse_args()
    count: Counter[str] = Counter()
    for seed in range(chosen.seed, chosen.seed + chosen.cases):
        with tempfile.TemporaryDirectory() as folder:
            for each in found(seed, Path(folder)):
                what = kind(each)
                count[what or "alike"] += 1
                if what == "different" or (what == "verification" and chosen.verification):
                    print(f"--- seed {seed}\n{each}\n", flush=True)
    print(", ".join(f"{number} {what}" for what, number in count.most_common()))


if __name__ == "__main__":
    main()

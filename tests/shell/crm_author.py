"""Statements made up by chance, often right and sometimes wrong, for the comparison with the real crm."""

from __future__ import annotations

import random
from collections.abc import Callable

IDS = ("a", "b", "c", "d", "g1", "g2", "c1", "k1", "k2", "o1", "o2", "l1", "l2", "t1", "T1")
AGENTS = (
    "ocf:pacemaker:Dummy",
    "Dummy",
    "ocf:pacemaker:Stateful",
    "IPaddr2 ip=10.0.0.1",
    "apache",
    "ping host_list=10.0.0.9",
    "stonith:null hostlist=x",
    "@T1",
    "Filesystem",
)
BODIES = (
    "",
    "op monitor interval=10s",
    "op monitor interval=5 timeout=1 op start timeout=100",
    "params fake=1",
    "meta priority=3 foo=bar",
    "utilization cpu=2",
    "op monitor interval=10s op monitor interval=10",
)
EXPRESSIONS = (
    "#uname eq node1",
    "defined foo",
    "not_defined foo",
    "foo lt 5",
    "foo number:gt 3",
    "date gt 2030-01-01",
    "date in start=2020-01-01 end=2021-01-01",
    "date spec hours=1-5",
    "foo bar baz",
)
PERMISSIONS = ("xpath:/cib", "ref:a", "type:primitive", "type:op attr:timeout", "node", "meta:a", "params:a:fake", "x")
SCORES = ("inf:", "-inf:", "100:", "0:", "mandatory:", "x:", "+5:", "")


class Author:
    """Writes statements that are often right."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.statements: list[Callable[[], str]] = [
            *[self.primitive] * 3,
            lambda: f"group {self.id()} {self.primitive_id()} {self.primitive_id()} {self.one('', 'meta priority=2')}",
            lambda: f"clone {self.id()} {self.member()} {self.one('', 'meta interleave=true')}",
            lambda: f"location {self.id()} {self.id()} {self.one(*SCORES)} node{self.one('1', '2', '3')}",
            lambda: f"location {self.id()} {self.id()} {self.rule()}",
            lambda: f"location {self.id()} /{self.id()}.*/ 5: node1",
            lambda: f"colocation {self.id()} {self.one(*SCORES)} {self.id()}{self.role()} {self.id()}{self.role()}",
            lambda: f"colocation {self.id()} inf: {self.sets(self.role)}",
            lambda: f"order {self.id()} {self.one('Mandatory:', 'Serialize:', '0:', '')} {self.id()} {self.id()}:stop",
            lambda: f"order {self.id()} {self.sets(self.action)}",
            lambda: f"rsc_ticket {self.id()} T: {self.id()}{self.role()} {self.one('', 'loss-policy=stop')}",
            lambda: f"tag {self.id()} {self.member()} {self.member()}",
            lambda: "rsc_template T1 ocf:pacemaker:Dummy op monitor interval=20s",
            lambda: f"property {self.one('batch-limit=5', 'foo=bar', 'maintenance-mode=true')}",
            lambda: f"op_defaults timeout={self.one('5', '60s')}",
            lambda: f"delete {self.id()} {self.one('', self.id())}",
            lambda: f"rename {self.id()} {self.id()}x",
            lambda: f"modgroup {self.id()} {self.one('add', 'remove')} {self.id()}",
            lambda: f"monitor {self.id()} {self.one('10s', '10s:20s', '33')}",
            lambda: f"node node{self.one('1', '2', '3')} attributes x=1",
            lambda: f"fencing_topology node1: {self.id()} node2: {self.id()},{self.id()}",
            lambda: f"show {self.one('', self.id(), 'type:primitive', 'related:a')}",
            lambda: f"show {self.one('xml', 'changed', 'type:location or a', 'xml type:group', 'tag:t1', 'c*')}",
            lambda: f"role r{self.one('1', '2')} {self.one('read', 'write', 'deny', 'x')} {self.one(*PERMISSIONS)}",
            lambda: f"acl_target {self.one('joe', 'ann')} r{self.one('1', '2')}",
            lambda: f"alert al{self.one('1', '2')} /bin/x {self.one('', 'select nodes', 'meta timeout=3s')} to /y",
            lambda: f"rsc_defaults {self.one('', 'rule #uname eq node1')} priority={self.one('1', '2')}",
            lambda: f"set {self.id()}.{self.one('fake', 'monitor.timeout', 'x.y.z.a')} 7",
            lambda: f"default-timeouts {self.id()}",
            lambda: f"ms {self.id()} {self.member()} meta master-max=1",
            lambda: f"primitive {self.id()} Dummy params {self.rule()} fake=2",
            lambda: f"location {self.id()} {{ {self.id()} {self.id()} }} {self.one(*SCORES)} node1",
            lambda: f"assist {self.one('template', 'weak-bond')} {self.primitive_id()} {self.primitive_id()}",
        ]

    def one(self, *choices: str) -> str:
        return self.random.choice(choices)

    def id(self) -> str:
        return self.one(*IDS)

    def member(self) -> str:
        return self.one("a", "b", "c", "d", "g1")

    def primitive_id(self) -> str:
        return self.one("a", "b", "c", "d")

    def role(self) -> str:
        return self.one("", "", "", ":Started", ":Master", ":foo")

    def action(self) -> str:
        return self.one("", "", "", ":start", ":promote", ":foo")

    def primitive(self) -> str:
        return f"primitive {self.id()} {self.one(*AGENTS)} {self.one(*BODIES)}"

    def rule(self) -> str:
        text = self.one(*EXPRESSIONS)
        for _ in range(self.random.randint(0, 2)):
            text += f" {self.one('and', 'or')} {self.one(*EXPRESSIONS)}"
        return f"rule {self.one('', '$role=Master')} {self.one(*SCORES)} {text}"

    def sets(self, suffix: Callable[[], str]) -> str:
        words: list[str] = []
        for _ in range(self.random.randint(1, 3)):
            members = [self.id() + suffix() for _ in range(self.random.randint(1, 2))]
            opening, closing = self.random.choice([("", ""), ("(", ")"), ("[", "]")])
            words += [opening, *members, closing]
        return " ".join(words)

    def text(self) -> str:
        first = [
            "property stonith-enabled=false no-quorum-policy=ignore",
            *(f"primitive {id_} ocf:pacemaker:Dummy" for id_ in "abcd"),
        ]
        lines = first + [self.random.choice(self.statements)() for _ in range(20)]
        return "".join(f"configure {line}\n" for line in lines)

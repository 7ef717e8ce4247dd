"""Drawn commands for pcs: often right, sometimes about what is not there."""

from __future__ import annotations

import random

from hasim.cib import Cib
from hasim.shell.pcs.lookup import RESOURCE_TAGS
from tests.shell.pcs_sequences import BASE

__all__ = ["STARTED", "drawn_sequence"]

STARTED = BASE.replace(
    "<resources/>",
    '<resources><primitive id="a" class="ocf" type="Dummy" provider="pacemaker"><operations>'
    '<op name="monitor" interval="10s" timeout="20s" id="a-monitor-interval-10s"/></operations></primitive>'
    '<primitive id="b" class="ocf" type="Stateful" provider="pacemaker"><operations/></primitive></resources>',
)
"""Where drawn sequences begin."""
_AGENTS = (
    "ocf:pacemaker:Dummy",
    "ocf:pacemaker:Stateful",
    "ocf:pacemaker:ping host_list=10.0.0.9",
    "ocf:pacemaker:attribute",
)
_EXPRESSIONS = (
    "pingd gt 0",
    "not_defined pingd",
    "#uname eq node1",
    "x ne string y",
    "date gt 2030-01-01",
    "x lt integer 3",
)


class Author:
    """Draws one sequence, about what the configuration holds and some that it does not."""

    def __init__(self, seed: int, cib: str = "") -> None:
        self.random = random.Random(seed)
        found = Cib.parse(cib or STARTED)
        resources = [each for each in found.resources.walk() if each.tag in RESOURCE_TAGS]
        known = () if not cib else tuple(each.id for each in resources) * 2
        self.ids = (*known, "a", "b", "c", "d", "g", "a-clone", "b-clone", "k")
        self.primitives = (*(each.id for each in resources if cib and each.tag == "primitive"), "a", "b", "c", "d")
        self.nodes = tuple(each.get("uname") or "" for each in found.nodes.all("node")) * 2
        self.constraints = tuple(each.id for each in found.constraints.children if each.id) or ("l1",)

    def one(self, *choices: str) -> str:
        """One of them."""
        return self.random.choice(choices)

    def id(self) -> str:
        """An id that may be there."""
        return self.one(*self.ids)

    def primitive(self) -> str:
        """An id that may be a primitive's."""
        return self.one(*self.primitives)

    def node(self) -> str:
        """The name of a node, which may be unknown."""
        return self.one(*self.nodes, "node3")

    def create(self) -> str:
        """A new resource."""
        place = self.one("", "", "--group g", "clone", "promotable", "--disabled", "clone k interleave=true")
        operations = self.one(
            "", "op monitor interval=12s", "op start timeout=90s stop timeout=80", "op monitor interval=5 role=Promoted"
        )
        meta = self.one("", "meta priority=3", "meta target-role=Stopped failure-timeout=1min")
        options = self.one("", "", "--no-default-ops", "--force")
        return f"resource create {self.primitive()} {self.one(*_AGENTS)} {operations} {meta} {place} {options}"

    def change(self) -> str:
        """A change of a resource."""
        meta = self.one("priority=1", "target-role=Stopped", "is-managed=false", "priority=")
        action, interval = self.one("monitor", "start", "promote"), self.one("7s", "60s")
        return self.one(
            f"resource update {self.id()} state=/x{self.one('', ' op monitor interval=9s timeout=3s')}",
            f"resource update {self.id()} meta priority={self.one('', '4')}",
            f"resource meta {self.id()} {meta}",
            f"resource op add {self.primitive()} {action} interval={interval}",
            f"resource op delete {self.primitive()} {self.one('monitor', 'start', 'monitor interval=10s timeout=20s')}",
            f"resource utilization {self.primitive()} cpu={self.one('1', '', '-3')}",
            f"resource {self.one('enable', 'disable', 'manage', 'unmanage')} {self.id()} {self.one('', self.id())}",
            f"resource {self.one('ban', 'move-with-constraint', 'clear')} {self.id()} {self.node()}",
            f"resource clear {self.id()}",
        )  # fmt: skip

    def shape(self) -> str:
        """Groups and clones."""
        return self.one(
            f"resource group add g {self.primitive()} {self.one('', self.primitive())}",
            f"resource group add g {self.primitive()} --{self.one('before', 'after')} {self.primitive()}",
            f"resource group delete g {self.one('', self.primitive())}",
            "resource ungroup g",
            f"resource {self.one('clone', 'promotable')} {self.id()} {self.one('', 'k', 'clone-max=2')}",
            f"resource unclone {self.id()}",
            f"resource delete {self.id()}",
        )

    def constraint(self) -> str:
        """A constraint."""
        score = self.one("", "100", "INFINITY")
        known = self.one("l1", "l2", "r1", "cli-ban-a-on-node1", "location-a", "order-a-b-mandatory")
        rule = f"{self.one(*_EXPRESSIONS)} {self.one('and', 'or')} {self.one(*_EXPRESSIONS)}"
        return self.one(
            f"constraint location {self.id()} {self.one('prefers', 'avoids')} {self.node()}{self.one('', '=5')}",
            f"constraint location add {self.one('l1', 'l2')} {self.id()} {self.node()} 77",
            f"constraint location {self.id()} rule {self.one('', 'score=-INFINITY', 'id=r1')} {rule}",
            f"constraint colocation add {self.one('', 'Promoted')} {self.id()} with {self.id()} {score}",
            f"constraint order {self.one('', 'promote')} {self.id()} then {self.id()} {self.one('', 'kind=Optional')}",
            f"constraint order set {self.id()} {self.id()} {self.one('', 'sequential=false')} set {self.id()}",
            f"constraint colocation set {self.id()} {self.id()} {self.one('', 'role=Promoted')} setoptions score=5",
            f"constraint ticket add T {self.id()} {self.one('', 'loss-policy=stop')}",
            f"constraint delete {known}",
            f"constraint ref {self.id()}",
        )

    def other(self) -> str:
        """Properties, nodes, defaults, tags, fencing levels."""
        return self.one(
            f"property set {self.one('batch-limit=5', 'no-quorum-policy=freeze', 'stonith-enabled=no', 'foo=1')}",
            f"property unset {self.one('batch-limit', 'stonith-enabled')}",
            f"node {self.one('standby', 'unstandby', 'maintenance', 'unmaintenance')} {self.node()}",
            f"node attribute {self.node()} site={self.one('A', '')}",
            f"node utilization {self.node()} cpu={self.one('4', '')}",
            f"resource defaults update resource-stickiness={self.one('100', '')}",
            f"resource op defaults update timeout={self.one('30s', '')}",
            f"tag create t {self.id()} {self.one('', self.id())}",
            "tag delete t",
            f"stonith level add {self.one('1', '2')} {self.node()} {self.one('f', 'a')} {self.one('', '--force')}",
            f"stonith level delete {self.one('1', '2')} target {self.node()}",
        )

    def screen(self) -> str:
        """A command that shows something."""
        return self.one(
            "resource",
            "resource config",
            f"resource config {self.id()}",
            "constraint",
            "constraint --full",
            "property",
            "status --corosync_conf corosync.conf",
            "status nodes",
            "config --corosync_conf corosync.conf",
            "tag",
            "stonith level",
            "resource defaults",
        )

    def less(self) -> str:
        """What is used less: ACLs, alerts, tags, bundles, rules of defaults, other forms of output."""
        one, id, primitive, node = self.one, self.id, self.primitive, self.node
        known = one(*self.constraints)
        rule = one("resource ::Dummy", "date gt 2040-01-01", "date lt 2001-01-01 and resource ocf::")
        op_rule = one("op monitor", "op start interval=5s or #uname eq x", "resource ::x and op monitor")
        change = one("network control-port=", "container replicas=2", "port-map add port=8", "meta a=1")
        return one(
            f"acl role create r {one('', 'description=x')} read xpath //a {one('', f'write id {id()}')}",
            f"acl user create u {one('r', 'q', '')}",
            f"acl role assign r {one('to ', '')}u",
            "acl role delete r --autodelete",
            f"alert create id=al path=/x {one('', 'options a=1 b=2')} {one('', 'meta timeout=3s')}",
            f"alert recipient add al value={one('x', 'y')}",
            "alert update al options a= c=1",
            f"tag update t add {id()} {one('', f'remove {id()}')} {one('', f'--before {id()}')}",
            f"tag update t remove {id()}",
            f"resource config {one('', id())} --output-format={one('cmd', 'json')}",
            f"stonith config --output-format={one('cmd', 'json', 'text')}",
            f"resource relations {id()} {one('', '--full')}",
            f"resource bundle create bu1 container docker image=x {one('', 'network control-port=1')}",
            f"resource bundle update bu1 {change}",
            "resource create in ocf:pacemaker:Dummy bundle bu1",
            f"resource defaults set create {one('', 'id=ds')} meta x=1 rule {rule}",
            f"resource op defaults set create meta timeout=9 rule {op_rule}",
            f"resource {one('op defaults', 'defaults')} {one('', '--all --full')}",
            "resource defaults set delete ds",
            f"resource {one('manage', 'unmanage')} {id()} {one('', '--monitor')}",
            f"resource {one('delete', 'unclone', 'enable', 'disable', 'status')} {id()}",
            f"constraint {one('delete', 'location remove')} {known}",
            f"constraint {one('order', 'colocation')} remove {id()} {id()}",
            f"constraint location config {one('resources', f'nodes {node()}')} --full",
            f"resource op add {primitive()} monitor interval={one('3', '9s')} {one('', 'role=Promoted')}",
            f"node attribute {node()}",
            "property config --all",
            f"property set {one('stonith-enabled=false', 'maintenance-mode=true', 'x=1 --force')}",
            one("acl", "alert", "tag", "stonith", "resource utilization", "node utilization", "cluster status"),
            one("status --full --corosync_conf corosync.conf", "status resources", "constraint config --all"),
            f"constraint ticket set {id()} {id()} setoptions ticket=T",
            f"resource promotable {id()} --force",
        )

    def sequence(self, length: int = 4) -> list[str]:
        """A few commands."""
        kinds = [self.create, self.change, self.change, self.shape, self.constraint, self.constraint, self.other]
        lines = [self.random.choice([*kinds, self.screen, self.less, self.less, self.less])() for _ in range(length)]
        return [" ".join(line.split()) for line in lines]


def drawn_sequence(seed: int, cib: str = "", length: int = 4) -> list[str]:
    """The commands of a seed."""
    return Author(seed, cib).sequence(length)

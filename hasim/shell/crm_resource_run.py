"""What all of crm_resource's commands work with: the command line, the CIB, the working set, and their errors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from hasim.cib import Cib, Dialect
from hasim.scheduler.model import Clone, Cluster, Node, Resource, Role
from hasim.shell.context import Context
from hasim.shell.options import Parsed
from hasim.shell.working_set import working_set

__all__ = ["NO_OBJECT", "Run", "ToolError", "active_nodes", "no_such_object", "promoted_instances"]

USAGE = 64
NO_OBJECT = 105
EXISTS = 108


class ToolError(Exception):
    """The command fails: what is said on standard error, and the exit status."""

    def __init__(self, lines: str, status: int = 1) -> None:
        super().__init__(lines)
        self.lines = lines
        self.status = status


def no_such_object(what: str, name: str, dialect: Dialect) -> ToolError:
    """There is no Resource or Node of that name."""
    if dialect is Dialect.V1_1:
        if what == "Node":
            return ToolError(f"Error performing operation: node '{name}' is unknown", 6)
        return ToolError(f"Resource {name} not found\nError performing operation: No such device or address", 6)
    return ToolError(f"crm_resource: {what} '{name}' not found\nError performing operation: No such object", NO_OBJECT)


@dataclass
class Run:
    """One run of crm_resource."""

    context: Context
    parsed: Parsed

    @property
    def dialect(self) -> Dialect:
        """The generation of the texts."""
        return self.context.dialect

    @property
    def force(self) -> bool:
        """--force was given."""
        return "force" in self.parsed

    @property
    def quiet(self) -> bool:
        """--quiet was given."""
        return "quiet" in self.parsed

    @property
    def resource_id(self) -> str:
        """The resource named with -r; empty for none."""
        return self.parsed.value("resource")

    @property
    def cib(self) -> Cib:
        """The CIB as it is now, with what this command has stored already."""
        return self.context.cluster.query()

    @cached_property
    def cluster(self) -> Cluster:
        """The working set made from the CIB when it was first needed."""
        return working_set(self.cib, int(self.context.now), self.dialect, live=self.context.cluster.live)

    def out(self, line: str) -> None:
        """Write a line."""
        self.context.out(line + "\n")

    def info(self, line: str) -> None:
        """Write a line that --quiet suppresses."""
        if not self.quiet:
            self.out(line)

    def warn(self, line: str) -> None:
        """Write a line to standard error."""
        self.context.err(line + "\n")

    def resource(self) -> Resource:
        """The resource named with -r; ToolError without one, or if there is no such resource."""
        if not self.resource_id:
            raise ToolError("crm_resource: Must supply a resource id with -r", USAGE)
        return self.find(self.resource_id)

    def find(self, name: str) -> Resource:
        """A resource by id or by its name in histories; for the child of an anonymous clone, its first instance."""
        parts = (part for top in self.cluster.resources for part in top.walk())
        found = self.cluster.resource(name) or next(
            (part for part in parts if part.configured_id == name and not part.unique), None
        )
        if found is None:
            raise no_such_object("Resource", name, self.dialect)
        return found

    def node(self) -> Node | None:
        """The node named with -N, if any; ToolError if there is none of that name."""
        name = self.parsed.value("node")
        if not name:
            return None
        found = self.cluster.node(name)
        if found is None:
            raise no_such_object("Node", name, self.dialect)
        return found

    def store(self, cib: Cib) -> None:
        """Store a changed CIB under this program's name."""
        self.context.cluster.replace(cib, client="crm_resource", user=self.context.user)


def active_nodes(resource: Resource) -> list[Node]:
    """The nodes that count as running the resource, without duplicates; one that needs no fencing only where clean."""
    nodes = resource.current_nodes
    clean = [node for node in nodes if node.online and not node.unclean]
    return nodes if resource.needs_fencing or not clean else clean


def promoted_instances(resource: Resource) -> list[Resource]:
    """The promoted instances of a promotable clone."""
    if not isinstance(resource, Clone) or not resource.promotable:
        return []
    return [child for child in resource.children if child.current_role is Role.PROMOTED]

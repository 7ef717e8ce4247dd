"""What a decision means for each resource and node, as rows of the transition summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hasim.scheduler.action import Action, operation_key
from hasim.scheduler.primitive_actions import representative_node
from hasim.scheduler.resource import Bundle, Primitive, Resource
from hasim.scheduler.roles import Role

if TYPE_CHECKING:
    from hasim.scheduler.node import Node
    from hasim.scheduler.plan import Plan


@dataclass(frozen=True, slots=True)
class FencingRow:
    """A node that is fenced, and why."""

    node: str
    operation: str
    reason: str
    launcher: str = ""
    """The resource whose recovery fences a guest node."""


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """What happens to one resource. `origin` and `destination` are node names, empty for none.

    `verb` is Start, Stop, Move, Migrate, Recover, Restart, Reload, Promote, Demote or Re-promote.
    """

    verb: str
    resource: str
    origin: str
    destination: str
    role: Role
    next_role: Role
    reason: str = ""
    runnable: bool = True
    """False where the source of the change cannot be carried out."""


@dataclass(frozen=True, slots=True)
class Summary:
    """All rows, in the order in which they are shown."""

    fencing: tuple[FencingRow, ...] = ()
    resources: tuple[ResourceRow, ...] = ()


def summarize(plan: Plan) -> Summary:
    """The summary of a plan whose orderings have been applied."""
    fencing = [
        FencingRow(action.node.name, action.meta["stonith_action"], action.reason, _launcher_name(action.node))
        for action in reversed(plan.actions)
        if action.task == "stonith" and action.required and action.reason and action.node is not None
    ]
    rows: list[ResourceRow] = []
    for resource in plan.cluster.resources:
        _add_rows(plan, resource, rows)
    return Summary(tuple(fencing), tuple(rows))


def _launcher_name(node: Node) -> str:
    launcher = node.launcher if node.is_guest else None
    return launcher.id if launcher is not None else ""


def _add_rows(plan: Plan, resource: Resource, rows: list[ResourceRow]) -> None:
    if isinstance(resource, Primitive):
        rows.extend(_Look(plan, resource).rows())
        return
    for child in _parts(resource):
        _add_rows(plan, child, rows)


def _parts(resource: Resource) -> Iterator[Resource]:
    """The parts in the order of the summary: of a bundle, replica by replica."""
    if not isinstance(resource, Bundle):
        yield from resource.children
        return
    for replica in resource.replicas:
        for part in (replica.ip, replica.container, replica.connection, replica.child):
            if part is not None:
                yield part


class _Look:
    """A look at one primitive and its actions."""

    def __init__(self, plan: Plan, resource: Primitive) -> None:
        self.plan = plan
        self.resource = resource
        self.current = resource.current_node
        self.next = resource.assigned
        if resource.partial_source is None:
            self.current = representative_node(resource)[0]
        self.moving = self.current is not None and self.next is not None and self.current is not self.next

    def rows(self) -> list[ResourceRow]:
        resource = self.resource
        if resource.removed and resource.role <= Role.STOPPED and not resource.active_on:
            return []
        if resource.active_on and resource.role is Role.STOPPED:
            resource.role = Role.STARTED
        if not resource.managed or (self.current is None and self.next is None):
            return []
        start, stop, promote, demote = self._actions()
        if resource.role is resource.next_role:
            return self._same_role(start, stop, promote, demote)
        return self._other_role(start, stop, promote, demote)

    def _actions(self) -> tuple[Action | None, Action | None, Action | None, Action | None]:
        start = self._oldest("start", self.next)
        if start is not None and start.runnable:
            stop = self._oldest("stop", self.current)
            if stop is None and self.resource in self.plan.stop_unexpected:
                stop = self._oldest("stop", None)
        else:
            stop = self._oldest("stop", None)
        return start, stop, self._oldest("promote", self.next), self._oldest("demote", self.next)

    def _oldest(self, task: str, node: Node | None) -> Action | None:
        found = self.plan.find(self.resource, operation_key(self.resource.id, task), node)
        return found[0] if found else None

    def _row(
        self, verb: str, action: Action | None, source: Action | None = None, stopped_on: Node | None = None
    ) -> ResourceRow:
        """A row; with `stopped_on`, of what ends on that node and goes nowhere."""
        origin, destination = (stopped_on, None) if stopped_on is not None else (self.current, self.next)
        told = source or action
        return ResourceRow(
            verb,
            self.resource.id,
            origin.name if origin else "",
            destination.name if destination else "",
            self.resource.role,
            self.resource.next_role,
            told.reason if told else "",
            runnable=action is None or action.runnable,
        )

    def _same_role(
        self, start: Action | None, stop: Action | None, promote: Action | None, demote: Action | None
    ) -> list[ResourceRow]:
        migrate = self._oldest("migrate_from", self.next)
        if migrate is not None and migrate.runnable and self.current is not None:
            return [self._row("Migrate", start)]
        if self.resource in self.plan.reloading:
            return [self._row("Reload", start)]
        if start is None or start.optional:
            if demote is not None and demote.required and promote is not None and promote.required:
                return [self._row("Re-promote", promote, demote)]
            return []
        if not start.runnable:
            source = stop if stop is not None and stop.reason else start
            return [self._row("Stop", stop, source, stopped_on=self.current)]
        if self.moving:
            return [self._row("Recover" if self.resource.failed else "Move", stop)]
        if self.resource.failed:
            return [self._row("Recover", stop)]
        return [self._row("Restart", start)]

    def _other_role(
        self, start: Action | None, stop: Action | None, promote: Action | None, demote: Action | None
    ) -> list[ResourceRow]:
        resource = self.resource
        if stop is not None and (resource.next_role is Role.STOPPED or (start is not None and not start.runnable)):
            return [self._stop_row(node, start) for node in resource.active_on]
        if stop is not None and resource.failed and resource.stop_if_failed:
            return [self._row("Recover", stop, start)]
        if self.moving:
            return [self._row("Move", stop)]
        if resource in self.plan.reloading:
            return [self._row("Reload", start)]
        if stop is not None and stop.required:
            return [self._row("Restart", start)]
        if resource.role is Role.PROMOTED:
            return [self._row("Demote", demote)]
        if resource.next_role is Role.PROMOTED:
            return [self._row("Promote", promote)]
        if resource.role is Role.STOPPED and resource.next_role > Role.STOPPED:
            return [self._row("Start", start)]
        return []

    def _stop_row(self, node: Node, start: Action | None) -> ResourceRow:
        stop = self._oldest("stop", node)
        source = stop if stop is not None and stop.reason else start
        return self._row("Stop", stop, source, stopped_on=node)

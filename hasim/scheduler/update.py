"""Bringing every action into agreement with what it is ordered after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hasim.cib.score import INFINITY
from hasim.scheduler.action import Action, connect, notify_key, operation_key
from hasim.scheduler.collective_flags import COMPLETION, flags_for_ordering
from hasim.scheduler.flags import NONE, OPTIONAL, RUNNABLE, SAME_NODE_ONLY, THEN_CANCELS_FIRST
from hasim.scheduler.interleave import neighbour, withdraw_instance
from hasim.scheduler.plan import Plan, set_reason
from hasim.scheduler.propagation import FIRST, THEN, propagate
from hasim.scheduler.resource import Bundle, Clone, Group, Primitive, Resource
from hasim.scheduler.roles import Role

if TYPE_CHECKING:
    from hasim.scheduler.action import Edge
    from hasim.scheduler.node import Node

_COMPLETED = frozenset(COMPLETION) | frozenset(COMPLETION.values())


@dataclass(slots=True, eq=False)
class Updater:
    """Walks along edges for as long as anything changes. It ends because flags are only ever taken away."""

    plan: Plan

    def update(self, then: Action) -> None:
        """Apply all edges that lead to an action, and go on to whatever that changes."""
        last = then.flags
        changed = 0
        if then.required_runnable:
            then.runnable_count = 0
            then.flags &= ~RUNNABLE
        for edge in reversed(then.before):
            changed = (changed & ~FIRST) | self._apply(edge, then)
            if changed & FIRST:
                self.update_after(edge.action)
                self.update(edge.action)
        if then.required_runnable:
            changed = THEN if then.flags != last else 0
        if changed & THEN:
            if last & RUNNABLE and not then.flags & RUNNABLE:
                self.block_colocated(then)
            self.update(then)
            self.update_after(then)

    def update_after(self, action: Action) -> None:
        """Update everything that is ordered after an action."""
        for edge in reversed(action.after):
            self.update(edge.action)

    def _apply(self, edge: Edge, then: Action) -> int:
        first = edge.action
        first_node, then_node = _place(first), _place(then)
        if edge.flags & SAME_NODE_ONLY and first_node is not None and then_node is not None:
            if first_node is not then_node:
                edge.flags = NONE
                return 0
        if edge.flags & THEN_CANCELS_FIRST and first.resource is not None and not then.flags & OPTIONAL:
            first.flags |= OPTIONAL
            if first.task == "reload-agent":
                self.plan.reloading.discard(first.resource)
        one, other = first.resource, then.resource
        if one is not None and other is not None and one is not other and not one.contains(other):
            first = self._remap(first)
        if first is edge.action:
            first_flags = flags_for_ordering(self.plan, first, then_node)
            then_flags = flags_for_ordering(self.plan, then, first_node)
            return propagate(self, first, then, first_flags, then_flags, edge)
        changed = THEN if connect(first, then, edge.flags) else 0
        edge.flags = NONE
        return changed

    def _remap(self, action: Action) -> Action:
        """The milestone that means the completion of a collective's task, in place of the task."""
        resource = action.resource
        if isinstance(resource, Primitive) or resource is None or action.task not in _COMPLETED or action.interval:
            return action
        done = COMPLETION.get(action.task, action.task)
        key = operation_key(resource.id, done)
        if isinstance(resource, (Clone, Bundle)) and resource.notify:  # a bundle as such sends none
            key = notify_key(resource.id, "confirmed-post", done)
        found = self.plan.find(resource, key)
        return found[0] if found else action

    def block_colocated(self, action: Action) -> None:
        """What must be with a resource that cannot start (or be promoted) cannot either."""
        resource = action.resource
        if resource is None or action.flags & RUNNABLE or action.task not in ("start", "promote"):
            return
        top = resource.bundle or resource.top
        for child in top.children:
            same = self.plan.newest(child, action.task)
            if same is None or same.flags & RUNNABLE:
                return
        for colocation in top.with_this:
            if colocation.score < INFINITY:
                continue
            if action.task == "promote" and colocation.primary_role is not Role.PROMOTED:
                continue
            task = "promote" if colocation.dependent_role is Role.PROMOTED else "start"
            self._block_dependent(action, colocation.dependent, task)

    def _block_dependent(self, action: Action, dependent: Resource, task: str) -> None:
        assert action.resource is not None
        for found in reversed(dependent.actions):
            if found.task != task or not found.flags & RUNNABLE:
                continue
            found.flags &= ~RUNNABLE
            set_reason(found, f"colocation with {action.resource.id}")
            self.block_colocated(found)
            self.update(found)
        for child in dependent.children:
            self._block_dependent(action, child, task)

    def compatible_instance(self, instance: Resource, other: Clone | Bundle, *, current: bool) -> Resource | None:
        """The instance of another clone that stands beside an instance of an interleaved one."""
        return neighbour(instance, other, current=current)

    def unassign(self, instance: Resource) -> bool:
        """Let an instance run nowhere, because what it needs beside it is nowhere."""
        return withdraw_instance(instance)


def _place(action: Action) -> Node | None:
    """Where an action takes place; the start of a group takes place where the group goes."""
    if isinstance(action.resource, Group) and action.task == "start":
        nodes = action.resource.assigned_nodes
        return nodes[0] if len(nodes) == 1 else None
    return action.node

"""The actions of one decision: how they come into being, and when they can be run.

`Plan.get` is the only way to an action. Asking for one that exists already looks at it again: it may lose its being
optional, get the node it lacked, and whether it is runnable is found out anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hasim.scheduler.action import Action, Relation, operation_key
from hasim.scheduler.device_digests import device_digests
from hasim.scheduler.fence_marks import can_fence, note_unclean, unstarted_guest
from hasim.scheduler.flags import MIGRATABLE, ON_DC, OPTIONAL, PSEUDO, RUNNABLE
from hasim.scheduler.migration import shadow
from hasim.scheduler.node import Node
from hasim.scheduler.operations import find_operation
from hasim.scheduler.resource import Primitive, Resource
from hasim.scheduler.roles import Requires, Role

if TYPE_CHECKING:
    from hasim.cib.element import Element
    from hasim.cib.history import Operation
    from hasim.scheduler.cluster import Cluster
    from hasim.scheduler.notify import Notifications


@dataclass(slots=True, eq=False)
class Plan:
    """All actions and relations, in the order of their creation."""

    cluster: Cluster
    actions: list[Action] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    reloading: set[Resource] = field(default_factory=set)
    """Resources that are to be reloaded rather than restarted."""
    restarting: set[Resource] = field(default_factory=set)
    """Resources whose stop and start are being made as one restart."""
    stop_unexpected: set[Resource] = field(default_factory=set)
    """Resources active in several places, of which only the unexpected ones are stopped."""
    start_pending: set[Resource] = field(default_factory=set)
    """Resources whose start is under way, by history or because their definition changed."""
    notifications: dict[Resource, Notifications] = field(default_factory=dict)
    """Of the clones that want to be told."""
    deferred: list[tuple[Primitive, Node, Operation]] = field(default_factory=list)
    """Recorded operations whose definitions can be compared only after the assignment."""
    sanitized: bool = False
    """Changes of private parameters do not matter."""
    _index: dict[tuple[Resource | None, str], list[Action]] = field(default_factory=dict)
    _configured: dict[tuple[Resource, str, int], Element | None] = field(default_factory=dict)

    # finding

    def find(self, resource: Resource | None, key: str, node: Node | None = None) -> list[Action]:
        """The actions with a key, the oldest first. Asked for a node, those without one are given it and match."""
        found = self._index.get((resource, key))
        if not found:
            return []
        if node is None:
            return list(found)
        matches = []
        for action in found:
            if action.node is None:
                action.node = node
            if action.node is node:
                matches.append(action)
        return matches

    def find_exact(self, resource: Resource | None, key: str, node: Node | None) -> list[Action]:
        """The actions with a key that are on this very node, the oldest first."""
        return [action for action in self._index.get((resource, key), ()) if node is not None and action.node is node]

    def newest(self, resource: Resource, task: str, node: Node | None = None) -> Action | None:
        """The newest action of a resource with this task; with a node, only one that is there."""
        for action in reversed(resource.actions):
            if action.task == task and (node is None or action.node is node):
                found: Action = action
                return found
        return None

    # making

    def get(
        self,
        resource: Resource | None,
        task: str,
        node: Node | None,
        *,
        optional: bool,
        interval: int = 0,
        key: str = "",
    ) -> Action:
        """The action with this task (or `key`), made if it does not exist yet."""
        if not key:
            assert resource is not None
            key = operation_key(resource.id, task, interval)
        existing = self.find(resource, key, node)
        action = existing[0] if existing else self._make(resource, key, task, node, optional, interval)
        self._update_optional(action, optional)
        self.update_runnable(action)
        return action

    def pseudo(self, task: str, *, key: str = "") -> Action:
        """A runnable milestone that belongs to no resource."""
        action = self.get(None, task, None, optional=True, key=key or task)
        action.flags |= PSEUDO | RUNNABLE
        return action

    def _make(
        self, resource: Resource | None, key: str, task: str, node: Node | None, optional: bool, interval: int
    ) -> Action:
        flags = RUNNABLE | (OPTIONAL if optional else 0) | (ON_DC if task == "lrm_delete" else 0)
        action = Action(len(self.actions) + 1, key, task, resource, node, flags, interval)
        if isinstance(resource, Primitive):
            action.config = self._config(resource, key, task, interval)
            if task in ("start", "promote"):
                action.needs = _needs(resource)
        self.actions.append(action)
        if resource is not None:
            resource.actions.append(action)
        self._index.setdefault((resource, key), []).append(action)
        return action

    def _config(self, resource: Primitive, key: str, task: str, interval: int) -> Element | None:
        name = "notify" if "_notify_" in key else task
        wanted = (resource, name, interval)
        if wanted not in self._configured:
            self._configured[wanted] = find_operation(resource, name, interval)
        return self._configured[wanted]

    def _update_optional(self, action: Action, optional: bool) -> None:
        resource = action.resource
        if resource is None:
            if not optional:
                action.flags &= ~OPTIONAL
            return
        held = not resource.managed and action.node is not None and not action.flags & PSEUDO and not action.interval
        if held:
            action.flags |= OPTIONAL
        elif not optional:
            action.flags &= ~OPTIONAL

    # whether it can run

    def update_runnable(self, action: Action) -> None:
        """Find out whether an action of a resource can be run, as far as its node and the quorum decide."""
        resource, node = action.resource, action.node
        if resource is None or action.flags & PSEUDO:
            return
        if node is None:
            action.flags &= ~RUNNABLE
        elif not action.flags & ON_DC and not node.online and not unstarted_guest(node):
            action.flags &= ~RUNNABLE
            if resource.managed and action.task == "stop" and not node.unclean:
                self.mark_for_fencing(node, "stop is unrunnable")
        elif not action.flags & ON_DC and node.pending:
            action.flags &= ~RUNNABLE
        elif action.needs is Requires.NOTHING:
            action.reason = ""
            if node.is_guest and not can_fence(self.cluster, node):
                action.flags &= ~RUNNABLE
            else:
                action.flags |= RUNNABLE
        else:
            self._apply_quorum(action, resource)

    def _apply_quorum(self, action: Action, resource: Resource) -> None:
        policy = self.effective_quorum_policy(resource)
        if policy == "stop":
            action.flags &= ~RUNNABLE
            set_reason(action, "no quorum", overwrite=True)
        elif policy == "freeze":
            if not resource.is_active(fully=True) or resource.coming_role > resource.current_role:
                action.flags &= ~RUNNABLE
                set_reason(action, "quorum freeze", overwrite=True)
        else:
            action.flags |= RUNNABLE

    def effective_quorum_policy(self, resource: Resource) -> str:
        """What the lack of quorum means for a resource; ``ignore`` if there is quorum."""
        if self.cluster.quorate:
            return "ignore"
        policy = self.cluster.options.no_quorum_policy
        if policy == "demote":
            if resource.role not in (Role.PROMOTED, Role.UNPROMOTED):
                return "stop"
            if resource.next_role > Role.UNPROMOTED:
                resource.next_role = Role.UNPROMOTED
            return "ignore"
        return policy

    def mark_for_fencing(self, node: Node, reason: str) -> None:
        """Have a node fenced. One that is to be fenced anyway stays as it is."""
        if note_unclean(node):
            self.fence_action(node, optional=True, reason=reason)

    def fence_action(self, node: Node, *, optional: bool, reason: str = "", operation: str = "") -> Action:
        """The action that fences a node (`operation`: by default the cluster's fencing-action)."""
        operation = operation or self.cluster.options.fencing_action
        key = f"stonith-{node.name}-{operation}"
        existing = self._index.get((None, key))
        if existing:
            action = existing[0]
        else:
            action = self.get(None, "stonith", node, optional=True, key=key)
            action.meta |= {"on_node": node.name, "on_node_uuid": node.id, "stonith_action": operation}
            if self.cluster.unfencing_used and not node.is_remote:
                digests = device_digests(self.cluster, node)
                action.meta |= {"digests_all": digests.everything, "digests_secure": digests.public}
                optional = optional and not digests.changed
        if not optional:
            action.flags &= ~OPTIONAL
        set_reason(action, reason)
        return action

    # relations

    def order(
        self,
        first: Resource | None,
        first_key: str | Action,
        then: Resource | None,
        then_key: str | Action,
        flags: int,
    ) -> None:
        """Add a relation between keys or actions of resources, and what it means for live migration."""
        first_action = first_key if isinstance(first_key, Action) else None
        then_action = then_key if isinstance(then_key, Action) else None
        relation = Relation(
            first,
            "" if isinstance(first_key, Action) else first_key,
            first_action,
            then,
            "" if isinstance(then_key, Action) else then_key,
            then_action,
            flags,
        )
        self.relations.append(relation)
        if first is not None and then is not None and first is not then:
            shadow(self, relation)

    def order_tasks(self, first: Resource, first_task: str, then: Resource, then_task: str, flags: int) -> None:
        """Add a relation between one-off tasks of resources."""
        self.order(first, operation_key(first.id, first_task), then, operation_key(then.id, then_task), flags)


def _needs(resource: Primitive) -> Requires:
    return Requires.FENCING if resource.needs_fencing else resource.requires


def set_reason(action: Action, reason: str, *, overwrite: bool = False) -> None:
    """Give an action a reason, if it has none yet or `overwrite`."""
    if reason and (overwrite or not action.reason):
        action.reason = reason


_WHY = {OPTIONAL: "required", RUNNABLE: "unrunnable", MIGRATABLE: "unmigrateable"}


def clear(action: Action, flag: int, because: Action) -> bool:
    """Clear a flag of an action on behalf of another; whether that changed anything.

    The reason names the other action only if it belongs to another resource.
    """
    if not action.flags & flag:
        return False
    action.flags &= ~flag
    if action.resource is not because.resource and flag in _WHY:
        who = f"{because.resource.id} " if because.resource is not None else ""
        set_reason(action, f"{_WHY[flag]} {who}{because.task}")
    return True

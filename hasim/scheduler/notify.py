"""Notifications: telling the instances of a clone what is about to happen to their siblings, and what has happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hasim.cib.score import INFINITY
from hasim.scheduler.action import Action, connect, notify_key
from hasim.scheduler.collective_flags import collective_flags
from hasim.scheduler.flags import FIRST_PULLS_THEN, OPTIONAL, ORDER, PSEUDO, RUNNABLE
from hasim.scheduler.roles import Role

if TYPE_CHECKING:
    from hasim.scheduler.node import Node
    from hasim.scheduler.plan import Plan
    from hasim.scheduler.resource import Clone, Primitive, Resource


@dataclass(slots=True, eq=False)
class Announcement:
    """The milestones around one task of a clone: before it, and after its completion."""

    task: str
    pre: Action
    pre_done: Action
    post: Action
    post_done: Action

    def milestones(self) -> tuple[Action, Action, Action, Action]:
        """All four, in the order of their creation."""
        return self.pre, self.pre_done, self.post, self.post_done


@dataclass(slots=True, eq=False)
class Notifications:
    """The announcements of one clone by task."""

    by_task: dict[str, Announcement] = field(default_factory=dict)

    def add(self, plan: Plan, clone: Resource, task: str, action: Action, complete: Action) -> None:
        """Make the milestones around a task of the clone."""
        self.by_task[task] = announce(plan, clone, task, action, complete)

    def order_promotions(self, clone: Resource) -> None:
        """Put the announcements of promotion and demotion after those of what goes before."""
        known = self.by_task
        for task in ("start", "stop", "demote"):
            if task in known:
                connect(known[task].post_done, known["promote"].pre, ORDER)
        connect(known["demote"].post_done, known["start"].pre, ORDER)
        connect(known["demote"].post_done, known["stop"].pre, ORDER)


def create_notifications(
    plan: Plan, clone: Clone, start: Action, running: Action, stop: Action, stopped: Action
) -> Notifications | None:
    """Make the milestones around starts and stops of a clone that wants to be told; None for others."""
    if not clone.notify:
        return None
    notifications = Notifications()
    notifications.add(plan, clone, "start", start, running)
    notifications.add(plan, clone, "stop", stop, stopped)
    connect(notifications.by_task["stop"].post_done, notifications.by_task["start"].pre, ORDER)
    plan.notifications[clone] = notifications
    return notifications


def announce(plan: Plan, resource: Resource, task: str, action: Action | None, complete: Action) -> Announcement:
    """Make the milestones before `action` and after `complete`."""
    pre = pre_done = None
    if action is not None:
        pre = _milestone(plan, resource, "pre", "notify", action.task, action)
        pre.flags |= RUNNABLE
        pre_done = _milestone(plan, resource, "confirmed-pre", "notified", action.task, action)
        pre_done.flags |= RUNNABLE
        for milestone in (pre, pre_done):
            milestone.meta |= {"notify_type": "pre", "notify_operation": task}
        connect(pre, pre_done, ORDER)
        connect(pre_done, action, ORDER)
    post = _milestone(plan, resource, "post", "notify", complete.task, complete)
    post_done = _milestone(plan, resource, "confirmed-post", "notified", complete.task, complete)
    for milestone in (post, post_done):
        milestone.priority = INFINITY
        milestone.flags = (milestone.flags & ~RUNNABLE) | (complete.flags & RUNNABLE)
        milestone.meta |= {"notify_type": "post", "notify_operation": task}
    connect(complete, post, FIRST_PULLS_THEN)
    connect(post, post_done, FIRST_PULLS_THEN)
    if pre_done is not None:
        connect(pre_done, post, ORDER)
    return Announcement(task, pre or post, pre_done or post_done, post, post_done)


def _milestone(plan: Plan, resource: Resource, kind: str, task: str, about: str, like: Action) -> Action:
    key = notify_key(resource.id, kind, about)
    action = plan.get(resource, task, None, optional=like.optional, key=key)
    action.flags |= PSEUDO
    action.meta |= {"notify_key_type": kind, "notify_key_operation": about}
    return action


# at the time of the graph


_LISTS = ("inactive", "active", "unpromoted", "promoted", "start", "stop", "promote", "demote")


@dataclass(slots=True)
class _Entry:
    resource: Primitive
    node: Node | None


@dataclass(slots=True)
class _Census:
    """Who is in which role now, and what will be done to whom."""

    lists: dict[str, list[_Entry]] = field(default_factory=lambda: {name: [] for name in _LISTS})

    def add(self, name: str, resource: Primitive, node: Node | None) -> None:
        self.lists[name].append(_Entry(resource, node))


_TASKS = ("start", "stop", "promote", "demote")
_SPELLINGS = (
    ("stop", ("stop",)),
    ("start", ("start",)),
    ("demote", ("demote",)),
    ("promote", ("promote",)),
    ("active", ("active",)),
    ("unpromoted", ("unpromoted", "slave")),
    ("promoted", ("promoted", "master")),
)


def send_notifications(plan: Plan, clone: Clone) -> None:
    """Make the notifications that the instances of a clone get in this transition."""
    for action in list(clone.actions):
        collective_flags(plan, action, None)
    notifications = plan.notifications.get(clone)
    if notifications is None:
        return
    for task in _TASKS:
        announcement = notifications.by_task.get(task)
        if announcement is not None:
            _send(plan, clone, announcement)


def announce_fencing(plan: Plan, stop: Action, fencing: Action) -> None:
    """Tell the siblings of an instance that fencing has stopped it."""
    instance = stop.resource
    assert instance is not None
    announcement = announce(plan, instance, "stop", None, fencing)
    census = _take_census(instance)
    keys = {name: value for name, value in _keys(plan, instance, census).items() if name.startswith("notify_stop_")}
    for leaf in instance.top.leaves():
        _inform(plan, leaf, announcement, census, keys)


def _send(plan: Plan, clone: Resource, announcement: Announcement) -> None:
    census = _take_census(clone)
    keys = _keys(plan, clone, census)
    if census.lists[announcement.task]:
        for milestone in announcement.milestones():
            milestone.flags &= ~OPTIONAL
    for leaf in clone.leaves():
        _inform(plan, leaf, announcement, census, keys)


def _take_census(collective: Resource) -> _Census:
    census = _Census()
    for leaf in collective.leaves():
        node = leaf.active_on[0] if leaf.active_on else None
        if leaf.role is Role.STOPPED:
            census.add("inactive", leaf, None)
        else:
            census.add("active", leaf, node)
            if leaf.role is Role.UNPROMOTED:
                census.add("unpromoted", leaf, node)
            elif leaf.role is Role.PROMOTED:
                census.add("promoted", leaf, node)
        for action in reversed(leaf.actions):
            if action.optional or action.node is None:
                continue
            if action.task in _TASKS and (action.runnable or (action.task == "stop" and action.node.unclean)):
                census.add(action.task, leaf, action.node)
    return census


def _pair(entries: list[_Entry]) -> tuple[str, str]:
    """The names of the resources and of their nodes, each once, in the order of their ids."""
    ordered = sorted(entries, key=lambda entry: (entry.resource.id, entry.node.id if entry.node else ""))
    resources: list[str] = []
    nodes: list[str] = []
    last = ""
    for entry in ordered:
        if entry.resource.id == last:
            continue
        last = entry.resource.id
        resources.append(last)
        if entry.node is not None:
            nodes.append(entry.node.name)
    return " ".join(resources) or " ", " ".join(nodes) or " "


def _keys(plan: Plan, collective: Resource, census: _Census) -> dict[str, str]:
    keys: dict[str, str] = {}
    for name, spellings in _SPELLINGS:
        resources, nodes = _pair(census.lists[name])
        for spelling in spellings:
            keys[f"notify_{spelling}_resource"] = resources
            keys[f"notify_{spelling}_uname"] = nodes
    keys["notify_inactive_resource"] = _pair(census.lists["inactive"])[0]
    allowed = sorted((entry.node for entry in collective.scores.values()), key=lambda node: node.name)
    keys["notify_available_uname"] = " ".join(node.name for node in allowed) or " "
    keys["notify_all_uname"] = " ".join(node.name for node in plan.cluster.nodes) or " "
    if collective.meta.get("container-attribute-target") == "host":
        keys["notify_all_hosts"] = keys["notify_all_uname"]
    return keys


def _inform(plan: Plan, leaf: Primitive, announcement: Announcement, census: _Census, keys: dict[str, str]) -> None:
    for action in leaf.actions:
        if action.required and action.node is not None and action.task in _TASKS:
            action.meta |= keys
    task = announcement.task
    if task in ("start", "promote", "demote") and not census.lists[task]:
        return
    if task in ("stop", "demote"):
        if leaf.role is not Role.STOPPED:
            for node in list(leaf.active_on):
                _inform_of_end(plan, leaf, announcement, node, keys)
    elif leaf.next_role is not Role.STOPPED and leaf.assigned is not None and _can_be_told(plan, leaf.assigned):
        starts = plan.find_exact(leaf, f"{leaf.id}_start_0", leaf.assigned)
        starting = any(start.required for start in starts)
        if task != "start" or not starting:
            _notify(plan, leaf, leaf.assigned, announcement, "pre", keys)
        _notify(plan, leaf, leaf.assigned, announcement, "post", keys)


def _can_be_told(plan: Plan, node: Node) -> bool:
    """Whether a node can be reached: not a remote one whose connection cannot be started."""
    start = plan.newest(node.connection, "start") if node.connection is not None else None
    return start is None or start.runnable


def _inform_of_end(plan: Plan, leaf: Primitive, announcement: Announcement, node: Node, keys: dict[str, str]) -> None:
    stop = plan.newest(leaf, "stop")
    if stop is not None and stop.pseudo and (node.unclean or node.needs_reset):
        return
    if announcement.pre is not announcement.post:
        _notify(plan, leaf, node, announcement, "pre", keys)
    if announcement.task == "demote" or stop is None or stop.optional:
        _notify(plan, leaf, node, announcement, "post", keys)


def _notify(
    plan: Plan, leaf: Primitive, node: Node, announcement: Announcement, kind: str, keys: dict[str, str]
) -> None:
    """Tell one instance; after something has happened, its recurring operations wait until all have been told."""
    parent, done = (
        (announcement.pre, announcement.pre_done) if kind == "pre" else (announcement.post, announcement.post_done)
    )
    if not parent.runnable or not node.online:
        return
    about = parent.meta.get("notify_operation", announcement.task)
    key = notify_key(leaf.id, parent.meta.get("notify_type", kind), about)
    action = plan.get(leaf, "notify", node, optional=parent.optional, key=key)
    action.meta = parent.meta | action.meta | keys
    connect(parent, action, ORDER)
    connect(action, done, ORDER)
    if kind == "post":
        action.priority = INFINITY
        for recurring in leaf.actions:
            if recurring.interval and recurring.task != "cancel":
                connect(done, recurring, ORDER)

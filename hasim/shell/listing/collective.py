"""Groups and clones."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hasim.cib import Dialect
from hasim.scheduler.model import Bundle, Clone, Group, Node, Primitive, Resource, Role
from hasim.shell.listing.brief import brief_entries
from hasim.shell.listing.bundle import bundle_entry, replica_parts
from hasim.shell.listing.entry import Entry
from hasim.shell.listing.primitive import failed_probe, primitive_entry
from hasim.shell.listing.style import Style
from hasim.shell.listing.words import probe_text, role_text

__all__ = ["asked_for", "known_places", "resource_entry"]


def resource_entry(resource: Resource, style: Style, *, chosen: bool = False) -> Entry | None:
    """A resource with everything below it, or None if nothing of it is to be shown.

    `chosen` says that a parent was asked for by name, so its parts need not be.
    """
    if isinstance(resource, Primitive):
        return primitive_entry(resource, style) if chosen or asked_for(resource, style) else None
    if isinstance(resource, Group):
        return _group_entry(resource, style, chosen or _named(resource, style))
    if isinstance(resource, Clone):
        return _Summary(resource, style, chosen or _named(resource, style)).entry()
    if isinstance(resource, Bundle):
        return (
            bundle_entry(resource, style, chosen=chosen or _named(resource, style))
            if chosen or asked_for(resource, style)
            else None
        )
    return None


def _named(resource: Resource, style: Style) -> bool:
    return style.shows_resource(resource.id, resource.configured_id)


def asked_for(resource: Resource, style: Style) -> bool:
    """Whether a resource or anything below it is asked for by name; of a bundle also what carries its replicas."""
    parts = list(resource.walk())
    if isinstance(resource, Bundle):
        parts += [part for replica in resource.replicas for part in replica_parts(replica)]
    return any(_named(part, style) for part in parts)


def _disabled(resource: Resource) -> bool:
    role = Role.parse(resource.meta.get("target-role", ""))
    return role is Role.STOPPED or (role is Role.UNPROMOTED and resource.top.promotable)


def _state_flags(resource: Resource, style: Style) -> list[str]:
    disabled = ["disabled"] if _disabled(resource) else []
    if style.dialect is Dialect.V3_0:
        unmanaged = ["maintenance"] if resource.maintenance else [] if resource.managed else ["unmanaged"]
        return disabled + unmanaged
    unmanaged = [] if resource.managed else ["unmanaged"]
    return unmanaged if style.old else unmanaged + disabled


def _in_parentheses(flags: list[str], style: Style) -> str:
    if style.old:
        return "".join(f" ({flag})" for flag in flags)
    return f" ({', '.join(flags)})" if flags else ""


def _group_entry(group: Group, style: Style, chosen: bool) -> Entry | None:
    if style.brief:
        shown = [child for child in group.children if chosen or _named(child, style)]
    else:
        shown = [child for child in group.children if _member_shown(child, style, chosen)]
    if not shown:
        return None
    flags = [] if style.old else _inactive_flag(group, style) + _state_flags(group, style)
    if style.brief:
        below = brief_entries((leaf for child in shown for leaf in child.leaves()), style, totals=True)
    else:
        below = [entry for child in shown if (entry := resource_entry(child, style, chosen=chosen)) is not None]
    return Entry(f"Resource Group: {group.id}{_in_parentheses(flags, style)}", tuple(below), heading=True)


def _member_shown(child: Resource, style: Style, chosen: bool) -> bool:
    if style.resources is not None and _named(child, style):
        return True
    if not chosen and not _named(child, style):
        return False
    return style.old or style.inactive or child.is_active()


def _inactive_flag(group: Group, style: Style) -> list[str]:
    if style.inactive or group.is_active(fully=True) or not group.is_active():
        return []
    count = sum(not child.is_active(fully=True) for child in group.children)
    return [f"{count} member{'' if count == 1 else 's'} inactive"]


@dataclass
class _Summary:
    """A clone on its way to being listed: instances that need a line of their own, and the nodes of the others."""

    clone: Clone
    style: Style
    chosen: bool
    lines: list[Entry] = field(default_factory=list)
    promoted: list[Node] = field(default_factory=list)
    started: list[Node] = field(default_factory=list)
    stopped: dict[str, list[str]] = field(default_factory=dict)

    def entry(self) -> Entry | None:
        if self.chosen or asked_for(self.clone, self.style):
            for instance in self.clone.children:
                if self.chosen or asked_for(instance, self.style):
                    self._add(instance)
        else:
            return None
        below = list(self.lines)
        if not self.style.detail:
            below += self._by_state()
        if not below and not self.style.inactive:
            return None
        return Entry(self._heading(), tuple(below), heading=True)

    def _heading(self) -> str:
        clone, old = self.clone, self.style.old
        child = next((element.id for element in clone.element.all("primitive", "group")), "")
        kind = "Master/Slave Set" if old and clone.promotable else "Clone Set"
        flags = ["promotable"] if clone.promotable and not old else []
        flags += ["unique"] if _is_unique(clone) else []
        return f"{kind}: {clone.id} [{child}]{_in_parentheses(flags + _state_flags(clone, self.style), self.style)}"

    def _add(self, instance: Resource) -> None:
        if instance.is_active() and not any(self.style.shows_node(node.name) for node in instance.active_on):
            return
        if self._full_line(instance):
            entry = resource_entry(instance, replace(self.style, resources=None), chosen=True)
            if entry is not None:
                self.lines.append(entry)
        elif instance.is_active():
            location = instance.active_on[0]
            promoted = instance.current_role is Role.PROMOTED
            (self.promoted if promoted else self.started).append(location)

    def _full_line(self, instance: Resource) -> bool:
        active = instance.is_active()
        if self.style.detail:
            return True
        if _is_unique(self.clone):
            return active or not self.clone.removed
        if self.style.pending and instance.pending_task:
            return True
        return active and (_odd(instance) or not _on_one_clean_node(instance))

    def _by_state(self) -> list[Entry]:
        dialect = self.style.dialect
        found = []
        promoted_word = role_text(Role.PROMOTED, dialect) + ("s" if self.style.old else "")
        started_word = role_text(Role.STARTED, dialect)
        if self.clone.promotable:
            started_word = role_text(Role.UNPROMOTED, dialect) + ("s" if self.style.old else "")
            if _configured_role(self.clone) is Role.UNPROMOTED:
                started_word += " (target-role)"
        for word, nodes in ((promoted_word, self.promoted), (started_word, self.started)):
            names = _names(nodes, self.style)
            if names:
                found.append(Entry(f"{word}: [ {' '.join(names)} ]"))
        if self.style.inactive:
            self._find_stopped(sum(len(_names(nodes, self.style)) for nodes in (self.promoted, self.started)))
            found += [Entry(f"{state}: [ {' '.join(self.stopped[state])} ]") for state in sorted(self.stopped)]
        return found

    def _find_stopped(self, active: int) -> None:
        clone = self.clone
        if _is_unique(clone) or clone.clone_max <= active:
            return
        candidates = [entry.node for entry in clone.scores.values()] or list(clone.known_on)
        for node in sorted(candidates, key=lambda node: node.position):
            if node in known_places(clone, self.style) or not self.style.shows_node(node.name):
                continue
            self.stopped.setdefault(self._stopped_state(node), []).append(node.name)

    def _stopped_state(self, node: Node) -> str:
        rc = None if self.style.old else failed_probe(self.clone, self.clone.cluster, node)
        if rc is not None:
            return f"Stopped ({probe_text(rc, self.style.dialect)})"
        return "Stopped (disabled)" if _configured_role(self.clone) is Role.STOPPED else "Stopped"


def _configured_role(clone: Clone) -> Role:
    """The role that target-role asks for: the clone's own, or else that of its first instance."""
    owners = [clone, *clone.children[:1]]
    return Role.parse(next((each.meta["target-role"] for each in owners if "target-role" in each.meta), ""))


def known_places(resource: Resource, style: Style) -> list[Node]:
    """The nodes where a resource is held to be active.

    Up to 2.1 a collective resource does not know of parts that are unmanaged (or blocked) on a node that is offline.
    """
    if isinstance(resource, Primitive) or style.dialect is Dialect.V3_0:
        return resource.active_on
    places = ((leaf, node) for leaf in resource.leaves() for node in leaf.active_on)
    return [node for leaf, node in places if node.online or (leaf.managed and not leaf.blocked)]


def _is_unique(clone: Clone) -> bool:
    return any(child.unique for child in clone.children) if clone.children else clone.unique


def _odd(instance: Resource) -> bool:
    parts = list(instance.walk())
    removed = any(part.removed for part in parts)
    return removed or instance.is_failed or not all(part.managed for part in parts)


def _on_one_clean_node(instance: Resource) -> bool:
    nodes = instance.current_nodes
    return instance.is_active(fully=True) and len(nodes) == 1 and (nodes[0].online or not nodes[0].unclean)


def _names(nodes: list[Node], style: Style) -> list[str]:
    ordered = sorted(nodes, key=lambda node: node.position)
    return [node.name for node in ordered if style.shows_node(node.name)]
